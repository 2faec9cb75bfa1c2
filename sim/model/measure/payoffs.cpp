// What is rewarded? Shapes of pay-offs, targets, and how targets rise (ratchets).
#include <algorithm>
#include <strathern/params/behaviour.hpp>
#include <strathern/params/definitions.hpp>

#include "core/portable_math.hpp"
#include "core/saturate.hpp"
#include "core/wide.hpp"
#include "model/measure/measure.hpp"

namespace strathern {

/// One metric's pay-off: where it is zero and how steep.
struct PayCurve {
    Transform transform;
    Payoff payoff;
    double exponent, per_target, noise, mean, per_spread, weight;
    const double*
        doubt;  ///< of whoever imagines it, about the value: standard deviation of its log; null: as it is paid
};

// The least of a value and 1, for a lognormal value of which `value` is the mean: what is expected of a quota. It is
// value P(Z > over) + P(Z > -under), and value e^(-over^2 / 2) is e^(-under^2 / 2): one exponential serves both.
[[gnu::always_inline]] inline double expected_least(double value, double doubt) {
    constexpr double least = 1e-6;  // keeps the logarithm finite
    const double from = portable::log(value > least ? value : least) / doubt, half = 0.5 * doubt;
    const double over = from + half, under = from - half, bell = portable::exp(-0.5 * (under * under));
    const double beyond = portable::normal_tail(over, bell), below = portable::normal_tail(under, bell);
    const double expected = (over > 0.0 ? beyond : value - beyond) + (under > 0.0 ? 1.0 - below : below);
    return value > least ? expected : value;
}

constexpr double per_log2 = 1.4426950408889634;  ///< 1 / ln 2: log(1 + value) is 1 at the target

// Pay by the piece as it is felt: at the target worth as much as it pays, and each further piece the less, the more
// there are: log utility.
[[gnu::always_inline]] inline double felt_piecework(double value) {
    const double felt = per_log2 * portable::log1p(value < 0.0 ? -value : value);
    return value < 0.0 ? -felt : felt;
}

STRATHERN_WIDE void shape_values(std::size_t n, const PayCurve& shape, double* __restrict value) {
    constexpr double logistic = 1.702;  // the steepness at which a logistic is closest to the normal
    if (shape.payoff == Payoff::rank) {
        for (std::size_t k = 0; k < n; ++k)
            value[k] = shape.weight * portable::normal_cdf((value[k] - shape.mean) * shape.per_spread);
        return;
    }
    constexpr double knee = 1e12;  // [targets] its fourth power, squared, is a number still
    for (std::size_t k = 0; k < n; ++k) value[k] = saturated(value[k] * shape.per_target, knee);
    if (shape.transform == Transform::log)
        for (std::size_t k = 0; k < n; ++k) value[k] = portable::log1p(value[k] > 0.0 ? value[k] : 0.0) * per_log2;
    if (shape.transform == Transform::power)
        for (std::size_t k = 0; k < n; ++k) value[k] = value[k] > 0.0 ? portable::pow(value[k], shape.exponent) : 0.0;
    if (shape.payoff == Payoff::quota && shape.doubt == nullptr)
        for (std::size_t k = 0; k < n; ++k) value[k] = value[k] < 1.0 ? value[k] : 1.0;
    else if (shape.payoff == Payoff::quota)
        for (std::size_t k = 0; k < n; ++k) value[k] = expected_least(value[k], shape.doubt[k]);
    if (shape.payoff == Payoff::linear && shape.doubt != nullptr)
        for (std::size_t k = 0; k < n; ++k) value[k] = felt_piecework(value[k]);
    if (shape.payoff == Payoff::threshold) {
        for (std::size_t k = 0; k < n; ++k) {
            const double unsure = shape.doubt != nullptr ? shape.doubt[k] : 0.0;
            const double error = __builtin_sqrt(shape.noise * shape.noise + unsure * unsure);
            value[k] = 1.0 / (1.0 + portable::exp(-logistic * (value[k] - 1.0) / error));
        }
    }
    for (std::size_t k = 0; k < n; ++k) value[k] *= shape.weight;
}

STRATHERN_WIDE void meet_own_target(std::size_t n, const OwnTargets& r, const double* __restrict own,
                                    double* __restrict value) {
    for (std::size_t k = 0; k < n; ++k) {
        const double beyond = value[k] > own[k] ? value[k] - own[k] : 0.0;
        value[k] *= r.common / (own[k] + r.planned * beyond);
    }
}

namespace {

// Colleagues' values hold their errors, and so does what is paid. Who looks ahead does not know the own error either:
// what decides a rank is the difference of the two.
PayCurve shape_of(const Regime& regime, std::size_t m, const Outset& outset, PayView v) {
    const Metric& metric = regime.metrics[m].value;
    const double theirs = v[col::published_spread][m],
                 own = outset.foreseen ? error_variance(metric, v[col::target][m]) : 0.0;
    const double spread = __builtin_sqrt(theirs * theirs + own);
    return {.transform = metric.transform,
            .payoff = metric.payoff,
            .exponent = metric.exponent,
            .per_target = 1.0 / v[col::target][m],
            .noise = error_of(metric),
            .mean = v[col::published_mean][m],
            .per_spread = spread > 0.0 ? 1.0 / spread : 0.0,
            .weight = metric.weight,
            .doubt = outset.doubt != nullptr ? outset.doubt[m] : nullptr};
}

}  // namespace

double error_of(const Metric& metric) {
    constexpr double least = 0.01;  // a threshold without error is still a slope, so that people can feel their way
    return metric.noise > least ? metric.noise : least;
}

void pay_metric(const Regime& regime, std::size_t m, std::size_t n, double* value, PayView v, const Outset& outset) {
    shape_values(n, shape_of(regime, m, outset, v), value);
}

void combine_pay(const Regime& regime, std::size_t m, std::size_t n, const double* paid, double* scores) {
    if (m == 0) std::copy_n(paid, n, scores);
    if (m == 0) return;
    if (regime.combine == Combine::sum)
        for (std::size_t k = 0; k < n; ++k) scores[k] += paid[k];
    else
        for (std::size_t k = 0; k < n; ++k) scores[k] = paid[k] < scores[k] ? paid[k] : scores[k];
}

void pay_off(const Regime& regime, std::size_t n, BlockColumn* values, double* scores, PayView v,
             const Outset& outset) {
    for (std::size_t m = 0; m < regime.metrics.size(); ++m) {
        pay_metric(regime, m, n, values[m], v, outset);
        combine_pay(regime, m, n, values[m], scores);
    }
}

double full_score(const Regime& regime) {
    constexpr double above_all = 1e300;
    double sum = 0.0, least = above_all;
    for (const auto& metric : regime.metrics) {
        sum += metric.value.weight;
        least = metric.value.weight < least ? metric.value.weight : least;
    }
    return regime.combine == Combine::sum ? sum : least;
}

double shortfall(double score, double full) {
    const double missing = full > 0.0 ? 1.0 - score / full : 0.0;
    return missing > 0.0 ? missing : 0.0;
}

// ------------------------------------------------------------------------------------------- targets and ratchets

double raised_target(const Regime& regime, double target, double reached) {
    if (regime.ratchet_scope == RatchetScope::own || !(reached > target)) return target;
    return target + regime.ratchet_share * (reached - target);
}

const double* own_targets(const Regime& regime, std::size_t m, const Block& block, OwnTargetView v) {
    if (v[col::own_target].size() == 0 || regime.metrics[m].value.payoff == Payoff::rank) return nullptr;
    return v[col::own_target][m].data() + block.first_row;
}

void meet_own_targets(const Regime& regime, const Block& block, double planned, BlockColumn* values, OwnTargetView v) {
    for (std::size_t m = 0; m < regime.metrics.size(); ++m)
        if (const double* own = own_targets(regime, m, block, v))
            meet_own_target(block.rows(), {v[col::target][m], planned}, own, values[m]);
}

void raise_own_targets(const Regime& regime, const Block& block, const BlockColumn* values, RaiseView v) {
    for (std::size_t m = 0; m < v[col::own_target].size(); ++m) {
        const double common = v[col::target][m];
        double* own = v[col::own_target][m].data() + block.first_row;
        for (std::uint32_t k = 0; k < block.rows(); ++k) {
            const double beyond = values[m][k] / common - 1.0;
            own[k] *= 1.0 + (beyond > 0.0 ? regime.ratchet_share * beyond : 0.0);
        }
    }
}

// An engineer whose target ratchets expects future targets to rise with today's result, and discounts them: the mean
// of the targets to come, with hours once chosen taken to be kept.
double planned_part(const Regime& regime, const Behaviour& behaviour) {
    if (regime.ratchet_scope != RatchetScope::own || regime.ratchet_share == 0.0) return 0.0;
    const double discount = behaviour.discount_per_year * weeks_per_quarter / weeks_per_year;
    return regime.ratchet_share / (discount + regime.ratchet_share);
}

}  // namespace strathern
