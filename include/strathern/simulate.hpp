// How is one organisation simulated under one policy? The only door into the model.
#pragma once
#include <cstdint>
#include <span>
#include <strathern/draws.hpp>
#include <strathern/params.hpp>
#include <strathern/params/definitions.hpp>
#include <strathern/results.hpp>
#include <strathern/rows.hpp>

namespace strathern {

class AccessLog;
class State;
class QuarterTotals;

/// What an output column may look at when a quarter ends.
struct QuarterView {
    const State& state;            ///< the organisation at the end of the quarter's last day
    const QuarterTotals& totals;   ///< sums over the quarter
    const Parameters& parameters;  ///< in force on that day
    std::uint32_t quarter;         ///< [0, quarters)
};

/// Watches a run. Called from the thread that called `simulate`; changes nothing.
class Observer {
public:
    virtual ~Observer() = default;
    /// After the last day of each quarter.
    virtual void quarter_ended(const QuarterView& view) = 0;
    /// After each phase of each day when `traces()` is true: digests can be taken of every column.
    virtual void phase_ended(int /*day*/, const char* /*phase*/, const State& /*state*/) {}
    virtual bool traces() const { return false; }
    /// At the end of a run of a dev build: which columns a phase has touched.
    virtual void phase_accessed(const char* /*phase*/, const AccessLog& /*log*/) {}
    /// Asked once a week; true ends the run with RunStatus::stopped.
    virtual bool stop_asked() const { return false; }
};

/// What one run needs. `parameters` are those in force on day 0; the policy's settings change a copy.
struct RunRequest {
    const Parameters& parameters;
    std::span<const Named<Practice>> practices;
    const Policy& policy;
    Draws draws;       ///< the luck of (seed, replicate); the policy is not in it
    int quarters = 8;  ///< [1, 80]
};

/// Simulates one organisation. The same request gives the same bytes with any executor.
RunOutcome simulate(const RunRequest& request, Executor& executor, Observer& observer);

}  // namespace strathern
