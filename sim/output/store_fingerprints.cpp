// How is damage of a store found? Fingerprints are of what SQL gives, so they don't depend on pages and their order.
#include "output/store_fingerprints.hpp"

#include <cmath>
#include <limits>
#include <strathern/error.hpp>

#include "core/digest.hpp"
#include "output/store_file.hpp"

namespace strathern {
namespace {

/// What has a fingerprint of its own, and the query that gives all of it. Tables and indices that somebody else adds
/// to a store don't change what we read.
struct Part {
    const char *what, *query;
};
constexpr Part parts[] = {
    {"schema",
     "SELECT name, tbl_name, sql FROM sqlite_schema WHERE type = 'table' AND name IN ('study', 'policies', 'columns', "
     "'fingerprints', 'replicates', 'quarters', 'months', 'teams', 'levels', 'practices', 'distributions') ORDER BY "
     "name"},
    {"study", "SELECT * FROM study ORDER BY 1"},
    {"policies", "SELECT * FROM policies ORDER BY 1"},
    {"columns", "SELECT * FROM columns ORDER BY 1"},
};

void add_cell(Digest& digest, const Statement& row, int column) {
    const Cell kind = row.kind(column);
    digest.add(static_cast<std::uint64_t>(kind));
    switch (kind) {
        case Cell::integer:
            digest.add(row.integer(column));
            break;
        case Cell::real:
            digest.add(row.real(column));
            break;
        case Cell::text:
            digest.add(std::string_view(row.text(column)));
            break;
        case Cell::null:
            break;
    }
}

// SQLite stores whole numbers as integers, which have no -0. The store has one way to be undefined, machines have many.
void add_values(std::span<const double> values, Digest& digest) {
    for (const double value : values)
        digest.add(value == 0 ? 0.0 : std::isnan(value) ? std::numeric_limits<double>::quiet_NaN() : value);
}

std::string part_fingerprint(Database& store, const Part& part) {
    Digest digest;
    Statement rows(store, part.query);
    while (rows.step()) {
        for (int column = 0; column < rows.columns(); ++column) add_cell(digest, rows, column);
    }
    return digest.hex();
}

[[noreturn]] void refuse(const Database& store, const std::string& what) {
    throw file_error(ExitCode::store, store.path(),
                     "the store is damaged: " + (what == "schema" ? "its schema" : "table " + what) +
                         " doesn't match its fingerprint",
                     "choose another file; the same seed gives the same results again");
}

void put(Database& store, const char* what, const std::string& fingerprint) {
    Statement(store, "INSERT OR REPLACE INTO fingerprints VALUES (?, ?)")
        .bind(std::string_view(what))
        .bind(std::string_view(fingerprint))
        .execute();
}

std::string get(Database& store, const char* what) {
    Statement row(store, "SELECT fingerprint FROM fingerprints WHERE what = ?");
    row.bind(std::string_view(what));
    return row.step() ? row.text(0) : std::string();
}

std::string total_of(Database& store) {
    RunsTotal total;
    Statement runs(store, "SELECT fingerprint FROM replicates");
    while (runs.step()) total.add(runs.text(0));
    return total.hex();
}

}  // namespace

std::string outcome_fingerprint(const RunOutcome& outcome, std::span<const QuarterRow> rows) {
    Digest digest;
    const bool failed = outcome.status != RunStatus::done;
    digest.add(std::uint64_t{failed}).add(failed ? outcome.day : 0);
    digest.add(std::string_view(failed ? outcome.what : std::string()));
    for (const QuarterRow& row : rows) {
        digest.add(std::uint64_t{row.quarter});
        add_values(row.values, digest);
    }
    return digest.hex();
}

std::string run_fingerprint(std::uint32_t replicate, std::uint32_t policy, const RunOutcome& outcome,
                            std::span<const QuarterRow> rows, std::span<const DetailRows> details) {
    Digest digest;
    digest.add(replicate).add(policy).add(std::string_view(outcome_fingerprint(outcome, rows)));
    for (const DetailRows& table : details) {
        digest.add(std::string_view(table_of(table.table).name)).add(std::uint64_t{table.rows.size()});
        for (const DetailRow& row : table.rows) {
            digest.add(std::uint64_t{row.month}).add(std::uint64_t{row.number}).add(std::string_view(row.name));
            add_values(row.values, digest);
        }
    }
    return digest.hex();
}

void RunsTotal::add(std::string_view run_fingerprint) {
    const auto value = Digest().add(run_fingerprint).value();
    for (std::size_t i = 0; i < sums_.size(); ++i) sums_[i] += value[i];
}

std::string RunsTotal::hex() const { return Digest().add(sums_[0]).add(sums_[1]).hex(); }

void write_fingerprints(Database& store) {
    for (const Part& part : parts) put(store, part.what, part_fingerprint(store, part));
    renew_total(store, {});
}

void renew_study_fingerprint(Database& store) { put(store, "study", part_fingerprint(store, parts[1])); }

void renew_total(Database& store, const RunsTotal& total) { put(store, "replicates", total.hex()); }

void check_fingerprints(Database& store) {
    for (const Part& part : parts) {
        if (get(store, part.what) != part_fingerprint(store, part)) refuse(store, part.what);
    }
    if (get(store, "replicates") != total_of(store)) refuse(store, "replicates");
}

}  // namespace strathern
