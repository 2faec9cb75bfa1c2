// Is what is chosen worth what selection theory says, and do debt and money add up?
#include <cmath>
#include <strathern/calendar.hpp>

#include "core/portable_math.hpp"
#include "verify/claim.hpp"

namespace strathern {
namespace {

constexpr std::size_t whole_run = 0;  // quarters

std::string unlike_choosers(const Scenario& s) {
    if (!s.practices.empty()) return "practices must be {}";
    return must_be(s, {{"work.changes_per_item", 1}, {"release.train_days", 1}, {"quality.ci_minutes", 0},
                       {"review.unreviewed_share", 1}, {"people.attrition_per_year", 0}});
}

/// E[n r^(n - 1) worth(r)]: the worth of the best of n by rank; n = 1 is the plain mean.
double best_of(const Value& v, int candidates) {
    constexpr double reach = 10.0;
    constexpr int steps = 20000;
    const double sd = v.size_sd_log, width = 2.0 * reach / steps;
    double sum = 0.0;
    for (int k = 0; k <= steps; ++k) {
        const double z = -reach + k * width;  // of the size after tilting by it, so that the integrand stays bounded
        const double rank = portable::normal_cdf(z + sd), density = std::exp(-0.5 * z * z) / std::sqrt(2.0 * std::acos(-1.0));
        const double helps = std::pow(1.0 - v.positive_share + v.positive_share * rank, candidates - 1) * v.positive_share;
        const double harms = std::pow(v.negative_share * (1.0 - rank), candidates - 1) * v.negative_share * v.harm_factor;
        const double weight = k == 0 || k == steps ? 0.5 : 1.0;
        sum += weight * width * density * candidates * (helps - harms);
    }
    return sum;
}

// What is believed is the truth with chance `known_share`, else worth nothing as a guess.
double worth_per_item(const Scenario& s) {
    const auto& v = s.parameters.value;
    const double known = v.known_share, best = best_of(v, static_cast<int>(s.parameters.work.candidates_count));
    return known * best + (1.0 - known) * best_of(v, 1);
}

std::vector<double> worth_of_items(const Outcomes& e) {
    std::vector<double> worth = e.sum("customer_value", whole_run);
    const std::vector<double> items = e.sum("items_completed", whole_run);
    for (std::size_t k = 0; k < worth.size(); ++k) worth[k] /= items[k];
    return worth;
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
                                          {"incidents.labour_limit_minutes", 0}});
    return !unmet.empty() || s.parameters.quality.debt_drag > 0.0 ? unmet : "quality.debt_drag must be above 0";
}

// Debt slows the work that makes it: D' = k / (1 + d D / Q), so D + d D^2 / (2 Q) = k t.
double debt_hours(const Scenario& s) {
    const auto& q = s.parameters.quality;
    const double people = static_cast<double>(s.parameters.organisation.engineers_count);
    const double quarter = people * minutes_per_day * days_per_quarter;
    const double made = q.debt_per_minute * quarter * static_cast<double>(s.study.quarters_count);
    return quarter / q.debt_drag * (std::sqrt(1.0 + 2.0 * q.debt_drag * made / quarter) - 1.0) / 60.0;
}

constexpr Claim claims[] = {
    {"G2", "worth per item, best of n by a guess that is right at times [worth]", "k E[best of n] + (1 - k) E[any]",
     "derived", "item-choice", 0.03, unlike_choosers, worth_per_item, worth_of_items},
    {"D9", "debt at the end [h]", "Q / d (sqrt(1 + 2 d k t / Q) - 1)", "derived", "debt", 0.01, unlike_debtors,
     debt_hours, [](const Outcomes& e) {
         return e.at("debt_hours", static_cast<std::size_t>(e.scenario().study.quarters_count - 1));
     }},
};

}  // namespace

std::span<const Claim> claims_of_value() { return claims; }

}  // namespace strathern
