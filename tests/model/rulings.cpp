// What follows when a policy takes a practice away or teaches it; and who knows one from the start, by level and team.
#include <doctest/doctest.h>

#include <bit>
#include <strathern/params/activities.hpp>
#include <strathern/params/ai.hpp>
#include <strathern/params/behaviour.hpp>
#include <strathern/params/definitions.hpp>
#include <vector>

#include "micro.hpp"

using namespace strathern;
using namespace strathern::test;

namespace {

constexpr std::size_t cookbook = first_practice, design = first_practice + 1;

/// People who build by hand for half of the day, with AI for a fifth, review, write cookbooks and design for a tenth
/// each; only cookbooks need AI. Everybody knows both practices, unless a test says otherwise.
void people(Micro& m, double known = 1.0, std::uint32_t teams = 1, std::uint32_t size = 1) {
    m.p.activities().build.habit_share = 0.5;
    m.p.activities().build_with_ai.habit_share = 0.2;
    m.p.activities().review.habit_share = 0.1;
    m.p.activities().habit_sd_log = 0.0;
    m.p.ai().adoption_sd_log = 0.0;
    Practice p;
    p.habit_share = 0.1;
    p.known_share = known;
    m.practices = {{"cookbook", p}, {"design", p}};
    m.practices[0].value.needs = {Tool::ai};
    m.lay_out(teams, size, 0, true);
    m.s[col::declared_habit][build] = 0.5;
    m.s[col::declared_habit][build_with_ai] = 0.2;
    m.s[col::declared_habit][review] = 0.1;
    for (std::uint32_t row = 0; row < teams * size; ++row) m.s[col::level][person(row)] = senior;
}

void settle(Micro& m, std::uint32_t row = 0) { settle_habits(m.today(), person(row), m.view<HabitsView>()); }

double habit(const Micro& m, std::size_t option, std::uint32_t row = 0) { return m.s[col::habit][option][person(row)]; }
double hours(const Micro& m, std::size_t option, std::uint32_t row = 0) {
    return m.s[col::chosen][option][person(row)];
}

/// What the phases of a policy's morning make of a ruling.
void rule(Micro& m, std::size_t option, std::uint8_t ruling, int morning = 10) {
    m.s[col::ruling][option - first_practice] = ruling;
    Today today = m.today(10);
    today.morning = morning;
    settle_tools(today, m.view<SettleToolsView>());
    shift_habits(today, m.view<ShiftHabitsView>());
    teach_people(today, m.view<TeachView>());
}

void access(Micro& m, bool now) {
    m.p.ai().access = now;
    Today today = m.today(10);
    today.morning = 10;
    settle_tools(today, m.view<SettleToolsView>());
}

/// Habits and hours of everybody.
std::vector<std::uint64_t> bits(const Micro& m) {
    std::vector<std::uint64_t> all;
    for (const auto* lanes : {&m.s[col::habit], &m.s[col::chosen], &m.s[col::shelved_habit], &m.s[col::usual_choice]})
        for (const auto& lane : *lanes)
            for (const double x : lane.values()) all.push_back(std::bit_cast<std::uint64_t>(x));
    return all;
}

}  // namespace

TEST_CASE("a practice taken away frees its hours at once, for everything else in proportion") {
    Micro m;
    people(m);
    settle(m);
    rule(m, design, taken_away);
    CHECK(hours(m, design) == 0.0);
    CHECK(hours(m, build) == doctest::Approx(0.5 / 0.9));          // of ten tenths, nine are left
    CHECK(hours(m, build_with_ai) == doctest::Approx(0.2 / 0.9));  // no tool is missing: building with AI goes on
    CHECK(hours(m, review) == doctest::Approx(0.1 / 0.9));
    CHECK(hours(m, cookbook) == doctest::Approx(0.1 / 0.9));
    CHECK(habit(m, design) == 0.0);
    CHECK(habit(m, build) == doctest::Approx(0.5 / 0.9));
    // What people learn from scores compares hours before and after: those that a policy moves teach nothing.
    CHECK(m.s[col::usual_choice][build][person(0)] == hours(m, build));
}

TEST_CASE("a practice that is taken away stays away on later mornings of the policy, and moves nothing more") {
    Micro m;
    people(m);
    settle(m);
    rule(m, design, taken_away);
    const auto before = bits(m);
    rule(m, design, taken_away);
    CHECK(bits(m) == before);
}

TEST_CASE("who has done nothing but what is taken away falls back on what they are used to") {
    Micro m;
    people(m);
    settle(m);
    for (std::size_t a = 0; a < m.s.layout.options; ++a) m.s[col::chosen][a][person(0)] = a == design ? 1.2 : 0.0;
    rule(m, design, taken_away);
    CHECK(hours(m, design) == 0.0);
    CHECK(hours(m, build) == doctest::Approx(1.2 * 0.5 / 0.9));  // the day stays as long as it was
}

TEST_CASE("nobody comes upon a practice that is taken away, nor sees it at colleagues") {
    Micro m;
    people(m, 0.0, 1, 2);
    m.practices[0].value.visible_share = m.practices[1].value.visible_share = 1.0;
    m.p.behaviour().discovery_per_year = 10.0;
    m.p.behaviour().contact_per_week = 1.0;
    settle(m, 0), settle(m, 1);
    rule(m, design, taken_away);
    // Even if a colleague's hours were not free yet.
    m.s[col::chosen][design][person(1)] = m.s[col::chosen][cookbook][person(1)] = 0.3;
    for (int day = 4; day < 2000; day += 5) learn_practices(m.today(day), m.view<LearnView>());
    CHECK(habit(m, cookbook) > 0.0);
    CHECK(habit(m, design) == 0.0);
}

TEST_CASE("a taught practice is known by all who may know it, as if from the start, and hours follow by choice") {
    Micro m;
    people(m, 0.0, 1, 3);
    m.practices[1].value.least_level = Level::senior;
    m.practices[1].value.stigma = 2.0;
    m.s[col::level][person(1)] = mid;
    m.s[col::reluctance][person(2)] = 1.0;
    for (std::uint32_t row = 0; row < 3; ++row) settle(m, row);
    rule(m, design, taught);
    CHECK(habit(m, design, 0) == doctest::Approx(0.1));
    CHECK(habit(m, design, 1) == 0.0);                                        // may not know it
    CHECK(habit(m, design, 2) == doctest::Approx(0.1 * 0.1353352832366127));  // exp(-2): frowned upon
    CHECK(habit(m, cookbook, 0) == 0.0);                                      // not taught
    CHECK(hours(m, design, 0) == 0.0);
    m.s[col::habit][design][person(0)] = 0.04;  // habits move on; what has been taught is not taught again
    rule(m, design, taught);
    CHECK(habit(m, design, 0) == 0.04);
}

TEST_CASE("what nobody is used to is taught as it is first tried") {
    Micro m;
    people(m, 0.0);
    m.practices[1].value.habit_share = 0.0;
    m.p.behaviour().first_share = 0.03;
    settle(m);
    rule(m, design, taught);
    CHECK(habit(m, design) == doctest::Approx(0.03));
}

TEST_CASE("taught on the first morning is known from the start, to the bit") {
    Micro taught_now, always_known;
    people(taught_now, 0.0), people(always_known, 0.0);
    always_known.practices[1].value.known_share = 1.0;
    taught_now.p.activities().habit_sd_log = always_known.p.activities().habit_sd_log = 0.4;
    settle(taught_now), settle(always_known);
    CHECK(bits(taught_now) != bits(always_known));
    rule(taught_now, design, taught, 0);
    CHECK(bits(taught_now) == bits(always_known));
    CHECK(hours(taught_now, design) > 0.0);
}

TEST_CASE("newcomers follow: they do without what is taken away and know what is taught") {
    Micro m;
    people(m, 1.0, 1, 2);
    m.practices[0].value.known_share = 0.0;
    rule(m, cookbook, taught);
    rule(m, design, taken_away);
    m.s[col::hired_before][person(0)] = 1;
    seat_person(m.today(), person(0), m.view<SeatPersonView>());
    CHECK(habit(m, cookbook) == doctest::Approx(0.1 / 0.9));  // a tenth of the day, and nine are left of ten
    CHECK(hours(m, cookbook) == habit(m, cookbook));
    CHECK(habit(m, design) == 0.0);
    CHECK(hours(m, design) == 0.0);
}

TEST_CASE("who rises to the level of a taught practice knows it then") {
    Micro m;
    people(m, 0.0);
    m.practices[1].value.least_level = Level::senior;
    m.s[col::level][person(0)] = mid;
    settle(m);
    rule(m, design, taught);
    CHECK(habit(m, design) == 0.0);
    m.s[col::level][person(0)] = senior;
    take_rights(m.today(), person(0), mid, m.view<TakeRightsView>());
    CHECK(habit(m, design) == doctest::Approx(0.1));
}

TEST_CASE("teaching what was taken away gives it back to those who had it and to all others") {
    Micro m;
    people(m, 0.0, 1, 2);
    settle(m, 0), settle(m, 1);
    for (std::size_t a = 0; a < m.s.layout.options; ++a) m.s[col::habit][a][person(1)] *= 0.75;
    m.s[col::habit][design][person(1)] = 0.25;  // got used to it in the meantime
    rule(m, design, taken_away);
    CHECK(habit(m, design, 1) == 0.0);
    rule(m, design, taught);
    CHECK(habit(m, design, 0) == doctest::Approx(0.1));
    CHECK(habit(m, design, 1) == doctest::Approx(0.25));
    CHECK(habit(m, build, 1) == doctest::Approx(0.75 * 0.5 / 0.8));
    CHECK(hours(m, design, 1) == 0.0);  // hours follow by choice
}

TEST_CASE("empty seats and dedicated reviewers are taught nothing") {
    Micro m;
    people(m, 0.0, 1, 2);
    m.s[col::reviews_only][person(0)] = 1;
    settle(m, 0), settle(m, 1);
    m.s[col::active][person(1)] = 0.0;
    rule(m, design, taught);
    CHECK(habit(m, design, 0) == 0.0);
    CHECK(habit(m, design, 1) == 0.0);
}

TEST_CASE("a tool that comes back does not bring back a practice that a policy has taken away, and the reverse") {
    Micro m;
    people(m);
    settle(m);
    access(m, false);
    rule(m, design, taken_away);
    access(m, true);
    CHECK(habit(m, design) == 0.0);
    CHECK(habit(m, cookbook) == doctest::Approx(0.1));  // what was put away comes back, the rest makes room
    CHECK(habit(m, build_with_ai) == doctest::Approx(0.2));
    CHECK(habit(m, build) == doctest::Approx(0.9 * 0.7 / 0.8 - 0.2));
    access(m, false);
    rule(m, design, taught);
    CHECK(habit(m, design) == doctest::Approx(0.1 / 0.9));  // of the nine tenths left without cookbooks
    CHECK(habit(m, cookbook) == 0.0);
    CHECK(habit(m, build_with_ai) == 0.0);
    // Who knows a practice without its tool is not taught it again.
    rule(m, cookbook, taught);
    CHECK(m.s[col::shelved_habit][cookbook][person(0)] == doctest::Approx(0.1));
    // Taught without its tool, a practice waits for it.
    rule(m, cookbook, taken_away);
    m.s[col::shelved_habit][cookbook][person(0)] = 0.0;
    rule(m, cookbook, taught);
    CHECK(habit(m, cookbook) == 0.0);
    access(m, true);
    CHECK(habit(m, cookbook) > 0.09);
}

TEST_CASE("what people are said to be used to moves under a practice that is away, and keeps its place for it") {
    Micro m;
    people(m);
    settle(m);
    rule(m, design, taken_away);
    m.p.activities().build.habit_share = 1.0;  // twice as much: 1.0, 0.2, 0.1, 0.1 and 0.1 of 1.5
    rule(m, design, taken_away);
    CHECK(habit(m, design) == 0.0);
    CHECK(habit(m, build) == doctest::Approx(1.0 / 1.4));
    CHECK(m.s[col::shelved_habit][design][person(0)] == doctest::Approx(0.1 / 1.5));
}

TEST_CASE("taking away what nobody knows moves nothing, to the bit, with all tools or without") {
    for (const bool ai : {true, false}) {
        Micro m;
        people(m);
        m.practices[1].value.known_share = 0.0;
        m.p.activities().habit_sd_log = 0.4;
        m.p.ai().adoption_sd_log = 0.0;
        settle(m);
        access(m, ai);
        const auto before = bits(m);
        rule(m, design, taken_away);
        CHECK(bits(m) == before);
    }
}

TEST_CASE("a level of which nobody knows a practice from the start does not, whatever others know") {
    Micro m;
    people(m, 0.0, 1, 4);
    m.practices[1].value.known_share[mid] = 1.0;
    for (std::uint32_t row = 0; row < 4; ++row) {
        m.s[col::level][person(row)] = static_cast<std::uint8_t>(row);
        settle(m, row);
        CHECK((habit(m, design, row) > 0.0) == (row == mid));
    }
    // Who rises keeps what they know and learns nothing by it.
    m.s[col::level][person(0)] = mid;
    take_rights(m.today(), person(0), junior, m.view<TakeRightsView>());
    CHECK(habit(m, design, 0) == 0.0);
}

TEST_CASE("a practice that a share of teams knows is known by all or none of a team, by the luck of the team") {
    constexpr std::uint32_t teams = 40, size = 3;
    Micro m;
    people(m, 1.0, teams, size);
    m.practices[1].value.known_teams_share = 0.5;
    std::uint32_t knowing = 0;
    for (std::uint32_t row = 0; row < teams * size; ++row) {
        settle(m, row);
        const Slot team{row / size, 0};
        const double u = m.draws.uniforms(Purpose::known_by_team, 0, team, 0)[1];  // the second practice
        CHECK((habit(m, design, row) > 0.0) == (u < 0.5));
        CHECK(habit(m, cookbook, row) > 0.0);
        knowing += habit(m, design, row) > 0.0 ? 1 : 0;
    }
    CHECK(knowing > 10 * size);
    CHECK(knowing < 30 * size);
    // Luck is that of the team for which somebody was hired, and goes with the person.
    for (std::uint32_t row = 1; row < teams * size; ++row) {
        m.s[col::luck_seat][person(0)] = m.s[col::luck_seat][person(row)];
        settle(m, 0);
        CHECK((habit(m, design, 0) > 0.0) == (habit(m, design, row) > 0.0));
    }
}
