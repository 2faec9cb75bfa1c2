// What would an hour of each option bring on the scoreboard, as people believe? (docs/model.md, 7.9)
#include <algorithm>
#include <strathern/params/behaviour.hpp>
#include <strathern/params/definitions.hpp>

#include "core/wide.hpp"
#include "model/choose/parts.hpp"

namespace strathern {

/// What the gain of more of an option is made of. [rows of the block]
struct Belief {
    const double* sophistication;
    const double *foreseen, *base;  ///< scores with a step more, and as they are
    double steps;                   ///< in the unit of the gain
};

STRATHERN_WIDE void find_gain(std::size_t n, const Fog& fog, const Belief& b, double* gain) {
    STRATHERN_INDEPENDENT
    for (std::size_t k = 0; k < n; ++k) {
        const double seen = seen_share(fog.legibility * b.sophistication[k], fog.unthought);
        gain[k] = seen * b.steps * (b.foreseen[k] - b.base[k]);
    }
}

namespace {

// Steps that people imagine, in the unit of a gain: an hour, all occasions, a use a day.
double steps_of(const Today& today, std::size_t option) {
    if (is_dial(today, option)) return 1.0 / imagined_uses;
    return in_hours(today, option) ? imagined_per_hour : 1.0 / imagined_part;
}

bool moves_nobody(std::uint32_t n, const Scoreboard& board, const Expected* more) {
    const auto none = [n](const double* x) { return std::all_of(x, x + n, [](double y) { return y == 0.0; }); };
    for (std::size_t m = 0; m < board.regime->metrics.size(); ++m)
        if (!none(more[m].top) || (board.sums[m].bottom != nullptr && !none(more[m].bottom))) return false;
    return true;
}

}  // namespace

void find_gains(const Today& today, const Fog& fog, Outlook& outlook, GainView v) {
    BlockColumn values[metric_limit], base, foreseen, step;
    const std::uint32_t from = today.block.first_row, n = today.block.rows();
    const Judges all = all_of(today.block, outlook.board, v);
    std::fill_n(step, n, 1.0);
    present_values(n, outlook.board, values);
    find_scores(all, outlook.board, values, base, v);
    const auto find = [&](std::size_t a, std::size_t like, double* gain) {
        Expected more[metric_limit];
        find_expected(today.block, outlook.board, a, more, v);
        if (moves_nobody(n, outlook.board, more)) return (void)std::fill_n(gain, n, 0.0);
        foresee(all, outlook.board, {more, outlook.blur[like], step}, foreseen, v);
        find_gain(n, fog,
                  {.sophistication = v[col::sophistication].data() + from,
                   .foreseen = foreseen,
                   .base = base,
                   .steps = steps_of(today, like)},
                  gain);
    };
    const std::size_t options = v.layout().options;
    for (std::size_t a = 0; a < options; ++a) find(a, a, outlook.gain[a]);
    find(options, review, outlook.reading);  // reading longer: misjudged, and known by experience, as review is
}

}  // namespace strathern
