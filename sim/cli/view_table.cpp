// How is an answer of run or trial shown to people? What is watched first, then who does best, as wide as the terminal.
#include <fmt/format.h>

#include <algorithm>
#include <strathern/params/definitions.hpp>

#include "analysis/headline.hpp"
#include "analysis/watched.hpp"
#include "cli/table_cells.hpp"
#include "cli/table_words.hpp"
#include "cli/view.hpp"
#include "cli/view_watched.hpp"

namespace strathern {
namespace {

constexpr int plain_width = 80;           ///< where there is no terminal
constexpr int least_width = 60;           ///< a narrower terminal breaks lines itself
constexpr std::size_t narrow_width = 76;  ///< below it there is no room for a second interval in a line
constexpr std::size_t lines_wanted = 44;

std::size_t told_width(int width) {
    return static_cast<std::size_t>(width > 0 ? std::max(width, least_width) : plain_width);
}

std::size_t line_count(const std::string& text) {
    return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

/// What is left of the wanted lines for a table among other text.
TextRoom room(std::size_t width, const std::string& others, bool colours) {
    const std::size_t taken = line_count(others);
    return {static_cast<int>(width), taken < lines_wanted ? lines_wanted - taken : 0, colours};
}

std::vector<TextCell> with_first(std::vector<TextCell> first, const std::vector<TextCell>& more) {
    first.insert(first.end(), more.begin(), more.end());
    return first;
}

/// Headline outputs other than the one by which policies are ranked.
std::vector<std::size_t> other_columns(const FinishedStudy& study, std::size_t ranked) {
    auto columns = headline_columns(study.identity.columns);
    std::erase(columns, ranked);
    return columns;
}

TextCell above_cell(const RankedPolicy& place, bool narrow) {
    if (place.to_above.verdict == Verdict::undefined) return {""};
    if (place.tied) return {"tied"};
    if (narrow) return {"apart"};
    return {difference_text(place.to_above.estimate, 1, "")};
}

TextCell rank_cell(const FinishedStudy& study, const StudyAnalysis& analysis, std::size_t rank, std::size_t limit) {
    const RankedPolicy& place = analysis.ranking.places[rank];
    const bool is_baseline = place.policy == analysis.baseline;
    const std::string name = policy_name(study, place.policy, is_baseline ? limit - 8 : limit);
    return {
        fmt::format("{:>2} {}{}", place.ranked ? std::to_string(rank + 1) : "-", name, is_baseline ? " (level)" : "")};
}

/// Policies by net value, best first; the baseline's row has levels, all others have differences to it.
TextTable ranking_table(const FinishedStudy& study, const StudyAnalysis& analysis, std::size_t width) {
    const std::size_t ranked = analysis.ranking.column;
    const auto columns = other_columns(study, ranked);
    const bool narrow = width < narrow_width;
    TextTable table{
        {with_first({{"   policy"}, title_cells(study, {ranked})[0], {narrow ? "line above" : "to line above"}},
                    title_cells(study, columns)),
         with_first({{""}, unit_cells(study, {ranked}, true)[0], {""}}, unit_cells(study, columns, true))},
        {}};
    const auto cell = [&](std::size_t column, std::size_t policy) -> TextCell {
        if (policy != analysis.baseline) return difference_cell(study, analysis, column, policy);
        return {level_text(analysis.over_span[column].levels[policy]) + "  "};
    };
    for (std::size_t rank = 0; rank < analysis.ranking.places.size(); ++rank) {
        const RankedPolicy& place = analysis.ranking.places[rank];
        auto& row = table.rows.emplace_back();
        row = {rank_cell(study, analysis, rank, width / 4 + 2), cell(ranked, place.policy), above_cell(place, narrow)};
        for (const std::size_t column : columns) row.push_back(cell(column, place.policy));
    }
    return table;
}

/// What a policy watches first, then the headline outputs.
std::vector<std::size_t> run_columns(const FinishedStudy& study) {
    std::vector<std::size_t> columns;
    const auto add = [&](std::size_t column) {
        if (column != no_column && std::find(columns.begin(), columns.end(), column) == columns.end())
            columns.push_back(column);
    };
    const Policy& policy = study.scenario.policies[study.results.policies()[0]].value;
    for (const WatchedMetric& metric : watched_metrics(policy, study.identity.columns)) add(metric.column);
    for (const std::size_t column : headline_columns(study.identity.columns)) add(column);
    return columns;
}

TextTable quarters(const FinishedStudy& study, const StudyAnalysis& analysis) {
    const auto columns = run_columns(study);
    TextTable table{
        {with_first({{""}}, title_cells(study, columns)), with_first({{""}}, unit_cells(study, columns, false))}, {}};
    for (std::size_t quarter = 0; quarter < study.results.quarters(); ++quarter) {
        auto& row = table.rows.emplace_back();
        row.push_back({fmt::format("quarter {}", quarter + 1)});
        for (const std::size_t column : columns)
            row.push_back({level_text(analysis.by_quarter[column][quarter].levels[0])});
    }
    return table;
}

std::string span_text(QuarterSpan span) {
    if (span.last == span.first + 1) return fmt::format("quarter {}", span.last);
    return fmt::format("quarters {} to {}", span.first + 1, span.last);
}

}  // namespace

std::string trial_table(const FinishedStudy& study, const StudyAnalysis& analysis, int terminal, bool colours) {
    const std::size_t width = told_width(terminal);
    const std::string heading = title_text(study, width) +
                                wrapped(fmt::format("Differences to {}, {}: mean [95 % interval] of {}",
                                                    policy_name(study, analysis.baseline, width / 3),
                                                    span_text(analysis.span), replicates_text(study)),
                                        width) +
                                "\n" + watched_table(study, analysis, room(width, "", colours)) + "\n";
    const std::string legend =
        wrapped(fmt::format("Best net value first; tied: not distinguishable from the line above. B better, W worse, D "
                            "differs, judged together; ? a hint{}. All: --page, --format csv",
                            has_skewed(study, analysis) ? "; ~ may cover less" : ""),
                width);
    const std::string foot = foot_text(study, analysis, width);
    return heading + ranking_table(study, analysis, width).text(room(width, heading + legend + foot, colours)) +
           legend + foot;
}

std::string run_table(const FinishedStudy& study, const StudyAnalysis& analysis, int terminal, bool colours) {
    const std::size_t width = told_width(terminal);
    const std::string watched = watched_text(study, 0);
    const std::string heading =
        title_text(study, width) +
        wrapped(fmt::format("Under {}{}: mean [95 % interval] of {}. All outputs: --format csv",
                            policy_name(study, 0, width / 3), watched.empty() ? "" : ", which " + watched,
                            replicates_text(study)),
                width) +
        "\n";
    const std::string foot = foot_text(study, analysis, width);
    return heading + quarters(study, analysis).text(room(width, heading + foot, colours)) + foot;
}

}  // namespace strathern
