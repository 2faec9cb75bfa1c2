// Do copying, contagion, conformity and selection by a noisy score behave as theory predicts?
#include <cmath>
#include <numbers>
#include <strathern/calendar.hpp>
#include <strathern/params/activities.hpp>
#include <strathern/params/ai.hpp>
#include <strathern/params/behaviour.hpp>
#include <strathern/params/definitions.hpp>
#include <strathern/params/management.hpp>
#include <strathern/params/organisation.hpp>
#include <strathern/params/people.hpp>
#include <strathern/params/work.hpp>

#include "core/portable_math.hpp"
#include "verify/chains.hpp"
#include "verify/claim.hpp"

namespace strathern {
namespace {

const Intervention* first_regime(const Scenario& s, std::string_view policy) {
    for (const auto& named : s.policies) {
        if (named.name != policy) continue;
        for (const auto& step : named.value.interventions)
            if (step.regime) return &step;
    }
    return nullptr;
}

double team_size(const Scenario& s) { return static_cast<double>(s.parameters.organisation().team_size); }
std::size_t last_quarter(const Scenario& s) { return static_cast<std::size_t>(s.study.quarters_count - 1); }

double hours_a_quarter(const Scenario& s) {
    return static_cast<double>(s.parameters.organisation().engineers_count) * days_per_quarter * minutes_per_day /
           60.0 * (1.0 - s.parameters.organisation().overhead_share);
}

std::vector<double> scaled(std::vector<double> x, double factor) {
    for (double& value : x) value *= factor;
    return x;
}

std::string not_full_teams(const Scenario& s) {
    const auto& o = s.parameters.organisation();
    return o.engineers_count % o.team_size == 0 && o.team_size >= 2
               ? ""
               : "organisation.engineers_count must fill teams of organisation.team_size, two or more";
}

// ---- norms: two uses of hours, each more attractive the more others choose it (Brock and Durlauf)

// Share of AI after so many weeks in each of which all do what the last week's norm asks for: it approaches the
// self-consistent share, x = logistic(a + K (x - 1/2)).
double norm_after(const Scenario& s, double x, int weeks) {
    const auto& a = s.parameters.activities();
    const double habit = std::log(a.build_with_ai.habit_share / a.build.habit_share);
    const double pull = 2.0 * s.parameters.behaviour().norm_strength * s.parameters.behaviour().sharpness;
    for (int k = 0; k < weeks; ++k) x = 1.0 / (1.0 + std::exp(-habit - pull * (x - 0.5)));
    return x;
}

double norm_from(const Scenario& s, double x) { return norm_after(s, x, 100000); }

double habit_share_of_ai(const Scenario& s) {
    const auto& a = s.parameters.activities();
    return a.build_with_ai.habit_share / (a.build.habit_share + a.build_with_ai.habit_share);
}

// Near a tipping point norms take long to settle.
std::string not_settled(const Scenario& s, double start, int weeks) {
    constexpr double near = 1e-4;
    const auto& a = s.parameters.activities();
    if (a.build.habit_share <= 0.0 || a.build_with_ai.habit_share <= 0.0)
        return "activities.build and build_with_ai must have a habit_share above 0";
    const double far = norm_after(s, start, weeks) / norm_from(s, start) - 1.0;
    return std::fabs(far) <= near ? "" : "behaviour.norm_strength must be further from where the norm tips";
}

std::string not_norm(const Scenario& s) {
    const auto weeks = static_cast<int>(s.study.quarters_count - 1) * weeks_per_quarter;
    return not_settled(s, habit_share_of_ai(s), weeks);
}

// From the end of the push to the last quarter.
std::string not_pushed(const Scenario& s) {
    int weeks = static_cast<int>(s.study.quarters_count - 1) * weeks_per_quarter;
    for (const auto& named : s.policies)
        if (named.name == "push")
            for (const auto& step : named.value.interventions)
                if (step.end_regime) weeks -= step.at;
    return not_settled(s, 1.0, weeks);
}

std::vector<double> share_of_ai(const Outcomes& e) {
    return scaled(e.at("hours_with_ai", last_quarter(e.scenario())), 1.0 / hours_a_quarter(e.scenario()));
}

// ---- copying higher scorers: two pure uses of hours (Fermi)

// All know the practice before people begin to copy; hours move by copying alone.
std::string not_copying(const Scenario& s) {
    if (s.practices.front().value.habit_share < 1e5 * s.parameters.activities().build.habit_share)
        return "activities.build.habit_share must be close to 0: those who know the practice do nothing else";
    return not_full_teams(s);
}

// How much higher users score than others, as felt, times the sharpness of copying.
double advantage(const Scenario& s, const char* policy) {
    const Regime& regime = *first_regime(s, policy)->regime;
    if (regime.visibility != Visibility::public_) return 0.0;
    const Metric& metric = regime.metrics.front().value;
    const Practice& p = s.practices.front().value;
    double gap = 0.0;
    for (const Weight& weight : metric.numerator)
        if (weight.signal == Signal::tokens) gap += weight.weight * p.tokens_per_use / p.minutes_per_use;
    gap *= minutes_per_day * days_per_week * (1.0 - s.parameters.organisation().overhead_share) / metric.target;
    return s.parameters.behaviour().copy_sharpness * regime.stakes * s.parameters.management().pressure *
           s.parameters.management().belief_start * metric.weight * gap;
}

// Mean share of users over a quarter: the chain of their number in a team, from a binomial start.
double copied(const Scenario& s, const char* policy, std::size_t quarter) {
    const double ahead = advantage(s, policy), others = team_size(s) - 1.0,
                 compare = first_regime(s, policy)->set.front().value;
    const auto gain = [&](std::size_t i) { return compare * fermi(ahead) * static_cast<double>(i) / others; };
    const auto lose = [&](std::size_t i) {
        return compare * fermi(-ahead) * (team_size(s) - static_cast<double>(i)) / others;
    };
    UserLaw law = binomial_law(static_cast<std::size_t>(team_size(s)), s.practices.front().value.known_share[0]);
    const std::size_t first = quarter * weeks_per_quarter, end = first + weeks_per_quarter;
    double sum = 0.0;
    for (std::size_t week = weeks_per_quarter; week < end; ++week) {  // they copy on Fridays, from quarter 2 on
        if (week >= first) sum += mean_share(law);
        law = step(law, gain, lose);
    }
    return sum / weeks_per_quarter;
}

std::vector<double> practised(const Outcomes& e, std::size_t quarter) {
    return scaled(e.at("hours_practices", quarter), 1.0 / hours_a_quarter(e.scenario()));
}

std::size_t early_quarter(const Scenario& s) { return last_quarter(s) < 2 ? last_quarter(s) : 2; }

// ---- learning a practice by seeing colleagues use it, and losing it with leavers

std::string not_catching(const Scenario& s) {
    if (s.practices.front().value.habit_share != 0.0)
        return "habit_share of the practice must be 0: what people have always done teaches nobody";
    return not_full_teams(s);
}

// Mean share of people who know it, over a quarter: people meet, some leave, and newcomers may know it.
double caught(const Scenario& s, std::size_t quarter) {
    const auto& b = s.parameters.behaviour();
    const Practice& p = s.practices.front().value;
    const double others = team_size(s) - 1.0, idea = -std::expm1(-b.discovery_per_year / weeks_per_year);
    // Hours beside building by hand fill the day; who is at it for behaviour.first_share of it is seen at it.
    const double seen = p.visible_share / (1.0 + b.first_share);
    const double leave = -std::expm1(-s.parameters.people().attrition_per_year / weeks_per_year);
    const auto learn = [&](std::size_t i) {
        return 1.0 - (1.0 - idea) * (1.0 - b.contact_per_week * seen * static_cast<double>(i) / others);
    };
    const auto nothing = [](std::size_t) { return 0.0; };
    const auto comes = [&](std::size_t) { return leave * p.known_share[0]; };
    const auto goes = [&](std::size_t) { return leave * (1.0 - p.known_share[0]); };
    UserLaw law = binomial_law(static_cast<std::size_t>(team_size(s)), p.known_share[0]);
    const std::size_t first = quarter * weeks_per_quarter, end = first + weeks_per_quarter;
    double sum = 0.0;
    for (std::size_t week = 0; week < end; ++week) {
        if (week >= first) sum += mean_share(law);
        law = step(step(law, learn, nothing), comes, goes);
    }
    return sum / weeks_per_quarter;
}

std::vector<double> knowing(const Outcomes& e, std::size_t quarter) {
    const double tried = e.scenario().parameters.behaviour().first_share;
    return scaled(practised(e, quarter), (1.0 + tried) / tried);
}

// ---- selection by a noisy score: luck does not last

/// The top or bottom k of n people by a score with a true part and an error.
struct Selection {
    double before, after;  ///< their mean score, and their mean true part: what they score next
};

double error_below(NoiseLaw law, double x) {
    if (law == NoiseLaw::normal) return portable::normal_cdf(x);
    const double t = x / std::numbers::sqrt3;
    return 0.5 + (t / (1.0 + t * t) + std::atan(t)) / std::numbers::pi;
}

double error_density(NoiseLaw law, double x) {
    if (law == NoiseLaw::normal) return std::exp(-0.5 * x * x) / std::sqrt(2.0 * std::numbers::pi);
    const double t = 1.0 + x * x / 3.0;
    return 2.0 / (std::numbers::pi * std::numbers::sqrt3 * t * t);
}

// Probability that at most k - 1 of n - 1 others are ahead, each with probability p.
double picked(std::size_t n, std::size_t k, double p) {
    if (p >= 1.0) return 0.0;
    const auto others = static_cast<double>(n - 1);
    double term = std::pow(1.0 - p, others), sum = 0.0;
    for (std::size_t j = 0; j < k; ++j) {
        sum += term;
        term *= p / (1.0 - p) * (others - static_cast<double>(j)) / static_cast<double>(j + 1);
    }
    return sum;
}

// The true part is lognormal. Integrals over it by the trapezoid rule in its normal number; over scores, in steps.
Selection select(const Scenario& s, const Metric& metric, bool top) {
    constexpr int parts = 96, steps = 800;
    const double center = static_cast<double>(s.parameters.ai().tokens_per_minute) * minutes_per_day * days_per_week *
                          (1.0 - s.parameters.organisation().overhead_share) / metric.target * metric.weight;
    const double sd = s.parameters.ai().tokens_sd_log, noise = metric.noise * metric.weight;
    const auto n = static_cast<std::size_t>(s.parameters.organisation().engineers_count), k = (n + 9) / 10;
    const double reach = metric.noise_law == NoiseLaw::heavy ? 300.0 : 9.0, low = -reach * noise,
                 high = center * std::exp(6.0 * sd) + reach * noise;
    double before = 0.0, after = 0.0, all = 0.0;
    for (int j = 0; j <= steps; ++j) {
        // Finer near the middle, where most scores are.
        const double u = -1.0 + 2.0 * j / steps,
                     x = center + (u < 0.0 ? low - center : high - center) * std::fabs(u * u * u);
        const double width = (u < 0.0 ? center - low : high - center) * 3.0 * u * u * 2.0 / steps;
        double density = 0.0, true_part = 0.0, above = 0.0;
        for (int i = 0; i <= parts; ++i) {
            const double z = -6.0 + 12.0 * i / parts, g = center * std::exp(sd * z);
            const double w = std::exp(-0.5 * z * z) / std::sqrt(2.0 * std::numbers::pi) * 12.0 / parts;
            const double f = w * error_density(metric.noise_law, (x - g) / noise) / noise;
            density += f;
            true_part += f * g;
            above += w * error_below(metric.noise_law, (g - x) / noise);
        }
        const double chance = picked(n, k, top ? above : 1.0 - above) * width;
        all += chance * density;
        before += chance * density * x;
        after += chance * true_part;
    }
    return {before / all, after / all};
}

Selection selected(const Scenario& s, const char* policy, bool top) {
    return select(s, first_regime(s, policy)->regime->metrics.front().value, top);
}

std::vector<double> at_end(const Outcomes& e, const char* policy, const char* output) {
    return e.under(policy).at(output, last_quarter(e.scenario()));
}

std::vector<double> difference(std::vector<double> a, const std::vector<double>& b) {
    for (std::size_t r = 0; r < a.size(); ++r) a[r] -= b[r];
    return a;
}

// ---- a smoothed score: recency-weighted mean of Poisson counts

const Metric& smoothed_metric(const Scenario& s) { return first_regime(s, "smoothed")->regime->metrics.front().value; }

std::string not_smoothed(const Scenario& s) {
    return smoothed_metric(s).window_weeks <= 6.0 ? ""
                                                  : "window_weeks must be at most 6, to settle in the first quarter";
}

double mean_count(const Scenario& s) { return minutes_per_day * days_per_week / s.parameters.work().change_minutes; }

double smoothed_mean(const Scenario& s) {
    const Metric& metric = smoothed_metric(s);
    return metric.weight * metric.numerator.front().weight * mean_count(s) / metric.target;
}

double smoothed_variance(const Scenario& s) {
    const Metric& metric = smoothed_metric(s);
    const double rate = 1.0 / metric.window_weeks,
                 scale = metric.weight * metric.numerator.front().weight / metric.target;
    return rate / (2.0 - rate) * mean_count(s) * scale * scale;
}

// Squared deviations from the expectation: unbiased, unlike those from the mean of few people.
std::vector<double> variance_of_scores(const Outcomes& e) {
    std::vector<double> mean = at_end(e, "smoothed", "score"), sd = at_end(e, "smoothed", "score_sd");
    const double expected = smoothed_mean(e.scenario());
    for (std::size_t r = 0; r < sd.size(); ++r) sd[r] = sd[r] * sd[r] + (mean[r] - expected) * (mean[r] - expected);
    return sd;
}

using enum ClaimKind;

constexpr const char* beside = "money.* customers.*";
/// Shares are the same in any number of teams.
constexpr const char* beside_teams = "organisation.engineers_count money.* customers.*";

constexpr Claim claims[] = {
    {"L2", theorem, "share of hours with AI where a team's habit is the norm",
     "x = logistic(a + K (x - 1/2)), from the habit on", "brock2001", "norm", 0.001, not_norm,
     [](const Scenario& s) { return norm_from(s, habit_share_of_ai(s)); },
     [](const Outcomes& e) { return share_of_ai(e.under("none")); }, beside},
    {"L2b", theorem, "the same, long after a push has ended: the norm has tipped", "the upper root, if K > 4",
     "brock2001", "norm", 0.001, not_pushed, [](const Scenario& s) { return norm_from(s, 1.0); },
     [](const Outcomes& e) { return share_of_ai(e.under("push")); }, beside},
    {"L3", theorem, "share of users at the end when higher scorers are copied",
     "chain of the users in a team: (1 - e^(-b i)) / (1 - e^(-b n)) when copies are rare", "traulsen2006", "copying",
     0.05, not_copying, [](const Scenario& s) { return copied(s, "shown", last_quarter(s)); },
     [](const Outcomes& e) { return practised(e.under("shown"), last_quarter(e.scenario())); }, beside_teams},
    {"L4", theorem, "share of users half a year after copying began", "the same chain; logistic in large teams",
     "traulsen2006", "copying", 0.05, not_copying,
     [](const Scenario& s) { return copied(s, "shown", early_quarter(s)); },
     [](const Outcomes& e) { return practised(e.under("shown"), early_quarter(e.scenario())); }, beside_teams},
    {"L3b", theorem, "share of users at the end when scores are hidden", "neutral: unchanged", "traulsen2006",
     "copying", 0.05, not_copying, [](const Scenario& s) { return copied(s, "hidden", last_quarter(s)); },
     [](const Outcomes& e) { return practised(e.under("hidden"), last_quarter(e.scenario())); }, beside_teams},
    {"L19", theorem, "share who know a practice in the second quarter, learnt from colleagues",
     "chain of the knowing: logistic with a few own ideas", "bass1969", "spreading", 0.05, not_catching,
     [](const Scenario& s) { return caught(s, 1); }, [](const Outcomes& e) { return knowing(e, 1); }, beside_teams},
    {"L8", theorem, "share who know it at the end when people leave and are replaced",
     "SIS: about 1 - leaving / learning", "kermack1927", "spreading-turnover", 0.05, not_catching,
     [](const Scenario& s) { return caught(s, last_quarter(s)); },
     [](const Outcomes& e) { return knowing(e, last_quarter(e.scenario())); }, beside_teams},
    {"L6", theorem, "variance of a smoothed score of Poisson counts", "eta / (2 - eta) Var", "derived", "scores-window",
     0.05, not_smoothed, smoothed_variance, variance_of_scores, beside},
    {"G1", theorem, "true score of the best tenth by a noisy score", "E[G | among the top k of n by G + e]",
     "manheim2018", "scores-noise", 0.04, nullptr, [](const Scenario& s) { return selected(s, "noisy", true).after; },
     [](const Outcomes& e) { return at_end(e, "noisy", "top_tenth_next"); }, beside},
    {"G1b", theorem, "how far the best tenth's score exceeds that", "E[e | among the top k of n by G + e]",
     "manheim2018", "scores-noise", 0.05, nullptr,
     [](const Scenario& s) {
         const Selection x = selected(s, "noisy", true);
         return x.before - x.after;
     },
     [](const Outcomes& e) {
         return difference(at_end(e, "noisy", "top_tenth_score"), at_end(e, "noisy", "top_tenth_next"));
     },
     beside},
    {"G6", theorem, "true score per point of score, between the best and the worst tenth",
     "observed slope: (E[G | best] - E[G | worst]) / (E[M | best] - E[M | worst])", "manheim2018", "scores-noise", 0.05,
     nullptr,
     [](const Scenario& s) {
         const Selection best = selected(s, "noisy", true), worst = selected(s, "noisy", false);
         return (best.after - worst.after) / (best.before - worst.before);
     },
     [](const Outcomes& e) {
         std::vector<double> slope =
             difference(at_end(e, "noisy", "top_tenth_next"), at_end(e, "noisy", "bottom_tenth_next"));
         const std::vector<double> seen =
             difference(at_end(e, "noisy", "top_tenth_score"), at_end(e, "noisy", "bottom_tenth_score"));
         for (std::size_t r = 0; r < slope.size(); ++r) slope[r] /= seen[r];
         return slope;
     },
     beside},
    {"G3", theorem, "what the worst tenth gain in a week without treatment", "regression to the mean", "galton1886",
     "scores-noise", 0.05, nullptr,
     [](const Scenario& s) {
         const Selection x = selected(s, "noisy", false);
         return x.after - x.before;
     },
     [](const Outcomes& e) {
         return difference(at_end(e, "noisy", "bottom_tenth_next"), at_end(e, "noisy", "bottom_tenth_score"));
     },
     beside},
    {"G4", theorem, "true score of the best tenth by a score with heavy tails",
     "E[G | among the top k of n by G + e], e of Student's t, 3 degrees", "manheim2018", "scores-noise", 0.04, nullptr,
     [](const Scenario& s) { return selected(s, "heavy", true).after; },
     [](const Outcomes& e) { return at_end(e, "heavy", "top_tenth_next"); }, beside},
};

}  // namespace

std::span<const Claim> claims_of_spread() { return claims; }

}  // namespace strathern
