// What do people think that more of something would bring? The published definition as a black box, seen through what
// they think through, their own misjudgement and what they have learnt (docs/model.md, 7.9).
#include <algorithm>
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

// Who thinks a definition through misjudges the less.
STRATHERN_WIDE void find_blur(std::size_t n, const Fog& fog, const double* __restrict sophistication,
                              const double* __restrict trust, double* __restrict blur) {
    for (std::size_t k = 0; k < n; ++k) {
        const double unthought = 1.0 - fog.legibility * sophistication[k];
        blur[k] = trust[k] * portable::exp(fog.misjudgement * unthought * blur[k]);
    }
}

// What own counts vary by averages out over a metric's window.
STRATHERN_WIDE void find_doubt(std::size_t n, double doubt, double window, const double* __restrict variation,
                               double* __restrict all) {
    constexpr double least = 1e-6;  // a divisor
    for (std::size_t k = 0; k < n; ++k) all[k] = __builtin_sqrt(doubt * doubt + variation[k] / window) + least;
}

STRATHERN_WIDE void shift_values(std::size_t n, const double* more, const More& by, const double* top,
                                 double* shifted) {
    STRATHERN_INDEPENDENT
    for (std::size_t k = 0; k < n; ++k) shifted[k] = top[k] + more[k] * by.blur[k] * by.steps[k];
}

STRATHERN_WIDE void shift_ratios(std::size_t n, Expected more, const More& by, const Sums& sums, double* shifted) {
    STRATHERN_INDEPENDENT
    for (std::size_t k = 0; k < n; ++k) {
        const double below = sums.bottom[k] + more.bottom[k] * by.blur[k] * by.steps[k];
        shifted[k] = ratio_of(sums.top[k] + more.top[k] * by.blur[k] * by.steps[k], below);
    }
}

STRATHERN_WIDE void find_price(std::size_t n, const double* __restrict pressure, const double* __restrict mean,
                               const double* __restrict of_reading, double* __restrict price) {
    for (std::size_t k = 0; k < n; ++k) price[k] = saturated(pressure[k] * (mean[k] - of_reading[k]), felt_knee);
}

/// How one looks among all others on a board; alike for all.
struct Onlookers {
    double target, log_mean, log_spread, sign, weight, people;
};

// Being seen ahead is worth -ln of the part of people who are ahead, and beyond the best a straight line in logs.
STRATHERN_WIDE void add_status(std::size_t n, const Onlookers& r, double best, const double* __restrict value,
                               const double* __restrict doubt, double* __restrict status) {
    constexpr double per_root_2_pi = 0.3989422804014327;
    const double steepest = per_root_2_pi * portable::exp(-0.5 * best * best) * r.people;
    for (std::size_t k = 0; k < n; ++k) {
        const double spread = __builtin_sqrt(r.log_spread * r.log_spread + 2.0 * doubt[k] * doubt[k]);
        const double z = r.sign * (log_of_targets(value[k], r.target) - r.log_mean) / spread;
        const double inside = z < best ? z : best;
        const double ahead = 1.0 - portable::normal_cdf(inside) + 0.5 / r.people;
        status[k] += r.weight * (steepest * (z - inside) - portable::log(ahead));
    }
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
    board.shown = regime.visibility == Visibility::public_ && board.doubts != nullptr;
    for (std::size_t m = 0; m < regime.metrics.size(); ++m) {
        const Metric& metric = regime.metrics[m].value;
        const std::size_t slot = published_slot(metric, today.week());
        board.sums[m].top = v[col::metric_numerator][window_lane(regime, m, slot)].data() + today.block.first_row;
        if (!metric.denominator.empty())
            board.sums[m].bottom =
                v[col::metric_denominator][bottom_lane(regime, m, slot)].data() + today.block.first_row;
    }
}

void find_doubts(const Today& today, const Regime& regime, BlockColumn* doubts, ImagineView v) {
    for (std::size_t m = 0; m < regime.metrics.size(); ++m)
        find_doubt(today.block.rows(), today.given.behaviour.outcome_doubt,
                   static_cast<double>(regime.metrics[m].value.window_weeks),
                   v[col::variation][m].data() + today.block.first_row, doubts[m]);
}

// A misjudgement is a person's own and stays.
void draw_blur(const Today& today, const Fog& fog, OptionCells& blur, ImagineView v) {
    const std::uint32_t from = today.block.first_row, n = today.block.rows();
    const std::size_t options = v.layout().options;
    constexpr std::size_t per_block = 4;  // a block of words serves four options
    BlockColumn spare;
    for (std::size_t a = 0; a < options; a += per_block) {
        const auto out = [&](std::size_t k) { return a + k < options ? blur[a + k] : spare; };
        today.draws.uniforms(Purpose::perception, 0, v[col::luck_number].data() + from, v[col::luck_seat].data() + from,
                             n, out(0), out(1), out(2), out(3), static_cast<std::uint32_t>(a / per_block));
    }
    for (std::size_t a = 0; a < options; ++a) {
        normals(n, blur[a], blur[a]);
        find_blur(n, fog, v[col::sophistication].data() + from, v[col::trust][a].data() + from, blur[a]);
    }
}

}  // namespace

Expected expected_of(const Block& block, std::size_t metric, std::size_t option, ExpectedView v) {
    const std::size_t lane = metric * (v.layout().options + 1) + option;
    return {v[col::expected_top][lane].data() + block.first_row,
            v[col::expected_bottom][lane].data() + block.first_row};
}

void find_expected(const Block& block, const Scoreboard& board, std::size_t option, Expected* by_metric,
                   ExpectedView v) {
    for (std::size_t m = 0; m < board.regime->metrics.size(); ++m) by_metric[m] = expected_of(block, m, option, v);
}

Judges all_of(const Block& block, const Scoreboard& board, ForeseeView v) {
    Judges all{.n = block.rows(), .concern = v[col::status_concern].data() + block.first_row, .own_target = {}};
    for (std::size_t m = 0; m < board.regime->metrics.size(); ++m)
        all.own_target[m] = own_targets(*board.regime, m, block, v);
    return all;
}

void present_values(std::uint32_t n, const Scoreboard& board, BlockColumn* values) {
    for (std::size_t m = 0; m < board.regime->metrics.size(); ++m) {
        const Sums sums = board.sums[m];
        for (std::uint32_t k = 0; k < n; ++k)
            values[m][k] = sums.bottom != nullptr ? ratio_of(sums.top[k], sums.bottom[k]) : sums.top[k];
    }
}

void foresee_values(std::uint32_t n, const Scoreboard& board, const More& by, BlockColumn* values) {
    for (std::size_t m = 0; m < board.regime->metrics.size(); ++m) {
        if (board.sums[m].bottom == nullptr)
            shift_values(n, by.of[m].top, by, board.sums[m].top, values[m]);
        else
            shift_ratios(n, by.of[m], by, board.sums[m], values[m]);
    }
}

void add_status_of(const Judges& judges, const Scoreboard& board, std::size_t m, const double* value, double* status,
                   ForeseeView v) {
    const auto& metrics = board.regime->metrics;
    const double people = v[col::board_people][m];
    if (people == 0.0) return;
    const double best = portable::normal_quantile(1.0 - 0.5 / people);
    add_status(judges.n,
               {.target = v[col::target][m],
                .log_mean = v[col::board_log_mean][m],
                .log_spread = v[col::board_log_spread][m],
                .sign = metrics[m].value.weight < 0.0 ? -1.0 : 1.0,
                .weight = 1.0 / static_cast<double>(metrics.size()),
                .people = people},
               best, value, board.doubts[m], status);
}

void judge(const Judges& judges, const Scoreboard& board, std::size_t m, double* value, double* status, ForeseeView v) {
    if (board.shown) add_status_of(judges, board, m, value, status, v);
    if (judges.own_target[m] != nullptr)
        meet_own_target(judges.n, {v[col::target][m], board.planned}, judges.own_target[m], value);
    pay_metric(*board.regime, m, judges.n, value, v, {board.doubts, true});
}

void find_scores(const Judges& judges, const Scoreboard& board, BlockColumn* values, double* scores, ForeseeView v) {
    BlockColumn status;
    std::fill_n(status, judges.n, 0.0);
    for (std::size_t m = 0; m < board.regime->metrics.size(); ++m) {
        judge(judges, board, m, values[m], status, v);
        combine_pay(*board.regime, m, judges.n, values[m], scores);
    }
    if (board.shown) add_product(judges.n, judges.concern, status, scores);
}

void foresee(const Judges& judges, const Scoreboard& board, const More& by, double* scores, ForeseeView v) {
    BlockColumn values[metric_limit];
    foresee_values(judges.n, board, by, values);
    find_scores(judges, board, values, scores, v);
}

void imagine(const Today& today, const Regime& regime, Outlook& outlook, ImagineView v) {
    const auto& b = today.given.behaviour;
    read_board(today, regime, outlook.board, v);
    find_doubts(today, regime, outlook.doubts, v);
    const Fog fog{outlook.board.legibility, b.unthought_share, b.foresight_sd_log};
    draw_blur(today, fog, outlook.blur, v);
    find_gains(today, fog, outlook, v);
}

void price_hours(const Today& today, const Feelings& felt, const Outlook& outlook, PriceView v) {
    const std::uint32_t from = today.block.first_row, n = today.block.rows();
    BlockColumn mean = {};
    for (std::size_t a = 0; a < v.layout().options; ++a)
        if (in_hours(today, a)) add_product(n, v[col::chosen][a].data() + from, outlook.gain[a], mean);
    find_price(n, felt.pressure, mean, outlook.reading, v[col::hour_gain].data() + from);
}

}  // namespace strathern
