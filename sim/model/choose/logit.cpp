// Which hours do pay-offs make likelier? They shift the odds of an hour's use, which habits set (docs/model.md, 7.9).
#include <strathern/params/behaviour.hpp>
#include <strathern/params/definitions.hpp>

#include "core/portable_math.hpp"
#include "core/wide.hpp"
#include "model/choose/parts.hpp"

namespace strathern {

/// How strongly what people feel moves the odds; alike for all.
struct OddsRates {
    double sharpness, conformity, norm;
};

/// One option's odds, by person. [rows of the block]
struct OddsOf {
    const double *habit, *share, *average, *pull, *pressure, *gain;
    double *weight, *total;
};

STRATHERN_WIDE void weigh(std::size_t n, OddsRates r, const OddsOf& o) {
    STRATHERN_INDEPENDENT
    for (std::size_t k = 0; k < n; ++k) {
        const double u =
            o.pressure[k] * o.gain[k] + r.conformity * (o.average[k] - o.share[k]) + o.pull[k] + r.norm * o.average[k];
        o.weight[k] = o.habit[k] * portable::exp(r.sharpness * u);
        o.total[k] += o.weight[k];
    }
}

void weigh_options(const Today& today, const Feelings& felt, const OptionCells* gain, Preference& preferred,
                   OddsView v) {
    const std::uint32_t from = today.block.first_row, n = today.block.rows();
    const auto& b = today.given.behaviour;
    const BlockColumn none = {};
    BlockColumn average, pulled;
    for (std::size_t a = 0; a < v.layout().options; ++a) {
        average_shares(today.block, a, average, v);
        const double asked = asked_for(today, a);
        const double* pull = a == review ? felt.queue : none;
        if (asked != 0.0) {
            for (std::uint32_t k = 0; k < n; ++k) pulled[k] = pull[k] + asked;
            pull = pulled;
        }
        weigh(n, {.sharpness = b.sharpness, .conformity = b.conformity, .norm = b.norm_strength},
              {.habit = v[col::habit][a].data() + from,
               .share = v[col::share][a].data() + from,
               .average = average,
               .pull = pull,
               .pressure = felt.pressure,
               .gain = gain != nullptr ? (*gain)[a] : none,
               .weight = preferred.weight[a],
               .total = preferred.total});
    }
}

void choose_by_odds(const Today& today, const Feelings& felt, const Outlook& outlook, Preference& preferred,
                    LawView v) {
    weigh_options(today, felt, outlook.board.regime != nullptr ? &outlook.gain : nullptr, preferred, v);
}

}  // namespace strathern
