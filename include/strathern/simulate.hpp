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
class Totals;

/// A month or a quarter.
struct Period {
    bool is_month = false;
    std::uint32_t number = 0;  ///< from 0
    int weeks = 0;
};

/// What an output may look at when a month or a quarter ends: the whole organisation, or some of its teams.
struct PeriodView {
    const State& state;            ///< at the end of the period's last day
    const Totals& totals;          ///< sums over the period, of the teams
    const Parameters& parameters;  ///< in force on that day
    Period period;
    std::uint32_t first_team, last_team;  ///< [first, last)
};

/// What happened in a week can be seen before anybody moves, leaves or chooses anew.
struct WeekView {
    const State& state;
    const Parameters& parameters;  ///< in force in that week
    int week;                      ///< from 0; below 0 in the warm-up
    int first_day;                 ///< working days before the first of them, which `state` counts too
};

/// What a run keeps for its observer only, at some cost.
struct Asked {
    bool happenings = false;  ///< col::happenings
    bool practices = false;   ///< col::practice_token_rate
    bool warm_up = false;     ///< weeks of the warm-up, too
};

/// Watches a run. Called from the thread that called `simulate`; changes nothing.
class Observer {
public:
    virtual ~Observer() = default;
    /// After the last day of each quarter.
    virtual void quarter_ended(const PeriodView& view) = 0;
    /// After the last day of each month; before quarter_ended.
    virtual void month_ended(const PeriodView& /*view*/) {}
    /// After the last day of each week; of the warm-up's, too, for whoever asks for them.
    virtual void week_ended(const WeekView& /*view*/) {}
    /// Asked before the first day.
    virtual Asked asks() const { return {}; }
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
    Draws draws;               ///< the luck of (seed, replicate); the policy is not in it
    int quarters = 8;          ///< [1, 80] that are reported
    int warm_up_quarters = 0;  ///< [0, 40] before the first of them, under no policy
    /// All policies that start from one warm-up: seats are laid out alike for them. Empty: the policy alone.
    std::span<const Named<Policy>> siblings = {};
};

struct Rested;  // rested.hpp

/// Goes through the warm-up of a request, which is the same for all its siblings.
/// @param observer is told nothing, but is asked what it asks for and whether to stop
Rested warm_up(const RunRequest& request, Executor& executor, Observer& observer);

/// Simulates one organisation. The same request gives the same bytes with any executor, and from its warm-up or from
/// the start. @param rested what `warm_up` has made of this request or a sibling's; null: the warm-up comes first
RunOutcome simulate(const RunRequest& request, Executor& executor, Observer& observer, const State* rested = nullptr);

}  // namespace strathern
