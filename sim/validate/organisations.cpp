// Levels of the shipped organisations: does each deliver as the cluster of the DORA survey does that it stands for?
#include <strathern/calendar.hpp>

#include "validate/experiment.hpp"
#include "validate/size.hpp"

namespace strathern {
namespace {

constexpr const char* alone = "none";

PerReplicate failures(Arms& arms) { return arms[alone].weighted_mean("release_failure_share", "releases"); }

/// Of a team: its working days over its releases.
PerReplicate days_between_releases(Arms& arms) {
    const Outcomes& o = arms[alone];
    const double days = years(o) * weeks_per_year * days_per_week;
    PerReplicate values = o.sum("releases");
    for (double& value : values) value = teams(o) * days / value;
    return values;
}

PerReplicate median(Arms& arms, Distributed quantity) {
    PerReplicate values;
    for (const Distributions& each : arms.distributions(alone)) values.push_back(each.quantile(quantity, 0.5));
    return values;
}

PerReplicate lead_time(Arms& arms) { return median(arms, Distributed::lead_time); }
PerReplicate restore(Arms& arms) { return median(arms, Distributed::restore); }

constexpr const char* source = "dora2024";
constexpr Basis set = Basis::set, calibrated = Basis::calibrated;

/// The survey asks for one of a few answers, so a band is an answer, and a target its middle on a scale of ratios.
constexpr Experiment row(const char* id, const char* statement, double target, Band band, const char* scenario) {
    return {id, statement, "", target, band, BandBy::list, calibrated, source, scenario, nullptr};
}

/// Shares are single numbers: a band reaches halfway to the next cluster's, so that their order can't be lost.
constexpr Experiment failing(Experiment e) {
    e.statistic = "share of releases";
    e.band_by = BandBy::ours;
    e.observed = failures;
    return e;
}

constexpr Experiment leading(Experiment e) {
    e.statistic = "working days from a change's first line to its release, median over changes";
    e.observed = lead_time;
    return e;
}

constexpr Experiment releasing(Experiment e) {
    e.statistic = "working days / releases of a team";
    e.basis = set;
    e.observed = days_between_releases;
    return e;
}

constexpr Experiment restoring(Experiment e) {
    e.statistic = "working hours, median over incidents";
    e.basis = set;
    e.observed = restore;
    return e;
}

constexpr Experiment experiments[] = {
    failing(row("dora.elite_failures", "elite: releases that fail", 0.05, {0.025, 0.075}, "dora/elite")),
    leading(row("dora.elite_lead_time", "elite: lead time for changes", 0.5, {0.0, 1.0}, "dora/elite")),
    releasing(row("dora.elite_interval", "elite: days between releases", 1.0, {0.0, 1.5}, "dora/elite")),
    restoring(row("dora.elite_restore", "elite: time to restore", 0.7, {0.0, 1.0}, "dora/elite")),
    failing(row("dora.high_failures", "high: releases that fail", 0.2, {0.15, 0.3}, "dora/high")),
    leading(row("dora.high_lead_time", "high: lead time for changes", 2.2, {1.0, 5.0}, "dora/high")),
    releasing(row("dora.high_interval", "high: days between releases", 2.2, {1.0, 5.0}, "dora/high")),
    restoring(row("dora.high_restore", "high: time to restore", 2.8, {1.0, 8.0}, "dora/high")),
    failing(row("dora.medium_failures", "medium: releases that fail", 0.1, {0.075, 0.15}, "dora/medium")),
    leading(row("dora.medium_lead_time", "medium: lead time for changes", 10.0, {5.0, 21.0}, "dora/medium")),
    releasing(row("dora.medium_interval", "medium: days between releases", 10.0, {5.0, 21.0}, "dora/medium")),
    restoring(row("dora.medium_restore", "medium: time to restore", 2.8, {1.0, 8.0}, "dora/medium")),
    failing(row("dora.low_failures", "low: releases that fail", 0.4, {0.3, 0.55}, "dora/low")),
    leading(row("dora.low_lead_time", "low: lead time for changes", 50.0, {21.0, 126.0}, "dora/low")),
    releasing(row("dora.low_interval", "low: days between releases", 50.0, {21.0, 126.0}, "dora/low")),
    restoring(row("dora.low_restore", "low: time to restore", 80.0, {40.0, 170.0}, "dora/low")),
};

}  // namespace

std::span<const Experiment> experiments_on_organisations() { return experiments; }

}  // namespace strathern
