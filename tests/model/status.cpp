// What is a score felt to be worth? Being seen ahead on a public board, and pay-offs that nobody is sure of.
#include <doctest/doctest.h>

#include <cmath>
#include <numbers>
#include <strathern/params/behaviour.hpp>
#include <strathern/params/definitions.hpp>
#include <strathern/params/organisation.hpp>

#include "micro.hpp"
#include "model/choose/parts.hpp"

using namespace strathern;
using namespace strathern::test;

namespace {

double normal_cdf(double z) { return 0.5 * std::erfc(-z / std::sqrt(2.0)); }

/// The z that a normal number stays below with a chance.
double quantile(double chance) {
    double low = -40.0, high = 40.0;
    while (high - low > 1e-13) (normal_cdf(0.5 * (low + high)) < chance ? low : high) = 0.5 * (low + high);
    return low;
}

/// The mean of a function of e^(doubt z - doubt^2 / 2) for a normal z, by Simpson's rule.
template <class F>
double mean_of(double doubt, F f) {
    constexpr int steps = 20000;
    constexpr double edge = 10.0, step = 2.0 * edge / steps;
    double sum = 0.0;
    for (int k = 0; k <= steps; ++k) {
        const double z = -edge + k * step, density = std::exp(-0.5 * z * z) / std::sqrt(2.0 * std::numbers::pi);
        sum += (k == 0 || k == steps ? 1.0 : (k % 2 == 1 ? 4.0 : 2.0)) * density * f(doubt * z - 0.5 * doubt * doubt);
    }
    return sum * step / 3.0;
}

/// A person who cares for a board of 50 people, with values whose logs lie around 0.2 above a target of 4.
struct Board {
    static constexpr double log_mean = 0.2, log_spread = 0.5, concern = 0.7, people = 50.0, target = 4.0;
    Micro m;
    Scoreboard board;
    BlockColumn doubts[metric_limit];
    explicit Board(std::size_t metrics = 1, Payoff payoff = Payoff::linear) {
        Metric metric;
        metric.numerator = {{Signal::reviews, 1.0}};
        metric.payoff = payoff, metric.target = target, metric.noise = 0.05;
        m.regime.metrics.assign(metrics, {"metric", metric});
        m.lay_out(1, 1, 0, true);
        m.measure();
        for (auto& option : m.s[col::habit]) fill(option, 0.3);  // everybody knows everything
        for (std::size_t k = 0; k < metrics; ++k) {
            m.s[col::board_people][k] = people;
            m.s[col::board_log_mean][k] = log_mean, m.s[col::board_log_spread][k] = log_spread;
            doubts[k][0] = 0.3;
        }
        m.s[col::status_concern][person(0)] = concern;
        board.regime = &m.regime, board.doubts = doubts, board.shown = true;
    }
    /// What values, in targets, are felt to be worth.
    double score(std::initializer_list<double> values) {
        BlockColumn all[metric_limit], scores;
        std::size_t k = 0;
        for (const double value : values) all[k++][0] = value * target;
        const auto v = m.view<ForeseeView>();
        find_scores(all_of(m.block(), board, v), board, all, scores, v);
        return scores[0];
    }
    /// And the part of that which is the board's.
    double status(std::initializer_list<double> values) {
        board.shown = true;
        const double shown = score(values);
        board.shown = false;
        return shown - score(values);
    }
    /// Standard deviations of what people see of each other by which somebody is ahead of the mean.
    static double ahead(double value) {
        return (std::log(value) - log_mean) / std::sqrt(log_spread * log_spread + 2.0 * 0.3 * 0.3);
    }
};

}  // namespace

TEST_CASE("being seen on a board is worth the more, the fewer are ahead") {
    Board b;
    for (const double value : {0.02, 0.3, 1.0, 1.5, 3.0})
        CHECK(b.status({value}) ==
              doctest::Approx(-0.7 * std::log(1.0 - normal_cdf(Board::ahead(value)) + 0.5 / 50.0)).epsilon(1e-9));
    CHECK(b.status({0.001}) == b.status({0.01}));  // hardly anything is no further down
    b.m.s[col::status_concern][person(0)] = 0.0;
    CHECK(b.status({3.0}) == 0.0);
}

TEST_CASE("beyond the best of all, being ahead grows in a straight line with the log of what is counted") {
    Board b;
    const double spread = std::sqrt(0.25 + 0.18), best = quantile(1.0 - 0.5 / 50.0);
    const auto at = [&](double z) { return b.status({std::exp(0.2 + spread * z)}); };
    // One half of 50 is ahead of the best, so the slope there is phi x 50, by a difference over what is still below it.
    const double slope = 0.7 * 50.0 * std::exp(-0.5 * best * best) / std::sqrt(2.0 * std::numbers::pi);
    CHECK((at(best) - at(best - 1e-5)) / 1e-5 == doctest::Approx(slope).epsilon(1e-4));
    for (const double beyond : {0.5, 2.0, 8.0}) CHECK(at(best + beyond) - at(best) == doctest::Approx(slope * beyond));
    CHECK(at(best) == doctest::Approx(-0.7 * std::log(1.0 / 50.0)));
}

TEST_CASE("where less is better, who has least is ahead") {
    Board more, less;
    less.m.regime.metrics[0].value.weight = -1.0;
    less.m.s[col::board_log_mean][0] = -Board::log_mean;
    for (const double value : {0.1, 0.5, 2.0, 40.0})
        CHECK(less.status({1.0 / value}) == doctest::Approx(more.status({value})));
}

TEST_CASE("a board of several metrics shows each as much") {
    Board one, two(2);
    two.m.regime.metrics[1].value.weight = 9.0;  // pay is another matter
    CHECK(two.status({0.5, 2.0}) == doctest::Approx(0.5 * (one.status({0.5}) + one.status({2.0}))));
}

TEST_CASE("where scores are hidden, or the law of choice has people sure, only the pay-off counts, to the bit") {
    for (const auto payoff : {Payoff::linear, Payoff::quota, Payoff::threshold}) {
        Board b(1, payoff);
        b.board.shown = false;
        b.m.s[col::status_concern][person(0)] = 1e9;
        for (const double value : {0.1, 0.9, 1.0, 7.0}) {
            BlockColumn values[metric_limit], scores;
            values[0][0] = value * Board::target;
            pay_off(b.m.regime, 1, values, scores, b.m.view<PayView>(), b.doubts);
            CHECK(b.score({value}) == scores[0]);
        }
    }
    Board b;
    const auto gain = [&](Visibility visibility, bool sure) {
        b.m.regime.visibility = visibility;
        b.m.s[col::sophistication][person(0)] = 1.0;
        fill(b.m.s[col::expected_top][build], 1.0);
        b.m.s[col::metric_numerator][0][person(0)] = 4.0;
        Outlook outlook(b.m.s.layout.options);
        outlook.board.doubts = sure ? nullptr : outlook.doubts;
        imagine(b.m.today(4), b.m.regime, outlook, b.m.view<ImagineView>());
        return outlook.gain[build][0];
    };
    const double shown = gain(Visibility::public_, false), hidden = gain(Visibility::hidden, false);
    CHECK(shown > 1.2 * hidden);
    CHECK(gain(Visibility::public_, true) == gain(Visibility::hidden, true));
    b.m.s[col::status_concern][person(0)] = 0.0;
    CHECK(gain(Visibility::public_, false) == doctest::Approx(hidden));
}

TEST_CASE("of a quota people expect the mean over all that they might reach") {
    Board b(1, Payoff::quota);
    b.board.shown = false;
    for (const double doubt : {0.05, 0.3, 1.0})
        for (const double value : {0.2, 0.8, 1.0, 1.3, 4.0}) {
            b.doubts[0][0] = doubt;
            const double expected = mean_of(doubt, [&](double log) { return std::fmin(1.0, value * std::exp(log)); });
            CHECK(b.score({value}) == doctest::Approx(expected).epsilon(1e-6));
        }
    CHECK(b.score({0.0}) == 0.0);
}

TEST_CASE("a threshold is softened by own doubt on top of errors of measurement") {
    Board b(1, Payoff::threshold);
    b.board.shown = false;
    for (const double doubt : {1e-6, 0.05, 0.3})
        for (const double value : {0.3, 0.9, 1.0, 1.05, 2.0}) {
            b.doubts[0][0] = doubt;
            // A logistic is nowhere further than 0.0095 from the normal distribution that it stands for.
            CHECK(std::fabs(b.score({value}) - normal_cdf((value - 1.0) / std::hypot(0.05, doubt))) < 0.0096);
        }
}

TEST_CASE("pay by the piece is felt as a logarithm that is worth the pay at the target, in both directions") {
    Board b;
    b.board.shown = false;
    for (const double value : {0.0, 0.5, 1.0, 3.0, 1e6}) {
        CHECK(b.score({value}) == doctest::Approx(std::log2(1.0 + value)));
        CHECK(b.score({-value}) == doctest::Approx(-std::log2(1.0 + value)));
    }
    b.m.regime.metrics[0].value.weight = 2.5;
    CHECK(b.score({3.0}) == doctest::Approx(5.0));
    b.board.doubts = nullptr;  // a score is paid as it stands
    CHECK(b.score({3.0}) == doctest::Approx(7.5));
}
