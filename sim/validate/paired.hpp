// How do two arms become one number per replicate? Replicate by replicate: both had the same luck.
#pragma once
#include <cstddef>
#include <vector>

namespace strathern {

using PerReplicate = std::vector<double>;

/// f of the two arms' numbers, replicate by replicate.
template <class F>
PerReplicate paired(const PerReplicate& a, const PerReplicate& b, F&& f) {
    PerReplicate all(a.size());
    for (std::size_t k = 0; k < a.size(); ++k) all[k] = f(a[k], b[k]);
    return all;
}

inline PerReplicate ratio(const PerReplicate& a, const PerReplicate& b) {
    return paired(a, b, [](double x, double y) { return x / y; });
}
inline PerReplicate minus(const PerReplicate& a, const PerReplicate& b) {
    return paired(a, b, [](double x, double y) { return x - y; });
}
/// Increase from before to after, as a share of `before`.
inline PerReplicate change(const PerReplicate& before, const PerReplicate& after) {
    return paired(before, after, [](double x, double y) { return y / x - 1.0; });
}

}  // namespace strathern
