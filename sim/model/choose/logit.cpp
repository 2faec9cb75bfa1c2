// Which hours do pay-offs make likelier? They shift the odds of an hour's use, which habits set (docs/model.md, 7.9).
#include <algorithm>
#include <strathern/params/behaviour.hpp>
#include <strathern/params/definitions.hpp>

#include "core/portable_math.hpp"
#include "core/saturate.hpp"
#include "core/wide.hpp"
#include "model/choose/parts.hpp"

namespace strathern {

/// How strongly what people feel moves the odds; alike for all.
struct OddsRates {
    double sharpness, conformity, norm;
};

/// One option's odds, by person. [rows of the block]
struct OddsOf {
    const double *habit, *chosen, *average, *pull, *pressure, *gain;
    double* log_shift;  ///< by which what people feel shifts the odds
    double* most;       ///< of the shifts of all options that a person knows
};

/// [log-odds] Beyond it feelings would not be finite. Below it they are told apart in full: were each bent by itself,
/// the best option would gain the less, the more is at stake, and what is paid for would fall.
constexpr double felt_limit = 1e150;

STRATHERN_WIDE void shift_odds(std::size_t n, OddsRates r, const OddsOf& o) {
    STRATHERN_INDEPENDENT
    for (std::size_t k = 0; k < n; ++k) {
        const double u = saturated(o.pressure[k] * o.gain[k], felt_limit) +
                         r.conformity * (o.average[k] - o.chosen[k]) + o.pull[k] + r.norm * o.average[k];
        o.log_shift[k] = r.sharpness * u;
        o.most[k] = o.habit[k] > 0.0 && o.log_shift[k] > o.most[k] ? o.log_shift[k] : o.most[k];
    }
}

// Shares depend on how far shifts lie apart, so where they are extreme the largest one is taken out of all.
STRATHERN_WIDE void find_reference(std::size_t n, double* most) {
    constexpr double extreme = 300.0;  // so far from 0 a shift still leaves 170 decades for habits
    for (std::size_t k = 0; k < n; ++k) most[k] = most[k] > extreme || most[k] < -extreme ? most[k] : 0.0;
}

STRATHERN_WIDE void weigh(std::size_t n, const double* __restrict habit, const double* __restrict reference,
                          double* __restrict weight, double* __restrict total) {
    for (std::size_t k = 0; k < n; ++k) {
        const double odds = habit[k] * portable::exp(weight[k] - reference[k]);
        weight[k] = habit[k] > 0.0 ? odds : 0.0;  // what a person does not know may be the largest shift of all
        total[k] += weight[k];
    }
}

namespace {

constexpr double no_shift = -1e300;  ///< less than any: of a person who knows no option

}  // namespace

void weigh_options(const Today& today, const Feelings& felt, const OptionCells* gain, Preference& preferred,
                   OddsView v) {
    const std::uint32_t from = today.block.first_row, n = today.block.rows();
    const auto& b = today.given.behaviour;
    const BlockColumn none = {};
    BlockColumn average, pulled, reference;
    std::fill_n(reference, n, no_shift);
    for (std::size_t a = 0; a < v.layout().options; ++a) {
        if (!in_hours(today, a)) continue;
        average_choices(today.block, a, average, v);
        const double asked = asked_for(today, a);
        const double* pull = a == review ? felt.queue : none;
        if (asked != 0.0) {
            for (std::uint32_t k = 0; k < n; ++k) pulled[k] = pull[k] + asked;
            pull = pulled;
        }
        shift_odds(n, {.sharpness = b.sharpness, .conformity = b.conformity, .norm = b.norm_strength},
                   {.habit = v[col::habit][a].data() + from,
                    .chosen = v[col::chosen][a].data() + from,
                    .average = average,
                    .pull = pull,
                    .pressure = felt.pressure,
                    .gain = gain != nullptr ? (*gain)[a] : none,
                    .log_shift = preferred.weight[a],
                    .most = reference});
    }
    find_reference(n, reference);
    for (std::size_t a = 0; a < v.layout().options; ++a)
        if (in_hours(today, a))
            weigh(n, v[col::habit][a].data() + from, reference, preferred.weight[a], preferred.total);
}

void choose_by_odds(const Today& today, const Feelings& felt, const Outlook& outlook, Preference& preferred,
                    LawView v) {
    const OptionCells* gain = outlook.board.regime != nullptr ? &outlook.gain : nullptr;
    weigh_options(today, felt, gain, preferred, v);
    choose_parts(today, felt, gain, preferred.weight, v);
}

}  // namespace strathern
