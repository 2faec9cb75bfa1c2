// What did each person reach and do, week by week?
#include "study/people_weeks.hpp"

#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include <strathern/error.hpp>
#include <strathern/params/definitions.hpp>
#include <strathern/simulate.hpp>
#include <strathern/state.hpp>

namespace strathern {
namespace {

/// Looks at everybody when a week under a regime ends.
class PeopleWatcher final : public Observer {
public:
    explicit PeopleWatcher(std::span<const Named<Practice>> practices) : practices_(practices) {}

    void quarter_ended(const PeriodView&) override {}

    void week_ended(const WeekView& view) override {
        const State& s = view.state;
        if (s[col::contracts].list.empty()) return;
        seen_.seats_per_team = s.layout.width;
        std::vector<PersonWeek>& week = seen_.weeks.emplace_back();
        week.reserve(s.layout.rows());
        for (std::uint32_t row = 0; row < s.layout.rows(); ++row) week.push_back(look_at(s, EngineerId{row}));
    }

    PeopleWeeks take() { return std::move(seen_); }

private:
    PersonWeek look_at(const State& s, EngineerId i) const {
        PersonWeek p;
        p.number = s[col::luck_number][i];
        p.is_counted = s[col::active][i] > 0.0 && !s[col::reviews_only][i];
        p.reached = s[col::metric_numerator][0][i] / s[col::target][0];
        p.reluctance = s[col::reluctance][i];
        for (std::size_t practice = 0; practice < practices_.size(); ++practice) {
            if (practices_[practice].value.opportunity != Opportunity::unattended) continue;
            p.knows = p.knows || s[col::habit][first_practice + practice][i] > 0.0;
            p.uses = p.uses || s[col::dial_weeks][practice][i] > 0.0;
        }
        return p;
    }

    std::span<const Named<Practice>> practices_;
    PeopleWeeks seen_;
};

}  // namespace

std::vector<PeopleWeeks> people_weeks_of(const Scenario& scenario, std::uint32_t policy,
                                         const OutcomesRequest& request) {
    const auto replicates = request.replicates.value_or(static_cast<std::uint32_t>(scenario.study.replicates_count));
    const std::uint64_t seed = request.seed.value_or(scenario.study.seed);
    std::vector<PeopleWeeks> all(replicates);
    const auto simulate_one = [&](std::uint32_t replicate) {
        PeopleWatcher watcher(scenario.practices);
        SerialExecutor serial;
        const RunRequest run{scenario.parameters,
                             scenario.practices,
                             scenario.policies[policy].value,
                             Draws(seed, replicate),
                             static_cast<int>(scenario.study.quarters_count),
                             static_cast<int>(scenario.study.warm_up_quarters),
                             scenario.policies};
        const RunOutcome outcome = simulate(run, serial, watcher);
        if (outcome.status != RunStatus::done) throw Error(ExitCode::runs_failed, "a run failed: " + outcome.what);
        all[replicate] = watcher.take();
    };
    tbb::task_arena arena(request.threads);
    arena.execute([&] { tbb::parallel_for(0U, replicates, simulate_one); });
    return all;
}

}  // namespace strathern
