// Which hours are worth most? Pay-off foreseen, less what departing from the usual hours costs; looked for option by
// option, and between options where one alone can't move; practices that go with something are used as people are
// inclined (docs/model.md, 7.9).
#include <algorithm>
#include <strathern/params/behaviour.hpp>
#include <strathern/params/definitions.hpp>

#include "core/wide.hpp"
#include "model/choose/parts.hpp"
#include "model/choose/slide.hpp"

namespace strathern {

// Hours of one option to be tried: so far from a centre, in parts of what room the longest day leaves.
STRATHERN_WIDE void place_hours(std::size_t n, double part, const double* __restrict centre,
                                const double* __restrict room, double* __restrict tried) {
    for (std::size_t k = 0; k < n; ++k) {
        const double at = centre[k] + part * room[k], above = at > 0.0 ? at : 0.0;
        tried[k] = above < room[k] ? above : room[k];
    }
}

STRATHERN_WIDE void find_halves(std::size_t n, double per_day, const double* __restrict tried,
                                const double* __restrict now, double* __restrict halves) {
    for (std::size_t k = 0; k < n; ++k) halves[k] = per_day * (tried[k] - now[k]);
}

/// Where a metric stands with the present hours of an option, and what half an hour more moves; `bottom` is 1 where the
/// metric has none. [rows of the block]
struct Aim {
    Expected more;
    const double *blur, *top, *bottom, *now;
};

// Hours at which a metric meets a target, by its definition; where an hour does not move it, the present ones.
STRATHERN_WIDE void aim(std::size_t n, double halves, double target, const Aim& at, double* aimed) {
    const Expected more = at.more;
    STRATHERN_INDEPENDENT
    for (std::size_t k = 0; k < n; ++k) {
        const double per_half = at.blur[k] * (more.top[k] - target * more.bottom[k]),
                     missing = target * at.bottom[k] - at.top[k];
        aimed[k] = at.now[k] + (per_half != 0.0 ? missing / (per_half * halves) : 0.0);
    }
}

/// Hours of one option that are tried, and the best so far. [rows of the block]
struct Attempt {
    const double *pressure, *sophistication;
    const double* score;          ///< pay-off foreseen with them
    const double *usual, *tried;  ///< hours of the option
    const double* elsewhere;      ///< hours beyond the usual ones of all other options
    double *best, *worth;
};

STRATHERN_WIDE void keep_better(std::size_t n, HoursCost cost, Sight sight, const Attempt& a) {
    STRATHERN_INDEPENDENT
    for (std::size_t k = 0; k < n; ++k) {
        const double more = a.tried[k] - a.usual[k];
        const double brings = seen_share(sight.legibility * a.sophistication[k], sight.unthought) * a.score[k];
        // The cost of more is half of the own one times its square: the integral of a cost that grows in proportion.
        const double worth = a.pressure[k] * brings - (0.5 * cost.own * more + cost.crossed * a.elsewhere[k]) * more;
        const bool better = worth > a.worth[k];
        a.best[k] = better ? a.tried[k] : a.best[k];
        a.worth[k] = better ? worth : a.worth[k];
    }
}

namespace {

// How closely the search looks. A sweep goes over all options and begins where the last one ended; next week's first
// begins where this week's last ended.
constexpr int sweeps = 4;
constexpr int cells = 32;         ///< steps over all hours that a day has left: a pay-off that jumps is seen from afar
constexpr int sides = 4;          ///< tries on each side of the best; the next round looks four times as closely
constexpr int rounds = 10;        ///< the last one steps by a 30 millionth of the hours that a day has left
constexpr int margins = 8;        ///< a softened threshold is nearly sure four errors beyond the target ...
constexpr double margin = 0.5;    ///< ... and half an error is a step worth telling
constexpr double settled = 1e-9;  ///< [days] where the best is flat, no two tries are told apart
constexpr double no_worth = -1e300;  ///< less than anything is worth

bool anybody(const bool* flags, std::uint32_t n) { return std::find(flags, flags + n, true) != flags + n; }

bool anybody_has(const double* hours, std::uint32_t n) {
    return std::any_of(hours, hours + n, [](double x) { return x > 0.0; });
}

bool moves_nobody(const Expected& more, std::uint32_t n) {
    const auto none = [](double x) { return x == 0.0; };
    return std::all_of(more.top, more.top + n, none) && std::all_of(more.bottom, more.bottom + n, none);
}

/// The search of a block for its best hours, option by option: what has been found so far.
class Search {
public:
    /// @param pressure 0 for a person who does not search
    /// @param usual hours without a pay-off; 0 for a person who does not know an option
    Search(const Today& today, const Outlook& outlook, const double* pressure, const OptionCells& usual, SearchView v)
        : today_(today),
          block_(today.block),
          v_(v),
          moved_board_(outlook.board, today.block),
          blur_(outlook.blur),
          usual_(usual),
          pressure_(pressure),
          n_(today.block.rows()),
          all_(all_of(today.block, outlook.board, v)),
          cost_{today.given.behaviour.effort_cost, today.given.behaviour.effort_cost_crossed,
                imagined_per_hour * weekly_hours(today.given), today.given.behaviour.longest_day},
          sight_{outlook.board.legibility, today.given.behaviour.unthought_share},
          hours_(choices_now(today.block, v)) {
        for (std::uint32_t k = 0; k < n_; ++k) restless_[k] = pressure_[k] > 0.0;
    }

    void go() {
        for (int sweep = 0; sweep < sweeps && anybody(restless_, n_); ++sweep) {
            for (std::uint32_t k = 0; k < n_; ++k) moved_[k] = false;
            for (std::size_t a = 0; a < v_.layout().options; ++a)
                if (in_hours(today_, a) && anybody_has(usual_[a], n_)) improve(a);
            slide(today_, cost_, sight_,
                  {pressure_, v_[col::sophistication].data() + block_.first_row, blur_, usual_, restless_, hours_,
                   moved_board_, moved_},
                  v_);
            for (std::uint32_t k = 0; k < n_; ++k) restless_[k] = moved_[k];
        }
    }

    const OptionCells& hours() const { return hours_; }

private:
    // A grid over all hours that a day has left, the points at which metrics meet their targets, then ever closer
    // around the best.
    void improve(std::size_t option) {
        const BlockColumn none = {};
        BlockColumn tried, centre;
        begin_option(option);
        attempt(option, now_);
        for (int j = 0; j <= cells; ++j) {
            place_hours(n_, static_cast<double>(j) / cells, none, room_, tried);
            attempt(option, tried);
        }
        aim_at_targets(option);
        double width = 1.0 / cells;
        for (int round = 0; round < rounds; ++round, width /= sides) {
            for (std::uint32_t k = 0; k < n_; ++k) centre[k] = best_[k];
            for (int j = -sides; j <= sides; ++j) {
                place_hours(n_, width * j / sides, centre, room_, tried);
                attempt(option, tried);
            }
        }
        take(option);
    }

    void begin_option(std::size_t option) {
        find_expected(block_, moved_board_.board(), option, more_, v_);
        for (std::uint32_t k = 0; k < n_; ++k) {
            now_[k] = best_[k] = hours_[option][k];
            worth_[k] = no_worth;
            elsewhere_[k] = 0.0;
            room_[k] = cost_.longest_day;
        }
        for (std::size_t a = 0; a < v_.layout().options; ++a) {
            if (a == option || !in_hours(today_, a)) continue;
            for (std::uint32_t k = 0; k < n_; ++k) {
                elsewhere_[k] += hours_[a][k] - usual_[a][k];
                room_[k] -= hours_[a][k];
            }
        }
        for (std::uint32_t k = 0; k < n_; ++k)
            if (usual_[option][k] == 0.0 || room_[k] < 0.0) room_[k] = 0.0;
    }

    void attempt(std::size_t option, const double* tried) {
        BlockColumn halves, score;
        find_halves(n_, cost_.halves, tried, now_, halves);
        foresee(all_, moved_board_.board(), {more_, blur_[option], halves}, score, v_);
        keep_better(n_, cost_, sight_,
                    {.pressure = pressure_,
                     .sophistication = v_[col::sophistication].data() + block_.first_row,
                     .score = score,
                     .usual = usual_[option],
                     .tried = tried,
                     .elsewhere = elsewhere_,
                     .best = best_,
                     .worth = worth_});
    }

    // At the target; of a threshold, also some way beyond it.
    void aim_at_targets(std::size_t option) {
        BlockColumn aimed, tried;
        const auto& metrics = moved_board_.board().regime->metrics;
        for (std::size_t m = 0; m < metrics.size(); ++m) {
            const Metric& metric = metrics[m].value;
            if (moves_nobody(more_[m], n_)) continue;
            const int last = metric.payoff == Payoff::threshold ? margins : 0;
            for (int j = 0; j <= last; ++j) {
                const double target = v_[col::target][m] * (1.0 + margin * j * error_of(metric));
                aim(n_, cost_.halves, target,
                    {.more = more_[m],
                     .blur = blur_[option],
                     .top = moved_board_.top(m),
                     .bottom = moved_board_.bottom(m),
                     .now = now_},
                    aimed);
                place_hours(n_, 0.0, aimed, room_, tried);
                attempt(option, tried);
            }
        }
    }

    // A person who has not moved in a sweep has settled, whatever the others do: what one person does depends on no
    // other of the block.
    void take(std::size_t option) {
        BlockColumn halves;
        for (std::uint32_t k = 0; k < n_; ++k)
            if (!restless_[k]) best_[k] = now_[k];
        find_halves(n_, cost_.halves, best_, now_, halves);
        moved_board_.move({more_, blur_[option], halves});
        for (std::uint32_t k = 0; k < n_; ++k) {
            const double by = best_[k] - now_[k];
            moved_[k] = moved_[k] || by > settled || by < -settled;
            hours_[option][k] = best_[k];
        }
    }

    const Today& today_;
    const Block& block_;
    SearchView v_;
    MovedBoard moved_board_;
    const OptionCells &blur_, &usual_;
    const double* pressure_;
    std::uint32_t n_;
    Judges all_;
    Expected more_[metric_limit];  ///< of the option, by metric
    HoursCost cost_;
    Sight sight_;
    OptionCells hours_;
    BlockColumn now_, best_, worth_, elsewhere_, room_;
    bool restless_[block_rows_limit], moved_[block_rows_limit];
};

// Odds without a pay-off become usual hours: parts of a normal day that sum to 1, or 0 for a person without any.
void find_usual_hours(const Today& today, Preference& preferred, std::size_t options) {
    const Block& block = today.block;
    for (std::size_t a = 0; a < options; ++a)
        for (std::uint32_t k = 0; in_hours(today, a) && k < block.rows(); ++k) {
            const double total = preferred.total[k];
            preferred.weight[a][k] = total > 0.0 ? preferred.weight[a][k] / total : 0.0;
        }
    for (std::uint32_t k = 0; k < block.rows(); ++k) preferred.total[k] = preferred.total[k] > 0.0 ? 1.0 : 0.0;
}

}  // namespace

void choose_best_hours(const Today& today, const Feelings& felt, const Outlook& outlook, Preference& preferred,
                       LawView v) {
    const Block& block = today.block;
    const std::size_t options = v.layout().options;
    weigh_options(today, felt, nullptr, preferred, v);
    choose_parts(today, felt, nullptr, preferred.weight, v);
    if (outlook.board.regime == nullptr) return;
    find_usual_hours(today, preferred, options);
    // A person who feels no pressure keeps to the usual hours exactly.
    BlockColumn pressure;
    for (std::uint32_t k = 0; k < block.rows(); ++k) {
        const bool scored = preferred.total[k] > 0.0 && !v[col::reviews_only][block.row(k)];
        pressure[k] = scored ? felt.pressure[k] : 0.0;
    }
    Search search(today, outlook, pressure, preferred.weight, v);
    search.go();
    for (std::size_t a = 0; a < options; ++a)
        for (std::uint32_t k = 0; k < block.rows(); ++k)
            if (in_hours(today, a) && pressure[k] > 0.0) preferred.weight[a][k] = search.hours()[a][k];
}

}  // namespace strathern
