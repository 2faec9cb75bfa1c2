// How are single changes, incidents and person-weeks of a run distributed? For levels that are known as quantiles.
#pragma once
#include <array>
#include <cstdint>
#include <strathern/params/scenario.hpp>
#include <vector>

#include "output/details.hpp"
#include "study/outcomes.hpp"

namespace strathern {

/// The values of one replicate, all its quarters together.
class Distributions {
public:
    /// Counts the bins of a month. @param rows of table distributions
    void add(const DetailRows& rows);
    /// Value below which a share of the values lies, in the unit of the quantity; NaN where nothing was counted.
    double quantile(Distributed quantity, double share) const;
    /// Standard deviation of the logs of the values above 0.
    double log_sd(Distributed quantity) const;

private:
    std::array<Histogram, quantity_count> histograms_;
};

/// Simulates a scenario under one policy. @return one a replicate, with the same luck as those of outcomes_of
/// Errors: ExitCode::runs_failed when a run fails; whatever run_study throws.
std::vector<Distributions> distributions_of(const Scenario& scenario, std::uint32_t policy,
                                            const OutcomesRequest& request);

}  // namespace strathern
