// Fact 4: more defects in each change, and do incidents rise faster than output?
#include <limits>

#include "validate/experiment.hpp"

namespace strathern {
namespace {

PerReplicate a_change(const Outcomes& o, const char* output, const char* changes) {
    return ratio(o.sum(output, after_run_in), o.sum(changes, after_run_in));
}

PerReplicate issues(Arms& arms) {
    return ratio(a_change(arms["heavy"], "defects_made", "changes_opened"),
                 a_change(arms["light"], "defects_made", "changes_opened"));
}

// Incidents per merged change, after AI relative to before.
PerReplicate incidents(Arms& arms, const char* before, const char* after) {
    return ratio(a_change(arms[after], "incidents", "changes_merged"),
                 a_change(arms[before], "incidents", "changes_merged"));
}

PerReplicate incidents_idle(Arms& arms) { return incidents(arms, "before_idle", "after_idle"); }
PerReplicate incidents_busy(Arms& arms) { return incidents(arms, "before_busy", "after_busy"); }

PerReplicate used(const Outcomes& o) { return o.mean("review_utilisation", after_run_in); }

constexpr double endless = std::numeric_limits<double>::infinity();

constexpr Experiment experiments[] = {
    {"4a",
     "defects per change, mostly written with AI against hardly at all",
     "defects made / changes opened: ratio",
     1.68,
     {1.4, 2.0},
     BandBy::list,
     Basis::set,
     "coderabbit2025",
     "ai-defects",
     issues},
    {"4b",
     "incidents per change, after AI against before, reviewers with time to spare",
     "incidents / merged changes: ratio",
     1.235,
     {1.15, 3.5},
     BandBy::list,
     Basis::calibrated,
     "cortex2026",
     "ai-incidents",
     incidents_idle},
    {"4c",
     "incidents per change, after AI against before, reviewers saturated",
     "incidents / merged changes: ratio",
     3.43,
     {1.15, 3.5},
     BandBy::list,
     Basis::calibrated,
     "faros2026",
     "ai-incidents",
     incidents_busy},
    {"4d",
     "how much saturated review adds to that ratio",
     "ratio when saturated - ratio with time to spare",
     2.2,
     {0.0, endless},
     BandBy::list,
     Basis::calibrated,
     "faros2026; cortex2026",
     "ai-incidents",
     [](Arms& arms) { return minus(incidents_busy(arms), incidents_idle(arms)); }},
    {"4e",
     "the contrast itself: review time used before AI, saturated less with time to spare",
     "share of offered minutes: difference",
     0.4,
     {0.25, 1.0},
     BandBy::ours,
     Basis::set,
     "choice",
     "ai-incidents",
     [](Arms& arms) { return minus(used(arms["before_busy"]), used(arms["before_idle"])); }},
};

}  // namespace

std::span<const Experiment> experiments_on_defects() { return experiments; }

}  // namespace strathern
