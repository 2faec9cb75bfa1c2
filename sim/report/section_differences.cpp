// What do policies change? A panel for every headline output, and the numbers.
#include <fmt/format.h>

#include <algorithm>

#include "analysis/headline.hpp"
#include "report/forest.hpp"
#include "report/parts.hpp"
#include "report/sections.hpp"
#include "report/words.hpp"

namespace strathern {
namespace {

/// The most important outputs in sentences.
void add_findings(Markup& page, const View& view) {
    auto columns = headline_columns(view.input().identity.columns);
    columns.resize(std::min<std::size_t>(columns.size(), 6));
    page.open("ul").line();
    for (const std::size_t column : columns) {
        page.open("li").element("strong", view.what(column).label).text(": ");
        page.text(output_words(view, column)).close().line();
    }
    page.close().line();
}

Table numbers_of(const View& view, const std::vector<std::size_t>& columns) {
    Table table{fmt::format("Level under {} and differences to it, {}: mean [95 % interval], {}", view.reference(),
                            view.span_text(), view.n_text()),
                {"Output", "Unit of differences", view.reference()},
                {}};
    for (const std::size_t policy : view.others()) table.header.push_back(view.label(policy));
    for (const std::size_t column : columns) {
        auto& row = table.rows.emplace_back();
        row.push_back({view.what(column).label});
        row.push_back({view.effect_unit(column)});
        row.push_back({with_interval(view.baseline_level(column), level_telling(view.what(column)))});
        for (const std::size_t policy : view.others()) {
            const Effect effect = view.effect(column, policy);
            const Verdict verdict = effect.difference->verdict;
            row.push_back({fmt::format("{}\n{}", verdict_words(verdict), with_interval(effect.told, effect.telling)),
                           std::string(name(verdict))});
        }
    }
    return table;
}

}  // namespace

void add_differences(Markup& page, const View& view) {
    const auto columns = headline_columns(view.input().identity.columns);
    open_section(page, "differences", "Every headline output");
    add_findings(page, view);
    page.open("figure").line();
    add_caption(
        page, fmt::format("Figure A1. Differences to {}, {}.", view.reference(), view.span_text()),
        fmt::format("A mark is the mean difference within pairs of equal luck, its bar the 95 % interval; {} per "
                    "policy. A bar that touches the zero line means no clear difference. Only a difference that "
                    "stands when all {} are judged together, with 95 % certainty, is called better, worse or "
                    "different; one that stands by itself only is a hint. Shading and arrow mark the side that is "
                    "better for the organisation; without them, neither side is.",
                    view.n_text(), view.input().analysis.family));
    add_legend(page, {{"better", "better"},
                      {"worse", "worse"},
                      {"differs", "differs, neither direction better in itself"},
                      {"hinted", "a hint"},
                      {"unclear", "not clear"}});
    page.open("div", {{"class", "wide panels"}}).line();
    for (const std::size_t column : columns) add_forest_panel(page, view, column);
    page.close().line();
    add_details(page, "The numbers of figure A1", {numbers_of(view, columns)});
    page.close().close().line();
}

}  // namespace strathern
