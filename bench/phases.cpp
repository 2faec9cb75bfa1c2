// Where does a day go? Nanoseconds per engineer-day of each phase, and the bytes that one organisation holds.
#include "phases.hpp"

#include <chrono>
#include <strathern/params/definitions.hpp>
#include <strathern/simulate.hpp>
#include <strathern/state.hpp>
#include <string_view>

#include "memory.hpp"

namespace strathern::bench {
namespace {

using Clock = std::chrono::steady_clock;

// Phases go one after the other over the whole organisation, so the time between two reports is the second's.
class Stopwatch final : public Observer {
public:
    void quarter_ended(const PeriodView&) override {}
    bool traces() const override { return true; }
    void phase_ended(int, const char* phase, const State&) override {
        const auto now = Clock::now();
        find(phase).nanoseconds += std::chrono::duration<double, std::nano>(now - last_).count();
        last_ = Clock::now();
    }
    void start() { last_ = Clock::now(); }
    std::vector<PhaseTime> times;

private:
    PhaseTime& find(std::string_view phase) {
        for (PhaseTime& time : times)
            if (time.phase == phase) return time;
        return times.emplace_back(PhaseTime{std::string(phase), 0.0});
    }
    Clock::time_point last_;
};

template <class T>
std::size_t room(const std::vector<T>& column) {
    return column.capacity() * sizeof(T);
}

// Room taken by changes between opening and merge; it stays taken when they are gone.
class OpenChanges final : public Observer {
public:
    void quarter_ended(const PeriodView& view) override {
        bytes = 0;
        for (const Flow& flow : view.state[col::flow].values())
            bytes += room(flow.pool) + room(flow.free) + room(flow.waiting) + room(flow.returning) +
                     room(flow.arriving) + room(flow.checking);
    }
    std::size_t bytes = 0;
};

RunRequest request_of(const Prepared& prepared, std::uint32_t replicate, int quarters) {
    const Scenario& scenario = prepared.scenario;
    return {scenario.parameters, scenario.practices, scenario.policies[prepared.policy].value, Draws(1, replicate),
            quarters};
}

}  // namespace

std::vector<PhaseTime> time_phases(const Workload& workload, const Prepared& prepared) {
    Stopwatch watch;
    SerialExecutor serial;
    for (std::uint32_t replicate = 0; replicate < workload.replicates; ++replicate) {
        watch.start();
        simulate(request_of(prepared, replicate, 8), serial, watch);
    }
    for (PhaseTime& time : watch.times) time.nanoseconds /= workload.engineer_days();
    return watch.times;
}

Bytes bytes_per_engineer(const Workload& workload, const Prepared& prepared) {
    SerialExecutor serial;
    OpenChanges open;
    forget_peak();
    simulate(request_of(prepared, 0, 2), serial, open);
    const double engineers = workload.engineers;
    return {static_cast<double>(peak_bytes() - open.bytes) / engineers, static_cast<double>(open.bytes) / engineers};
}

}  // namespace strathern::bench
