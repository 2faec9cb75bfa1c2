// How are runs turned into one number a replicate? Every output of every quarter, kept in memory.
#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <strathern/params.hpp>
#include <vector>

namespace strathern {

/// What the runs of a scenario under one policy gave: every output of every quarter of every replicate.
class Outcomes {
public:
    /// @param rows [replicates][quarters][outputs]
    Outcomes(const Scenario& scenario, std::vector<std::vector<std::vector<double>>> rows)
        : scenario_(scenario), rows_(std::move(rows)) {}

    const Parameters& given() const { return scenario_.parameters; }
    const Scenario& scenario() const { return scenario_; }
    /// One number a replicate: an output added up, or averaged, over quarters [first, last]. @param first from 0
    std::vector<double> sum(const char* output, std::size_t first = 0) const;
    std::vector<double> mean(const char* output, std::size_t first = 0) const;
    /// Averaged with weights, for outputs that are means themselves: a busy quarter counts for more.
    std::vector<double> weighted_mean(const char* output, const char* weight, std::size_t first = 0) const;
    /// In one quarter.
    std::vector<double> at(const char* output, std::size_t quarter) const;

private:
    const Scenario& scenario_;
    std::vector<std::vector<std::vector<double>>> rows_;
};

/// What a command may ask of all scenarios alike; what is not given is the scenario's own.
struct OutcomesRequest {
    std::optional<std::uint64_t> seed = {};
    std::optional<std::uint32_t> replicates = {};
    int threads = 1;
};

/// Runs a scenario under some of its policies, each with the same luck.
/// @param policies positions, without repetition @return one a policy, in the same order; they look at `scenario`
/// Errors: ExitCode::runs_failed when a run fails; whatever run_study throws.
std::vector<Outcomes> outcomes_of(const Scenario& scenario, std::span<const std::uint32_t> policies,
                                  const OutcomesRequest& request);

}  // namespace strathern
