// What do people do without AI, and when it comes back?
#include <doctest/doctest.h>

#include <strathern/params/activities.hpp>
#include <strathern/params/agents.hpp>
#include <strathern/params/ai.hpp>
#include <strathern/params/behaviour.hpp>
#include <strathern/params/definitions.hpp>
#include <strathern/params/qa.hpp>

#include "micro.hpp"

using namespace strathern;
using namespace strathern::test;

namespace {

constexpr std::size_t cookbook = first_practice, design = first_practice + 1;

/// One person who builds by hand for half of the day, with AI for a fifth, writes cookbooks and designs for a tenth
/// each; only cookbooks need AI.
void one_person(Micro& m) {
    m.p.activities().build.habit_share = 0.5;
    m.p.activities().build_with_ai.habit_share = 0.2;
    m.p.activities().review.habit_share = 0.1;
    m.p.activities().habit_sd_log = 0.0;
    m.p.ai().adoption_sd_log = 0.0;
    Practice p;
    p.habit_share = 0.1;
    p.known_share = 1.0;
    m.practices = {{"cookbook", p}, {"design", p}};
    m.practices[0].value.needs = {Tool::ai};
    m.lay_out(1, 1);
    m.s[col::level][person(0)] = senior;
}

void settle(Micro& m) { settle_habits(m.today(), person(0), m.view<HabitsView>()); }

double habit(Micro& m, std::size_t option) { return m.s[col::habit][option][person(0)]; }
double hours(Micro& m, std::size_t option) { return m.s[col::chosen][option][person(0)]; }

/// A policy gives or takes access to AI.
void access(Micro& m, bool now, int morning = 10) {
    m.p.ai().access = now;
    Today today = m.today(10);
    today.morning = morning;
    settle_tools(today, m.view<SettleToolsView>());
}

}  // namespace

TEST_CASE("without AI its hours are worked by hand, and those of what needs it go to everything else") {
    Micro m;
    one_person(m);
    m.p.ai().access = false;
    settle(m);
    CHECK(hours(m, build) == doctest::Approx((0.5 + 0.2) / 0.9));  // a tenth, the cookbooks', is free
    CHECK(hours(m, build_with_ai) == 0.0);
    CHECK(hours(m, cookbook) == 0.0);
    CHECK(hours(m, design) == doctest::Approx(0.1 / 0.9));
    CHECK(habit(m, build_with_ai) == 0.0);
    CHECK(habit(m, cookbook) == 0.0);
}

TEST_CASE("access that is taken away ends at once, and habits return with it while hours follow by choice") {
    Micro m;
    one_person(m);
    settle(m);
    access(m, false);
    CHECK(hours(m, build) == doctest::Approx(0.7 / 0.9));
    CHECK(hours(m, build_with_ai) + hours(m, cookbook) == 0.0);
    access(m, false);  // nothing new
    CHECK(hours(m, build) == doctest::Approx(0.7 / 0.9));
    access(m, true);
    CHECK(habit(m, build) == doctest::Approx(0.5));
    CHECK(habit(m, build_with_ai) == doctest::Approx(0.2));
    CHECK(habit(m, cookbook) == doctest::Approx(0.1));
    CHECK(habit(m, design) == doctest::Approx(0.1));
    CHECK(hours(m, build) == doctest::Approx(0.7 / 0.9));
    CHECK(hours(m, build_with_ai) == 0.0);
}

TEST_CASE("access that a policy gives on the first morning is what people have always had") {
    Micro m;
    one_person(m);
    m.p.ai().access = false;
    m.s[col::ai_in_reach] = 0.0;
    settle(m);
    access(m, true, 0);
    CHECK(hours(m, build) == doctest::Approx(0.5));
    CHECK(hours(m, build_with_ai) == doctest::Approx(0.2));
    CHECK(hours(m, cookbook) == doctest::Approx(0.1));
}

TEST_CASE("who has drifted away from building takes up no more of AI than is left") {
    Micro m;
    one_person(m);
    settle(m);
    access(m, false);
    m.s[col::habit][build][person(0)] = 0.15;
    access(m, true);
    // The rest, 0.15 + 0.2 / 0.9 of 1, makes room for the cookbooks' tenth.
    const double room = (0.15 + 0.2 / 0.9 - 0.1) / (0.15 + 0.2 / 0.9);
    CHECK(habit(m, build_with_ai) == doctest::Approx(0.15 * room));
    CHECK(habit(m, build) == 0.0);
    CHECK(habit(m, cookbook) == doctest::Approx(0.1));
}

TEST_CASE("nobody comes upon a practice whose tool is missing") {
    Micro m;
    one_person(m);
    m.practices[0].value.known_share = m.practices[1].value.known_share = 0.0;
    m.p.behaviour().discovery_per_year = 10.0;
    m.p.ai().access = false;
    settle(m);
    m.s[col::active][person(0)] = 1.0;
    for (int day = 4; day < 2000; day += 5) learn_practices(m.today(day), m.view<LearnView>());
    CHECK(habit(m, design) > 0.0);
    CHECK(habit(m, cookbook) == 0.0);
}

TEST_CASE("without access to AI there are no agents, neither authors nor testers") {
    Parameters p;
    p.agents().per_team_count = 2;
    p.qa().access = true;
    p.ai().access = true;
    CHECK(InForce(p).agents_at_work());
    CHECK(InForce(p).qa_at_work());
    p.ai().access = false;
    CHECK_FALSE(InForce(p).agents_at_work());
    CHECK_FALSE(InForce(p).qa_at_work());
}
