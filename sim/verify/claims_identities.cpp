// What must hold whatever the numbers are? Identities and pairs of runs with the same luck; no distribution is needed.
#include <algorithm>
#include <strathern/calendar.hpp>
#include <strathern/outputs.hpp>
#include <strathern/params/definitions.hpp>

#include "verify/claim.hpp"

namespace strathern {
namespace {

std::string always(const Scenario&) { return {}; }
double one(const Scenario&) { return 1.0; }
double none(const Scenario&) { return 0.0; }

bool has_policy(const Scenario& s, std::string_view name) {
    return std::any_of(s.policies.begin(), s.policies.end(), [&](const auto& policy) { return policy.name == name; });
}

const Regime* regime_of(const Scenario& s, std::string_view name) {
    for (const auto& policy : s.policies)
        if (policy.name == name)
            for (const auto& step : policy.value.interventions)
                if (step.regime) return &*step.regime;
    return nullptr;
}

std::string not_idle(const Scenario& s) {
    const Regime* regime = regime_of(s, "idle");
    return regime != nullptr && regime->stakes == 0.0 ? "" : "policy idle must have a regime with stakes 0";
}

std::string not_later(const Scenario& s) {
    for (const auto& policy : s.policies)
        if (policy.name == "later")
            for (const auto& step : policy.value.interventions)
                if (step.at < weeks_per_quarter) return "policy later must act from quarter 2 on";
    return has_policy(s, "later") ? "" : "there must be a policy \"later\"";
}

// A power of two, so that no rounding differs.
std::string not_rescaled(const Scenario& s) {
    const Regime *single = regime_of(s, "single"), *lots = regime_of(s, "by_thousands");
    if (single == nullptr || lots == nullptr || single->metrics.size() != 1 || lots->metrics.size() != 1)
        return "policies single and by_thousands must have one metric each";
    const Metric &a = single->metrics.front().value, &b = lots->metrics.front().value;
    const bool same = single->stakes == lots->stakes && a.payoff == b.payoff && b.target * 1024.0 == a.target &&
                      a.numerator.size() == 1 && b.numerator.size() == 1 &&
                      b.numerator.front().weight * 1024.0 == a.numerator.front().weight;
    return same ? "" : "policy by_thousands must be policy single counted in lots of 1024";
}

std::string not_talkative(const Scenario& s) {
    return has_policy(s, "talkative") ? "" : "there must be a policy \"talkative\"";
}

std::string not_four(const Scenario& s) {
    if (!has_policy(s, "four")) return "there must be a policy \"four\"";
    return must_be(s, {{"review.return_share", 0},
                       {"quality.line_defects_per_100_minutes", 0},
                       {"quality.design_defects_per_100_minutes", 0}});
}

// Published scores follow from the regime itself, paid or not.
bool is_published(std::string_view output) {
    constexpr std::string_view published[] = {"score", "target_met", "just_met", "top_tenth", "bottom_tenth"};
    return std::any_of(std::begin(published), std::end(published), [&](auto name) { return output.starts_with(name); });
}

// Outputs of a quarter that differ between two policies.
std::vector<double> differing(const Outcomes& a, const Outcomes& b, std::size_t quarter) {
    std::vector<double> count;
    for (const OutputColumn& column : output_columns()) {
        if (is_published(column.name)) continue;
        const std::vector<double> x = a.at(column.name, quarter), y = b.at(column.name, quarter);
        count.resize(x.size());
        for (std::size_t r = 0; r < x.size(); ++r) count[r] += x[r] != y[r] ? 1.0 : 0.0;
    }
    return count;
}

std::vector<double> ratio(std::vector<double> top, const std::vector<double>& bottom) {
    for (std::size_t r = 0; r < top.size(); ++r) top[r] /= bottom[r];
    return top;
}

std::size_t last_quarter(const Outcomes& e) { return static_cast<std::size_t>(e.scenario().study.quarters_count - 1); }

std::vector<double> accounted_for(const Outcomes& e) {
    std::vector<double> all = e.at("open_changes", last_quarter(e));
    for (const char* output : {"changes_merged", "changes_abandoned", "changes_rejected"}) {
        const std::vector<double> some = e.sum(output);
        for (std::size_t r = 0; r < all.size(); ++r) all[r] += some[r];
    }
    return ratio(all, e.sum("changes_opened"));
}

// 1 where one more reviewer made changes wait longer.
std::vector<double> waited_longer(const Outcomes& e) {
    const std::vector<double> three = e.mean("review_wait_hours"), four = e.under("four").mean("review_wait_hours");
    std::vector<double> longer;
    for (std::size_t r = 0; r < three.size(); ++r) longer.push_back(four[r] > three[r] ? 1.0 : 0.0);
    return longer;
}

constexpr Claim claims[] = {
    {"B1", "changes merged, abandoned, rejected or open, relative to those opened", "conservation: 1", "derived",
     "identities", 1e-12, always, one, accounted_for},
    {"B2", "items completed with nothing at stake, relative to no regime", "null pressure: 1", "derived", "identities",
     1e-12, not_idle, one,
     [](const Outcomes& e) { return ratio(e.under("idle").sum("items_completed"), e.sum("items_completed")); }},
    {"B2b", "outputs that differ with nothing at stake, except published scores", "null pressure: none", "derived",
     "identities", 0, not_idle, none, [](const Outcomes& e) { return differing(e.under("idle"), e, last_quarter(e)); },
     Side::at_most},
    {"B3", "outputs of the first quarter that differ under a regime of the second", "prefix: none", "derived",
     "identities", 0, not_later, none, [](const Outcomes& e) { return differing(e.under("later"), e, 0); },
     Side::at_most},
    {"B5", "tokens when a metric counts in lots of 1,024, relative to counting one by one", "units: 1", "derived",
     "identities", 1e-12, not_rescaled, one,
     [](const Outcomes& e) { return ratio(e.under("by_thousands").sum("tokens"), e.under("single").sum("tokens")); }},
    {"B8", "runs in which one more reviewer makes changes wait longer", "more servers, first come first served: none",
     "derived", "more-reviewers", 0, not_four, none, waited_longer, Side::at_most},
    {"G6b", "items completed when tokens are changed directly, relative to unchanged", "do(proxy): 1", "manheim2018",
     "identities", 1e-12, not_talkative, one,
     [](const Outcomes& e) { return ratio(e.under("talkative").sum("items_completed"), e.sum("items_completed")); }},
};

}  // namespace

std::span<const Claim> claims_of_identities() { return claims; }

}  // namespace strathern
