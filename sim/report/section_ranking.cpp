// Which policy is best, and is it clearly better than the next?
#include <fmt/format.h>

#include "report/forest.hpp"
#include "report/parts.hpp"
#include "report/sections.hpp"
#include "report/words.hpp"

namespace strathern {
namespace {

TableCell baseline_cell(const View& view, const RankedPolicy& place, std::size_t column) {
    if (place.policy == view.baseline())
        return {fmt::format("level: {}", with_interval(view.baseline_level(column), level_telling(view.what(column))))};
    const Effect effect = view.effect(column, place.policy);
    const Verdict verdict = effect.difference->verdict;
    if (verdict == Verdict::exactly_zero || verdict == Verdict::undefined) return {verdict_words(verdict), "unclear"};
    return {fmt::format("{}, {}", with_interval(effect.told, effect.telling), verdict_words(verdict)),
            std::string(name(verdict))};
}

TableCell count_cell(const View& view, const RankedPolicy& place, std::size_t column) {
    if (place.policy == view.baseline()) return {""};
    const Difference& d = view.over_span(column).differences[place.policy];
    if (d.estimate.n == 0) return {"\xE2\x80\x93"};
    return {fmt::format("{:.0f} of {}", d.better_share * static_cast<double>(d.estimate.n), d.estimate.n)};
}

TableCell above_cell(const View& view, const RankedPolicy& place, std::size_t column) {
    const Difference& d = place.to_above;
    if (d.verdict == Verdict::undefined) return {""};
    if (d.verdict == Verdict::exactly_zero) return {"tied: it does the same", "unclear"};
    const StoredColumn& what = view.what(column);
    Telling telling = difference_telling(what);
    if (place.tied) return {"tied: " + with_interval(d.estimate, telling), "unclear"};
    telling.sign = false;
    return {"worse by " + with_interval(d.estimate.mean < 0 ? turned(d.estimate) : d.estimate, telling)};
}

Table table_of(const View& view, std::size_t column) {
    Table table{
        fmt::format("Mean [95 % interval], {}, {}", view.span_text(), view.n_text()),
        {"Policy", fmt::format("Compared with {}", view.reference()), "Better in", "Compared with the policy above"},
        {}};
    const auto& places = view.input().analysis.ranking.places;
    for (std::size_t rank = 0; rank < places.size(); ++rank) {
        const RankedPolicy& place = places[rank];
        const std::string number = place.ranked ? fmt::format("{}. ", rank + 1) : "";
        table.rows.push_back({{number + view.label(place.policy)},
                              baseline_cell(view, place, column),
                              count_cell(view, place, column),
                              above_cell(view, place, column)});
    }
    return table;
}

Forest forest_of(const View& view) {
    Forest what{.width = 380, .label_width = 136};
    for (const RankedPolicy& place : view.input().analysis.ranking.places) {
        what.policies.push_back(place.policy);
        what.tied.push_back(place.tied);
    }
    return what;
}

}  // namespace

void add_ranking(Markup& page, const View& view) {
    const std::size_t column = view.ranked_column();
    if (column == no_column) return;
    open_section(page, "ranking", "Ranking by " + view.phrase(column));
    add_paragraph(page,
                  "Tied: this study cannot tell a policy from the one above it. That does not make them equal, and the "
                  "first and the last of several ties may differ.");
    page.open("figure").line();
    add_caption(page,
                fmt::format("Figure 1. {}, difference to {}, {}.", view.what(column).label, view.reference(),
                            view.effect_unit(column)),
                fmt::format("Bars are 95 % intervals of the mean, {}.", view.n_text()));
    page.open("div", {{"class", "ranked panel"}}).add(forest(view, column, forest_of(view))).close().line();
    page.close().line();
    add_table(page, table_of(view, column), "numbers places");
    page.close().line();
}

}  // namespace strathern
