// Do the watched number and the wanted outcome diverge? Both quarter by quarter, one panel per policy.
#include <fmt/format.h>

#include <algorithm>
#include <functional>

#include "report/escape.hpp"
#include "report/parts.hpp"
#include "report/sections.hpp"
#include "report/series.hpp"
#include "report/words.hpp"

namespace strathern {
namespace {

constexpr double panel_width = 200, panel_height = 244;
constexpr Frame above{32, 196, 22, 108, false}, below{32, 196, 146, 228};
constexpr double upper_height = 124;  ///< of the plot of what is watched, left out where nobody watches anything

/// What is drawn for one policy.
struct Story {
    std::size_t policy, watched;
    Series proxy, value, returning;
};

Story story_of(const View& view, std::size_t policy) {
    const std::size_t watched = watched_column(view, policy);
    const auto index = [&](std::size_t column, const char* style) {
        return column == no_column ? Series{{}, {}, {}, style} : index_series(view, column, policy, style);
    };
    return {policy, watched, index(watched, "proxy"), index(view.column("worth_shipped"), "value"),
            index(view.column("returning_customers"), "returning")};
}

/// Ratios where one number is several times another, otherwise equal steps. Without values: none.
Axis index_axis(Range range, double from, double to) {
    range.include(100);
    if (range.low > 0 && range.high / range.low > 2.5)
        return Axis::ratio({range.low / 1.1, range.high * 1.1, false}, from, to);
    const double pad = std::max((range.high - range.low) * 0.08, 0.5);
    return Axis::linear({range.low - pad, range.high + pad, false}, from, to, 4);
}

Frame lower_frame(const View& view) {
    const double up = view.any_watched() ? 0 : upper_height;
    return {below.left, below.right, below.top - up, below.bottom - up, true};
}

/// Axes that all panels share.
struct Axes {
    Axis proxy, value;
};

Axes axes_of(const View& view, const std::vector<Story>& stories) {
    Range proxies, values;
    for (const Story& story : stories) {
        include(proxies, story.proxy);
        include(values, story.value);
        include(values, story.returning);
    }
    const Frame lower = lower_frame(view);
    return {index_axis(proxies, above.bottom, above.top), index_axis(values, lower.bottom, lower.top)};
}

std::vector<Story> stories_of(const View& view) {
    std::vector<Story> stories;
    for (const std::size_t policy : view.others()) stories.push_back(story_of(view, policy));
    return stories;
}

std::string read_aloud(const View& view, const Story& story) {
    std::string text = fmt::format("{}, {}.", view.label(story.policy), view.span_text());
    const auto tell = [&](std::size_t column) {
        if (column == no_column) return;
        text += fmt::format(" {} {}.", view.what(column).label, effect_words(view, column, story.policy));
    };
    tell(story.watched);
    if (story.watched != view.column("worth_shipped")) tell(view.column("worth_shipped"));
    if (story.watched != view.column("returning_customers")) tell(view.column("returning_customers"));
    return text;
}

void draw_plot(Svg& svg, const Frame& frame, const Axis& axis, const View& view, int day,
               std::vector<const Series*> lines) {
    draw_frame(svg, frame, axis, view.quarters(), day);
    svg.line({frame.left, axis(100)}, {frame.right, axis(100)}, "zero");
    for (const Series* line : lines) draw_series(svg, frame, axis, *line);
}

void draw_watched(Svg& svg, const View& view, const Story& story, const Axis& axis) {
    const std::string watched = story.watched == no_column ? "nothing" : view.phrase(story.watched);
    svg.words({2, 12}, at_most(fmt::format("watched: {}", watched), 36), Anchor::start, "label");
    if (story.proxy.mean.empty())
        svg.words({above.left + 6, 60}, "no number to show", Anchor::start, "tick");
    else
        draw_plot(svg, above, axis, view, view.regime_week(story.policy), {&story.proxy});
}

void add_panel(Markup& page, const View& view, const Story& story, const Axes& axes) {
    page.open("div", {{"class", "panel"}}).element("h3", view.label(story.policy));
    const double up = view.any_watched() ? 0 : upper_height;
    Svg svg(panel_width, panel_height - up, read_aloud(view, story));
    if (view.any_watched()) draw_watched(svg, view, story, axes.proxy);
    svg.words({2, 138 - up}, "wanted", Anchor::start, "label");
    draw_plot(svg, lower_frame(view), axes.value, view, view.regime_week(story.policy),
              {&story.value, &story.returning});
    page.add(svg.finish()).close().line();
}

Table numbers_of(const View& view, const char* what, const std::vector<Story>& stories,
                 const std::function<std::size_t(const View&, const Story&)>& column_of) {
    Table table{
        fmt::format("{}, difference to {} by quarter: mean [95 % interval], {}", what, view.reference(), view.n_text()),
        {"Policy"},
        {}};
    for (std::size_t quarter = 1; quarter <= view.quarters(); ++quarter)
        table.header.push_back(fmt::format("Quarter {}", quarter));
    for (const Story& story : stories) {
        const std::size_t column = column_of(view, story);
        if (column == no_column) continue;
        auto& row = table.rows.emplace_back();
        row.push_back({fmt::format("{}: {}", view.label(story.policy), view.phrase(column))});
        for (std::size_t quarter = 0; quarter < view.quarters(); ++quarter)
            row.push_back({with_interval(view.in_quarter(column, quarter).differences[story.policy].estimate,
                                         difference_telling(view.what(column)))});
    }
    return table;
}

std::vector<LegendEntry> legend(const View& view) {
    std::vector<LegendEntry> entries = {{"value", "worth shipped"}, {"returning", "returning customers"}};
    if (!view.any_watched()) return entries;
    entries.insert(entries.begin(), {"proxy", "the watched number"});
    entries.push_back({"regime", "the regime begins"});
    return entries;
}

}  // namespace

void add_proxy(Markup& page, const View& view) {
    if (!view.has_quarters()) return;
    const bool watched = view.any_watched();
    const std::vector<Story> stories = stories_of(view);
    open_section(page, "proxy", watched ? "The watched number and the wanted outcome" : "The wanted outcome");
    add_paragraph(page, watched ? parting_sentence(view) : "No policy of this study watches a metric.");
    page.open("figure").line();
    add_caption(page,
                watched ? "Figure 2. What is watched, and what customers get, quarter by quarter."
                        : "Figure 2. What customers get, quarter by quarter.",
                fmt::format("{} in the same quarter is 100; bands are 95 % intervals, {}. Panels share their scales.",
                            view.reference(), view.n_text()));
    add_legend(page, legend(view));
    page.open("div", {{"class", "narrow panels"}}).line();
    const Axes axes = axes_of(view, stories);
    for (const Story& story : stories) add_panel(page, view, story, axes);
    page.close().close().close().line();
}

void add_proxy_numbers(Markup& page, const View& view) {
    if (!view.has_quarters()) return;
    const std::vector<Story> stories = stories_of(view);
    const auto column = [](std::string_view name) {
        return [name](const View& v, const Story&) { return v.column(name); };
    };
    std::vector<Table> tables;
    if (view.any_watched())
        tables.push_back(
            numbers_of(view, "Watched number", stories, [](const View&, const Story& s) { return s.watched; }));
    tables.push_back(numbers_of(view, "Worth shipped", stories, column("worth_shipped")));
    tables.push_back(numbers_of(view, "Returning customers", stories, column("returning_customers")));
    if (view.any_watched()) tables.push_back(numbers_of(view, "Published score", stories, column("score")));
    open_section(page, "numbers", "Figure 2 in numbers");
    add_details(page, "The numbers of figure 2", tables);
    page.close().line();
}

}  // namespace strathern
