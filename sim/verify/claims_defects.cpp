// Do defects obey the theory of thinning and of software reliability? From introduction to incidents.
#include <algorithm>
#include <cmath>
#include <strathern/calendar.hpp>
#include <strathern/params/customers.hpp>
#include <strathern/params/definitions.hpp>
#include <strathern/params/incidents.hpp>
#include <strathern/params/organisation.hpp>
#include <strathern/params/quality.hpp>
#include <strathern/params/review.hpp>
#include <strathern/params/work.hpp>
#include <string_view>

#include "core/portable_math.hpp"
#include "study/study.hpp"
#include "verify/claim.hpp"

namespace strathern {
namespace {

constexpr std::size_t whole_run = 0, warm = 1;  // quarters

std::string unlike_a_source(const Scenario& s) {
    if (!s.practices.empty()) return "practices must be {}";
    return must_be(s, {{"organisation.overhead_share", 0},
                       {"activities.build_with_ai.habit_share", 0},
                       {"activities.review.habit_share", 0},
                       {"people.skill_sd_log", 0},
                       {"people.day_sd_log", 0},
                       {"people.attrition_per_year", 0},
                       {"people.learning_per_year", 0},
                       {"organisation.mid_share", 1},
                       {"work.hard_share", 0},
                       {"quality.debt_per_minute", 0},
                       {"quality.ci_minutes", 0},
                       {"release.train_days", 1}});
}

// Nobody reviews: every defect escapes.
std::string not_unreviewed(const Scenario& s) {
    if (s.parameters.work().change_law != Law::exponential) return "work.change_law must be \"exponential\"";
    const std::string unmet = must_be(s, {{"review.unreviewed_share", 1},
                                          {"incidents.labour_limit_minutes", 0},
                                          {"incidents.postmortem_minutes", 0},
                                          {"incidents.revert_minutes", 0}});
    return unmet.empty() ? unlike_a_source(s) : unmet;
}

// All changes are alike and read for a fixed time by a reviewer who is always available.
std::string not_read_alike(const Scenario& s) {
    if (s.parameters.work().change_law != Law::fixed) return "work.change_law must be \"fixed\"";
    if (s.parameters.review().minutes_law != ReviewLaw::fixed) return "review.minutes_law must be \"fixed\"";
    const std::string unmet = must_be(s, {{"work.lines_sd_log", 0},
                                          {"review.unreviewed_share", 0},
                                          {"review.return_share", 0},
                                          {"review.rework_minutes", 0},
                                          {"review.rework_minutes_per_defect", 0},
                                          {"incidents.labour_limit_minutes", 0},
                                          {"incidents.postmortem_minutes", 0},
                                          {"incidents.revert_minutes", 0},
                                          {"quality.design_defects_per_100_minutes", 0}});
    return unmet.empty() ? unlike_a_source(s) : unmet;
}

double per_minute(const Scenario& s) {
    const auto& q = s.parameters.quality();
    return 0.01 * (q.line_defects_per_100_minutes + q.design_defects_per_100_minutes);
}

double days(const Scenario& s) { return static_cast<double>(s.study.quarters_count) * days_per_quarter; }

// Defects are counted when a change is opened: those in unfinished changes at the end do not count.
double defects_until(const Scenario& s, double day) {
    const double change = s.parameters.work().change_minutes, minutes = day * minutes_per_day;
    return per_minute(s) * static_cast<double>(s.parameters.organisation().engineers_count) *
           (minutes - change * -std::expm1(-minutes / change));
}

// A change of exponential size has a geometric number of defects; each surfaces at once with the same probability.
double failing_share(const Scenario& s) {
    const double shown = per_minute(s) * s.parameters.work().change_minutes * s.parameters.incidents().at_release_share;
    return shown / (1.0 + shown);
}

// Goel and Okumoto with a steady source: a defect that does not surface at release does so after an exponential time.
double hidden_after(const Scenario& s, double last) {
    const auto& p = s.parameters.incidents();
    double unseen = 0.0;
    for (double day = 1.0; day <= last; day += 1.0)
        unseen = (unseen + (defects_until(s, day) - defects_until(s, day - 1.0)) * (1.0 - p.at_release_share)) *
                 std::exp(-p.surface_per_day);
    return unseen;
}

double incidents_until(const Scenario& s, double day) { return defects_until(s, day) - hidden_after(s, day); }
double incidents_in_all(const Scenario& s) { return incidents_until(s, days(s)); }

std::string not_kept(const Scenario& s) {
    const std::string unmet = not_unreviewed(s);
    return unmet.empty() ? must_be(s, {{"incidents.revert_share", 0}}) : unmet;
}

/// Defects are introduced in the first quarter only.
constexpr double making_days = days_per_quarter;

std::string not_stopped(const Scenario& s) {
    const std::string unmet = must_be(s, {{"incidents.at_release_share", 0}});
    if (!unmet.empty()) return unmet;
    const Policy& policy = s.policies[policy_position(s, s.study.baseline)].value;
    bool stops[2] = {};
    for (const Intervention& step : policy.interventions)
        for (const Setting& setting : step.set) {
            stops[0] |=
                std::string_view(setting.path) == "quality.line_defects_per_100_minutes" && setting.value == 0.0;
            stops[1] |=
                std::string_view(setting.path) == "quality.design_defects_per_100_minutes" && setting.value == 0.0;
        }
    const bool once = policy.interventions.size() == 1 && policy.interventions.front().at == weeks_per_quarter;
    if (!once || !stops[0] || !stops[1] || s.study.quarters_count != 2)
        return "the baseline must set both rates of defects to 0 in quarter 2, the last";
    return not_kept(s);
}

/// Probability that a hidden defect surfaces within the second quarter.
double showing(const Scenario& s) { return -std::expm1(-s.parameters.incidents().surface_per_day * days_per_quarter); }

double hidden_when_stopped(const Scenario& s) { return hidden_after(s, making_days); }
double late_incidents(const Scenario& s) { return hidden_when_stopped(s) * showing(s); }

/// Squared deviations from each expected value: their mean is a variance. @param x,expected one number per replicate
std::vector<double> squares(std::vector<double> x, const std::vector<double>& expected) {
    for (std::size_t k = 0; k < x.size(); ++k) x[k] = (x[k] - expected[k]) * (x[k] - expected[k]);
    return x;
}

std::vector<double> squares(const std::vector<double>& x, double expected) {
    return squares(x, std::vector<double>(x.size(), expected));
}

std::vector<double> times(std::vector<double> x, double factor) {
    for (double& value : x) value *= factor;
    return x;
}

/// Mean pain of an incident: its severity times a power of a truncated lognormal length.
double pain_per_incident(const Scenario& s) {
    const auto& p = s.parameters.incidents();
    const double sd = p.recovery_sd_log, power = p.pain_length_exponent;
    const double limit = std::log(p.recovery_limit_minutes / p.recovery_minutes);
    const double below = std::exp(0.5 * power * power * sd * sd) * portable::normal_cdf(limit / sd - power * sd);
    const double length = below + std::exp(power * limit) * portable::normal_cdf(-limit / sd);
    return length * (p.high_share * p.pain_high + p.medium_share * p.pain_medium +
                     (1.0 - p.high_share - p.medium_share) * p.pain_low);
}

// Memory decays by the same share every week: a geometric sum.
double pain_per_member(const Scenario& s) {
    const auto& c = s.parameters.customers();
    const double people = static_cast<double>(s.parameters.organisation().engineers_count);
    double pain = c.pain_start_per_engineer * people;
    for (double day = days_per_week; day <= days(s); day += days_per_week)
        pain = pain * std::exp(-1.0 / c.pain_memory_weeks) +
               pain_per_incident(s) * (incidents_until(s, day) - incidents_until(s, day - days_per_week));
    return pain / people;
}

std::size_t last_quarter(const Outcomes& e) { return static_cast<std::size_t>(e.scenario().study.quarters_count - 1); }

// Probability that a reading finds an existing defect. @param part of the lines that is read
double detection(const Scenario& s, double part) {
    const auto& r = s.parameters.review();
    const double lines = s.parameters.work().lines_per_minute * s.parameters.work().change_minutes * part;
    return 1.0 - std::exp(-r.detection * r.minutes_mean / (r.minutes_per_line * lines));
}

/// The rounds of a change until a reading finds nothing more.
struct Rounds {
    double reviews = 0.0, escaped = 0.0;
};

// Found and missed defects of a Poisson number are independent Poisson numbers in every round.
Rounds rounds(const Scenario& s) {
    Rounds all;
    double reached = 1.0, left = per_minute(s) * s.parameters.work().change_minutes;
    for (int round = 0; reached > 1e-15; ++round) {
        const double p = detection(s, round == 0 ? 1.0 : s.parameters.review().second_look_share);
        const double none_found = std::exp(-left * p);
        all.reviews += reached;
        left *= 1.0 - p;
        all.escaped += reached * none_found * left;
        reached *= 1.0 - none_found;
    }
    return all;
}

// The same with the reading time that a policy sets on the first day.
double escaped_when_hurried(const Scenario& s) {
    Scenario hurried = s;
    for (const Intervention& step : s.policies[policy_position(s, "hurried")].value.interventions)
        for (const Setting& setting : step.set) hurried.parameters.review().minutes_mean = setting.value;
    return rounds(hurried).escaped;
}

std::string not_hurried(const Scenario& s) {
    const auto hurried = [](const auto& policy) { return policy.name == "hurried"; };
    const auto at = std::find_if(s.policies.begin(), s.policies.end(), hurried);
    const std::string needed = "policies.hurried must set review.minutes_mean, nothing else, in week 1";
    if (at == s.policies.end() || at->value.interventions.size() != 1) return needed;
    const Intervention& step = at->value.interventions.front();
    if (step.at != 0 || step.set.size() != 1 || std::string_view(step.set.front().path) != "review.minutes_mean")
        return needed;
    return not_read_alike(s);
}

std::vector<double> difference(std::vector<double> x, const std::vector<double>& less) {
    for (std::size_t k = 0; k < x.size(); ++k) x[k] -= less[k];
    return x;
}

std::vector<double> ratio(std::vector<double> top, const std::vector<double>& bottom) {
    for (std::size_t k = 0; k < top.size(); ++k) top[k] = bottom[k] > 0.0 ? top[k] / bottom[k] : 0.0;
    return top;
}

std::vector<double> per_merged(const Outcomes& e, const char* output) {
    return ratio(e.sum(output, warm), e.sum("changes_merged", warm));
}

// Mean of a lognormal time truncated at a limit.
double restore_hours(const Scenario& s) {
    const auto& p = s.parameters.incidents();
    const double sd = p.recovery_sd_log, limit = std::log(p.recovery_limit_minutes / p.recovery_minutes) / sd;
    const double below = p.recovery_minutes * std::exp(0.5 * sd * sd) * portable::normal_cdf(limit - sd);
    return (below + p.recovery_limit_minutes * portable::normal_cdf(-limit)) / 60.0;
}

std::string not_felt_alike(const Scenario& s) {
    if (s.parameters.incidents().recovery_sd_log <= 0.0) return "incidents.recovery_sd_log must be above 0";
    return not_kept(s);
}

std::string not_lognormal(const Scenario& s) {
    if (s.parameters.incidents().recovery_sd_log <= 0.0) return "incidents.recovery_sd_log must be above 0";
    return not_unreviewed(s);
}

constexpr Claim claims[] = {
    {"D0", "defects in opened changes", "rate x minutes, less unfinished work", "derived", "defects-unreviewed", 0.02,
     not_unreviewed, [](const Scenario& s) { return defects_until(s, days(s)); },
     [](const Outcomes& e) { return e.sum("defects_made", whole_run); }},
    {"D1", "released changes that fail", "m a / (1 + m a)", "derived", "defects-unreviewed", 0.02, not_unreviewed,
     failing_share, [](const Outcomes& e) { return e.mean("change_failure_share", whole_run); }},
    {"D3", "all incidents, including late ones",
     "kappa t - released and not yet surfaced; each day e^(-b) of it remains", "goel1979", "defects-unreviewed", 0.02,
     not_kept, incidents_in_all, [](const Outcomes& e) { return e.sum("incidents", whole_run); }},
    {"D6", "mean time to restore [h]", "truncated lognormal", "derived", "defects-unreviewed", 0.04, not_lognormal,
     restore_hours, [](const Outcomes& e) { return e.mean("restore_hours", whole_run); }},
    {"D4", "defects that escape review, per change", "Poisson thinning in every round", "derived", "defects-reviewed",
     0.03, not_read_alike, [](const Scenario& s) { return rounds(s).escaped; },
     [](const Outcomes& e) { return per_merged(e, "defects_escaped"); }},
    {"D5", "reviews per change until nothing is found", "1 + sum of P(found in round r)", "derived", "defects-reviewed",
     0.01, not_read_alike, [](const Scenario& s) { return rounds(s).reviews; },
     [](const Outcomes& e) { return per_merged(e, "reviews"); }},
    {"D5d", "additional defects that escape when reading time is halved, per change",
     "1 - e^(-t / t0) of each defect in every round", "derived", "defects-reviewed", 0.05, not_hurried,
     [](const Scenario& s) { return escaped_when_hurried(s) - rounds(s).escaped; },
     [](const Outcomes& e) {
         return difference(per_merged(e.under("hurried"), "defects_escaped"), per_merged(e, "defects_escaped"));
     }},
    {"D3m", "hidden defects at the end", "kappa / b, in whole days", "derived", "defects-unreviewed", 0.03, not_kept,
     [](const Scenario& s) { return hidden_after(s, days(s)); },
     [](const Outcomes& e) { return e.at("latent_defects", last_quarter(e)); }},
    {"D3v", "variance of hidden defects", "Poisson: the mean", "derived", "defects-late", 0.12, not_stopped,
     hidden_when_stopped,
     [](const Outcomes& e) { return squares(e.at("latent_defects", 0), hidden_when_stopped(e.scenario())); }},
    {"D1m", "incidents from already released defects", "a (1 - e^(-b t))", "goel1979", "defects-late", 0.02,
     not_stopped, late_incidents, [](const Outcomes& e) { return e.at("incidents", 1); }},
    {"D1v", "their variance, when a is Poisson", "a (1 - e^(-b t))", "goel1979", "defects-late", 0.12, not_stopped,
     late_incidents, [](const Outcomes& e) { return squares(e.at("incidents", 1), late_incidents(e.scenario())); }},
    {"D2v", "their variance, given the number of defects", "N p (1 - p)", "jelinski1972", "defects-late", 0.12,
     not_stopped, [](const Scenario& s) { return late_incidents(s) * (1.0 - showing(s)); },
     [](const Outcomes& e) {
         return squares(e.at("incidents", 1), times(e.at("latent_defects", 0), showing(e.scenario())));
     }},
    {"S1", "incidents of high severity", "share x incidents", "derived", "defects-unreviewed", 0.02, not_kept,
     [](const Scenario& s) { return s.parameters.incidents().high_share * incidents_in_all(s); },
     [](const Outcomes& e) { return e.sum("incidents_high", whole_run); }},
    {"S2", "variance of high severity, given all incidents", "n p (1 - p)", "derived", "defects-late", 0.12,
     not_stopped,
     [](const Scenario& s) {
         const double high = s.parameters.incidents().high_share;
         return high * (1.0 - high) * late_incidents(s);
     },
     [](const Outcomes& e) {
         return squares(e.at("incidents_high", 1), times(e.at("incidents", 1), e.given().incidents().high_share));
     }},
    {"D7", "failed changes that are reverted", "share", "derived", "defects-reverted", 0.02, not_unreviewed,
     [](const Scenario& s) { return s.parameters.incidents().revert_share; },
     [](const Outcomes& e) {
         const std::vector<double> failed = e.weighted_mean("change_failure_share", "changes_merged", whole_run);
         return ratio(ratio(e.sum("changes_reverted", whole_run), e.sum("changes_merged", whole_run)), failed);
     }},
    {"C4", "remaining pain, per engineer", "geometric sum of incidents x mean pain", "derived", "defects-unreviewed",
     0.05, not_felt_alike, pain_per_member, [](const Outcomes& e) { return e.at("pain_felt", last_quarter(e)); }},
};

}  // namespace

std::span<const Claim> claims_of_defects() { return claims; }

}  // namespace strathern
