// Writes docs/state.md from the columns' own declarations.
#include "output/docs/state_page.hpp"

#include <fmt/format.h>

#include <strathern/state.hpp>
#include <string_view>

#include "output/docs/markdown.hpp"

namespace strathern {
namespace {

constexpr std::string_view head =
    R"(<!-- Generated from include/strathern/state.def; rewrite with `cmake --build build/dev --target accept-docs`. -->
# State

Everything that the model remembers from one day to the next. A phase can reach only the columns that its view names
(`include/strathern/view.hpp`), and `strathern trace` writes a digest of every column after every phase, under these
names. *By* says for what each row holds one value; a dash means a single value. *Span* says when a column is reset:
at the end of each week or quarter, or never (*kept*).
)";

constexpr std::string_view table = "| name | unit | what it means | by | span |\n|---|---|---|---|---|\n";

struct Section {
    Owner owner;
    const char *anchor, *text;
};
constexpr Section sections[] = {
    {Owner::person, "people", "People: one row per person; it moves with the person to another seat"},
    {Owner::seat, "seats", "Seats: one row per desk; it stays when the person leaves"},
    {Owner::team, "teams", "Teams: one row per team, with its product and its customers"},
    {Owner::pool, "pools", "Pools: one row per team; only that of the pool's first team is used"},
    {Owner::organisation, "organisation", "The organisation: no rows"},
};

const char* words(Lanes lanes) {
    switch (lanes) {
        case Lanes::one:
            return "-";
        case Lanes::activities:
            return "activity";
        case Lanes::options:
            return "option";
        case Lanes::practices:
            return "practice";
        case Lanes::measured_options:
            return "option, if the policy has a regime";
        case Lanes::segments:
            return "segment";
        case Lanes::sizes:
            return "size";
        case Lanes::origins:
            return "origin";
        case Lanes::metrics:
            return "metric";
        case Lanes::own_targets:
            return "metric with own targets";
        case Lanes::top_windows:
            return "metric, week";
        case Lanes::bottom_windows:
            return "metric with a denominator, week";
        case Lanes::expectations:
            return "metric, option";
        case Lanes::outside_options:
        case Lanes::told_practices:
            return "practice";
    }
    return "";
}

const char* words(Span span) {
    switch (span) {
        case Span::week:
            return "week";
        case Span::month:
            return "month";
        case Span::quarter:
            return "quarter";
        case Span::kept:
            break;
    }
    return "kept";
}

std::string rows_of(Owner owner) {
    std::string rows;
    each_column([&](auto column) {
        const ColumnInfo& info = column.info;
        if (info.owner == owner)
            rows += fmt::format("| <a id=\"{0}\"></a>`{0}` | {1} | {2} | {3} | {4} |\n", info.name, cell(info.unit),
                                cell(info.meaning), words(info.lanes), words(info.span));
    });
    return rows;
}

}  // namespace

std::string state_page() {
    std::string page(head);
    for (const Section& section : sections)
        page += fmt::format("\n## <a id=\"{}\"></a>{}\n\n{}{}", section.anchor, section.text, table,
                            rows_of(section.owner));
    return page;
}

}  // namespace strathern
