// Do turnover, ramp and learning agree with renewal theory?
#include <cmath>
#include <strathern/calendar.hpp>
#include <strathern/params/activities.hpp>
#include <strathern/params/ai.hpp>
#include <strathern/params/definitions.hpp>
#include <strathern/params/organisation.hpp>
#include <strathern/params/people.hpp>
#include <strathern/params/work.hpp>
#include <strathern/params/worth.hpp>

#include "core/portable_math.hpp"
#include "verify/claim.hpp"

namespace strathern {
namespace {

constexpr std::size_t whole_run = 0;  // quarters

// Everybody is alike, only builds, and nothing slows the work.
std::string unlike_peers(const Scenario& s) {
    if (s.parameters.work().change_law != Law::exponential) return "work.change_law must be \"exponential\"";
    return must_be(s, {{"organisation.overhead_share", 0},
                       {"activities.review.habit_share", 0},
                       {"people.skill_sd_log", 0},
                       {"people.day_sd_log", 0},
                       {"people.vacancy_days", 0},
                       {"organisation.mid_share", 1},
                       {"review.unreviewed_share", 1},
                       {"quality.line_defects_per_100_minutes", 0},
                       {"quality.design_defects_per_100_minutes", 0},
                       {"quality.debt_per_minute", 0},
                       {"organisation.headcount_share", 1}});
}

std::string unlike_builders(const Scenario& s) {
    if (!s.practices.empty()) return "practices must be {}";
    const std::string unmet = unlike_peers(s);
    return unmet.empty() ? must_be(s, {{"activities.build_with_ai.habit_share", 0},
                                       {"organisation.overhead_per_colleague_share", 0},
                                       {"people.moves_per_year", 0}})
                         : unmet;
}

std::string not_brooks_only(const Scenario& s) {
    const auto& o = s.parameters.organisation();
    if (!s.practices.empty()) return "practices must be {}";
    if (o.engineers_count % o.team_size != 0)
        return "organisation.engineers_count must be a multiple of organisation.team_size";
    const std::string unmet = unlike_peers(s);
    return unmet.empty() ? must_be(s, {{"activities.build_with_ai.habit_share", 0},
                                       {"people.attrition_per_year", 0},
                                       {"people.learning_per_year", 0}})
                         : unmet;
}

std::string not_delegation_only(const Scenario& s) {
    if (!s.practices.empty()) return "practices must be {}";
    if (!s.parameters.ai().access) return "ai.access must be true";
    const std::string unmet = unlike_peers(s);
    return unmet.empty() ? must_be(s, {{"activities.build.habit_share", 0},
                                       {"people.attrition_per_year", 0},
                                       {"organisation.overhead_per_colleague_share", 0},
                                       {"ai.gain_new_easy", 0},
                                       {"ai.gain_new_hard", 0},
                                       {"ai.gain_old_easy", 0},
                                       {"ai.gain_old_hard", 0},
                                       {"ai.gain_expert_old_hard", 0},
                                       {"ai.capability_factor_per_year", 1}})
                         : unmet;
}

std::string not_promotion_only(const Scenario& s) {
    if (s.study.quarters_count != 4) return "study.quarters_count must be 4";
    return must_be(s, {{"organisation.mid_share", 1},
                       {"organisation.architects_per_team_count", 0},
                       {"organisation.headcount_share", 1},
                       {"people.attrition_per_year", 0},
                       {"people.learning_per_year", 0},
                       {"people.deskilling_per_year", 0}});
}

std::string not_one_practice(const Scenario& s) {
    if (s.practices.size() != 1) return "there must be one practice";
    if (s.practices.front().value.opportunity != Opportunity::free) return "the practice must be \"free\"";
    return must_be(s, {{"organisation.overhead_share", 0},
                       {"organisation.overhead_per_colleague_share", 0},
                       {"organisation.headcount_share", 1},
                       {"organisation.mid_share", 1},
                       {"activities.habit_sd_log", 0},
                       {"activities.review.habit_share", 0},
                       {"people.attrition_per_year", 0},
                       {"incidents.labour_limit_minutes", 0},
                       {"incidents.postmortem_minutes", 0},
                       {"incidents.revert_share", 0},
                       {"review.unreviewed_share", 1},
                       {"review.duty", 0},
                       {"management.ask_library", 0},
                       {"management.ask_training", 0},
                       {"management.ask_design", 0},
                       {"management.ask_mentoring", 0}});
}

std::string not_turnover_only(const Scenario& s) {
    const std::string unmet = unlike_builders(s);
    return unmet.empty() ? must_be(s, {{"people.learning_per_year", 0}}) : unmet;
}

std::string not_learning_only(const Scenario& s) {
    const std::string unmet = unlike_builders(s);
    return unmet.empty() ? must_be(s, {{"people.attrition_per_year", 0}}) : unmet;
}

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

double changes_with_learning(const Scenario& s) {
    const double growth = s.parameters.people().learning_per_year / weeks_per_year;
    return changes_at_full_speed(s) * (std::pow(1.0 + growth, weeks(s)) - 1.0) / growth;
}

std::string not_learning(const Scenario& s) {
    return s.parameters.people().learning_per_year > 0.0 ? not_learning_only(s)
                                                         : "people.learning_per_year must be above 0";
}

double changes_agreed_on(const Scenario& s) {
    const auto& o = s.parameters.organisation();
    const double left = 1.0 - o.overhead_per_colleague_share * static_cast<double>(o.team_size - 1);
    return changes_at_full_speed(s) * weeks(s) * std::fmax(left, 0.0);
}

// Growth from hours with AI less the loss from delegating work, compounded.
double changes_with_delegation(const Scenario& s) {
    const auto& p = s.parameters.people();
    const double growth = (p.learning_per_year * p.delegation_learning_factor - p.deskilling_per_year) / weeks_per_year;
    double speed = 0.0;
    for (int week = 0; week < weeks(s); ++week) speed += std::pow(1.0 + growth, week);
    return changes_at_full_speed(s) * speed;
}

// Selection on skill plus error: the selected are better by less than they seem.
double lead_of_promoted(const Scenario& s) {
    const auto& p = s.parameters.people();
    const double z = portable::normal_quantile(1.0 - p.promotion_share_per_year);
    constexpr double per_density = 0.3989422804014327;  // 1 / sqrt(2 pi)
    const double mean_of_best = per_density * std::exp(-0.5 * z * z) / p.promotion_share_per_year;
    return p.skill_sd_log * p.skill_sd_log / std::hypot(p.skill_sd_log, p.appraisal_sd_log) * mean_of_best;
}

// An engineer who started a weeks ago knows 1 - e^(-ra) of the code; one from the start knows all of it.
double familiarity_with_turnover(const Scenario& s) {
    const double leave = leaving_a_week(s), rate = s.parameters.people().familiarity_per_year / weeks_per_year;
    double known = 0.0, stay = 1.0;
    for (int tenure = 0; tenure < weeks(s); ++tenure, stay *= 1.0 - leave)
        known += stay * leave * -std::expm1(-rate * tenure);
    return known + stay;
}

// Weekly hours that each engineer spends in the only practice.
double practice_hours(const Scenario& s) {
    const auto& a = s.parameters.activities();
    const double habit = s.practices.front().value.habit_share;
    return days_per_week * minutes_per_day / 60.0 * habit / (a.build.habit_share + a.build_with_ai.habit_share + habit);
}

// A gap closes at a weekly rate, and knowledge becomes outdated.
double filled(const Scenario& s, double closed_per_week, double decay) {
    double level = 0.0;
    for (int week = 0; week < weeks(s); ++week)
        level = (1.0 - (1.0 - level) * std::exp(-closed_per_week)) * (1.0 - decay);
    return level;
}

double team_hours(const Scenario& s) {
    return practice_hours(s) * static_cast<double>(s.parameters.organisation().team_size);
}

std::vector<double> at_the_end(const Outcomes& e, const char* output) {
    return e.at(output, static_cast<std::size_t>(e.scenario().study.quarters_count) - 1);
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
    {"L12", "changes opened by a team that must coordinate", "n (1 - c (n - 1))", "brooks1975", "brooks", 0.01,
     not_brooks_only, changes_agreed_on, opened},
    {"L14", "changes opened when all work is given to AI", "sum of (1 + g f - d)^week", "derived", "delegation", 0.01,
     not_delegation_only, changes_with_delegation, opened},
    {"L15", "familiarity with turnover", "geometric tenure, 1 - e^(-r t)", "derived", "turnover", 0.01,
     not_turnover_only, familiarity_with_turnover, [](const Outcomes& e) { return at_the_end(e, "familiarity"); }},
    {"G1c", "lead of the promoted, selected on skill plus error", "s^2 / sqrt(s^2 + e^2) phi(z) / p", "derived",
     "promotion", 0.03, not_promotion_only, lead_of_promoted,
     [](const Outcomes& e) { return at_the_end(e, "promoted_lead"); }},
    {"L16", "knowledge of customers at the end", "K <- (1 - (1 - K) e^-k) (1 - d)", "derived", "one-practice", 0.001,
     not_one_practice,
     [](const Scenario& s) {
         return filled(s, team_hours(s) * s.practices.front().value.knowledge_per_hour,
                       s.parameters.worth().knowledge_decay_per_week);
     },
     [](const Outcomes& e) { return at_the_end(e, "knowledge"); }},
    {"L17", "skill library at the end", "L <- (1 - (1 - L) e^-k) (1 - d)", "derived", "one-practice", 0.001,
     not_one_practice,
     [](const Scenario& s) {
         return filled(s, team_hours(s) * s.practices.front().value.library_per_hour,
                       s.parameters.ai().library_decay_per_week);
     },
     [](const Outcomes& e) { return at_the_end(e, "skill_library"); }},
    {"L18", "fluency with AI at the end", "1 - e^-kt", "derived", "one-practice", 0.001, not_one_practice,
     [](const Scenario& s) { return filled(s, practice_hours(s) * s.practices.front().value.fluency_per_hour, 0.0); },
     [](const Outcomes& e) { return at_the_end(e, "fluency"); }},
};

}  // namespace

std::span<const Claim> claims_of_people() { return claims; }

}  // namespace strathern
