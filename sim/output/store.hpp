// Where are results stored? One SQLite file per study, which any tool can read and which stays intact if the program is
// killed.
#pragma once
#include <array>
#include <cstdint>
#include <limits>
#include <memory>
#include <span>
#include <strathern/outputs.hpp>
#include <strathern/results.hpp>
#include <string>
#include <vector>

#include "output/details.hpp"
#include "output/store_file.hpp"
#include "output/store_fingerprints.hpp"
#include "output/store_sql.hpp"

namespace strathern {

/// "Stra" in ASCII: SQLite's application_id of our files.
inline constexpr std::int64_t store_application_id = 0x53747261;
/// SQLite's user_version: the layout of the tables.
inline constexpr std::int64_t store_layout = 3;

/// A policy in the store; its number is its position in the scenario.
struct StoredPolicy {
    std::string name, about;
    std::string hash = {};  ///< of what it does; empty: not known
    int first_week = -1;    ///< of its first intervention, from 0; -1: it has none
};

/// An output column in the store.
struct StoredColumn {
    std::string name, unit, label, meaning;
    Better better = Better::neither;
    Over over = Over::mean;
    Bounds bounds = {-std::numeric_limits<double>::infinity(), std::numeric_limits<double>::infinity()};
    std::string undefined = {};  ///< what leaves it undefined; empty: it never is
};

/// What identifies a study, and what a reader of the file must know.
struct StudyIdentity {
    std::string name, about;
    std::string scenario_hash;  ///< of everything except seed, number of replicates and baseline
    std::uint64_t seed = 0;
    std::string version, commit;  ///< of the program; the commit is recorded, not compared
    std::string model;            ///< fingerprint of what determines results in the program
    std::string mixed;            ///< models of other programs that added runs, separated by commas
    int quarters = 0;             ///< [1, 80]
    std::string baseline;
    std::string scenario;  ///< complete, JSON
    std::vector<StoredPolicy> policies;
    std::vector<StoredColumn> columns;
    std::vector<Detail> tables = {};  ///< beside the quarters, in the order of Detail
};

/// Columns in the store's form.
std::vector<StoredColumn> stored_form(std::span<const OutputColumn> columns);
/// The model's.
inline std::vector<StoredColumn> stored_columns() { return stored_form(output_columns()); }

/// One organisation under one policy.
struct PolicyResult {
    std::uint32_t policy = 0;
    RunOutcome outcome;                    ///< done or failed
    std::vector<QuarterRow> rows;          ///< one a quarter; none of a failed run
    std::vector<DetailRows> details = {};  ///< of the study's tables, in their order
};

/// One replicate under the requested policies.
struct ReplicateResult {
    std::uint32_t replicate = 0;
    std::vector<PolicyResult> policies;
};

/// Whether a store may hold runs of different programs.
enum class Programs : std::uint8_t { one, mixed };

/// A study's file, opened for writing; created if missing. For one thread at a time.
class Store {
public:
    /// Opens or creates the file; locked against other writers until closed.
    /// Errors: ExitCode::store when it holds another study (every difference is named) or runs of another program, is
    /// in use by another process, is foreign or damaged; ExitCode::environment when it can't be written. A foreign file
    /// is never changed.
    /// @param path a file, or ":memory:" for a study that is not kept
    Store(const std::string& path, const StudyIdentity& identity, Programs programs = Programs::one);
    Store(const Store&) = delete;
    Store& operator=(const Store&) = delete;
    ~Store();

    /// Whether the store holds the run of a replicate under a policy.
    bool holds(std::uint32_t replicate, std::uint32_t policy) const;
    /// Adds runs; they are safe after the next `commit`. Errors: ExitCode::environment, ExitCode::store.
    void add(const ReplicateResult& result);
    /// Makes everything added survive the end of this process.
    void commit();
    /// Discards what was added since the last commit, after an error; nothing can be added afterwards.
    void roll_back() noexcept;
    /// Commits and leaves a single file. Errors: as `add`. While someone reads, a -wal file remains beside it.
    void close();

    /// Commit of the program that started this store; empty if it is the present one.
    const std::string& other_commit() const { return other_commit_; }
    /// Other models whose runs the store holds, separated by commas; empty if there are none.
    const std::string& other_models() const { return other_models_; }
    Database& database() { return database_; }

private:
    void make(const StudyIdentity& identity);
    void check(const StudyIdentity& identity, Programs programs);
    void check_structure(const StudyIdentity& held);
    void load_held();
    void set_held(std::uint32_t replicate, std::uint32_t policy, bool held);
    void prepare(const StudyIdentity& identity);
    void begin();
    void forget_statements();
    void add_run(std::uint32_t replicate, const PolicyResult& run);
    void add_details(std::uint32_t replicate, const PolicyResult& run);

    FileLock lock_;
    Database database_;
    std::size_t policies_;
    std::vector<bool> held_;                             ///< shape: replicates, policies
    std::vector<std::array<std::uint32_t, 2>> pending_;  ///< replicate and policy of runs added since the last commit
    RunsTotal total_;
    std::unique_ptr<Statement> insert_run_, insert_quarter_;
    std::vector<std::unique_ptr<Statement>> insert_details_;  ///< by table of the study
    std::string other_commit_, other_models_;
    std::string model_to_note_;  ///< must be noted with the first run that is added
    bool writing_ = false;
    bool open_ = false;
};

/// Opens a store for reading one state of it, whatever a writer adds meanwhile.
/// Errors: ExitCode::environment when it can't be read, ExitCode::store when it isn't ours.
Database open_store(const std::string& path);

/// What a store was made from. Everything but the runs' values has been compared with its fingerprint.
/// Errors: ExitCode::store when the store isn't ours, has another layout or is damaged; names the table.
StudyIdentity read_identity(Database& store);

/// The 32 hexadecimal digits that two stores with the same results share, in whichever order results were added and
/// policies are listed: over scenario hash, seed, quarters, policies and columns by name, and every run's values.
/// Errors: ExitCode::store when the store is damaged.
std::string store_digest(Database& store);

}  // namespace strathern
