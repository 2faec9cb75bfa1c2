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
};

// The best rank r of n uniform ones has the density n r^(n-1).
void add_rank(double worth, double rank, double n, Best& best) {
    constexpr double least = 1e-12;  // keeps the logarithm finite
    const double log_rank = portable::log(rank > least ? rank : least);
    const double density = portable::exp((n - 1.0) * log_rank);
    best.mean += worth * n * density;
    best.slope += worth * density * (1.0 + n * log_rank);
}

// Sizes are lognormal with mean 1: e^(s z - s^2/2) phi(z) is phi(z - s), so the sum runs over y = z - s. By trapezoids,
// which for a normal density err by less than 1e-9 at a quarter of a standard deviation.
Best best_of(const Worth& w, double n) {
    constexpr double step = 0.25, per_root_2_pi = 0.3989422804014327;
    constexpr int steps = 24;  // six standard deviations either way
    Best best;
    for (int k = -steps; k <= steps; ++k) {
        const double y = step * k, weight = step * per_root_2_pi * portable::exp(-0.5 * y * y);
        const double larger = portable::normal_cdf(y + w.size_sd_log);
        add_rank(w.positive_share * weight, 1.0 - w.positive_share * (1.0 - larger), n, best);
        add_rank(-w.harm_factor * w.negative_share * weight, w.negative_share * (1.0 - larger), n, best);
    }
    return best;
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

ExpectedWorth expected_worth(const InForce& given, double items, double ideas, double knowledge) {
    const Worth& w = given.worth;
    const double wanted = static_cast<double>(given.work.candidates_count);
    constexpr double plenty = 1000.0;  // times as many ideas as anybody wants to compare
    const double there = items * plenty * wanted > ideas ? ideas / items : plenty * wanted;
    const Compared of = there > 0.0 ? compared(wanted, there) : Compared{0.0, 1.0};
    const double any = best_of(w, 1.0).mean;
    // Where not even one idea is left for an item, more items are worth nothing.
    if (of.count < 1.0) return {of.count * any * (1.0 - of.scarcity), 0.0};
    const Best best = best_of(w, of.count);
    const double known = known_share(w, knowledge);
    const double mean = any + known * (best.mean - any);
    return {mean - of.scarcity * of.count * known * best.slope, items * (best.mean - any)};
}

}  // namespace strathern
