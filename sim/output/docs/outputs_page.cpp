// Writes docs/outputs.md: outputs from the table in columns.cpp, all other columns from the CREATE statements and their
// comments.
#include "output/docs/outputs_page.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>
#include <strathern/outputs.hpp>
#include <string_view>

#include "output/docs/markdown.hpp"
#include "output/store_schema.hpp"

namespace strathern {
namespace {

constexpr std::string_view head =
    R"(<!-- Generated from sim/output/columns.cpp and sim/output/store_schema.cpp; rewrite with
`cmake --build build/dev --target accept-docs`. -->
# Outputs

A study produces one SQLite file, a *store*. `strathern export STORE --table NAME` writes one of its tables as CSV, and
so does `python/strathern` read it: both compare everything with its [fingerprint](#fingerprints) first and refuse a
damaged store, naming the table or the run. R, DuckDB and `sqlite3` can open the file directly, without that check.
Table `study` holds the scenario, seed, version and model, without which a number can't be reproduced.

Three more tables can be exported, computed from the store with the intervals of `run` and `trial`: `means` (by
quarter), `differences` from a baseline over the quarters in which policies act, and `quarter_differences`.

`strathern explain NAME` prints this page's entry for an output.

## <a id="outputs"></a>Outputs

Each is a column of table [quarters](#quarters), of type REAL, with one value per replicate, policy and quarter; where it was asked
for also of tables [months](#months) and [teams](#teams), where *period* is the month. *Good*
says which direction is good for the organisation; a dash means neither in itself. *Span* says how several quarters are
combined into one number. A mean or a ratio over nothing is undefined: NULL in the store, empty in CSV, null in JSON, a
dash in tables; the last column says when. It is left out of means over quarters and replicates, and a difference that
no replicate has gets no verdict.

| name | unit | what it means | good | span | undefined where |
|---|---|---|---|---|---|
)";

const char* words(Better better) {
    switch (better) {
        case Better::more:
            return "more";
        case Better::less:
            return "less";
        case Better::neither:
            break;
    }
    return "-";
}

const char* words(Over over) {
    switch (over) {
        case Over::sum:
            return "sum";
        case Over::mean:
            return "mean";
        case Over::last:
            break;
    }
    return "last";
}

std::string output_rows() {
    std::string rows;
    for (const OutputColumn& column : output_columns())
        rows += fmt::format("| <a id=\"{0}\"></a>`{0}` | {1} | **{2}.** {3} | {4} | {5} | {6} |\n", column.name,
                            cell(column.unit), cell(column.label), cell(column.meaning), words(column.better),
                            words(column.over), cell(*column.undefined == '\0' ? "-" : column.undefined));
    return rows;
}

std::string_view next_line(std::string_view& text) {
    const std::size_t end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    return line;
}

std::string_view next_word(std::string_view& text) {
    text.remove_prefix(std::min(text.find_first_not_of(" \""), text.size()));
    const std::string_view word = text.substr(0, text.find_first_of(" \","));
    text.remove_prefix(word.size());
    return word;
}

/// The text after "-- ".
std::string_view comment_of(std::string_view line) {
    constexpr std::string_view mark = "-- ";
    const std::size_t at = line.find(mark);
    if (at == std::string_view::npos)
        throw std::runtime_error("no comment in the store's schema: " + std::string(line));
    return line.substr(at + mark.size());
}

constexpr std::string_view columns = "| column | type | what it means |\n|---|---|---|\n";

std::string table_head(std::string_view line, std::string_view words) {
    const std::string_view name = next_word(words);
    return fmt::format("\n## <a id=\"{0}\"></a>Table {0}: {1}\n\n{2}", name, comment_of(line), columns);
}

std::string column_row(std::string_view line) {
    std::string_view rest = line;
    const std::string_view name = next_word(rest);
    const std::string_view type = next_word(rest);
    return fmt::format("| `{}` | {} | {} |\n", name, type, cell(comment_of(line)));
}

/// The tables of a store without the columns that are outputs.
std::string table_sections() {
    constexpr std::string_view table = "CREATE TABLE ";
    const std::string schema = store_schema({});
    std::string text;
    for (std::string_view rest = schema; !rest.empty();) {
        const std::string_view line = next_line(rest);
        if (line.starts_with(table)) text += table_head(line, line.substr(table.size()));
        if (line.starts_with("  ") && !line.starts_with("  PRIMARY KEY")) text += column_row(line);
    }
    return text;
}

constexpr std::string_view details_head = R"(
## <a id="details"></a>Tables that look closer

`strathern run` and `trial` write them with `--tables months,teams,levels,practices,distributions` (those named), into the
same store and under the same fingerprints; `trial` compares their numbers between policies, `strathern export --table`
and `python/strathern` (`study.table`) read them. They move no output. Each row has replicate, policy and month, counted
from 0; weeks of 4, 4 and 5 make the three months of a quarter, and counts of months add up to those of the quarter.
)";

std::string detail_section(Detail detail) {
    const DetailTable& table = table_of(detail);
    std::string text = fmt::format("\n### <a id=\"{0}\"></a>Table {0}\n\n{1}", table.name, table.about);
    if (*table.key != '\0') text += fmt::format(" Column `{}` is the number ({})", table.key, table.key_meaning);
    if (*table.named != '\0') text += fmt::format(", `{}` the name", table.named);
    if (*table.key != '\0') text += ".";
    if (detail == Detail::months || detail == Detail::teams) return text + " Every [output](#outputs) is a column.\n";
    text += "\n\n| column | unit | what it means |\n|---|---|---|\n";
    for (const OutputColumn& column : detail_columns(detail))
        if (!std::string_view(column.name).starts_with("bin_"))
            text += fmt::format("| `{}` | {} | {} |\n", column.name, cell(column.unit), cell(column.meaning));
    return text;
}

std::string quantity_section() {
    std::string text = fmt::format(
        "\nColumns `bin_0` to `bin_{}` count values: below the lowest edge, then {} bins to each doubling, so that a "
        "quantile is off by less than 9 % and usually by less than 1 %. Bins of months, teams, runs and replicates add "
        "up exactly.\n\n| quantity | unit | what it means | lowest edge |\n|---|---|---|---|\n",
        bin_count - 1, bins_per_doubling);
    for (const Quantity& quantity : quantities())
        text += fmt::format("| `{}` | {} | {} | {:.4g} |\n", quantity.name, cell(quantity.unit), cell(quantity.meaning),
                            lower_edge(quantity.scale, 1) / quantity.per_unit);
    return text;
}

std::string detail_sections() {
    std::string text(details_head);
    for (std::size_t k = 0; k < detail_tables().size(); ++k) text += detail_section(static_cast<Detail>(k));
    return text + quantity_section();
}

}  // namespace

std::string outputs_page() {
    return std::string(head) + output_rows() + detail_sections() + table_sections() +
           "| [every output](#outputs) | REAL | above |\n";
}

}  // namespace strathern
