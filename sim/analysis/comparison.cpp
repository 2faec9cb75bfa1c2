// What does a policy change? Differences are taken within a replicate first: equal luck cancels out.
#include "analysis/comparison.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <strathern/params/definitions.hpp>

namespace strathern {
namespace {

constexpr double undefined = std::numeric_limits<double>::quiet_NaN();

// What the interval of one difference says by itself.
Verdict verdict_of(const Estimate& e) {
    if (e.n == 0) return Verdict::undefined;
    if (e.method == Method::none) return Verdict::unclear;
    if (e.method == Method::exact && e.mean == 0) return Verdict::equal;
    return e.low <= 0 && e.high >= 0 ? Verdict::unclear : Verdict::hint;
}

// No interval says that a value may be what it can't be.
Estimate within(Estimate e, Bounds bounds) {
    e.low = std::max(e.low, bounds.lowest);
    e.high = std::min(e.high, bounds.highest);
    return e;
}

/// Bounds of a difference between two values of an output.
Bounds apart(Bounds b) { return {b.lowest - b.highest, b.highest - b.lowest}; }

Verdict claim(const Difference& d, Better better) {
    if (std::fabs(d.estimate.mean) <= d.simultaneous) return Verdict::hint;
    if (better == Better::neither) return Verdict::differs;
    return (d.estimate.mean > 0) == (better == Better::more) ? Verdict::better : Verdict::worse;
}

double share_of(std::size_t part, std::size_t whole) {
    return whole == 0 ? 0.0 : static_cast<double>(part) / static_cast<double>(whole);
}

}  // namespace

std::string_view name(Verdict verdict) {
    constexpr std::array<std::string_view, 8> names = {"undefined", "exactly_zero", "equal", "unclear",
                                                       "hint",      "better",       "worse", "differs"};
    return names[static_cast<std::size_t>(verdict)];
}

bool is_claimed(Verdict verdict) { return verdict >= Verdict::better; }

void judge(Difference& d, Better better, double critical) {
    if (d.estimate.method == Method::none) return;
    d.simultaneous = critical * d.estimate.sd / std::sqrt(static_cast<double>(d.estimate.n));
    if (d.verdict == Verdict::hint) d.verdict = claim(d, better);
}

std::vector<double> over_quarters(const Results& results, std::size_t column, std::size_t policy, Over over,
                                  QuarterSpan span) {
    std::vector<double> totals(results.replicates()), counts(results.replicates());
    const std::uint32_t first = over == Over::last && span.last > span.first ? span.last - 1 : span.first;
    for (std::uint32_t quarter = first; quarter < span.last; ++quarter) {
        const auto values = results.values(column, policy, quarter);
        for (std::size_t i = 0; i < totals.size(); ++i) {
            if (std::isnan(values[i])) continue;
            totals[i] += values[i];
            counts[i] += 1;
        }
    }
    for (std::size_t i = 0; i < totals.size(); ++i) {
        if (!results.done(policy, i) || counts[i] == 0)
            totals[i] = undefined;
        else if (over == Over::mean)
            totals[i] /= counts[i];
    }
    return totals;
}

Estimate level(Estimator& estimator, const Results& results, const StoredColumn& what, std::size_t column,
               std::size_t policy, QuarterSpan span) {
    Estimate e = estimator(over_quarters(results, column, policy, what.over, span));
    e.undefined -= results.replicates() - results.done_count(policy);
    return within(e, what.bounds);
}

Difference difference(Estimator& estimator, const Results& results, const StoredColumn& what, std::size_t column,
                      Pair pair, QuarterSpan span) {
    const std::vector<double> with = over_quarters(results, column, pair.policy, what.over, span);
    const std::vector<double> without = over_quarters(results, column, pair.baseline, what.over, span);
    std::vector<double> differences, pair_with, pair_without;
    std::size_t better = 0, equal = 0;
    for (std::size_t i = 0; i < with.size(); ++i) {
        if (!results.done(pair.policy, i) || !results.done(pair.baseline, i)) continue;
        differences.push_back(with[i] - without[i]);
        pair_with.push_back(with[i]);
        pair_without.push_back(without[i]);
        equal += with[i] == without[i];
        better += what.better == Better::less ? with[i] < without[i] : with[i] > without[i];
    }
    Difference d;
    d.estimate = within(estimator(differences), apart(what.bounds));
    if (what.bounds.lowest == 0) d.relative = estimator.relative(pair_with, pair_without);
    d.verdict = pair.policy == pair.baseline ? Verdict::exactly_zero : verdict_of(d.estimate);
    d.better_share = share_of(better, d.estimate.n);
    d.equal_share = share_of(equal, d.estimate.n);
    return d;
}

Comparison compare(Estimator& estimator, const Results& results, const StoredColumn& what, std::size_t column,
                   std::size_t baseline, QuarterSpan span) {
    Comparison comparison;
    comparison.column = column;
    for (std::size_t policy = 0; policy < results.policies().size(); ++policy) {
        comparison.levels.push_back(level(estimator, results, what, column, policy, span));
        comparison.differences.push_back(difference(estimator, results, what, column, {policy, baseline}, span));
    }
    return comparison;
}

bool told_in_percent(const StoredColumn& what, const Comparison& comparison, std::size_t baseline) {
    if (what.bounds.lowest != 0 || what.bounds.highest == 1) return false;
    const Estimate& level = comparison.levels[baseline];
    return level.low > 0 && level.method != Method::none;
}

}  // namespace strathern
