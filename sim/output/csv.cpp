// How is a table of a store exported to a spreadsheet? From what has been compared with fingerprints, without holding a
// table in memory.
#include "output/csv.hpp"

#include <algorithm>
#include <cmath>

#include "output/json.hpp"
#include "output/store.hpp"
#include "output/store_results.hpp"

namespace strathern {
namespace {

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

/// Collects what is written into pieces.
class Pieces {
public:
    explicit Pieces(const FunctionRef<void(std::string_view)>& write) : write_(write) {}
    std::string& text() { return text_; }
    void end_line() {
        text_ += '\n';
        if (text_.size() >= piece_size) flush();
    }
    void flush() {
        write_(text_);
        text_.clear();
    }

private:
    const FunctionRef<void(std::string_view)>& write_;
    std::string text_;
};

/// A table whose content has been compared with its fingerprint.
void export_small(Database& store, const std::string& table, Pieces& pieces) {
    Statement rows(store, "SELECT * FROM " + table + " ORDER BY 1");
    for (int column = 0; column < rows.columns(); ++column)
        pieces.text() += (column == 0 ? "" : ",") + csv_text(rows.column_name(column));
    pieces.end_line();
    while (rows.step()) {
        for (int column = 0; column < rows.columns(); ++column)
            pieces.text() += (column == 0 ? "" : ",") + cell(rows, column);
        pieces.end_line();
    }
}

void end_row(std::span<const double> values, Pieces& pieces) {
    for (const double value : values) pieces.text() += std::isnan(value) ? "," : "," + number_text(value);
    pieces.end_line();
}

std::string run_key(const StoredRun& run) { return std::to_string(run.replicate) + "," + std::to_string(run.policy); }

void export_replicates(Database& store, const StudyIdentity& identity, Pieces& pieces) {
    pieces.text() += "replicate,policy,status,failed_day,failed_what,fingerprint\n";
    for_each_run(store, identity, 0, UINT32_MAX, [&](const StoredRun& run) {
        const bool failed = run.outcome.status != RunStatus::done;
        pieces.text() += run_key(run) + (failed ? ",failed," + std::to_string(run.outcome.day) : ",done,") + ",";
        pieces.text() += csv_text(run.outcome.what) + ",";
        pieces.text() += run_fingerprint(run.replicate, run.policy, run.outcome, run.rows, run.details);
        pieces.end_line();
    });
}

void export_quarters(Database& store, const StudyIdentity& identity, Pieces& pieces) {
    pieces.text() += "replicate,policy,quarter";
    for (const StoredColumn& column : identity.columns) pieces.text() += "," + csv_text(column.name);
    pieces.end_line();
    for_each_run(store, identity, 0, UINT32_MAX, [&](const StoredRun& run) {
        for (const QuarterRow& row : run.rows) {
            pieces.text() += run_key(run) + "," + std::to_string(row.quarter);
            end_row(row.values, pieces);
        }
    });
}

void export_details(Database& store, const StudyIdentity& identity, std::size_t place, Pieces& pieces) {
    const Detail table = identity.tables[place];
    const DetailTable& what = table_of(table);
    pieces.text() += "replicate,policy,month";
    if (*what.key != '\0') pieces.text() += std::string(",") + what.key;
    if (*what.named != '\0') pieces.text() += std::string(",") + what.named;
    for (const OutputColumn& column : detail_columns(table)) pieces.text() += std::string(",") + column.name;
    pieces.end_line();
    for_each_run(store, identity, 0, UINT32_MAX, [&](const StoredRun& run) {
        for (const DetailRow& row : run.details[place].rows) {
            pieces.text() += run_key(run) + "," + std::to_string(row.month);
            if (*what.key != '\0') pieces.text() += "," + std::to_string(row.number);
            if (*what.named != '\0') pieces.text() += "," + csv_text(row.name);
            end_row(row.values, pieces);
        }
    });
}

/// Place of a table that looks closer among those of the store. Errors: ExitCode::command_line when it has none.
std::size_t place_of(const StudyIdentity& identity, Detail table) {
    const auto found = std::ranges::find(identity.tables, table);
    if (found != identity.tables.end()) return static_cast<std::size_t>(found - identity.tables.begin());
    const std::string name = table_of(table).name;
    throw Error(ExitCode::command_line,
                {Problem{.rule = "the store has no table " + name,
                         .hint = "run the scenario with --tables " + name + " and another --out"}});
}

}  // namespace

std::string csv_text(std::string_view text) {
    std::string cell(text);
    if (!cell.empty() && std::string_view("=+-@\t\r'").find(cell.front()) != std::string_view::npos)
        cell.insert(0, 1, '\'');
    if (cell.find_first_of(",\"\r\n") == std::string::npos) return cell;
    std::string quoted = "\"";
    for (const char c : cell) quoted.append(c == '"' ? 2 : 1, c);
    return quoted + '"';
}

void export_csv(Database& store, std::string_view table, const FunctionRef<void(std::string_view)>& write) {
    const StudyIdentity identity = read_identity(store);
    Pieces pieces(write);
    const auto detail = detail_of(table);
    if (detail || table == "replicates" || table == "quarters") {
        const std::size_t place = detail ? place_of(identity, *detail) : 0;
        // Nothing of a damaged store goes out, not even the part before the damage.
        for_each_run(store, identity, 0, UINT32_MAX, [](const StoredRun&) {});
        if (detail)
            export_details(store, identity, place, pieces);
        else
            table == "quarters" ? export_quarters(store, identity, pieces) : export_replicates(store, identity, pieces);
    } else {
        export_small(store, std::string(table), pieces);
    }
    pieces.flush();
}

}  // namespace strathern
