// Which setting of a dial is worth most? A dial is chosen as a whole: local slopes don't see a target from below
// (docs/model.md, 7.9).
#include <algorithm>
#include <strathern/params/behaviour.hpp>
#include <strathern/params/definitions.hpp>

#include "core/portable_math.hpp"
#include "core/wide.hpp"
#include "model/choose/parts.hpp"

namespace strathern {

/// What tempts to a dial, and what it costs to be seen; alike for all.
struct Temptation {
    double conspicuous;
    double bother;  ///< without it, whoever meets a quota would go on to what is just plausible, to be the surer
};

/// A setting that is tried. [rows of the block]
struct Tried {
    const double* felt;             ///< how much a pay-off weighs, as far as it is seen
    const double *score, *without;  ///< pay-off foreseen with it, and with nothing running
    const double *excess, *uses;    ///< log of how far it is beyond what is plausible; uses a day
    double *worth, *best;
};

STRATHERN_WIDE void keep_better_dial(std::size_t n, const Temptation& r, const Tried& t) {
    STRATHERN_INDEPENDENT
    for (std::size_t k = 0; k < n; ++k) {
        const double brings = t.felt[k] * (t.score[k] - t.without[k]);
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

/// Those of a block who ask what a dial would bring them, side by side: who they are, where they stand.
class Askers {
public:
    Askers(const Block& block, const Scoreboard& published) : block_(block), board_(published) {}
    Askers(const Askers&) = delete;  // `board_` and `judges_` point into it
    Askers& operator=(const Askers&) = delete;

    void add(std::uint32_t place) { places_[judges_.n++] = place; }

    /// All have been added.
    void gather(const Feelings& felt, std::size_t option, DialView v) {
        take(felt.pressure, pressure);
        take(v[col::sophistication].data() + block_.first_row, sophistication);
        take(v[col::dial_mean][option - first_practice].data() + block_.first_row, running);
        take(v[col::status_concern].data() + block_.first_row, concern_);
        judges_.concern = concern_;
        const Judges all = all_of(block_, board_, v);
        for (std::size_t m = 0; m < metrics(); ++m) {
            gather_sums(m, expected_of(block_, m, option, v));
            if (all.own_target[m] == nullptr) continue;
            take(all.own_target[m], own_[m]);
            judges_.own_target[m] = own_[m];
        }
    }

    std::uint32_t count() const { return judges_.n; }
    std::uint32_t place(std::uint32_t j) const { return places_[j]; }
    std::size_t metrics() const { return board_.regime->metrics.size(); }
    const Judges& judges() const { return judges_; }
    const Scoreboard& board() const { return board_; }
    const Expected* more() const { return more_; }

    BlockColumn pressure, sophistication;
    BlockColumn running;  ///< in what is published [uses/day]

private:
    void take(const double* all, double* theirs) const {
        for (std::uint32_t j = 0; j < judges_.n; ++j) theirs[j] = all[places_[j]];
    }

    void gather_sums(std::size_t m, const Expected& more) {
        const Sums all = board_.sums[m];
        take(all.top, top_[m]), take(more.top, more_top_[m]);
        if (all.bottom != nullptr) take(all.bottom, bottom_[m]), take(more.bottom, more_bottom_[m]);
        board_.sums[m] = {top_[m], all.bottom != nullptr ? bottom_[m] : nullptr};
        more_[m] = {more_top_[m], more_bottom_[m]};
        if (board_.doubts == nullptr) return;
        take(board_.doubts[m], doubts_[m]);
        if (m + 1 == metrics()) board_.doubts = doubts_;
    }

    const Block& block_;
    Scoreboard board_;
    Judges judges_{};
    Expected more_[metric_limit];
    std::uint32_t places_[block_rows_limit];
    BlockColumn concern_, own_[metric_limit], doubts_[metric_limit];
    BlockColumn top_[metric_limit], bottom_[metric_limit], more_top_[metric_limit], more_bottom_[metric_limit];
};

/// Their search for the best setting of the dial.
class DialSearch {
public:
    DialSearch(const Today& today, const Askers& askers, double limit, DialView v)
        : askers_(askers), limit_(limit), n_(askers.count()), v_(v) {
        const auto& b = today.given.behaviour;
        rates_ = {b.conspicuous_cost, b.bother};
        for (std::uint32_t j = 0; j < n_; ++j)
            felt_[j] = b.felt_weight * askers.pressure[j] *
                       seen_share(askers.board().legibility * askers.sophistication[j], b.unthought_share);
        std::fill_n(one_, n_, 1.0);
        std::fill_n(best_, n_, 0.0);
        std::fill_n(worth_, n_, 0.0);
        const BlockColumn nothing = {};
        BlockColumn values[metric_limit];
        find_values(nothing, values_without_);
        for (std::size_t m = 0; m < askers_.metrics(); ++m) std::copy_n(values_without_[m], n_, values[m]);
        find_scores(askers_.judges(), askers_.board(), values, without_, v_);
    }

    // Settings three quarters of a decade apart, those that meet a target, then around the best half of that, and a
    // third of the rest four times: at last settings are told apart by one per cent. By more, dials would jump to and
    // fro.
    void go() {
        constexpr int settings = 5;
        constexpr double three_quarters = 5.623413251903491;  // of a decade
        constexpr double around[] = {2.371373705661655, 1.333521432163324, 1.1006941712522096, 1.0324972150009861,
                                     1.010717137648061};
        double uses = limit_;
        for (int j = 0; j < settings; ++j, uses /= three_quarters) try_all(uses);
        for (std::size_t m = 0; m < askers_.metrics(); ++m) try_target(m);
        for (const double factor : around) try_around(factor), try_around(1.0 / factor);
    }

    double best(std::uint32_t j) const { return best_[j]; }
    double worth(std::uint32_t j) const { return worth_[j]; }

private:
    // What is published holds what has been running.
    void find_values(const double* uses, BlockColumn* values) {
        BlockColumn steps;
        for (std::uint32_t j = 0; j < n_; ++j) steps[j] = (uses[j] - askers_.running[j]) / imagined_uses;
        foresee_values(n_, askers_.board(), {askers_.more(), one_, steps}, values);
    }

    void attempt(const double* uses) {
        BlockColumn values[metric_limit], score, excess = {};
        find_values(uses, values);
        for (std::size_t m = 0; m < askers_.metrics(); ++m) {
            const Metric& metric = askers_.board().regime->metrics[m].value;
            if (metric.weight <= 0.0) continue;  // nobody looks conspicuous by how little is counted
            const double target = metric.payoff == Payoff::rank ? 0.0 : v_[col::target][m];
            find_excess(n_, {values[m], values_without_[m], target}, excess);
        }
        find_scores(askers_.judges(), askers_.board(), values, score, v_);
        keep_better_dial(n_, rates_,
                         {.felt = felt_,
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
        for (std::uint32_t j = 0; j < n_; ++j) near[j] = std::min(best_[j] * factor, limit_);
        attempt(near);
    }

    void try_target(std::size_t m) {
        const double* more = askers_.more()[m].top;
        BlockColumn meets;
        for (std::uint32_t j = 0; j < n_; ++j) {
            const double missing = v_[col::target][m] - values_without_[m][j];
            const double uses = more[j] > 0.0 ? imagined_uses * missing / more[j] : 0.0;
            meets[j] = std::clamp(uses, 0.0, limit_);
        }
        attempt(meets);
    }

    const Askers& askers_;
    double limit_;  ///< [uses/day]
    std::uint32_t n_;
    DialView v_;
    Temptation rates_{};
    BlockColumn one_, felt_, values_without_[metric_limit], without_, best_, worth_;
};

}  // namespace

// Whoever knows it asks what it would bring, unless they would not get round to setting it up this week anyway.
void find_appeal(const Today& today, const Feelings& felt, const Scoreboard& board, std::size_t option, Appeal& appeal,
                 DialView v) {
    const double setup_per_week = today.given.behaviour.setup_per_week;
    Askers askers(today.block, board);
    for (std::uint32_t k = 0; k < today.block.rows(); ++k) {
        const EngineerId i = today.block.row(k);
        const bool runs = v[col::dial_weeks][option - first_practice][i] > 0.0;
        if (v[col::habit][option][i] > 0.0 && (runs || appeal.luck[k] < setup_per_week)) askers.add(k);
    }
    if (askers.count() == 0) return;
    askers.gather(felt, option, v);
    const double limit = today.catalogue.practices[option - first_practice].value.uses_limit_per_day;
    DialSearch search(today, askers, limit, v);
    search.go();
    for (std::uint32_t j = 0; j < askers.count(); ++j) {
        appeal.best[askers.place(j)] = search.best(j);
        appeal.worth[askers.place(j)] = search.worth(j);
    }
}

}  // namespace strathern
