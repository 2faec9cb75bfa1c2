// Why do people spend their hours as they do? Habits, felt pay-offs of an hour, colleagues; nothing else.
#include "core/variates.hpp"
#include "core/wide.hpp"
#include "model/phases.hpp"

namespace strathern {

/// What everybody of a block shares in one choice.
struct ChoiceRates {
    double sharpness, conformity, inertia, drift;
};

STRATHERN_WIDE void weigh(std::size_t n, const ChoiceRates& r, const double* __restrict habit,
                          const double* __restrict share, const double* __restrict average,
                          const double* __restrict pull, const double* __restrict felt, const double* __restrict gain,
                          double* __restrict weight, double* __restrict total) {
    for (std::size_t k = 0; k < n; ++k) {
        const double u = felt[k] * gain[k] + r.conformity * (average[k] - share[k]) + pull[k];
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
                                 const double* __restrict value, double* __restrict shifted) {
    for (std::size_t k = 0; k < n; ++k) shifted[k] = value[k] + more * blur[k];
}

STRATHERN_WIDE void shift_ratios(std::size_t n, double more, double more_below, const double* __restrict blur,
                                 const double* __restrict top, const double* __restrict bottom,
                                 double* __restrict shifted) {
    for (std::size_t k = 0; k < n; ++k) {
        const double below = bottom[k] + more_below * blur[k];
        shifted[k] = below > 0.0 ? (top[k] + more * blur[k]) / below : 0.0;
    }
}

STRATHERN_WIDE void find_step(std::size_t n, double hours, const double* __restrict share,
                              const double* __restrict experience, double* __restrict previous,
                              double* __restrict step, double* __restrict size, double* __restrict expected) {
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

// The published definition as a black box: the score, had there been half an hour more of one option a week.
void foresee(const Rules& given, std::size_t option, int week, const Block& block, const State& s, const double* blur,
             double* scores) {
    double values[metric_limit][block_rows_limit];
    for (std::size_t m = 0; m < given.regime->metrics.size(); ++m) {
        const Metric& metric = given.regime->metrics[m].value;
        const std::size_t slot = published_slot(metric, week);
        const double* top = s.scoreboard.numerator[m][slot].data() + block.first_row;
        const Foresight more = option < option_limit ? given.foresight[m][option] : Foresight{};
        if (metric.denominator.empty()) {
            shift_values(block.rows(), more.numerator, blur, top, values[m]);
        } else {
            const double* bottom = s.scoreboard.denominator[m][slot].data() + block.first_row;
            shift_ratios(block.rows(), more.numerator, more.denominator, blur, top, bottom, values[m]);
        }
    }
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
        lognormals(n, 0.0, given.p.behaviour.foresight_sd_log, blur[a], blur[a]);
    }
}

// What an hour of each option is believed to bring on the scoreboard.
void find_gains(const Rules& given, const Draws& draws, int week, const Block& block, const State& s, Cells& gain) {
    Cells blur;
    double base[block_rows_limit], foreseen[block_rows_limit];
    const std::uint32_t from = block.first_row, n = block.rows();
    blur_of(given, draws, week, block, s.people, blur, s.options);
    foresee(given, option_limit, week, block, s, blur[0], base);
    const double legibility = mean_legibility(*given.regime);
    for (std::size_t a = 0; a < s.options; ++a) {
        foresee(given, a, week, block, s, blur[a], foreseen);
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
    find_rate(n, given.p.behaviour.experience_rate, s.scoreboard.score.data() + from,
              s.scoreboard.last_score.data() + from, expected, size, rate);
    for (std::size_t a = 0; a < s.options; ++a)
        add_product(n, rate, step[a], s.choices.experience[a].data() + from);
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
        for (std::uint32_t k = at; k < at + block.width; ++k) pull[k] = given.p.review.duty * portable::log1p(load);
    }
}

// What management asks for is asked of everybody alike; it moves those who may and know how to.
double asked_for(const Rules& given, std::size_t option) {
    const auto& m = given.p.management;
    if (option == review) return m.ask_review;
    if (option < first_practice) return 0.0;
    const Practice& p = given.practices[option - first_practice].value;
    return (p.erosion_paid_per_minute > 0.0 ? m.ask_design : 0.0) +
           (p.mentoring_per_hour > 0.0 ? m.ask_mentoring : 0.0) + (p.library_per_hour > 0.0 ? m.ask_library : 0.0) +
           (p.fluency_per_hour > 0.0 ? m.ask_training : 0.0);
}

void feel(const Block& block, const State& s, double* felt) {
    for (std::uint32_t k = 0; k < block.rows(); ++k) felt[k] = s.teams.pressure[TeamId{block.first_team + k / block.width}];
}

// Some compare themselves with a colleague; who is felt to score higher is copied more often than not.
void copy_colleagues(const Rules& given, const Draws& draws, int week, const Block& block, const double* felt,
                     const Cells& before, State& s) {
    const std::uint32_t from = block.first_row;
    double compares[block_rows_limit], whom[block_rows_limit];
    draws.uniforms(Purpose::copying, static_cast<std::uint32_t>(week), s.people.requisition.data() + from,
                   s.people.seat.data() + from, block.rows(), compares, whom, nullptr, nullptr);
    const auto& b = given.p.behaviour;
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
        for (std::size_t a = 0; a < s.options && sum > 0.0; ++a) s.choices.share[a][i] /= sum;
    }
}

// What an hour is felt to bring, over one of review: the price of a reviewer's time.
void price_hours(const Block& block, const double* felt, const Cells& gain, Choices& choices) {
    const std::uint32_t from = block.first_row, n = block.rows();
    double mean[block_rows_limit] = {};
    for (std::size_t a = 0; a < choices.share.size(); ++a) add_product(n, choices.share[a].data() + from, gain[a], mean);
    find_price(n, felt, mean, gain[review], choices.hour_gain.data() + from);
}

}  // namespace

void choose_hours(const Rules& given, const Draws& draws, int week, const Block& block, State& s) {
    const std::uint32_t from = block.first_row, n = block.rows();
    const auto& b = given.p.behaviour;
    const ChoiceRates rates{b.sharpness, b.conformity, b.inertia_per_week, b.habit_drift};
    Cells gain, weight, before;
    double felt[block_rows_limit], queues[block_rows_limit], none[block_rows_limit] = {}, average[block_rows_limit],
                                                             total[block_rows_limit] = {};
    feel(block, s, felt);
    pull_of_queues(given, block, s, queues);
    if (given.regime) {
        learn_from_scores(given, block, s);
        find_gains(given, draws, week, block, s, gain);
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
        weigh(n, rates, s.choices.habit[a].data() + from, share, average, pull, felt, given.regime ? gain[a] : none,
              weight[a], total);
    }
    for (std::size_t a = 0; a < s.options; ++a)
        move(n, rates, weight[a], total, s.choices.share[a].data() + from, s.choices.habit[a].data() + from);
    copy_colleagues(given, draws, week, block, felt, before, s);
}

}  // namespace strathern
