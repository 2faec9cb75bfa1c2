// Do faults obey the theory of thinning and of software reliability? From writing them to customers who meet them.
#include <cmath>
#include <strathern/calendar.hpp>

#include "core/portable_math.hpp"
#include "verify/claim.hpp"

namespace strathern {
namespace {

constexpr std::size_t whole_run = 0, warm = 1;  // quarters

std::string unlike_a_source(const Scenario& s) {
    if (!s.practices.empty()) return "practices must be {}";
    return must_be(s, {{"organisation.overhead_share", 0}, {"activities.build_with_ai.habit_share", 0},
                       {"activities.review.habit_share", 0}, {"people.skill_sd_log", 0}, {"people.day_sd_log", 0},
                       {"people.attrition_per_year", 0}, {"people.learning_per_year", 0}, {"organisation.mid_share", 1},
                       {"work.hard_share", 0}, {"quality.debt_per_minute", 0}, {"quality.ci_minutes", 0},
                       {"release.train_days", 1}});
}

// Nobody reviews: what is written is what escapes.
std::string not_unreviewed(const Scenario& s) {
    if (s.parameters.work.change_law != Law::exponential) return "work.change_law must be \"exponential\"";
    const std::string unmet = must_be(s, {{"review.unreviewed_share", 1}, {"incidents.labour_limit_minutes", 0}});
    return unmet.empty() ? unlike_a_source(s) : unmet;
}

// All changes alike, read for a fixed time by somebody who is always there.
std::string not_read_alike(const Scenario& s) {
    if (s.parameters.work.change_law != Law::fixed) return "work.change_law must be \"fixed\"";
    if (s.parameters.review.minutes_law != ReviewLaw::fixed) return "review.minutes_law must be \"fixed\"";
    const std::string unmet =
        must_be(s, {{"work.lines_sd_log", 0}, {"review.unreviewed_share", 0}, {"review.return_share", 0},
                    {"review.rework_minutes", 0}, {"review.rework_minutes_per_fault", 0},
                    {"incidents.labour_limit_minutes", 0}, {"quality.design_defects_per_100_minutes", 0}});
    return unmet.empty() ? unlike_a_source(s) : unmet;
}

double per_minute(const Scenario& s) {
    const auto& q = s.parameters.quality;
    return 0.01 * (q.line_defects_per_100_minutes + q.design_defects_per_100_minutes);
}

double days(const Scenario& s) { return static_cast<double>(s.study.quarters_count) * days_per_quarter; }

// Faults come to light when a change is opened: those in what still lies on the desks after so many days do not count.
double faults_until(const Scenario& s, double day) {
    const double change = s.parameters.work.change_minutes, minutes = day * minutes_per_day;
    return per_minute(s) * static_cast<double>(s.parameters.organisation.engineers_count) *
           (minutes - change * -std::expm1(-minutes / change));
}

// A change of exponential size holds a geometric number of faults; each shows at once with the same chance.
double failing_share(const Scenario& s) {
    const double shown = per_minute(s) * s.parameters.work.change_minutes * s.parameters.incidents.at_release_share;
    return shown / (1.0 + shown);
}

// Goel and Okumoto with a steady source: a fault that does not show at release waits for an exponential time.
double incidents_in_all(const Scenario& s) {
    const auto& p = s.parameters.incidents;
    double unseen = 0.0;
    for (double day = 1.0; day <= days(s); day += 1.0)
        unseen = (unseen + (faults_until(s, day) - faults_until(s, day - 1.0)) * (1.0 - p.at_release_share)) * std::exp(-p.surface_per_day);
    return faults_until(s, days(s)) - unseen;
}

// Chance that a reading finds a fault that is there. @param part of the lines that is looked at
double detection(const Scenario& s, double part) {
    const auto& r = s.parameters.review;
    const double lines = s.parameters.work.lines_per_minute * s.parameters.work.change_minutes * part;
    return 1.0 - std::exp(-r.detection * r.minutes_mean / (r.minutes_per_line * lines));
}

/// What a change goes through until a reading finds nothing more.
struct Rounds {
    double reviews = 0.0, escaped = 0.0;
};

// Found and missed faults of a Poisson number are independent Poisson numbers, round after round.
Rounds rounds(const Scenario& s) {
    Rounds all;
    double reached = 1.0, left = per_minute(s) * s.parameters.work.change_minutes;
    for (int round = 0; reached > 1e-15; ++round) {
        const double p = detection(s, round == 0 ? 1.0 : s.parameters.review.second_look_share);
        const double none_found = std::exp(-left * p);
        all.reviews += reached;
        left *= 1.0 - p;
        all.escaped += reached * none_found * left;
        reached *= 1.0 - none_found;
    }
    return all;
}

std::vector<double> ratio(std::vector<double> top, const std::vector<double>& bottom) {
    for (std::size_t k = 0; k < top.size(); ++k) top[k] = bottom[k] > 0.0 ? top[k] / bottom[k] : 0.0;
    return top;
}

std::vector<double> per_merged(const Outcomes& e, const char* output) {
    return ratio(e.sum(output, warm), e.sum("changes_merged", warm));
}

// Mean of a lognormal time that is cut off at a limit.
double restore_hours(const Scenario& s) {
    const auto& p = s.parameters.incidents;
    const double sd = p.recovery_sd_log, limit = std::log(p.recovery_limit_minutes / p.recovery_minutes) / sd;
    const double below = p.recovery_minutes * std::exp(0.5 * sd * sd) * portable::normal_cdf(limit - sd);
    return (below + p.recovery_limit_minutes * portable::normal_cdf(-limit)) / 60.0;
}

std::string not_lognormal(const Scenario& s) {
    if (s.parameters.incidents.recovery_sd_log <= 0.0) return "incidents.recovery_sd_log must be above 0";
    return not_unreviewed(s);
}

constexpr Claim claims[] = {
    {"D0", "faults in opened changes", "rate x minutes, less what lies on desks", "derived", "faults-unreviewed", 0.02,
     not_unreviewed, [](const Scenario& s) { return faults_until(s, days(s)); },
     [](const Outcomes& e) { return e.sum("faults_made", whole_run); }},
    {"D1", "released changes that fail", "m a / (1 + m a)", "derived", "faults-unreviewed", 0.02, not_unreviewed,
     failing_share, [](const Outcomes& e) { return e.mean("change_failure_share", whole_run); }},
    {"D3", "incidents in all, late ones too", "kappa t - what is released and not seen; each day e^(-b) of it stays so", "goel1979",
     "faults-unreviewed", 0.02, not_unreviewed, incidents_in_all,
     [](const Outcomes& e) { return e.sum("incidents", whole_run); }},
    {"D6", "mean time to restore [h]", "lognormal, cut off", "derived", "faults-unreviewed", 0.04, not_lognormal,
     restore_hours, [](const Outcomes& e) { return e.mean("restore_hours", whole_run); }},
    {"D4", "faults that escape review, per change", "Poisson thinning, round after round", "derived", "faults-reviewed",
     0.03, not_read_alike, [](const Scenario& s) { return rounds(s).escaped; },
     [](const Outcomes& e) { return per_merged(e, "faults_escaped"); }},
    {"D5", "reviews per change until nothing is found", "1 + sum of P(found in round r)", "derived", "faults-reviewed",
     0.01, not_read_alike, [](const Scenario& s) { return rounds(s).reviews; },
     [](const Outcomes& e) { return per_merged(e, "reviews"); }},
};

}  // namespace

std::span<const Claim> claims_of_faults() { return claims; }

}  // namespace strathern
