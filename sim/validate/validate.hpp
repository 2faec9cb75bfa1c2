// Does the program show what was found in the world? Runs the experiments and judges each.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "analysis/statistics.hpp"
#include "validate/experiment.hpp"

namespace strathern {

/// What is to be validated.
struct ValidateRequest {
    std::string folder;       ///< of the scenarios
    std::string filter = {};  ///< experiments whose id, statement or scenario contains it
    OutcomesRequest runs = {};
};

/// inside, outside: so is the whole interval. straddles: it lies across an end of the band, or there is none; more
/// replicates may tell. undefined: in some replicate there is nothing to divide by.
enum class Standing : std::uint8_t { inside, outside, straddles, undefined };

/// A judged experiment.
struct Shown {
    const Experiment* experiment;
    Standing standing;
    Estimate simulated;  ///< mean and 95 % interval over replicates; nothing when undefined
};

/// All experiments, in the order of the facts.
std::vector<const Experiment*> all_experiments();

/// Judges one experiment by its statistic's values, one a replicate.
Shown judge(const Experiment& experiment, const PerReplicate& values);

/// Runs and judges. Errors: all of load_scenario and Arms.
std::vector<Shown> validate(const ValidateRequest& request);

}  // namespace strathern
