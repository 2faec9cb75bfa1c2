// Do turnover, ramp and learning add up as renewal theory says?
#include <cmath>
#include <strathern/calendar.hpp>

#include "verify/claim.hpp"

namespace strathern {
namespace {

constexpr std::size_t whole_run = 0;  // quarters

std::string unlike_builders(const Scenario& s) {
    if (s.parameters.work.change_law != Law::exponential) return "work.change_law must be \"exponential\"";
    if (!s.practices.empty()) return "practices must be {}";
    return must_be(s, {{"organisation.overhead_share", 0}, {"activities.build_with_ai.habit_share", 0},
                       {"activities.review.habit_share", 0}, {"people.skill_sd_log", 0}, {"people.day_sd_log", 0},
                       {"people.vacancy_days", 0}, {"organisation.mid_share", 1}, {"review.unreviewed_share", 1},
                       {"quality.line_defects_per_100_minutes", 0}, {"quality.design_defects_per_100_minutes", 0},
                       {"quality.debt_per_minute", 0}});
}

std::string not_turnover_only(const Scenario& s) {
    const std::string unmet = unlike_builders(s);
    return unmet.empty() ? must_be(s, {{"people.learning_per_year", 0}}) : unmet;
}

std::string not_learning_only(const Scenario& s) {
    const std::string unmet = unlike_builders(s);
    return unmet.empty() ? must_be(s, {{"people.attrition_per_year", 0}}) : unmet;
}

double engineers(const Scenario& s) { return static_cast<double>(s.parameters.organisation.engineers_count); }
int weeks(const Scenario& s) { return static_cast<int>(s.study.quarters_count) * weeks_per_quarter; }

double leaving_a_week(const Scenario& s) { return -std::expm1(-s.parameters.people.attrition_per_year / weeks_per_year); }

double changes_at_full_speed(const Scenario& s) {
    return engineers(s) * days_per_week * minutes_per_day / s.parameters.work.change_minutes;  // a week
}

// Speed of somebody who has been there for so many weeks.
double ramp(const People& p, int tenure) {
    const double ramped = p.ramp_start_share + (1.0 - p.ramp_start_share) * tenure * days_per_week / static_cast<double>(p.ramp_days);
    return std::fmin(ramped, 1.0);
}

// Tenures are geometric; whoever has not left since the beginning is at full speed.
double changes_with_turnover(const Scenario& s) {
    const double leave = leaving_a_week(s);
    double speed = 0.0;  // of a seat, summed over weeks
    for (int week = 0; week < weeks(s); ++week) {
        double newcomers = 0.0, stay = 1.0;
        for (int tenure = 0; tenure < week; ++tenure, stay *= 1.0 - leave) newcomers += stay * leave * ramp(s.parameters.people, tenure);
        speed += newcomers + stay;
    }
    return speed * changes_at_full_speed(s);
}

double changes_with_learning(const Scenario& s) {
    const double growth = s.parameters.people.learning_per_year / weeks_per_year;
    return changes_at_full_speed(s) * (std::pow(1.0 + growth, weeks(s)) - 1.0) / growth;
}

std::string not_learning(const Scenario& s) {
    return s.parameters.people.learning_per_year > 0.0 ? not_learning_only(s) : "people.learning_per_year must be above 0";
}

std::vector<double> opened(const Outcomes& e) { return e.sum("changes_opened", whole_run); }

constexpr Claim claims[] = {
    {"L0", "people who leave", "n weeks (1 - e^(-a / 52))", "derived", "turnover", 0.05, not_turnover_only,
     [](const Scenario& s) { return engineers(s) * weeks(s) * leaving_a_week(s); },
     [](const Outcomes& e) { return e.sum("leavers", whole_run); }},
    {"L11", "changes opened with turnover and ramp", "geometric tenure, linear ramp", "derived", "turnover", 0.01,
     not_turnover_only, changes_with_turnover, opened},
    {"L13", "changes opened with learning by doing", "sum of (1 + g)^week", "derived", "learning", 0.01, not_learning,
     changes_with_learning, opened},
};

}  // namespace

std::span<const Claim> claims_of_people() { return claims; }

}  // namespace strathern
