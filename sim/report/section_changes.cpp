// Who gains and who loses? The first headline outputs: what customers get, what breaks, what reviewers bear, what it
// costs.
#include <fmt/format.h>

#include <algorithm>

#include "analysis/headline.hpp"
#include "report/forest.hpp"
#include "report/parts.hpp"
#include "report/sections.hpp"

namespace strathern {
namespace {

/// The most important outputs without the one that has been ranked.
std::vector<std::size_t> first_columns(const View& view) {
    auto columns = headline_columns(view.input().identity.columns);
    columns.resize(std::min<std::size_t>(columns.size(), 6));
    std::erase(columns, view.ranked_column());
    return columns;
}

}  // namespace

void add_changes(Markup& page, const View& view) {
    open_section(page, "changes", "Who gains, who loses");
    page.open("figure").line();
    add_caption(page, fmt::format("Figure 3. Differences to {}, {}.", view.reference(), view.span_text()),
                "Better and worse stand when all headline outputs are judged together; a hint stands only by itself.");
    add_legend(page, {{"better", "better"}, {"worse", "worse"}, {"hinted", "a hint"}, {"unclear", "not clear"}});
    page.open("div", {{"class", "wide panels"}}).line();
    for (const std::size_t column : first_columns(view)) add_forest_panel(page, view, column);
    page.close().close().close().line();
}

}  // namespace strathern
