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

/// What may be said of a difference.
/// `undefined`: no replicate has one. `exactly_zero`: the policy is the baseline, by another name or its own. `equal`:
/// no replicate differs, which does not say that none would. `unclear`: the interval holds 0, or there is none.
/// `hint`: its own interval leaves 0 out, as one in twenty does by chance. `better`, `worse`, `differs` (neither way is
/// good by itself): a headline output whose simultaneous interval leaves 0 out as well.
enum class Verdict : std::uint8_t { undefined, exactly_zero, equal, unclear, hint, better, worse, differs };

/// "undefined", "exactly_zero", "equal", "unclear", "hint", "better", "worse" or "differs".
std::string_view name(Verdict verdict);

/// Whether a difference is called one: better, worse or differs.
bool is_claimed(Verdict verdict);

/// Policy minus baseline, paired by replicate.
struct Difference {
    Estimate estimate;
    Estimate relative;        ///< the same as a share of the baseline's mean; method `none` where that says nothing
    double simultaneous = 0;  ///< half-width of the simultaneous interval; 0: not in the family that is judged
    double better_share = 0;  ///< of replicates in which the policy is better (of a signal: higher) [0, 1]
    double equal_share = 0;   ///< of replicates without any difference [0, 1]
    Verdict verdict = Verdict::undefined;
};

/// One output under several policies.
struct Comparison {
    std::size_t column = 0;               ///< position among the study's columns
    std::vector<Estimate> levels;         ///< [policies of the results]; bounds lie within those of the output
    std::vector<Difference> differences;  ///< [policies of the results]; that of the baseline is exactly zero
};

/// One value per replicate: a column's quarters made one by sum, mean or the last. NaN where the run is not done, and
/// where the output is undefined in all quarters that count; a mean is over the quarters that have a value.
std::vector<double> over_quarters(const Results& results, std::size_t column, std::size_t policy, Over over,
                                  QuarterSpan span);

/// Level of an output over a span under one policy, over the replicates that are done.
Estimate level(Estimator& estimator, const Results& results, const StoredColumn& what, std::size_t column,
               std::size_t policy, QuarterSpan span);

/// Two policies among the results' policies.
struct Pair {
    std::size_t policy, baseline;
};

/// Difference of an output over a span, over the replicates that have a value under both. No verdict beyond `hint`.
Difference difference(Estimator& estimator, const Results& results, const StoredColumn& what, std::size_t column,
                      Pair pair, QuarterSpan span);

/// Everything about one output over a span. @param baseline place among the results' policies
Comparison compare(Estimator& estimator, const Results& results, const StoredColumn& what, std::size_t column,
                   std::size_t baseline, QuarterSpan span);

/// Whether differences of an output are told in percent of the baseline's level. Not where that level isn't clear of 0
/// or may be negative, and not for shares and scales without a natural zero.
bool told_in_percent(const StoredColumn& what, const Comparison& comparison, std::size_t baseline);

/// Decides whether a difference is called one. A hint becomes a claim where its mean lies more than `critical` standard
/// errors from 0; `simultaneous` is set. What has no interval stays as it is.
void judge(Difference& difference, Better better, double critical);

/// A policy's place among all of a study, the baseline included.
struct RankedPolicy {
    std::size_t policy = 0;  ///< place among the results' policies
    Difference to_above;     ///< this policy less the one a place above, paired; undefined for the first
    bool ranked = false;     ///< whether it has a mean paired difference to the baseline
    bool tied = false;       ///< ranked, and not distinguishable from the one a place above
};

/// Policies by one output, best first.
struct Ranking {
    std::size_t column = 0;            ///< position among the study's columns
    std::vector<RankedPolicy> places;  ///< all policies of the results; empty where the study lacks the output
};

/// A headline output that moves under the baseline itself, from the first quarter of the span to its last.
struct Drift {
    std::size_t column = 0;
    Estimate change;    ///< last quarter less first
    Estimate relative;  ///< the same as a share of the first quarter's mean
};

/// What is asked of an analysis.
struct AnalysisRequest {
    std::size_t baseline = 0;  ///< place among the results' policies
    QuarterSpan span = {};
    bool by_quarter = false;
};

/// Every output of a study over a span and quarter by quarter.
struct StudyAnalysis {
    QuarterSpan span;
    std::size_t baseline = 0;                         ///< place among the results' policies
    std::vector<Comparison> over_span;                ///< [columns]
    std::vector<std::vector<Comparison>> by_quarter;  ///< [columns, quarters]; empty unless asked for
    std::size_t family = 0;     ///< number of comparisons that are judged together: headline outputs times policies
    double critical = 0;        ///< standard errors that a difference of the family must lie from 0
    std::vector<Drift> drifts;  ///< headline outputs of the baseline that move by 2 % and more, beyond doubt
    Ranking ranking;            ///< by net value
};

/// Analyses all columns.
StudyAnalysis analyse(const Results& results, const StudyIdentity& identity, const AnalysisRequest& request);

}  // namespace strathern
