// On which part of its occasions do people use a practice? The law of hours, for two uses of an occasion: with the
// practice or without. People hold on to how they do a thing less than to their hours (docs/model.md, 7.9).
#include <algorithm>
#include <strathern/params/behaviour.hpp>
#include <strathern/params/definitions.hpp>

#include "core/portable_math.hpp"
#include "core/saturate.hpp"
#include "core/wide.hpp"
#include "model/choose/parts.hpp"

namespace strathern {

/// How strongly what people feel moves the odds; alike for all.
struct PartRates {
    double sharpness, of_pay;  ///< of what hours are moved by too, and of pay-offs
    double norm, asked;
};

/// One practice, by person. [rows of the block]
struct PartOf {
    const double *habit, *average, *pressure, *gain;
    const double* others;  ///< what others' use draws to it [log-odds]
    double* part;
};

// What draws to the practice less what draws to doing without: of the team a part of 1 - average does without.
STRATHERN_WIDE void find_parts(std::size_t n, const PartRates& r, const PartOf& o) {
    STRATHERN_INDEPENDENT
    for (std::size_t k = 0; k < n; ++k) {
        const double wanted = r.sharpness * (r.norm * (2.0 * o.average[k] - 1.0) + r.asked);
        const double shift = r.of_pay * o.pressure[k] * o.gain[k] + o.others[k] + wanted;
        const double odds = o.habit[k] * portable::exp(saturated(shift, felt_knee));
        o.part[k] = o.habit[k] > 0.0 ? odds / (1.0 - o.habit[k] + odds) : 0.0;
    }
}

namespace {

// Who sees that team-mates use a practice more than they are used to themselves comes some of the way to meet them.
void find_pull_of_others(const Today& today, std::size_t option, double* pull, OddsView v) {
    const auto &habit = v[col::habit][option], &chosen = v[col::chosen][option];
    std::fill_n(pull, today.block.rows(), 0.0);
    for (std::uint32_t number = today.block.first_team; number < today.block.last_team; ++number) {
        const std::uint32_t first = v.layout().first_row(TeamId{number}), last = first + v[col::places][TeamId{number}];
        double sum = 0.0, users = 0.0;
        for (std::uint32_t row = first; row < last; ++row) {
            users += habit[EngineerId{row}] > 0.0 ? 1.0 : 0.0;
            sum += habit[EngineerId{row}] > 0.0 ? chosen[EngineerId{row}] : 0.0;
        }
        for (std::uint32_t row = first; users > 1.0 && row < last; ++row) {
            const EngineerId i{row};
            if (habit[i] == 0.0) continue;
            const double others = (sum - chosen[i]) / (users - 1.0);
            pull[today.block.place(i)] =
                today.given.behaviour.part_conformity * (log_odds(others) - log_odds(habit[i]));
        }
    }
}

}  // namespace

void choose_parts(const Today& today, const Feelings& felt, const OptionCells* gain, OptionCells& parts, OddsView v) {
    const std::uint32_t from = today.block.first_row, n = today.block.rows();
    const auto& b = today.given.behaviour;
    const BlockColumn none = {};
    BlockColumn average, others;
    for (std::size_t a = first_practice; a < v.layout().options; ++a) {
        if (!in_parts(today, a)) continue;
        average_choices(today.block, a, average, v);
        find_pull_of_others(today, a, others, v);
        find_parts(n,
                   {.sharpness = b.sharpness,
                    .of_pay = b.part_sharpness,
                    .norm = b.norm_strength,
                    .asked = asked_for(today, a)},
                   {.habit = v[col::habit][a].data() + from,
                    .average = average,
                    .pressure = felt.pressure,
                    .gain = gain != nullptr ? (*gain)[a] : none,
                    .others = others,
                    .part = parts[a]});
    }
}

}  // namespace strathern
