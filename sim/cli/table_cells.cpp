// How is one output written in a table?
#include "cli/table_cells.hpp"

#include <fmt/format.h>

#include <strathern/params/definitions.hpp>

namespace strathern {
namespace {

/// How the quarters of an output are combined into one number.
std::string over_text(Over over) { return over == Over::sum ? "total" : over == Over::mean ? "mean" : "at the end"; }

}  // namespace

std::vector<TextCell> title_cells(const FinishedStudy& study, const std::vector<std::size_t>& columns) {
    std::vector<TextCell> cells;
    for (const std::size_t column : columns) cells.push_back({study.identity.columns[column].label});
    return cells;
}

std::vector<TextCell> unit_cells(const FinishedStudy& study, const std::vector<std::size_t>& columns, bool over) {
    std::vector<TextCell> cells;
    for (const std::size_t column : columns) {
        const StoredColumn& what = study.identity.columns[column];
        cells.push_back({over ? what.unit + ", " + over_text(what.over) : what.unit});
    }
    return cells;
}

TextCell difference_cell(const FinishedStudy& study, const StudyAnalysis& analysis, std::size_t column,
                         std::size_t policy) {
    const StoredColumn& what = study.identity.columns[column];
    const Comparison& comparison = analysis.over_span[column];
    const Difference& difference = comparison.differences[policy];
    if (difference.verdict == Verdict::undefined) return {"-  "};
    if (difference.verdict == Verdict::exactly_zero) return {"0 (exactly)  "};
    if (difference.verdict == Verdict::equal) return {fmt::format("equal in all {}  ", difference.estimate.n)};
    const bool percent = told_in_percent(what, comparison, analysis.baseline), share = what.unit == "share";
    const std::string text = percent ? difference_text(difference.relative, 100, " %")
                                     : difference_text(difference.estimate, share ? 100 : 1, share ? " pp" : "");
    switch (difference.verdict) {
        case Verdict::better:
            return {text + " B", Tone::good};
        case Verdict::worse:
            return {text + " W", Tone::bad};
        case Verdict::differs:
            return {text + " D"};
        case Verdict::hint:
            return {text + " ?"};
        default:
            return {text + "  "};
    }
}

}  // namespace strathern
