// How do policies compare on one output? Marks on a common axis; each verdict has its own shape.
#include "report/forest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "report/axis.hpp"
#include "report/escape.hpp"
#include "report/svg.hpp"
#include "report/words.hpp"

namespace strathern {
namespace {

constexpr double row_height = 21, top = 20, bottom = 20, right = 10, tie_width = 26;

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

/// Positions of a picture's elements.
struct Panel {
    const View& view;
    std::size_t column;
    const Forest& what;
    double end;  ///< x of the axis's right end
    Axis axis;
    double floor;  ///< y of the axis
    bool bare;     ///< nothing has an interval, so that a scale would say nothing
};

Panel panel_of(const View& view, std::size_t column, const Forest& what) {
    Range range;
    range.include(0);
    for (const std::size_t policy : what.policies) {
        const Effect effect = view.effect(column, policy);
        if (effect.told.method == Method::none) continue;
        range.include(effect.told.low * effect.telling.factor);
        range.include(effect.told.high * effect.telling.factor);
    }
    const bool bare = range.high <= range.low;
    if (bare) range = {-1, 1, false};
    const double pad = (range.high - range.low) * 0.12;
    range.low -= pad, range.high += pad;
    const double floor = top + row_height * static_cast<double>(what.policies.size());
    const double end = what.width - right - (what.tied.empty() ? 0 : tie_width);
    return {view, column, what, end, Axis::linear(range, what.label_width, end, 4), floor, bare};
}

void draw_better_side(Svg& svg, const Panel& panel) {
    const Better better = panel.view.what(panel.column).better;
    if (better == Better::neither) return;
    const double zero = panel.axis(0), end = better == Better::more ? panel.end : panel.what.label_width;
    svg.box({std::min(zero, end), top - 2}, std::fabs(end - zero), panel.floor - top + 2, "good-side");
    if (better == Better::more)
        svg.words({panel.end, 13}, "better \xE2\x86\x92", Anchor::end, "hint");
    else
        svg.words({panel.what.label_width, 13}, "\xE2\x86\x90 better", Anchor::start, "hint");
}

void draw_axis(Svg& svg, const Panel& panel) {
    for (const Tick& tick : panel.axis.ticks()) {
        if (panel.bare && tick.value != 0) continue;
        const double x = panel.axis(tick.value);
        svg.line({x, top - 2}, {x, panel.floor}, tick.value == 0 ? "zero" : "grid");
        svg.words({x, panel.floor + 14}, tick.text, Anchor::middle, "tick");
    }
}

void draw_policy(Svg& svg, const Panel& panel, std::size_t policy, double y) {
    constexpr double character = 6.0;  // mean width of a letter of a wide font in the labels' size
    const auto most = static_cast<std::size_t>((panel.what.label_width - 8) / character);
    const bool is_baseline = policy == panel.view.baseline();
    const std::string label = panel.view.label(policy) + (is_baseline ? " (baseline)" : "");
    svg.words({panel.what.label_width - 8, y + 4}, at_most(label, most), Anchor::end, "label");
    if (is_baseline) {
        svg.mark(Mark::square, {panel.axis(0), y}, 3.4, "mark baseline");
        return;
    }
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

/// A bracket between two neighbours that are tied.
void draw_tie(Svg& svg, const Panel& panel, double y) {
    const double x = panel.end + 5, above = y - row_height + 5, below = y - 5;
    svg.path({{x, above}, {x + 4, above}, {x + 4, below}, {x, below}}, "tie");
    svg.words({x + 7, (above + below) / 2 + 3.5}, "tied", Anchor::start, "tick");
}

std::string read_aloud(const Panel& panel) {
    const View& view = panel.view;
    std::string text = fmt::format("{}, difference to {}.", view.what(panel.column).label, view.reference());
    for (std::size_t row = 0; row < panel.what.policies.size(); ++row) {
        const std::size_t policy = panel.what.policies[row];
        if (policy != view.baseline())
            text += fmt::format(" {}: {}.", view.label(policy), effect_words(view, panel.column, policy));
    }
    return text;
}

}  // namespace

Markup forest(const View& view, std::size_t column, const Forest& what) {
    const Panel panel = panel_of(view, column, what);
    Svg svg(what.width, panel.floor + bottom, read_aloud(panel));
    draw_better_side(svg, panel);
    draw_axis(svg, panel);
    double y = top + row_height / 2;
    for (std::size_t row = 0; row < what.policies.size(); ++row) {
        draw_policy(svg, panel, what.policies[row], y);
        if (row < what.tied.size() && what.tied[row]) draw_tie(svg, panel, y);
        y += row_height;
    }
    return svg.finish();
}

void add_forest_panel(Markup& page, const View& view, std::size_t column) {
    page.open("div", {{"class", "panel"}}).element("h3", view.what(column).label);
    page.element(
        "p",
        fmt::format("in {}{}: {}", view.in_percent(column) ? "% of " : view.effect_unit(column) + "; ",
                    view.reference(), with_interval(view.baseline_level(column), level_telling(view.what(column)))),
        {{"class", "unit"}});
    page.add(forest(view, column, {.policies = view.others()})).close().line();
}

}  // namespace strathern
