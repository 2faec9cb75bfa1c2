// How do days become quarters? Blocks of teams go through the day's plan independently of each other.
#include "model/simulate.hpp"

#include <string_view>

#include "model/day.hpp"
#include "model/totals.hpp"

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
    double most = static_cast<double>(request.parameters.review.dedicated_reviewers_per_team);
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
        if (observer_.traces()) kept_.resize(block_count(state_));
        for (int day = 0; day < request_.quarters * days_per_quarter; ++day) {
            if (day % days_per_week == 0 && observer_.stop_asked()) return {RunStatus::stopped, day, {}};
            simulate_day(day);
            if ((day + 1) % days_per_quarter != 0) continue;
            if (const char* broken = broken_invariant(state_)) return {RunStatus::failed, day, broken};
            end_quarter(static_cast<std::uint32_t>(day / days_per_quarter));
        }
        return {};
    }

private:
    void simulate_day(int day) {
        if (apply_policy(request_.policy, day, given_, state_)) refresh(day);
        run(day, When::daily);
        if ((day + 1) % days_per_week != 0) return;
        run(day, When::weekly);
        compare_all(day / days_per_week, state_, given_);
        run(day, When::weekly_after_comparison);
        ++given_.regime_weeks;
    }

    // Settings may open seats and change what the use of hours does to work.
    void refresh(int day) {
        for (std::uint32_t b = 0; b < block_count(state_); ++b) {
            const Block block = block_of(state_, b);
            fill_seats(given_, request_.draws, day, block, state_);
            derive_rates(given_, block, state_.people, state_.choices);
            count_reviewers(block, state_.people, state_.choices, state_.teams);
        }
    }

    void run(int day, When when) {
        if (observer_.traces()) return trace(day, when);
        executor_.for_each_block(block_count(state_), [&](std::uint32_t b) {
            Scratch scratch;
            Today today{given_, request_.draws, day, block_of(state_, b), state_, scratch};
            for (const Phase& phase : day_plan())
                if (phase.when == when) phase.run(today);
        });
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
