// What does a store hold? Reading it back: its origin, and every run with its fingerprint checked.
#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <filesystem>
#include <limits>
#include <strathern/error.hpp>
#include <strathern/params/definitions.hpp>

#include "core/digest.hpp"
#include "output/store.hpp"
#include "output/store_file.hpp"
#include "output/store_results.hpp"

namespace strathern {
namespace {

[[noreturn]] void refuse(const Database& store, const std::string& rule) {
    throw file_error(ExitCode::store, store.path(), rule, "choose another file");
}

/// Reads the quarters of one run from a query at its first row, and moves the query past the last.
void take_rows(Statement& quarters, bool& more, std::size_t columns, StoredRun& run) {
    while (more && quarters.integer(0) == run.replicate && quarters.integer(1) == run.policy) {
        QuarterRow row{run.replicate, run.policy, static_cast<std::uint32_t>(quarters.integer(2)), {}};
        row.values.resize(columns);
        for (std::size_t i = 0; i < columns; ++i) row.values[i] = quarters.number(static_cast<int>(i) + 3);
        run.rows.push_back(std::move(row));
        more = quarters.step();
    }
}

void check_run(Database& store, const StudyIdentity& identity, const StoredRun& run, const std::string& fingerprint) {
    const std::size_t expected =
        run.outcome.status == RunStatus::done ? static_cast<std::size_t>(identity.quarters) : 0;
    if (run.policy < identity.policies.size() && run.rows.size() == expected &&
        run_fingerprint(run.rows) == fingerprint)
        return;
    refuse(store, "the store is damaged: replicate " + std::to_string(run.replicate) + " under policy " +
                      std::to_string(run.policy) + " doesn't match its fingerprint");
}

}  // namespace

Database open_store(const std::string& path) {
    std::error_code unknown;
    if (!std::filesystem::is_regular_file(path, unknown))
        throw file_error(ExitCode::environment, path, "the store can't be opened: " + why_unusable(path));
    Database store(path, Access::read);
    store.integer("PRAGMA page_count");
    return store;
}

std::string run_fingerprint(std::span<const QuarterRow> rows) {
    Digest digest;
    for (const QuarterRow& row : rows) {
        digest.add(std::uint64_t{row.quarter});
        // SQLite stores whole numbers as integers, which have no -0.
        // The store has one way to be undefined, machines have many.
        for (const double value : row.values)
            digest.add(value == 0 ? 0.0 : std::isnan(value) ? std::numeric_limits<double>::quiet_NaN() : value);
    }
    return digest.hex();
}

void for_each_run(Database& store, const StudyIdentity& identity, std::uint32_t first, std::uint32_t last,
                  const FunctionRef<void(const StoredRun&)>& visit) {
    const std::string where =
        " WHERE replicate >= " + std::to_string(first) + " AND replicate < " + std::to_string(last);
    Statement runs(store, "SELECT replicate, policy, status, failed_day, failed_what, fingerprint FROM replicates" +
                              where + " ORDER BY replicate, policy");
    Statement quarters(store, "SELECT * FROM quarters" + where + " ORDER BY replicate, policy, quarter");
    if (static_cast<std::size_t>(quarters.columns()) != identity.columns.size() + 3)
        refuse(store, "the store is damaged: table quarters does not have the columns that table columns lists");
    bool more = quarters.step();
    while (runs.step()) {
        StoredRun run;
        run.replicate = static_cast<std::uint32_t>(runs.integer(0));
        run.policy = static_cast<std::uint32_t>(runs.integer(1));
        if (runs.text(2) != "done") run.outcome = {RunStatus::failed, static_cast<int>(runs.integer(3)), runs.text(4)};
        take_rows(quarters, more, identity.columns.size(), run);
        check_run(store, identity, run, runs.text(5));
        visit(run);
    }
    if (more) refuse(store, "the store is damaged: table quarters has rows of a run that is not in table replicates");
}

std::string store_digest(Database& store) {
    const StudyIdentity identity = read_identity(store);
    Digest digest;
    digest.add(std::string_view(identity.scenario_hash)).add(identity.seed);
    digest.add(static_cast<std::uint64_t>(identity.quarters));
    digest.add(std::uint64_t{identity.policies.size()});
    for (const StoredPolicy& policy : identity.policies) digest.add(std::string_view(policy.name));
    digest.add(std::uint64_t{identity.columns.size()});
    for (const StoredColumn& column : identity.columns) digest.add(std::string_view(column.name));
    for_each_run(store, identity, 0, UINT32_MAX, [&](const StoredRun& run) {
        digest.add(std::uint64_t{run.replicate}).add(std::uint64_t{run.policy});
        digest.add(static_cast<std::uint64_t>(run.outcome.status)).add(static_cast<std::uint64_t>(run.outcome.day));
        digest.add(std::string_view(run.outcome.what)).add(std::string_view(run_fingerprint(run.rows)));
    });
    return digest.hex();
}

}  // namespace strathern
