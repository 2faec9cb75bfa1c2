// What is an item expected to be worth that a team takes? The rule of demand.cpp, in expectation.
#include <strathern/params/work.hpp>
#include <strathern/params/worth.hpp>

#include "core/portable_math.hpp"
#include "model/work/work.hpp"

namespace strathern {
namespace {

/// Mean worth of the best of so many ideas whose true ranks are seen.
struct Best {
    double mean = 0, slope = 0;  ///< slope: by how many there are
    double harm = 0;             ///< of the mean, before experiments
};

// The best rank r of n uniform ones has the density n r^(n-1).
// @param left of the worth by experiments
void add_rank(double worth, double rank, double n, double left, Best& best) {
    constexpr double least = 1e-12;  // keeps the logarithm finite
    const double log_rank = portable::log(rank > least ? rank : least);
    const double density = portable::exp((n - 1.0) * log_rank);
    best.mean += left * worth * n * density;
    best.slope += left * worth * density * (1.0 + n * log_rank);
    if (worth < 0.0) best.harm += worth * n * density;
}

// Sizes are lognormal with mean 1: e^(s z - s^2/2) phi(z) is phi(z - s), so the sum runs over y = z - s. By trapezoids,
// which for a normal density err by less than 1e-9 at a quarter of a standard deviation.
// @param harm_left what experiments leave of harm
Best best_of(const Worth& w, double n, double harm_left) {
    constexpr double step = 0.25, per_root_2_pi = 0.3989422804014327;
    constexpr int steps = 24;  // six standard deviations either way
    Best best;
    for (int k = -steps; k <= steps; ++k) {
        const double y = step * k, weight = step * per_root_2_pi * portable::exp(-0.5 * y * y);
        const double larger = portable::normal_cdf(y + w.size_sd_log);
        add_rank(w.positive_share * weight, 1.0 - w.positive_share * (1.0 - larger), n, 1.0, best);
        add_rank(-w.harm_factor * w.negative_share * weight, w.negative_share * (1.0 - larger), n, harm_left, best);
    }
    return best;
}

// None helps, and one at least does no harm.
double idle_best(const Worth& w, double n) {
    constexpr double least = 1e-12;
    const double helps_not = 1.0 - w.positive_share, harms = w.negative_share;
    return portable::exp(n * portable::log(helps_not > least ? helps_not : least)) -
           portable::exp(n * portable::log(harms > least ? harms : least));
}

/// How many ideas are compared for an item, and how much fewer they are with more items taken.
struct Compared {
    double count, scarcity;  ///< scarcity: per cent fewer with a per cent more
};

// As many as a team wants to compare, or as many as there are; where both are alike, now this and now that is less.
Compared compared(double wanted, double there) {
    constexpr double sharpness = 8.0;  // within 9 % of the lesser of the two
    const double much = portable::pow(there / wanted, sharpness);
    return {there * portable::pow(1.0 + much, -1.0 / sharpness), 1.0 / (1.0 + much)};
}

}  // namespace

ExpectedWorth expected_worth(const InForce& given, const TakenItems& taken, double knowledge) {
    const Worth& w = given.worth;
    const double wanted = static_cast<double>(given.work.candidates_count), items = taken.items;
    constexpr double plenty = 1000.0;  // times as many ideas as anybody wants to compare
    const double there = items * plenty * wanted > taken.ideas ? taken.ideas / items : plenty * wanted;
    const Compared of = there > 0.0 ? compared(wanted, there) : Compared{0.0, 1.0};
    const double harm_left = 1.0 - taken.tried * w.experiment_power;
    const Best any = best_of(w, 1.0, harm_left);
    const double any_idle = 1.0 - w.positive_share - w.negative_share;
    // Where not even one idea is left for an item, more items are worth nothing.
    if (of.count < 1.0)
        return {of.count * any.mean * (1.0 - of.scarcity), 0.0, of.count * any.harm, 1.0 - of.count * (1.0 - any_idle)};
    const Best best = best_of(w, of.count, harm_left);
    const double known = known_share(w, knowledge);
    const double mean = any.mean + known * (best.mean - any.mean);
    const double idle = idle_best(w, of.count);
    return {mean - of.scarcity * of.count * known * best.slope, items * (best.mean - any.mean),
            any.harm + known * (best.harm - any.harm), any_idle + known * (idle - any_idle)};
}

double tried_share(const InForce& given, double by_practices) {
    const double always = given.worth.experiment_share;
    return always + (1.0 - always) * by_practices;
}

double expected_lesson(const InForce& given, double idle) {
    const Worth& w = given.worth;
    constexpr double least = 1e-12;  // keeps the logarithm finite where one experiment teaches everything
    const double open = 1.0 - w.experiment_knowledge, early = w.experiment_early_stop_share;
    const double alarm = early * w.experiment_early_alarm_share + (1.0 - early) * w.experiment_false_alarm_share;
    return -(1.0 - idle * alarm) * portable::log(open > least ? open : least);
}

}  // namespace strathern
