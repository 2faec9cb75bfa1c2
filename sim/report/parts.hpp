// What do the parts of the page have in common? Tables, figures with captions, folded tables of numbers.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "report/markup.hpp"

namespace strathern {

/// A cell: text, and a class that may add colour to what the text already says.
struct TableCell {
    std::string text;
    std::string style = {};
};

/// A table; the first cell of a row is its heading.
struct Table {
    std::string caption;
    std::vector<std::string> header;
    std::vector<std::vector<TableCell>> rows;
};

/// Begins a part with its heading. @param id a literal
void open_section(Markup& page, std::string_view id, std::string_view heading);

/// A table that scrolls sideways where it is too wide. @param style class of the table
void add_table(Markup& page, const Table& table, std::string_view style = "numbers");

/// Tables that unfold on a click.
void add_details(Markup& page, std::string_view summary, const std::vector<Table>& tables);

/// A paragraph.
void add_paragraph(Markup& page, std::string_view text, std::string_view style = {});

/// Caption of a figure: a bold first part, then the rest.
void add_caption(Markup& page, std::string_view title, std::string_view rest);

/// One entry of a legend: a sample of the line and what it means.
struct LegendEntry {
    std::string style, text;
};

/// What lines and marks mean.
void add_legend(Markup& page, const std::vector<LegendEntry>& entries);

}  // namespace strathern
