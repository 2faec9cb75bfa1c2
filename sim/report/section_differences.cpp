// What do policies change? A panel for every headline output: a mark and an interval for every policy.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "analysis/headline.hpp"
#include "report/axis.hpp"
#include "report/escape.hpp"
#include "report/parts.hpp"
#include "report/sections.hpp"
#include "report/svg.hpp"
#include "report/words.hpp"

namespace strathern {
namespace {

constexpr double panel_width = 330, label_width = 136, row_height = 21, top = 20, bottom = 20, right = 10;

struct Style {
    Mark mark;
    const char* name;
};

Style style_of(Verdict verdict) {
    switch (verdict) {
        case Verdict::better:
            return {Mark::circle, "better"};
        case Verdict::worse:
            return {Mark::diamond, "worse"};
        case Verdict::differs:
            return {Mark::square, "differs"};
        case Verdict::hint:
            return {Mark::ring, "hinted"};
        default:
            return {Mark::ring, "unclear"};
    }
}

/// One panel: positions of its elements.
struct Panel {
    const View& view;
    std::size_t column;
    Axis axis;
    double floor;  ///< y of the axis
};

Panel panel_of(const View& view, std::size_t column) {
    Range range;
    range.include(0);
    for (const std::size_t policy : view.others()) {
        const Effect effect = view.effect(column, policy);
        if (effect.told.method == Method::none) continue;
        range.include(effect.told.low * effect.telling.factor);
        range.include(effect.told.high * effect.telling.factor);
    }
    const double pad = (range.high - range.low) * 0.12;
    range.low -= pad, range.high += pad;
    const double floor = top + row_height * static_cast<double>(view.others().size());
    return {view, column, Axis::linear(range, label_width, panel_width - right, 4), floor};
}

void draw_better_side(Svg& svg, const Panel& panel) {
    const Better better = panel.view.what(panel.column).better;
    if (better == Better::neither) return;
    const double zero = panel.axis(0), end = better == Better::more ? panel_width - right : label_width;
    svg.box({std::min(zero, end), top - 2}, std::fabs(end - zero), panel.floor - top + 2, "good-side");
    if (better == Better::more)
        svg.words({panel_width - right, 13}, "better \xE2\x86\x92", Anchor::end, "hint");
    else
        svg.words({label_width, 13}, "\xE2\x86\x90 better", Anchor::start, "hint");
}

void draw_axis(Svg& svg, const Panel& panel) {
    for (const Tick& tick : panel.axis.ticks()) {
        const double x = panel.axis(tick.value);
        svg.line({x, top - 2}, {x, panel.floor}, tick.value == 0 ? "zero" : "grid");
        svg.words({x, panel.floor + 14}, tick.text, Anchor::middle, "tick");
    }
}

void draw_policy(Svg& svg, const Panel& panel, std::size_t policy, double y) {
    svg.words({label_width - 8, y + 4}, at_most(panel.view.label(policy), 23), Anchor::end, "label");
    const Effect effect = panel.view.effect(panel.column, policy);
    const Estimate& e = effect.told;
    if (e.method == Method::none) {
        svg.words({panel.axis(0) + 4, y + 4}, e.n == 0 ? "undefined" : "no interval", Anchor::start, "tick");
        return;
    }
    const Style style = style_of(effect.difference->verdict);
    const auto x = [&](double value) { return panel.axis(value * effect.telling.factor); };
    svg.line({x(e.low), y}, {x(e.high), y}, fmt::format("bar {}", style.name));
    svg.mark(style.mark, {x(e.mean), y}, 4, fmt::format("mark {}", style.name));
}

std::string read_aloud(const View& view, std::size_t column) {
    std::string text = fmt::format("{}, difference to {}.", view.what(column).label, view.reference());
    for (const std::size_t policy : view.others())
        text += fmt::format(" {}: {}.", view.label(policy), effect_words(view, column, policy));
    return text;
}

void add_panel(Markup& page, const View& view, std::size_t column) {
    const Panel panel = panel_of(view, column);
    page.open("div", {{"class", "panel"}}).element("h3", view.what(column).label);
    page.element("p",
                 fmt::format("{}: {}; differences in {}", view.reference(),
                             with_interval(view.baseline_level(column), level_telling(view.what(column))),
                             view.in_percent(column) ? "% of it" : view.effect_unit(column)),
                 {{"class", "unit"}});
    Svg svg(panel_width, panel.floor + bottom, read_aloud(view, column));
    draw_better_side(svg, panel);
    draw_axis(svg, panel);
    double y = top + row_height / 2;
    for (const std::size_t policy : view.others()) {
        draw_policy(svg, panel, policy, y);
        y += row_height;
    }
    page.add(svg.finish()).close().line();
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
    open_section(page, "differences", "What the policies change");
    page.open("figure").line();
    add_caption(
        page, fmt::format("Figure 1. Differences to {}, {}.", view.reference(), view.span_text()),
        fmt::format("A mark is the mean difference within pairs of equal luck, its bar the 95 % interval; {} per "
                    "policy. A bar that touches the zero line means no difference seen. Only a difference that "
                    "stands when all {} are judged together, with 95 % certainty, is called better, worse or "
                    "different; one that stands by itself only is a hint. Shading and arrow mark the side that is "
                    "better for the organisation; without them, neither side is.",
                    view.n_text(), view.input().analysis.family));
    add_legend(page, {{"better", "better"},
                      {"worse", "worse"},
                      {"differs", "differs, neither direction better in itself"},
                      {"hinted", "a hint"},
                      {"unclear", "no difference seen"}});
    page.open("div", {{"class", "wide panels"}}).line();
    for (const std::size_t column : columns) add_panel(page, view, column);
    page.close().line();
    add_details(page, "The numbers of figure 1", {numbers_of(view, columns)});
    page.close().close().line();
}

}  // namespace strathern
