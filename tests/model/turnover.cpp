// Who leaves and who comes, and what becomes of what lay on a seat?
#include <doctest/doctest.h>

#include <cmath>
#include <strathern/params/definitions.hpp>
#include <strathern/params/money.hpp>
#include <strathern/params/organisation.hpp>
#include <strathern/params/people.hpp>
#include <strathern/params/review.hpp>

#include "micro.hpp"

using namespace strathern;
using namespace strathern::test;

namespace {

const double ln_2 = std::log(2.0);

/// Everybody has some luck of their own, and half of the people leave in a week.
void half_leave(Micro& m, std::uint32_t teams, std::uint32_t size) {
    m.p.people().attrition_per_year = 52.0 * ln_2;
    m.p.people().attrition_per_motivation = 0.0;
    m.lay_out(teams, size);
    for (std::uint32_t row = 0; row < m.s.layout.rows(); ++row) m.s[col::luck_number][person(row)] = row % 3;
}

double luck_of_leaving(const Micro& m, int day, std::uint32_t row) {
    const Slot slot{m.s[col::luck_seat][person(row)], m.s[col::luck_number][person(row)]};
    return m.draws.uniforms(Purpose::attrition, static_cast<std::uint32_t>(day), slot)[0];
}

/// A hazard at which everybody leaves.
void all_leave(Micro& m) { m.p.people().attrition_per_year = 1e9; }

/// A change in the pool of a team, by its author.
void put_change(Flow& flow, std::uint32_t author) {
    Change change;
    change.author = author;
    flow.pool.push_back(change);
}

/// A team of two engineers and two seats of dedicated reviewers; nobody is there yet.
void empty_team(Micro& m) {
    m.p.organisation().team_size = 2;
    m.p.organisation().junior_share = 1.0;
    m.p.organisation().mid_share = 0.0;
    m.p.review().dedicated_reviewers_per_team = 1;
    m.lay_out(1, 2, 2);
    for (auto& active : m.s[col::active].values()) active = 0.0;
}

void fill(Micro& m, int morning) {
    Today today = m.today(morning - 1);
    today.morning = morning;
    fill_seats(today, m.view<FillSeatsView>());
}

}  // namespace

TEST_CASE("leaving has its own luck, of the person and the day") {
    Micro m;
    half_leave(m, 2, 30);
    m.s[col::active][person(7)] = 0.0;  // nobody there who could leave
    double leavers[2] = {};
    std::vector<bool> goes(60);
    for (std::uint32_t row = 0; row < 60; ++row) {
        goes[row] = row != 7 && luck_of_leaving(m, 14, row) < 0.5;
        leavers[row / 30] += goes[row];
    }
    let_leave(m.today(14), m.view<LeaveView>());
    for (std::uint32_t row = 0; row < 60; ++row) {
        CHECK(m.s[col::active][person(row)] == (goes[row] || row == 7 ? 0.0 : 1.0));
        CHECK(m.s[col::hired_before][person(row)] == (goes[row] ? 1 : 0));
    }
    CHECK(leavers[0] > 0.0);
    CHECK(m.s[col::leavers][team(0)] == leavers[0]);
    CHECK(m.s[col::leavers][team(1)] == leavers[1]);
}

TEST_CASE("the unmotivated leave sooner, the keen later") {
    Micro m;
    half_leave(m, 4, 30);
    m.p.people().attrition_per_motivation = std::log(4.0);
    // A standard deviation makes the hazard four times as large or small: 1 - 2^-4, 1 - 2^-1, 1 - 2^-(1/4).
    const double chance[] = {0.9375, 0.5, 0.15910358474628547};
    std::vector<bool> goes(120);
    for (std::uint32_t row = 0; row < 120; ++row) {
        m.s[col::motivation][person(row)] = static_cast<double>(row % 3) - 1.0;
        goes[row] = luck_of_leaving(m, 3, row) < chance[row % 3];
    }
    let_leave(m.today(3), m.view<LeaveView>());
    for (std::uint32_t row = 0; row < 120; ++row) CHECK(m.s[col::active][person(row)] == (goes[row] ? 0.0 : 1.0));
}

TEST_CASE("only people of the block leave, each by their own luck and motivation") {
    Micro m;
    half_leave(m, 2, 30);
    m.p.people().attrition_per_motivation = std::log(4.0);
    for (std::uint32_t row = 0; row < 60; ++row) m.s[col::motivation][person(row)] = row < 30 ? -9.0 : 0.0;
    Today today = m.today(3);
    today.block = {1, 2, 30, 60, 30};
    let_leave(today, m.view<LeaveView>());
    for (std::uint32_t row = 0; row < 60; ++row)
        CHECK(m.s[col::active][person(row)] == (row >= 30 && luck_of_leaving(m, 3, row) < 0.5 ? 0.0 : 1.0));
}

TEST_CASE("a leaver takes along hours, habits and what was half done, and leaves the seat empty for some time") {
    Micro m;
    half_leave(m, 1, 1);
    all_leave(m);
    m.p.people().vacancy_days = 45;
    for (auto* column : {&m.s[col::owed_minutes], &m.s[col::carried_minutes], &m.s[col::done_by_hand],
                         &m.s[col::done_with_ai], &m.s[col::chosen][build], &m.s[col::habit][review]})
        (*column)[person(0)] = 5.0;
    let_leave(m.today(14), m.view<LeaveView>());
    for (auto* column :
         {&m.s[col::active], &m.s[col::owed_minutes], &m.s[col::carried_minutes], &m.s[col::done_by_hand],
          &m.s[col::done_with_ai], &m.s[col::chosen][build], &m.s[col::habit][review]})
        CHECK((*column)[person(0)] == 0.0);
    CHECK(m.s[col::vacant_until][person(0)] == 59.0);
}

TEST_CASE("the next colleague who is there answers for a leaver's open changes, wherever they are") {
    Micro m;
    m.lay_out(1, 4);
    m.s[col::active][person(3)] = 0.0;
    Flow& flow = m.s[col::flow][team(0)];
    put_change(flow, 2);
    put_change(flow, 1);
    for (auto* queue : {&flow.waiting, &flow.returning, &flow.checking, &flow.taking_back, &flow.held})
        *queue = {{10, 2, 0}, {11, 1, 1}};
    clear_seat(person(2), 960, m.view<ClearSeatView>());  // seat 3 is empty, so the first person it is
    CHECK(flow.pool[0].author == 0);
    CHECK(flow.pool[1].author == 1);
    for (auto* queue : {&flow.waiting, &flow.returning, &flow.checking, &flow.taking_back, &flow.held}) {
        CHECK((*queue)[0].author == 0);
        CHECK((*queue)[1].author == 1);
    }
    clear_seat(person(0), 960, m.view<ClearSeatView>());
    CHECK(flow.pool[0].author == 1);
    clear_seat(person(1), 960, m.view<ClearSeatView>());  // nobody is left to answer
    CHECK(flow.pool[0].author == 1);
    CHECK(flow.pool[1].author == 1);
}

TEST_CASE("a colleague of the own team answers, and no dedicated reviewer") {
    Micro m;
    m.lay_out(2, 2, 1);
    m.s[col::active][person(5)] = 1.0;  // the dedicated reviewer of the second team
    Flow& flow = m.s[col::flow][team(1)];
    put_change(flow, 4);
    clear_seat(person(4), 960, m.view<ClearSeatView>());
    CHECK(flow.pool[0].author == 3);
}

TEST_CASE("a leaver's review goes back to the queue of the pool and waits anew") {
    Micro m;
    half_leave(m, 2, 2);
    m.s.layout.pool_teams = 2;
    Flow& flow = m.s[col::flow][team(0)];
    flow.in_review.assign(4, {});
    put_change(flow, 0);
    put_change(flow, 1);
    flow.in_review[3].change = 1;
    flow.in_review[3].minutes_left = 30;
    flow.in_review[1].minutes_left = 20;
    all_leave(m);
    for (const std::uint32_t row : {0u, 1u, 2u}) m.s[col::active][person(row)] = 0.0;
    let_leave(m.today(14), m.view<LeaveView>());
    REQUIRE(flow.waiting.size() == 1);
    CHECK(flow.waiting[0].minute == 15 * 480);  // from the next morning on
    CHECK(flow.waiting[0].author == 1);
    CHECK(flow.waiting[0].change == 1);
    CHECK(flow.in_review[3].minutes_left == 0);
    CHECK(flow.in_review[1].minutes_left == 20);
}

TEST_CASE("who has no review in hand puts nothing into the queue") {
    Micro m;
    m.lay_out(1, 2);
    put_change(m.s[col::flow][team(0)], 1);
    clear_seat(person(0), 960, m.view<ClearSeatView>());
    CHECK(m.s[col::flow][team(0)].waiting.empty());
}

TEST_CASE("a seat is filled on the first morning on which a hire may start, by another person, at a cost") {
    Micro m;
    empty_team(m);
    m.p.review().dedicated_reviewers_per_team = 0;
    m.p.money().salary_per_year = 1000.0;
    m.p.money().junior_pay_factor = 0.5;
    m.p.money().hiring_cost_share = 0.2;
    m.s[col::vacant_until][person(0)] = 10.0;
    m.s[col::vacant_until][person(1)] = 11.0;
    m.s[col::hired_before][person(0)] = 2;
    m.s[col::level][person(0)] = senior;
    fill(m, 10);
    CHECK(m.s[col::active][person(0)] == 1.0);
    CHECK(m.s[col::active][person(1)] == 0.0);
    CHECK(m.s[col::luck_number][person(0)] == 2);
    CHECK(m.s[col::level][person(0)] == junior);
    CHECK(m.s[col::item_started][person(0)] == 10 * 480);  // with an item in hand
    CHECK(m.s[col::hires][team(0)] == 1.0);
    CHECK(m.s[col::hiring_cost][team(0)] == doctest::Approx(0.2 * 0.5 * 1000.0));
    fill(m, 11);
    CHECK(m.s[col::active][person(1)] == 1.0);
    CHECK(m.s[col::active][person(0)] == 1.0);
    CHECK(m.s[col::hires][team(0)] == 2.0);  // whoever sits there already isn't hired again
}

TEST_CASE("people of the first morning cost no search") {
    Micro m;
    empty_team(m);
    fill(m, 0);
    CHECK(m.s[col::active][person(0)] == 1.0);
    CHECK(m.s[col::hires][team(0)] == 0.0);
    CHECK(m.s[col::hiring_cost][team(0)] == 0.0);
    fill(m, 1);
    CHECK(m.s[col::hires][team(0)] == 0.0);
}

TEST_CASE("as many dedicated reviewers are hired as are wanted, seniors without items, and no more kept") {
    Micro m;
    empty_team(m);
    fill(m, 5);
    CHECK(m.s[col::active][person(2)] == 1.0);
    CHECK(m.s[col::active][person(3)] == 0.0);
    CHECK(m.s[col::level][person(2)] == senior);
    CHECK(m.s[col::change_ordinal][person(2)] == 0);
    CHECK(m.s[col::change_ordinal][person(0)] == 1);
    CHECK(m.s[col::items_seen][team(0)] == 0);
    m.p.review().dedicated_reviewers_per_team = 2;
    fill(m, 10);
    CHECK(m.s[col::active][person(3)] == 1.0);
    Flow& flow = m.s[col::flow][team(0)];
    put_change(flow, 0);
    flow.in_review[2].minutes_left = 30;
    m.p.review().dedicated_reviewers_per_team = 0;
    fill(m, 15);
    CHECK(m.s[col::active][person(1)] == 1.0);
    CHECK(m.s[col::active][person(2)] == 0.0);
    CHECK(m.s[col::active][person(3)] == 0.0);
    REQUIRE(flow.waiting.size() == 1);
    CHECK(flow.waiting[0].minute == 15 * 480);
}

TEST_CASE("nobody is hired for a closed seat, nor beyond the members of a small team") {
    Micro m;
    m.lay_out(2, 3);
    m.p.organisation().team_size = 3;
    for (auto& active : m.s[col::active].values()) active = 0.0;
    m.s[col::places][team(1)] = 1;
    m.s[col::closed][person(1)] = 1.0;
    fill(m, 5);
    const double there[] = {1.0, 0.0, 1.0, 1.0, 0.0, 0.0};
    for (std::uint32_t row = 0; row < 6; ++row) CHECK(m.s[col::active][person(row)] == there[row]);
    m.s[col::closed][person(0)] = 1.0;
    fill(m, 10);
    CHECK(m.s[col::active][person(0)] == 0.0);
}

TEST_CASE("seats of another block are left alone") {
    Micro m;
    m.lay_out(2, 1);
    m.s[col::active][person(0)] = m.s[col::active][person(1)] = 0.0;
    Today today = m.today(4);
    today.block = {1, 2, 1, 2, 1};
    fill_seats(today, m.view<FillSeatsView>());
    CHECK(m.s[col::active][person(0)] == 0.0);
    CHECK(m.s[col::active][person(1)] == 1.0);
}

TEST_CASE("reviewers are those who are there and do review") {
    Micro m;
    m.lay_out(2, 3, 1);
    const double hours[] = {0.1, 0.2, 0.0, 1.0, 0.3, 0.0, 0.0, 0.0};
    for (std::uint32_t row = 0; row < 8; ++row) m.s[col::share][review][person(row)] = hours[row];
    m.s[col::active][person(1)] = 0.0;
    m.s[col::active][person(3)] = 1.0;  // a dedicated reviewer
    m.s[col::reviewers][team(0)] = 9.0;
    count_reviewers(m.today(), m.view<CountReviewersView>());
    CHECK(m.s[col::reviewers][team(0)] == 2.0);
    CHECK(m.s[col::reviewers][team(1)] == 1.0);
}

TEST_CASE("authors are those who are there and do build, by hand or with AI") {
    Micro m;
    m.lay_out(1, 4);
    const double by_hand[] = {0.5, 0.4, 0.0, 0.0}, with_ai[] = {0.0, 0.1, 0.3, 0.0};
    for (std::uint32_t k = 0; k < 4; ++k) {
        m.s[col::active][person(k)] = 1.0;
        m.s[col::share][build][person(k)] = by_hand[k];
        m.s[col::share][build_with_ai][person(k)] = with_ai[k];
    }
    m.s[col::active][person(1)] = 0.0;
    count_reviewers(m.today(), m.view<CountReviewersView>());
    CHECK(m.s[col::authors][team(0)] == 2.0);
    CHECK(others_at_work(team(0), m.view<View<Reads<col::authors>, Writes<>>>()) == 1.0);
}
