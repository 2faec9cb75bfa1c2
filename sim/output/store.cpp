// Where are results stored? Writing: a new file, or one that is resumed.
#include "output/store.hpp"

#include <strathern/error.hpp>
#include <strathern/params/definitions.hpp>
#include <string_view>
#include <utility>

#include "output/store_identity.hpp"
#include "output/store_schema.hpp"

namespace strathern {
namespace {

FileLock lock_of(const std::string& path) { return path == ":memory:" ? FileLock() : FileLock(path); }

}  // namespace

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
        write_identity(database_, identity);
        database_.run("COMMIT");
    } catch (...) {
        database_.try_run("ROLLBACK");
        throw;
    }
}

void Store::check(const StudyIdentity& identity) {
    const StudyIdentity held = read_identity(database_);
    std::vector<Problem> problems = identity_differences(database_.path(), held, identity);
    if (!problems.empty()) throw Error(ExitCode::store, std::move(problems));
    const std::string damage = database_.text("PRAGMA quick_check(1)");
    if (damage != "ok")
        throw file_error(ExitCode::store, database_.path(), "the store is damaged: " + damage,
                         "choose another file with --out");
    if (held.commit != identity.commit) other_commit_ = held.commit;
}

void Store::load_held() {
    Statement runs(database_, "SELECT replicate, policy FROM replicates");
    while (runs.step()) {
        const std::int64_t replicate = runs.integer(0), policy = runs.integer(1);
        if (replicate < 0 || replicate >= replicate_limit || policy < 0 ||
            static_cast<std::size_t>(policy) >= policies_)
            throw file_error(ExitCode::store, database_.path(), "the store is damaged: it holds a run that can't be",
                             "choose another file with --out");
        set_held(static_cast<std::uint32_t>(replicate), static_cast<std::uint32_t>(policy));
    }
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
