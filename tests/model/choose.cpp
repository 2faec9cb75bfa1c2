// Why do hours move? Habit, pressure, the others, the queue, what management asks for; and how fast.
#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <strathern/params/behaviour.hpp>
#include <strathern/params/definitions.hpp>
#include <strathern/params/management.hpp>
#include <strathern/params/review.hpp>

#include "micro.hpp"
#include "model/choose/choose.hpp"
#include "model/choose/parts.hpp"

using namespace strathern;
using namespace strathern::test;

namespace {

using Hours = std::array<double, first_practice>;

/// People who go at once where their habits lead them, and look at nothing else.
void calm(Micro& m) {
    auto& b = m.p.behaviour();
    b.sharpness = 1.0, b.inertia_per_week = 1.0, b.habit_drift = 0.0, b.conformity = 0.0, b.norm_strength = 0.0;
    b.foresight_sd_log = 0.0, b.copy_per_week = 0.0, b.experience_sd = 0.0;
    b.habit_anchor = 0.0, b.unthought_share = 1.0, b.search_per_year = 0.0;
    m.p.review().duty = 0.0;
}

void give(Micro& m, std::uint32_t k, Hours habit, Hours share) {
    for (std::size_t a = 0; a < first_practice; ++a)
        m.s[col::habit][a][person(k)] = habit[a], m.s[col::chosen][a][person(k)] = share[a];
}

void choose(Micro& m) { choose_hours(m.today(4), m.view<ChooseView>()); }

double share(const Micro& m, std::size_t option, std::uint32_t k = 0) { return m.s[col::chosen][option][person(k)]; }

/// A regime under which people feel this pressure. It is hidden, and they are hardly unsure.
void press(Micro& m, double pressure) {
    Metric metric;
    metric.numerator = {{Signal::reviews, 1.0}};
    metric.payoff = Payoff::linear;
    metric.target = 1.0;
    m.regime.visibility = Visibility::hidden;
    m.regime.metrics = {{"metric", metric}};
    m.lay_out(1, 2, 0, true);
    m.measure();
    m.s[col::pressure][team(0)] = pressure;
}

/// An hour of an option is believed to bring so much. Pay by the piece is felt as log2(1 + targets), and people imagine
/// half an hour. @param lane the option, or how many there are: reading longer
void believe(Micro& m, std::size_t lane, double gain, std::uint32_t k = 0) {
    m.s[col::expected_top][lane][person(k)] = std::exp2(0.5 * gain) - 1.0;
}

}  // namespace

TEST_CASE("hours go by habits, some of the way a week, then habits follow some of the way to the new hours") {
    Micro m;
    calm(m);
    m.p.behaviour().inertia_per_week = 0.25, m.p.behaviour().habit_drift = 0.1;
    m.lay_out(1, 1);
    give(m, 0, {1.0, 0.6, 0.4}, {0.2, 0.3, 0.5});  // odds of 0.5, 0.3, 0.2
    choose(m);
    CHECK(share(m, build) == doctest::Approx(0.2 + 0.25 * 0.3));
    CHECK(share(m, build_with_ai) == doctest::Approx(0.3));
    CHECK(share(m, review) == doctest::Approx(0.5 - 0.25 * 0.3));
    CHECK(m.s[col::habit][build][person(0)] == doctest::Approx(1.0 + 0.1 * (0.275 - 1.0)));
    CHECK(m.s[col::habit][review][person(0)] == doctest::Approx(0.4 + 0.1 * (0.425 - 0.4)));
}

TEST_CASE("who has no habit of anything comes to rest") {
    Micro m;
    calm(m);
    m.p.behaviour().inertia_per_week = 0.5;
    m.lay_out(1, 1);
    give(m, 0, {0.0, 0.0, 0.0}, {0.4, 0.4, 0.2});
    choose(m);
    CHECK(share(m, build) == doctest::Approx(0.2));
    CHECK(share(m, review) == doctest::Approx(0.1));
}

TEST_CASE("conformity draws towards the others, as sharply as people choose") {
    Micro m;
    calm(m);
    m.p.behaviour().conformity = 2.0, m.p.behaviour().sharpness = 0.5;
    m.lay_out(1, 2);
    give(m, 0, {0.5, 0.5, 0.0}, {1.0, 0.0, 0.0});
    give(m, 1, {0.5, 0.5, 0.0}, {0.0, 1.0, 0.0});
    choose(m);
    // The team's mean is half and half: -1 on what one does alone, +1 on the other; halved by sharpness.
    CHECK(share(m, build, 0) == doctest::Approx(1.0 / (1.0 + std::exp(1.0))));
    CHECK(share(m, build_with_ai, 0) == doctest::Approx(1.0 / (1.0 + std::exp(-1.0))));
    CHECK(share(m, build, 1) == doctest::Approx(1.0 / (1.0 + std::exp(-1.0))));
}

TEST_CASE("a norm draws towards what the team does, whatever one does oneself") {
    Micro m;
    calm(m);
    m.p.behaviour().norm_strength = 2.0;
    m.lay_out(1, 2);
    give(m, 0, {0.5, 0.5, 0.0}, {1.0, 0.0, 0.0});
    give(m, 1, {0.5, 0.5, 0.0}, {0.6, 0.4, 0.0});
    choose(m);
    const double by_hand = 1.0 / (1.0 + std::exp(2.0 * (0.2 - 0.8)));  // means of 0.8 and 0.2
    CHECK(share(m, build, 0) == doctest::Approx(by_hand));
    CHECK(share(m, build, 1) == doctest::Approx(by_hand));
}

TEST_CASE("the team's mean is over the members who are there, dedicated reviewers do not count") {
    Micro m;
    m.lay_out(2, 3, 1);
    m.s[col::active][person(5)] = 0.0;
    m.s[col::active][person(7)] = 1.0;
    m.s[col::chosen][review][person(4)] = 0.2, m.s[col::chosen][review][person(6)] = 0.4;
    m.s[col::chosen][review][person(7)] = 1.0;
    for (std::uint32_t k = 0; k < 3; ++k) m.s[col::active][person(k)] = 0.0;
    BlockColumn average;
    average_choices(m.block(), review, average, m.view<AverageView>());
    for (std::uint32_t k = 0; k < 4; ++k) CHECK(average[k] == 0.0);  // nobody is there
    for (std::uint32_t k = 4; k < 8; ++k) CHECK(average[k] == doctest::Approx(0.3));
}

TEST_CASE("a queue attracts those who review, the more the longer it is for each of them") {
    Micro m;
    calm(m);
    m.p.review().duty = 0.5;
    m.lay_out(1, 1);
    give(m, 0, {0.5, 0.3, 0.2}, {0.5, 0.3, 0.2});
    m.s[col::reviewers][team(0)] = 2.0;
    choose(m);
    CHECK(share(m, review) == doctest::Approx(0.2));
    Flow& flow = m.s[col::flow][team(0)];
    flow.waiting.resize(6, {0, 0, flow.hold()});  // three for each: odds of review times (1 + 3) to the half
    choose(m);
    CHECK(share(m, review) == doctest::Approx(0.4 / 1.2));
    CHECK(share(m, build) == doctest::Approx(0.5 / 1.2));
}

TEST_CASE("management may ask for review, and for each kind of investment by what it does") {
    Micro m;
    calm(m);
    auto& ask = m.p.management();
    ask.ask_review = 1.0, ask.ask_design = 2.0, ask.ask_mentoring = 4.0, ask.ask_library = 8.0, ask.ask_training = 16.0;
    const auto practice = [&](double design, double mentoring, double library, double training) {
        Practice p;
        p.erosion_paid_per_minute = design, p.mentoring_per_hour = mentoring, p.library_per_hour = library;
        p.fluency_per_hour = training;
        p.debt_paid_per_minute = 1.0, p.knowledge_per_hour = 1.0;
        m.practices.push_back({"practice", p});
    };
    practice(0.5, 0.0, 0.0, 0.0), practice(0.0, 0.5, 0.0, 0.0), practice(0.0, 0.0, 0.5, 0.0);
    practice(0.0, 0.0, 0.0, 0.5), practice(0.5, 0.5, 0.5, 0.5), practice(0.0, 0.0, 0.0, 0.0);
    m.lay_out(1, 1);
    const double asked[] = {0.0, 0.0, 1.0, 2.0, 4.0, 8.0, 16.0, 30.0, 0.0};
    for (std::size_t a = 0; a < 9; ++a) CHECK(asked_for(m.today(), a) == asked[a]);

    ask.ask_review = std::log(2.0);
    give(m, 0, {0.5, 0.0, 0.5}, {0.5, 0.0, 0.5});
    choose(m);
    CHECK(share(m, review) == doctest::Approx(2.0 / 3.0));
    CHECK(share(m, build_with_ai) == 0.0);  // who may not or does not know how is not moved
}

TEST_CASE("what is asked for comes on top of the queue") {
    Micro m;
    calm(m);
    m.p.review().duty = 1.0;
    m.p.management().ask_review = std::log(2.0);
    m.lay_out(1, 1);
    give(m, 0, {0.5, 0.0, 0.5}, {0.5, 0.0, 0.5});
    m.s[col::reviewers][team(0)] = 1.0;
    Flow& flow = m.s[col::flow][team(0)];
    flow.waiting.resize(2, {0, 0, flow.hold()});  // odds times three, times two
    choose(m);
    CHECK(share(m, review) == doctest::Approx(6.0 / 7.0));
}

TEST_CASE("under pressure the odds of an hour grow with what it is felt to bring") {
    Micro m;
    calm(m);
    press(m, 2.0);
    give(m, 0, {0.5, 0.5, 0.0}, {0.5, 0.5, 0.0});
    believe(m, build_with_ai, 0.5 * std::log(3.0));
    choose(m);
    CHECK(share(m, build_with_ai) == doctest::Approx(0.75));
    m.s[col::pressure][team(0)] = 0.0;
    choose(m);
    CHECK(share(m, build_with_ai) == doctest::Approx(0.5));
}

TEST_CASE("a reviewer's hour has the price of what hours bring on average beyond one of reading longer") {
    Micro m;
    calm(m);
    press(m, 2.0);
    const double gains[] = {0.3, 0.1, 0.04};
    give(m, 0, {0.5, 0.3, 0.2}, {0.5, 0.3, 0.2});
    for (std::size_t a = 0; a < 3; ++a) believe(m, a, gains[a]);
    believe(m, 3, 0.02);
    choose(m);
    // What brings less than the most is imagined in proportion to it.
    CHECK(m.s[col::hour_gain][person(0)] == doctest::Approx(2.0 * (0.15 + 0.03 + 0.008 - 0.02)).epsilon(0.005));

    m.s[col::contracts].list.clear();
    choose(m);
    CHECK(m.s[col::hour_gain][person(0)] == 0.0);  // without a regime no hour has a price
    CHECK(share(m, build) == doctest::Approx(0.5));
}

TEST_CASE("a block of teams chooses, learns and prices for itself") {
    Micro m;
    calm(m);
    m.p.behaviour().experience_sd = 1.0, m.p.behaviour().habit_drift = 0.5;
    press(m, 1.0);
    m.lay_out(2, 1, 0, true);
    m.measure();
    m.s[col::pressure][team(1)] = 1.0;
    give(m, 0, {0.2, 0.8, 0.0}, {0.7, 0.3, 0.0});
    give(m, 1, {0.5, 0.5, 0.0}, {0.5, 0.5, 0.0});
    for (const std::uint32_t k : {0u, 1u}) believe(m, build_with_ai, std::log(3.0), k);
    Today today = m.today(4);
    today.block = {.first_team = 1, .last_team = 2, .first_row = 1, .last_row = 2, .width = 1};
    choose_hours(today, m.view<ChooseView>());
    CHECK(share(m, build_with_ai, 1) == doctest::Approx(0.75));
    CHECK(m.s[col::habit][build_with_ai][person(1)] == doctest::Approx(0.625));
    CHECK(m.s[col::hour_gain][person(1)] == doctest::Approx(0.5 * std::log(3.0)));
    CHECK(share(m, build, 0) == 0.7);
    CHECK(m.s[col::habit][build][person(0)] == 0.2);
    CHECK(m.s[col::usual_choice][build][person(0)] == 0.0);
    CHECK(m.s[col::weeks_scored][person(0)] == 0.0);
    // A week later the score is as it was, though a quarter of the hours has gone to what was believed to raise it.
    choose_hours(today, m.view<ChooseView>());
    CHECK(m.s[col::trust][build_with_ai][person(1)] < 1.0);
    CHECK(m.s[col::trust][build][person(1)] == 1.0);  // it was not believed to bring anything
    CHECK(m.s[col::trust][build_with_ai][person(0)] == 1.0);
}
