// What can be seen from nearer? The tables by month, team, level, practice and the distributions, where they were asked
// for.
#include <fmt/format.h>

#include "report/numbers.hpp"
#include "report/parts.hpp"
#include "report/sections.hpp"

namespace strathern {
namespace {

std::string title_of(Detail table) {
    switch (table) {
        case Detail::months:
            return "Month by month";
        case Detail::teams:
            return "How much teams differ";
        case Detail::levels:
            return "Juniors to architects";
        case Detail::practices:
            return "Practices";
        case Detail::distributions:
            return "Medians and tails";
    }
    return "";
}

// The baseline's level, then the paired difference of every other policy, in bold where its interval leaves 0 out.
std::vector<TableCell> row_of(const View& view, const DetailLine& line) {
    std::vector<TableCell> row = {{line.what.label}};
    row.push_back({with_interval(line.comparison.levels[view.baseline()], level_telling(line.what))});
    for (const std::size_t policy : view.others()) {
        const Difference& difference = line.comparison.differences[policy];
        row.push_back({with_interval(difference.estimate, difference_telling(line.what)),
                       difference.verdict == Verdict::hint ? "hint" : ""});
    }
    return row;
}

/// One table for each thing that lines are of.
std::vector<Table> tables_of(const View& view, const DetailAnalysis& details) {
    std::vector<Table> tables;
    for (const DetailLine& line : details.lines) {
        if (tables.empty() || tables.back().caption != line.of) {
            Table& table = tables.emplace_back(Table{line.of, {"", view.label(view.baseline())}, {}});
            for (const std::size_t policy : view.others()) table.header.push_back(view.label(policy));
        }
        tables.back().rows.push_back(row_of(view, line));
    }
    return tables;
}

}  // namespace

void add_closer(Markup& page, const View& view) {
    if (view.input().details.empty()) return;
    open_section(page, "closer", "From nearer");
    add_paragraph(
        page,
        fmt::format("Levels under {}, and paired differences to it, with 95 % intervals, {}. These numbers are many "
                    "and not judged together: one interval in twenty leaves 0 out by chance.",
                    view.reference(), view.n_text()));
    for (const DetailAnalysis& details : view.input().details)
        add_details(page, title_of(details.table), tables_of(view, details));
    page.close().line();
}

}  // namespace strathern
