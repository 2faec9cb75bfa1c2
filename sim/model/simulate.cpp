// How do days become quarters? Blocks of teams go through the day's plan independently of each other.
#include <algorithm>
#include <strathern/params/definitions.hpp>
#include <strathern/params/organisation.hpp>
#include <strathern/params/review.hpp>
#include <strathern/rested.hpp>
#include <strathern/simulate.hpp>
#include <strathern/totals.hpp>
#include <string>
#include <string_view>
#include <utility>

#include "model/blocks.hpp"
#include "model/columns.hpp"
#include "model/customers.hpp"
#include "model/day.hpp"
#include "model/govern/govern.hpp"
#include "model/invariants.hpp"
#include "model/people/people.hpp"
#include "model/pools.hpp"
#include "model/value.hpp"

namespace strathern {
namespace {

template <class F>
void each_step(const RunRequest& request, F&& f) {
    if (request.siblings.empty())
        for (const Intervention& step : request.policy.interventions) f(step);
    for (const auto& sibling : request.siblings)
        for (const Intervention& step : sibling.value.interventions) f(step);
}

// Seats are laid out once for whatever a policy may ask for, so that opening one moves nobody.
double most_ever(const RunRequest& request, std::string_view path, double most) {
    each_step(request, [&](const Intervention& step) {
        for (const Setting& setting : step.set)
            if (std::string_view(setting.path) == path && setting.value > most) most = setting.value;
    });
    return most;
}

Catalogue catalogue_of(const RunRequest& request, Asked asked) {
    const auto& organisation = request.parameters.organisation();
    const double dedicated = static_cast<double>(request.parameters.review().dedicated_reviewers_per_team);
    bool measured = false;
    each_step(request, [&](const Intervention& step) { measured = measured || step.regime; });
    return {.practices = request.practices,
            .dedicated_seats =
                static_cast<std::uint32_t>(most_ever(request, "review.dedicated_reviewers_per_team", dedicated)),
            .most_headcount =
                most_ever(request, "organisation.headcount_share", std::max(1.0, organisation.headcount_share)),
            .ever_measured = measured,
            .asked = asked};
}

/// What the observer is told when a week, a month or a quarter ends; the counters of that span are cleared behind it.
class Reports {
public:
    /// @param reported_from first week of which the observer is told, and which is its week 0
    Reports(Observer& observer, const Parameters& parameters, State& state, int reported_from)
        : observer_(observer), parameters_(parameters), state_(state), reported_from_(reported_from) {}

    void end_week(int week) {
        if (week >= reported_from_ || observer_.asks().warm_up)
            observer_.week_ended({state_, parameters_, week - reported_from_, reported_from_ * days_per_week});
        for (Happenings& happenings : state_[col::happenings].values()) happenings.list.clear();
    }

    void end_month(int week) {
        if (week >= reported_from_) return tell_month(week - reported_from_);
        if (week >= reported_from_ / 2) {
            late_warm_up_.add(total_of(state_));
            late_weeks_ += weeks_of_month[month_of(week).number % months_per_quarter];
        }
        clear_month(state_);
        if ((week + 1) % weeks_per_quarter == 0) clear_quarter(state_);
    }

    // Products start at what the second half of the warm-up has come to, over all teams: one alone is luck.
    void settle(const InForce& given) {
        double members = 0.0;
        for (const std::uint32_t each : state_[col::members].values()) members += each;
        const double weeks = members * late_weeks_;
        const Standing standing = standing_of(given.customers, late_warm_up_[col::worth_shipped] / weeks,
                                              late_warm_up_[col::pain_caused] / weeks);
        settle_products(given, standing, FoundingView(state_));
    }

private:
    // A quarter is the sum of its months, to the bit.
    void tell_month(int week) {
        const int month = month_of(week).number, place = month % months_per_quarter;
        const Totals totals = total_of(state_);
        observer_.month_ended(view_of(totals, {true, static_cast<std::uint32_t>(month), weeks_of_month[place]}));
        if (place == 0) quarter_ = {};
        quarter_.add(totals);
        if (place + 1 == months_per_quarter) end_quarter(static_cast<std::uint32_t>(month / months_per_quarter));
        clear_month(state_);
    }

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
    int reported_from_;
    Totals quarter_;       ///< months of the quarter that have ended
    Totals late_warm_up_;  ///< of the warm-up's second half
    int late_weeks_ = 0;
};

class Run {
public:
    Run(const RunRequest& request, Executor& executor, Observer& observer)
        : request_(request),
          executor_(executor),
          observer_(observer),
          parameters_(request.parameters),
          given_(parameters_),
          catalogue_(catalogue_of(request, observer.asks())) {}

    RunOutcome warm_up() {
        set_up(given_, catalogue_, request_.draws, state_);
        if (given_.organisation.headcount_share != 1.0) run_phases(When::policy, 0, 0);
        RunOutcome outcome = go(0, reported_from_);
        if (reported_from_ == 0) return outcome;
        reports_.settle(given_);
        each_block([&](const Block& block, Scratch& scratch) {
            take_stock({given_, catalogue_, request_.draws, first_day(), first_day(), block, scratch},
                       StockView(state_));
        });
        return outcome;
    }

    RunOutcome report() { return go(reported_from_, reported_from_ + request_.quarters * weeks_per_quarter); }

    State& state() { return state_; }

private:
    RunOutcome go(int from, int end) {
        for (int week = from; week < end; ++week) {
            const int monday = week * days_per_week, friday = monday + days_per_week - 1;
            if (observer_.stop_asked()) return ended({RunStatus::stopped, monday - first_day(), {}});
            if (policy_acts(week - reported_from_)) run_phases(When::policy, monday, monday);
            run_week(monday);
            reports_.end_week(week);
            run_phases(When::compared, friday, friday + 1);
            std::string broken = broken_invariant(given_, catalogue_, state_, week - reported_from_);
            if (!broken.empty()) return ended({RunStatus::failed, friday - first_day(), std::move(broken)});
            if (month_of(week).ends) reports_.end_month(week);
        }
        return ended({});
    }

    int first_day() const { return reported_from_ * days_per_week; }
    bool traces(int day) const { return observer_.traces() && day >= first_day(); }

    // What the policy does this week takes effect on its Monday. @param week from the first that is reported
    bool policy_acts(int week) {
        const bool acts = week >= 0 && apply_policy(request_.policy, week, catalogue_, parameters_, PolicyView(state_));
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
        if (traces(monday)) return trace_week(monday, friday);
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
            if (plan[k].reach == Reach::block && !traces(day))
                while (last < plan.size() && plan[last].when == when && plan[last].reach == Reach::block) ++last;
            run_rows(plan.subspan(k, last - k), day, morning);
            if (traces(day)) observer_.phase_ended(day - first_day(), plan[k].name, state_);
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
            observer_.phase_ended(day - first_day(), phase.name, state_);
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
    const int reported_from_ = request_.warm_up_quarters * weeks_per_quarter;
    State state_;
    Reports reports_{observer_, parameters_, state_, reported_from_};
    std::vector<Scratch> kept_;
};

}  // namespace

Rested warm_up(const RunRequest& request, Executor& executor, Observer& observer) {
    Run run(request, executor, observer);
    RunOutcome outcome = run.warm_up();
    return {std::move(outcome), std::move(run.state())};
}

RunOutcome simulate(const RunRequest& request, Executor& executor, Observer& observer, const State* rested) {
    Run run(request, executor, observer);
    if (rested != nullptr)
        run.state() = *rested;
    else if (RunOutcome outcome = run.warm_up(); outcome.status != RunStatus::done)
        return outcome;
    return run.report();
}

}  // namespace strathern
