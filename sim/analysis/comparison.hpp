// What does a policy change? Levels of outputs, and differences to a baseline replicate by replicate.
#pragma once
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "analysis/statistics.hpp"
#include "output/store_results.hpp"

namespace strathern {

/// Quarters [first, last) that become one number.
struct QuarterSpan {
    std::uint32_t first = 0, last = 0;
};

/// Whether a difference is one, and a good one. `exactly_zero`: no replicate differs. `unclear`: the interval holds 0,
/// or there is none. `differs`: it doesn't, and neither direction is good by itself.
enum class Verdict : std::uint8_t { exactly_zero, unclear, better, worse, differs };

/// "exactly_zero", "unclear", "better", "worse" or "differs".
std::string_view name(Verdict verdict);

/// Policy minus baseline, paired by replicate.
struct Difference {
    Estimate estimate;
    double better_share = 0;  ///< of replicates in which the policy is better (of a signal: higher) [0, 1]
    double equal_share = 0;   ///< of replicates without any difference [0, 1]
    Verdict verdict = Verdict::unclear;
};

/// One output under several policies.
struct Comparison {
    std::size_t column = 0;               ///< position among the study's columns
    std::vector<Estimate> levels;         ///< [policies of the results]
    std::vector<Difference> differences;  ///< [policies of the results]; that of the baseline is exactly zero
};

/// One value a replicate: a column's quarters made one by sum, mean or the last. Where the run is not done: 0.
std::vector<double> over_quarters(const Results& results, std::size_t column, std::size_t policy, Over over,
                                  QuarterSpan span);

/// Level of an output over a span under one policy, over the replicates that are done.
Estimate level(Estimator& estimator, const Results& results, std::size_t column, std::size_t policy, Over over,
               QuarterSpan span);

/// Difference of an output over a span, over the replicates that are done under both.
/// @param policy,baseline places among the results' policies
Difference difference(Estimator& estimator, const Results& results, const StoredColumn& what, std::size_t column,
                      std::size_t policy, std::size_t baseline, QuarterSpan span);

/// Everything about one output over a span. @param baseline place among the results' policies
Comparison compare(Estimator& estimator, const Results& results, const StoredColumn& what, std::size_t column,
                   std::size_t baseline, QuarterSpan span);

/// Whether differences of an output are told in percent of the baseline's level. Not where that level isn't clear of 0
/// or may be negative, not for shares and scales without a natural zero, and not beyond 300 %, which says little.
bool told_in_percent(const StoredColumn& what, const Comparison& comparison, std::size_t baseline);

/// Every output of a study over a span and quarter by quarter.
struct StudyAnalysis {
    QuarterSpan span;
    std::size_t baseline = 0;                         ///< place among the results' policies
    std::vector<Comparison> over_span;                ///< [columns]
    std::vector<std::vector<Comparison>> by_quarter;  ///< [columns, quarters]; empty unless asked for
};

/// Analyses all columns. @param baseline place among the results' policies
StudyAnalysis analyse(const Results& results, std::span<const StoredColumn> columns, std::size_t baseline,
                      QuarterSpan span, bool by_quarter);

}  // namespace strathern
