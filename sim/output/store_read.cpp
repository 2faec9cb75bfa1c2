// What does a store hold? Reading it back: its origin, and every run with its fingerprint checked.
#include <filesystem>
#include <map>
#include <strathern/error.hpp>

#include "core/digest.hpp"
#include "output/store.hpp"
#include "output/store_file.hpp"
#include "output/store_results.hpp"
#include "output/store_schema.hpp"

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

/// One table that looks closer, read run by run.
class DetailReader {
public:
    DetailReader(Database& store, Detail table, const std::string& where)
        : table_(table),
          first_value_(static_cast<int>(key_width(table))),
          width_(detail_columns(table).size()),
          rows_(store, std::string("SELECT * FROM ") + table_of(table).name + where +
                           " ORDER BY replicate, policy, month" +
                           (*table_of(table).key != '\0' ? std::string(", ") + table_of(table).key : "")) {
        if (static_cast<std::size_t>(rows_.columns()) != static_cast<std::size_t>(first_value_) + width_)
            refuse(store, std::string("the store is damaged: table ") + table_of(table).name +
                              " does not have the columns of this version");
        more_ = rows_.step();
    }

    void take(StoredRun& run) {
        DetailRows& taken = run.details.emplace_back(DetailRows{table_});
        const DetailTable& what = table_of(table_);
        while (more_ && rows_.integer(0) == run.replicate && rows_.integer(1) == run.policy) {
            DetailRow row{static_cast<std::uint32_t>(rows_.integer(2)), 0, {}, std::vector<double>(width_)};
            if (*what.key != '\0') row.number = static_cast<std::uint32_t>(rows_.integer(3));
            if (*what.named != '\0') row.name = rows_.text(4);
            for (std::size_t k = 0; k < width_; ++k) row.values[k] = rows_.number(first_value_ + static_cast<int>(k));
            taken.rows.push_back(std::move(row));
            more_ = rows_.step();
        }
    }

    /// A row that belongs to no run.
    bool left_over() const { return more_; }
    const char* name() const { return table_of(table_).name; }

private:
    Detail table_;
    int first_value_;
    std::size_t width_;
    Statement rows_;
    bool more_ = false;
};

void check_run(Database& store, const StudyIdentity& identity, const StoredRun& run, const std::string& fingerprint) {
    const std::size_t expected =
        run.outcome.status == RunStatus::done ? static_cast<std::size_t>(identity.quarters) : 0;
    if (run.policy < identity.policies.size() && run.rows.size() == expected &&
        run_fingerprint(run.replicate, run.policy, run.outcome, run.rows, run.details) == fingerprint)
        return;
    refuse(store, "the store is damaged: replicate " + std::to_string(run.replicate) + " under policy " +
                      std::to_string(run.policy) + " doesn't match its fingerprint");
}

std::map<std::string, std::uint32_t> policies_by_name(const StudyIdentity& identity) {
    std::map<std::string, std::uint32_t> by_name;
    for (std::uint32_t policy = 0; policy < identity.policies.size(); ++policy)
        by_name.emplace(identity.policies[policy].name, policy);
    return by_name;
}

Database begin_reading(const std::string& path) {
    Database store(path, Access::read);
    store.run("BEGIN");
    store.integer("SELECT count(*) FROM sqlite_schema");
    return store;
}

}  // namespace

Database open_store(const std::string& path) {
    std::error_code unknown;
    if (!std::filesystem::is_regular_file(path, unknown))
        throw file_error(ExitCode::environment, path, "the store can't be opened: " + why_unusable(path));
    try {
        return begin_reading(path);
    } catch (const Error&) {
        if (!std::filesystem::exists(path + "-journal", unknown)) throw;
    }
    // A writer that the disk failed may leave a change half done, which only somebody who writes can undo.
    Database(path, Access::write).integer("SELECT count(*) FROM sqlite_schema");
    return begin_reading(path);
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
    std::vector<std::unique_ptr<DetailReader>> details;
    for (const Detail table : identity.tables) details.push_back(std::make_unique<DetailReader>(store, table, where));
    bool more = quarters.step();
    while (runs.step()) {
        StoredRun run;
        run.replicate = static_cast<std::uint32_t>(runs.integer(0));
        run.policy = static_cast<std::uint32_t>(runs.integer(1));
        if (runs.text(2) != "done") run.outcome = {RunStatus::failed, static_cast<int>(runs.integer(3)), runs.text(4)};
        take_rows(quarters, more, identity.columns.size(), run);
        for (const auto& table : details) table->take(run);
        check_run(store, identity, run, runs.text(5));
        visit(run);
    }
    const auto refuse_rows = [&](const char* table) {
        refuse(store, std::string("the store is damaged: table ") + table +
                          " has rows of a run that is not in table replicates");
    };
    if (more) refuse_rows("quarters");
    for (const auto& table : details)
        if (table->left_over()) refuse_rows(table->name());
}

std::string store_digest(Database& store) {
    const StudyIdentity identity = read_identity(store);
    Digest digest;
    digest.add(std::string_view(identity.scenario_hash)).add(identity.seed);
    digest.add(static_cast<std::uint64_t>(identity.quarters));
    const std::map<std::string, std::uint32_t> by_name = policies_by_name(identity);
    digest.add(std::uint64_t{by_name.size()});
    for (const auto& [name, policy] : by_name) digest.add(std::string_view(name));
    digest.add(std::uint64_t{identity.columns.size()});
    for (const StoredColumn& column : identity.columns) digest.add(std::string_view(column.name));
    std::uint32_t replicate = 0;
    std::vector<std::string> outcomes(identity.policies.size());  // of a replicate, empty where there is no run
    const auto add_replicate = [&] {
        for (const auto& [name, policy] : by_name) {
            if (!outcomes[policy].empty())
                digest.add(replicate).add(std::string_view(name)).add(std::string_view(outcomes[policy]));
            outcomes[policy].clear();
        }
    };
    for_each_run(store, identity, 0, UINT32_MAX, [&](const StoredRun& run) {
        if (run.replicate != replicate) add_replicate();
        replicate = run.replicate;
        outcomes[run.policy] = outcome_fingerprint(run.outcome, run.rows);
    });
    add_replicate();
    return digest.hex();
}

}  // namespace strathern
