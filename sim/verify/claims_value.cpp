// Are chosen items worth what selection theory predicts, and do debt and money add up?
#include <array>
#include <cmath>
#include <strathern/calendar.hpp>
#include <strathern/params/ai.hpp>
#include <strathern/params/customers.hpp>
#include <strathern/params/definitions.hpp>
#include <strathern/params/money.hpp>
#include <strathern/params/organisation.hpp>
#include <strathern/params/quality.hpp>
#include <strathern/params/work.hpp>
#include <strathern/params/worth.hpp>

#include "core/portable_math.hpp"
#include "verify/claim.hpp"

namespace strathern {
namespace {

constexpr std::size_t whole_run = 0;  // quarters

std::string unlike_choosers(const Scenario& s) {
    if (!s.practices.empty()) return "practices must be {}";
    return must_be(s, {{"work.changes_per_item", 1},
                       {"release.train_days", 1},
                       {"quality.ci_minutes", 0},
                       {"review.unreviewed_share", 1},
                       {"people.attrition_per_year", 0}});
}

std::string not_untried(const Scenario& s) {
    const std::string unmet = unlike_choosers(s);
    return unmet.empty() ? must_be(s, {{"worth.experiment_share", 0}}) : unmet;
}

std::string not_in_experiments(const Scenario& s) {
    const std::string unmet = unlike_choosers(s);
    return unmet.empty() ? must_be(s, {{"worth.experiment_minutes", 0}, {"worth.experiment_knowledge", 0}}) : unmet;
}

// Only time changes the number of customers.
std::string unlike_customers(const Scenario& s) {
    if (!s.practices.empty()) return "practices must be {}";
    return must_be(s, {{"customers.worth_effect", 0},
                       {"customers.pain_effect", 0},
                       {"people.attrition_per_year", 0},
                       {"organisation.mid_share", 1},
                       {"review.dedicated_reviewers_per_team", 0}});
}

double engineers(const Scenario& s) { return static_cast<double>(s.parameters.organisation().engineers_count); }
double weeks(const Scenario& s) { return static_cast<double>(s.study.quarters_count) * weeks_per_quarter; }

/// E[n r^(n - 1) worth(r)]: the worth of the best of n by rank; n = 1 is the plain mean.
/// @param harm share of the harm that counts
double best_of(const Worth& v, int candidates, double harm = 1.0) {
    constexpr double reach = 10.0;
    constexpr int steps = 20000;
    const double sd = v.size_sd_log, width = 2.0 * reach / steps;
    double sum = 0.0;
    for (int k = 0; k <= steps; ++k) {
        const double z = -reach + k * width;  // of the size after tilting by it, so that the integrand stays bounded
        const double rank = portable::normal_cdf(z + sd),
                     density = std::exp(-0.5 * z * z) / std::sqrt(2.0 * std::acos(-1.0));
        const double helps =
            std::pow(1.0 - v.positive_share + v.positive_share * rank, candidates - 1) * v.positive_share;
        const double harms =
            std::pow(v.negative_share * (1.0 - rank), candidates - 1) * v.negative_share * v.harm_factor;
        const double weight = k == 0 || k == steps ? 0.5 : 1.0;
        sum += weight * width * density * candidates * (helps - harm * harms);
    }
    return sum;
}

// The guess is the truth with probability `known_share`, otherwise worthless.
double worth_per_item(const Scenario& s, double harm = 1.0) {
    const auto& v = s.parameters.worth();
    const double known = v.known_share, best = best_of(v, static_cast<int>(s.parameters.work().candidates_count), harm);
    return known * best + (1.0 - known) * best_of(v, 1, harm);
}

// Items of the last days are still in an experiment at the end. Of the others, detected harm is withdrawn.
double worth_with_experiments(const Scenario& s) {
    const auto& v = s.parameters.worth();
    const double days = weeks(s) * days_per_week, seen = (days - static_cast<double>(v.experiment_days)) / days;
    const double tried = v.experiment_share * seen, all = 1.0 - v.experiment_share + tried;
    return worth_per_item(s, 1.0 - tried / all * v.experiment_power);
}

// Weekly inflow decays by the same share each week, as does the initial value.
double worth_felt(const Scenario& s) {
    const auto& p = s.parameters;
    const double kept = 1.0 - p.customers().worth_decay_per_week;
    const double items =
        days_per_week * minutes_per_day * (1.0 - p.organisation().overhead_share) / p.work().change_minutes;
    double worth = p.customers().worth_start_per_engineer;
    for (double week = 0.0; week < weeks(s); week += 1.0) worth = (worth + items * worth_per_item(s)) * kept;
    return worth;
}

std::string not_felt(const Scenario& s) {
    if (s.parameters.work().change_law != Law::exponential) return "work.change_law must be \"exponential\"";
    const std::string unmet = must_be(s, {{"activities.build_with_ai.habit_share", 0},
                                          {"activities.review.habit_share", 0},
                                          {"people.skill_sd_log", 0},
                                          {"people.day_sd_log", 0},
                                          {"people.learning_per_year", 0},
                                          {"organisation.mid_share", 1},
                                          {"quality.debt_per_minute", 0},
                                          {"quality.line_defects_per_100_minutes", 0},
                                          {"quality.design_defects_per_100_minutes", 0}});
    return unmet.empty() ? not_untried(s) : unmet;
}

/// A segment in the form the formulas need.
struct Segment {
    double start, left, acquired, revenue;  ///< customers on day 0; shares of customers and of the start; [US$ a week]
    double customers(double weeks) const {
        const double usual = acquired * start / left;
        return usual + (start - usual) * std::pow(1.0 - left, weeks);
    }
};

std::array<Segment, 3> segments(const Scenario& s) {
    const auto& c = s.parameters.customers();
    const auto& o = s.parameters.organisation();
    const double products = std::ceil(static_cast<double>(o.engineers_count) / static_cast<double>(o.team_size));
    const auto segment = [&](const auto& g, double share) {
        return Segment{products * c.per_team_count * share, -std::expm1(-g.churn_per_week), g.acquired_per_week,
                       c.return_share * c.revenue_per_week * g.revenue_factor};
    };
    return {segment(c.small, c.small_share), segment(c.mid, c.mid_share),
            segment(c.large, 1.0 - c.small_share - c.mid_share)};
}

double customers_after_a_quarter(const Scenario& s) {
    double sum = 0.0;
    for (const Segment& g : segments(s)) sum += g.customers(weeks_per_quarter);
    return sum;
}

double customers_at_last(const Scenario& s) {
    double sum = 0.0;
    for (const Segment& g : segments(s)) sum += g.acquired * g.start / g.left;
    return sum;
}

double revenue_in_all(const Scenario& s) {
    double sum = 0.0;
    for (const Segment& g : segments(s))
        for (double week = 1.0; week <= weeks(s); week += 1.0) sum += g.customers(week) * g.revenue;
    return sum;
}

double cost_of_people(const Scenario& s) {
    const auto& m = s.parameters.money();
    const double licences = s.parameters.ai().access ? 12.0 * m.tool_per_seat_per_month : 0.0;
    return engineers(s) * (m.salary_per_year + licences) * weeks(s) / weeks_per_year;
}

std::vector<double> plus(std::vector<double> x, const std::vector<double>& more) {
    for (std::size_t k = 0; k < x.size(); ++k) x[k] += more[k];
    return x;
}

std::vector<double> over(std::vector<double> x, const std::vector<double>& by) {
    for (std::size_t k = 0; k < x.size(); ++k) x[k] /= by[k];
    return x;
}

std::size_t last_quarter(const Outcomes& e) { return static_cast<std::size_t>(e.scenario().study.quarters_count - 1); }

std::vector<double> worth_of_items(const Outcomes& e) {
    return over(e.sum("worth_shipped", whole_run), e.sum("items_completed", whole_run));
}

std::string unlike_debtors(const Scenario& s) {
    if (!s.practices.empty()) return "practices must be {}";
    const std::string unmet = must_be(s, {{"organisation.overhead_share", 0},
                                          {"activities.build_with_ai.habit_share", 0},
                                          {"activities.review.habit_share", 0},
                                          {"people.skill_sd_log", 0},
                                          {"people.day_sd_log", 0},
                                          {"people.attrition_per_year", 0},
                                          {"people.learning_per_year", 0},
                                          {"organisation.mid_share", 1},
                                          {"quality.erosion_share", 0},
                                          {"organisation.overhead_per_colleague_share", 0},
                                          {"review.unreviewed_share", 1},
                                          {"incidents.labour_limit_minutes", 0},
                                          {"incidents.postmortem_minutes", 0},
                                          {"incidents.revert_share", 0}});
    return !unmet.empty() || s.parameters.quality().debt_drag > 0.0 ? unmet : "quality.debt_drag must be above 0";
}

// Debt slows the work that makes it: D' = k / (1 + d D / Q), so D + d D^2 / (2 Q) = k t.
double debt_hours(const Scenario& s) {
    const auto& q = s.parameters.quality();
    const double people = static_cast<double>(s.parameters.organisation().engineers_count);
    const double quarter = people * minutes_per_day * days_per_quarter;
    const double made = q.debt_per_minute * quarter * static_cast<double>(s.study.quarters_count);
    return quarter / q.debt_drag * (std::sqrt(1.0 + 2.0 * q.debt_drag * made / quarter) - 1.0) / 60.0;
}

constexpr Claim claims[] = {
    {"G2", "worth per item, best of n by a guess that is sometimes right [worth]", "k E[best of n] + (1 - k) E[any]",
     "derived", "item-choice", 0.03, not_untried, [](const Scenario& s) { return worth_per_item(s); }, worth_of_items},
    {"D9", "debt at the end [h]", "Q / d (sqrt(1 + 2 d k t / Q) - 1)", "derived", "debt", 0.01, unlike_debtors,
     debt_hours, [](const Outcomes& e) { return e.at("debt_hours", last_quarter(e)); }},
    {"E1", "worth per item released or withdrawn, half of them in an experiment first [worth]",
     "k E[best of n] + (1 - k) E[any], harm x (1 - share x power)", "derived", "item-experiments", 0.03,
     not_in_experiments, worth_with_experiments,
     [](const Outcomes& e) {
         return over(e.sum("worth_shipped", whole_run),
                     plus(e.sum("items_released", whole_run), e.sum("items_withdrawn", whole_run)));
     }},
    {"C3", "worth still felt, per engineer [worth]", "v sum of (1 - d)^week + the start's", "derived", "item-choice",
     0.03, not_felt, worth_felt, [](const Outcomes& e) { return e.at("worth_felt", last_quarter(e)); }},
    {"C1", "customers after a quarter", "a N / q + (N - a N / q) (1 - q)^weeks, q = 1 - e^(-c)", "derived", "customers",
     1e-9, unlike_customers, customers_after_a_quarter, [](const Outcomes& e) { return e.at("customers", 0); }},
    {"C2", "customers in the long run", "a N / (1 - e^(-c))", "derived", "customers", 0.001, unlike_customers,
     customers_at_last, [](const Outcomes& e) { return e.at("customers", last_quarter(e)); }},
    {"C5", "revenue of all segments [US$]", "sum of customers x return x price", "derived", "customers", 1e-9,
     unlike_customers, revenue_in_all, [](const Outcomes& e) { return e.sum("revenue", whole_run); }},
    {"M1", "cost of people and licences [US$]", "engineers (pay + licences) years", "derived", "customers", 1e-9,
     unlike_customers, cost_of_people,
     [](const Outcomes& e) { return plus(e.sum("salaries", whole_run), e.sum("tool_cost", whole_run)); }},
};

}  // namespace

std::span<const Claim> claims_of_value() { return claims; }

}  // namespace strathern
