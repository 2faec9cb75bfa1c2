// How is damage of a store found? Every table has a fingerprint, every run its own.
#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <strathern/results.hpp>
#include <string>
#include <string_view>

#include "output/details.hpp"
#include "output/store_sql.hpp"

namespace strathern {

/// Fingerprint of how a run ended and of its values, the same under any number of its policy.
std::string outcome_fingerprint(const RunOutcome& outcome, std::span<const QuarterRow> rows);

/// Fingerprint of a run in its place, stored with it. @param outcome done or failed
std::string run_fingerprint(std::uint32_t replicate, std::uint32_t policy, const RunOutcome& outcome,
                            std::span<const QuarterRow> rows, std::span<const DetailRows> details = {});

/// Fingerprint of all runs together, in whichever order they are added: a missing run shows.
class RunsTotal {
public:
    void add(std::string_view run_fingerprint);
    std::string hex() const;

private:
    std::array<std::uint64_t, 2> sums_{};
};

/// Stores the fingerprints of a new store. Errors: as Database::run.
void write_fingerprints(Database& store);
/// Stores the fingerprint of one table anew: 'study' or, with the total of all runs, 'replicates'.
void renew_study_fingerprint(Database& store);
void renew_total(Database& store, const RunsTotal& total);

/// Compares schema, study, policies and columns with their fingerprints, and the list of runs with its total.
/// Errors: ExitCode::store, naming the table.
void check_fingerprints(Database& store);

}  // namespace strathern
