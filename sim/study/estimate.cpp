// How long will a study take, and how large will it be?
#include "study/estimate.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <ctime>
#include <numeric>
#include <strathern/calendar.hpp>
#include <strathern/outputs.hpp>
#include <strathern/params/definitions.hpp>
#include <strathern/params/organisation.hpp>
#include <strathern/simulate.hpp>

#include "output/store.hpp"
#include "study/executor.hpp"
#include "study/runner.hpp"
#include "study/study.hpp"

namespace strathern {
namespace {

constexpr std::int64_t most_engineers = 196, most_quarters = 4;
constexpr double budget = 0.5;  // [s]

/// Processor time of this thread [s].
double thread_seconds() {
    std::timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    constexpr double nanosecond = 1e-9;
    return static_cast<double>(now.tv_sec) + nanosecond * static_cast<double>(now.tv_nsec);
}

/// A run under one policy that ends when the time is over; how many weeks it came to, and how long they took.
class Pilot final : public Observer {
public:
    explicit Pilot(double until) : until_(until), begun_(thread_seconds()) {}
    void quarter_ended(const PeriodView& view) override {
        for (const OutputColumn& column : output_columns()) sum_ += column.value(view);
    }
    void week_ended(const WeekView&) override { ++weeks; }
    bool stop_asked() const override { return weeks > 0 && thread_seconds() > until_; }
    double seconds() const { return thread_seconds() - begun_; }

    int weeks = 0;

private:
    double until_, begun_, sum_ = 0.0;
};

/// Processor time of an engineer-week, mean over the policies [s].
double seconds_per_engineer_week(const Scenario& scenario, const std::vector<std::uint32_t>& policies) {
    Scenario small = scenario;
    Organisation& organisation = small.parameters.organisation();
    organisation.engineers_count = std::min(organisation.engineers_count, most_engineers);
    const int quarters = static_cast<int>(std::min(scenario.study.quarters_count, most_quarters));
    SerialExecutor executor;
    double sum = 0.0;
    for (const std::uint32_t policy : policies) {
        Pilot pilot(thread_seconds() + budget / static_cast<double>(policies.size()));
        simulate(
            {small.parameters, small.practices, small.policies[policy].value, Draws(scenario.study.seed, 0), quarters},
            executor, pilot);
        sum += pilot.seconds() / std::max(1, pilot.weeks) / static_cast<double>(organisation.engineers_count);
    }
    return sum / static_cast<double>(policies.size());
}

/// Processor time of storing one quarter of one run [s].
double seconds_per_stored_quarter(const Scenario& scenario) {
    constexpr int rows = 64;
    Store store(":memory:", identity_of(scenario, "", ""));
    const double begun = thread_seconds();
    ReplicateResult result{0, {PolicyResult{0, {}, {}}}};
    for (std::uint32_t quarter = 0; quarter < rows; ++quarter) {
        std::vector<double> values(output_columns().size());
        std::iota(values.begin(), values.end(), 1.0 / 3.0);
        result.policies[0].rows.push_back({0, 0, quarter, std::move(values)});
    }
    store.add(result);
    return (thread_seconds() - begun) / rows;
}

}  // namespace

StudyEstimate estimate_by_pilot(const Scenario& scenario, std::vector<std::uint32_t> policies, int threads) {
    if (policies.empty()) {
        policies.resize(scenario.policies.size());
        std::iota(policies.begin(), policies.end(), 0u);
    }
    const auto engineers = static_cast<double>(scenario.parameters.organisation().engineers_count);
    const auto quarters = static_cast<double>(scenario.study.quarters_count);
    const double runs = static_cast<double>(scenario.study.replicates_count) * static_cast<double>(policies.size());
    const auto warm_up = static_cast<double>(scenario.study.warm_up_quarters);
    const double replicates = static_cast<double>(scenario.study.replicates_count);
    const double weeks = (runs * quarters + replicates * warm_up) * weeks_per_quarter;
    // Reading back costs about as much as writing.
    const double stored = 2.0 * seconds_per_stored_quarter(scenario) * quarters;
    Scenario asked = scenario;
    asked.policies.resize(policies.size());  // only their number matters
    return {estimate_study(asked, threads),
            seconds_per_engineer_week(scenario, policies) * engineers * weeks + runs * stored};
}

std::string time_text(const StudyEstimate& estimate, int threads) {
    const double seconds = estimate.processor_seconds / threads;
    const auto text = [](double amount, const char* unit) { return fmt::format("{:.2g} {}", amount, unit); };
    constexpr double minute = 60.0, hour = 3600.0, day = 86400.0;
    const std::string time = seconds < 2 * minute ? text(seconds, "s")
                             : seconds < 2 * hour ? text(seconds / minute, "minutes")
                             : seconds < 2 * day  ? text(seconds / hour, "hours")
                                                  : text(seconds / day, "days");
    return fmt::format("about {} on {} thread{}", time, threads, threads == 1 ? "" : "s");
}

}  // namespace strathern
