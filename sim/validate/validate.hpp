// Does the program reproduce published findings? Runs the experiments and judges each.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "analysis/statistics.hpp"
#include "validate/experiment.hpp"

namespace strathern {

/// What to validate.
struct ValidateRequest {
    std::string folder;       ///< of the scenarios
    std::string filter = {};  ///< experiments whose id, statement or scenario contains it
    OutcomesRequest runs = {};
};

/// inside, outside: the whole interval is. straddles: it crosses an end of the band, or there is no interval; more
/// replicates may decide. undefined: a replicate has nothing to divide by.
enum class Standing : std::uint8_t { inside, outside, straddles, undefined };

/// A judged experiment.
struct Shown {
    const Experiment* experiment;
    Standing standing;
    Estimate simulated;  ///< mean and 95 % interval over replicates; nothing when undefined
};

/// All experiments, in the order of the facts.
std::vector<const Experiment*> all_experiments();

/// Judges one experiment by its statistic's values, one per replicate.
Shown judge(const Experiment& experiment, const PerReplicate& values);

/// Runs and judges. Errors: all of load_scenario and Arms.
std::vector<Shown> validate(const ValidateRequest& request);

}  // namespace strathern
