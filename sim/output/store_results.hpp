// Which numbers does an analysis need? All runs of a study in memory, by column.
#pragma once
#include <cstdint>
#include <span>
#include <strathern/rows.hpp>
#include <string>
#include <vector>

#include "output/store.hpp"

namespace strathern {

/// One run, as stored.
struct StoredRun {
    std::uint32_t replicate = 0, policy = 0;
    RunOutcome outcome;
    std::vector<QuarterRow> rows;
    std::vector<DetailRows> details = {};  ///< of the study's tables, in their order
};

/// Visits the runs of replicates [first, last) by replicate, then policy; each one's fingerprint has been checked.
/// Errors: ExitCode::store when the store is damaged.
void for_each_run(Database& store, const StudyIdentity& identity, std::uint32_t first, std::uint32_t last,
                  const FunctionRef<void(const StoredRun&)>& visit);

/// A run that failed.
struct FailedRun {
    std::uint32_t replicate = 0, policy = 0;
    int day = 0;
    std::string what;
};

/// The runs of some policies and replicates [first, last), by column.
class Results {
public:
    /// @param policies positions in the scenario, without repetition
    Results(const StudyIdentity& identity, std::vector<std::uint32_t> policies, std::uint32_t first,
            std::uint32_t last);

    /// Adds a run; runs that were not requested are ignored.
    void add(const StoredRun& run);

    std::size_t columns() const { return columns_; }
    std::size_t quarters() const { return quarters_; }
    std::size_t replicates() const { return replicates_; }
    std::uint32_t first() const { return first_; }
    /// Positions in the scenario; elsewhere in this class a policy is an index into this list.
    const std::vector<std::uint32_t>& policies() const { return policies_; }
    /// One value per replicate, 0 where `done` is false, NaN where it is undefined. [replicates]
    std::span<const double> values(std::size_t column, std::size_t policy, std::size_t quarter) const;
    /// Whether a run exists and didn't fail. @param replicate counted from `first`
    bool done(std::size_t policy, std::size_t replicate) const { return done_[policy * replicates_ + replicate]; }
    /// Number of replicates that are done under a policy.
    std::size_t done_count(std::size_t policy) const;
    /// By replicate, then policy.
    const std::vector<FailedRun>& failed() const { return failed_; }

private:
    std::size_t columns_, quarters_, replicates_;
    std::uint32_t first_;
    std::vector<std::uint32_t> policies_;
    std::vector<double> values_;  ///< shape: columns, policies, quarters, replicates
    std::vector<bool> done_;      ///< shape: policies, replicates
    std::vector<FailedRun> failed_;
};

/// Reads runs of a store. Errors: ExitCode::store when it is damaged.
Results read_results(Database& store, const StudyIdentity& identity, std::vector<std::uint32_t> policies,
                     std::uint32_t first, std::uint32_t last);

}  // namespace strathern
