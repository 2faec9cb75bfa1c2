// What does a policy change? Differences are taken within a replicate first: equal luck cancels out.
#include "analysis/comparison.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <strathern/params/definitions.hpp>

namespace strathern {
namespace {

Verdict verdict_of(const Estimate& e, Better better) {
    if (e.n == 0 || e.method == Method::none) return Verdict::unclear;
    if (e.method == Method::exact && e.mean == 0) return Verdict::exactly_zero;
    if (e.low <= 0 && e.high >= 0) return Verdict::unclear;
    if (better == Better::neither) return Verdict::differs;
    return (e.mean > 0) == (better == Better::more) ? Verdict::better : Verdict::worse;
}

}  // namespace

std::string_view name(Verdict verdict) {
    constexpr std::array<std::string_view, 5> names = {"exactly_zero", "unclear", "better", "worse", "differs"};
    return names[static_cast<std::size_t>(verdict)];
}

std::vector<double> over_quarters(const Results& results, std::size_t column, std::size_t policy, Over over,
                                  QuarterSpan span) {
    std::vector<double> totals(results.replicates());
    const std::uint32_t first = over == Over::last && span.last > span.first ? span.last - 1 : span.first;
    for (std::uint32_t quarter = first; quarter < span.last; ++quarter) {
        const auto values = results.values(column, policy, quarter);
        for (std::size_t i = 0; i < totals.size(); ++i) totals[i] += values[i];
    }
    if (over == Over::mean && span.last > span.first) {
        for (double& total : totals) total /= span.last - span.first;
    }
    return totals;
}

Estimate level(Estimator& estimator, const Results& results, std::size_t column, std::size_t policy, Over over,
               QuarterSpan span) {
    const std::vector<double> totals = over_quarters(results, column, policy, over, span);
    std::vector<double> done;
    done.reserve(totals.size());
    for (std::size_t i = 0; i < totals.size(); ++i) {
        if (results.done(policy, i)) done.push_back(totals[i]);
    }
    return estimator(done);
}

Difference difference(Estimator& estimator, const Results& results, const StoredColumn& what, std::size_t column,
                      std::size_t policy, std::size_t baseline, QuarterSpan span) {
    const std::vector<double> with = over_quarters(results, column, policy, what.over, span);
    const std::vector<double> without = over_quarters(results, column, baseline, what.over, span);
    std::vector<double> differences;
    differences.reserve(with.size());
    std::size_t better = 0, equal = 0;
    for (std::size_t i = 0; i < with.size(); ++i) {
        if (!results.done(policy, i) || !results.done(baseline, i)) continue;
        differences.push_back(with[i] - without[i]);
        equal += with[i] == without[i];
        better += what.better == Better::less ? with[i] < without[i] : with[i] > without[i];
    }
    Difference d;
    d.estimate = estimator(differences);
    d.verdict = verdict_of(d.estimate, what.better);
    if (differences.empty()) return d;
    d.better_share = static_cast<double>(better) / static_cast<double>(differences.size());
    d.equal_share = static_cast<double>(equal) / static_cast<double>(differences.size());
    return d;
}

Comparison compare(Estimator& estimator, const Results& results, const StoredColumn& what, std::size_t column,
                   std::size_t baseline, QuarterSpan span) {
    Comparison comparison;
    comparison.column = column;
    for (std::size_t policy = 0; policy < results.policies().size(); ++policy) {
        comparison.levels.push_back(level(estimator, results, column, policy, what.over, span));
        comparison.differences.push_back(difference(estimator, results, what, column, policy, baseline, span));
    }
    return comparison;
}

bool told_in_percent(const StoredColumn& what, const Comparison& comparison, std::size_t baseline) {
    constexpr std::array<std::string_view, 4> scales = {"share", "correlation", "sd", "log-odds"};
    if (std::find(scales.begin(), scales.end(), what.unit) != scales.end() || what.name == "net_value") return false;
    const Estimate& level = comparison.levels[baseline];
    if (level.low <= 0 || level.method == Method::none) return false;
    return std::all_of(comparison.differences.begin(), comparison.differences.end(),
                       [&](const Difference& d) { return std::fabs(d.estimate.mean) <= 3 * level.mean; });
}

StudyAnalysis analyse(const Results& results, std::span<const StoredColumn> columns, std::size_t baseline,
                      QuarterSpan span, bool by_quarter) {
    StudyAnalysis analysis{span, baseline, {}, {}};
    Estimator estimator;
    for (std::size_t column = 0; column < columns.size(); ++column) {
        analysis.over_span.push_back(compare(estimator, results, columns[column], column, baseline, span));
        if (!by_quarter) continue;
        auto& series = analysis.by_quarter.emplace_back();
        for (std::uint32_t quarter = 0; quarter < results.quarters(); ++quarter)
            series.push_back(compare(estimator, results, columns[column], column, baseline, {quarter, quarter + 1}));
    }
    return analysis;
}

}  // namespace strathern
