// What do the parts of the page have in common? Tables, captions, legends.
#include "report/parts.hpp"

#include <fmt/format.h>

#include "report/svg.hpp"

namespace strathern {
namespace {

void add_row(Markup& page, const std::vector<TableCell>& cells) {
    page.open("tr");
    for (std::size_t i = 0; i < cells.size(); ++i) {
        if (i == 0)
            page.element("th", cells[i].text, {{"scope", "row"}});
        else
            page.element("td", cells[i].text, {{"class", cells[i].style}});
    }
    page.close().line();
}

void add_header(Markup& page, const std::vector<std::string>& header) {
    page.open("thead").open("tr");
    for (const std::string& cell : header) page.element("th", cell, {{"scope", "col"}});
    page.close().close().line();
}

Mark mark_of(const std::string& style) {
    if (style == "worse" || style == "returning") return Mark::diamond;
    if (style == "unclear") return Mark::ring;
    return style == "differs" ? Mark::square : Mark::circle;
}

Markup sample_of(const std::string& style) {
    Svg sample(30, 12, "");
    const bool flat = style == "regime";
    if (flat) return sample.line({15, 0}, {15, 12}, "regime").finish();
    sample.line({1, 6}, {29, 6}, fmt::format("stroke {}", style));
    if (style != "reference") sample.mark(mark_of(style), {15, 6}, 3.6, fmt::format("mark {}", style));
    return sample.finish();
}

}  // namespace

void open_section(Markup& page, std::string_view id, std::string_view heading) {
    page.line().open("section", {{"aria-labelledby", std::string(id)}}).line();
    page.element("h2", heading, {{"id", std::string(id)}}).line();
}

void add_table(Markup& page, const Table& table, std::string_view style) {
    page.open("div", {{"class", "scroll"}, {"tabindex", "0"}, {"role", "region"}, {"aria-label", table.caption}});
    page.open("table", {{"class", std::string(style)}}).element("caption", table.caption).line();
    add_header(page, table.header);
    page.open("tbody").line();
    for (const auto& row : table.rows) add_row(page, row);
    page.close().close().close().line();
}

void add_details(Markup& page, std::string_view summary, const std::vector<Table>& tables) {
    page.open("details").element("summary", summary).line();
    for (const Table& table : tables) add_table(page, table);
    page.close().line();
}

void add_paragraph(Markup& page, std::string_view text, std::string_view style) {
    if (style.empty())
        page.element("p", text).line();
    else
        page.element("p", text, {{"class", std::string(style)}}).line();
}

void add_caption(Markup& page, std::string_view title, std::string_view rest) {
    page.open("figcaption").element("strong", title).text(" ").text(rest).close().line();
}

void add_legend(Markup& page, const std::vector<LegendEntry>& entries) {
    page.open("ul", {{"class", "legend"}});
    for (const LegendEntry& entry : entries) {
        page.open("li").open("span", {{"aria-hidden", "true"}, {"class", "sample"}});
        page.add(sample_of(entry.style)).close().text(entry.text).close();
    }
    page.close().line();
}

}  // namespace strathern
