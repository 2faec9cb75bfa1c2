// Where does a day go, and how much memory does a person take?
#pragma once
#include <string>
#include <vector>

#include "workloads.hpp"

namespace strathern::bench {

struct PhaseTime {
    std::string phase;
    double nanoseconds;  ///< per engineer-day
};

/// One thread, in the order of the day's plan.
std::vector<PhaseTime> time_phases(const Workload& workload, const Prepared& prepared);

/// The most that one organisation holds at any time of two quarters, over its engineers.
struct Bytes {
    double fixed;  ///< whatever goes on
    double open;   ///< room for changes between opening and merge
};
Bytes bytes_per_engineer(const Workload& workload, const Prepared& prepared);

}  // namespace strathern::bench
