// Which policy is best? One order for the table, the page and JSON.
#pragma once
#include <string_view>

#include "analysis/comparison.hpp"

namespace strathern {

/// The output by which policies are ranked.
inline constexpr std::string_view ranked_by = "net_value";

/// Whether two policies do the same, by whatever names.
bool do_the_same(const Results& results, const StudyIdentity& identity, Pair pair);

/// Policies by their mean paired difference to the baseline, best first; those without one last. Neighbours are
/// compared with one another, replicate by replicate, and must lie as many standard errors apart as any difference of
/// the study that is called one (`critical`); otherwise they are tied. One bar for all: where a neighbour is the
/// baseline, the ranking says what the comparison with the baseline says. Ties don't carry over: of three neighbours,
/// tied in pairs, the first may well be better than the last.
Ranking ranked(Estimator& estimator, const StudyAnalysis& analysis, const Results& results,
               const StudyIdentity& identity);

}  // namespace strathern
