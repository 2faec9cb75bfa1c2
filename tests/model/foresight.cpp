// What do people think that an hour brings? What they have learnt from their scores, and what they think through.
#include <doctest/doctest.h>

#include <cmath>
#include <strathern/params/behaviour.hpp>
#include <strathern/params/definitions.hpp>
#include <strathern/params/organisation.hpp>

#include "core/variates.hpp"
#include "micro.hpp"
#include "model/choose/parts.hpp"

using namespace strathern;
using namespace strathern::test;

namespace {

/// A metric of reviews: straight pay, a target of 4, no errors, wholly legible.
Named<Metric> metric() {
    Metric m;
    m.numerator = {{Signal::reviews, 1.0}};
    m.payoff = Payoff::linear;
    m.target = 4.0;
    m.noise = 0.0;
    m.legibility = 1.0;
    return {"metric", m};
}

/// One person who thinks everything through, without misjudging it, under a regime of these metrics.
void thinker(Micro& m, std::vector<Named<Metric>> metrics) {
    m.p.organisation().overhead_share = 0.5;  // 20 hours a week
    m.p.behaviour().foresight_sd_log = m.p.behaviour().outcome_doubt = 0.0;
    m.regime.visibility = Visibility::hidden;
    m.regime.metrics = std::move(metrics);
    m.lay_out(1, 1, 0, true);
    m.measure();
    for (auto& option : m.s[col::habit]) fill(option, 0.3);  // everybody knows everything
    m.s[col::sophistication][person(0)] = 1.0;
}

/// What an hour of an option is believed to bring, by people who are sure of what they reach or, where they have a
/// doubt, are not.
double gain(Micro& m, std::size_t option, int day = 4) {
    Outlook outlook(m.s.layout.options);
    outlook.board.doubts = m.p.behaviour().outcome_doubt > 0.0 ? outlook.doubts : nullptr;
    imagine(m.today(day), m.regime, outlook, m.view<ImagineView>());
    return outlook.gain[option][0];
}

}  // namespace

TEST_CASE("what is thought through counts in full, the rest in part, and all as far as scores have borne it out") {
    Micro m;
    Named<Metric> dark = metric();
    dark.value.legibility = 0.0;
    thinker(m, {metric(), dark});  // half legible on the whole
    m.s[col::sophistication][person(0)] = 0.5;
    m.p.behaviour().unthought_share = 0.4;
    fill(m.s[col::expected_top][review], 2.0);  // half an hour more pays 2 / 4 by the first metric: 1 for an hour
    CHECK(gain(m, review) == doctest::Approx(0.25 + 0.4 * 0.75));
    m.s[col::trust][review][person(0)] = 0.5;
    CHECK(gain(m, review) == doctest::Approx(0.5 * (0.25 + 0.4 * 0.75)));
    CHECK(gain(m, build) == doctest::Approx(0.0));
}

TEST_CASE("people begin from what is published: a quota that is met has nothing more to pay") {
    Micro m;
    Named<Metric> quota = metric();
    quota.value.payoff = Payoff::quota;
    quota.value.lag_weeks = 1;
    thinker(m, {quota});
    fill(m.s[col::expected_top][review], 2.0);
    m.s[col::metric_numerator][1][person(0)] = 3.0;  // published in even weeks: one more of the two counts
    m.s[col::metric_numerator][0][person(0)] = 4.0;
    CHECK(gain(m, review, 4) == doctest::Approx(0.5));
    CHECK(gain(m, review, 9) == 0.0);
}

TEST_CASE("who is not sure of reaching a quota or a threshold feels it before it is met, and some way beyond") {
    Micro m;
    Named<Metric> quota = metric(), threshold = metric();
    quota.value.payoff = Payoff::quota, threshold.value.payoff = Payoff::threshold;
    for (const auto& paid : {quota, threshold}) {
        thinker(m, {paid});
        fill(m.s[col::expected_top][review], 0.04);  // half an hour is a hundredth of the target
        const auto slope = [&](double doubt, double reached) {
            m.p.behaviour().outcome_doubt = doubt;
            m.s[col::metric_numerator][0][person(0)] = reached * 4.0;
            return gain(m, review);
        };
        CHECK(slope(0.0, 1.2) == doctest::Approx(0.0).epsilon(1e-6));
        CHECK(slope(0.2, 1.2) > 0.001);
        CHECK(slope(0.4, 1.8) > slope(0.2, 1.8));
        CHECK(slope(0.2, 0.8) > slope(0.2, 1.2));
    }
    // What is expected of a quota whose value is lognormal around its target: 2 Phi(-sigma / 2).
    quota.value.target = 4.0;
    thinker(m, {quota});
    m.s[col::metric_numerator][0][person(0)] = 4.0;
    BlockColumn values[1] = {{4.0}};
    double paid = 0.0;
    const BlockColumn doubt[1] = {{0.3}};
    pay_off(m.regime, 1, values, &paid, m.view<PayView>(), doubt);
    CHECK(paid == doctest::Approx(2.0 * portable::normal_cdf(-0.15)));
}

TEST_CASE("of a ratio people imagine both sums to move") {
    Micro m;
    Named<Metric> ratio = metric();
    ratio.value.denominator = {{Signal::lines, 1.0}};
    thinker(m, {metric(), ratio});
    const std::size_t second = m.s.layout.options + 1;  // reading longer comes behind the options
    m.s[col::metric_numerator][1][person(0)] = 12.0, m.s[col::metric_denominator][0][person(0)] = 2.0;
    fill(m.s[col::expected_top][second + build], 4.0), fill(m.s[col::expected_bottom][second + build], 2.0);
    fill(m.s[col::expected_bottom][second + review], -2.0);
    CHECK(gain(m, build) == doctest::Approx(2.0 * (16.0 / 4.0 - 12.0 / 2.0) / 4.0));
    CHECK(gain(m, review) == doctest::Approx(2.0 * (0.0 - 6.0) / 4.0));  // nothing is left below
}

TEST_CASE("who has an own target expects it to rise with what is reached") {
    Micro m;
    m.regime.ratchet_scope = RatchetScope::own;
    m.regime.ratchet_share = 0.025;
    m.p.behaviour().discount_per_year = 0.1;  // as much a quarter: half of what lies beyond is asked for later
    thinker(m, {metric()});
    m.s[col::own_target][0][person(0)] = 4.0;
    m.s[col::metric_numerator][0][person(0)] = 4.0;  // met
    fill(m.s[col::expected_top][review], 4.0);
    // 8 against 4 + half of 4: pays 4/3 instead of 1.
    CHECK(gain(m, review) == doctest::Approx(2.0 / 3.0));
}

TEST_CASE("reading longer pays by what it is imagined to find, not by what another review does") {
    Micro m;
    thinker(m, {metric()});
    fill(m.s[col::expected_top][review], 2.0);
    fill(m.s[col::expected_top][m.s.layout.options], 1.0);  // a quarter of the target in half an hour
    Outlook outlook(m.s.layout.options);
    imagine(m.today(4), m.regime, outlook, m.view<ImagineView>());
    CHECK(outlook.gain[review][0] == doctest::Approx(1.0));
    CHECK(outlook.reading[0] == doctest::Approx(0.5));
}

TEST_CASE("each option is misjudged by a luck of its own that stays, by those who do not think it through") {
    Micro m;
    m.practices = {{"one", Practice{}}, {"two", Practice{}}};
    thinker(m, {metric()});
    m.p.behaviour().foresight_sd_log = 0.5, m.p.behaviour().unthought_share = 1.0;
    m.s[col::luck_seat][person(0)] = 7, m.s[col::luck_number][person(0)] = 3;
    for (std::size_t a = 0; a < 5; ++a) fill(m.s[col::expected_top][a], 2.0);
    for (const double thought : {0.0, 0.6, 1.0})
        for (const int week : {0, 5})
            for (std::uint32_t a = 0; a < 5; ++a) {
                m.s[col::sophistication][person(0)] = thought;
                const double z = normal(m.draws.uniforms(Purpose::perception, 0, {7, 3}, a / 4)[a % 4]);
                CHECK(gain(m, a, week * days_per_week + 4) == doctest::Approx(std::exp(0.5 * (1.0 - thought) * z)));
            }
}

TEST_CASE("the price of an hour is pressure times what hours bring on average, less what one of reading longer does") {
    Micro m;
    thinker(m, {metric()});
    Feelings felt;
    felt.pressure[0] = 3.0;
    Outlook outlook(3);
    outlook.gain[build][0] = 0.4, outlook.gain[build_with_ai][0] = 0.2, outlook.gain[review][0] = 0.1;
    outlook.reading[0] = -0.3;
    m.s[col::chosen][build][person(0)] = 0.5, m.s[col::chosen][build_with_ai][person(0)] = 0.25;
    m.s[col::chosen][review][person(0)] = 0.25;
    price_hours(m.today(4), felt, outlook, m.view<PriceView>());
    CHECK(m.s[col::hour_gain][person(0)] == doctest::Approx(3.0 * (0.2 + 0.05 + 0.025 + 0.3)));
}
