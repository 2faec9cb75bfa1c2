// Which differences of a study may be called one? The headline outputs of all policies are judged together.
#include <algorithm>
#include <cmath>
#include <strathern/params/definitions.hpp>

#include "analysis/comparison.hpp"
#include "analysis/headline.hpp"
#include "analysis/ranking.hpp"
#include "analysis/simultaneous.hpp"

namespace strathern {
namespace {

PairedValues minus(std::vector<double> with, const std::vector<double>& without) {
    for (std::size_t i = 0; i < with.size(); ++i) with[i] -= without[i];
    return with;
}

double half_width(const Estimate& e, double critical) { return critical * e.sd / std::sqrt(static_cast<double>(e.n)); }

// Which policies do what the baseline does, so that nothing can differ.
std::vector<bool> same_as_baseline(const Results& results, const StudyIdentity& identity, std::size_t baseline) {
    std::vector<bool> same;
    for (std::size_t place = 0; place < results.policies().size(); ++place)
        same.push_back(do_the_same(results, identity, {place, baseline}));
    return same;
}

void tell_exact_ones(StudyAnalysis& analysis, const std::vector<bool>& same) {
    const auto tell = [&](Comparison& comparison) {
        for (std::size_t place = 0; place < same.size(); ++place)
            if (same[place]) comparison.differences[place].verdict = Verdict::exactly_zero;
    };
    for (Comparison& comparison : analysis.over_span) tell(comparison);
    for (auto& series : analysis.by_quarter)
        for (Comparison& comparison : series) tell(comparison);
}

void judge_headlines(StudyAnalysis& analysis, const Results& results, const StudyIdentity& identity) {
    const auto headline = headline_columns(identity.columns);
    std::vector<PairedValues> family;
    std::vector<std::pair<Difference*, Better>> judged;
    for (const std::size_t column : headline) {
        const StoredColumn& what = identity.columns[column];
        const auto values = [&](std::size_t place) {
            return over_quarters(results, column, place, what.over, analysis.span);
        };
        const std::vector<double> without = values(analysis.baseline);
        for (std::size_t place = 0; place < results.policies().size(); ++place) {
            Difference& d = analysis.over_span[column].differences[place];
            if (d.verdict != Verdict::unclear && d.verdict != Verdict::hint) continue;
            if (d.estimate.method == Method::none) continue;
            family.push_back(minus(values(place), without));
            judged.emplace_back(&d, what.better);
        }
    }
    analysis.family = family.size();
    analysis.critical = critical_value(family);
    for (auto& [d, better] : judged) judge(*d, better, analysis.critical);
}

// What moves under the baseline itself.
void find_drifts(Estimator& estimator, StudyAnalysis& analysis, const Results& results, const StudyIdentity& identity) {
    constexpr double worth_telling = 0.02;
    if (analysis.span.last < analysis.span.first + 2) return;
    std::vector<PairedValues> family;
    std::vector<Drift> drifts;
    for (const std::size_t column : headline_columns(identity.columns)) {
        const auto in_quarter = [&](std::uint32_t quarter) {
            return over_quarters(results, column, analysis.baseline, Over::last, {quarter, quarter + 1});
        };
        const std::vector<double> first = in_quarter(analysis.span.first), last = in_quarter(analysis.span.last - 1);
        family.push_back(minus(last, first));
        drifts.push_back({column, estimator(family.back()), estimator.relative(last, first)});
    }
    const double critical = critical_value(family);
    for (const Drift& drift : drifts) {
        const bool moves = drift.change.n > 1 && std::fabs(drift.change.mean) > half_width(drift.change, critical);
        const bool small =
            identity.columns[drift.column].bounds.lowest == 0 && std::fabs(drift.relative.mean) < worth_telling;
        if (moves && !small) analysis.drifts.push_back(drift);
    }
}

}  // namespace

StudyAnalysis analyse(const Results& results, const StudyIdentity& identity, const AnalysisRequest& request) {
    StudyAnalysis analysis;
    analysis.span = request.span;
    analysis.baseline = request.baseline;
    Estimator estimator;
    for (std::size_t column = 0; column < identity.columns.size(); ++column) {
        const auto over = [&](QuarterSpan span) {
            return compare(estimator, results, identity.columns[column], column, request.baseline, span);
        };
        analysis.over_span.push_back(over(request.span));
        if (!request.by_quarter) continue;
        auto& series = analysis.by_quarter.emplace_back();
        for (std::uint32_t quarter = 0; quarter < results.quarters(); ++quarter)
            series.push_back(over({quarter, quarter + 1}));
    }
    tell_exact_ones(analysis, same_as_baseline(results, identity, request.baseline));
    judge_headlines(analysis, results, identity);
    analysis.ranking = ranked(estimator, analysis, results, identity);
    find_drifts(estimator, analysis, results, identity);
    return analysis;
}

}  // namespace strathern
