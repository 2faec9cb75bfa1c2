// Levels of an organisation left alone: does the default organisation merge, read, break, mend and spend as much as
// organisations do?
#include <strathern/calendar.hpp>

#include "validate/experiment.hpp"
#include "validate/size.hpp"

namespace strathern {
namespace {

// The warm-up is over before the first quarter, and nothing changes in it: every quarter counts.
constexpr std::size_t first = 0;
constexpr const char* alone = "none";
constexpr double months_a_year = 12.0, minutes_an_hour = 60.0;

PerReplicate times(PerReplicate values, double factor) {
    for (double& value : values) value *= factor;
    return values;
}

PerReplicate an_engineer_week(Arms& arms, const char* output) {
    const Outcomes& o = arms[alone];
    return times(o.sum(output, first), 1.0 / (engineers(o) * years(o) * weeks_per_year));
}

PerReplicate mean_over(Arms& arms, const char* output, const char* weight) {
    return arms[alone].weighted_mean(output, weight, first);
}

// Reviews stand for first reviews, of which no output tells the number.
PerReplicate mean_wait(Arms& arms) { return mean_over(arms, "review_wait_hours", "reviews"); }

PerReplicate quantile(Arms& arms, Distributed quantity, double share, double factor = 1.0) {
    PerReplicate values;
    for (const Distributions& d : arms.distributions(alone)) values.push_back(factor * d.quantile(quantity, share));
    return values;
}

PerReplicate past_review(Arms& arms) {
    return arms["without_glances"].weighted_mean("unread_share", "changes_merged", first);
}

PerReplicate set_off_by_a_change(Arms& arms) {
    PerReplicate values = mean_over(arms, "incidents_without_change_share", "incidents");
    for (double& value : values) value = 1.0 - value;
    return values;
}

PerReplicate restore_log_sd(Arms& arms) {
    PerReplicate values;
    for (const Distributions& d : arms.distributions(alone)) values.push_back(d.log_sd(Distributed::restore));
    return values;
}

PerReplicate incidents_a_month(Arms& arms) {
    return times(arms[alone].sum("incidents", first), 1.0 / (months_a_year * years(arms[alone])));
}

PerReplicate leavers_a_year(Arms& arms) {
    return times(arms[alone].sum("leavers", first), 1.0 / (engineers(arms[alone]) * years(arms[alone])));
}

PerReplicate cost_over_revenue(Arms& arms) {
    return ratio(arms[alone].sum("total_cost", first), arms[alone].sum("revenue", first));
}

constexpr BandBy list = BandBy::list;
constexpr Basis set = Basis::set, calibrated = Basis::calibrated;
constexpr const char* file = "levels";

constexpr Experiment experiments[] = {
    {"L1",
     "changes merged an engineer-week",
     "changes merged / engineers / weeks",
     3.5,
     {3.0, 4.3},
     list,
     set,
     "dx2026",
     file,
     [](Arms& arms) { return an_engineer_week(arms, "changes_merged"); }},
    {"L2",
     "reviews an engineer-week",
     "reviews on record / engineers / weeks",
     4.0,
     {3.0, 6.0},
     list,
     calibrated,
     "sadowski2018",
     file,
     [](Arms& arms) { return an_engineer_week(arms, "reviews"); }},
    {"L3",
     "hours in review an engineer-week",
     "hours in review / engineers / weeks",
     2.85,
     {2.0, 4.5},
     list,
     calibrated,
     "sadowski2018; meyer2021",
     file,
     [](Arms& arms) { return an_engineer_week(arms, "hours_review"); }},
    {"L4",
     "merged with no review, where nobody approves unread",
     "share of merged changes",
     0.11,
     {0.04, 0.18},
     list,
     set,
     "codeclimate; graphite",
     file,
     past_review},
    {"L5",
     "lines of a change, median",
     "median over changes",
     28.0,
     {20.0, 45.0},
     list,
     set,
     "sadowski2018; linearb",
     file,
     [](Arms& arms) { return quantile(arms, Distributed::change_size, 0.5); }},
    {"L6",
     "lines of a change, third quartile",
     "third quartile over changes",
     120.0,
     {80.0, 180.0},
     list,
     set,
     "linearb",
     file,
     [](Arms& arms) { return quantile(arms, Distributed::change_size, 0.75); }},
    {"L7",
     "lines of a change, mean",
     "mean over changes",
     250.0,
     {150.0, 400.0},
     list,
     set,
     "linearb",
     file,
     [](Arms& arms) { return mean_over(arms, "lines_per_change", "changes_opened"); }},
    {"L8",
     "wait for the first review, median",
     "working hours, median over changes",
     2.0,
     {0.5, 5.0},
     list,
     calibrated,
     "sadowski2018; linearb",
     file,
     [](Arms& arms) { return quantile(arms, Distributed::review_wait, 0.5); }},
    {"L9",
     "wait for the first review, mean",
     "working hours, mean over changes",
     10.0,
     {4.0, 15.0},
     list,
     calibrated,
     "linearb",
     file,
     mean_wait},
    {"L10",
     "releases that fail",
     "share of releases",
     0.19,
     {0.08, 0.25},
     list,
     calibrated,
     "dora2024",
     file,
     [](Arms& arms) { return mean_over(arms, "release_failure_share", "releases"); }},
    {"L11",
     "incidents a month of an organisation of 56 engineers",
     "incidents / months",
     10.0,
     {6.0, 15.0},
     list,
     calibrated,
     "firehydrant",
     file,
     incidents_a_month},
    {"L12",
     "incidents that a change set off",
     "share of incidents",
     0.69,
     {0.6, 0.8},
     list,
     set,
     "sre",
     file,
     set_off_by_a_change},
    {"L13",
     "time to restore, median",
     "minutes, median over incidents",
     110.0,
     {60.0, 180.0},
     list,
     set,
     "revelara; mrshu2026",
     file,
     [](Arms& arms) { return quantile(arms, Distributed::restore, 0.5, minutes_an_hour); }},
    {"L14",
     "time to restore, spread",
     "standard deviation of logs over incidents",
     1.2,
     {1.0, 1.5},
     list,
     set,
     "revelara; mrshu2026",
     file,
     restore_log_sd},
    {"L15",
     "lines written with AI",
     "share of lines",
     0.34,
     {0.2, 0.45},
     list,
     calibrated,
     "sonar2026; dx2026",
     file,
     [](Arms& arms) { return mean_over(arms, "ai_line_share", "lines"); }},
    {"L16",
     "tokens an engineer-month, median",
     "million tokens: median person-week x 52 / 12",
     50.0,
     {30.0, 130.0},
     list,
     set,
     "jellyfish2026",
     file,
     [](Arms& arms) { return quantile(arms, Distributed::tokens, 0.5, 1e-6 * weeks_per_year / months_a_year); }},
    {"L17",
     "tokens, ninth decile over median",
     "ratio over person-weeks",
     8.5,
     {5.0, 12.0},
     list,
     set,
     "jellyfish2026",
     file,
     [](Arms& arms) {
         return ratio(quantile(arms, Distributed::tokens, 0.9), quantile(arms, Distributed::tokens, 0.5));
     }},
    {"L18",
     "engineers who leave in a year",
     "leavers / engineers / years",
     0.1,
     {0.08, 0.13},
     list,
     set,
     "linkedin2018; mercer2023",
     file,
     leavers_a_year},
    {"L19",
     "what engineers cost, over revenue",
     "total cost / revenue",
     0.25,
     {0.15, 0.4},
     list,
     calibrated,
     "drivetrain2025",
     file,
     cost_over_revenue},
};

}  // namespace

std::span<const Experiment> experiments_on_levels() { return experiments; }

}  // namespace strathern
