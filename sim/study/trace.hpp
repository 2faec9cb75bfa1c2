// How is one run looked at from inside? Day by day, phase by phase, with the results that it always has.
#pragma once
#include <atomic>
#include <cstdint>
#include <strathern/params/scenario.hpp>
#include <strathern/results.hpp>
#include <strathern/rows.hpp>

namespace strathern {

class State;

/// One run, and the part of it that is looked at.
struct TraceRequest {
    const Scenario& scenario;
    std::uint32_t policy = 0;  ///< position in the scenario
    std::uint64_t seed = 0;
    std::uint32_t replicate = 0;
    int first_day = 0, last_day = 0;         ///< [first_day, last_day), from 0
    int threads = 1;                         ///< [1, ...); what is seen doesn't depend on them
    const std::atomic<int>* stop = nullptr;  ///< not 0: stop at the next week
};

/// Simulates up to the last day asked for and shows the state after each phase of the days in question, on the caller's
/// thread. RunStatus::stopped means that the stop flag was up.
RunOutcome trace_run(const TraceRequest& request, const FunctionRef<void(int, const char*, const State&)>& see);

}  // namespace strathern
