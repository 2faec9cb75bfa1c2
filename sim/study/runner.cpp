// How are many replicates simulated at once? Threads take the next replicate; one mutex stands before the sink.
#include "study/runner.hpp"

#include <tbb/global_control.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <new>
#include <strathern/error.hpp>
#include <strathern/params/definitions.hpp>
#include <strathern/params/organisation.hpp>
#include <strathern/rested.hpp>
#include <thread>

#include "study/executor.hpp"

namespace strathern {
namespace {

using namespace std::chrono_literals;
constexpr auto tick_interval = 100ms;
constexpr auto patience = 1500ms;  // after which running weeks are not waited for

/// The runs of a replicate that are still missing.
struct Unit {
    std::uint32_t replicate;
    std::vector<std::uint32_t> policies;
};

class Runner {
public:
    Runner(const StudyRequest& request, ReplicateSink& sink, Progress& progress)
        : request_(request), sink_(sink), progress_(progress), stop_asked_([this] { return must_stop(); }) {
        state_.total = request.last > request.first ? request.last - request.first : 0;
        for (std::uint32_t replicate = request.first; replicate < request.last; ++replicate) {
            if (missing(replicate)) replicates_.push_back(replicate);
        }
        state_.held = state_.total - replicates_.size();
    }

    StudyState run() {
        std::thread ticker([this] { tick_until_done(); });
        simulate_all();
        {
            const std::lock_guard lock(mutex_);
            done_ = true;
        }
        wake_.notify_all();
        ticker.join();
        if (error_) std::rethrow_exception(error_);
        state_.stopped = request_.stop && *request_.stop != 0 && state_.finished < replicates_.size();
        progress_.tick(state_);
        return state_;
    }

private:
    bool held(std::uint32_t replicate, std::uint32_t policy) const {
        return request_.held && request_.held(replicate, policy);
    }

    bool missing(std::uint32_t replicate) const {
        return std::any_of(request_.policies.begin(), request_.policies.end(),
                           [&](std::uint32_t policy) { return !held(replicate, policy); });
    }

    bool must_stop() const { return cancelled_ || (request_.stop && *request_.stop != 0); }

    /// What is missing of a replicate; the sink may be changing what is held, so this waits for it.
    Unit unit_of(std::uint32_t replicate) {
        const std::lock_guard lock(mutex_);
        Unit unit{replicate, {}};
        for (const std::uint32_t policy : request_.policies) {
            if (!held(replicate, policy)) unit.policies.push_back(policy);
        }
        return unit;
    }

    void simulate_all() {
        const int threads = std::max(1, request_.threads);
        const int workers =
            static_cast<int>(std::min<std::size_t>(replicates_.size(), static_cast<std::size_t>(threads)));
        if (workers == 0) return;
        const bool large = request_.scenario.parameters.organisation().engineers_count >= large_organisation;
        inside_ = workers < threads && large;
        // More threads than processors are allowed: results must not depend on them, and that has to be testable.
        const tbb::global_control allow(tbb::global_control::max_allowed_parallelism,
                                        static_cast<std::size_t>(threads));
        tbb::task_arena arena(threads);
        arena.execute([&] {
            tbb::parallel_for(
                0, workers, [&](int) { work(); }, tbb::simple_partitioner());
        });
    }

    /// One thread's life: the next replicate, until there is none.
    void work() noexcept {
        try {
            for (std::size_t next = next_++; next < replicates_.size() && !must_stop(); next = next_++) {
                ReplicateResult result;
                if (simulate_unit(unit_of(replicates_[next]), result)) deliver(result);
            }
        } catch (const std::bad_alloc&) {
            keep(std::make_exception_ptr(Error(ExitCode::environment, "memory ran out; fewer --threads need less")));
        } catch (...) {
            keep(std::current_exception());
        }
    }

    /// False when the unit was given up.
    bool simulate_unit(const Unit& unit, ReplicateResult& result) {
        SerialExecutor serial;
        TbbExecutor parallel;
        Executor& executor = inside_ ? static_cast<Executor&>(parallel) : serial;
        result.replicate = unit.replicate;
        const Rested rested = warm_up_replicate(request_, unit.replicate, executor, stop_asked_);
        for (const std::uint32_t policy : unit.policies) {
            result.policies.push_back(run_policy(request_, unit.replicate, policy, executor, stop_asked_, &rested));
            if (result.policies.back().outcome.status == RunStatus::stopped) return false;
        }
        return true;
    }

    void deliver(const ReplicateResult& result) {
        const std::lock_guard lock(mutex_);
        if (error_) return;
        try {
            sink_.add(result);
        } catch (...) {
            // Kept before anybody else may deliver: a sink that has failed is not written to again.
            error_ = std::current_exception();
            cancelled_ = true;
            return;
        }
        ++state_.finished;
        for (const PolicyResult& run : result.policies) state_.failed += run.outcome.status == RunStatus::failed;
    }

    /// The first error counts; everybody stops.
    void keep(std::exception_ptr error) {
        const std::lock_guard lock(mutex_);
        if (!error_) error_ = std::move(error);
        cancelled_ = true;
    }

    void tick_until_done() {
        std::unique_lock lock(mutex_);
        auto stop_seen = std::chrono::steady_clock::time_point::max();
        while (!wake_.wait_for(lock, tick_interval, [this] { return done_; })) {
            tick();
            const auto now = std::chrono::steady_clock::now();
            if (must_stop()) stop_seen = std::min(stop_seen, now);
            if (!error_ && request_.stop && *request_.stop != 0 && now - patience >= stop_seen)
                progress_.overdue(state_);
        }
    }

    void tick() noexcept {
        if (error_) return;
        try {
            sink_.tick();
            progress_.tick(state_);
        } catch (...) {
            error_ = std::current_exception();
            cancelled_ = true;
        }
    }

    const StudyRequest& request_;
    ReplicateSink& sink_;
    Progress& progress_;
    const std::function<bool()> stop_asked_;
    std::vector<std::uint32_t> replicates_;
    bool inside_ = false;
    std::atomic<std::size_t> next_{0};
    std::atomic<bool> cancelled_{false};
    std::mutex mutex_;
    std::condition_variable wake_;
    bool done_ = false;
    std::exception_ptr error_;
    StudyState state_;
};

}  // namespace

StudyState run_study(const StudyRequest& request, ReplicateSink& sink, Progress& progress) {
    return Runner(request, sink, progress).run();
}

}  // namespace strathern
