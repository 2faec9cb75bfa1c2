// How do days become quarters? Blocks of teams go through the day's plan independently of each other.
#include <strathern/params/definitions.hpp>
#include <strathern/params/organisation.hpp>
#include <strathern/params/review.hpp>
#include <strathern/simulate.hpp>
#include <strathern/totals.hpp>
#include <string>
#include <string_view>
#include <utility>

#include "model/blocks.hpp"
#include "model/columns.hpp"
#include "model/day.hpp"
#include "model/govern/govern.hpp"
#include "model/invariants.hpp"
#include "model/people/people.hpp"
#include "model/pools.hpp"

namespace strathern {
namespace {

// Seats of dedicated reviewers are laid out for the whole run, so that opening one moves nobody.
std::uint32_t most_dedicated(const RunRequest& request) {
    double most = static_cast<double>(request.parameters.review().dedicated_reviewers_per_team);
    for (const auto& step : request.policy.interventions)
        for (const Setting& setting : step.set)
            if (std::string_view(setting.path) == "review.dedicated_reviewers_per_team" && setting.value > most)
                most = setting.value;
    return static_cast<std::uint32_t>(most);
}

bool ever_measured(const Policy& policy) {
    for (const auto& step : policy.interventions)
        if (step.regime) return true;
    return false;
}

/// What the observer is told when a week, a month or a quarter ends; the counters of that span are cleared behind it.
class Reports {
public:
    Reports(Observer& observer, const Parameters& parameters, State& state)
        : observer_(observer), parameters_(parameters), state_(state) {}

    void end_week(int week) {
        observer_.week_ended({state_, parameters_, week});
        for (Happenings& happenings : state_[col::happenings].values()) happenings.list.clear();
    }

    // A quarter is the sum of its months, to the bit.
    void end_month(int week) {
        const int month = month_of(week).number, place = month % months_per_quarter;
        const Totals totals = total_of(state_);
        observer_.month_ended(view_of(totals, {true, static_cast<std::uint32_t>(month), weeks_of_month[place]}));
        if (place == 0) quarter_ = {};
        quarter_.add(totals);
        if (place + 1 == months_per_quarter) end_quarter(static_cast<std::uint32_t>(month / months_per_quarter));
        clear_month(state_);
    }

private:
    void end_quarter(std::uint32_t quarter) {
        observer_.quarter_ended(view_of(quarter_, {false, quarter, weeks_per_quarter}));
        clear_quarter(state_);
    }

    PeriodView view_of(const Totals& totals, Period period) const {
        return {state_, totals, parameters_, period, 0, state_.layout.teams_count};
    }

    Observer& observer_;
    const Parameters& parameters_;
    State& state_;
    Totals quarter_;  ///< months of the quarter that have ended
};

class Run {
public:
    Run(const RunRequest& request, Executor& executor, Observer& observer)
        : request_(request),
          executor_(executor),
          observer_(observer),
          parameters_(request.parameters),
          given_(parameters_),
          catalogue_{request.practices, most_dedicated(request), ever_measured(request.policy), observer.asks()} {}

    RunOutcome go() {
        set_up(given_, catalogue_, request_.draws, state_);
        if (given_.organisation.headcount_share < 1.0) run_phases(When::policy, 0, 0);
        for (int week = 0, end = request_.quarters * weeks_per_quarter; week < end; ++week) {
            const int monday = week * days_per_week, friday = monday + days_per_week - 1;
            if (observer_.stop_asked()) return ended({RunStatus::stopped, monday, {}});
            if (policy_acts(week)) run_phases(When::policy, monday, monday);
            run_week(monday);
            reports_.end_week(week);
            run_phases(When::compared, friday, friday + 1);
            if (std::string broken = broken_invariant(given_, catalogue_, state_, week); !broken.empty())
                return ended({RunStatus::failed, friday, std::move(broken)});
            if (month_of(week).ends) reports_.end_month(week);
        }
        return ended({});
    }

private:
    // What the policy does this week takes effect on its Monday.
    bool policy_acts(int week) {
        const bool acts = apply_policy(request_.policy, week, catalogue_, parameters_, PolicyView(state_));
        const auto pool_teams = static_cast<std::uint32_t>(given_.organisation.pool_teams_count);
        if (acts && state_.layout.pool_teams != pool_teams) {
            const std::uint32_t before = state_.layout.pool_teams;
            state_.layout.pool_teams = pool_teams;
            share_queues(before, ShareQueuesView(state_));
        }
        prices_of_week(given_, week);
        return acts;
    }

    // Blocks meet at the end of the week only, so each goes through all its days while its rows are in the cache.
    void run_week(int monday) {
        const int friday = monday + days_per_week - 1;
        if (observer_.traces()) return trace_week(monday, friday);
        each_block([&](const Block& block, Scratch& scratch) {
            for (int day = monday; day <= friday; ++day) go_through(When::daily, day, block, scratch);
            go_through(When::weekly, friday, block, scratch);
        });
    }

    void go_through(When when, int day, const Block& block, Scratch& scratch) {
        const Today today{given_, catalogue_, request_.draws, day, day + 1, block, scratch};
        for (const Phase& phase : day_plan())
            if (phase.when == when) phase.run(today, state_, log_of(phase));
    }

    // Phases over blocks that stand side by side in the plan go through one block after the other.
    void run_phases(When when, int day, int morning) {
        const auto plan = day_plan();
        for (std::size_t k = 0, last = 0; k < plan.size(); k = last) {
            last = k + 1;
            if (plan[k].when != when) continue;
            if (plan[k].reach == Reach::block && !observer_.traces())
                while (last < plan.size() && plan[last].when == when && plan[last].reach == Reach::block) ++last;
            run_rows(plan.subspan(k, last - k), day, morning);
            if (observer_.traces()) observer_.phase_ended(day, plan[k].name, state_);
        }
    }

    void run_rows(std::span<const Phase> rows, int day, int morning) {
        const auto run = [&](const Block& block, Scratch& scratch) {
            const Today today{given_, catalogue_, request_.draws, day, morning, block, scratch};
            for (const Phase& phase : rows) phase.run(today, state_, log_of(phase));
        };
        if (rows.front().reach == Reach::block) return each_block(run);
        Scratch nothing;
        run(whole(state_.layout), nothing);
    }

    template <class F>
    void each_block(const F& run) {
        executor_.for_each_block(block_count(state_.layout), [&](std::uint32_t b) {
            Scratch scratch;
            run(block_of(state_.layout, b), scratch);
        });
    }

    // Phase by phase over the whole organisation, so that the observer sees it between two phases.
    void trace_week(int monday, int friday) {
        kept_.resize(block_count(state_.layout));  // other pools, other blocks
        for (int day = monday; day <= friday; ++day) trace(day, When::daily);
        trace(friday, When::weekly);
    }

    void trace(int day, When when) {
        for (const Phase& phase : day_plan()) {
            if (phase.when != when) continue;
            executor_.for_each_block(block_count(state_.layout), [&](std::uint32_t b) {
                const Block block = block_of(state_.layout, b);
                phase.run({given_, catalogue_, request_.draws, day, day + 1, block, kept_[b]}, state_, log_of(phase));
            });
            observer_.phase_ended(day, phase.name, state_);
        }
    }

#if STRATHERN_CHECKED
    AccessLog* log_of(const Phase& phase) { return &logs_[static_cast<std::size_t>(&phase - day_plan().data())]; }

    RunOutcome ended(RunOutcome outcome) {
        for (const Phase& phase : day_plan()) observer_.phase_accessed(phase.name, *log_of(phase));
        return outcome;
    }

    std::vector<AccessLog> logs_ = std::vector<AccessLog>(day_plan().size());
#else
    AccessLog* log_of(const Phase&) { return nullptr; }
    RunOutcome ended(RunOutcome outcome) { return outcome; }
#endif

    const RunRequest& request_;
    Executor& executor_;
    Observer& observer_;
    Parameters parameters_;
    InForce given_;
    Catalogue catalogue_;
    State state_;
    Reports reports_{observer_, parameters_, state_};
    std::vector<Scratch> kept_;
};

}  // namespace

RunOutcome simulate(const RunRequest& request, Executor& executor, Observer& observer) {
    return Run(request, executor, observer).go();
}

}  // namespace strathern
