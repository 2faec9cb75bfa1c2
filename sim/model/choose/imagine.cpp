// What do people think an hour would bring? The published definition as a black box, their own misjudgement, and what
// they have learnt (docs/model.md, 7.9).
#include <strathern/params/behaviour.hpp>
#include <strathern/params/definitions.hpp>

#include "core/saturate.hpp"
#include "core/variates.hpp"
#include "core/wide.hpp"
#include "model/choose/parts.hpp"

namespace strathern {

STRATHERN_WIDE void add_product(std::size_t n, const double* __restrict x, const double* __restrict y,
                                double* __restrict sum) {
    for (std::size_t k = 0; k < n; ++k) sum[k] += x[k] * y[k];
}

/// What the gain of an hour is made of. [rows of the block]
struct Belief {
    const double *sophistication, *experience;
    const double *foreseen, *base;  ///< scores with half an hour more, and as they are
};

STRATHERN_WIDE void find_gain(std::size_t n, double legibility, const Belief& b, double* gain) {
    STRATHERN_INDEPENDENT
    for (std::size_t k = 0; k < n; ++k) {
        const double thought = legibility * b.sophistication[k];
        gain[k] = (1.0 - thought) * b.experience[k] + thought * imagined_per_hour * (b.foreseen[k] - b.base[k]);
    }
}

STRATHERN_WIDE void shift_values(std::size_t n, const double* more, const MoreHours& hours, const double* top,
                                 double* shifted) {
    STRATHERN_INDEPENDENT
    for (std::size_t k = 0; k < n; ++k) shifted[k] = top[k] + more[k] * hours.blur[k] * hours.halves[k];
}

STRATHERN_WIDE void shift_ratios(std::size_t n, Expected more, const MoreHours& hours, const Sums& sums,
                                 double* shifted) {
    STRATHERN_INDEPENDENT
    for (std::size_t k = 0; k < n; ++k) {
        const double below = sums.bottom[k] + more.bottom[k] * hours.blur[k] * hours.halves[k];
        shifted[k] = ratio_of(sums.top[k] + more.top[k] * hours.blur[k] * hours.halves[k], below);
    }
}

STRATHERN_WIDE void find_price(std::size_t n, const double* __restrict pressure, const double* __restrict mean,
                               const double* __restrict of_reading, double* __restrict price) {
    for (std::size_t k = 0; k < n; ++k) price[k] = saturated(pressure[k] * (mean[k] - of_reading[k]), felt_knee);
}

namespace {

double mean_legibility(const Regime& regime) {
    double sum = 0.0;
    for (const auto& metric : regime.metrics) sum += metric.value.legibility;
    return sum / static_cast<double>(regime.metrics.size());
}

void read_board(const Today& today, const Regime& regime, Scoreboard& board, ImagineView v) {
    board.regime = &regime;
    board.legibility = mean_legibility(regime);
    board.planned = planned_part(regime, today.given.behaviour);
    for (std::size_t m = 0; m < regime.metrics.size(); ++m) {
        const Metric& metric = regime.metrics[m].value;
        const std::size_t slot = published_slot(metric, today.week());
        board.sums[m].top = v[col::metric_numerator][window_lane(regime, m, slot)].data() + today.block.first_row;
        if (!metric.denominator.empty())
            board.sums[m].bottom =
                v[col::metric_denominator][bottom_lane(regime, m, slot)].data() + today.block.first_row;
    }
}

// Values become scores, by the definition that everybody knows.
void find_scores(const Block& block, const Scoreboard& board, BlockColumn* values, double* scores, ForeseeView v) {
    meet_own_targets(*board.regime, block, board.planned, values, v);
    pay_off(*board.regime, block.rows(), values, scores, v, board.doubt);
}

void find_present_scores(const Today& today, const Scoreboard& board, double* scores, ImagineView v) {
    BlockColumn values[metric_limit];
    for (std::size_t m = 0; m < board.regime->metrics.size(); ++m)
        metric_values(*board.regime, m, today.week(), today.block, v, values[m]);
    find_scores(today.block, board, values, scores, v);
}

void draw_blur(const Today& today, OptionCells& blur, ImagineView v) {
    const std::uint32_t from = today.block.first_row, n = today.block.rows();
    const std::size_t options = v.layout().options;
    constexpr std::size_t per_block = 4;  // a block of words serves four options
    BlockColumn spare;
    for (std::size_t a = 0; a < options; a += per_block) {
        const auto out = [&](std::size_t k) { return a + k < options ? blur[a + k] : spare; };
        today.draws.uniforms(Purpose::perception, today.draw_week(), v[col::luck_number].data() + from,
                             v[col::luck_seat].data() + from, n, out(0), out(1), out(2), out(3),
                             static_cast<std::uint32_t>(a / per_block));
    }
    for (std::size_t a = 0; a < options; ++a)
        lognormals(n, 0.0, today.given.behaviour.foresight_sd_log, blur[a], blur[a]);
}

// What an hour of each option is believed to bring on the scoreboard.
void find_gains(const Today& today, Outlook& outlook, ImagineView v) {
    BlockColumn base, foreseen, half_hour;
    const std::uint32_t from = today.block.first_row, n = today.block.rows();
    for (std::uint32_t k = 0; k < n; ++k) half_hour[k] = 1.0;
    find_present_scores(today, outlook.board, base, v);
    const auto find = [&](std::size_t a, std::size_t like, double* gain) {
        foresee(today.block, outlook.board, {a, outlook.blur[like], half_hour}, foreseen, v);
        find_gain(n, outlook.board.legibility,
                  {.sophistication = v[col::sophistication].data() + from,
                   .experience = v[col::experience][like].data() + from,
                   .foreseen = foreseen,
                   .base = base},
                  gain);
    };
    const std::size_t options = v.layout().options;
    for (std::size_t a = 0; a < options; ++a) find(a, a, outlook.gain[a]);
    find(options, review, outlook.reading);  // reading longer: misjudged, and known by experience, as review is
}

}  // namespace

Expected expected_of(const Block& block, std::size_t metric, std::size_t option, ExpectedView v) {
    const std::size_t lane = metric * (v.layout().options + 1) + option;
    return {v[col::expected_top][lane].data() + block.first_row,
            v[col::expected_bottom][lane].data() + block.first_row};
}

void foresee(const Block& block, const Scoreboard& board, const MoreHours& hours, double* scores, ForeseeView v) {
    BlockColumn values[metric_limit];
    for (std::size_t m = 0; m < board.regime->metrics.size(); ++m) {
        const Expected more = expected_of(block, m, hours.option, v);
        if (board.sums[m].bottom == nullptr)
            shift_values(block.rows(), more.top, hours, board.sums[m].top, values[m]);
        else
            shift_ratios(block.rows(), more, hours, board.sums[m], values[m]);
    }
    find_scores(block, board, values, scores, v);
}

void imagine(const Today& today, const Regime& regime, Outlook& outlook, ImagineView v) {
    read_board(today, regime, outlook.board, v);
    draw_blur(today, outlook.blur, v);
    find_gains(today, outlook, v);
}

void price_hours(const Block& block, const Feelings& felt, const Outlook& outlook, PriceView v) {
    const std::uint32_t from = block.first_row, n = block.rows();
    BlockColumn mean = {};
    for (std::size_t a = 0; a < v.layout().options; ++a)
        add_product(n, v[col::share][a].data() + from, outlook.gain[a], mean);
    find_price(n, felt.pressure, mean, outlook.reading, v[col::hour_gain].data() + from);
}

}  // namespace strathern
