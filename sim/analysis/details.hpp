// What do the tables that look closer say of policies? Each of their numbers over a span, as levels and paired
// differences, by the same rules as outputs.
#pragma once
#include <string>
#include <vector>

#include "analysis/comparison.hpp"

namespace strathern {

/// One number that a run gives: a column of a month, level, practice or quantity, or of the spread over teams.
struct DetailLine {
    std::string of;     ///< "month 3", "senior", "dummy_prompts", "review_wait", "p90 of teams"
    StoredColumn what;  ///< with its unit as told in this line
    Comparison comparison;
};

/// All lines of a table, by what they are of, then by column.
struct DetailAnalysis {
    Detail table = Detail::months;
    std::vector<DetailLine> lines;
};

/// What is analysed, and over which quarters. Months are told one by one, whatever the span.
struct DetailRequest {
    std::vector<std::uint32_t> policies;  ///< positions in the scenario; the baseline is the first
    std::uint32_t last = 0;               ///< replicates [0, last)
    QuarterSpan span = {};
};

/// Analyses the tables of a store, in their order. Teams are compared by quantiles over teams, because the luck of a
/// single team means nothing; months and teams by the headline outputs only. Errors: as for_each_run.
std::vector<DetailAnalysis> analyse_details(Database& store, const StudyIdentity& identity,
                                            const DetailRequest& request);

}  // namespace strathern
