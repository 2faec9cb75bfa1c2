// How do ways of working spread? Whom people meet, what they see, and what they come upon.
#include <doctest/doctest.h>

#include <cmath>
#include <strathern/params/activities.hpp>
#include <strathern/params/behaviour.hpp>
#include <strathern/params/definitions.hpp>
#include <strathern/params/organisation.hpp>

#include "micro.hpp"

using namespace strathern;
using namespace strathern::test;

namespace {

constexpr int day = 14;  // in week 2

/// A practice that is seen by whoever meets somebody at it, with a habit of so much.
Named<Practice> practice(double habit_share = 0.1) {
    Practice p;
    p.habit_share = habit_share;
    p.visible_share = 1.0;
    return {"practice", p};
}

/// Nobody meets anybody, and nothing is come upon.
void alone(Micro& m) {
    m.p.behaviour().discovery_per_year = m.p.behaviour().contact_per_week = 0.0;
    m.p.behaviour().first_share = 0.01;
    m.p.activities().habit_sd_log = 0.0;
}

/// Everybody meets somebody of the team each week.
void in_touch(Micro& m) {
    alone(m);
    m.p.behaviour().contact_per_week = 1.0;
}

void learn(Micro& m) { learn_practices(m.today(day), m.view<LearnView>()); }

std::array<double, 4> encounters(const Micro& m, std::uint32_t row, std::uint32_t block = 0) {
    const Slot slot{m.s[col::luck_seat][person(row)], m.s[col::luck_number][person(row)]};
    return m.draws.uniforms(Purpose::contact, 2, slot, block);
}

double habit(const Micro& m, std::size_t k, std::uint32_t row) {
    return m.s[col::habit][first_practice + k][person(row)];
}

}  // namespace

TEST_CASE("a colleague is anybody of the team but oneself, each as likely as the other") {
    Micro m;
    m.lay_out(2, 3, 1);
    const auto met = [&](std::uint32_t row, double u) {
        return index(colleague(person(row), u, m.view<ColleagueView>()));
    };
    for (const double u : {0.01, 0.49}) {
        CHECK(met(4, u) == 5);
        CHECK(met(5, u) == 4);
        CHECK(met(6, u) == 4);
    }
    for (const double u : {0.5, 0.99}) {
        CHECK(met(4, u) == 6);
        CHECK(met(5, u) == 6);
        CHECK(met(6, u) == 5);
    }
    m.s[col::places][team(0)] = 1;
    CHECK(met(0, 0.7) == 0);
}

TEST_CASE("each practice is come upon at its rate, one at most a week") {
    Micro m;
    alone(m);
    m.p.behaviour().discovery_per_year = 52.0 * std::log(4.0 / 3.0);  // a chance of a quarter a week
    m.practices = {practice(), practice(), practice()};
    m.lay_out(2, 30);
    for (std::uint32_t row = 0; row < 60; ++row) m.s[col::luck_number][person(row)] = row % 2;
    learn(m);
    int found[4] = {};
    for (std::uint32_t row = 0; row < 60; ++row) {
        const auto quarter = static_cast<std::size_t>(encounters(m, row)[3] * 4.0);  // the last of them: nothing
        for (std::size_t k = 0; k < 3; ++k) CHECK(habit(m, k, row) == (k == quarter ? 0.1 : 0.0));
        ++found[quarter];
    }
    for (const int people : found) CHECK(people > 0);
    m.p.behaviour().discovery_per_year = 0.0;
    m.lay_out(2, 30);
    learn(m);
    for (std::uint32_t row = 0; row < 60; ++row) CHECK(habit(m, 0, row) == 0.0);
}

TEST_CASE("where a week is too short for all practices, each is come upon as often as any other") {
    Micro m;
    alone(m);
    m.p.behaviour().discovery_per_year = 52.0 * std::log(4.0);  // a chance of three quarters a week, of each
    m.practices = {practice(), practice(), practice()};
    m.lay_out(2, 30);
    for (std::uint32_t row = 0; row < 60; ++row) m.s[col::luck_number][person(row)] = row % 2;
    learn(m);
    int found[3] = {};
    for (std::uint32_t row = 0; row < 60; ++row) {
        const auto third = static_cast<std::size_t>(encounters(m, row)[3] * 3.0);
        for (std::size_t k = 0; k < 3; ++k) CHECK(habit(m, k, row) == (k == third ? 0.1 : 0.0));
        ++found[third];
    }
    for (const int people : found) CHECK(people > 10);
}

TEST_CASE("what is learnt begins with the habit or a first try, less what reluctance and stigma take") {
    Micro m;
    alone(m);
    m.p.behaviour().discovery_per_year = 1e6;  // the first practice is come upon for certain
    m.practices = {practice()};
    m.practices[0].value.stigma = 0.5;
    m.lay_out(1, 3);
    m.s[col::reluctance][person(0)] = 2.0;
    m.s[col::habit][first_practice][person(2)] = 0.03;
    learn(m);
    CHECK(habit(m, 0, 0) == doctest::Approx(0.1 * std::exp(-1.0)));
    CHECK(habit(m, 0, 1) == 0.1);
    CHECK(habit(m, 0, 2) == 0.03);  // known already
    m.practices[0].value.habit_share = 0.0;
    m.lay_out(1, 1);
    m.s[col::reluctance][person(0)] = 1.0;
    learn(m);
    CHECK(habit(m, 0, 0) == doctest::Approx(0.01 * std::exp(-0.5)));
}

TEST_CASE("nobody learns what is for a higher level, nor does an empty seat or a dedicated reviewer") {
    Micro m;
    alone(m);
    m.p.behaviour().discovery_per_year = 1e6;
    m.practices = {practice()};
    m.practices[0].value.least_level = Level::senior;
    m.lay_out(1, 4, 1);
    const std::uint8_t levels[] = {mid, senior, architect, senior, senior};
    for (std::uint32_t k = 0; k < 5; ++k) m.s[col::level][person(k)] = levels[k];
    m.s[col::active][person(3)] = 0.0;
    m.s[col::active][person(4)] = 1.0;
    learn(m);
    const double learnt[] = {0.0, 0.1, 0.1, 0.0, 0.0};
    for (std::uint32_t k = 0; k < 5; ++k) CHECK(habit(m, 0, k) == learnt[k]);
}

TEST_CASE("a practice is seen at a colleague as far as it can be seen and takes up the day") {
    const double used[] = {0.005, 0.01, 0.5}, chance[] = {0.4, 0.8, 0.8};  // a first try takes 0.01
    for (int law = 0; law < 3; ++law) {
        Micro m;
        in_touch(m);
        m.practices = {practice()};
        m.practices[0].value.visible_share = 0.8;
        m.lay_out(40, 2);
        for (std::uint32_t row = 0; row < 80; row += 2) m.s[col::chosen][first_practice][person(row)] = used[law];
        learn(m);
        int seen = 0;
        for (std::uint32_t row = 1; row < 80; row += 2) {
            const bool sees = encounters(m, row)[2] < chance[law];
            CHECK(habit(m, 0, row) == (sees ? 0.1 : 0.0));
            CHECK(habit(m, 0, row - 1) == 0.0);  // the other does nothing that could be seen
            seen += sees;
        }
        CHECK(seen > 0);
        CHECK(seen < 40);
    }
}

TEST_CASE("what people have always done teaches nobody, more of it does, and a dial that runs is seen to run") {
    Micro m;
    alone(m);
    m.practices = {practice(), practice(0.0), practice(), practice(0.0)};
    m.practices[2].value.opportunity = Opportunity::review;
    m.practices[3].value.opportunity = Opportunity::unattended;
    m.lay_out(1, 1);
    const auto seen = [&](std::size_t k, double chosen, double own) {
        m.s[col::chosen][first_practice + k][person(0)] = chosen;
        m.s[col::own_habit][first_practice + k][person(0)] = own;
        return use_to_be_seen(m.today(day), k, person(0), m.view<UseView>());
    };
    CHECK(seen(0, 0.1, 0.1) == 0.0);
    CHECK(seen(0, 0.105, 0.1) == doctest::Approx(0.5));  // a first try takes 0.01
    CHECK(seen(0, 0.3, 0.1) == 1.0);
    CHECK(seen(1, 0.005, 0.005) == doctest::Approx(0.5));  // nobody is used to it
    CHECK(seen(2, 0.6, 0.2) == doctest::Approx(0.4));      // on so many more of its occasions
    CHECK(seen(3, 20.0, 0.05) == 1.0);
    CHECK(seen(3, 0.0, 0.05) == 0.0);
}

TEST_CASE("people meet a colleague as often as they are in touch, whom luck picks, and nobody on an empty seat") {
    Micro m;
    in_touch(m);
    m.p.behaviour().contact_per_week = 0.6;
    m.practices = {practice(), practice()};
    m.lay_out(30, 3);
    for (std::uint32_t t = 0; t < 30; ++t) {
        m.s[col::chosen][first_practice][person(3 * t)] = 1.0;
        m.s[col::chosen][first_practice + 1][person(3 * t + 1)] = 1.0;
        if (t % 2 == 1) m.s[col::active][person(3 * t + 1)] = 0.0;
    }
    learn(m);
    for (std::uint32_t row = 2; row < 90; row += 3) {
        const auto u = encounters(m, row);
        CHECK(habit(m, 0, row) == (u[0] < 0.6 && u[1] < 0.5 ? 0.1 : 0.0));
        CHECK(habit(m, 1, row) == (u[0] < 0.6 && u[1] >= 0.5 && row / 3 % 2 == 0 ? 0.1 : 0.0));
    }
}

namespace {

/// Three teams of two engineers and one dedicated reviewer. Each engineer has long been seen at another practice, so
/// that what people learn tells whom they met.
void a_practice_each(Micro& m) {
    in_touch(m);
    m.p.behaviour().contact_outside_share = 1.0;
    m.p.organisation().engineers_count = 6;
    m.p.organisation().team_size = 2;
    m.practices.assign(6, practice());
    m.lay_out(3, 2, 1);
    m.s[col::seen_use].resize(6, 9);
    const std::uint32_t rows[] = {0, 1, 3, 4, 6, 7};
    for (std::size_t k = 0; k < 6; ++k) m.s[col::seen_use][k][person(rows[k])] = 1.0;
}

}  // namespace

TEST_CASE("contacts outside are with anybody of the organisation") {
    Micro m;
    a_practice_each(m);
    for (std::uint32_t number = 0; number < 20; ++number) {
        m.lay_out(3, 2, 1);
        a_practice_each(m);
        for (auto& luck : m.s[col::luck_number].values()) luck = number;
        learn(m);
        for (const std::uint32_t row : {0u, 1u, 3u, 4u, 6u, 7u}) {
            const auto met = static_cast<std::size_t>(encounters(m, row)[1] * 6.0);
            for (std::size_t k = 0; k < 6; ++k) CHECK(habit(m, k, row) == (k == met ? 0.1 : 0.0));
        }
    }
}

TEST_CASE("whoever has a former team meets people of it, for a part of the contacts outside") {
    Micro m;
    for (std::uint32_t number = 0; number < 20; ++number) {
        a_practice_each(m);
        m.p.behaviour().contact_former_share = 0.7;
        m.s[col::former_team][person(0)] = 1.0;
        m.s[col::former_team][person(7)] = 0.0;
        for (auto& luck : m.s[col::luck_number].values()) luck = number;
        learn(m);
        for (const std::uint32_t row : {0u, 7u}) {
            const double u = encounters(m, row)[1];
            const bool former = encounters(m, row, 1)[1] < 0.7;
            const std::size_t first = row == 0 ? 2 : 0;  // practice of the first of the former team
            const std::size_t met = former ? first + (u < 0.5 ? 0 : 1) : static_cast<std::size_t>(u * 6.0);
            for (std::size_t k = 0; k < 6; ++k) CHECK(habit(m, k, row) == (k == met ? 0.1 : 0.0));
        }
    }
}

TEST_CASE("the other contacts stay in the team, and outside it people are seen as they were last week") {
    Micro m;
    int outside = 0;
    for (std::uint32_t number = 0; number < 20; ++number) {
        a_practice_each(m);
        m.p.behaviour().contact_outside_share = 0.5;
        for (auto& luck : m.s[col::luck_number].values()) luck = number;
        for (std::size_t k = 1; k < 6; ++k)
            for (auto& seen : m.s[col::seen_use][k].values()) seen = 0.0;
        for (auto& seen : m.s[col::seen_use][0].values()) seen = 1.0;                   // all did this
        for (auto& hours : m.s[col::chosen][first_practice + 1].values()) hours = 1.0;  // and do that now
        learn(m);
        for (const std::uint32_t row : {0u, 4u}) {
            const bool elsewhere = encounters(m, row, 1)[0] < 0.5;
            CHECK(habit(m, 0, row) == (elsewhere ? 0.1 : 0.0));
            CHECK(habit(m, 1, row) == (elsewhere ? 0.0 : 0.1));
            outside += elsewhere;
        }
    }
    CHECK(outside > 0);
    CHECK(outside < 40);
}

TEST_CASE("a block by itself learns by the luck of its own people, and another learns nothing") {
    Micro m;
    alone(m);
    m.p.behaviour().discovery_per_year = 52.0 * std::log(2.0);
    m.practices = {practice()};
    m.lay_out(2, 20);
    for (std::uint32_t row = 0; row < 40; ++row) m.s[col::luck_number][person(row)] = row;
    Today today = m.today(day);
    today.block = {1, 2, 20, 40, 20};
    learn_practices(today, m.view<LearnView>());
    for (std::uint32_t row = 0; row < 40; ++row)
        CHECK(habit(m, 0, row) == (row >= 20 && encounters(m, row)[3] < 0.5 ? 0.1 : 0.0));
}

TEST_CASE("contacts outside are by the luck of the block's own people") {
    Micro m;
    for (std::uint32_t number = 0; number < 5; ++number) {
        a_practice_each(m);
        for (std::uint32_t row = 0; row < 9; ++row) m.s[col::luck_number][person(row)] = 7 * number + row;
        m.p.behaviour().contact_former_share = 0.5;
        m.s[col::former_team][person(3)] = 0.0;
        Today today = m.today(day);
        today.block = {1, 2, 3, 6, 3};
        learn_practices(today, m.view<LearnView>());
        const double u = encounters(m, 3)[1];
        const std::size_t met = encounters(m, 3, 1)[1] < 0.5 ? (u < 0.5 ? 0 : 1) : static_cast<std::size_t>(u * 6.0);
        for (std::size_t k = 0; k < 6; ++k) CHECK(habit(m, k, 3) == (k == met ? 0.1 : 0.0));
    }
}
