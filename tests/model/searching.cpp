// Who finds ways to do better by what is counted? Those who fall short of it, and to whom it matters.
#include <doctest/doctest.h>

#include <cmath>
#include <strathern/params/ai.hpp>
#include <strathern/params/behaviour.hpp>
#include <strathern/params/definitions.hpp>

#include "micro.hpp"
#include "model/choose/parts.hpp"

using namespace strathern;
using namespace strathern::test;

namespace {

constexpr std::uint32_t people = 120;

/// Many who know none of three practices, each of which is believed to bring something. A full score is 2.
struct Crowd {
    Micro m;
    Feelings felt{};
    OptionCells gain;
    Crowd() : gain(first_practice + 3) {
        auto& b = m.p.behaviour();
        b.search_per_year = 5.2, b.felt_weight = 0.5, b.first_share = 0.01;
        m.practices = {{"one", Practice{}}, {"two", Practice{}}, {"three", Practice{}}};
        Metric metric;
        metric.numerator = {{Signal::reviews, 1.0}};
        metric.weight = 2.0;
        m.regime.metrics = {{"metric", metric}};
        m.lay_out(people / 4, 4, 0, true);
        m.measure();
        for (std::uint32_t k = 0; k < people; ++k) {
            m.s[col::luck_seat][person(k)] = k;
            felt.pressure[k] = 2.0;  // a felt weight of 1
            for (std::size_t a = 0; a < first_practice + 3; ++a) gain[a][k] = 0.1;
        }
    }
    void press(double pressure) {
        for (std::uint32_t k = 0; k < people; ++k) felt.pressure[k] = pressure;
    }
    bool knows(std::uint32_t k, std::size_t practice) const {
        return m.s[col::habit][first_practice + practice][person(k)] > 0.0;
    }
    /// How often each practice is found in so many weeks, by people who forget it again.
    std::array<int, 3> search(int weeks, std::uint32_t from = 0, std::uint32_t every = 1) {
        std::array<int, 3> found = {};
        for (int week = 0; week < weeks; ++week) {
            for (std::size_t a = 0; a < 3; ++a) fill(m.s[col::habit][first_practice + a], 0.0);
            search_for_ways(m.today(week * days_per_week + 4), felt, gain, m.view<FindView>());
            for (std::uint32_t k = from; k < people; k += every)
                for (std::size_t a = 0; a < 3; ++a) found[a] += knows(k, a);
        }
        return found;
    }
};

/// Standard deviations by which a count departs from what so many tries with a chance let expect.
double departure(int count, double tries, double chance) {
    return (count - tries * chance) / std::sqrt(tries * chance * (1.0 - chance));
}

}  // namespace

TEST_CASE("who reaches the full score finds nothing, and neither does who is beyond it") {
    Crowd crowd;
    crowd.m.p.behaviour().search_per_year = 1000.0;
    for (const double score : {2.0, 2.5, 1e9}) {
        fill(crowd.m.s[col::score], score);
        CHECK(crowd.search(50) == std::array{0, 0, 0});
    }
    fill(crowd.m.s[col::score], 1.0);
    CHECK(crowd.search(1)[0] > 0);
}

// Fifteen counts beyond four standard deviations either way: a false alarm in one of 1,000 seeds.
TEST_CASE("each practice is found with a hazard in proportion to what is missing and to felt weight, up to three") {
    constexpr int weeks = 200;
    // Score, pressure, and what is missing of a full score times the felt weight, in hazards of a tenth a week.
    for (const auto& [score, pressure, times] :
         {std::array{0.0, 2.0, 1.0}, std::array{1.0, 2.0, 0.5}, std::array{0.0, 4.0, 2.0}, std::array{-3.0, 6.0, 3.0},
          std::array{0.5, 80.0, 2.25}}) {
        Crowd crowd;
        fill(crowd.m.s[col::score], score);
        crowd.press(pressure);
        const auto found = crowd.search(weeks);
        for (const int count : found)
            CHECK(std::fabs(departure(count, people * weeks, 1.0 - std::exp(-0.1 * times))) < 4.0);
    }
}

TEST_CASE("where a week is too short for all practices, each is as likely to be the one that is found") {
    constexpr int weeks = 200;
    Crowd crowd;
    crowd.m.p.behaviour().search_per_year = 1000.0;
    for (const int count : crowd.search(weeks)) CHECK(std::fabs(departure(count, people * weeks, 1.0 / 3.0)) < 4.0);
}

TEST_CASE("where nothing is at stake, or a metric is resented, nobody looks") {
    Crowd crowd;
    crowd.m.p.behaviour().search_per_year = 1000.0;
    for (const double pressure : {0.0, -2.0}) {
        crowd.press(pressure);
        CHECK(crowd.search(50) == std::array{0, 0, 0});
    }
}

TEST_CASE("people find only what they believe to bring something") {
    Crowd crowd;
    for (std::uint32_t k = 0; k < people; ++k) {
        crowd.gain[first_practice][k] = 0.0, crowd.gain[first_practice + 2][k] = -0.1;
        crowd.gain[first_practice + 1][k] = 1e-9;
    }
    const auto found = crowd.search(50);
    CHECK(found[0] == 0);
    CHECK(found[1] > 0);
    CHECK(found[2] == 0);
}

TEST_CASE("nobody finds what they have no right to, what needs a tool that is missing, or what has been taken away") {
    Crowd crowd;
    crowd.m.practices[0].value.least_level = Level::senior;
    for (std::uint32_t k = 0; k < people; ++k) crowd.m.s[col::level][person(k)] = k % 4;
    crowd.m.practices[1].value.needs = {Tool::ai};
    crowd.m.p.ai().access = false;
    crowd.m.s[col::ruling][2] = taken_away;
    CHECK(crowd.search(50, 0, 4)[0] == 0);
    CHECK(crowd.search(50, 1, 4)[0] == 0);
    CHECK(crowd.search(50, 2, 4)[0] > 0);
    CHECK(crowd.search(50, 3, 4)[0] > 0);
    CHECK(crowd.search(50)[1] == 0);
    CHECK(crowd.search(50)[2] == 0);
    crowd.m.p.ai().access = true;
    crowd.m.s[col::ruling][2] = no_ruling;
    CHECK(crowd.search(50)[1] > 0);
    CHECK(crowd.search(50)[2] > 0);
}

TEST_CASE("dedicated reviewers and empty seats find nothing") {
    Crowd crowd;
    for (std::uint32_t k = 0; k < people; ++k) {
        crowd.m.s[col::reviews_only][person(k)] = k % 4 == 1;
        if (k % 4 == 2) crowd.m.s[col::active][person(k)] = 0.0;
    }
    const auto none = std::array{0, 0, 0};
    CHECK(crowd.search(50, 1, 4) == none);
    CHECK(crowd.search(50, 2, 4) == none);
    CHECK(crowd.search(50, 0, 4) != none);
    CHECK(crowd.search(50, 3, 4) != none);
}

TEST_CASE("what is found is taken up as somebody is inclined to it, and what is known is left as it is") {
    Crowd crowd;
    crowd.m.p.behaviour().search_per_year = 1000.0;  // one of the three for sure
    for (std::uint32_t k = 0; k < people; ++k) crowd.m.s[col::habit][first_practice][person(k)] = 0.3;
    search_for_ways(crowd.m.today(4), crowd.felt, crowd.gain, crowd.m.view<FindView>());
    int found = 0;
    for (std::uint32_t k = 0; k < people; ++k) {
        CHECK(crowd.m.s[col::habit][first_practice][person(k)] == 0.3);
        for (const std::size_t option : {first_practice + 1, first_practice + 2}) {
            const double habit = crowd.m.s[col::habit][option][person(k)];
            found += habit > 0.0;
            CHECK((habit == 0.0 || habit == 0.01));
            CHECK(crowd.m.s[col::own_habit][option][person(k)] == habit);
        }
        CHECK_FALSE((crowd.knows(k, 1) && crowd.knows(k, 2)));
    }
    CHECK(found > people / 2);
}
