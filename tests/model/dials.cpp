// When do people have something run by itself, and when do they stop? Worth against shame and trouble.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <strathern/params/behaviour.hpp>

#include "dials.hpp"

namespace strathern::test {

Room::Room(std::uint32_t teams, std::uint32_t size, Payoff payoff) : base(teams * size, 30.0) {
    auto& b = m.p.behaviour();
    b.felt_weight = 0.5, b.shame = 0.8, b.shame_relief = 0.2, b.setup_cost_per_hour = 0.15, b.setup_per_week = 1.0;
    b.conspicuous_cost = 1.5, b.dial_step = 3.0;
    Practice p;
    p.opportunity = Opportunity::unattended, p.stigma = 1.0, p.setup_minutes = 60.0, p.uses_limit_per_day = 1000.0;
    m.practices = {{"dial", p}};
    Metric metric;
    metric.numerator = {{Signal::tokens, 1.0}};
    metric.payoff = payoff, metric.target = 100.0;
    m.regime.metrics = {{"metric", metric}};
    m.lay_out(teams, size, 0, true);
    m.measure();
    for (std::uint32_t k = 0; k < people(); ++k) m.s[col::luck_seat][person(k)] = k;
    fill(m.s[col::sophistication], 1.0), fill(m.s[col::habit][dial], 0.05), fill(m.s[col::reluctance], 0.1);
    fill(m.s[col::expected_top][dial], 0.5);
    std::fill_n(felt.pressure, block_rows_limit, 2.0), std::fill_n(doubts[0], block_rows_limit, 1e-6);
    board.regime = &m.regime, board.legibility = 1.0, board.doubts = doubts;
    board.sums[0].top = m.s[col::metric_numerator][0].data();
}

}  // namespace strathern::test

using namespace strathern;
using namespace strathern::test;

namespace {

double departure(int count, double tries, double chance) {
    return (count - tries * chance) / std::sqrt(tries * chance * (1.0 - chance));
}

}  // namespace

TEST_CASE("a dial is set up where what it brings is worth more than shame and trouble") {
    Room room(1, 1);
    // From 0.3 to 1 at a weight of one: 0.7, less the bother of 140 uses and an hour's trouble: a shame of 0.8 x
    // reluctance.
    const double most = (0.7 - Room::bother(140.0) - 0.15) / 0.8;
    CHECK(room.begins(most - 1e-4));
    CHECK_FALSE(room.begins(most + 1e-4));
    room.felt.pressure[0] = 1.0;
    CHECK(room.begins(most - 0.35 / 0.8 - 1e-4));
    CHECK_FALSE(room.begins(most - 0.35 / 0.8 + 1e-4));
    room.m.s[col::sophistication][person(0)] = 0.0;  // of 0.35, who thinks nothing through sees 0.3 = 0.105
    CHECK_FALSE(room.begins(0.0));
    room.m.practices[0].value.setup_minutes = 6.0;
    room.m.practices[0].value.stigma = 2.0;
    CHECK(room.begins((0.105 - Room::bother(140.0) - 0.015) / 1.6 - 1e-4));
    CHECK_FALSE(room.begins((0.105 - Room::bother(140.0) - 0.015) / 1.6 + 1e-4));
}

TEST_CASE("who wants to sets it up with the weekly chance, and then has it run once a day") {
    Room room(30, 4);
    room.m.p.behaviour().setup_per_week = 0.3;
    int begun = 0;
    constexpr int weeks = 40;
    for (int week = 0; week < weeks; ++week) {
        for (std::uint32_t k = 0; k < room.people(); ++k) room.uses(k) = room.weeks(k) = 0.0;
        room.live();
        for (std::uint32_t k = 0; k < room.people(); ++k) {
            begun += room.weeks(k) == 1.0;
            CHECK(room.uses(k) == room.weeks(k));
        }
    }
    CHECK(std::fabs(departure(begun, 120 * weeks, 0.3)) < 4.0);  // a false alarm in one of 16,000 seeds
}

TEST_CASE("each team-mate who uses a dial lowers its shame, colleagues elsewhere and own use do not") {
    Room room(2, 3);
    const double most = (0.7 - Room::bother(140.0) - 0.15) / 0.8;
    const auto begins = [&](double reluctance, std::array<double, 6> others) {
        for (std::uint32_t k = 1; k < 6; ++k) room.run(k, others[k]), room.m.s[col::reluctance][person(k)] = 0.0;
        return room.begins(reluctance);
    };
    CHECK_FALSE(begins(most + 0.001, {0, 0, 0, 100, 100, 100}));
    CHECK(begins(most * 1.2 - 0.001, {0, 100, 0, 0, 0, 0}));
    CHECK_FALSE(begins(most * 1.2 + 0.001, {0, 100, 0, 100, 100, 100}));
    CHECK(begins(most * 1.4 - 0.001, {0, 1, 1000, 0, 0, 0}));
    CHECK_FALSE(begins(most * 1.4 + 0.001, {0, 1, 1000, 0, 0, 0}));
}

TEST_CASE("with nothing at stake a dial is turned down by its step and taken away with a chance of a tenth a week") {
    Room room(30, 4);
    std::fill_n(room.felt.pressure, block_rows_limit, 0.0);
    int gone = 0;
    constexpr int weeks = 40;
    for (int week = 0; week < weeks; ++week) {
        for (std::uint32_t k = 0; k < room.people(); ++k) room.run(k, 60.0);
        room.live();
        for (std::uint32_t k = 0; k < room.people(); ++k) {
            gone += room.weeks(k) == 0.0;
            CHECK(room.uses(k) == doctest::Approx(room.weeks(k) > 0.0 ? 20.0 : 0.0));
        }
    }
    CHECK(std::fabs(departure(gone, 120 * weeks, 0.1)) < 4.0);
    room.live(15);
    CHECK(*std::ranges::max_element(room.m.s[col::chosen][dial].values()) == 0.0);
    room.live(200);
    CHECK(*std::ranges::max_element(room.m.s[col::dial_weeks][0].values()) == 0.0);
    room.board.regime = nullptr;  // and with no regime at all
    room.run(0, 60.0);
    room.live(15);
    CHECK(room.uses() == 0.0);
}

TEST_CASE("it takes less to go on than to begin: a dial is given up where it is worth less than 0.3 of its shame") {
    const double worth = 0.7 - Room::bother(140.0);
    for (const double reluctance : {0.7, 2.6, 2.8}) {
        Room room(1, 1);
        CHECK_FALSE(room.begins(reluctance));
        room.run(0, 140.0);
        room.live(200);
        CHECK((room.uses() > 100.0) == (worth > 0.3 * 0.8 * reluctance));
    }
}

TEST_CASE("what somebody does not know, or no longer may use, does not run, and fades from what is published") {
    Room room(1, 2);
    fill(room.m.s[col::habit][dial], 0.0);
    room.run(1, 60.0);
    room.live();
    CHECK(room.weeks(0) + room.weeks(1) + room.uses(0) + room.uses(1) == 0.0);
    CHECK(room.m.s[col::dial_mean][0][person(1)] == 60.0);  // until now
    room.live(10);
    CHECK(room.m.s[col::dial_mean][0][person(1)] == 0.0);
    CHECK(room.weeks(0) + room.weeks(1) + room.uses(0) + room.uses(1) == 0.0);
}
