// Where are results stored? Writing: a new file, or one that is resumed.
#include "output/store.hpp"

#include <strathern/error.hpp>
#include <strathern/params/definitions.hpp>
#include <string_view>
#include <utility>

#include "output/store_identity.hpp"
#include "output/store_results.hpp"
#include "output/store_schema.hpp"

namespace strathern {
namespace {

FileLock lock_of(const std::string& path) { return path == ":memory:" ? FileLock() : FileLock(path); }

}  // namespace

Store::Store(const std::string& path, const StudyIdentity& identity, Programs programs)
    : lock_(lock_of(path)), database_(path, Access::write), policies_(identity.policies.size()) {
    try {
        database_.run("PRAGMA foreign_keys = ON");
        if (database_.integer("PRAGMA page_count") == 0)
            make(identity);
        else
            check(identity, programs);
        if (!database_.in_memory()) database_.run("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL");
        load_held();
        prepare(identity);
        open_ = true;
    } catch (...) {
        database_.close();
        if (lock_.created()) remove_if_empty(path);
        throw;
    }
}

Store::~Store() {
    if (writing_) roll_back();
    forget_statements();
    if (open_ && !database_.in_memory()) database_.try_run("PRAGMA busy_timeout = 0; PRAGMA journal_mode = DELETE");
}

void Store::make(const StudyIdentity& identity) {
    try {
        database_.run("BEGIN IMMEDIATE");
        database_.run(store_schema(identity));
        write_identity(database_, identity);
        database_.run("COMMIT");
    } catch (...) {
        database_.try_run("ROLLBACK");
        throw;
    }
}

void Store::check(const StudyIdentity& identity, Programs programs) {
    const StudyIdentity held = read_identity(database_);
    std::vector<Problem> problems = identity_differences(database_.path(), held, identity, programs);
    if (!problems.empty()) throw Error(ExitCode::store, std::move(problems));
    check_structure(held);
    if (held.commit != identity.commit) other_commit_ = held.commit;
    other_models_ = models_besides(held, identity.model);
    if (!holds_runs_of(held, identity.model)) model_to_note_ = identity.model;
}

void Store::check_structure(const StudyIdentity& held) {
    const auto damage = [this] { return database_.text("PRAGMA quick_check(1)"); };
    if (damage() == "ok") return;
    // SQLite reports a disk that failed, once perhaps, as damage. Reading everything tells which it is.
    for_each_run(database_, held, 0, UINT32_MAX, [](const StoredRun&) {});
    const std::string still = damage();
    if (still != "ok")
        throw file_error(ExitCode::store, database_.path(), "the store is damaged: " + still,
                         "choose another file with --out");
}

void Store::load_held() {
    Statement runs(database_, "SELECT replicate, policy, fingerprint FROM replicates");
    while (runs.step()) {
        const std::int64_t replicate = runs.integer(0), policy = runs.integer(1);
        if (replicate < 0 || replicate >= replicate_limit || policy < 0 ||
            static_cast<std::size_t>(policy) >= policies_)
            throw file_error(ExitCode::store, database_.path(), "the store is damaged: it holds a run that can't be",
                             "choose another file with --out");
        set_held(static_cast<std::uint32_t>(replicate), static_cast<std::uint32_t>(policy), true);
        total_.add(runs.text(2));
    }
}

void Store::set_held(std::uint32_t replicate, std::uint32_t policy, bool held) {
    const std::size_t place = replicate * policies_ + policy;
    if (place >= held_.size()) held_.resize((replicate + 1) * policies_, false);
    held_[place] = held;
}

bool Store::holds(std::uint32_t replicate, std::uint32_t policy) const {
    const std::size_t place = replicate * policies_ + policy;
    return place < held_.size() && held_[place];
}

void Store::prepare(const StudyIdentity& identity) {
    const auto places = [](std::size_t count) {
        std::string sql = "?";
        for (std::size_t k = 1; k < count; ++k) sql += ", ?";
        return sql;
    };
    insert_run_ = std::make_unique<Statement>(
        database_, "INSERT INTO replicates VALUES (?, ?, ?, nullif(?, -1), nullif(?, ''), ?)");
    insert_quarter_ = std::make_unique<Statement>(
        database_, "INSERT INTO quarters VALUES (" + places(3 + identity.columns.size()) + ")");
    for (const Detail table : identity.tables)
        insert_details_.push_back(
            std::make_unique<Statement>(database_, std::string("INSERT INTO ") + table_of(table).name + " VALUES (" +
                                                       places(key_width(table) + detail_columns(table).size()) + ")"));
}

void Store::begin() {
    if (writing_) return;
    database_.run("BEGIN IMMEDIATE");
    writing_ = true;
    if (!model_to_note_.empty()) note_model(database_, model_to_note_);
}

void Store::add(const ReplicateResult& result) {
    begin();
    for (const PolicyResult& run : result.policies) add_run(result.replicate, run);
}

void Store::add_run(std::uint32_t replicate, const PolicyResult& run) {
    const bool failed = run.outcome.status != RunStatus::done;
    const std::string fingerprint = run_fingerprint(replicate, run.policy, run.outcome, run.rows, run.details);
    insert_run_->bind(std::int64_t{replicate}).bind(std::int64_t{run.policy});
    insert_run_->bind(std::string_view(failed ? "failed" : "done")).bind(std::int64_t{failed ? run.outcome.day : -1});
    insert_run_->bind(std::string_view(failed ? run.outcome.what : std::string()))
        .bind(std::string_view(fingerprint))
        .execute();
    for (const QuarterRow& row : run.rows) {
        insert_quarter_->bind(std::int64_t{replicate}).bind(std::int64_t{run.policy});
        insert_quarter_->bind(std::int64_t{row.quarter});
        for (const double value : row.values) insert_quarter_->bind(value);
        insert_quarter_->execute();
    }
    add_details(replicate, run);
    pending_.push_back({replicate, run.policy});
    set_held(replicate, run.policy, true);
    total_.add(fingerprint);
}

void Store::add_details(std::uint32_t replicate, const PolicyResult& run) {
    for (std::size_t table = 0; table < insert_details_.size(); ++table) {
        Statement& insert = *insert_details_[table];
        const DetailTable& what = table_of(run.details[table].table);
        for (const DetailRow& row : run.details[table].rows) {
            insert.bind(std::int64_t{replicate}).bind(std::int64_t{run.policy}).bind(std::int64_t{row.month});
            if (*what.key != '\0') insert.bind(std::int64_t{row.number});
            if (*what.named != '\0') insert.bind(std::string_view(row.name));
            for (const double value : row.values) insert.bind(value);
            insert.execute();
        }
    }
}

void Store::commit() {
    if (!writing_) return;
    renew_total(database_, total_);
    database_.run("COMMIT");
    writing_ = false;
    pending_.clear();
    model_to_note_.clear();
}

void Store::forget_statements() {
    insert_run_.reset();
    insert_quarter_.reset();
    insert_details_.clear();
}

void Store::roll_back() noexcept {
    forget_statements();
    if (std::exchange(writing_, false)) database_.try_run("ROLLBACK");
    for (const auto& [replicate, policy] : pending_) set_held(replicate, policy, false);
    pending_.clear();
}

void Store::close() {
    if (!open_) return;
    commit();
    forget_statements();
    if (!database_.in_memory()) database_.try_run("PRAGMA wal_checkpoint(TRUNCATE); PRAGMA journal_mode = DELETE");
}

}  // namespace strathern
