// How do choices become hours? Practices that go with something take their minutes first, and the others what is left.
#include <doctest/doctest.h>

#include <cmath>
#include <strathern/params/ai.hpp>
#include <strathern/params/definitions.hpp>
#include <strathern/params/organisation.hpp>
#include <strathern/params/work.hpp>

#include "micro.hpp"

using namespace strathern;
using namespace strathern::test;

namespace {

Named<Practice> practice(Opportunity what, double minutes) {
    Practice p;
    p.opportunity = what, p.minutes_per_use = minutes, p.setup_minutes = 60.0;
    return {"practice", p};
}

constexpr std::size_t at_changes = first_practice, at_reviews = first_practice + 1, at_prompts = first_practice + 2,
                      free_hours = first_practice + 3, dial = first_practice + 4;

/// 240 minutes a day are left to choose over. A practice of each kind, and two people a team, of whom the first one
/// chooses 0.3 by hand, 0.2 with AI, 0.3 of reviews and 0.1 of a free practice: 0.9 of a normal day.
struct Desk {
    Micro m;
    explicit Desk(std::uint32_t teams = 1) {
        m.p.organisation().overhead_share = 0.5;
        m.p.work().change_minutes = 60.0;
        m.p.ai().prompts_per_minute = 0.5;
        m.practices = {practice(Opportunity::change, 12.0), practice(Opportunity::review, 4.0),
                       practice(Opportunity::prompt, 1.0), practice(Opportunity::free, 30.0),
                       practice(Opportunity::unattended, 45.0)};
        m.lay_out(teams, 2);
        for (std::uint32_t k = 0; k < 2 * teams; k += 2) {
            m.s[col::skill][person(k)] = 1.2, m.s[col::ramp][person(k)] = 0.5;
            m.s[col::reviews_per_day][person(k)] = 6.0;
            choose(build, 0.3, k), choose(build_with_ai, 0.2, k), choose(review, 0.3, k), choose(free_hours, 0.1, k);
        }
    }
    void choose(std::size_t option, double what, std::uint32_t k = 0) { m.s[col::chosen][option][person(k)] = what; }
    void spend() { spend_hours(m.today(4), m.view<SpendView>()); }
    double share(std::size_t option, std::uint32_t k = 0) const { return m.s[col::share][option][person(k)]; }
    double all(std::uint32_t k = 0) const {
        double sum = 0.0;
        for (std::size_t a = 0; a < m.s.layout.options; ++a) sum += share(a, k);
        return sum;
    }
};

}  // namespace

TEST_CASE("occasions come with what is done: changes with effective work, prompts with AI, reviews as they were") {
    Desk desk;
    BlockColumn chances;
    const auto of = [&](Opportunity what, std::uint32_t k) {
        find_chances(desk.m.today(4), what, desk.m.view<ChancesView>(), chances);
        return chances[k];
    };
    // Half of the hours build, at 0.6 of a usual engineer's speed: 0.3 minutes of work a minute, a change in sixty.
    CHECK(of(Opportunity::change, 0) == doctest::Approx(0.005));
    CHECK(of(Opportunity::prompt, 0) == doctest::Approx(0.1));    // a fifth of a minute with AI, every other minute
    CHECK(of(Opportunity::review, 0) == doctest::Approx(0.025));  // six in 240 minutes
    for (const auto what : {Opportunity::change, Opportunity::prompt, Opportunity::review}) CHECK(of(what, 1) == 0.0);
}

TEST_CASE("parts of occasions take their minutes out of the day, and all hours shrink in proportion") {
    Desk desk;
    desk.choose(at_changes, 0.5), desk.choose(at_reviews, 0.3), desk.choose(at_prompts, 0.4);
    desk.spend();
    // 12 x 0.5 x 0.005 + 4 x 0.3 x 0.025 + 1 x 0.4 x 0.1 = 0.1 minutes beside 0.9 of hours, and 0.9 are to be had.
    const double left = 0.9;
    CHECK(desk.m.s[col::day_left][person(0)] == doctest::Approx(left));
    CHECK(desk.share(build) == doctest::Approx(0.3 * left));
    CHECK(desk.share(build_with_ai) == doctest::Approx(0.2 * left));
    CHECK(desk.share(review) == doctest::Approx(0.3 * left));
    CHECK(desk.share(free_hours) == doctest::Approx(0.1 * left));
    CHECK(desk.share(at_changes) == doctest::Approx(0.03 * left));
    CHECK(desk.share(at_reviews) == doctest::Approx(0.03 * left));
    CHECK(desk.share(at_prompts) == doctest::Approx(0.04 * left));
    CHECK(desk.all() == doctest::Approx(0.9));  // what was held back of the day stays held back
    CHECK(desk.all(1) == 0.0);                  // who chooses nothing has no occasions either
    CHECK(desk.m.s[col::day_left][person(1)] == 1.0);
}

TEST_CASE("however much is done on occasions, no more hours are spent than were chosen") {
    Desk desk;
    for (const double part : {0.01, 0.2, 1.0})
        for (const double reviews : {0.0, 30.0, 1e6}) {
            desk.choose(at_changes, part), desk.choose(at_reviews, part), desk.choose(at_prompts, part);
            desk.m.s[col::reviews_per_day][person(0)] = reviews;
            desk.spend();
            CHECK(desk.all() == doctest::Approx(0.9).epsilon(1e-12));
            CHECK(desk.share(build) / desk.share(review) == doctest::Approx(1.0));
            CHECK(desk.share(build) < 0.3);
        }
}

TEST_CASE("where nobody uses an occasion, hours are what was chosen, to the bit") {
    Desk desk;
    desk.choose(dial, 700.0);  // runs by itself
    desk.m.s[col::dial_weeks][dial - first_practice][person(0)] = 9.0;
    for (std::uint32_t week = 0; week < 200; ++week) {
        const auto u = desk.m.draws.uniforms(Purpose::theory, week, {0, 0});
        desk.choose(build, u[0]), desk.choose(build_with_ai, u[1]), desk.choose(review, u[2]);
        desk.choose(free_hours, u[3]);
        desk.spend();
        CHECK(desk.m.s[col::day_left][person(0)] == 1.0);
        CHECK(desk.share(build) == u[0]);
        CHECK(desk.share(build_with_ai) == u[1]);
        CHECK(desk.share(review) == u[2]);
        CHECK(desk.share(free_hours) == u[3]);
        for (const std::size_t option : {at_changes, at_reviews, at_prompts, dial}) CHECK(desk.share(option) == 0.0);
    }
}

TEST_CASE("setting a dial up takes its minutes in its first week only, however often it runs") {
    Desk desk;
    const auto set_up = [&](double weeks, double uses) {
        desk.m.s[col::dial_weeks][dial - first_practice][person(0)] = weeks;
        desk.choose(dial, uses);
        desk.spend();
        return desk.share(dial);
    };
    CHECK(set_up(0.0, 0.0) == 0.0);
    // An hour of a week of twenty: 0.05 beside 0.9 of hours, and 0.9 are to be had.
    const double left = 0.9 / 0.95;
    CHECK(set_up(1.0, 1.0) == doctest::Approx(0.05 * left));
    CHECK(desk.share(build) == doctest::Approx(0.3 * left));
    CHECK(desk.all() == doctest::Approx(0.9));
    CHECK(set_up(1.0, 1000.0) == doctest::Approx(0.05 * left));
    for (const double weeks : {2.0, 3.0, 50.0}) {
        CHECK(set_up(weeks, 1000.0) == 0.0);
        CHECK(desk.share(build) == 0.3);
    }
}

TEST_CASE("a block of teams spends hours for itself") {
    Desk desk(2);
    desk.choose(at_changes, 1.0, 0), desk.choose(at_changes, 1.0, 2);
    fill(desk.m.s[col::share][build], 7.0);
    Today today = desk.m.today(4);
    today.block = {.first_team = 1, .last_team = 2, .first_row = 2, .last_row = 4, .width = 2};
    spend_hours(today, desk.m.view<SpendView>());
    CHECK(desk.share(build, 0) == 7.0);
    CHECK(desk.share(build, 2) == doctest::Approx(0.3 * 0.9 / 0.96));
    CHECK(desk.share(at_changes, 2) == doctest::Approx(0.06 * 0.9 / 0.96));
}
