// How is a workload run? As the program runs a study, without a store.
#include "workloads.hpp"

#include <ctime>
#include <map>
#include <stdexcept>
#include <strathern/load.hpp>
#include <strathern/params/definitions.hpp>
#include <vector>

#include "core/digest.hpp"
#include "study/runner.hpp"

namespace strathern::bench {
namespace {

constexpr std::uint64_t seed = 1;
constexpr double days = 8 * 65;

// About 4 million engineer-days each, and at least one replicate.
constexpr Workload all[] = {
    {"quota-50", "token_quota", 50, 160, "67666370d0473715de1ed15fabb0c3f5"},
    {"quota-200", "token_quota", 200, 40, "351f0b2e03bec0c8adc9b365f7f9c972"},
    {"none-200", "none", 200, 40, "d651eece34aefcd93abea8ceaf4dfdeb"},
    {"quota-1000", "token_quota", 1000, 8, "9dff69a235ebb0569ef8631cb452dc99"},
    {"quota-10000", "token_quota", 10000, 1, "79f997985235f111f24631b5f4ea4001"},
    {"quota-100000", "token_quota", 100000, 1, "77b0a3a9826b7508074c46a52e2e1e56"},
};

double seconds(clockid_t clock) {
    timespec now{};
    clock_gettime(clock, &now);
    return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

// Digests by replicate: they finish in any order.
class DigestSink final : public ReplicateSink {
public:
    void add(const ReplicateResult& result) override {
        Digest& digest = digests_[result.replicate];
        for (const PolicyResult& policy : result.policies)
            for (const QuarterRow& row : policy.rows) digest.add(row.values.data(), row.values.size());
    }
    std::string hex() const {
        Digest whole;
        for (const auto& [replicate, digest] : digests_)
            for (const std::uint64_t half : digest.value()) whole.add(half);
        return whole.hex();
    }

private:
    std::map<std::uint32_t, Digest> digests_;
};

}  // namespace

double Workload::engineer_days() const { return days * engineers * replicates; }

std::span<const Workload> workloads() { return all; }

Prepared prepare(const Workload& workload) {
    // Without a warm-up, so that an engineer-day is one that is counted.
    const std::vector<std::string> sets = {"organisation.engineers_count=" + std::to_string(workload.engineers),
                                           "study.warm_up_quarters=0"};
    Prepared prepared{load_scenario(STRATHERN_SOURCE_DIR "/scenarios/tokenmaxxing.json", sets), 0};
    const auto& policies = prepared.scenario.policies;
    while (prepared.policy < policies.size() && policies[prepared.policy].name != workload.policy) ++prepared.policy;
    if (prepared.policy == policies.size()) throw std::runtime_error(std::string("no policy ") + workload.policy);
    return prepared;
}

Measured run(const Workload& workload, const Prepared& prepared, int threads) {
    DigestSink sink;
    Progress nobody;
    const StudyRequest request{prepared.scenario, {prepared.policy}, seed, 0, workload.replicates, threads};
    const double cpu = seconds(CLOCK_PROCESS_CPUTIME_ID), wall = seconds(CLOCK_MONOTONIC);
    run_study(request, sink, nobody);
    return {seconds(CLOCK_PROCESS_CPUTIME_ID) - cpu, seconds(CLOCK_MONOTONIC) - wall, sink.hex()};
}

}  // namespace strathern::bench
