// What happens to review, to failures and to money? Levels quarter by quarter, each policy beside the baseline.
#include <fmt/format.h>

#include <cctype>
#include <span>
#include <strathern/params/definitions.hpp>

#include "report/parts.hpp"
#include "report/sections.hpp"
#include "report/series.hpp"
#include "report/words.hpp"

namespace strathern {
namespace {

constexpr double panel_width = 200, panel_height = 112;
constexpr Frame frame{38, 196, 8, 94};

std::string told_unit(const StoredColumn& what) { return what.unit == "share" ? "%" : what.unit; }

Axis axis_of(const View& view, std::size_t column) {
    Range range;
    for (std::size_t policy = 0; policy < view.policies(); ++policy)
        include(range, level_series(view, column, policy, ""));
    // What can't be negative starts at 0 unless all values are far from it.
    if (range.low >= 0 && range.low < 0.7 * range.high) range.include(0);
    const double pad = (range.high - range.low) * 0.06;
    range.high += pad;
    if (range.low != 0) range.low -= pad;
    return Axis::linear(range, frame.bottom, frame.top, 4);
}

void add_panel(Markup& page, const View& view, std::size_t column, std::size_t policy, const Axis& axis) {
    page.open("div", {{"class", "panel"}}).element("h4", view.label(policy));
    Svg svg(panel_width, panel_height,
            fmt::format("{}, {}: {} {}.", view.label(policy), view.span_text(), view.phrase(column),
                        effect_words(view, column, policy)));
    draw_frame(svg, frame, axis, view.quarters(), view.regime_week(policy));
    Series reference = level_series(view, column, view.baseline(), "reference");
    reference.marks = false;
    draw_series(svg, frame, axis, reference);
    draw_series(svg, frame, axis, level_series(view, column, policy, "value"));
    page.add(svg.finish()).close().line();
}

Table numbers_of(const View& view, std::size_t column) {
    const StoredColumn& what = view.what(column);
    Table table{fmt::format("{} by quarter: mean [95 % interval], {}", what.label, view.n_text()), {"Policy"}, {}};
    for (std::size_t quarter = 1; quarter <= view.quarters(); ++quarter)
        table.header.push_back(fmt::format("Quarter {}", quarter));
    for (std::size_t policy = 0; policy < view.policies(); ++policy) {
        auto& row = table.rows.emplace_back();
        row.push_back({view.label(policy)});
        for (std::size_t quarter = 0; quarter < view.quarters(); ++quarter)
            row.push_back({with_interval(view.in_quarter(column, quarter).levels[policy], level_telling(what))});
    }
    return table;
}

/// " in US$. Price of the tokens consumed."; a unit that only repeats the label is left out.
std::string unit_and_meaning(const View& view, std::size_t column) {
    const StoredColumn& what = view.what(column);
    if (view.phrase(column) == what.unit) return " " + what.meaning;
    return fmt::format(" in {}. {}", told_unit(what), what.meaning);
}

/// One figure about several outputs.
struct Subject {
    int number;
    const char* title;
    std::span<const std::string_view> outputs;
};

void add_output(Markup& page, const View& view, std::size_t column) {
    const StoredColumn& what = view.what(column);
    page.open("h3", {{"class", "output"}}).text(what.label).element("small", unit_and_meaning(view, column)).close();
    std::string finding = output_words(view, column);
    finding[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(finding[0])));
    add_paragraph(page, finding, "finding");
    page.open("div", {{"class", "narrow panels"}}).line();
    const Axis axis = axis_of(view, column);
    for (const std::size_t policy : view.others()) add_panel(page, view, column, policy, axis);
    page.close().line();
}

void add_figure(Markup& page, const View& view, const Subject& subject) {
    std::vector<Table> tables;
    page.open("figure").line();
    add_caption(
        page, fmt::format("Figure A{}. {}, quarter by quarter.", subject.number, subject.title),
        fmt::format("Means with 95 % intervals as bands, {} per policy; panels of one output share their scale. "
                    "Sentences are about paired differences over {}.",
                    view.n_text(), view.span_text()));
    add_legend(page, {{"value", "under the policy"},
                      {"reference", fmt::format("under {}", view.reference())},
                      {"regime", "the regime begins"}});
    for (const std::string_view output : subject.outputs) {
        const std::size_t column = view.column(output);
        if (column == no_column) continue;
        add_output(page, view, column);
        tables.push_back(numbers_of(view, column));
    }
    add_details(page, fmt::format("The numbers of figure A{}", subject.number), tables);
    page.close().line();
}

}  // namespace

void add_levels(Markup& page, const View& view) {
    if (!view.has_quarters()) return;
    static constexpr std::string_view review[] = {"review_wait_hours", "waiting_changes", "unread_share"};
    static constexpr std::string_view failures[] = {"incidents", "change_failure_share"};
    static constexpr std::string_view money[] = {"token_cost", "net_value"};
    open_section(page, "levels", "Review, failures, money");
    add_figure(page, view, {2, "Review", review});
    add_figure(page, view, {3, "Failures", failures});
    add_figure(page, view, {4, "Money", money});
    page.close().line();
}

}  // namespace strathern
