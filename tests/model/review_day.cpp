// A day of reviews as a whole: what comes back, what presses, who owns the code, which rows are whose.
#include <doctest/doctest.h>

#include <cmath>
#include <strathern/params/agents.hpp>
#include <strathern/params/organisation.hpp>
#include <strathern/params/people.hpp>
#include <strathern/params/quality.hpp>
#include <strathern/params/review.hpp>

#include "micro.hpp"
#include "model/review/review.hpp"

using namespace strathern;
using namespace strathern::test;

namespace {

constexpr int today_is = 10;

/// Teams of two. A change of 100 lines is read at a rate of 1 / 50: care of 1 log reads
/// 50 minutes. There are no defects.
struct ReviewDay {
    Micro m;

    explicit ReviewDay(std::uint32_t teams = 1, std::uint32_t pool_teams = 1) {
        m.p.organisation().overhead_share = 0.0;
        m.p.quality().ci_minutes = 0.0, m.p.quality().ci_failure_share = 0.0;
        Review& r = m.p.review();
        r.minutes_law = ReviewLaw::chosen;
        r.start_minutes = 0.0, r.minutes_per_line = 1.0, r.detection = 2.0, r.read_share = 1.0;
        r.sitting_lines = 1e9, r.tiring_minutes = 0.0, r.impatience = 0.0, r.return_share = 0.0;
        r.sessions_per_day = 1, r.abandon_days = 5.0, r.pickup = Pickup::first_come;
        r.return_minutes = 0.0, r.second_look_share = 1.0;
        m.lay_out(teams, 2);
        m.s.layout.pool_teams = pool_teams;
        for (std::uint32_t t = 0; t < teams; t += pool_teams) flow(t).in_review.resize(pool_teams * 2);
    }
    Review& rules() { return m.p.review(); }
    Flow& flow(std::uint32_t pool = 0) { return m.s[col::flow][team(pool)]; }
    /// Somebody has the whole day for reviews.
    void reviews(std::uint32_t k, double log_care = 1.0) {
        m.s[col::share][review][person(k)] = 1.0;
        m.s[col::log_care][person(k)] = log_care - std::log(2.0);  // the pace of finding
        m.scratch.chosen[k] = 480.0;
    }
    /// A change that waits from a minute of today on.
    Pending change(std::uint32_t author, int minute, std::uint32_t pool = 0) {
        const ChangeRef place = flow(pool).hold();
        Change& c = flow(pool).pool[place];
        c.author = author, c.seat = author / 2 * seats_per_team + author % 2, c.code_team = author / 2;
        c.ordinal = place, c.opened = minute_of(today_is, minute), c.lines = 100.0;
        for (double& u : c.luck) u = 0.5;
        return {c.opened, author, place};
    }
    void run(int day = today_is) { review_changes(m.today(day), m.view<ReviewView>()); }
    double spent(std::uint32_t k) { return m.s[col::week_review_minutes][person(k)]; }
    double count(std::uint32_t k) { return m.s[col::week_reviews][person(k)]; }
    double merged(std::uint32_t t = 0) { return m.s[col::changes_merged][team(t)]; }
};

}  // namespace

TEST_CASE("what comes back today joins what arrives, by minute, what comes back tomorrow does not") {
    ReviewDay d;
    d.rules().minutes_law = ReviewLaw::fixed;
    d.rules().minutes_mean = 100.0;
    d.reviews(1);
    d.flow().arriving = {d.change(0, 50), d.change(0, 160)};
    d.flow().returning = {d.change(0, 480), d.change(0, 60), d.change(0, 485), d.change(0, -20), d.change(0, 479)};
    d.run();
    // From 0: the one that was back already; then those of 50, 60 and 160; the one of 479 at 479, a minute of it.
    CHECK(d.merged() == 4.0);
    CHECK(d.m.s[col::merge_minutes][team(0)] == (100.0 + 20.0) + (200.0 - 50.0) + (300.0 - 60.0) + (400.0 - 160.0));
    CHECK(d.flow().in_review[1].minutes_left == 99);
    CHECK(d.flow().arriving.empty());
    CHECK(d.flow().waiting_count() == 0);
    REQUIRE(d.flow().returning.size() == 2);
    CHECK(d.flow().returning[0].minute == minute_of(today_is, 480));
    CHECK(d.flow().returning[1].minute == minute_of(today_is, 485));
    d.run(today_is + 1);
    CHECK(d.merged() == 7.0);
    CHECK(d.flow().returning.empty());
}

TEST_CASE("a wait is counted from the opening, and once") {
    ReviewDay d;
    d.reviews(1);
    Pending p = d.change(0, -30);
    p.minute += 50;  // its owner has checked it first
    d.flow().arriving = {p};
    Change& c = d.flow().pool[p.change];
    c.urgent = true;
    c.luck[2] = 0.0;                // the first review sends it back,
    d.rules().return_share = 1e-9;  // the second has new luck
    d.run();
    CHECK(d.count(1) == 2.0);
    CHECK(d.merged() == 1.0);
    CHECK(d.m.s[col::first_reviews][team(0)] == 1.0);
    CHECK(d.m.s[col::first_review_wait][team(0)] == 50.0);
    CHECK(d.m.s[col::week_wait][team(0)] == 50.0);
    CHECK(d.m.s[col::urgent_reviews][team(0)] == 1.0);
    CHECK(d.m.s[col::urgent_review_wait][team(0)] == 50.0);
    CHECK(d.m.s[col::owed_minutes][person(0)] == d.rules().rework_minutes);
    CHECK(d.spent(1) == 100.0);
}

TEST_CASE("the queue of the morning takes reading time from every review of the day") {
    ReviewDay d;
    d.rules().impatience = 0.5;
    d.reviews(1, 1.0 + std::log(2.0));
    d.m.s[col::reviewers][team(0)] = 2.0;
    for (int k = 0; k < 4; ++k) d.flow().waiting.push_back(d.change(0, k - 90));  // two for each reviewer
    d.run();
    CHECK(d.merged() == 4.0);
    CHECK(d.spent(1) == 4 * 50.0);  // ln (1 + 0.5 x 2) less
}

TEST_CASE("what comes in the course of the day does not press, nor what has been given up") {
    ReviewDay d;
    d.rules().impatience = 0.5;
    d.reviews(1, 1.0 + std::log(1.5));
    d.m.s[col::reviewers][team(0)] = 2.0;
    d.flow().waiting = {d.change(0, -9000), d.change(0, -80), d.change(0, -70)};  // one for each reviewer
    d.flow().arriving = {d.change(0, 1), d.change(0, 2)};
    d.flow().returning = {d.change(0, -10)};
    d.run();
    CHECK(d.m.s[col::changes_abandoned][team(0)] == 1.0);
    CHECK(d.merged() == 5.0);
    CHECK(d.spent(1) == 5 * 50.0);
}

TEST_CASE("an empty morning presses on nobody, neither does a queue without reviewers") {
    ReviewDay d, nobody_counts;
    for (ReviewDay* one : {&d, &nobody_counts}) {
        one->rules().impatience = 10.0;
        one->reviews(1);
    }
    d.m.s[col::reviewers][team(0)] = 1.0;
    d.flow().arriving = {d.change(0, 0), d.change(0, 1)};
    d.run();
    CHECK(d.spent(1) == 100.0);
    nobody_counts.flow().waiting = {nobody_counts.change(0, -5)};
    nobody_counts.run();
    CHECK(nobody_counts.spent(1) == 50.0);
}

TEST_CASE("pressure takes reading time, motivation gives it") {
    ReviewDay d;
    d.m.p.people().care_per_motivation = 0.2;
    d.reviews(1);
    d.m.s[col::hour_gain][person(1)] = 0.6;
    d.m.s[col::motivation][person(1)] = 1.0;  // 1 + 0.2 - 0.6
    d.flow().waiting = {d.change(0, -5)};
    d.run();
    CHECK(d.spent(1) == 30.0);
}

TEST_CASE("reviewers tire within a day and are fresh the next") {
    ReviewDay d(2);  // the second team's queue
    d.rules().tiring_minutes = 100.0;
    d.reviews(3);
    d.flow(1).waiting = {d.change(2, -5, 1), d.change(2, -4, 1)};
    d.run();
    CHECK(d.spent(3) == 50.0 + 41.0);  // (1 - 50/100) / (0.01 e^(-1/2) + 0.01)
    d.flow(1).waiting.push_back(d.change(2, 100, 1));
    d.run(today_is + 1);
    CHECK(d.spent(3) == 50.0 + 41.0 + 50.0);
}

TEST_CASE("minutes of a review that goes on from yesterday tire as well") {
    ReviewDay d;
    d.rules().tiring_minutes = 100.0;
    d.reviews(1);
    d.flow().waiting = {d.change(0, -9), d.change(0, -8)};
    d.flow().in_review[1] = {0, 50, 0, 0, 0, false};
    d.flow().head = 1;
    d.run();
    CHECK(d.merged() == 2.0);
    CHECK(d.spent(1) == 50.0 + 41.0);
}

TEST_CASE("who only glances, without a minute of getting into it, lets the change pass unread at once") {
    ReviewDay d;
    d.reviews(1);
    d.m.s[col::glance][person(1)] = 1.0;
    d.flow().waiting = {d.change(0, -5)};
    d.flow().arriving = {d.change(0, 7), d.change(0, 7)};
    d.flow().pool[1].unwanted = true;  // passes too, because nobody reads it
    d.run();
    CHECK(d.merged() == 3.0);
    CHECK(d.m.s[col::changes_unread][team(0)] == 3.0);
    CHECK(d.m.s[col::changes_rejected][team(0)] == 0.0);
    CHECK(d.m.s[col::merge_minutes][team(0)] == 5.0);
    CHECK(d.spent(1) == 0.0);
    CHECK(d.count(1) == 3.0);
}

TEST_CASE("each pool has its own queue and reviewers, each block its own rows") {
    ReviewDay d(3);
    for (std::uint32_t t = 0; t < 3; ++t) d.flow(t).waiting = {d.change(2 * t, -5, t)};
    // Scratch is counted from the block's first row: person 5 is the second of a block of the third team.
    d.m.s[col::share][review][person(5)] = 1.0;
    d.m.s[col::log_care][person(5)] = 1.0 - std::log(2.0);
    d.m.scratch.chosen[1] = 480.0;
    Today today = d.m.today(today_is);
    today.block = {2, 3, 4, 6, 2};
    review_changes(today, d.m.view<ReviewView>());
    CHECK(d.merged(2) == 1.0);
    CHECK(d.spent(5) == 50.0);
    CHECK(d.m.s[col::carried_minutes][person(5)] == 430.0);
    for (std::uint32_t t = 0; t < 2; ++t) CHECK(d.flow(t).waiting_count() == 1);
}

TEST_CASE("teams with one queue read each other's changes, others do not") {
    for (const std::uint32_t pool_teams : {1u, 2u}) {
        ReviewDay d(2, pool_teams);
        d.reviews(3);
        d.flow().waiting = {d.change(0, -5)};
        d.run();
        CHECK(d.merged(0) == (pool_teams == 2 ? 1.0 : 0.0));
        CHECK(d.merged(1) == 0.0);
        CHECK(d.m.s[col::reviews][team(0)] == (pool_teams == 2 ? 1.0 : 0.0));
    }
}

TEST_CASE("teams with one queue are pressed by all of it, over all of their reviewers") {
    ReviewDay d(2, 2);
    d.rules().impatience = 1.0;
    d.rules().unfamiliar_factor = 1.0;
    d.reviews(3, 1.0 + std::log(1.5));
    d.m.s[col::reviewers][team(0)] = 3.0, d.m.s[col::reviewers][team(1)] = 1.0;
    d.flow().waiting = {d.change(0, -5), d.change(2, -4)};
    d.run();
    CHECK(d.spent(3) == 100.0);  // half a change for each
}

TEST_CASE("where code has owners it is for them, as long as another of them than the author reviews") {
    struct Case {
        bool owners_only;
        std::uint32_t code_team;
        double reviewers;  // of that team
        bool author_reviews;
        bool stranger_reads;
    };
    // The change is by person 0 of team 0; person 2 of team 1 has time, no other.
    for (const Case& k :
         {Case{true, 0, 1.0, false, false}, Case{true, 0, 1.0, true, true}, Case{true, 0, 2.0, true, false},
          Case{true, 0, 0.0, false, true}, Case{false, 0, 2.0, false, true}, Case{true, 1, 1.0, true, true},
          Case{true, 2, 1.0, true, false}, Case{true, 2, 0.0, true, true}}) {
        ReviewDay d(3, 3);
        d.rules().code_owners = k.owners_only;
        d.reviews(2, 5.0);
        d.m.s[col::reviewers][team(k.code_team)] = k.reviewers;
        d.m.s[col::share][review][person(0)] = k.author_reviews ? 0.1 : 0.0;
        d.flow().waiting = {d.change(0, -5)};
        d.flow().pool[0].code_team = k.code_team;
        d.run();
        CHECK(d.count(2) == (k.stranger_reads ? 1.0 : 0.0));
        CHECK(d.flow().waiting_count() == (k.stranger_reads ? 0 : 1));
    }
}

TEST_CASE("owners read their own team's code, but not their own changes") {
    ReviewDay d(2, 2);
    d.rules().code_owners = true;
    d.reviews(0);
    d.m.s[col::reviewers][team(0)] = 1.0;
    d.flow().waiting = {d.change(0, -5), d.change(1, -4)};
    d.run();
    CHECK(d.count(0) == 1.0);
    REQUIRE(d.flow().waiting_count() == 1);
    CHECK(d.flow().waiting[d.flow().head].author == 0);
}

TEST_CASE("a team without a neighbour asks no owners") {
    ReviewDay d;
    d.rules().code_owners = true;
    d.reviews(1);
    d.flow().waiting = {d.change(0, -5)};
    d.run();
    CHECK(d.merged() == 1.0);
}

TEST_CASE("an agent's change is not for the one it was passed to, but for the others") {
    ReviewDay d;
    d.m.p.agents().owner_checks = false;
    d.reviews(0), d.reviews(1);
    Pending p = d.change(0, -5);
    Change& c = d.flow().pool[p.change];
    c.ordinal = of_agent;           // 2^31 and the round leave 1 when divided by 2: rework is for person 1
    c.luck[2] = 0.0;                // sent back once
    d.rules().return_share = 1e-9;  // and not again
    d.flow().waiting = {p};
    d.run();
    CHECK(d.count(1) == 1.0);
    CHECK(d.count(0) == 1.0);
    CHECK(d.m.s[col::owed_minutes][person(1)] == d.rules().rework_minutes);
    CHECK(d.m.s[col::owed_minutes][person(0)] == 0.0);
    CHECK(d.merged() == 1.0);
}

TEST_CASE("a single change presses as a queue of that length does") {
    ReviewDay d;
    d.rules().impatience = 0.5;
    d.reviews(1, 1.0 + std::log(1.5));
    d.m.s[col::reviewers][team(0)] = 1.0;
    d.flow().waiting = {d.change(0, -5)};
    d.run();
    CHECK(d.spent(1) == 50.0);  // ln (1 + 0.5 x 1) less
}
