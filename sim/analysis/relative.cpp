// By which factor does a policy change a mean? Both means are uncertain, and they are of the same replicates.
#include <algorithm>
#include <cmath>
#include <limits>

#include "analysis/statistics.hpp"

namespace strathern {
namespace {

/// Pairs of which both are defined.
struct Pairs {
    std::vector<double> with, without;
    double mean_with = 0, mean_without = 0;
};

Pairs defined_pairs(std::span<const double> with, std::span<const double> without) {
    Pairs pairs;
    for (std::size_t i = 0; i < with.size(); ++i) {
        if (std::isnan(with[i]) || std::isnan(without[i])) continue;
        pairs.with.push_back(with[i]);
        pairs.without.push_back(without[i]);
        pairs.mean_with += with[i];
        pairs.mean_without += without[i];
    }
    pairs.mean_with /= static_cast<double>(pairs.with.size());
    pairs.mean_without /= static_cast<double>(pairs.with.size());
    return pairs;
}

/// How far each pair lies from the common ratio, in parts of the mean of `without`.
std::vector<double> residuals_of(const Pairs& pairs, double ratio) {
    std::vector<double> residuals;
    for (std::size_t i = 0; i < pairs.with.size(); ++i)
        residuals.push_back((pairs.with[i] - ratio * pairs.without[i]) / pairs.mean_without);
    return residuals;
}

bool negligible(const std::vector<double>& residuals, double ratio) {
    constexpr double rounding = 1e-12;
    return std::all_of(residuals.begin(), residuals.end(),
                       [&](double r) { return std::fabs(r) <= rounding * (1.0 + ratio); });
}

}  // namespace

Estimate Estimator::relative(std::span<const double> with, std::span<const double> without) {
    const Pairs pairs = defined_pairs(with, without);
    const double ratio = pairs.mean_with / pairs.mean_without;
    Estimate e;
    e.n = pairs.with.size();
    e.undefined = with.size() - e.n;
    e.few = e.n < few_limit;
    e.mean = e.low = e.high = std::numeric_limits<double>::quiet_NaN();
    if (e.n == 0 || !(pairs.mean_without > 0)) return e;
    e.mean = e.low = e.high = ratio - 1;
    if (e.n == 1) return e;
    const std::vector<double> residuals = residuals_of(pairs, ratio);
    e.method = Method::exact;
    if (negligible(residuals, ratio)) return e;
    const Estimate around = of_defined(residuals);
    e.sd = around.sd, e.skewness = around.skewness, e.skewed = around.skewed, e.method = around.method;
    e.low = ratio * std::exp((around.low - around.mean) / ratio) - 1;
    e.high = ratio * std::exp((around.high - around.mean) / ratio) - 1;
    return e;
}

}  // namespace strathern
