// Do turnover, ramp and learning agree with renewal theory?
#include <cmath>
#include <strathern/calendar.hpp>
#include <strathern/params/definitions.hpp>
#include <strathern/params/organisation.hpp>
#include <strathern/params/people.hpp>
#include <strathern/params/work.hpp>

#include "core/portable_math.hpp"
#include "verify/claim.hpp"

namespace strathern {
namespace {

constexpr std::size_t whole_run = 0;  // quarters

double engineers(const Scenario& s) { return static_cast<double>(s.parameters.organisation().engineers_count); }
int weeks(const Scenario& s) { return static_cast<int>(s.study.quarters_count) * weeks_per_quarter; }

double leaving_a_week(const Scenario& s) {
    return -std::expm1(-s.parameters.people().attrition_per_year / weeks_per_year);
}

double changes_at_full_speed(const Scenario& s) {
    return engineers(s) * days_per_week * minutes_per_day / s.parameters.work().change_minutes;  // a week
}

// Speed of an engineer of this tenure in weeks.
double ramp(const People& p, int tenure) {
    const double ramped =
        p.ramp_start_share + (1.0 - p.ramp_start_share) * tenure * days_per_week / static_cast<double>(p.ramp_days);
    return std::fmin(ramped, 1.0);
}

// Tenures are geometric; those who have never left are at full speed.
double changes_with_turnover(const Scenario& s) {
    const double leave = leaving_a_week(s);
    double speed = 0.0;  // of a seat, summed over weeks
    for (int week = 0; week < weeks(s); ++week) {
        double newcomers = 0.0, stay = 1.0;
        for (int tenure = 0; tenure < week; ++tenure, stay *= 1.0 - leave)
            newcomers += stay * leave * ramp(s.parameters.people(), tenure);
        speed += newcomers + stay;
    }
    return speed * changes_at_full_speed(s);
}

// Selection on skill plus error: the selected are better by less than they seem.
double lead_of_promoted(const Scenario& s) {
    const auto& p = s.parameters.people();
    const double z = portable::normal_quantile(1.0 - p.promotion_share_per_year);
    constexpr double per_density = 0.3989422804014327;  // 1 / sqrt(2 pi)
    const double mean_of_best = per_density * std::exp(-0.5 * z * z) / p.promotion_share_per_year;
    return p.skill_sd_log * p.skill_sd_log / std::hypot(p.skill_sd_log, p.appraisal_sd_log) * mean_of_best;
}

// Of what is unknown g is left by a week of work, of what is known k is kept. An engineer who started a weeks ago knows
// F (1 - (g k)^a) of the code, F = k (1 - g) / (1 - g k); one from the start knows F of it.
double familiarity_with_turnover(const Scenario& s) {
    const auto& p = s.parameters.people();
    const double leave = leaving_a_week(s), g = std::exp(-p.familiarity_per_year / weeks_per_year),
                 k = std::exp(-p.familiarity_fading_per_year / weeks_per_year);
    double known = 0.0, stay = 1.0;
    for (int tenure = 0; tenure < weeks(s); ++tenure, stay *= 1.0 - leave)
        known += stay * leave * (1.0 - std::pow(g * k, tenure));
    return k * (1.0 - g) / (1.0 - g * k) * (known + stay);
}

std::vector<double> at_the_end(const Outcomes& e, const char* output) {
    return e.at(output, static_cast<std::size_t>(e.scenario().study.quarters_count) - 1);
}

using enum ClaimKind;

constexpr const char* beside = "money.* customers.*";

constexpr Claim claims[] = {
    {"L0", theorem, "people who leave", "n weeks (1 - e^(-a / 52))", "derived", "turnover", 0.05, nullptr,
     [](const Scenario& s) { return engineers(s) * weeks(s) * leaving_a_week(s); },
     [](const Outcomes& e) { return e.sum("leavers", whole_run); }, beside},
    {"L11", theorem, "changes opened with turnover and ramp", "geometric tenure, linear ramp", "derived", "turnover",
     0.01, nullptr, changes_with_turnover, [](const Outcomes& e) { return e.sum("changes_opened", whole_run); },
     beside},
    {"L15", theorem, "familiarity with turnover", "geometric tenure, F (1 - (g k)^a)", "derived", "turnover", 0.01,
     nullptr, familiarity_with_turnover, [](const Outcomes& e) { return at_the_end(e, "familiarity"); }, beside},
    {"G1c", theorem, "lead of the promoted, selected on skill plus error", "s^2 / sqrt(s^2 + e^2) phi(z) / p",
     "derived", "promotion", 0.03, nullptr, lead_of_promoted,
     [](const Outcomes& e) { return at_the_end(e, "promoted_lead"); }, beside},
};

}  // namespace

std::span<const Claim> claims_of_people() { return claims; }

}  // namespace strathern
