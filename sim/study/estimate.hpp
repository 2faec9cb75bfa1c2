// How long will a study take, and how large will it be? Told before it starts, from a small study of the same kind.
#pragma once
#include <strathern/params/scenario.hpp>
#include <vector>

#include "scenario/limits.hpp"

namespace strathern {

/// What a study needs, on this machine as it is now.
struct StudyEstimate {
    StudySize size;
    double processor_seconds = 0;  ///< of simulating, storing and analysing; over threads, of all together
};

/// Estimates a study under some of its policies. Simulates at most 196 of its engineers over at most four quarters,
/// once under each policy and for half a second at most, and takes the rest to cost in proportion.
/// @param policies positions, without repetition; none: all
StudyEstimate estimate_by_pilot(const Scenario& scenario, std::vector<std::uint32_t> policies, int threads);

/// "about 12 s on 2 threads".
std::string time_text(const StudyEstimate& estimate, int threads);

}  // namespace strathern
