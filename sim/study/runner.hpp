// How are many replicates simulated at once? In any order, on any number of threads, with the same content.
#pragma once
#include <atomic>
#include <cstdint>
#include <functional>
#include <strathern/params/scenario.hpp>
#include <strathern/simulate.hpp>
#include <vector>

#include "output/store.hpp"

namespace strathern {

/// Runs with at least this many engineers may use several threads inside, when there are fewer replicates than threads.
inline constexpr std::int64_t large_organisation = 2000;

/// What is to be simulated.
struct StudyRequest {
    const Scenario& scenario;
    std::vector<std::uint32_t> policies;  ///< positions in the scenario, without repetition
    std::uint64_t seed = 0;
    std::uint32_t first = 0, last = 0;       ///< replicates [first, last)
    int threads = 1;                         ///< [1, ...)
    std::vector<Detail> tables = {};         ///< written beside the quarters, in the order of Detail
    const std::atomic<int>* stop = nullptr;  ///< not 0: stop at the next week of each run
    /// Whether a run is there already; null: none is. Never asked while the sink is called.
    std::function<bool(std::uint32_t replicate, std::uint32_t policy)> held = nullptr;
};

/// Where finished replicates go. Calls never overlap, but come from several threads. What it throws ends the study.
class ReplicateSink {
public:
    virtual ~ReplicateSink() = default;
    /// A replicate with all its missing runs, in no particular order of replicates.
    virtual void add(const ReplicateResult& result) = 0;
    /// A few times a second.
    virtual void tick() {}
};

/// How far the study is.
struct StudyState {
    std::uint64_t held = 0;      ///< replicates of the request that need no run
    std::uint64_t finished = 0;  ///< replicates finished by this call
    std::uint64_t total = 0;     ///< replicates of the request
    std::uint64_t failed = 0;    ///< runs that failed, in this call
    bool stopped = false;        ///< by the stop flag
};

/// Is told how far the study is; calls never overlap.
class Progress {
public:
    virtual ~Progress() = default;
    /// A few times a second, and after the last replicate.
    virtual void tick(const StudyState& /*state*/) {}
    /// The stop flag has been up for 1.5 s and some run has not come to the end of its week.
    virtual void overdue(const StudyState& /*state*/) {}
};

/// Simulates all missing runs of a request. A unit of work is one replicate under all its missing policies. A run that
/// fails (a broken invariant, a value that is not finite) is passed on as such and the study goes on.
/// Errors: whatever the sink throws; ExitCode::environment when memory runs out.
StudyState run_study(const StudyRequest& request, ReplicateSink& sink, Progress& progress);

/// The organisation of a replicate when its warm-up has ended, from which each of its policies starts.
Rested warm_up_replicate(const StudyRequest& request, std::uint32_t replicate, Executor& executor,
                         const std::function<bool()>& stop_asked);

/// Simulates one organisation under one policy. @param rested of the same replicate; null: it is warmed up first
PolicyResult run_policy(const StudyRequest& request, std::uint32_t replicate, std::uint32_t policy, Executor& executor,
                        const std::function<bool()>& stop_asked, const Rested* rested = nullptr);

}  // namespace strathern
