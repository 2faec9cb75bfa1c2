// How far does a lasting incentive move people, how fast, and do they come back? Habits drift, and have an anchor.
#include <doctest/doctest.h>

#include <cmath>
#include <strathern/params/behaviour.hpp>
#include <strathern/params/definitions.hpp>
#include <strathern/params/review.hpp>

#include "micro.hpp"
#include "model/choose/choose.hpp"
#include "model/choose/parts.hpp"

using namespace strathern;
using namespace strathern::test;

namespace {

constexpr std::size_t trick = first_practice;

/// One person who does at once what is preferred, under a small pay-off of building by hand and of a trick on
/// occasions, which stays as it is.
struct Desk {
    Micro m;
    int week = 0;
    explicit Desk(double drift = 0.015, double anchor = 0.02) {
        auto& b = m.p.behaviour();
        b.inertia_per_week = 1.0, b.habit_drift = drift, b.habit_anchor = anchor;
        b.conformity = 0.0, b.foresight_sd_log = 0.0, b.experience_sd = 0.0, b.copy_per_week = 0.0;
        m.p.review().duty = 0.0;
        Practice p;
        p.opportunity = Opportunity::review;
        m.practices = {{"trick", p}};
        Metric metric;
        metric.numerator = {{Signal::reviews, 1.0}};
        metric.payoff = Payoff::linear;
        m.regime.metrics = {{"metric", metric}};
        m.regime.visibility = Visibility::hidden;
        m.lay_out(1, 1, 0, true);
        m.measure();
        m.s[col::metric_numerator][0][person(0)] = 1.0;
        m.s[col::sophistication][person(0)] = 1.0;
        const double usual[] = {0.5, 0.3, 0.2, 0.1};
        for (std::size_t a = 0; a <= trick; ++a)
            m.s[col::habit][a][person(0)] = m.s[col::own_habit][a][person(0)] = m.s[col::chosen][a][person(0)] =
                usual[a];
        fill(m.s[col::expected_top][build], 1e-4);
        fill(m.s[col::expected_top][trick], 1e-4);
    }
    void press(double pressure) { m.s[col::pressure][team(0)] = pressure; }
    void live(int weeks) {
        for (const int end = week + weeks; week < end; ++week)
            choose_hours(m.today(week * days_per_week + 4), m.view<ChooseView>());
    }
    /// How far the person is from the first habit, in what is done and in what is usual.
    double moved(std::size_t option) const { return m.s[col::chosen][option][person(0)] - own(option); }
    double drifted(std::size_t option) const { return m.s[col::habit][option][person(0)] - own(option); }
    double own(std::size_t option) const { return m.s[col::own_habit][option][person(0)]; }
};

constexpr std::size_t each[] = {build, review, trick};

}  // namespace

TEST_CASE(
    "in the long run a small pay-off moves hours and parts 1 + drift / anchor times as far as in its first week") {
    for (const auto& [drift, anchor] : {std::array{0.015, 0.02}, std::array{0.05, 0.02}, std::array{0.0, 0.02}}) {
        Desk desk(drift, anchor);
        desk.press(1.0);
        desk.live(1);
        double first[trick + 1];
        for (const std::size_t option : each) first[option] = desk.moved(option);
        CHECK(first[build] > 0.0);
        CHECK(first[review] < 0.0);
        CHECK(first[trick] > 0.0);
        desk.live(1000);
        for (const std::size_t option : each)
            CHECK(desk.moved(option) / first[option] == doctest::Approx(1.0 + drift / anchor).epsilon(0.02));
    }
}

TEST_CASE("habits get there with a time constant of 1 / anchor weeks") {
    for (const double anchor : {0.01, 0.02, 0.04}) {
        Desk desk(0.015, anchor);
        desk.press(1.0);
        const int weeks = static_cast<int>(std::lround(1.0 / anchor));
        desk.live(weeks);
        double part[trick + 1];
        for (const std::size_t option : each) part[option] = desk.drifted(option);
        desk.live(2000);
        for (const std::size_t option : each) {
            const double constant = -weeks / std::log(1.0 - part[option] / desk.drifted(option));
            CHECK(constant * anchor == doctest::Approx(1.0).epsilon(0.05));
        }
    }
}

TEST_CASE("after the pay-off has ended, what it left goes by half in 0.69 / anchor weeks, to nothing") {
    Desk desk;
    desk.press(1.0);
    desk.live(1000);
    desk.press(0.0);
    double left[trick + 1];
    for (const std::size_t option : each) left[option] = desk.drifted(option);
    desk.live(35);
    for (const std::size_t option : each) {
        CHECK(desk.drifted(option) / left[option] == doctest::Approx(0.5).epsilon(0.03));
        CHECK(desk.moved(option) / left[option] == doctest::Approx(0.5).epsilon(0.05));
    }
    desk.live(1000);
    for (const std::size_t option : each) CHECK(std::fabs(desk.moved(option)) < 1e-6 * std::fabs(left[option]));
}

TEST_CASE("without an anchor habits go on for as long as something is paid, and stay where it ends") {
    Desk desk(0.015, 0.0);
    desk.press(1.0);
    desk.live(1);
    const double first = desk.moved(trick);
    desk.live(200);
    CHECK(desk.moved(trick) == doctest::Approx(first * (1.0 + 0.015 * 200)).epsilon(0.02));
    desk.press(0.0);
    desk.live(1);
    const double left = desk.drifted(trick);
    desk.live(200);
    CHECK(desk.drifted(trick) == doctest::Approx(left));
}

TEST_CASE("of a step's way to what is preferred people go a part each week, and habits of the unknown stay nought") {
    Desk desk, slow;
    slow.m.p.behaviour().inertia_per_week = 0.25;
    desk.m.s[col::habit][review][person(0)] = slow.m.s[col::habit][review][person(0)] = 0.0;
    for (auto* d : {&desk, &slow}) {
        d->press(1.0);
        d->live(1);
        CHECK(d->m.s[col::habit][review][person(0)] == 0.0);
    }
    CHECK(desk.m.s[col::chosen][review][person(0)] == 0.0);
    CHECK(slow.m.s[col::chosen][review][person(0)] == doctest::Approx(0.15));
    for (const std::size_t option : {build, trick})
        CHECK(slow.moved(option) == doctest::Approx(0.25 * desk.moved(option)));
}

TEST_CASE("two strong pulls leave a habit between what is done and the person's own, never beyond") {
    Desk desk(1.0, 1.0);
    desk.m.s[col::habit][trick][person(0)] = 0.01;
    desk.m.s[col::own_habit][trick][person(0)] = 0.9;
    desk.press(50.0);
    for (int week = 0; week < 10; ++week) {
        desk.live(1);
        const double habit = desk.m.s[col::habit][trick][person(0)];
        CHECK(habit > 0.0);
        CHECK(habit <= 1.0);
        CHECK(desk.m.s[col::chosen][trick][person(0)] <= 1.0);
    }
}
