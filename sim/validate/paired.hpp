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

/// Numbers whose mean is the ratio of the means, and whose spread is that of its error to first order. For ratios whose
/// denominator varies too much for a ratio a replicate.
inline PerReplicate ratio_of_means(const PerReplicate& a, const PerReplicate& b) {
    double sum_a = 0.0, sum_b = 0.0;
    for (const double x : a) sum_a += x;
    for (const double x : b) sum_b += x;
    const double whole = sum_a / sum_b, mean_b = sum_b / static_cast<double>(b.size());
    return paired(a, b, [=](double x, double y) { return whole + (x - whole * y) / mean_b; });
}

}  // namespace strathern
