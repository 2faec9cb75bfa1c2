// Are chosen items worth what selection theory predicts, and do customers and debt grow as calculated?
#include <array>
#include <cmath>
#include <strathern/calendar.hpp>
#include <strathern/params/customers.hpp>
#include <strathern/params/definitions.hpp>
#include <strathern/params/organisation.hpp>
#include <strathern/params/quality.hpp>
#include <strathern/params/work.hpp>
#include <strathern/params/worth.hpp>

#include "core/portable_math.hpp"
#include "verify/claim.hpp"

namespace strathern {
namespace {

constexpr std::size_t whole_run = 0;  // quarters

double weeks(const Scenario& s) { return static_cast<double>(s.study.quarters_count) * weeks_per_quarter; }

/// E[n r^(n - 1) worth(r)]: the worth of the best of n by rank; n = 1 is the plain mean.
/// @param harm share of the harm that counts
double best_of(const Worth& v, int candidates, double harm = 1.0) {
    constexpr double reach = 10.0;
    constexpr int steps = 4000;
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

// Share of chosen items that do nothing: of the best of n when none helps and not all harm.
double idle_share(const Scenario& s) {
    const auto& v = s.parameters.worth();
    const double n = static_cast<double>(s.parameters.work().candidates_count);
    const double of_best = std::pow(1.0 - v.positive_share, n) - std::pow(v.negative_share, n);
    return v.known_share * of_best + (1.0 - v.known_share) * (1.0 - v.positive_share - v.negative_share);
}

// Of what experiments show, the share that is not there. Those that are stopped early come to their end more often.
double misled_share(const Scenario& s) {
    const auto& v = s.parameters.worth();
    const double days = weeks(s) * days_per_week, idle = idle_share(s);
    const auto seen = [&](double part) { return 1.0 - part * static_cast<double>(v.experiment_days) / days; };
    const double early = v.experiment_early_stop_share, soon = early * seen(v.experiment_early_days_share),
                 late = (1.0 - early) * seen(1.0);
    const double misled = idle * (soon * v.experiment_early_alarm_share + late * v.experiment_false_alarm_share);
    return misled / (misled + (1.0 - idle) * v.experiment_power * (soon + late));
}

/// Of the ideas that arrive so many may be taken: luck must not let them run out.
constexpr double most_of_ideas = 0.8;

std::string not_enough_ideas(const Scenario& s) {
    const auto& p = s.parameters;
    const double items =
        days_per_week * minutes_per_day * (1.0 - p.organisation().overhead_share) / p.work().change_minutes;
    return items * static_cast<double>(p.work().candidates_count) <= most_of_ideas * p.work().items_per_engineer_week
               ? ""
               : "work.candidates_count must be smaller, or ideas run out: items a week x candidates above "
                 "work.items_per_engineer_week";
}

/// A segment in the form the formulas need.
struct Segment {
    double start, left, acquired;  ///< customers on day 0; shares of customers and of the start, a week
    double usual() const { return acquired * start / left; }
    double customers(double weeks) const { return usual() + (start - usual()) * std::pow(1.0 - left, weeks); }
};

std::array<Segment, 3> segments(const Scenario& s) {
    const auto& c = s.parameters.customers();
    const auto& o = s.parameters.organisation();
    const double products = std::ceil(static_cast<double>(o.engineers_count) / static_cast<double>(o.team_size));
    const auto segment = [&](const auto& g, double share) {
        return Segment{products * c.per_team_count * share, -std::expm1(-g.churn_per_week), g.acquired_per_week};
    };
    return {segment(c.small, c.small_share), segment(c.mid, c.mid_share),
            segment(c.large, 1.0 - c.small_share - c.mid_share)};
}

double customers_after(const Scenario& s, double weeks) {
    double sum = 0.0;
    for (const Segment& g : segments(s)) sum += g.customers(weeks);
    return sum;
}

double customers_after_a_quarter(const Scenario& s) { return customers_after(s, weeks_per_quarter); }

double customers_at_last(const Scenario& s) {
    double sum = 0.0;
    for (const Segment& g : segments(s)) sum += g.usual();
    return sum;
}

std::string not_at_last(const Scenario& s) {
    constexpr double far = 5e-4;  // half of the claim's band
    return std::fabs(customers_after(s, weeks(s)) / customers_at_last(s) - 1.0) <= far
               ? ""
               : "study.quarters_count must be larger, for customers to reach their number";
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

// The formula has no steps; the program slows work from week to week.
std::string not_slow(const Scenario& s) {
    constexpr double most = 0.03;  // by which a week's debt may slow work
    const auto& q = s.parameters.quality();
    if (q.debt_drag <= 0.0) return "quality.debt_drag must be above 0";
    return q.debt_drag * q.debt_per_minute / weeks_per_quarter <= most
               ? ""
               : "quality.debt_per_minute must be smaller: debt must grow slowly";
}

// Debt slows the work that makes it: D' = k / (1 + d D / Q), so D + d D^2 / (2 Q) = k t.
double debt_hours(const Scenario& s) {
    const auto& q = s.parameters.quality();
    const double people = static_cast<double>(s.parameters.organisation().engineers_count);
    const double quarter = people * minutes_per_day * days_per_quarter;
    const double made = q.debt_per_minute * quarter * static_cast<double>(s.study.quarters_count);
    return quarter / q.debt_drag * (std::sqrt(1.0 + 2.0 * q.debt_drag * made / quarter) - 1.0) / 60.0;
}

using enum ClaimKind;

constexpr Claim claims[] = {
    {"G2", theorem, "worth per item, best of n by a guess that is sometimes right [worth]",
     "k E[best of n] + (1 - k) E[any]", "derived", "item-choice", 0.03, not_enough_ideas,
     [](const Scenario& s) { return worth_per_item(s); }, worth_of_items, "money.* customers.*"},
    {"D9", theorem, "debt at the end [h]", "Q / d (sqrt(1 + 2 d k t / Q) - 1)", "derived", "debt", 0.01, not_slow,
     debt_hours, [](const Outcomes& e) { return e.at("debt_hours", last_quarter(e)); }, "money.* customers.*"},
    {"E1", theorem, "worth per item released or withdrawn, half of them in an experiment first [worth]",
     "k E[best of n] + (1 - k) E[any], harm x (1 - share x power)", "derived", "item-experiments", 0.03,
     not_enough_ideas, worth_with_experiments,
     [](const Outcomes& e) {
         return over(e.sum("worth_shipped", whole_run),
                     plus(e.sum("items_released", whole_run), e.sum("items_withdrawn", whole_run)));
     },
     "money.* customers.*"},
    {"E2", theorem, "of what experiments show, the share that is not there", "z a / (z a + (1 - z) power)", "derived",
     "item-experiments-stopped", 0.03, not_enough_ideas, misled_share,
     [](const Outcomes& e) {
         return over(e.sum("experiments_false", whole_run), e.sum("experiments_learned", whole_run));
     },
     "money.* customers.*"},
    {"C1", theorem, "customers after a quarter", "a N / q + (N - a N / q) (1 - q)^weeks, q = 1 - e^(-c)", "derived",
     "customers", 1e-9, nullptr, customers_after_a_quarter, [](const Outcomes& e) { return e.at("customers", 0); },
     "money.*"},
    {"C2", theorem, "customers in the long run", "a N / (1 - e^(-c))", "derived", "customers", 0.001, not_at_last,
     customers_at_last, [](const Outcomes& e) { return e.at("customers", last_quarter(e)); }, "money.*"},
};

}  // namespace

std::span<const Claim> claims_of_value() { return claims; }

}  // namespace strathern
