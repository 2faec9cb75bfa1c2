// What moves with a person who changes teams, and what stays on the seat? Every column is asked, by its declaration.
#include <doctest/doctest.h>

#include <map>
#include <strathern/params/behaviour.hpp>
#include <strathern/params/definitions.hpp>
#include <strathern/params/people.hpp>
#include <vector>

#include "micro.hpp"

using namespace strathern;
using namespace strathern::test;

namespace {

/// Rows of each lane of each column of numbers, by name. Those of the organisation are left out: they have no rows.
using Picture = std::map<std::string, std::vector<std::vector<double>>>;

Picture picture_of(const State& s, Owner owner) {
    Picture picture;
    each_column([&](auto column) {
        using C = decltype(column);
        if constexpr (C::kind == detail::Kind::numbers && C::info.owner != Owner::organisation) {
            if (C::info.owner != owner) return;
            each_lane(s[column], [&](const auto& lane) {
                picture[C::info.name].emplace_back(lane.values().begin(), lane.values().end());
            });
        }
    });
    return picture;
}

/// Gives every number of every row a value of its own, as far as its type can tell them apart.
void fill_in(State& s) {
    unsigned next = 0;
    each_column([&](auto column) {
        using C = decltype(column);
        if constexpr (C::kind == detail::Kind::numbers && C::info.owner != Owner::organisation)
            each_lane(s[column], [&](auto& lane) {
                for (auto& x : lane.values()) x = static_cast<typename C::Value>(++next % 200);
            });
    });
}

/// A metric that each engineer has a target for, published with a lag.
Named<Metric> slow_ratio() {
    Metric metric;
    metric.numerator = {{Signal::reviews, 1.0}};
    metric.denominator = {{Signal::tokens, 1.0}};
    metric.lag_weeks = 2;
    return {"slow", metric};
}

/// Two teams of one person each, who want to move at the end of every quarter, with something in every column.
void two_who_move(Micro& m) {
    m.p.people().moves_per_year = 1e6;
    m.p.behaviour().contact_outside_share = 0.1;
    m.practices = {{"a", Practice{}}, {"b", Practice{}}};
    m.regime.metrics = {slow_ratio(), slow_ratio()};
    m.regime.ratchet_scope = RatchetScope::own;
    m.lay_out(2, 1, 0, true);
    m.measure();
    look_around(m.today(), m.view<LookAroundView>());
    fill_in(m.s);
    for (std::uint32_t k = 0; k < 2; ++k) {
        m.s[col::active][person(k)] = 1.0;
        m.s[col::reviews_only][person(k)] = 0;
        m.s[col::places][team(k)] = 1;
    }
}

constexpr int last_day_of_quarter = weeks_per_quarter * days_per_week - 1;

/// What a newcomer to a team starts with, wherever they come from.
bool starts_again(const std::string& column) {
    return column == "former_team" || column == "familiarity" || column == "acuity";
}

/// Whether two people's numbers have changed places in every lane.
bool is_swapped(const std::vector<std::vector<double>>& before, const std::vector<std::vector<double>>& after) {
    bool all = before.size() == after.size();
    for (std::size_t lane = 0; all && lane < before.size(); ++lane)
        all = after[lane] == std::vector<double>{before[lane][1], before[lane][0]};
    return all;
}

std::size_t columns_of(Owner owner) {
    std::size_t sum = 0;
    each_column([&](auto column) {
        using C = decltype(column);
        sum += C::kind == detail::Kind::numbers && C::info.owner == owner;
    });
    return sum;
}

}  // namespace

TEST_CASE("every column of a person moves with the person, and every column of a seat stays") {
    Micro m;
    two_who_move(m);
    // Only people of the same level change places.
    m.s[col::level][person(0)] = m.s[col::level][person(1)] = 1;
    const Picture people = picture_of(m.s, Owner::person), seats = picture_of(m.s, Owner::seat),
                  teams = picture_of(m.s, Owner::team);
    REQUIRE(people.size() == columns_of(Owner::person));  // none is without a lane
    REQUIRE(seats.size() == columns_of(Owner::seat));
    change_teams(m.today(last_day_of_quarter), m.view<MovesView>());
    REQUIRE(m.s[col::moved][team(0)] == 1.0);
    REQUIRE(m.s[col::moved][team(1)] == 1.0);
    const Picture after = picture_of(m.s, Owner::person);
    for (const auto& column : people)
        if (!starts_again(column.first)) CHECK_MESSAGE(is_swapped(column.second, after.at(column.first)), column.first);
    CHECK(picture_of(m.s, Owner::seat) == seats);
    CHECK(picture_of(m.s, Owner::team) == teams);
}

TEST_CASE("targets, windows, counters, scores and luck are a person's, desks and what is owed for them are not") {
    Micro m;
    two_who_move(m);
    const Picture people = picture_of(m.s, Owner::person), seats = picture_of(m.s, Owner::seat);
    for (const char* name : {"own_target", "metric_numerator", "metric_denominator", "score", "last_score", "trust",
                             "usual_choice", "chosen", "own_habit", "dial_weeks", "variation", "week_tokens",
                             "week_minutes", "quarter_worth", "luck_seat", "luck_number", "carried_minutes", "level"})
        CHECK_MESSAGE(people.contains(name), name);
    for (const char* name : {"seat", "hired_before", "owed_minutes", "change_ordinal", "item_worth", "seen_use"})
        CHECK_MESSAGE(seats.contains(name), name);
}

TEST_CASE("people who change teams are new to the code and remember where they come from") {
    Micro m;
    two_who_move(m);
    m.p.people().unfamiliar_acuity = 0.625;
    m.s[col::level][person(0)] = m.s[col::level][person(1)] = 1;
    change_teams(m.today(last_day_of_quarter), m.view<MovesView>());
    for (std::uint32_t k = 0; k < 2; ++k) {
        CHECK(m.s[col::former_team][person(k)] == 1 - k);
        CHECK(m.s[col::familiarity][person(k)] == 0.0);
        CHECK(m.s[col::acuity][person(k)] == 0.625);
    }
}

TEST_CASE("nobody changes teams before the quarter ends, nor with somebody of another level") {
    Micro m;
    two_who_move(m);
    m.s[col::level][person(0)] = 1;
    m.s[col::level][person(1)] = 2;
    const Picture before = picture_of(m.s, Owner::person);
    change_teams(m.today(last_day_of_quarter), m.view<MovesView>());
    CHECK(picture_of(m.s, Owner::person) == before);
    m.s[col::level][person(1)] = 1;
    const Picture alike = picture_of(m.s, Owner::person);
    change_teams(m.today(last_day_of_quarter - days_per_week), m.view<MovesView>());
    CHECK(picture_of(m.s, Owner::person) == alike);
}

TEST_CASE("swapping two people exchanges all that is theirs, twice restores it") {
    Micro m;
    two_who_move(m);
    const Picture before = picture_of(m.s, Owner::person);
    swap_people(person(0), person(1), m.view<PersonColumnsView>());
    const Picture after = picture_of(m.s, Owner::person);
    for (const auto& column : before) CHECK_MESSAGE(is_swapped(column.second, after.at(column.first)), column.first);
    swap_people(person(0), person(1), m.view<PersonColumnsView>());
    CHECK(picture_of(m.s, Owner::person) == before);
}

TEST_CASE("a seat that a mover has left is hired for with luck of its own") {
    Micro m;
    two_who_move(m);
    m.s[col::seat][person(0)] = 0;
    m.s[col::seat][person(1)] = seats_per_team;
    m.s[col::hired_before][person(0)] = 3;
    swap_people(person(0), person(1), m.view<PersonColumnsView>());
    const std::uint32_t of_mover = m.s[col::luck_number][person(1)];
    seat_person(m.today(), person(0), m.view<SeatPersonView>());
    CHECK(m.s[col::luck_seat][person(0)] == 0);
    CHECK(m.s[col::luck_number][person(0)] == 3);
    CHECK(m.s[col::luck_number][person(1)] == of_mover);
}
