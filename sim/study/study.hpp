// How is a study kept? Its identity, and the sink that writes finished replicates to the store.
#pragma once
#include <chrono>
#include <strathern/params/scenario.hpp>
#include <string>
#include <vector>

#include "output/store.hpp"
#include "study/runner.hpp"

namespace strathern {

/// What makes a scenario's study the one it is. Number of replicates, seed, baseline and the order of policies are no
/// part of the scenario's hash: the first may grow, the second is told beside it, the others move no number.
/// @param version,commit of the program
StudyIdentity identity_of(const Scenario& scenario, const std::string& version, const std::string& commit);

/// Position of a policy by name. Errors: ExitCode::command_line, naming those it has.
std::uint32_t policy_position(const Scenario& scenario, const std::string& name);

/// First quarter in which one of the policies does something; 0 when none ever does.
std::uint32_t first_acting_quarter(const StudyIdentity& identity, const std::vector<std::uint32_t>& policies);

/// Writes to a store: each replicate at once when they come slowly, else in batches of a tenth of a second. The first
/// one at once, so that a program that is always killed early gets on.
class StoreSink final : public ReplicateSink {
public:
    explicit StoreSink(Store& store) : store_(store) {}
    void add(const ReplicateResult& result) override;
    void tick() override;

private:
    Store& store_;
    std::chrono::steady_clock::time_point committed_ = {};
};

}  // namespace strathern
