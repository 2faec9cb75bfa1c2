// Fact 2: is review the bottleneck of teams that take up AI?
#include "validate/experiment.hpp"

namespace strathern {
namespace {

PerReplicate rise_of_sum(Arms& arms, const char* output) {
    return change(arms["low"].sum(output, after_run_in), arms["high"].sum(output, after_run_in));
}

PerReplicate rise_of_mean(Arms& arms, const char* output, const char* weight) {
    return change(arms["low"].weighted_mean(output, weight, after_run_in),
                  arms["high"].weighted_mean(output, weight, after_run_in));
}

constexpr const char* faros = "faros2025; dx2026";

constexpr Experiment experiments[] = {
    {"2a",
     "rise in items relative to rise in changes, high against low adoption",
     "rise in items / rise in merged changes",
     0.21,
     {0.1, 0.5},
     BandBy::list,
     Basis::calibrated,
     faros,
     "adoption",
     [](Arms& arms) { return ratio(rise_of_sum(arms, "items_completed"), rise_of_sum(arms, "changes_merged")); }},
    {"2b",
     "time in review, high against low adoption",
     "hours from opening to merge: change",
     0.91,
     {0.5, 4.5},
     BandBy::list,
     Basis::calibrated,
     faros,
     "adoption",
     [](Arms& arms) { return rise_of_mean(arms, "merge_hours", "changes_merged"); }},
    {"2c",
     "worth that reaches customers, high against low adoption",
     "worth of released items: change",
     0.0,
     {-0.1, 0.1},
     BandBy::list,
     Basis::calibrated,
     faros,
     "adoption",
     [](Arms& arms) { return rise_of_sum(arms, "worth_shipped"); }},
    {"2d",
     "changes merged, high against low adoption",
     "merged changes: change",
     0.98,
     {0.08, 0.98},
     BandBy::ours,
     Basis::calibrated,
     "faros2025; dx2026; cui2026; butler2026; faros2026",
     "adoption",
     [](Arms& arms) { return rise_of_sum(arms, "changes_merged"); }},
    {"2e",
     "size of changes, high against low adoption",
     "lines per change: change",
     1.54,
     {0.18, 1.54},
     BandBy::ours,
     Basis::calibrated,
     "faros2025; faros2026; jellyfish2026",
     "adoption",
     [](Arms& arms) { return rise_of_mean(arms, "lines_per_change", "changes_opened"); }},
};

}  // namespace

std::span<const Experiment> experiments_on_adoption() { return experiments; }

}  // namespace strathern
