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
    {"quota-50", "token_quota", 50, 160, "b8cb4919c16309ae717e4df31248e06b"},
    {"quota-200", "token_quota", 200, 40, "170ef0860c4c83cfd2caad9d5d1a2154"},
    {"none-200", "none", 200, 40, "1fe5ef418394bade6d8f41e01c129249"},
    {"quota-1000", "token_quota", 1000, 8, "11535b71b07b6c9689a3d7a1c818873f"},
    {"quota-10000", "token_quota", 10000, 1, "08fd58ab606c6e455841808a5fb562c1"},
    {"quota-100000", "token_quota", 100000, 1, "0c95e5ceeccfc56433bc28ba0afcdb58"},
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
    const std::vector<std::string> sets = {"organisation.engineers_count=" + std::to_string(workload.engineers)};
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
