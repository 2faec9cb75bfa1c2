// How large would a run be, and is that allowed? Answered before anything is allocated.
#include "scenario/limits.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <strathern/params/definitions.hpp>
#include <strathern/params/organisation.hpp>

#include "scenario/values.hpp"

namespace strathern {
namespace {

std::string pointer_of(std::string_view path) {
    std::string pointer = fmt::format("/{}", path);
    std::ranges::replace(pointer, '.', '/');
    return pointer;
}

std::string bytes_text(double bytes) {
    constexpr double mebibyte = 1024.0 * 1024, gibibyte = 1024.0 * mebibyte;
    return bytes < 0.1 * gibibyte ? fmt::format("{:.2g} MiB", bytes / mebibyte)
                                  : fmt::format("{:.2g} GiB", bytes / gibibyte);
}

void add(std::vector<Problem>& problems, std::string_view path, std::string value, std::string rule) {
    Problem& problem = problems.emplace_back();
    problem.pointer = pointer_of(path);
    problem.value = std::move(value);
    problem.rule = std::move(rule);
}

void check_size(const Scenario& scenario, const ParameterInfo& info, double value, std::vector<Problem>& problems) {
    if (value <= info.maximum) return;
    add(problems, info.path, fmt::format("{:.15g} ({})", value, size_text(estimate_study(scenario))),
        fmt::format("at most {} {}", info.maximum, info.unit));
}

/// The study's counts are in another table than the parameters.
const ParameterInfo& study_info(std::string_view name) {
    const auto study = std::ranges::find(scenario_struct().members, std::string_view("study"), &Member::name);
    return *std::ranges::find(study->type->members, name, &Member::name)->leaf;
}

}  // namespace

StudySize estimate_study(const Scenario& scenario, int threads_count) {
    const auto engineers = static_cast<double>(scenario.parameters.organisation().engineers_count);
    const double days = 65.0 * static_cast<double>(scenario.study.quarters_count);
    const auto replicates = static_cast<double>(scenario.study.replicates_count);
    const double runs = replicates * static_cast<double>(std::max<std::size_t>(scenario.policies.size(), 1));
    const double warm_up = 65.0 * static_cast<double>(scenario.study.warm_up_quarters);
    return {engineers * (days * runs + warm_up * replicates), engineers * memory_bytes_per_engineer * threads_count,
            runs * static_cast<double>(scenario.study.quarters_count) * result_bytes_per_quarter};
}

std::string size_text(const StudySize& size) {
    return fmt::format("about {:.2g} engineer-days, {} of memory and {} of results", size.engineer_days,
                       bytes_text(size.memory_bytes()), bytes_text(size.result_bytes));
}

std::vector<Problem> limits_passed(const Scenario& scenario, int threads_count) {
    std::vector<Problem> problems;
    const ParameterInfo& engineers = parameter_table()[parameter_index("organisation.engineers_count")];
    check_size(scenario, engineers, static_cast<double>(scenario.parameters.organisation().engineers_count), problems);
    check_size(scenario, study_info("quarters_count"), static_cast<double>(scenario.study.quarters_count), problems);
    check_size(scenario, study_info("replicates_count"), static_cast<double>(scenario.study.replicates_count),
               problems);
    if (!problems.empty()) return problems;
    const StudySize estimate = estimate_study(scenario, threads_count);
    if (estimate.engineer_days > engineer_days_limit) {
        add(problems, "study", size_text(estimate),
            fmt::format("at most {:g} engineer-days: engineers x 65 x replicates x (quarters x policies + warm-up)",
                        engineer_days_limit));
    }
    if (estimate.memory_bytes() > memory_bytes_limit) {
        const bool by_results = 2.0 * estimate.result_bytes > estimate.run_bytes;
        add(problems, by_results ? "study.replicates_count" : engineers.path, size_text(estimate),
            fmt::format("at most 20 GiB of memory: 2 KiB per engineer and running replicate, here {}, and 2 KiB for "
                        "the results of each replicate, policy and quarter",
                        threads_count));
    }
    return problems;
}

}  // namespace strathern
