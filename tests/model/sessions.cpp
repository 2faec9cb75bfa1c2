// When people review: in sessions of whole minutes, and what becomes of the minutes that nobody needs.
#include <doctest/doctest.h>

#include <strathern/params/review.hpp>

#include "micro.hpp"
#include "model/review/sessions.hpp"

using namespace strathern;
using namespace strathern::test;

namespace {

/// Three sessions of 20 minutes: 10 to 30, 170 to 190, 330 to 350.
constexpr SessionRules thirds{3, 160};

Reviewers one_reviewer(const SessionRules& rules, std::int32_t begin, std::int32_t length) {
    Reviewers all(rules);
    all.invite(person(5), begin, length);
    return all;
}

}  // namespace

TEST_CASE("the day is cut into as many parts as there are sessions") {
    Micro m;
    for (int sessions = 1; sessions <= 8; ++sessions) {
        m.p.review().sessions_per_day = sessions;
        CHECK(session_rules(m.p.review()).sessions == sessions);
        CHECK(session_rules(m.p.review()).stride == 480 / sessions);
    }
}

TEST_CASE("review time is cut into equal sessions of whole minutes, at a time that luck decides") {
    Micro m;
    m.lay_out(2, 2);
    struct Case {
        double share, chosen, luck;
        int length, begin;
    };
    const Case cases[] = {{0.5, 303.0, 0.5, 75, 83},        // 151.5 minutes in two parts; 0.5 x (240 - 75 + 1)
                          {0.5, 300.0, 0.999999, 75, 165},  // up to the end of its half day
                          {0.5, 300.0, 0.0, 75, 0},         // and from its first minute on
                          {1.0, 600.0, 0.999999, 240, 0}};  // more than half a day's worth
    SessionPlan plan;
    for (std::uint32_t k = 0; k < 4; ++k) {
        m.s[col::share][review][person(k)] = cases[k].share;
        m.s[col::share][build][person(k)] = 0.1;
        m.scratch.chosen[k] = cases[k].chosen, m.scratch.session[k] = cases[k].luck;
    }
    plan_sessions(m.today(), {2, 240}, plan, m.view<SessionsView>());
    for (std::uint32_t k = 0; k < 4; ++k) {
        CHECK(plan.offered[k] == cases[k].share * cases[k].chosen);
        CHECK(plan.length[k] == cases[k].length);
        CHECK(plan.begin[k] == cases[k].begin);
    }
    // The second team as a block of its own.
    Today today = m.today();
    today.block = {1, 2, 2, 4, 2};
    m.s[col::share][review][person(3)] = 0.2;
    plan_sessions(today, {2, 240}, plan, m.view<SessionsView>());
    CHECK(plan.offered[1] == doctest::Approx(60.0));
}

TEST_CASE("what was spent is counted, what was not is carried over") {
    Micro m;
    m.lay_out(2, 2);
    SessionPlan plan{};
    const double offered[] = {100.0, 50.0, 30.0, 20.0}, used[] = {70.0, 50.0, 0.0, 5.0};
    for (std::uint32_t k = 0; k < 4; ++k) plan.offered[k] = offered[k];
    m.s[col::week_review_minutes][person(0)] = 11.0;
    m.s[col::review_minutes][team(0)] = 7.0, m.s[col::review_minutes_offered][team(0)] = 9.0;
    close_accounts(m.today(), plan, used, m.view<AccountsView>());
    CHECK(m.s[col::carried_minutes][person(0)] == 30.0);
    CHECK(m.s[col::carried_minutes][person(1)] == 0.0);
    CHECK(m.s[col::carried_minutes][person(3)] == 15.0);
    CHECK(m.s[col::week_review_minutes][person(0)] == 81.0);
    CHECK(m.s[col::week_review_minutes][person(3)] == 5.0);
    CHECK(m.s[col::review_minutes][team(0)] == 127.0);
    CHECK(m.s[col::review_minutes_offered][team(0)] == 159.0);
    CHECK(m.s[col::review_minutes][team(1)] == 5.0);
    CHECK(m.s[col::review_minutes_offered][team(1)] == 50.0);
    CHECK(m.s[col::minutes_idle][team(0)] == 0.0);
}

TEST_CASE("a block keeps its own accounts") {
    Micro m;
    m.lay_out(2, 1, 1);
    SessionPlan plan{};
    plan.offered[0] = 100.0, plan.offered[1] = 50.0;  // of the second team's rows, 2 and 3
    const double used[] = {60.0, 20.0};
    Today today = m.today();
    today.block = {1, 2, 2, 4, 2};
    close_accounts(today, plan, used, m.view<AccountsView>());
    CHECK(m.s[col::carried_minutes][person(2)] == 40.0);
    CHECK(m.s[col::carried_minutes][person(3)] == 0.0);
    CHECK(m.s[col::carried_minutes][person(0)] == 0.0);
    CHECK(m.s[col::week_review_minutes][person(2)] == 60.0);
    CHECK(m.s[col::minutes_idle][team(1)] == 30.0);
    CHECK(m.s[col::review_minutes][team(1)] == 80.0);
    CHECK(m.s[col::review_minutes_offered][team(0)] == 0.0);
}

TEST_CASE("dedicated reviewers are idle when nothing is to be reviewed, engineers build instead") {
    Micro m;
    m.lay_out(1, 2, 1);
    SessionPlan plan{};
    const double used[] = {0.0, 0.0, 300.0};
    plan.offered[0] = 60.0, plan.offered[2] = 420.0;
    for (int day = 0; day < 2; ++day) close_accounts(m.today(day), plan, used, m.view<AccountsView>());
    CHECK(m.s[col::carried_minutes][person(0)] == 60.0);
    CHECK(m.s[col::carried_minutes][person(2)] == 0.0);
    CHECK(m.s[col::minutes_idle][team(0)] == 240.0);
}

TEST_CASE("a reviewer is free in sessions only") {
    const Reviewers all = one_reviewer(thirds, 10, 20);
    struct Case {
        int from, free, until;
    };
    for (const Case& k : {Case{-90, 10, 30}, Case{10, 10, 30}, Case{29, 29, 30}, Case{30, 170, 190},
                          Case{169, 170, 190}, Case{180, 180, 190}, Case{190, 330, 350}, Case{349, 349, 350}}) {
        const Free free = free_from(thirds, all[0], k.from);
        CHECK(free.minute == k.free);
        CHECK(free.until == k.until);
    }
    CHECK(free_from(thirds, all[0], 350).minute >= never);
    CHECK(free_from(thirds, all[0], 479).minute >= never);
    const Reviewers single = one_reviewer({1, 480}, 10, 20);
    CHECK(free_from({1, 480}, single[0], 29).minute == 29);
    CHECK(free_from({1, 480}, single[0], 30).minute >= never);
    const Reviewers without_gap = one_reviewer({2, 240}, 0, 240);
    CHECK(free_from({2, 240}, without_gap[0], 240).minute == 240);
    CHECK(free_from({2, 240}, without_gap[0], 480).minute >= never);
}

TEST_CASE("a review is interrupted at the end of a session and goes on in the next") {
    Reviewers all = one_reviewer(thirds, 10, 20);
    Reviewer& r = all[0];
    Spent spent = all.spend(r, 5);
    CHECK(spent.minutes == 5);
    CHECK(spent.end == 15);
    CHECK(r.now == 15);
    spent = all.spend(r, 15);  // to the end of the first session
    CHECK(spent.minutes == 15);
    CHECK(spent.end == 30);
    CHECK(r.now == 170);
    spent = all.spend(r, 25);  // all of the second, 5 minutes of the third
    CHECK(spent.minutes == 25);
    CHECK(spent.end == 335);
    CHECK(r.until == 350);
    spent = all.spend(r, 100);  // more than the day has
    CHECK(spent.minutes == 15);
    CHECK(spent.end == 350);
    CHECK(r.now == never);
    CHECK(!all.anybody_free());
    CHECK(all.spend(r, 1).minutes == 0);
}

TEST_CASE("who takes a change later has let the time before go by") {
    Reviewers all = one_reviewer(thirds, 10, 20);
    all.wait_until(all[0], 180);
    CHECK(all[0].now == 180);
    CHECK(all[0].until == 190);
    CHECK(free_from(thirds, all[0], 0).minute == 180);
    CHECK(all.spend(all[0], 15).end == 335);
}

TEST_CASE("turns go by minute, then by seat, who has no time is not asked") {
    Reviewers all(thirds);
    all.invite(person(0), 0, 0);  // does not review today
    all.invite(person(1), 40, 20);
    all.invite(person(2), 10, 20);
    all.invite(person(3), 10, 20);
    REQUIRE(all.count() == 3);
    CHECK(all[0].row == person(1));
    const auto anybody = [](const Reviewer&) { return false; };
    CHECK(all.first_turn(0, anybody) == 10 * turns_per_minute + 1);
    CHECK(all.first_turn(0, [](const Reviewer& r) { return r.row == person(2); }) == 10 * turns_per_minute + 2);
    CHECK(all.first_turn(35, anybody) == 40 * turns_per_minute);
    CHECK(all.turn_of(0, 0) == 40 * turns_per_minute);
    CHECK(all.turn_of(2, 35) == 170 * turns_per_minute + 2);
    CHECK(all.first_turn(0, [](const Reviewer&) { return true; }) >= nobody);
    CHECK(all.first_turn(400, anybody) >= nobody);
    CHECK(all.anybody_free());
    for (std::uint32_t k = 0; k < 2; ++k) all[k].now = never;
    CHECK(all.anybody_free());
    all[2].now = never;
    CHECK(!all.anybody_free());
}

TEST_CASE("a minute is enough for a session, nothing is not") {
    Reviewers all(thirds);
    all.invite(person(0), 10, 0);
    all.invite(person(1), 10, 1);
    REQUIRE(all.count() == 1);
    CHECK(all[0].row == person(1));
}
