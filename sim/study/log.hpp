// How does one run look in the exports of the tools that engineers use? As JSON lines with the names of GitHub's
// command line (gh pr list --json) and of DevLake's tables incidents and cicd_deployments.
#pragma once
#include <array>
#include <atomic>
#include <cstdint>
#include <functional>
#include <optional>
#include <strathern/params/scenario.hpp>
#include <strathern/results.hpp>
#include <string>
#include <string_view>

namespace strathern {

/// What can be logged, a file each.
enum class Log : std::uint8_t { changes, reviews, incidents, releases };
inline constexpr std::size_t log_count = 4;

/// "changes", "reviews", "incidents", "releases".
std::string_view name(Log log);
std::optional<Log> log_of(std::string_view name);

/// One run and what is told of it.
struct LogRequest {
    const Scenario& scenario;
    std::uint32_t policy = 0;  ///< position in the scenario
    std::uint64_t seed = 0;
    std::uint32_t replicate = 0;
    int threads = 1;                                            ///< [1, ...); lines don't depend on them
    const std::atomic<int>* stop = nullptr;                     ///< not 0: stop at the next week
    std::function<void(Log, std::string_view line)> line = {};  ///< receives every line, with its end
};

/// Simulates one run and tells what happened, week by week. Changes are told when nothing more can happen to them, and
/// at the end of the run; numbers follow the order of opening. RunStatus::stopped means that the stop flag was up.
RunOutcome log_run(const LogRequest& request);

}  // namespace strathern
