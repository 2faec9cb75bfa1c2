// How often do people have run what runs by itself? Targets, limits, and what looks plausible.
#include <doctest/doctest.h>

#include <cmath>
#include <strathern/params/behaviour.hpp>

#include "dials.hpp"

using namespace strathern;
using namespace strathern::test;

namespace {

double normal_cdf(double z) { return 0.5 * std::erfc(-z / std::sqrt(2.0)); }

}  // namespace

TEST_CASE("a dial goes by its step a week at most to where the target is met, and stays there") {
    for (const double share : {1.0, 0.25}) {
        Room room(1, 1);
        if (share < 1.0) room.m.s[col::contracts].list.front().weeks = 100;  // a window of four weeks
        for (const double uses : {1.0, 3.0, 9.0, 27.0, 81.0, 140.0, 140.0}) {
            room.live(1, share);
            CHECK(room.uses() == doctest::Approx(uses));
        }
        room.live(50, share);
        CHECK(room.uses() == doctest::Approx(140.0));
        CHECK(room.weeks() == 57.0);
        if (share < 1.0) continue;
        room.brings() = 5.0;  // 14 will do
        for (const double uses : {140.0 / 3.0, 140.0 / 9.0, 14.0, 14.0}) {
            room.live();
            CHECK(room.uses() == doctest::Approx(uses));
        }
    }
}

TEST_CASE("under a quota that nobody is sure of, a dial settles within two per cent of the best that there is") {
    constexpr double doubt = 0.3;
    Room room(30, 4);
    room.m.p.behaviour().dial_step = 1000.0;
    std::fill_n(room.doubts[0], block_rows_limit, doubt);
    for (std::uint32_t k = 0; k < room.people(); ++k) {
        const auto u = room.m.draws.uniforms(Purpose::theory, 0, {k, 0});
        room.base[k] = 5.0 + 80.0 * u[0];
        room.brings(k) = 0.1 + 3.0 * u[1];
        room.felt.pressure[k] = 3.0 + 10.0 * u[2];
        room.m.s[col::reluctance][person(k)] = 0.0;
    }
    room.m.p.behaviour().setup_cost_per_hour = 0.0;
    room.live(5);
    const auto expected = [](double s) {
        return s * normal_cdf(-std::log(s) / doubt - 0.5 * doubt) + normal_cdf(std::log(s) / doubt - 0.5 * doubt);
    };
    for (std::uint32_t k = 0; k < room.people(); ++k) {
        const auto worth = [&](double uses) {
            const double value = room.base[k] + uses * room.brings(k);
            const double far = std::fmax(0.0, std::log(value / std::fmax(100.0, 3.0 * room.base[k])));
            return 0.5 * room.felt.pressure[k] * (expected(value / 100.0) - expected(room.base[k] / 100.0)) -
                   0.75 * far * far - Room::bother(uses);
        };
        double best = 0.0;
        for (int j = 1; j <= 4000; ++j) best = std::fmax(best, worth(1000.0 * std::pow(1e-5, 1.0 - j / 4000.0)));
        CHECK(worth(room.uses(k)) > 0.98 * best);
    }
}

TEST_CASE("who nearly meets a quota makes sure of it and goes no further, and who is beyond it does not begin") {
    Room room(1, 4);
    std::fill_n(room.doubts[0], block_rows_limit, 0.15), std::fill_n(room.felt.pressure, block_rows_limit, 1.2);
    room.m.p.behaviour().setup_cost_per_hour = 0.0, fill(room.m.s[col::reluctance], 0.0);
    room.base = {40.0, 75.0, 90.0, 125.0};
    room.live(20);
    for (std::uint32_t k = 0; k < 3; ++k) {
        CHECK(room.base[k] + 0.5 * room.uses(k) > 100.0);
        CHECK(room.base[k] + 0.5 * room.uses(k) < 145.0);  // of up to 270 that are plausible
    }
    CHECK(room.uses(3) == 0.0);
}

TEST_CASE("three times what one reaches without it is plausible, and so is the target, but for a rank") {
    const auto value = [](Payoff payoff, double base, double cost) {
        Room room(1, 1, payoff);
        room.m.s[col::published_spread][0] = 50.0;
        room.m.p.behaviour().setup_cost_per_hour = room.m.s[col::reluctance][person(0)] = 0.0;
        room.m.p.behaviour().conspicuous_cost = cost, room.base[0] = base;
        room.live(20);
        return base + 0.5 * room.uses();
    };
    CHECK(value(Payoff::linear, 10.0, 1000.0) == doctest::Approx(100.0));
    for (const auto& [payoff, base] : {std::pair{Payoff::linear, 40.0}, std::pair{Payoff::rank, 10.0}}) {
        CHECK(value(payoff, base, 1000.0) < 3.03 * base);  // settings are tried in steps of a seventh at last
        CHECK(value(payoff, base, 1000.0) > 2.5 * base);
        CHECK(value(payoff, base, 1.0) > 3.2 * base);
    }
}

TEST_CASE("nobody has more run than is possible, however little that is of what is asked") {
    for (const auto payoff : {Payoff::linear, Payoff::quota}) {
        Room room(1, 1, payoff);
        room.m.practices[0].value.uses_limit_per_day = 30.0;
        room.m.p.behaviour().conspicuous_cost = room.m.p.behaviour().setup_cost_per_hour = 0.0;
        for (const double uses : {1.0, 3.0, 9.0, 27.0, 30.0, 30.0}) {
            room.live();
            CHECK(room.uses() == uses);
        }
    }
}

TEST_CASE("no pay-off, target or effect breaks a dial") {
    for (const auto payoff : {Payoff::linear, Payoff::quota, Payoff::threshold, Payoff::rank})
        for (const double pressure : {-1e300, 1e300})
            for (const double target : {1e-300, 1e300})
                for (const double top : {-1e300, 0.0, 1e-300, 1e300}) {
                    Room room(1, 1, payoff);
                    room.felt.pressure[0] = pressure, room.m.s[col::target][0] = target;
                    room.brings() = top;
                    room.m.s[col::status_concern][person(0)] = 1e300;
                    room.board.shown = true, room.m.s[col::board_people][0] = 2.0;
                    room.live(20);
                    CHECK(room.uses() >= 0.0);
                    CHECK(room.uses() <= 1000.0);
                }
}

TEST_CASE("a block of teams turns its own dials, by its own wits, luck and shame") {
    const auto begins = [](double chance, double more_reluctant) {
        Room room(2, 1);
        room.m.s[col::sophistication][person(0)] = 0.0;
        room.run(0, 100.0);  // elsewhere, so the shame is whole
        room.m.p.behaviour().setup_per_week = chance;
        room.m.s[col::reluctance][person(1)] = (0.7 - Room::bother(140.0) - 0.15) / 0.8 + more_reluctant;
        fill(room.m.s[col::metric_numerator][0], 30.0);
        room.board.sums[0].top = room.m.s[col::metric_numerator][0].data() + 1;
        Today today = room.m.today(4);
        today.block = {.first_team = 1, .last_team = 2, .first_row = 1, .last_row = 2, .width = 1};
        choose_dials(today, room.felt, room.board, room.m.view<DialView>());
        CHECK(room.weeks(0) == 5.0);
        CHECK(room.uses(0) == 100.0);
        return room.weeks(1) == 1.0;
    };
    const double luck = Draws(1, 0).uniforms(Purpose::dials, 0, {1, 0})[0];
    CHECK(begins(luck + 1e-6, -1e-3));
    CHECK_FALSE(begins(luck - 1e-6, -1e-3));
    CHECK_FALSE(begins(1.0, 1e-3));
}
