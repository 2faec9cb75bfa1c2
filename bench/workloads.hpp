// What is measured? Named workloads of the shipped flagship scenario, each with the digest of what it must give.
#pragma once
#include <cstdint>
#include <span>
#include <strathern/params/scenario.hpp>
#include <string>

namespace strathern::bench {

/// One policy of the flagship scenario for eight quarters at a size.
struct Workload {
    const char* name;
    const char* policy;
    std::uint32_t engineers, replicates;
    const char* digest;  ///< of every output of every replicate and quarter
    double engineer_days() const;
};

std::span<const Workload> workloads();

/// The scenario and the position of the policy in it.
struct Prepared {
    Scenario scenario;
    std::uint32_t policy;
};
Prepared prepare(const Workload& workload);

/// What one run of a workload took and gave.
struct Measured {
    double cpu_seconds, wall_seconds;
    std::string digest;
};
/// Through the same runner as the program's verbs. @param threads [1, ...)
Measured run(const Workload& workload, const Prepared& prepared, int threads);

}  // namespace strathern::bench
