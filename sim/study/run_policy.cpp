// What does one run give? A row a quarter, or the day on which it broke.
#include <cmath>
#include <strathern/calendar.hpp>
#include <strathern/params/definitions.hpp>
#include <strathern/rested.hpp>
#include <strathern/simulate.hpp>
#include <string>

#include "study/detail_recorder.hpp"
#include "study/runner.hpp"

namespace strathern {
namespace {

/// Makes a row of each quarter and finds values that are no numbers.
class Recorder final : public Observer {
public:
    Recorder(std::uint32_t replicate, PolicyResult& result, const std::function<bool()>& stop_asked,
             DetailRecorder& details)
        : replicate_(replicate), result_(result), stop_asked_(stop_asked), details_(details) {}

    Asked asks() const override { return details_.asks(); }
    void week_ended(const WeekView& view) override { details_.week_ended(view); }
    void month_ended(const PeriodView& view) override { details_.month_ended(view); }

    void quarter_ended(const PeriodView& view) override {
        if (broken_) return;
        QuarterRow row{replicate_, result_.policy, view.period.number, {}};
        row.values.reserve(output_columns().size());
        for (const OutputColumn& column : output_columns()) {
            const double value = row.values.emplace_back(column.value(view));
            const bool may_be_undefined = *column.undefined != '\0' && std::isnan(value);
            if (!std::isfinite(value) && !may_be_undefined) return break_off(column, view.period.number, value);
        }
        result_.rows.push_back(std::move(row));
    }

    bool stop_asked() const override { return broken_ || stop_asked_(); }
    bool broken() const { return broken_; }

private:
    void break_off(const OutputColumn& column, std::uint32_t quarter, double value) {
        broken_ = true;
        result_.outcome.day = static_cast<int>(quarter + 1) * days_per_quarter - 1;
        result_.outcome.what =
            std::string("output ") + column.name + (std::isnan(value) ? " is not a number" : " is infinite");
    }

    std::uint32_t replicate_;
    PolicyResult& result_;
    const std::function<bool()>& stop_asked_;
    DetailRecorder& details_;
    bool broken_ = false;
};

/// Is told nothing; asks for what the runs behind the warm-up will ask for.
class Waiter final : public Observer {
public:
    Waiter(Asked asked, const std::function<bool()>& stop_asked) : asked_(asked), stop_asked_(stop_asked) {}
    Asked asks() const override { return asked_; }
    void quarter_ended(const PeriodView&) override {}
    bool stop_asked() const override { return stop_asked_(); }

private:
    Asked asked_;
    const std::function<bool()>& stop_asked_;
};

RunRequest run_of(const StudyRequest& request, std::uint32_t replicate, const Policy& policy) {
    const Scenario& scenario = request.scenario;
    return {scenario.parameters,
            scenario.practices,
            policy,
            Draws(request.seed, replicate),
            static_cast<int>(scenario.study.quarters_count),
            static_cast<int>(scenario.study.warm_up_quarters),
            scenario.policies};
}

}  // namespace

Rested warm_up_replicate(const StudyRequest& request, std::uint32_t replicate, Executor& executor,
                         const std::function<bool()>& stop_asked) {
    Waiter waiter(DetailRecorder(request.tables, request.scenario.practices).asks(), stop_asked);
    const Policy none;
    return warm_up(run_of(request, replicate, none), executor, waiter);
}

PolicyResult run_policy(const StudyRequest& request, std::uint32_t replicate, std::uint32_t policy, Executor& executor,
                        const std::function<bool()>& stop_asked, const Rested* rested) {
    PolicyResult result;
    result.policy = policy;
    if (rested != nullptr && rested->outcome.status != RunStatus::done) {
        result.outcome = rested->outcome;
        return result;
    }
    DetailRecorder details(request.tables, request.scenario.practices);
    Recorder recorder(replicate, result, stop_asked, details);
    RunOutcome outcome = simulate(run_of(request, replicate, request.scenario.policies[policy].value), executor,
                                  recorder, rested != nullptr ? &rested->state : nullptr);
    if (recorder.broken())
        result.outcome.status = RunStatus::failed;
    else
        result.outcome = std::move(outcome);
    result.details = details.take();
    if (result.outcome.status == RunStatus::done) return result;
    result.rows.clear();
    for (DetailRows& table : result.details) table.rows.clear();
    return result;
}

}  // namespace strathern
