// How do days become quarters? Blocks of teams go through the day's plan independently of each other.
#include <strathern/simulate.hpp>

#include <strathern/totals.hpp>
#include <string_view>

#include "model/day.hpp"

namespace strathern {

QuarterTotals total_of(const Teams& teams) {
    QuarterTotals totals;
    for (const TeamTally& team : teams.tally)
        for (std::size_t k = 0; k < tally_count; ++k) totals.sum.values[k] += team.values[k];
    return totals;
}

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

class Run {
public:
    Run(const RunRequest& request, Executor& executor, Observer& observer)
        : request_(request), executor_(executor), observer_(observer) {
        given_.p = request.parameters;
        given_.practices = request.practices;
        given_.dedicated_seats = most_dedicated(request);
    }

    RunOutcome go() {
        set_up(given_, request_.draws, request_.policy, state_);
        if (given_.p.organisation().headcount_share < 1.0) refresh(0, given_.p.activities());
        for (int week = 0, end = request_.quarters * weeks_per_quarter; week < end; ++week) {
            const int monday = week * days_per_week, friday = monday + days_per_week - 1;
            if (observer_.stop_asked()) return {RunStatus::stopped, monday, {}};
            const Activities habits = given_.p.activities();
            if (apply_policy(request_.policy, week, given_, state_)) refresh(monday, habits);
            run_week(monday);
            end_week(friday);
            if ((week + 1) % weeks_per_quarter != 0) continue;
            if (const char* broken = broken_invariant(given_, state_)) return {RunStatus::failed, friday, broken};
            end_quarter(static_cast<std::uint32_t>(week / weeks_per_quarter));
        }
        return {};
    }

private:
    void end_week(int friday) {
        compare_all(friday / days_per_week, state_, given_);
        promote(given_, request_.draws, friday / days_per_week, state_);
        change_teams(given_, request_.draws, friday / days_per_week, state_);
        look_around(state_, given_);
        if (observer_.traces())
            trace(friday, When::weekly_after_comparison);
        else
            each_block([&](std::uint32_t b, Scratch& scratch) {
                do_phases(friday, When::weekly_after_comparison, b, scratch);
            });
        ++given_.regime_weeks;
    }

    // Settings may open and close seats, move habits and change what the use of hours does to work.
    void refresh(int monday, const Activities& habits) {
        fit_headcount(given_, request_.draws, monday, state_);
        for (std::uint32_t b = 0; b < block_count(state_); ++b) {
            const Block block = block_of(state_, b);
            shift_habits(habits, given_, monday == 0, block, state_.choices);
            fill_seats(given_, request_.draws, monday, block, state_);
            derive_rates(given_, block, state_.people, state_.teams, state_.choices);
            count_reviewers(block, state_.people, state_.choices, state_.teams);
        }
    }

    // Blocks meet at the end of the week only, so each goes through all its days while its rows are in the cache.
    void run_week(int monday) {
        const int friday = monday + days_per_week - 1;
        if (observer_.traces()) return trace_week(monday, friday);
        each_block([&](std::uint32_t b, Scratch& scratch) {
            for (int day = monday; day <= friday; ++day) do_phases(day, When::daily, b, scratch);
            do_phases(friday, When::weekly, b, scratch);
        });
    }

    template <class F>
    void each_block(const F& run) {
        executor_.for_each_block(block_count(state_), [&](std::uint32_t b) {
            Scratch scratch;
            run(b, scratch);
        });
    }

    void do_phases(int day, When when, std::uint32_t b, Scratch& scratch) {
        Today today{given_, request_.draws, day, block_of(state_, b), state_, scratch};
        for (const Phase& phase : day_plan())
            if (phase.when == when) phase.run(today);
    }

    void trace_week(int monday, int friday) {
        kept_.resize(block_count(state_));  // other pools, other blocks
        for (int day = monday; day <= friday; ++day) trace(day, When::daily);
        trace(friday, When::weekly);
    }

    // Phase by phase over the whole organisation, so that the observer sees it between two phases.
    void trace(int day, When when) {
        for (const Phase& phase : day_plan()) {
            if (phase.when != when) continue;
            executor_.for_each_block(block_count(state_), [&](std::uint32_t b) {
                Today today{given_, request_.draws, day, block_of(state_, b), state_, kept_[b]};
                phase.run(today);
            });
            observer_.phase_ended(day, phase.name, state_);
        }
    }

    void end_quarter(std::uint32_t quarter) {
        const QuarterTotals totals = total_of(state_.teams);
        observer_.quarter_ended({state_, totals, given_.p, quarter});
        for (TeamTally& tally : state_.teams.tally) tally = TeamTally{};
        state_.quarter_tokens.resize(state_.rows());
        state_.quarter_worth.resize(state_.rows());
    }

    const RunRequest& request_;
    Executor& executor_;
    Observer& observer_;
    Rules given_;
    State state_;
    std::vector<Scratch> kept_;
};

}  // namespace

RunOutcome simulate(const RunRequest& request, Executor& executor, Observer& observer) {
    return Run(request, executor, observer).go();
}

}  // namespace strathern
