// What are people used to, and is each option's luck its own?
#include <doctest/doctest.h>

#include <set>
#include <strathern/params/activities.hpp>
#include <strathern/params/ai.hpp>
#include <strathern/params/definitions.hpp>
#include <strathern/params/review.hpp>

#include "core/variates.hpp"
#include "micro.hpp"

using namespace strathern;
using namespace strathern::test;

namespace {

/// A practice that everybody knows and that takes this share of the hours.
Named<Practice> practice(const char* name, double habit_share) {
    Practice p;
    p.habit_share = habit_share;
    p.known_share = 1.0;
    p.stigma = 0.0;
    return {name, p};
}

void habits(Micro& m, double by_hand, double with_ai, double reviewing) {
    m.p.activities().build.habit_share = by_hand;
    m.p.activities().build_with_ai.habit_share = with_ai;
    m.p.activities().review.habit_share = reviewing;
    m.p.activities().habit_sd_log = 0.0;
    m.p.ai().adoption_sd_log = 0.0;
}

}  // namespace

TEST_CASE("no two options share a draw, and no block is beyond the last") {
    std::set<std::pair<std::uint32_t, std::size_t>> places;
    constexpr std::size_t options = 512;
    for (std::size_t option = 0; option < options; ++option) {
        const HabitBlocks block = habit_blocks(option);
        CHECK(block.inclination < block_limit);
        CHECK(block.knows < block_limit);
        places.insert({block.inclination, option % 4});
        places.insert({block.knows, option % 4});
    }
    CHECK(places.size() == 2 * options);
}

TEST_CASE("the first sixteen options keep the luck that they have always had") {
    for (std::size_t option = 0; option < 16; ++option) {
        CHECK(habit_blocks(option).inclination == option / 4);
        CHECK(habit_blocks(option).knows == 4 + option / 4);
    }
}

TEST_CASE("hours start as habits that fill the day, however many practices there are") {
    Micro m;
    habits(m, 0.4, 0.2, 0.2);
    for (int k = 0; k < 40; ++k) m.practices.push_back(practice("practice", 0.005));
    m.lay_out(1, 1);
    m.s[col::level][person(0)] = senior;
    settle_habits(m.today(), person(0), m.view<HabitsView>());
    CHECK(m.s[col::chosen].size() == 43);
    CHECK(m.s[col::chosen][build][person(0)] == doctest::Approx(0.4));
    CHECK(m.s[col::chosen][review][person(0)] == doctest::Approx(0.2));
    for (std::size_t k = 0; k < 40; ++k) {
        CHECK(m.s[col::habit][first_practice + k][person(0)] == doctest::Approx(0.005));
        CHECK(m.s[col::chosen][first_practice + k][person(0)] == m.s[col::habit][first_practice + k][person(0)]);
    }
}

TEST_CASE("people are inclined to what their level allows, and get used to more as they rise") {
    Micro m;
    habits(m, 0.6, 0.2, 0.2);
    m.p.review().rights = Level::mid;
    m.practices = {practice("design", 0.1)};
    m.practices[0].value.least_level = Level::senior;
    m.lay_out(1, 1);
    settle_habits(m.today(), person(0), m.view<HabitsView>());
    CHECK(m.s[col::habit][build][person(0)] == doctest::Approx(0.75));
    CHECK(m.s[col::habit][review][person(0)] == 0.0);
    CHECK(m.s[col::habit][first_practice][person(0)] == 0.0);
    m.s[col::level][person(0)] = mid;
    take_rights(m.today(), person(0), junior, m.view<TakeRightsView>());
    CHECK(m.s[col::habit][review][person(0)] == doctest::Approx(0.2));
    CHECK(m.s[col::habit][first_practice][person(0)] == 0.0);
    m.s[col::habit][review][person(0)] = 0.3;  // what was learnt since is not drawn again
    m.s[col::level][person(0)] = senior;
    take_rights(m.today(), person(0), mid, m.view<TakeRightsView>());
    CHECK(m.s[col::habit][review][person(0)] == 0.3);
    CHECK(m.s[col::habit][first_practice][person(0)] == doctest::Approx(0.1));
}

TEST_CASE("a dedicated reviewer reviews and does nothing else") {
    Micro m;
    habits(m, 0.6, 0.2, 0.2);
    m.lay_out(1, 1, 1);
    m.s[col::level][person(1)] = senior;
    settle_habits(m.today(), person(1), m.view<HabitsView>());
    CHECK(m.s[col::chosen][review][person(1)] == 1.0);
    CHECK(m.s[col::chosen][build][person(1)] == 0.0);
}

TEST_CASE("habits move by the ratio of what is declared, and hours with them on the first morning only") {
    Micro m;
    habits(m, 0.5, 0.25, 0.25);
    m.lay_out(1, 1);
    for (std::size_t a = 0; a < first_practice; ++a) {
        m.s[col::declared_habit][a] = a == build ? 0.5 : 0.25;
        m.s[col::habit][a][person(0)] = m.s[col::chosen][a][person(0)] = a == build ? 0.6 : 0.2;
    }
    // Twice as much with AI: odds of 2/3, and of both together 4/3: 0.64, 0.42667, 0.2 of 1.26667.
    m.p.activities().build_with_ai.habit_share = 0.5;
    Today today = m.today(10);
    today.morning = 10;
    shift_habits(today, m.view<ShiftHabitsView>());
    CHECK(m.s[col::habit][build][person(0)] == doctest::Approx(0.96 / 1.9));
    CHECK(m.s[col::habit][build_with_ai][person(0)] == doctest::Approx(0.64 / 1.9));
    CHECK(m.s[col::chosen][build][person(0)] == 0.6);
    CHECK(m.s[col::declared_habit][build_with_ai] == 0.5);
    shift_habits(today, m.view<ShiftHabitsView>());  // nothing new is declared
    CHECK(m.s[col::habit][build][person(0)] == doctest::Approx(0.96 / 1.9));
    m.p.activities().build_with_ai.habit_share = 0.25;
    today.morning = 0;
    shift_habits(today, m.view<ShiftHabitsView>());
    CHECK(m.s[col::chosen][build][person(0)] == doctest::Approx(0.6));
    CHECK(m.s[col::chosen][build_with_ai][person(0)] == doctest::Approx(0.2));
}
