// Do people respond to pay as the economics of incentives predicts? One rule covers all: they choose the hours with the
// highest pay-off less the cost of departing from their usual hours. Only the contracts differ.
#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <strathern/calendar.hpp>
#include <strathern/params/activities.hpp>
#include <strathern/params/ai.hpp>
#include <strathern/params/behaviour.hpp>
#include <strathern/params/definitions.hpp>
#include <strathern/params/management.hpp>
#include <strathern/params/organisation.hpp>

#include "core/portable_math.hpp"
#include "verify/claim.hpp"

namespace strathern {
namespace {

/// One number for each use of hours in a claim: by hand, with AI, in the scenario's one practice.
using Uses = std::array<double, 3>;
constexpr std::size_t by_hand = 0, with_ai = 1, practising = 2;
constexpr const char* hours_of[] = {"hours_by_hand", "hours_with_ai", "hours_practices"};

double dot(const Uses& a, const Uses& b) { return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]; }

// What a policy pays for: its first regime.
const Regime* regime_of(const Scenario& s, std::string_view policy) {
    for (const auto& named : s.policies) {
        if (named.name != policy) continue;
        for (const auto& step : named.value.interventions)
            if (step.regime) return &*step.regime;
    }
    return nullptr;
}

const Metric* find_metric(const Scenario& s, std::string_view policy, std::string_view name) {
    for (const auto& metric : regime_of(s, policy)->metrics)
        if (metric.name == name) return &metric.value;
    return nullptr;
}

const Metric& metric_of(const Scenario& s, std::string_view policy) {
    return regime_of(s, policy)->metrics.front().value;
}

// ---- what an hour is worth

double chosen_hours(const Scenario& s) {
    return minutes_per_day / 60.0 * (1.0 - s.parameters.organisation().overhead_share);
}

// Shares of a normal day without a pay-off.
Uses usual(const Scenario& s) {
    const auto& a = s.parameters.activities();
    const double practice = s.practices.empty() ? 0.0 : s.practices.front().value.habit_share;
    const double sum = a.build.habit_share + a.build_with_ai.habit_share + practice;
    return {a.build.habit_share / sum, a.build_with_ai.habit_share / sum, practice / sum};
}

// A metric relative to its target, per weekly normal day in each use.
Uses per_day(const Scenario& s, const Metric& metric) {
    const auto& ai = s.parameters.ai();
    const double hours = chosen_hours(s) * days_per_week;
    Uses all{};
    for (const Weight& weight : metric.numerator) {
        const bool tokens = weight.signal == Signal::tokens;
        all[with_ai] += weight.weight * 60.0 * (tokens ? ai.tokens_per_minute : ai.prompts_per_minute);
        if (s.practices.empty()) continue;
        const Practice& p = s.practices.front().value;
        all[practising] += weight.weight * 60.0 / p.minutes_per_use * (tokens ? p.tokens_per_use : p.prompts_per_use);
    }
    for (double& x : all) x *= hours / metric.target;
    return all;
}

double felt(const Scenario& s, const char* policy) {
    return regime_of(s, policy)->stakes * s.parameters.management().pressure * s.parameters.management().belief_start;
}

// Pay per normal day in each use, as it is felt, of linear metrics.
Uses pay(const Scenario& s, const char* policy) {
    Uses sum{};
    for (const auto& metric : regime_of(s, policy)->metrics) {
        const Uses slope = per_day(s, metric.value);
        const double members =
            metric.value.scope == Scope::team ? static_cast<double>(s.parameters.organisation().team_size) : 1.0;
        for (std::size_t a = 0; a < sum.size(); ++a)
            sum[a] += felt(s, policy) * metric.value.weight * slope[a] / members;
    }
    return sum;
}

double cost(const Scenario& s) { return s.parameters.behaviour().effort_cost; }

// Marginal pay equals marginal cost: d = C^-1 pay, among the uses that people know.
Uses departures(const Scenario& s, const Uses& pay) {
    const Uses before = usual(s);
    const double k = cost(s), crossed = s.parameters.behaviour().effort_cost_crossed;
    double known = 0.0, sum = 0.0;
    for (std::size_t a = 0; a < pay.size(); ++a)
        if (before[a] > 0.0) known += 1.0, sum += pay[a];
    Uses d{};
    for (std::size_t a = 0; a < pay.size(); ++a)
        if (before[a] > 0.0) d[a] = (pay[a] - crossed / (k + (known - 1.0) * crossed) * sum) / (k - crossed);
    return d;
}

// The formula holds while no use of hours is at a bound.
std::string not_inside(const Scenario& s, const char* policy) {
    if (s.parameters.behaviour().effort_cost_crossed >= cost(s))
        return "behaviour.effort_cost_crossed must be below behaviour.effort_cost";
    const Uses before = usual(s), d = departures(s, pay(s, policy));
    double sum = 0.0;
    for (std::size_t a = 0; a < d.size(); ++a) {
        if (before[a] + d[a] < 0.0)
            return std::string("stakes of policy ") + policy + " must leave some hours in every use";
        sum += before[a] + d[a];
    }
    return sum <= s.parameters.behaviour().longest_day
               ? ""
               : std::string("stakes of policy ") + policy + " must fit into behaviour.longest_day";
}

std::string not_inside(const Scenario& s, std::initializer_list<const char*> policies) {
    std::string unmet;
    for (const char* policy : policies)
        if (unmet.empty()) unmet = not_inside(s, policy);
    return unmet;
}

// ---- what the runs did in the end, once everybody has settled

std::vector<double> share_of_day(const Outcomes& e, std::size_t use) {
    const auto last = static_cast<std::size_t>(e.scenario().study.quarters_count - 1);
    const double all =
        static_cast<double>(e.given().organisation().engineers_count) * days_per_quarter * chosen_hours(e.scenario());
    std::vector<double> hours = e.at(hours_of[use], last);
    for (double& x : hours) x /= all;
    return hours;
}

/// Hours in each use beyond those of the same people without a regime, one per replicate. [shares of a normal day]
std::vector<Uses> moved(const Outcomes& e, const char* policy) {
    std::vector<Uses> all;
    for (std::size_t a = 0; a < 3; ++a) {
        const std::vector<double> with = share_of_day(e.under(policy), a), without = share_of_day(e.under("none"), a);
        all.resize(with.size());
        for (std::size_t r = 0; r < with.size(); ++r) all[r][a] = with[r] - without[r];
    }
    return all;
}

template <class F>
std::vector<double> of_each(const std::vector<Uses>& uses, const F& f) {
    std::vector<double> all;
    for (const Uses& x : uses) all.push_back(f(x));
    return all;
}

std::vector<double> ratio(std::vector<double> top, const std::vector<double>& bottom) {
    for (std::size_t r = 0; r < top.size(); ++r) top[r] /= bottom[r];
    return top;
}

// ---- alignment (Baker, Feltham and Xie): a proxy that is paid, and what is wanted

double surplus(const Uses& d, const Uses& wanted, double k) { return dot(wanted, d) - 0.5 * k * dot(d, d); }

double aligned_surplus(const Scenario& s) {
    const Uses f = pay(s, "wanted"), g = pay(s, "proxy");
    return (2.0 * dot(f, g) - dot(g, g)) / dot(f, f);
}

std::string not_alignment(const Scenario& s) {
    constexpr double least = 1e-4;  // a share of nothing is no measure
    if (std::string unmet = not_inside(s, {"wanted", "proxy"}); !unmet.empty()) return unmet;
    return std::fabs(aligned_surplus(s)) >= least ? "" : "the proxy must gain or lose something";
}

std::vector<double> surplus_ratio(const Outcomes& e) {
    const Uses f = pay(e.scenario(), "wanted");
    const double k = cost(e.scenario());
    const auto of = [&](const Uses& d) { return surplus(d, f, k); };
    return ratio(of_each(moved(e, "proxy"), of), of_each(moved(e, "wanted"), of));
}

// ---- the Goodhart curve: what is wanted and a proxy both count

std::string not_goodhart(const Scenario& s) { return not_inside(s, {"mixed", "mostly_proxy"}); }

double kept(const Scenario& s, const char* policy) {
    const Metric &wanted = *find_metric(s, policy, "wanted"), &proxy = *find_metric(s, policy, "proxy");
    const Uses f = per_day(s, wanted), g = per_day(s, proxy);
    const double lengths = std::sqrt(dot(f, f) * dot(g, g)), cosine = dot(f, g) / lengths;
    const double q = proxy.weight * dot(g, g) / (wanted.weight * lengths);
    return (1.0 + q * cosine) / std::sqrt(1.0 + 2.0 * q * cosine + q * q);
}

std::vector<double> value_kept(const Outcomes& e, const char* policy) {
    const Uses f = per_day(e.scenario(), *find_metric(e.scenario(), policy, "wanted"));
    return of_each(moved(e, policy), [&](const Uses& d) { return dot(f, d) / std::sqrt(dot(f, f) * dot(d, d)); });
}

// ---- two tasks that compete for the same attention (Holmström and Milgrom)

std::string not_tasks(const Scenario& s) { return not_inside(s, {"both", "one"}); }

std::string not_one_task(const Scenario& s) {
    const std::string unmet = not_tasks(s);
    if (!unmet.empty()) return unmet;
    if (pay(s, "one")[practising] != 0.0 || usual(s)[by_hand] != 0.0)
        return "policy one must pay nothing for the practice, and nobody may build by hand";
    return s.parameters.behaviour().effort_cost_crossed > 0.0 ? "" : "behaviour.effort_cost_crossed must be above 0";
}

double paid_hours(const Scenario& s, const char* policy, std::size_t use) {
    return usual(s)[use] + departures(s, pay(s, policy))[use];
}

// ---- a day that can be divided but hardly extended

std::string not_divided(const Scenario& s) {
    const auto& b = s.parameters.behaviour();
    if (b.effort_cost_crossed != b.effort_cost)
        return "behaviour.effort_cost_crossed must be behaviour.effort_cost: only the sum of hours costs";
    return usual(s)[by_hand] == 0.0 ? "" : "activities.build.habit_share must be 0";
}

std::string not_diminishing(const Scenario& s) {
    if (std::string unmet = not_divided(s); !unmet.empty()) return unmet;
    const Metric &ai = *find_metric(s, "diminishing", "ai"), &practice = *find_metric(s, "diminishing", "practice");
    if (per_day(s, ai)[practising] != 0.0 || per_day(s, practice)[with_ai] != 0.0)
        return "metrics of policy diminishing must be of AI alone and of the practice alone";
    return ai.exponent == practice.exponent && ai.exponent < 1.0 ? ""
                                                                 : "exponent of both metrics must be the same, below 1";
}

double diminishing_share(const Scenario& s) {
    const auto pull = [&](const char* name, std::size_t use) {
        const Metric& metric = *find_metric(s, "diminishing", name);
        return std::pow(metric.weight * std::pow(per_day(s, metric)[use], metric.exponent),
                        1.0 / (1.0 - metric.exponent));
    };
    return pull("ai", with_ai) / (pull("ai", with_ai) + pull("practice", practising));
}

std::string not_omitting(const Scenario& s) {
    if (std::string unmet = not_divided(s); !unmet.empty()) return unmet;
    return pay(s, "omitting")[with_ai] > pay(s, "omitting")[practising]
               ? ""
               : "policy omitting must pay more for AI than for the practice";
}

std::vector<double> share_with_ai(const Outcomes& e, const char* policy) {
    const std::vector<double> practice = share_of_day(e.under(policy), practising);
    std::vector<double> share = share_of_day(e.under(policy), with_ai);
    for (std::size_t r = 0; r < share.size(); ++r) share[r] /= share[r] + practice[r];
    return share;
}

// ---- pay-offs that bend or jump: one metric of hours with AI

/// The best hours for an engineer whose usual hours are h, by brute force: independent of the model's own search.
template <class Payment>
double best_hours(const Payment& payment, double usual, double k, double longest) {
    const auto worth = [&](double x) { return payment(x) - 0.5 * k * (x - usual) * (x - usual); };
    constexpr int steps = 3000;
    double best = 0.0;
    for (int j = 1; j <= steps; ++j)
        if (worth(longest * j / steps) > worth(best)) best = longest * j / steps;
    double low = std::max(0.0, best - longest / steps), high = std::min(longest, best + longest / steps);
    for (int j = 0; j < 100; ++j) {
        const double a = low + (high - low) / 3.0, b = high - (high - low) / 3.0;
        if (worth(a) < worth(b))
            low = a;
        else
            high = b;
    }
    return 0.5 * (low + high);
}

constexpr double logistic = 1.702;  // the model's softening of thresholds

double target_hours(const Scenario& s, const char* policy) { return 1.0 / per_day(s, metric_of(s, policy))[with_ai]; }

double best_under_threshold(const Scenario& s, const char* policy, double usual_hours) {
    const Metric& metric = metric_of(s, policy);
    const double prize = felt(s, policy) * metric.weight, at = target_hours(s, policy),
                 noise = std::max(metric.noise, 0.01);
    const auto payment = [&](double x) { return prize / (1.0 + std::exp(-logistic * (x / at - 1.0) / noise)); };
    return best_hours(payment, usual_hours, cost(s), s.parameters.behaviour().longest_day);
}

double best_under_cap(const Scenario& s, const char* policy, double usual_hours) {
    const double prize = felt(s, policy) * metric_of(s, policy).weight, at = target_hours(s, policy);
    return std::max(usual_hours, std::min(at, usual_hours + prize / (at * cost(s))));
}

// Habits are lognormal, so their share of the day is logistic in a normal number.
double below(const Scenario& s, double share) {
    const Uses median = usual(s);
    const double sd = s.parameters.activities().habit_sd_log * std::numbers::sqrt2;
    return portable::normal_cdf((std::log(share / (1.0 - share)) - std::log(median[with_ai] / median[by_hand])) / sd);
}

// Least usual hours from which people reach this many; the hours reached rise with the usual ones.
template <class Best>
double usual_that_reaches(const Best& best, double hours) {
    double low = 1e-6, high = 1.0 - 1e-6;
    for (int j = 0; j < 40; ++j) {
        const double middle = 0.5 * (low + high);
        (best(middle) < hours ? low : high) = middle;
    }
    return high;
}

constexpr double just = 1.1, rounding = 1e-6;  // of the output just_met_share

template <class Best>
double share_between(const Scenario& s, const Best& best, double from, double to) {
    return below(s, usual_that_reaches(best, to)) - below(s, usual_that_reaches(best, from));
}

double met_at_threshold(const Scenario& s) {
    const auto best = [&](double h) { return best_under_threshold(s, "threshold", h); };
    return 1.0 - below(s, usual_that_reaches(best, target_hours(s, "threshold") * (1.0 - rounding)));
}

double just_met_at_threshold(const Scenario& s) {
    const double at = target_hours(s, "threshold");
    return share_between(
        s, [&](double h) { return best_under_threshold(s, "threshold", h); }, at * (1.0 - rounding), at * just);
}

double just_met_at_cap(const Scenario& s) {
    const double at = target_hours(s, "capped");
    return share_between(
        s, [&](double h) { return best_under_cap(s, "capped", h); }, at * (1.0 - rounding), at * just);
}

std::string not_quota(const Scenario& s) {
    if (s.parameters.activities().habit_sd_log <= 0.0) return "activities.habit_sd_log must be above 0";
    const double reach = std::sqrt(2.0 * felt(s, "threshold") * metric_of(s, "threshold").weight / cost(s));
    return target_hours(s, "threshold") > reach && target_hours(s, "threshold") * just < 1.0
               ? ""
               : "the target must be too far for anybody to jump to, but within the day";
}

std::vector<double> at_the_end(const Outcomes& e, const char* policy, const char* output) {
    return e.under(policy).at(output, static_cast<std::size_t>(e.scenario().study.quarters_count - 1));
}

// All are alike, so errors alone decide ranks: the prize's slope is the density at 0 of the difference of two of them.
double hours_for_rank(const Scenario& s) {
    const Metric& metric = metric_of(s, "rank");
    const double spread = metric.noise * target_hours(s, "rank");
    return felt(s, "rank") * metric.weight * 0.5 * std::numbers::inv_sqrtpi / (spread * cost(s));
}

std::string not_tournament(const Scenario& s) {
    const Metric& metric = metric_of(s, "rank");
    if (metric.noise == 0.0) return "noise of policy rank must be above 0";
    // Nobody may gain by giving up: the known condition that the noise is large enough.
    const double prize = felt(s, "rank") * metric.weight, d = hours_for_rank(s), u = usual(s)[with_ai];
    const auto payment = [&](double x) {
        const double apart = (x - u - d) / (metric.noise * target_hours(s, "rank"));
        return prize * portable::normal_cdf(apart / std::numbers::sqrt2);
    };
    const double best = best_hours(payment, u, cost(s), s.parameters.behaviour().longest_day);
    return std::fabs(best - u - d) < 1e-3 ? ""
                                          : "noise of policy rank must be larger, or an equilibrium does not exist";
}

// ---- a target that ratchets with one's own result (Weitzman)

double kept_after_ratchet(const Scenario& s) {
    const double ratchet = regime_of(s, "ratchet")->ratchet_share;
    const double discount = s.parameters.behaviour().discount_per_year * weeks_per_quarter / weeks_per_year;
    return discount / (discount + ratchet);
}

// The pay-off is value over own target, and the target ends at the value: k (x - h) = b rho / (rho + delta) / x.
double hours_with_ratchet(const Scenario& s) {
    const double h = usual(s)[with_ai],
                 prize = felt(s, "ratchet") * metric_of(s, "ratchet").weight * kept_after_ratchet(s) / cost(s);
    return 0.5 * (h + std::sqrt(h * h + 4.0 * prize));
}

std::string not_ratchet(const Scenario& s) {
    if (kept_after_ratchet(s) > 0.5) return "behaviour.discount_per_year must be lower, or the target overshoots";
    if (std::pow(1.0 - regime_of(s, "ratchet")->ratchet_share, static_cast<double>(s.study.quarters_count - 1)) > 1e-3)
        return "study.quarters_count must be larger, for the target to settle";
    const double x = hours_with_ratchet(s), all = x + usual(s)[by_hand];
    if (all > s.parameters.behaviour().longest_day) return "stakes must fit into behaviour.longest_day";
    return target_hours(s, "ratchet") < x ? "" : "the target must start below the value reached";
}

// ---- a team's number depends only partly on one's own work

std::string not_team(const Scenario& s) {
    if (std::string unmet = not_inside(s, {"own", "team"}); !unmet.empty()) return unmet;
    const auto& o = s.parameters.organisation();
    return o.engineers_count % o.team_size == 0
               ? ""
               : "organisation.engineers_count must fill teams of organisation.team_size";
}

std::vector<double> moved_to_ai(const Outcomes& e, const char* policy) {
    return of_each(moved(e, policy), [](const Uses& d) { return d[with_ai]; });
}

using enum ClaimKind;

constexpr const char* beside = "money.* customers.*";

constexpr Claim claims[] = {
    {"I1", optimum, "surplus when a proxy is paid, relative to paying for what is wanted",
     "(2 F.G - G.G) / F.F: cos^2 of the angle at the best stakes", "baker1992", "effort-alignment", 0.001,
     not_alignment, aligned_surplus, surplus_ratio, beside},
    {"I1b", optimum, "hours with AI under linear pay [share of a day]", "h + b g / k", "baker1992", "effort-alignment",
     0.001, not_alignment, [](const Scenario& s) { return paid_hours(s, "wanted", with_ai); },
     [](const Outcomes& e) { return share_of_day(e.under("wanted"), with_ai); }, beside},
    {"I2", optimum, "hours on one of two paid tasks that compete [share of a day]", "h + C^-1 b", "holmstrom1991",
     "effort-tasks", 0.001, not_tasks, [](const Scenario& s) { return paid_hours(s, "both", with_ai); },
     [](const Outcomes& e) { return share_of_day(e.under("both"), with_ai); }, beside},
    {"I2b", optimum, "hours on the other [share of a day]", "h + C^-1 b", "holmstrom1991", "effort-tasks", 0.001,
     not_tasks, [](const Scenario& s) { return paid_hours(s, "both", practising); },
     [](const Outcomes& e) { return share_of_day(e.under("both"), practising); }, beside},
    {"I3", optimum, "hours that an unmeasured task loses per hour that the measured one gains", "-C12 / C22",
     "holmstrom1991", "effort-tasks", 0.001, not_one_task,
     [](const Scenario& s) { return -s.parameters.behaviour().effort_cost_crossed / cost(s); },
     [](const Outcomes& e) {
         return of_each(moved(e, "one"), [](const Uses& d) { return d[practising] / d[with_ai]; });
     },
     beside},
    {"I4", optimum, "value of a given effort under a proxy, relative to its maximum",
     "(1 + q cos) / sqrt(1 + 2 q cos + q^2)", "baker2002", "effort-goodhart", 0.001, not_goodhart,
     [](const Scenario& s) { return kept(s, "mixed"); }, [](const Outcomes& e) { return value_kept(e, "mixed"); },
     beside},
    {"I4b", optimum, "the same, with nearly all pay on the proxy", "tends to cos as q grows", "baker2002",
     "effort-goodhart", 0.001, not_goodhart, [](const Scenario& s) { return kept(s, "mostly_proxy"); },
     [](const Outcomes& e) { return value_kept(e, "mostly_proxy"); }, beside},
    {"I5", optimum, "share of hours under diminishing returns", "w^(1 / (1 - gamma)) over the sum", "derived",
     "effort-budget", 0.001, not_diminishing, diminishing_share,
     [](const Outcomes& e) { return share_with_ai(e, "diminishing"); }, beside},
    {"G10", optimum, "share of hours on what is measured when hours can only be shifted",
     "1: what is omitted falls to its minimum", "zhuang2020", "effort-budget", 0.001, not_omitting,
     [](const Scenario&) { return 1.0; }, [](const Outcomes& e) { return share_with_ai(e, "omitting"); }, beside},
    {"I6", optimum, "engineers who reach a bonus threshold", "P(h > T - sqrt(2 B / k))", "derived", "effort-quota",
     0.05, not_quota, met_at_threshold,
     [](const Outcomes& e) { return at_the_end(e, "threshold", "target_met_share"); }, beside},
    {"I6b", optimum, "engineers just at a bonus threshold: bunching", "P(T - sqrt(2 B / k) < h < 1.1 T)", "saez2010",
     "effort-quota", 0.05, not_quota, just_met_at_threshold,
     [](const Outcomes& e) { return at_the_end(e, "threshold", "just_met_share"); }, beside},
    {"I6c", optimum, "engineers just at the cap of a linear pay: bunching at a kink", "P(T - b / k < h < 1.1 T)",
     "saez2010", "effort-quota", 0.05, not_quota, just_met_at_cap,
     [](const Outcomes& e) { return at_the_end(e, "capped", "just_met_share"); }, beside},
    {"I7", optimum, "hours with AI under a noisy quota [share of a day]", "B f((x - T) / sigma) / sigma = k (x - h)",
     "derived", "effort-noise", 0.001, nullptr,
     [](const Scenario& s) { return best_under_threshold(s, "noisy_quota", usual(s)[with_ai]); },
     [](const Outcomes& e) { return share_of_day(e.under("noisy_quota"), with_ai); }, beside},
    {"I8", optimum, "hours added by a tournament [share of a day]", "W / (2 k sigma sqrt(pi))", "lazear1981",
     "effort-noise", 0.001, not_tournament, hours_for_rank, [](const Outcomes& e) { return moved_to_ai(e, "rank"); },
     beside},
    {"I10", optimum, "hours with AI when one's own target ratchets [share of a day]",
     "k (x - h) = b rho / (rho + delta) / x", "weitzman1980", "effort-ratchet", 0.002, not_ratchet, hours_with_ratchet,
     [](const Outcomes& e) { return share_of_day(e.under("ratchet"), with_ai); }, beside},
    {"I12", optimum, "effort for the team's number, relative to effort for one's own", "1 / n", "holmstrom1982",
     "effort-team", 0.001, not_team,
     [](const Scenario& s) { return 1.0 / static_cast<double>(s.parameters.organisation().team_size); },
     [](const Outcomes& e) { return ratio(moved_to_ai(e, "team"), moved_to_ai(e, "own")); }, beside},
};

}  // namespace

std::span<const Claim> claims_of_effort() { return claims; }

}  // namespace strathern
