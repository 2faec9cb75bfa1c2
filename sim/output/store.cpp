// Where do results live? Writing: a new file, or one that is gone on with.
#include "output/store.hpp"

#include <string_view>
#include <utility>

#include "core/error.hpp"
#include "output/store_schema.hpp"

namespace strathern {
namespace {

constexpr std::array<const char*, 3> better_names = {"more", "less", "neither"};
constexpr std::array<const char*, 3> over_names = {"sum", "mean", "last"};

template <class Enum>
const char* spelling(const std::array<const char*, 3>& names, Enum value) {
    return names[static_cast<std::size_t>(value)];
}

FileLock lock_of(const std::string& path) { return path == ":memory:" ? FileLock() : FileLock(path); }

void insert_study(Database& database, const StudyIdentity& identity) {
    Statement(database, "INSERT INTO study VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
        .bind(std::string_view(identity.name))
        .bind(std::string_view(identity.about))
        .bind(std::string_view(identity.scenario_hash))
        .bind(std::string_view(std::to_string(identity.seed)))
        .bind(std::string_view(identity.version))
        .bind(std::string_view(identity.commit))
        .bind(std::int64_t{identity.quarters})
        .bind(std::string_view(identity.baseline))
        .bind(std::string_view(identity.scenario))
        .execute();
}

void insert_policies(Database& database, std::span<const StoredPolicy> policies) {
    Statement insert(database, "INSERT INTO policies VALUES (?, ?, ?)");
    std::int64_t number = 0;
    for (const StoredPolicy& policy : policies)
        insert.bind(number++).bind(std::string_view(policy.name)).bind(std::string_view(policy.about)).execute();
}

void insert_columns(Database& database, std::span<const StoredColumn> columns) {
    Statement insert(database, "INSERT INTO columns VALUES (?, ?, ?, ?, ?, ?, ?)");
    std::int64_t position = 0;
    for (const StoredColumn& column : columns) {
        insert.bind(position++)
            .bind(std::string_view(column.name))
            .bind(std::string_view(column.unit))
            .bind(std::string_view(column.label))
            .bind(std::string_view(column.meaning))
            .bind(std::string_view(spelling(better_names, column.better)))
            .bind(std::string_view(spelling(over_names, column.over)))
            .execute();
    }
}

std::string names_of(std::span<const StoredColumn> columns) {
    std::string names;
    for (const StoredColumn& column : columns) names += (names.empty() ? "" : ",") + column.name;
    return names;
}

std::string names_of(std::span<const StoredPolicy> policies) {
    std::string names;
    for (const StoredPolicy& policy : policies) names += (names.empty() ? "" : ",") + policy.name;
    return names;
}

/// Every field in which the file holds another study than the asked one.
std::vector<Problem> differences(const std::string& path, const StudyIdentity& held, const StudyIdentity& asked) {
    std::vector<Problem> problems;
    const auto compare = [&](const char* field, const std::string& in_store, const std::string& now) {
        if (in_store == now) return;
        const std::string rule = std::string("the store holds another study: ") + field + " is " + in_store +
                                 " there, " + now + " was asked for";
        const std::string hint = "choose another file with --out, or ask for the same study";
        problems.push_back(file_error(ExitCode::store, path, rule, hint).problems().front());
    };
    compare("version", held.version, asked.version);
    compare("scenario", held.name + " (hash " + held.scenario_hash + ")",
            asked.name + " (hash " + asked.scenario_hash + ")");
    compare("seed", std::to_string(held.seed), std::to_string(asked.seed));
    compare("quarters", std::to_string(held.quarters), std::to_string(asked.quarters));
    compare("policies", names_of(held.policies), names_of(asked.policies));
    compare("columns", names_of(held.columns), names_of(asked.columns));
    return problems;
}

}  // namespace

std::vector<StoredColumn> stored_columns() {
    std::vector<StoredColumn> columns;
    for (const OutputColumn& column : output_columns())
        columns.push_back({column.name, column.unit, column.label, column.meaning, column.better, column.over});
    return columns;
}

Store::Store(const std::string& path, const StudyIdentity& identity)
    : lock_(lock_of(path)), database_(path, Access::write), policies_(identity.policies.size()) {
    try {
        database_.run("PRAGMA foreign_keys = ON");
        if (database_.integer("PRAGMA page_count") == 0)
            make(identity);
        else
            check(identity);
        if (!database_.in_memory()) database_.run("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL");
        load_held();
        prepare(identity.columns.size());
        open_ = true;
    } catch (...) {
        database_.close();
        if (lock_.created()) remove_if_empty(path);
        throw;
    }
}

Store::~Store() {
    if (writing_) roll_back();
    insert_run_.reset();
    insert_quarter_.reset();
    if (open_ && !database_.in_memory()) database_.try_run("PRAGMA busy_timeout = 0; PRAGMA journal_mode = DELETE");
}

void Store::make(const StudyIdentity& identity) {
    try {
        database_.run("BEGIN IMMEDIATE");
        database_.run(store_schema(identity.columns));
        insert_study(database_, identity);
        insert_policies(database_, identity.policies);
        insert_columns(database_, identity.columns);
        database_.run("COMMIT");
    } catch (...) {
        database_.try_run("ROLLBACK");
        throw;
    }
}

void Store::check(const StudyIdentity& identity) {
    const StudyIdentity held = read_identity(database_);
    std::vector<Problem> problems = differences(database_.path(), held, identity);
    if (!problems.empty()) throw Error(ExitCode::store, std::move(problems));
    const std::string damage = database_.text("PRAGMA quick_check(1)");
    if (damage != "ok")
        throw file_error(ExitCode::store, database_.path(), "the store is damaged: " + damage,
                         "choose another file with --out");
    if (held.commit != identity.commit) other_commit_ = held.commit;
}

void Store::load_held() {
    Statement runs(database_, "SELECT replicate, policy FROM replicates");
    while (runs.step())
        set_held(static_cast<std::uint32_t>(runs.integer(0)), static_cast<std::uint32_t>(runs.integer(1)));
}

void Store::set_held(std::uint32_t replicate, std::uint32_t policy) {
    const std::size_t place = replicate * policies_ + policy;
    if (place >= held_.size()) held_.resize((replicate + 1) * policies_, false);
    held_[place] = true;
}

bool Store::holds(std::uint32_t replicate, std::uint32_t policy) const {
    const std::size_t place = replicate * policies_ + policy;
    return place < held_.size() && held_[place];
}

void Store::prepare(std::size_t columns) {
    insert_run_ = std::make_unique<Statement>(
        database_, "INSERT INTO replicates VALUES (?, ?, ?, nullif(?, -1), nullif(?, ''), ?)");
    std::string sql = "INSERT INTO quarters VALUES (?, ?, ?";
    for (std::size_t column = 0; column < columns; ++column) sql += ", ?";
    insert_quarter_ = std::make_unique<Statement>(database_, sql + ")");
}

void Store::add(const ReplicateResult& result) {
    if (!writing_) database_.run("BEGIN IMMEDIATE");
    writing_ = true;
    for (const PolicyResult& run : result.policies) {
        const bool failed = run.outcome.status != RunStatus::done;
        insert_run_->bind(std::int64_t{result.replicate}).bind(std::int64_t{run.policy});
        insert_run_->bind(std::string_view(failed ? "failed" : "done"))
            .bind(std::int64_t{failed ? run.outcome.day : -1});
        insert_run_->bind(std::string_view(run.outcome.what))
            .bind(std::string_view(run_fingerprint(run.rows)))
            .execute();
        for (const QuarterRow& row : run.rows) {
            insert_quarter_->bind(std::int64_t{result.replicate}).bind(std::int64_t{run.policy});
            insert_quarter_->bind(std::int64_t{row.quarter});
            for (const double value : row.values) insert_quarter_->bind(value);
            insert_quarter_->execute();
        }
        set_held(result.replicate, run.policy);
    }
}

void Store::commit() {
    if (!writing_) return;
    database_.run("COMMIT");
    writing_ = false;
}

void Store::roll_back() noexcept {
    insert_run_.reset();
    insert_quarter_.reset();
    if (std::exchange(writing_, false)) database_.try_run("ROLLBACK");
    held_.clear();
    try {
        load_held();
    } catch (...) {
        held_.clear();
    }
}

void Store::close() {
    if (!open_) return;
    commit();
    insert_run_.reset();
    insert_quarter_.reset();
    if (!database_.in_memory()) database_.try_run("PRAGMA wal_checkpoint(TRUNCATE); PRAGMA journal_mode = DELETE");
}

}  // namespace strathern
