// Why do people spend their hours as they do? Habits, felt pay-offs of an hour, colleagues; nothing else. Pay-offs
// shift the odds of an hour's use (logit), or people look for the hours that are worth most to them (best_response).
#include "core/variates.hpp"
#include "core/wide.hpp"
#include "model/phases.hpp"

namespace strathern {

/// What everybody of a block shares in one choice.
struct ChoiceRates {
    double sharpness, conformity, norm, inertia, drift;
};

STRATHERN_WIDE void weigh(std::size_t n, const ChoiceRates& r, const double* __restrict habit,
                          const double* __restrict share, const double* __restrict average,
                          const double* __restrict pull, const double* __restrict felt, const double* __restrict gain,
                          double* __restrict weight, double* __restrict total) {
    for (std::size_t k = 0; k < n; ++k) {
        const double u = felt[k] * gain[k] + r.conformity * (average[k] - share[k]) + pull[k] + r.norm * average[k];
        weight[k] = habit[k] * portable::exp(r.sharpness * u);
        total[k] += weight[k];
    }
}

STRATHERN_WIDE void move(std::size_t n, const ChoiceRates& r, const double* __restrict weight,
                         const double* __restrict total, double* __restrict share, double* __restrict habit) {
    for (std::size_t k = 0; k < n; ++k) {
        const double preferred = total[k] > 0.0 ? weight[k] / total[k] : 0.0;
        share[k] += r.inertia * (preferred - share[k]);
        habit[k] += r.drift * (share[k] - habit[k]);
    }
}

STRATHERN_WIDE void add_gain(std::size_t n, double legibility, const double* __restrict sophistication,
                             const double* __restrict foreseen, const double* __restrict base,
                             const double* __restrict experience, double* __restrict gain) {
    for (std::size_t k = 0; k < n; ++k) {
        const double thought = legibility * sophistication[k];
        gain[k] = (1.0 - thought) * experience[k] + thought * 2.0 * (foreseen[k] - base[k]);
    }
}

STRATHERN_WIDE void shift_values(std::size_t n, double more, const double* __restrict blur,
                                 const double* __restrict halves, const double* __restrict value,
                                 double* __restrict shifted) {
    for (std::size_t k = 0; k < n; ++k) shifted[k] = value[k] + more * blur[k] * halves[k];
}

STRATHERN_WIDE void shift_ratios(std::size_t n, double more, double more_below, const double* __restrict blur,
                                 const double* __restrict halves, const double* __restrict top,
                                 const double* __restrict bottom, double* __restrict shifted) {
    for (std::size_t k = 0; k < n; ++k) {
        const double below = bottom[k] + more_below * blur[k] * halves[k];
        shifted[k] = below > 0.0 ? (top[k] + more * blur[k] * halves[k]) / below : 0.0;
    }
}

/// What departing from usual hours costs (half of `own` times its square, and `crossed` between two options), and how
/// many half hours a week a normal day of one option holds.
struct HoursCost {
    double own, crossed, halves;
};

// Hours of one option to be tried: so far from a centre, in parts of what room the longest day leaves.
STRATHERN_WIDE void place_hours(std::size_t n, double part, const double* __restrict centre,
                                const double* __restrict room, double* __restrict tried) {
    for (std::size_t k = 0; k < n; ++k) {
        const double at = centre[k] + part * room[k], above = at > 0.0 ? at : 0.0;
        tried[k] = above < room[k] ? above : room[k];
    }
}

STRATHERN_WIDE void find_halves(std::size_t n, const HoursCost& cost, const double* __restrict tried,
                                const double* __restrict now, double* __restrict halves) {
    for (std::size_t k = 0; k < n; ++k) halves[k] = cost.halves * (tried[k] - now[k]);
}

// Hours at which a metric meets a target, by its definition; where an hour does not move it, the present ones.
STRATHERN_WIDE void aim(std::size_t n, const HoursCost& cost, double more, double more_below, double target,
                        const double* __restrict blur, const double* __restrict top, const double* __restrict bottom,
                        const double* __restrict now, double* __restrict aimed) {
    for (std::size_t k = 0; k < n; ++k) {
        const double per_half = blur[k] * (more - target * more_below), missing = target * bottom[k] - top[k];
        aimed[k] = now[k] + (per_half != 0.0 ? missing / (per_half * cost.halves) : 0.0);
    }
}

// What tried hours of one option are worth, and keeps the best. score: pay-off foreseen with them
STRATHERN_WIDE void keep_better(std::size_t n, const HoursCost& cost, double legibility, const double* __restrict felt,
                                const double* __restrict sophistication, const double* __restrict experience,
                                const double* __restrict score, const double* __restrict usual,
                                const double* __restrict elsewhere, const double* __restrict tried,
                                double* __restrict best, double* __restrict worth) {
    for (std::size_t k = 0; k < n; ++k) {
        const double thought = legibility * sophistication[k], more = tried[k] - usual[k];
        const double brings = (1.0 - thought) * experience[k] * 0.5 * cost.halves * tried[k] + thought * score[k];
        const double now = felt[k] * brings - (0.5 * cost.own * more + cost.crossed * elsewhere[k]) * more;
        const bool better = now > worth[k];
        best[k] = better ? tried[k] : best[k];
        worth[k] = better ? now : worth[k];
    }
}

STRATHERN_WIDE void find_step(std::size_t n, double hours, const double* __restrict share,
                              const double* __restrict experience, double* __restrict previous, double* __restrict step,
                              double* __restrict size, double* __restrict expected) {
    for (std::size_t k = 0; k < n; ++k) {
        step[k] = hours * (share[k] - previous[k]);
        size[k] += step[k] * step[k];
        expected[k] += experience[k] * step[k];
        previous[k] = share[k];
    }
}

STRATHERN_WIDE void find_rate(std::size_t n, double pace, const double* __restrict score,
                              const double* __restrict last_score, const double* __restrict expected,
                              const double* __restrict size, double* __restrict rate) {
    constexpr double least = 0.01;  // an eighth of an hour, squared
    for (std::size_t k = 0; k < n; ++k) {
        const double surprise = score[k] - last_score[k] - expected[k];
        rate[k] = pace * surprise / (size[k] + least);
    }
}

STRATHERN_WIDE void add_product(std::size_t n, const double* __restrict x, const double* __restrict y,
                                double* __restrict sum) {
    for (std::size_t k = 0; k < n; ++k) sum[k] += x[k] * y[k];
}

STRATHERN_WIDE void find_price(std::size_t n, const double* __restrict felt, const double* __restrict mean,
                               const double* __restrict of_review, double* __restrict price) {
    for (std::size_t k = 0; k < n; ++k) price[k] = felt[k] * (mean[k] - of_review[k]);
}

namespace {

using Cells = double[option_limit][block_rows_limit];

double mean_legibility(const Regime& regime) {
    double sum = 0.0;
    for (const auto& metric : regime.metrics) sum += metric.value.legibility;
    return sum / static_cast<double>(regime.metrics.size());
}

/// Both sums of a metric for everybody of a block; `bottom` is null where there is one only.
struct Sums {
    const double *top, *bottom;
};

void find_published(const Rules& given, int week, const Block& block, const State& s, Sums* sums) {
    for (std::size_t m = 0; m < given.regime->metrics.size(); ++m) {
        const Metric& metric = given.regime->metrics[m].value;
        const std::size_t slot = published_slot(metric, week);
        sums[m].top = s.scoreboard.numerator[m][slot].data() + block.first_row;
        sums[m].bottom =
            metric.denominator.empty() ? nullptr : s.scoreboard.denominator[m][slot].data() + block.first_row;
    }
}

// Whose own target follows what is reached reckons with the mean of the targets to come, discounted: hours once chosen
// are thought of as kept.
double planned_part(const Rules& given) {
    if (given.regime->ratchet_scope != RatchetScope::own || given.regime->ratchet_share == 0.0) return 0.0;
    const double discount = given.p.behaviour().discount_per_year * weeks_per_quarter / weeks_per_year;
    return given.regime->ratchet_share / (discount + given.regime->ratchet_share);
}

// The published definition as a black box: the score, had there been some half hours more of one option a week.
void foresee(const Rules& given, std::size_t option, const Block& block, const State& s, const Sums* sums,
             const double* blur, const double* halves, double* scores) {
    double values[metric_limit][block_rows_limit];
    for (std::size_t m = 0; m < given.regime->metrics.size(); ++m) {
        const Foresight more = option < option_limit ? given.foresight[m][option] : Foresight{};
        if (sums[m].bottom == nullptr)
            shift_values(block.rows(), more.numerator, blur, halves, sums[m].top, values[m]);
        else
            shift_ratios(block.rows(), more.numerator, more.denominator, blur, halves, sums[m].top, sums[m].bottom,
                         values[m]);
    }
    meet_own_targets(given, block, s, planned_part(given), values);
    pay_off(given, block.rows(), values, scores);
}

void blur_of(const Rules& given, const Draws& draws, int week, const Block& block, const Staff& people, Cells& blur,
             std::size_t options) {
    const std::uint32_t from = block.first_row, n = block.rows();
    double spare[block_rows_limit];
    for (std::size_t a = 0; a < options; a += 4) {
        const auto out = [&](std::size_t k) { return a + k < options ? blur[a + k] : spare; };
        draws.uniforms(Purpose::perception, static_cast<std::uint32_t>(week), people.requisition.data() + from,
                       people.seat.data() + from, n, out(0), out(1), out(2), out(3), static_cast<std::uint32_t>(a / 4));
    }
    for (std::size_t a = 0; a < options; ++a) {
        lognormals(n, 0.0, given.p.behaviour().foresight_sd_log, blur[a], blur[a]);
    }
}

// What an hour of each option is believed to bring on the scoreboard.
void find_gains(const Rules& given, const Block& block, const State& s, const Sums* sums, const Cells& blur,
                Cells& gain) {
    double base[block_rows_limit], foreseen[block_rows_limit], half_hour[block_rows_limit];
    const std::uint32_t from = block.first_row, n = block.rows();
    for (std::uint32_t k = 0; k < n; ++k) half_hour[k] = 1.0;
    foresee(given, option_limit, block, s, sums, blur[0], half_hour, base);
    const double legibility = mean_legibility(*given.regime);
    for (std::size_t a = 0; a < s.options; ++a) {
        foresee(given, a, block, s, sums, blur[a], half_hour, foreseen);
        add_gain(n, legibility, s.people.sophistication.data() + from, foreseen, base,
                 s.choices.experience[a].data() + from, gain[a]);
    }
}

// Experience: the part of the last change of the score that the last change of hours does not explain yet is put down
// to the options whose hours changed (normalised least mean squares).
void learn_from_scores(const Rules& given, const Block& block, State& s) {
    const std::uint32_t from = block.first_row, n = block.rows();
    const double hours = given.chosen_minutes() * days_per_week / 60.0;
    Cells step;
    double size[block_rows_limit] = {}, expected[block_rows_limit] = {}, rate[block_rows_limit];
    for (std::size_t a = 0; a < s.options; ++a)
        find_step(n, hours, s.choices.share[a].data() + from, s.choices.experience[a].data() + from,
                  s.choices.previous[a].data() + from, step[a], size, expected);
    find_rate(n, given.p.behaviour().experience_rate, s.scoreboard.score.data() + from,
              s.scoreboard.last_score.data() + from, expected, size, rate);
    for (std::size_t a = 0; a < s.options; ++a) add_product(n, rate, step[a], s.choices.experience[a].data() + from);
}

void average_shares(const Block& block, const State& s, std::size_t option, double* average) {
    for (std::uint32_t team = block.first_team; team < block.last_team; ++team) {
        double sum = 0.0, present = 0.0;
        for (std::uint32_t row = team * block.width, last = row + s.teams.members[TeamId{team}]; row < last; ++row) {
            sum += s.choices.share[option][EngineerId{row}];
            present += s.people.active[EngineerId{row}];
        }
        const std::uint32_t at = team * block.width - block.first_row;
        for (std::uint32_t k = at; k < at + block.width; ++k) average[k] = present > 0.0 ? sum / present : 0.0;
    }
}

// A queue pulls on those who may review, metric or not.
void pull_of_queues(const Rules& given, const Block& block, const State& s, double* pull) {
    for (std::uint32_t team = block.first_team; team < block.last_team; ++team) {
        const double load = waiting_per_reviewer(s, team);
        const std::uint32_t at = team * block.width - block.first_row;
        for (std::uint32_t k = at; k < at + block.width; ++k) pull[k] = given.p.review().duty * portable::log1p(load);
    }
}

// What management asks for is asked of everybody alike; it moves those who may and know how to.
double asked_for(const Rules& given, std::size_t option) {
    const auto& m = given.p.management();
    if (option == review) return m.ask_review;
    if (option < first_practice) return 0.0;
    const Practice& p = given.practices[option - first_practice].value;
    return (p.erosion_paid_per_minute > 0.0 ? m.ask_design : 0.0) +
           (p.mentoring_per_hour > 0.0 ? m.ask_mentoring : 0.0) + (p.library_per_hour > 0.0 ? m.ask_library : 0.0) +
           (p.fluency_per_hour > 0.0 ? m.ask_training : 0.0);
}

void feel(const Block& block, const State& s, double* felt) {
    for (std::uint32_t k = 0; k < block.rows(); ++k)
        felt[k] = s.teams.pressure[TeamId{block.first_team + k / block.width}];
}

// Some compare themselves with a colleague; who is felt to score higher is copied more often than not.
void copy_colleagues(const Rules& given, const Draws& draws, int week, const Block& block, const double* felt,
                     const Cells& before, State& s) {
    const std::uint32_t from = block.first_row;
    double compares[block_rows_limit], whom[block_rows_limit];
    draws.uniforms(Purpose::copying, static_cast<std::uint32_t>(week), s.people.requisition.data() + from,
                   s.people.seat.data() + from, block.rows(), compares, whom, nullptr, nullptr);
    const auto& b = given.p.behaviour();
    const bool shown = given.regime && given.regime->visibility == Visibility::public_;
    for (std::uint32_t k = 0; k < block.rows(); ++k) {
        const EngineerId i{from + k};
        if (compares[k] >= b.copy_per_week || s.people.active[i] == 0.0 || s.people.reviews_only[i]) continue;
        const std::uint32_t other = colleague(s.teams, block.width, from + k, whom[k]);
        const EngineerId j{other};
        if (s.people.active[j] == 0.0) continue;
        const double ahead = shown ? felt[k] * (s.scoreboard.score[j] - s.scoreboard.score[i]) : 0.0;
        if (compares[k] * (1.0 + portable::exp(-b.copy_sharpness * ahead)) >= b.copy_per_week) continue;
        double sum = 0.0;
        for (std::size_t a = 0; a < s.options; ++a) {
            auto& x = s.choices.share[a][i];
            if (s.choices.habit[a][i] > 0.0) x += b.copy_step * (before[a][other - from] - x);
            sum += x;
        }
        if (b.choice_law == ChoiceLaw::best_response) continue;  // a long day is copied too
        for (std::size_t a = 0; a < s.options && sum > 0.0; ++a) s.choices.share[a][i] /= sum;
    }
}

// What an hour is felt to bring, over one of review: the price of a reviewer's time.
void price_hours(const Block& block, const double* felt, const Cells& gain, Choices& choices) {
    const std::uint32_t from = block.first_row, n = block.rows();
    double mean[block_rows_limit] = {};
    for (std::size_t a = 0; a < choices.share.size(); ++a)
        add_product(n, choices.share[a].data() + from, gain[a], mean);
    find_price(n, felt, mean, gain[review], choices.hour_gain.data() + from);
}

/// The search of a block for its best hours, option by option: what has been found so far.
class Search {
public:
    /// @param usual hours without a pay-off; 0 for who does not know an option
    Search(const Rules& given, const Block& block, const State& s, const Sums* published, const double* felt,
           const Cells& blur, const Cells& usual)
        : given_(given),
          block_(block),
          s_(s),
          blur_(blur),
          usual_(usual),
          n_(block.rows()),
          legibility_(mean_legibility(*given.regime)),
          cost_{given.p.behaviour().effort_cost, given.p.behaviour().effort_cost_crossed,
                2.0 * given.chosen_minutes() * days_per_week / 60.0} {
        for (std::uint32_t k = 0; k < n_; ++k) felt_[k] = felt[k], restless_[k] = felt[k] > 0.0;
        for (std::size_t a = 0; a < s.options; ++a)
            for (std::uint32_t k = 0; k < n_; ++k) hours_[a][k] = s.choices.share[a][row(k)];
        for (std::size_t m = 0; m < given.regime->metrics.size(); ++m) begin_metric(m, published[m]);
    }

    void go() {
        constexpr int sweeps = 4;  // each begins where the last one ended, and next week's where this week's did
        for (int sweep = 0; sweep < sweeps && anybody_restless(); ++sweep) {
            for (std::uint32_t k = 0; k < n_; ++k) moved_[k] = false;
            for (std::size_t a = 0; a < s_.options; ++a)
                if (anybody_knows(a)) improve(a);
            for (std::uint32_t k = 0; k < n_; ++k) restless_[k] = moved_[k];
        }
    }

    const Cells& hours() const { return hours_; }

private:
    EngineerId row(std::uint32_t k) const { return EngineerId{block_.first_row + k}; }

    void begin_metric(std::size_t m, const Sums& published) {
        for (std::uint32_t k = 0; k < n_; ++k) {
            top_[m][k] = published.top[k];
            bottom_[m][k] = published.bottom ? published.bottom[k] : 1.0;
        }
        sums_[m] = {top_[m], published.bottom ? bottom_[m] : nullptr};
    }

    bool anybody_restless() const {
        for (std::uint32_t k = 0; k < n_; ++k)
            if (restless_[k]) return true;
        return false;
    }

    bool anybody_knows(std::size_t option) const {
        for (std::uint32_t k = 0; k < n_; ++k)
            if (usual_[option][k] > 0.0) return true;
        return false;
    }

    // A grid over all hours that a day has left, the points at which metrics meet their targets, then ever closer
    // around the best: a pay-off that jumps is seen from afar.
    void improve(std::size_t option) {
        constexpr int cells = 32, rounds = 10, sides = 4;
        const double none[block_rows_limit] = {};
        double tried[block_rows_limit], centre[block_rows_limit];
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
        for (std::uint32_t k = 0; k < n_; ++k) {
            now_[k] = best_[k] = hours_[option][k];
            worth_[k] = -1e300;
            elsewhere_[k] = 0.0;
            room_[k] = given_.p.behaviour().longest_day;
        }
        for (std::size_t a = 0; a < s_.options; ++a) {
            if (a == option) continue;
            for (std::uint32_t k = 0; k < n_; ++k) {
                elsewhere_[k] += hours_[a][k] - usual_[a][k];
                room_[k] -= hours_[a][k];
            }
        }
        for (std::uint32_t k = 0; k < n_; ++k)
            if (usual_[option][k] == 0.0 || room_[k] < 0.0) room_[k] = 0.0;
    }

    void attempt(std::size_t option, const double* tried) {
        double halves[block_rows_limit], score[block_rows_limit];
        find_halves(n_, cost_, tried, now_, halves);
        foresee(given_, option, block_, s_, sums_, blur_[option], halves, score);
        keep_better(n_, cost_, legibility_, felt_, s_.people.sophistication.data() + block_.first_row,
                    s_.choices.experience[option].data() + block_.first_row, score, usual_[option], elsewhere_, tried,
                    best_, worth_);
    }

    // At the target, and up to four errors of measurement beyond it, by half ones.
    void aim_at_targets(std::size_t option) {
        constexpr int margins = 8;
        double aimed[block_rows_limit], tried[block_rows_limit];
        for (std::size_t m = 0; m < given_.regime->metrics.size(); ++m) {
            const Foresight more = given_.foresight[m][option];
            const Metric& metric = given_.regime->metrics[m].value;
            if (more.numerator == 0.0 && more.denominator == 0.0) continue;
            for (int margin = 0; margin <= margins; ++margin) {
                const double target = metric.target * (1.0 + 0.5 * margin * error_of(metric));
                aim(n_, cost_, more.numerator, more.denominator, target, blur_[option], top_[m], bottom_[m], now_,
                    aimed);
                place_hours(n_, 0.0, aimed, room_, tried);
                attempt(option, tried);
                if (metric.payoff != Payoff::threshold) break;
            }
        }
    }

    // The metrics as they are with the hours found. Who has not moved in a sweep has settled, whoever else has not:
    // what one person does depends on no other of the block.
    void take(std::size_t option) {
        constexpr double least = 1e-9;  // of a day: where the best is flat, no two tries are told apart
        double halves[block_rows_limit];
        for (std::uint32_t k = 0; k < n_; ++k)
            if (!restless_[k]) best_[k] = now_[k];
        find_halves(n_, cost_, best_, now_, halves);
        for (std::size_t m = 0; m < given_.regime->metrics.size(); ++m) {
            const Foresight more = given_.foresight[m][option];
            for (std::uint32_t k = 0; k < n_; ++k) {
                top_[m][k] += more.numerator * blur_[option][k] * halves[k];
                bottom_[m][k] += more.denominator * blur_[option][k] * halves[k];
            }
        }
        for (std::uint32_t k = 0; k < n_; ++k) {
            const double by = best_[k] - now_[k];
            moved_[k] = moved_[k] || by > least || by < -least;
            hours_[option][k] = best_[k];
        }
    }

    const Rules& given_;
    const Block& block_;
    const State& s_;
    const Cells &blur_, &usual_;
    std::uint32_t n_;
    double legibility_;
    HoursCost cost_;
    Sums sums_[metric_limit];
    Cells hours_;
    double top_[metric_limit][block_rows_limit], bottom_[metric_limit][block_rows_limit];
    double felt_[block_rows_limit], now_[block_rows_limit], best_[block_rows_limit], worth_[block_rows_limit],
        elsewhere_[block_rows_limit], room_[block_rows_limit];
    bool restless_[block_rows_limit], moved_[block_rows_limit];
};

// From usual hours to the best ones; who feels nothing keeps to the usual ones. weight, total: inclinations without a
// pay-off; then hours, and 1
void respond(const Rules& given, const Block& block, const State& s, const Sums* published, const double* felt,
             const Cells& blur, Cells& weight, double* total) {
    double paid[block_rows_limit];
    for (std::uint32_t k = 0; k < block.rows(); ++k) {
        const bool scored = total[k] > 0.0 && !s.people.reviews_only[EngineerId{block.first_row + k}];
        paid[k] = scored ? felt[k] : 0.0;
        for (std::size_t a = 0; a < s.options; ++a) weight[a][k] = total[k] > 0.0 ? weight[a][k] / total[k] : 0.0;
        total[k] = total[k] > 0.0 ? 1.0 : 0.0;
    }
    Search search(given, block, s, published, paid, blur, weight);
    search.go();
    for (std::size_t a = 0; a < s.options; ++a)
        for (std::uint32_t k = 0; k < block.rows(); ++k)
            if (paid[k] > 0.0) weight[a][k] = search.hours()[a][k];
}

}  // namespace

void choose_hours(const Rules& given, const Draws& draws, int week, const Block& block, State& s) {
    const std::uint32_t from = block.first_row, n = block.rows();
    const auto& b = given.p.behaviour();
    const ChoiceRates rates{b.sharpness, b.conformity, b.norm_strength, b.inertia_per_week, b.habit_drift};
    const bool responds = given.regime && b.choice_law == ChoiceLaw::best_response;
    Cells gain, weight, before, blur;
    Sums published[metric_limit];
    double felt[block_rows_limit], queues[block_rows_limit], none[block_rows_limit] = {}, average[block_rows_limit],
                                                             total[block_rows_limit] = {};
    feel(block, s, felt);
    pull_of_queues(given, block, s, queues);
    if (given.regime) {
        learn_from_scores(given, block, s);
        find_published(given, week, block, s, published);
        blur_of(given, draws, week, block, s.people, blur, s.options);
        find_gains(given, block, s, published, blur, gain);
        price_hours(block, felt, gain, s.choices);
    } else {
        for (std::uint32_t row = from; row < block.last_row; ++row) s.choices.hour_gain[EngineerId{row}] = 0.0;
    }
    for (std::size_t a = 0; a < s.options; ++a) {
        const double* share = s.choices.share[a].data() + from;
        average_shares(block, s, a, average);
        const double asked = asked_for(given, a), *pull = a == review ? queues : none;
        double pulled[block_rows_limit];
        if (asked != 0.0) {
            for (std::uint32_t k = 0; k < n; ++k) pulled[k] = pull[k] + asked;
            pull = pulled;
        }
        for (std::uint32_t k = 0; k < n; ++k) before[a][k] = share[k];
        weigh(n, rates, s.choices.habit[a].data() + from, share, average, pull, felt,
              given.regime && !responds ? gain[a] : none, weight[a], total);
    }
    if (responds) respond(given, block, s, published, felt, blur, weight, total);
    for (std::size_t a = 0; a < s.options; ++a)
        move(n, rates, weight[a], total, s.choices.share[a].data() + from, s.choices.habit[a].data() + from);
    copy_colleagues(given, draws, week, block, felt, before, s);
}

}  // namespace strathern
