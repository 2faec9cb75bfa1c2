// How are runs turned into one number a replicate? Every output of every quarter, kept in memory.
#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <strathern/params/scenario.hpp>
#include <vector>

namespace strathern {

/// Every output of every quarter of every replicate: [replicates][quarters][outputs].
using Rows = std::vector<std::vector<std::vector<double>>>;

/// What the runs of a scenario under one policy gave.
class Outcomes {
public:
    /// @param rows by the policies' positions; empty where a policy was not run
    /// @param policy position of the one that is looked at
    Outcomes(const Scenario& scenario, std::vector<Rows> rows, std::uint32_t policy = 0)
        : scenario_(scenario), all_(std::make_shared<const std::vector<Rows>>(std::move(rows))), policy_(policy) {}

    const Parameters& given() const { return scenario_.parameters; }
    const Scenario& scenario() const { return scenario_; }
    /// The same replicates, with the same luck, under another policy that was run with this one.
    Outcomes under(std::uint32_t policy) const;
    Outcomes under(const char* policy) const;
    /// One number per replicate: an output added up, or averaged, over quarters [first, last], those left out in which
    /// it is undefined; NaN where it is in all. @param first from 0
    std::vector<double> sum(const char* output, std::size_t first = 0) const;
    std::vector<double> mean(const char* output, std::size_t first = 0) const;
    /// Averaged with weights, for outputs that are means themselves: a busy quarter counts for more.
    std::vector<double> weighted_mean(const char* output, const char* weight, std::size_t first = 0) const;
    /// In one quarter.
    std::vector<double> at(const char* output, std::size_t quarter) const;

private:
    const Rows& rows() const { return all_->at(policy_); }

    const Scenario& scenario_;
    std::shared_ptr<const std::vector<Rows>> all_;
    std::uint32_t policy_;
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

/// The same of one policy, with months in place of quarters. Errors: the same.
Outcomes months_of(const Scenario& scenario, std::uint32_t policy, const OutcomesRequest& request);

}  // namespace strathern
