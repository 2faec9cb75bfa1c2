// What does one run give? A row a quarter, or the day on which it broke.
#include <cmath>
#include <strathern/calendar.hpp>
#include <strathern/params/definitions.hpp>
#include <strathern/simulate.hpp>
#include <string>

#include "study/runner.hpp"

namespace strathern {
namespace {

/// Makes a row of each quarter and finds values that are no numbers.
class Recorder final : public Observer {
public:
    Recorder(std::uint32_t replicate, PolicyResult& result, const std::function<bool()>& stop_asked)
        : replicate_(replicate), result_(result), stop_asked_(stop_asked) {}

    void quarter_ended(const QuarterView& view) override {
        if (broken_) return;
        QuarterRow row{replicate_, result_.policy, view.quarter, {}};
        row.values.reserve(output_columns().size());
        for (const OutputColumn& column : output_columns()) {
            const double value = row.values.emplace_back(column.value(view));
            const bool may_be_undefined = *column.undefined != '\0' && std::isnan(value);
            if (!std::isfinite(value) && !may_be_undefined) return break_off(column, view.quarter, value);
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
    bool broken_ = false;
};

}  // namespace

PolicyResult run_policy(const StudyRequest& request, std::uint32_t replicate, std::uint32_t policy, Executor& executor,
                        const std::function<bool()>& stop_asked) {
    PolicyResult result;
    result.policy = policy;
    Recorder recorder(replicate, result, stop_asked);
    const RunRequest run{request.scenario.parameters, request.scenario.practices,
                         request.scenario.policies[policy].value, Draws(request.seed, replicate),
                         static_cast<int>(request.scenario.study.quarters_count)};
    RunOutcome outcome = simulate(run, executor, recorder);
    if (recorder.broken())
        result.outcome.status = RunStatus::failed;
    else
        result.outcome = std::move(outcome);
    if (result.outcome.status != RunStatus::done) result.rows.clear();
    return result;
}

}  // namespace strathern
