// What would an hour of each option bring on the scoreboard, as people believe? Of each metric they work out what the
// farthest that an option takes it either way would pay; what is nearer, in proportion (docs/model.md, 7.9).
#include <algorithm>
#include <strathern/params/definitions.hpp>

#include "core/wide.hpp"
#include "model/choose/parts.hpp"

namespace strathern {

/// How what follows from a metric changes with its value. [rows of the block]
struct Course {
    BlockColumn now, rising, falling;  ///< of the present value; more of it a unit up, less of it a unit down
};

/// One metric as it is, and as far as options take it. [rows of the block]
struct Prospect {
    BlockColumn value;
    BlockColumn up, down;  ///< farthest steps of an option either way, 0 or more
    Course pay, status;
};

constexpr double farthest = 1e300, nearest = 1e-200;  ///< [metric units] of steps that are told apart

STRATHERN_WIDE void reach_out(std::size_t n, const double* __restrict moved, Prospect& p) {
    STRATHERN_INDEPENDENT
    for (std::size_t k = 0; k < n; ++k) {
        const double by = moved[k] - p.value[k];
        p.up[k] = by > p.up[k] ? (by < farthest ? by : farthest) : p.up[k];
        p.down[k] = -by > p.down[k] ? (-by < farthest ? -by : farthest) : p.down[k];
    }
}

STRATHERN_WIDE void add_multiple_of(std::size_t n, double factor, const double* __restrict x, double* __restrict sum) {
    for (std::size_t k = 0; k < n; ++k) sum[k] += factor * x[k];
}

// What is more there becomes more a unit.
STRATHERN_WIDE void find_slope(std::size_t n, const double* __restrict now, const double* __restrict step,
                               double* __restrict there) {
    for (std::size_t k = 0; k < n; ++k) {
        const double slope = (there[k] - now[k]) / step[k];
        there[k] = step[k] > nearest ? slope : 0.0;
    }
}

STRATHERN_WIDE void go_along(std::size_t n, const double* __restrict moved, const double* __restrict value,
                             const Course& course, double* __restrict reached) {
    STRATHERN_INDEPENDENT
    for (std::size_t k = 0; k < n; ++k) {
        const double by = moved[k] - value[k], least = by > -farthest ? by : -farthest,
                     step = least < farthest ? least : farthest;
        reached[k] = course.now[k] + (step > 0.0 ? step * course.rising[k] : -step * course.falling[k]);
    }
}

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

/// What the people of a block believe about every option's step.
class Beliefs {
public:
    Beliefs(const Today& today, const Outlook& outlook, GainView v)
        : today_(today),
          board_(outlook.board),
          blur_(outlook.blur),
          v_(v),
          n_(today.block.rows()),
          all_(all_of(today.block, outlook.board, v)),
          sums_up_(outlook.board.shown && outlook.board.regime->combine == Combine::sum) {
        std::fill_n(one_, n_, 1.0);
        BlockColumn values[metric_limit];
        present_values(n_, board_, values);
        for (std::size_t m = 0; m < metrics(); ++m) {
            std::copy_n(values[m], n_, of_[m].value);
            std::fill_n(of_[m].up, n_, 0.0);
            std::fill_n(of_[m].down, n_, 0.0);
        }
        for (std::size_t a = 0; a <= v.layout().options; ++a) reach(a);
        for (std::size_t m = 0; m < metrics(); ++m) find_courses(m);
        foresee_along(values, base_);
    }

    /// @param option one of the options, or how many there are: reading longer
    void find_gain_of(std::size_t option, const Fog& fog, double* gain) const {
        BlockColumn values[metric_limit], foreseen;
        if (!move(option, values)) return (void)std::fill_n(gain, n_, 0.0);
        foresee_along(values, foreseen);
        find_gain(n_, fog,
                  {.sophistication = v_[col::sophistication].data() + today_.block.first_row,
                   .foreseen = foreseen,
                   .base = base_,
                   .steps = steps_of(today_, as(option))},
                  gain);
    }

private:
    std::size_t metrics() const { return board_.regime->metrics.size(); }
    // Reading longer is misjudged, and known by experience, as review is.
    std::size_t as(std::size_t option) const { return option < v_.layout().options ? option : std::size_t{review}; }

    // Whether a step of an option moves anybody, and where to.
    bool move(std::size_t option, BlockColumn* values) const {
        Expected more[metric_limit];
        find_expected(today_.block, board_, option, more, v_);
        if (moves_nobody(n_, board_, more)) return false;
        foresee_values(n_, board_, {more, blur_[as(option)], one_}, values);
        return true;
    }

    // Dials are chosen as a whole: they may take a metric much farther than an hour. What somebody does not know takes
    // them nowhere.
    void reach(std::size_t option) {
        BlockColumn values[metric_limit];
        if (is_dial(today_, as(option)) || !move(option, values)) return;
        const double* habit = v_[col::habit][as(option)].data() + today_.block.first_row;
        for (std::size_t m = 0; m < metrics(); ++m) {
            for (std::uint32_t k = 0; k < n_; ++k) values[m][k] = habit[k] > 0.0 ? values[m][k] : of_[m].value[k];
            reach_out(n_, values[m], of_[m]);
        }
    }

    void find_courses(std::size_t m) {
        Prospect& p = of_[m];
        judge_at(m, nullptr, 0.0, p.pay.now, p.status.now);
        judge_at(m, p.up, 1.0, p.pay.rising, p.status.rising);
        judge_at(m, p.down, -1.0, p.pay.falling, p.status.falling);
        for (Course* course : {&p.pay, &p.status}) {
            find_slope(n_, course->now, p.up, course->rising);
            find_slope(n_, course->now, p.down, course->falling);
        }
        if (sums_up_) add_status(p);
    }

    // Of a sum, what is paid and being seen are one.
    void add_status(Prospect& p) const {
        add_product(n_, all_.concern, p.status.now, p.pay.now);
        add_product(n_, all_.concern, p.status.rising, p.pay.rising);
        add_product(n_, all_.concern, p.status.falling, p.pay.falling);
    }

    void judge_at(std::size_t m, const double* step, double sign, double* pay, double* status) {
        std::copy_n(of_[m].value, n_, pay);
        if (step != nullptr) add_multiple_of(n_, sign, step, pay);
        std::fill_n(status, n_, 0.0);
        judge(all_, board_, m, pay, status, v_);
    }

    void foresee_along(const BlockColumn* values, double* scores) const {
        BlockColumn reached;
        for (std::size_t m = 0; m < metrics(); ++m) {
            go_along(n_, values[m], of_[m].value, of_[m].pay, reached);
            combine_pay(*board_.regime, m, n_, reached, scores);
        }
        for (std::size_t m = 0; board_.shown && !sums_up_ && m < metrics(); ++m) {
            go_along(n_, values[m], of_[m].value, of_[m].status, reached);
            add_product(n_, all_.concern, reached, scores);
        }
    }

    const Today& today_;
    const Scoreboard& board_;
    const OptionCells& blur_;
    GainView v_;
    std::uint32_t n_;
    Judges all_;
    bool sums_up_;
    Prospect of_[metric_limit];
    BlockColumn one_, base_;
};

}  // namespace

void find_gains(const Today& today, const Fog& fog, Outlook& outlook, GainView v) {
    const Beliefs beliefs(today, outlook, v);
    for (std::size_t a = 0; a < v.layout().options; ++a) beliefs.find_gain_of(a, fog, outlook.gain[a]);
    beliefs.find_gain_of(v.layout().options, fog, outlook.reading);
}

}  // namespace strathern
