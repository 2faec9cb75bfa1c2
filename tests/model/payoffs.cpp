// What is rewarded? Shapes of pay-offs, targets, and how targets rise.
#include <doctest/doctest.h>

#include <cmath>
#include <strathern/params/behaviour.hpp>
#include <strathern/params/definitions.hpp>
#include <vector>

#include "micro.hpp"
#include "model/measure/measure.hpp"

using namespace strathern;
using namespace strathern::test;

namespace {

/// A regime of one metric with target 2 and weight 1, straight and without errors.
Metric plain() {
    Metric m;
    m.numerator = {{Signal::reviews, 1.0}};
    m.payoff = Payoff::linear;
    m.target = 2.0;
    m.noise = 0.0;
    return m;
}

/// What one metric pays for one value. The mean published is 5, the spread as given.
double pay(const Metric& metric, double value, double spread = 2.0) {
    Micro m;
    m.regime.metrics = {{"metric", metric}};
    m.lay_out(1, 1);
    m.measure();
    m.s[col::published_mean][0] = 5.0;
    m.s[col::published_spread][0] = spread;
    BlockColumn values[metric_limit];
    values[0][0] = value;
    double score = -1.0;
    pay_off(m.regime, 1, values, &score, m.view<PayView>());
    return score;
}

/// Two teams of one; the common target is 2, the second's own 4.
void own_targets(Micro& m, std::vector<Named<Metric>> metrics) {
    m.regime.metrics = std::move(metrics);
    m.regime.ratchet_scope = RatchetScope::own;
    m.lay_out(2, 1);
    m.measure();
    for (std::size_t k = 0; k < m.regime.metrics.size(); ++k) {
        m.s[col::own_target][k][person(0)] = 100.0;
        m.s[col::own_target][k][person(1)] = 4.0;
    }
}

constexpr Block second_team{.first_team = 1, .last_team = 2, .first_row = 1, .last_row = 2, .width = 1};

}  // namespace

TEST_CASE("a linear pay-off is the value over the target, times the weight, on either side of it") {
    Metric one = plain();
    one.weight = 4.0;
    CHECK(pay(one, 3.0) == 6.0);
    CHECK(pay(one, 0.5) == 1.0);
    CHECK(pay(one, -2.0) == -4.0);
    one.weight = -1.0;
    CHECK(pay(one, 3.0) == -1.5);
}

TEST_CASE("the target in force counts, not the one that was declared") {
    Micro m;
    m.regime.metrics = {{"metric", plain()}};
    m.lay_out(1, 1);
    m.measure();
    m.s[col::target][0] = 8.0;
    BlockColumn values[metric_limit];
    values[0][0] = 4.0;
    double score;
    pay_off(m.regime, 1, values, &score, m.view<PayView>());
    CHECK(score == 0.5);
}

TEST_CASE("the transform log is one at the target, two at three times it, and nothing below nothing") {
    Metric one = plain();
    one.transform = Transform::log;
    CHECK(pay(one, 2.0) == doctest::Approx(1.0));
    CHECK(pay(one, 6.0) == doctest::Approx(2.0));
    CHECK(pay(one, 1.0) == doctest::Approx(std::log2(1.5)));
    CHECK(pay(one, -1.0) == 0.0);
}

TEST_CASE("the transform power takes the value over the target to its exponent, nothing at nothing and below") {
    Metric one = plain();
    one.transform = Transform::power;
    one.exponent = 0.5;
    CHECK(pay(one, 8.0) == doctest::Approx(2.0));
    CHECK(pay(one, 0.5) == doctest::Approx(0.5));
    CHECK(pay(one, 0.0) == 0.0);
    CHECK(pay(one, -8.0) == 0.0);
    one.exponent = 2.0;
    CHECK(pay(one, 6.0) == doctest::Approx(9.0));
}

TEST_CASE("a quota pays no more than its weight, however far the target is exceeded") {
    Metric one = plain();
    one.payoff = Payoff::quota;
    one.weight = 3.0;
    CHECK(pay(one, 1.0) == 1.5);
    CHECK(pay(one, 2.0) == 3.0);
    CHECK(pay(one, 9.0) == 3.0);
    CHECK(pay(one, -2.0) == -3.0);
    one.transform = Transform::log;  // first the transform, then the cap
    CHECK(pay(one, 1.0) == doctest::Approx(3.0 * std::log2(1.5)));
    CHECK(pay(one, 6.0) == 3.0);
}

TEST_CASE("a threshold pays half at the target and is as soft as its error") {
    Metric one = plain();
    one.payoff = Payoff::threshold;
    one.weight = 2.0;
    one.noise = 0.1;
    CHECK(pay(one, 2.0) == doctest::Approx(1.0));
    CHECK(pay(one, 2.2) == doctest::Approx(2.0 / (1.0 + std::exp(-1.702))));  // one error above
    CHECK(pay(one, 1.6) == doctest::Approx(2.0 / (1.0 + std::exp(3.404))));   // two errors below
    one.noise = 0.0;                                                          // a hundredth at least
    CHECK(pay(one, 2.02) == doctest::Approx(2.0 / (1.0 + std::exp(-1.702))));
}

TEST_CASE("the error of a threshold is at least a hundredth of the target") {
    Metric one = plain();
    CHECK(error_of(one) == 0.01);
    one.noise = 0.009;
    CHECK(error_of(one) == 0.01);
    one.noise = 0.02;
    CHECK(error_of(one) == 0.02);
}

TEST_CASE("a rank pays by the distance from the published mean, in spreads, whatever the target") {
    Metric one = plain();
    one.payoff = Payoff::rank;
    one.transform = Transform::log;  // ranks are of the values as they are
    one.weight = 3.0;
    CHECK(pay(one, 5.0) == doctest::Approx(1.5));
    CHECK(pay(one, 7.0) == doctest::Approx(1.5 * std::erfc(-1.0 / std::sqrt(2.0))));
    CHECK(pay(one, 1.0) == doctest::Approx(1.5 * std::erfc(2.0 / std::sqrt(2.0))));
    CHECK(pay(one, 7.0, 0.0) == doctest::Approx(1.5));  // where all are alike nobody is ahead
}

TEST_CASE("the pay-offs of several metrics are added, or the least of them counts") {
    for (const bool least : {false, true}) {
        Micro m;
        for (int k = 0; k < 3; ++k) m.regime.metrics.push_back({"metric", plain()});
        m.regime.metrics[1].value.weight = 2.0;
        m.regime.combine = least ? Combine::least : Combine::sum;
        m.lay_out(1, 2);
        m.measure();
        BlockColumn values[metric_limit];
        values[0][0] = 6.0, values[1][0] = 1.0, values[2][0] = 4.0;  // pays 3, 1, 2
        values[0][1] = 2.0, values[1][1] = 5.0, values[2][1] = 8.0;  // pays 1, 5, 4
        double scores[2] = {77.0, 77.0};
        pay_off(m.regime, 2, values, scores, m.view<PayView>());
        CHECK(scores[0] == (least ? 1.0 : 6.0));
        CHECK(scores[1] == (least ? 1.0 : 10.0));
    }
}

TEST_CASE("a common target goes up by the ratchet's share of what was reached beyond it, and never down") {
    Regime regime;
    regime.ratchet_share = 0.25;
    regime.ratchet_scope = RatchetScope::mean;
    CHECK(raised_target(regime, 10.0, 14.0) == 11.0);
    CHECK(raised_target(regime, 10.0, 10.0) == 10.0);
    CHECK(raised_target(regime, 10.0, 2.0) == 10.0);
    CHECK(raised_target(regime, 10.0, std::nan("")) == 10.0);
    regime.ratchet_scope = RatchetScope::own;
    CHECK(raised_target(regime, 10.0, 14.0) == 10.0);
}

TEST_CASE("who has an own target is paid as the common target pays for the same part of it") {
    Micro m;
    own_targets(m, {{"metric", plain()}});
    BlockColumn values[metric_limit];
    values[0][0] = 6.0;
    meet_own_targets(m.regime, second_team, 0.0, values, m.view<OwnTargetView>());
    CHECK(values[0][0] == 3.0);  // one and a half times the own 4 is as good as that of 2
    values[0][0] = 6.0;
    meet_own_targets(m.regime, second_team, 0.5, values, m.view<OwnTargetView>());
    CHECK(values[0][0] == doctest::Approx(12.0 / 5.0));  // half of the 2 beyond will be asked for: 6 over 5
    values[0][0] = 3.0;
    meet_own_targets(m.regime, second_team, 0.5, values, m.view<OwnTargetView>());
    CHECK(values[0][0] == 1.5);  // nothing beyond
}

TEST_CASE("ranks have no target of one's own, and the metrics behind them do") {
    Micro m;
    Metric rank = plain();
    rank.payoff = Payoff::rank;
    own_targets(m, {{"rank", rank}, {"metric", plain()}});
    BlockColumn values[metric_limit];
    values[0][0] = values[1][0] = 6.0;
    meet_own_targets(m.regime, second_team, 0.0, values, m.view<OwnTargetView>());
    CHECK(values[0][0] == 6.0);
    CHECK(values[1][0] == 3.0);
}

TEST_CASE("an own target goes up by the ratchet's share of what the engineer reached beyond it, and never down") {
    Micro m;
    own_targets(m, {{"metric", plain()}, {"other", plain()}});
    m.regime.ratchet_share = 0.25;
    BlockColumn values[metric_limit];
    values[0][0] = 3.0;  // in units of the common 2: one and a half times the own 4
    values[1][0] = 1.0;
    raise_own_targets(m.regime, second_team, values, m.view<RaiseView>());
    CHECK(m.s[col::own_target][0][person(1)] == doctest::Approx(4.5));  // 4 + a quarter of 2
    CHECK(m.s[col::own_target][1][person(1)] == 4.0);
    CHECK(m.s[col::own_target][0][person(0)] == 100.0);
}

TEST_CASE("who looks ahead counts a rise of the own target that lasts, discounted by the quarter") {
    Regime regime;
    regime.ratchet_scope = RatchetScope::own;
    regime.ratchet_share = 0.075;
    Behaviour behaviour;
    behaviour.discount_per_year = 0.1;  // 0.025 a quarter
    CHECK(planned_part(regime, behaviour) == doctest::Approx(0.75));
    behaviour.discount_per_year = 0.0;
    CHECK(planned_part(regime, behaviour) == 1.0);
    regime.ratchet_share = 0.0;
    CHECK(planned_part(regime, behaviour) == 0.0);
    regime.ratchet_share = 0.075, regime.ratchet_scope = RatchetScope::mean;
    CHECK(planned_part(regime, behaviour) == 0.0);  // one person hardly moves the mean
}
