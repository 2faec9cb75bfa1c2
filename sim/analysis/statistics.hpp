// How sure can one be of a mean? Mean, spread, skewness and a 95 % interval of one sample, with how it was made.
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace strathern {

/// How an interval was made. `none`: a single value has no interval. `exact`: all values are equal.
enum class Method : std::uint8_t { none, exact, student, bootstrap_t };

/// "none", "exact", "student" or "bootstrap_t".
std::string_view name(Method method);

/// A mean and what is known about it. Without values (n = 0) mean and bounds are NaN and the method is `none`.
struct Estimate {
    std::size_t n = 0;
    double mean = 0;
    double sd = 0;        ///< of one value, with n - 1 below
    double skewness = 0;  ///< third central moment by sd^3, both with n below
    double low = 0;       ///< of the 95 % interval; the mean itself when there is none
    double high = 0;
    Method method = Method::none;
    std::size_t undefined = 0;  ///< values left out because they are undefined (NaN)
    bool few = false;           ///< fewer than `few_limit` values: the interval trusts that they are near to normal
    bool skewed = false;        ///< so skewed for so few values that the interval may cover less than 95 %
};

/// Below this many values no sample can show its own skewness.
inline constexpr std::size_t few_limit = 20;

/// Number of resamples of a bootstrap interval; always the same ones for the same n.
inline constexpr std::uint32_t resamples_count = 1999;

/// The 1 - tail quantile of Student's t. @param degrees [1, ...) @param tail (0, 0.5)
double student_quantile(std::size_t degrees, double tail = 0.025);

/// The largest share of replicates that may differ although none of n did, with 95 % confidence: 1 - 0.05^(1/n).
double unseen_share(std::size_t n);

/// Makes estimates. Keeps the resamples of the last sample size, so many columns of one study cost little.
/// The same values in the same order give the same bits on every machine.
class Estimator {
public:
    /// Mean and 95 % interval: Student's t for few values or where n > 200 skewness^2, else bootstrap-t, which follows
    /// the skewness. The flag `skewed` is up where n < 50 skewness^2 (Cochran's rule, doubled).
    /// Source: student1908; cochran1977; hall1988. Coverage is tested in tests/unit/analysis_coverage.cpp.
    /// Values that are NaN are left out and counted.
    Estimate operator()(std::span<const double> values);

    /// Ratio of the means of pairs less 1: 9 where `with` is ten times `without`. Linearised: each pair's residual
    /// from the common ratio has an interval of mean 0 like any sample, which is laid around the logarithm of the
    /// ratio, so that no bound falls to -1 or below. Pairs in proportion give an exact ratio. No interval (`none`)
    /// where the mean of `without` is not positive. Source: cochran1977 (ratio of means)
    /// @param with,without [n], at least 0; pairs of which one is NaN are left out
    Estimate relative(std::span<const double> with, std::span<const double> without);

private:
    Estimate of_defined(std::span<const double> values);
    bool bootstrap(std::span<const double> values, Estimate& e);
    void draw_resamples(std::size_t n);

    std::size_t n_ = 0;
    std::vector<std::uint32_t> indices_;  ///< shape: resamples, n
};

/// One estimate.
inline Estimate estimate(std::span<const double> values) { return Estimator()(values); }

}  // namespace strathern
