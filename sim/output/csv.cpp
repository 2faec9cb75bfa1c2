// How is a table of a store exported to a spreadsheet? Cell by cell, without holding the table in memory.
#include "output/csv.hpp"

#include <array>

#include "output/json.hpp"
#include "output/store.hpp"

namespace strathern {
namespace {

constexpr std::array<std::string_view, 5> tables = {"study", "policies", "columns", "replicates", "quarters"};
constexpr std::size_t piece_size = 1 << 16;

std::string cell(const Statement& row, int column) {
    switch (row.kind(column)) {
        case Cell::null:
            return {};
        case Cell::integer:
            return std::to_string(row.integer(column));
        case Cell::real:
            return number_text(row.real(column));
        case Cell::text:
            break;
    }
    return csv_text(row.text(column));
}

void append_header(const Statement& rows, std::string& piece) {
    for (int column = 0; column < rows.columns(); ++column)
        piece += (column == 0 ? "" : ",") + csv_text(rows.column_name(column));
    piece += '\n';
}

void append_row(const Statement& rows, std::string& piece) {
    for (int column = 0; column < rows.columns(); ++column) {
        if (column != 0) piece += ',';
        piece += cell(rows, column);
    }
    piece += '\n';
}

}  // namespace

std::span<const std::string_view> export_tables() { return tables; }

std::string csv_text(std::string_view text) {
    std::string cell(text);
    if (!cell.empty() && std::string_view("=+-@\t\r").find(cell.front()) != std::string_view::npos)
        cell.insert(0, 1, '\'');
    if (cell.find_first_of(",\"\r\n") == std::string::npos) return cell;
    std::string quoted = "\"";
    for (const char c : cell) quoted.append(c == '"' ? 2 : 1, c);
    return quoted + '"';
}

void export_csv(Database& store, std::string_view table, const FunctionRef<void(std::string_view)>& write) {
    read_identity(store);  // rejects files that aren't ours
    const bool by_position = table == "policies" || table == "columns" || table == "study";
    const std::string order = by_position ? "1" : table == "quarters" ? "1, 2, 3" : "1, 2";
    Statement rows(store, "SELECT * FROM " + std::string(table) + " ORDER BY " + order);
    std::string piece;
    append_header(rows, piece);
    while (rows.step()) {
        append_row(rows, piece);
        if (piece.size() < piece_size) continue;
        write(piece);
        piece.clear();
    }
    write(piece);
}

}  // namespace strathern
