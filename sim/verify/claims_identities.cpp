// What must hold whatever the numbers are? Identities and pairs of runs with the same luck; no distribution is needed.
#include <algorithm>
#include <cmath>
#include <strathern/calendar.hpp>
#include <strathern/outputs.hpp>
#include <strathern/params/definitions.hpp>

#include "verify/claim.hpp"

namespace strathern {
namespace {

double one(const Scenario&) { return 1.0; }
double none(const Scenario&) { return 0.0; }

// Published scores follow from the regime itself, paid or not, and so does the time before it that reviews are compared
// with.
bool is_published(std::string_view output) {
    constexpr std::string_view published[] = {"score",     "target_met",   "just_met",
                                              "top_tenth", "bottom_tenth", "quality_fell"};
    return std::any_of(std::begin(published), std::end(published), [&](auto name) { return output.starts_with(name); });
}

// Undefined in both, as a mean over nothing, is alike.
bool alike(double a, double b) { return a == b || (std::isnan(a) && std::isnan(b)); }

// Outputs of a quarter that differ between two policies.
std::vector<double> differing(const Outcomes& a, const Outcomes& b, std::size_t quarter) {
    std::vector<double> count;
    for (const OutputColumn& column : output_columns()) {
        if (is_published(column.name)) continue;
        const std::vector<double> x = a.at(column.name, quarter), y = b.at(column.name, quarter);
        count.resize(x.size());
        for (std::size_t r = 0; r < x.size(); ++r) count[r] += alike(x[r], y[r]) ? 0.0 : 1.0;
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

using enum ClaimKind;

// What holds for any numbers holds whatever a parameter is; practices and policies are those of the scenario.
constexpr const char* any_number =
    "organisation.* activities.* people.* work.* worth.* ai.* agents.* review.* qa.* quality.* release.* incidents.* "
    "customers.* money.* behaviour.* management.*";

constexpr Claim claims[] = {
    {"B1", invariant, "changes merged, abandoned, rejected or open, relative to those opened", "conservation: 1",
     "derived", "identities", 1e-12, nullptr, one, accounted_for, any_number},
    {"B2", invariant, "items completed with nothing at stake, relative to no regime", "null pressure: 1", "derived",
     "identities", 1e-12, nullptr, one,
     [](const Outcomes& e) { return ratio(e.under("idle").sum("items_completed"), e.sum("items_completed")); },
     any_number},
    {"B2b", invariant, "outputs that differ with nothing at stake, except published scores", "null pressure: none",
     "derived", "identities", 0, nullptr, none,
     [](const Outcomes& e) { return differing(e.under("idle"), e, last_quarter(e)); }, any_number, Side::at_most},
    {"B3", invariant, "outputs of the first quarter that differ under a regime of the second", "prefix: none",
     "derived", "identities", 0, nullptr, none, [](const Outcomes& e) { return differing(e.under("later"), e, 0); },
     any_number, Side::at_most},
    {"B5", invariant, "tokens when a metric counts in lots of 1,024, relative to counting one by one", "units: 1",
     "derived", "identities", 1e-12, nullptr, one,
     [](const Outcomes& e) { return ratio(e.under("by_thousands").sum("tokens"), e.under("single").sum("tokens")); },
     any_number},
    {"B8", invariant, "runs in which one more reviewer makes changes wait longer",
     "more servers, first come first served: none", "derived", "more-reviewers", 0, nullptr, none, waited_longer,
     "work.change_minutes review.minutes_mean money.* customers.*", Side::at_most},
    {"G6b", invariant, "items completed when tokens are changed directly, relative to unchanged", "do(proxy): 1",
     "manheim2018", "identities", 1e-12, nullptr, one,
     [](const Outcomes& e) { return ratio(e.under("talkative").sum("items_completed"), e.sum("items_completed")); },
     any_number},
};

}  // namespace

std::span<const Claim> claims_of_identities() { return claims; }

}  // namespace strathern
