// Do defects obey the theory of thinning and of software reliability? From introduction to incidents.
#include <cmath>
#include <strathern/calendar.hpp>
#include <strathern/params/definitions.hpp>
#include <strathern/params/incidents.hpp>
#include <strathern/params/organisation.hpp>
#include <strathern/params/quality.hpp>
#include <strathern/params/review.hpp>
#include <strathern/params/work.hpp>

#include "core/portable_math.hpp"
#include "study/study.hpp"
#include "verify/claim.hpp"

namespace strathern {
namespace {

constexpr std::size_t whole_run = 0, warm = 1;  // quarters

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

/// Defects are introduced in the first quarter only.
constexpr double making_days = days_per_quarter;

/// Probability that a hidden defect surfaces within the second quarter.
double showing(const Scenario& s) { return -std::expm1(-s.parameters.incidents().surface_per_day * days_per_quarter); }

std::string not_hidden(const Scenario& s) {
    return s.parameters.incidents().at_release_share == 0.0
               ? ""
               : "incidents.at_release_share must be 0: nothing may surface at releases after the first quarter";
}

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

constexpr int most_rounds = 1000;

// Found and missed defects of a Poisson number are independent Poisson numbers in every round.
Rounds rounds(const Scenario& s) {
    Rounds all;
    double reached = 1.0,
           left = 0.01 * s.parameters.quality().line_defects_per_100_minutes * s.parameters.work().change_minutes;
    for (int round = 0; reached > 1e-15 && round < most_rounds; ++round) {
        const double p = detection(s, round == 0 ? 1.0 : s.parameters.review().second_look_share);
        const double none_found = std::exp(-left * p);
        all.reviews += reached;
        left *= 1.0 - p;
        all.escaped += reached * none_found * left;
        reached *= 1.0 - none_found;
    }
    return all;
}

// Reviewers who fall behind see fewer second rounds than first ones.
std::string not_read_in_time(const Scenario& s) {
    constexpr double busiest = 0.8;
    const auto& p = s.parameters;
    const double opened_per_minute = static_cast<double>(p.organisation().engineers_count) / p.work().change_minutes;
    return opened_per_minute * rounds(s).reviews * p.review().minutes_mean <=
                   busiest * static_cast<double>(p.review().dedicated_reviewers_per_team)
               ? ""
               : "reviewers must have a fifth of their time to spare: fewer changes, rounds or review.minutes_mean";
}

// The same with the reading time that a policy sets on the first day.
double escaped_when_hurried(const Scenario& s) {
    Scenario hurried = s;
    for (const Intervention& step : s.policies[policy_position(s, "hurried")].value.interventions)
        for (const Setting& setting : step.set) hurried.parameters.review().minutes_mean = setting.value;
    return rounds(hurried).escaped;
}

std::vector<double> difference(std::vector<double> x, const std::vector<double>& less) {
    for (std::size_t k = 0; k < x.size(); ++k) x[k] -= less[k];
    return x;
}

std::vector<double> ratio(std::vector<double> top, const std::vector<double>& bottom) {
    for (std::size_t k = 0; k < top.size(); ++k) top[k] /= bottom[k];
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

using enum ClaimKind;

constexpr const char* beside = "money.* customers.*";

constexpr Claim claims[] = {
    {"D0", theorem, "defects in opened changes", "rate x minutes, less unfinished work", "derived",
     "defects-unreviewed", 0.02, nullptr, [](const Scenario& s) { return defects_until(s, days(s)); },
     [](const Outcomes& e) { return e.sum("defects_made", whole_run); }, beside},
    {"D1", theorem, "released changes that fail", "m a / (1 + m a)", "derived", "defects-unreviewed", 0.02, nullptr,
     failing_share, [](const Outcomes& e) { return e.mean("change_failure_share", whole_run); }, beside},
    {"D3", theorem, "all incidents, including late ones",
     "kappa t - released and not yet surfaced; each day e^(-b) of it remains", "goel1979", "defects-unreviewed", 0.02,
     nullptr, incidents_in_all, [](const Outcomes& e) { return e.sum("incidents", whole_run); }, beside},
    {"D6", theorem, "mean time to restore [h]", "truncated lognormal", "derived", "defects-unreviewed", 0.04, nullptr,
     restore_hours, [](const Outcomes& e) { return e.mean("restore_hours", whole_run); }, beside},
    {"D4", theorem, "defects that escape review, per change", "Poisson thinning in every round", "derived",
     "defects-reviewed", 0.03, not_read_in_time, [](const Scenario& s) { return rounds(s).escaped; },
     [](const Outcomes& e) { return per_merged(e, "defects_escaped"); }, beside},
    {"D5", theorem, "reviews per change until nothing is found", "1 + sum of P(found in round r)", "derived",
     "defects-reviewed", 0.01, not_read_in_time, [](const Scenario& s) { return rounds(s).reviews; },
     [](const Outcomes& e) { return per_merged(e, "reviews"); }, beside},
    {"D5d", theorem, "additional defects that escape when reading time is halved, per change",
     "1 - e^(-t / t0) of each defect in every round", "derived", "defects-reviewed", 0.05, not_read_in_time,
     [](const Scenario& s) { return escaped_when_hurried(s) - rounds(s).escaped; },
     [](const Outcomes& e) {
         return difference(per_merged(e.under("hurried"), "defects_escaped"), per_merged(e, "defects_escaped"));
     },
     beside},
    {"D3m", theorem, "hidden defects at the end", "kappa / b, in whole days", "derived", "defects-unreviewed", 0.05,
     nullptr, [](const Scenario& s) { return hidden_after(s, days(s)); },
     [](const Outcomes& e) { return e.at("latent_defects", last_quarter(e)); }, beside},
    {"D3v", theorem, "variance of hidden defects", "Poisson: the mean", "derived", "defects-late", 0.05, not_hidden,
     hidden_when_stopped,
     [](const Outcomes& e) { return squares(e.at("latent_defects", 0), hidden_when_stopped(e.scenario())); }, beside},
    {"D1m", theorem, "incidents from already released defects", "a (1 - e^(-b t))", "goel1979", "defects-late", 0.02,
     not_hidden, late_incidents, [](const Outcomes& e) { return e.at("incidents", 1); }, beside},
    {"D1v", theorem, "their variance, when a is Poisson", "a (1 - e^(-b t))", "goel1979", "defects-late", 0.05,
     not_hidden, late_incidents,
     [](const Outcomes& e) { return squares(e.at("incidents", 1), late_incidents(e.scenario())); }, beside},
    {"D2v", theorem, "their variance, given the number of defects", "N p (1 - p)", "jelinski1972", "defects-late", 0.05,
     not_hidden, [](const Scenario& s) { return late_incidents(s) * (1.0 - showing(s)); },
     [](const Outcomes& e) {
         return squares(e.at("incidents", 1), times(e.at("latent_defects", 0), showing(e.scenario())));
     },
     beside},
    {"S2", theorem, "variance of high severity, given all incidents", "n p (1 - p)", "derived", "defects-late", 0.05,
     not_hidden,
     [](const Scenario& s) {
         const double high = s.parameters.incidents().high_share;
         return high * (1.0 - high) * late_incidents(s);
     },
     [](const Outcomes& e) {
         return squares(e.at("incidents_high", 1), times(e.at("incidents", 1), e.given().incidents().high_share));
     },
     beside},
};

}  // namespace

std::span<const Claim> claims_of_defects() { return claims; }

}  // namespace strathern
