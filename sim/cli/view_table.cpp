// How is an answer of run or trial shown to people? At most 25 lines where the terminal is wide enough.
#include <fmt/format.h>

#include <algorithm>

#include "analysis/headline.hpp"
#include "cli/text_table.hpp"
#include "cli/version.hpp"
#include "cli/view.hpp"
#include "scenario/problems.hpp"

namespace strathern {
namespace {

std::string policy_name(const FinishedStudy& study, std::size_t place) {
    return printable(study.identity.policies[study.results.policies()[place]].name);
}

std::string row_title(const StoredColumn& column) { return column.label + " (" + column.unit + ")"; }

TextCell difference_cell(const Difference& difference) {
    if (difference.verdict == Verdict::exactly_zero) return {"0 (exactly)", Tone::plain};
    std::string text = interval_text(difference.estimate, true);
    switch (difference.verdict) {
        case Verdict::better:
            return {text + " better", Tone::good};
        case Verdict::worse:
            return {text + " worse", Tone::bad};
        case Verdict::differs:
            return {text + " differs", Tone::plain};
        default:
            return {text + " unclear", Tone::plain};
    }
}

/// How the quarters of an output became one number, behind its unit.
std::string over_text(Over over) { return over == Over::sum ? "total" : over == Over::mean ? "mean" : "at the end"; }

std::string foot(const FinishedStudy& study, const StudyAnalysis& analysis) {
    std::string text = "\n";
    for (const std::string& warning : warnings_of(study, analysis)) text += warning + "\n";
    text +=
        fmt::format("{}, scenario {}, seed {}\n", program_title(), study.identity.scenario_hash, study.identity.seed);
    return text + "again: " + study.again + "\n";
}

std::string title(const FinishedStudy& study) {
    return printable(study.identity.name) +
           (study.identity.about.empty() ? "" : ": " + shortened(printable(study.identity.about), 100)) + "\n";
}

}  // namespace

std::string trial_table(const FinishedStudy& study, const StudyAnalysis& analysis, int width, bool colours) {
    TextTable table;
    table.header = {{"output"}, {policy_name(study, analysis.baseline)}};
    for (std::size_t policy = 0; policy < study.results.policies().size(); ++policy) {
        if (policy != analysis.baseline) table.header.push_back({policy_name(study, policy)});
    }
    for (const std::size_t column : headline_columns(study.identity.columns)) {
        const StoredColumn& what = study.identity.columns[column];
        const Comparison& comparison = analysis.over_span[column];
        std::vector<TextCell> row = {{row_title(what) + ", " + over_text(what.over)},
                                     {interval_text(comparison.levels[analysis.baseline], false)}};
        for (std::size_t policy = 0; policy < comparison.differences.size(); ++policy) {
            if (policy != analysis.baseline) row.push_back(difference_cell(comparison.differences[policy]));
        }
        table.rows.push_back(std::move(row));
    }
    return title(study) +
           fmt::format(
               "Level under {} and differences to it, quarters {} to {}: mean [95 % interval] of {} replicates\n\n",
               policy_name(study, analysis.baseline), analysis.span.first + 1, analysis.span.last,
               study.results.replicates()) +
           table.text(width, colours) + foot(study, analysis);
}

std::string run_table(const FinishedStudy& study, const StudyAnalysis& analysis, int width, bool colours) {
    TextTable table;
    table.header = {{"output"}};
    for (std::size_t quarter = 0; quarter < study.results.quarters(); ++quarter)
        table.header.push_back({fmt::format("quarter {}", quarter + 1)});
    for (const std::size_t column : headline_columns(study.identity.columns)) {
        std::vector<TextCell> row = {{row_title(study.identity.columns[column])}};
        for (const Comparison& quarter : analysis.by_quarter[column])
            row.push_back({interval_text(quarter.levels[0], false)});
        table.rows.push_back(std::move(row));
    }
    return title(study) +
           fmt::format("Quarter by quarter under {}: mean [95 % interval] of {} replicates\n\n", policy_name(study, 0),
                       study.results.replicates()) +
           table.text(width, colours) + foot(study, analysis);
}

std::vector<std::string> warnings_of(const FinishedStudy& study, const StudyAnalysis& analysis) {
    bool few = false, single = false;
    std::size_t skewed = 0;
    const auto look = [&](const Estimate& e) {
        single = single || e.n == 1;
        few = few || (e.few && e.n > 1);
        skewed += e.skewed && e.method != Method::none;
    };
    for (const std::size_t column : headline_columns(study.identity.columns)) {
        for (const Estimate& estimate : analysis.over_span[column].levels) look(estimate);
        for (const Difference& difference : analysis.over_span[column].differences) look(difference.estimate);
    }
    std::vector<std::string> warnings;
    if (single)
        warnings.push_back(
            "warning: one replicate is an anecdote; there are no intervals. Ask for more with --replicates");
    if (few)
        warnings.push_back(fmt::format(
            "warning: fewer than {} replicates: intervals trust that differences are near to normal", few_limit));
    if (skewed > 0)
        warnings.push_back("warning: ~ marks intervals of very skewed outputs; they may cover less than 95 %");
    if (!study.results.failed().empty())
        warnings.push_back(fmt::format("warning: {} runs failed and are left out", study.results.failed().size()));
    return warnings;
}

}  // namespace strathern
