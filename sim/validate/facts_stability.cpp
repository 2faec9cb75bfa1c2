// Fact 1: does a larger share written with AI cost stability, while throughput barely moves?
#include "validate/experiment.hpp"

namespace strathern {
namespace {

// As DORA asks: failed deployments, and unplanned deployments that fix what customers ran into.
PerReplicate stability(const Outcomes& o) {
    const PerReplicate failing = o.weighted_mean("release_failure_share", "releases", after_run_in);
    const PerReplicate unplanned = paired(o.sum("incidents", after_run_in), o.sum("releases", after_run_in),
                                          [](double mends, double planned) { return mends / (planned + mends); });
    return paired(failing, unplanned, [](double a, double b) { return 1.0 - 0.5 * (a + b); });
}

PerReplicate items(const Outcomes& o) { return o.sum("items_completed", after_run_in); }

PerReplicate ai_share(const Outcomes& o) { return o.weighted_mean("ai_line_share", "lines", after_run_in); }

constexpr Experiment experiments[] = {
    {"1a",
     "stability of delivery, 50 % against 25 % of lines with AI",
     "1 - mean(failing, unplanned share of releases): change",
     -0.072,
     {-0.12, -0.03},
     BandBy::list,
     Basis::calibrated,
     "dora2024; dora2025",
     "ai-share",
     [](Arms& arms) { return change(stability(arms["quarter"]), stability(arms["half"])); }},
    {"1b",
     "throughput, 50 % against 25 % of lines with AI",
     "items completed: change",
     -0.015,
     {-0.05, 0.05},
     BandBy::list,
     Basis::calibrated,
     "dora2024; dora2025",
     "ai-share",
     [](Arms& arms) { return change(items(arms["quarter"]), items(arms["half"])); }},
    {"1c",
     "the contrast itself: rise in the share of lines with AI",
     "share of lines: difference",
     0.25,
     {0.22, 0.28},
     BandBy::ours,
     Basis::set,
     "dora2024",
     "ai-share",
     [](Arms& arms) { return minus(ai_share(arms["half"]), ai_share(arms["quarter"])); }},
};

}  // namespace

std::span<const Experiment> experiments_on_stability() { return experiments; }

}  // namespace strathern
