// How is one run looked at from inside? By an observer of its phases.
#include "study/trace.hpp"

#include <tbb/global_control.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <strathern/calendar.hpp>
#include <strathern/params/definitions.hpp>
#include <strathern/simulate.hpp>

#include "study/executor.hpp"

namespace strathern {
namespace {

class Tracer final : public Observer {
public:
    Tracer(const TraceRequest& request, const FunctionRef<void(int, const char*, const State&)>& see)
        : request_(request), see_(see) {}

    void quarter_ended(const PeriodView& /*view*/) override {}
    bool traces() const override { return true; }
    void phase_ended(int day, const char* phase, const State& state) override {
        seen_ = day + 1;
        if (day >= request_.first_day && day < request_.last_day) see_(day, phase, state);
    }
    bool stop_asked() const override { return complete() || (request_.stop && *request_.stop != 0); }
    bool complete() const { return seen_ >= request_.last_day; }

private:
    const TraceRequest& request_;
    const FunctionRef<void(int, const char*, const State&)>& see_;
    int seen_ = 0;  ///< days
};

}  // namespace

RunOutcome trace_run(const TraceRequest& request, const FunctionRef<void(int, const char*, const State&)>& see) {
    Tracer tracer(request, see);
    TbbExecutor executor;
    const int quarters = (request.last_day + days_per_quarter - 1) / days_per_quarter;
    const RunRequest run{request.scenario.parameters,
                         request.scenario.practices,
                         request.scenario.policies[request.policy].value,
                         Draws(request.seed, request.replicate),
                         quarters,
                         static_cast<int>(request.scenario.study.warm_up_quarters),
                         request.scenario.policies};
    const int threads = std::max(1, request.threads);
    const tbb::global_control allow(tbb::global_control::max_allowed_parallelism, static_cast<std::size_t>(threads));
    RunOutcome outcome;
    tbb::task_arena(threads).execute([&] { outcome = simulate(run, executor, tracer); });
    if (outcome.status == RunStatus::stopped && tracer.complete()) outcome.status = RunStatus::done;
    return outcome;
}

}  // namespace strathern
