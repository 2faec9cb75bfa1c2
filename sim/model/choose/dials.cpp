// How much do people have run by itself? A dial is chosen as a whole: local slopes don't see a target from below. It
// takes no hours, so what holds people back is shame, trouble and being seen (docs/model.md, 7.9).
#include <algorithm>
#include <strathern/params/behaviour.hpp>
#include <strathern/params/definitions.hpp>

#include "core/portable_math.hpp"
#include "core/wide.hpp"
#include "model/choose/parts.hpp"

namespace strathern {

/// What tempts to a dial, and what it costs to be seen; alike for all.
struct Temptation {
    double felt_weight, legibility, unthought, conspicuous;
    double bother;  ///< without it, whoever meets a quota would go on to what is just plausible, to be the surer
};

/// A setting that is tried. [rows of the block]
struct Tried {
    const double *pressure, *sophistication;
    const double *score, *without;  ///< pay-off foreseen with it, and with nothing running
    const double *excess, *uses;    ///< log of how far it is beyond what is plausible; uses a day
    double *worth, *best;
};

STRATHERN_WIDE void keep_better_dial(std::size_t n, const Temptation& r, const Tried& t) {
    STRATHERN_INDEPENDENT
    for (std::size_t k = 0; k < n; ++k) {
        const double seen = seen_share(r.legibility * t.sophistication[k], r.unthought);
        const double brings = r.felt_weight * t.pressure[k] * seen * (t.score[k] - t.without[k]);
        const double costs = 0.5 * r.conspicuous * t.excess[k] * t.excess[k] + r.bother * portable::log1p(t.uses[k]);
        const double worth = brings - costs;
        const bool better = worth > t.worth[k];
        t.best[k] = better ? t.uses[k] : t.best[k];
        t.worth[k] = better ? worth : t.worth[k];
    }
}

/// One metric with and without what runs. [rows of the block]
struct Seen {
    const double *value, *without;
    double least;  ///< below this nothing is implausible
};

// Three times what a person reaches without it is plausible, and so is the target.
STRATHERN_WIDE void find_excess(std::size_t n, const Seen& s, double* excess) {
    constexpr double plausible = 3.0, none = 1e-300;
    STRATHERN_INDEPENDENT
    for (std::size_t k = 0; k < n; ++k) {
        const double usual = plausible * s.without[k], most = usual > s.least ? usual : s.least;
        const double ratio = s.value[k] / (most > none ? most : none);
        const double far = ratio > 1.0 ? portable::log(ratio) : 0.0;
        excess[k] = far > excess[k] ? far : excess[k];
    }
}

namespace {

/// The search of a block for the best setting of one dial.
class DialSearch {
public:
    DialSearch(const Today& today, const Feelings& felt, const Scoreboard& board, std::size_t option, DialView v)
        : today_(today), felt_(felt), board_(board), option_(option), n_(today.block.rows()), v_(v) {
        const auto& b = today.given.behaviour;
        rates_ = {b.felt_weight, board.legibility, b.unthought_share, b.conspicuous_cost, b.bother};
        std::fill_n(one_, n_, 1.0);
        std::fill_n(best_, n_, 0.0);
        std::fill_n(worth_, n_, 0.0);
        const BlockColumn nothing = {};
        BlockColumn values[metric_limit];
        find_values(nothing, values_without_);
        for (std::size_t m = 0; m < metrics(); ++m) std::copy_n(values_without_[m], n_, values[m]);
        find_scores(today_.block, board_, values, without_, v_);
    }

    // Some settings over four decades, those that meet a target, then closer around the best.
    void go() {
        constexpr int settings = 9, rounds = 6;
        constexpr double decades = 4.0, ln_10 = 2.302585092994046;
        const double limit = practice().uses_limit_per_day;
        for (int j = 0; j < settings; ++j) try_all(limit * portable::exp(-ln_10 * decades * j / (settings - 1)));
        for (std::size_t m = 0; m < metrics(); ++m) try_target(m);
        double step = portable::exp(0.5 * ln_10 * decades / (settings - 1));
        for (int round = 0; round < rounds; ++round, step = __builtin_sqrt(step)) {
            try_around(step);
            try_around(1.0 / step);
        }
    }

    double best(std::uint32_t k) const { return best_[k]; }
    double worth(std::uint32_t k) const { return worth_[k]; }

private:
    const Practice& practice() const { return today_.catalogue.practices[option_ - first_practice].value; }
    std::size_t metrics() const { return board_.regime->metrics.size(); }

    // What is published holds what has been running.
    void find_values(const double* uses, BlockColumn* values) {
        BlockColumn steps;
        for (std::uint32_t k = 0; k < n_; ++k)
            steps[k] = (uses[k] - v_[col::dial_mean][option_ - first_practice][today_.block.row(k)]) / imagined_uses;
        foresee_values(today_.block, board_, {option_, one_, steps}, values, v_);
    }

    void attempt(const double* uses) {
        BlockColumn values[metric_limit], score, excess = {};
        find_values(uses, values);
        for (std::size_t m = 0; m < metrics(); ++m) {
            const Metric& metric = board_.regime->metrics[m].value;
            if (metric.weight <= 0.0) continue;  // nobody looks conspicuous by how little is counted
            const double target = metric.payoff == Payoff::rank ? 0.0 : v_[col::target][m];
            find_excess(n_, {values[m], values_without_[m], target}, excess);
        }
        find_scores(today_.block, board_, values, score, v_);
        keep_better_dial(n_, rates_,
                         {.pressure = felt_.pressure,
                          .sophistication = v_[col::sophistication].data() + today_.block.first_row,
                          .score = score,
                          .without = without_,
                          .excess = excess,
                          .uses = uses,
                          .worth = worth_,
                          .best = best_});
    }

    void try_all(double uses) {
        BlockColumn all;
        std::fill_n(all, n_, uses);
        attempt(all);
    }

    void try_around(double factor) {
        BlockColumn near;
        for (std::uint32_t k = 0; k < n_; ++k) near[k] = std::min(best_[k] * factor, practice().uses_limit_per_day);
        attempt(near);
    }

    void try_target(std::size_t m) {
        const Expected more = expected_of(today_.block, m, option_, v_);
        BlockColumn meets;
        for (std::uint32_t k = 0; k < n_; ++k) {
            const double missing = v_[col::target][m] - values_without_[m][k];
            const double uses = more.top[k] > 0.0 ? imagined_uses * missing / more.top[k] : 0.0;
            meets[k] = std::clamp(uses, 0.0, practice().uses_limit_per_day);
        }
        attempt(meets);
    }

    const Today& today_;
    const Feelings& felt_;
    const Scoreboard& board_;
    std::size_t option_;
    std::uint32_t n_;
    DialView v_;
    Temptation rates_{};
    BlockColumn one_, values_without_[metric_limit], without_, best_, worth_;
};

/// What somebody makes of a dial this week.
struct Verdict {
    double best, worth;  ///< [uses a day], [pay-off]
    double shame;        ///< [pay-off]
    double luck;         ///< uniform
};

double shame_of(const Today& today, std::size_t option, EngineerId i, DialView v) {
    const TeamId team = v.layout().team_of(i);
    double users = 0.0;
    for (std::uint32_t row = v.layout().first_row(team), end = row + v[col::members][team]; row < end; ++row)
        users += row != index(i) && v[col::chosen][option][EngineerId{row}] > 0.0 ? 1.0 : 0.0;
    const auto& b = today.given.behaviour;
    const double stigma = today.catalogue.practices[option - first_practice].value.stigma;
    return b.shame * stigma * v[col::reluctance][i] / (1.0 + b.shame_relief * users);
}

// First it runs once a day; then people turn it up or down by so much a week at most.
double turned(double uses, double best, double step) {
    constexpr double first = 1.0, off = 1e-3;  // [uses/day]
    if (best <= 0.0) return uses / step > off ? uses / step : 0.0;
    return uses > 0.0 ? std::clamp(best, uses / step, uses * step) : std::min(best, first);
}

void take_down(std::size_t option, EngineerId i, DialView v) {
    v[col::dial_weeks][option - first_practice][i] = v[col::chosen][option][i] = 0.0;
}

void follow(const Today& today, std::size_t option, EngineerId i, const Verdict& verdict, DialView v) {
    // Who has it running goes on for less than it takes to begin, and does not look every week.
    constexpr double given_up = 0.3, looks = 0.1;
    constexpr double minutes_per_hour = 60.0;
    const auto& b = today.given.behaviour;
    double &weeks = v[col::dial_weeks][option - first_practice][i], &uses = v[col::chosen][option][i];
    const double hours = today.catalogue.practices[option - first_practice].value.setup_minutes / minutes_per_hour;
    if (weeks > 0.0) {
        weeks += 1.0;
        if (verdict.worth < given_up * verdict.shame && verdict.luck < looks) return take_down(option, i, v);
    } else {
        const bool pays = verdict.worth > verdict.shame + b.setup_cost_per_hour * hours;
        if (!pays || verdict.luck >= b.setup_per_week) return;
        weeks = 1.0;
    }
    uses = turned(uses, verdict.best, b.dial_step);
}

// As the first metric smooths what it counts: what has run is in what is published.
void smooth_uses(const Today& today, std::size_t option, DialView v) {
    const Contract* contract = first_contract(v[col::contracts]);
    const double rate = contract != nullptr ? smoothing_rate(contract->regime->metrics.front().value, *contract) : 1.0;
    for (std::uint32_t k = 0; k < today.block.rows(); ++k) {
        double& mean = v[col::dial_mean][option - first_practice][today.block.row(k)];
        mean += rate * (v[col::chosen][option][today.block.row(k)] - mean);
    }
}

// Or has known it until lately: what has run fades from what is published, whether it may be used still or not.
bool anybody_knows(const Today& today, std::size_t option, DialView v) {
    constexpr double hardly_any = 1e-3;  // [uses/day]
    for (std::uint32_t k = 0; k < today.block.rows(); ++k) {
        const EngineerId i = today.block.row(k);
        if (v[col::habit][option][i] > 0.0 || v[col::dial_weeks][option - first_practice][i] > 0.0) return true;
        if (v[col::dial_mean][option - first_practice][i] > hardly_any) return true;
    }
    return false;
}

void choose_dial(const Today& today, const Feelings& felt, const Scoreboard& board, std::size_t option, DialView v) {
    const std::uint32_t from = today.block.first_row, n = today.block.rows();
    BlockColumn luck, best = {}, worth = {};
    today.draws.uniforms(Purpose::dials, today.draw_week(), v[col::luck_number].data() + from,
                         v[col::luck_seat].data() + from, n, luck, nullptr, nullptr, nullptr,
                         static_cast<std::uint32_t>(option - first_practice));
    smooth_uses(today, option, v);
    if (board.regime != nullptr) {
        DialSearch search(today, felt, board, option, v);
        search.go();
        for (std::uint32_t k = 0; k < n; ++k) best[k] = search.best(k), worth[k] = search.worth(k);
    }
    for (std::uint32_t k = 0; k < n; ++k) {
        const EngineerId i = today.block.row(k);
        if (v[col::habit][option][i] == 0.0)
            take_down(option, i, v);
        else
            follow(today, option, i, {best[k], worth[k], shame_of(today, option, i, v), luck[k]}, v);
    }
}

}  // namespace

void choose_dials(const Today& today, const Feelings& felt, const Scoreboard& board, DialView v) {
    for (std::size_t a = first_practice; a < v.layout().options; ++a)
        if (is_dial(today, a) && anybody_knows(today, a, v)) choose_dial(today, felt, board, a, v);
}

}  // namespace strathern
