// Which policy is best? Ordered by what each changes, and compared with its neighbour under the same luck.
#include "analysis/ranking.hpp"

#include <algorithm>
#include <numeric>
#include <strathern/params/definitions.hpp>

namespace strathern {
namespace {

/// Places of the results' policies, best first. Ties keep the order in which they were asked for.
std::vector<std::size_t> order_of(const Comparison& comparison, Better better) {
    std::vector<std::size_t> order(comparison.differences.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    const auto is_better = [&](std::size_t a, std::size_t b) {
        const Estimate &x = comparison.differences[a].estimate, &y = comparison.differences[b].estimate;
        if (x.n == 0 || y.n == 0) return x.n > y.n && y.n == 0;
        return better == Better::less ? x.mean < y.mean : x.mean > y.mean;
    };
    std::stable_sort(order.begin(), order.end(), is_better);
    return order;
}

}  // namespace

bool do_the_same(const Results& results, const StudyIdentity& identity, Pair pair) {
    const auto hash = [&](std::size_t place) { return identity.policies[results.policies()[place]].hash; };
    return !hash(pair.policy).empty() && hash(pair.policy) == hash(pair.baseline);
}

Ranking ranked(Estimator& estimator, const StudyAnalysis& analysis, const Results& results,
               const StudyIdentity& identity) {
    Ranking ranking;
    const auto found = std::find_if(identity.columns.begin(), identity.columns.end(),
                                    [](const StoredColumn& column) { return column.name == ranked_by; });
    if (found == identity.columns.end()) return ranking;
    ranking.column = static_cast<std::size_t>(found - identity.columns.begin());
    const Comparison& comparison = analysis.over_span[ranking.column];
    for (const std::size_t policy : order_of(comparison, found->better)) {
        RankedPolicy& place = ranking.places.emplace_back();
        place.policy = policy;
        place.ranked = comparison.differences[policy].estimate.n > 0;
        if (!place.ranked || ranking.places.size() == 1) continue;
        const Pair pair{policy, ranking.places[ranking.places.size() - 2].policy};
        place.to_above = difference(estimator, results, *found, ranking.column, pair, analysis.span);
        if (do_the_same(results, identity, pair)) place.to_above.verdict = Verdict::exactly_zero;
        judge(place.to_above, found->better, analysis.critical);
        place.tied = !is_claimed(place.to_above.verdict);
    }
    return ranking;
}

}  // namespace strathern
