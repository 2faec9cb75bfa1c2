// What do own scores teach? How far the score is from what was usual is put down to the options of which people do more
// or less than usual, as far as they imagined them to count: a scalar filter an option, with forgetting. Dials are
// chosen as a whole, and teach nothing (docs/model.md, 7.9).
#include <cmath>
#include <strathern/params/behaviour.hpp>
#include <strathern/params/definitions.hpp>

#include "core/wide.hpp"
#include "model/choose/parts.hpp"

namespace strathern {

/// One option, by person. [rows of the block]
struct Lesson {
    double unit;  ///< of the gain in what is chosen: hours of a week, or 1
    const double *chosen, *gain;
    double *usual, *trust, *doubt;
    double* brings;  ///< with full trust in the imagination, over the usual choice [pay-off]
};

/// [ratio] Bounds of trust: what was found to bring nothing is tried again some day.
constexpr double least_trust = 0.01, most_trust = 2.0;

/// What the score should differ from the usual one, were everything as imagined, and how unsure that is.
struct Forecast {
    double *sum, *variance;  ///< [pay-off], [pay-off^2]; rows of the block
};

STRATHERN_WIDE void add_forecast(std::size_t n, double variance, const Lesson& o, const Forecast& all) {
    STRATHERN_INDEPENDENT
    for (std::size_t k = 0; k < n; ++k) {
        const double brings = o.gain[k] / o.trust[k] * o.unit * (o.chosen[k] - o.usual[k]);
        o.brings[k] = brings;
        all.sum[k] += o.trust[k] * brings;
        all.variance[k] += variance * o.doubt[k] * brings * brings;
    }
}

/// How a block learns: alike for all options.
struct Pace {
    double variance, forgetting;
    const double *surprise, *spread;  ///< [pay-off], [pay-off^2]; rows of the block
    const double* rate;               ///< at which the usual follows
};

STRATHERN_WIDE void learn(std::size_t n, const Pace& r, const Lesson& o) {
    STRATHERN_INDEPENDENT
    for (std::size_t k = 0; k < n; ++k) {
        const double brings = o.brings[k], weight = r.variance * o.doubt[k] * brings / r.spread[k];
        const double trust = o.trust[k] + weight * r.surprise[k];
        const double doubt = (1.0 - weight * brings) * o.doubt[k] + r.forgetting;
        o.trust[k] = trust < least_trust ? least_trust : (trust < most_trust ? trust : most_trust);
        o.doubt[k] = doubt < 1.0 ? doubt : 1.0;
        o.usual[k] += r.rate[k] * (o.chosen[k] - o.usual[k]);
    }
}

namespace {

// Pay-off that the weights of a regime's metrics add up to.
double all_at_stake(const Regime& regime) {
    double sum = 0.0;
    for (const auto& metric : regime.metrics) sum += std::fabs(metric.value.weight);
    return sum;
}

// In the first weeks the mean of all is the usual; afterwards it follows slowly.
void find_rates(const Today& today, double* rate, LearnFromScoresView v) {
    const double steady = 1.0 / today.given.behaviour.usual_weeks;
    for (std::uint32_t k = 0; k < today.block.rows(); ++k) {
        const double soon = 1.0 / (v[col::weeks_scored][today.block.row(k)] + 1.0);
        rate[k] = soon > steady ? soon : steady;
    }
}

}  // namespace

void learn_from_scores(const Today& today, const Regime& regime, const OptionCells& gain, LearnFromScoresView v) {
    const std::uint32_t from = today.block.first_row, n = today.block.rows();
    const auto& b = today.given.behaviour;
    const double variance = b.experience_sd * b.experience_sd, luck = b.score_luck_sd * all_at_stake(regime);
    OptionCells brings(v.layout().options);
    const auto lesson = [&](std::size_t a) {
        return Lesson{.unit = in_hours(today, a) ? weekly_hours(today.given) : 1.0,
                      .chosen = v[col::chosen][a].data() + from,
                      .gain = gain[a],
                      .usual = v[col::usual_choice][a].data() + from,
                      .trust = v[col::trust][a].data() + from,
                      .doubt = v[col::trust_doubt][a].data() + from,
                      .brings = brings[a]};
    };
    constexpr double unsure = 1e300;  // of what differs from nothing usual, or of nothing at stake: no lesson
    BlockColumn sum = {}, spread, rate;
    for (std::uint32_t k = 0; k < n; ++k) spread[k] = luck * luck;
    for (std::size_t a = 0; a < v.layout().options; ++a)
        if (!is_dial(today, a)) add_forecast(n, variance, lesson(a), {sum, spread});
    find_rates(today, rate, v);
    BlockColumn surprise;
    for (std::uint32_t k = 0; k < n; ++k) {
        const EngineerId i = today.block.row(k);
        if (v[col::weeks_scored][i] == 0.0 || !(spread[k] > 0.0)) spread[k] = unsure;
        surprise[k] = v[col::score][i] - v[col::usual_score][i] - sum[k];
        v[col::usual_score][i] += rate[k] * (v[col::score][i] - v[col::usual_score][i]);
        v[col::weeks_scored][i] += 1.0;
    }
    for (std::size_t a = 0; a < v.layout().options; ++a)
        if (!is_dial(today, a)) learn(n, {variance, b.experience_forgetting, surprise, spread, rate}, lesson(a));
}

}  // namespace strathern
