// What comes of a review: the change is turned down, sent back or approved.
#include <doctest/doctest.h>

#include <cmath>
#include <strathern/params/agents.hpp>
#include <strathern/params/quality.hpp>
#include <strathern/params/review.hpp>

#include "micro.hpp"
#include "model/review/queue.hpp"

using namespace strathern;
using namespace strathern::test;

namespace {

/// The last minute of a review of a change by the first person of the second team of a pool; the last of the first team
/// has read it. It is day 2, and a minute after the review the last checks are over.
struct Outcome {
    Micro m;
    double used[6] = {};
    InReview hand;

    Outcome() {
        m.p.quality().ci_minutes = 1.0, m.p.quality().ci_failure_share = 0.0;
        Review& r = m.p.review();
        r.rework_minutes = 20.0, r.rework_minutes_per_defect = 40.0;
        r.return_minutes = 0.0;
        m.lay_out(2, 3);
        m.s.layout.pool_teams = 2;
        Change c;
        c.author = 3, c.seat = seats_per_team, c.ordinal = 9, c.code_team = 1, c.lines = 110.0;
        c.opened = minute_of(1, 50);
        c.line_defects = 5, c.design_defects = 4, c.requirement_defects = 3;
        c.read = true;
        for (double& u : c.luck) u = 0.5;
        flow().pool = {c};
    }
    Flow& flow() { return m.s[col::flow][team(0)]; }
    Change& change() { return flow().pool[0]; }
    double owed(std::uint32_t k) { return m.s[col::owed_minutes][person(k)]; }
    void found(std::uint16_t line, std::uint16_t design, std::uint16_t requirement) {
        hand.line_defects_found = line, hand.design_defects_found = design,
        hand.requirement_defects_found = requirement;
        hand.sent_back = true;
    }
    void finish(std::int32_t end = 100) {
        const Today today = m.today(2);
        finish_review({today, team(0), used}, person(2), hand, end, m.view<OutcomesView>());
    }
};

}  // namespace

TEST_CASE("a change in which nothing is found is approved at the end of its review") {
    Outcome o;
    o.finish(100);
    CHECK(o.m.s[col::changes_merged][team(1)] == 1.0);
    CHECK(o.m.s[col::merge_minutes][team(1)] == 480 + 51);  // from minute 50 of day 1 to minute 101 of day 2
    CHECK(o.m.s[col::reviews][team(1)] == 1.0);
    CHECK(o.m.s[col::reviews][team(0)] == 0.0);
    CHECK(o.m.s[col::week_reviews][person(2)] == 1.0);
    CHECK(o.m.s[col::week_findings][person(2)] == 0.0);
    CHECK(o.m.s[col::week_lessons][person(3)] == 0.0);
    CHECK(o.owed(3) == 0.0);
    CHECK(o.flow().waiting_count() + o.flow().returning.size() == 0);
}

TEST_CASE("a review that takes the last minute of the day ends with the first of the next") {
    Outcome o, before;
    o.finish(480);
    CHECK(o.m.s[col::changes_merged][team(1)] == 1.0);  // on day 3, not waiting for its checks since day 2
    CHECK(o.m.s[col::merge_minutes][team(1)] == 480 + 431);
    before.finish(479);  // its checks end tomorrow
    CHECK(before.m.s[col::changes_merged][team(1)] == 0.0);
    REQUIRE(before.flow().checking.size() == 1);
    CHECK(before.flow().checking[0].minute == minute_of(3, 0));
}

TEST_CASE("what is found is taken out, counted, and taught to the author once a review") {
    Outcome o;
    o.m.s[col::week_lessons][person(3)] = 2.0;
    o.found(3, 1, 2);
    o.finish();
    CHECK(o.change().line_defects == 2);
    CHECK(o.change().design_defects == 3);
    CHECK(o.change().requirement_defects == 1);
    CHECK(o.m.s[col::week_findings][person(2)] == 6.0);
    CHECK(o.m.s[col::defects_found][team(1)] == 4.0);
    CHECK(o.m.s[col::requirement_defects_found][team(1)] == 2.0);
    CHECK(o.m.s[col::defects_found][team(0)] == 0.0);
    CHECK(o.m.s[col::week_lessons][person(3)] == 3.0);
    CHECK(o.m.s[col::week_lessons][person(2)] == 0.0);
    CHECK(o.m.s[col::changes_merged][team(1)] == 0.0);
}

TEST_CASE("rework is owed by the author for the return and for each defect found") {
    Outcome nothing, some;
    nothing.hand.sent_back = true;
    nothing.finish();
    CHECK(nothing.owed(3) == 20.0);
    CHECK(nothing.m.s[col::week_lessons][person(3)] == 0.0);
    some.m.s[col::owed_minutes][person(3)] = 5.0;
    some.found(3, 1, 2);
    some.finish();
    CHECK(some.owed(3) == 5.0 + 20.0 + 6 * 40.0);
    CHECK(some.owed(2) == 0.0);
}

TEST_CASE("each kind of defect alone is a lesson") {
    for (int kind = 0; kind < 3; ++kind) {
        Outcome o;
        o.found(kind == 0, kind == 1, kind == 2);
        o.finish();
        CHECK(o.m.s[col::week_lessons][person(3)] == 1.0);
        CHECK(o.owed(3) == 60.0);
    }
}

TEST_CASE("a change that was sent back waits again as soon as the rework is done, behind those that came before") {
    Outcome o;
    const std::int32_t now = minute_of(2, 100);
    o.flow().waiting = {{now + 200, 1, 90}, {now - 300, 0, 91}, {now, 1, 92}, {now + 1, 1, 93}};
    o.flow().head = 1;  // the first has been taken already
    o.hand.sent_back = true;
    o.finish(100);
    REQUIRE(o.flow().waiting.size() == 5);
    CHECK(o.flow().head == 1);
    const ChangeRef order[] = {90, 91, 92, 0, 93};
    for (std::size_t k = 0; k < 5; ++k) CHECK(o.flow().waiting[k].change == order[k]);
    CHECK(o.flow().waiting[3].minute == now);
    CHECK(o.flow().waiting[3].author == 3);
    CHECK(o.flow().returning.empty());
}

TEST_CASE("nothing moves in front of what has been taken") {
    Outcome o;
    o.flow().waiting = {{minute_of(2, 200), 1, 90}, {minute_of(2, 210), 1, 91}};
    o.flow().head = 2;
    o.hand.sent_back = true;
    o.finish(100);
    REQUIRE(o.flow().waiting_count() == 1);
    CHECK(o.flow().waiting[2].change == 0);
}

TEST_CASE("a change that comes back after today stays with its author") {
    Outcome today, tomorrow;
    today.hand.sent_back = tomorrow.hand.sent_back = true;
    today.finish(479);
    CHECK(today.flow().waiting.size() == 1);
    tomorrow.finish(480);
    CHECK(tomorrow.flow().waiting.empty());
    REQUIRE(tomorrow.flow().returning.size() == 1);
    CHECK(tomorrow.flow().returning[0].minute == minute_of(3, 0));
    CHECK(tomorrow.flow().returning[0].author == 3);
}

TEST_CASE("the way back takes an exponential time, by the luck of the round") {
    for (std::uint8_t rounds = 0; rounds < 6; ++rounds) {
        Outcome o;
        o.m.p.review().return_minutes = 5000.0;
        o.change().rounds = rounds;
        o.hand.sent_back = true;
        o.finish(470);
        const std::uint32_t next = rounds + 1u;
        const double u = o.m.draws.uniforms(Purpose::reading, next, {seats_per_team, 9}, 1)[0];
        REQUIRE(o.flow().returning.size() == 1);
        CHECK(std::abs(o.flow().returning[0].minute - minute_of(2, 470) + 5000.0 * std::log(1.0 - u)) <= 0.5);
    }
}

TEST_CASE("a second round has new luck, of its own") {
    Outcome o;
    o.hand.sent_back = true;
    o.finish();
    CHECK(o.change().rounds == 1);
    const auto u = o.m.draws.uniforms(Purpose::reading, 1, {seats_per_team, 9}, 0);
    for (std::size_t word = 0; word < 4; ++word) {
        CHECK(o.change().luck[word] == u[word]);
        CHECK(o.change().luck[word] != 0.5);
    }
}

TEST_CASE("an unwanted change is turned down by whoever has read it, with all its defects") {
    Outcome o;
    o.change().unwanted = true;
    o.found(3, 1, 2);
    o.finish();
    CHECK(o.m.s[col::changes_rejected][team(1)] == 1.0);
    CHECK(o.m.s[col::defects_rejected][team(1)] == 9.0);  // 5 in lines and 4 of design
    CHECK(o.m.s[col::changes_rejected][team(0)] == 0.0);
    CHECK(o.m.s[col::reviews][team(1)] == 1.0);
    CHECK(o.m.s[col::week_reviews][person(2)] == 1.0);
    CHECK(o.m.s[col::changes_merged][team(1)] == 0.0);
    CHECK(o.m.s[col::defects_found][team(1)] == 0.0);
    CHECK(o.m.s[col::week_findings][person(2)] == 0.0);
    CHECK(o.m.s[col::week_lessons][person(3)] == 0.0);
    CHECK(o.owed(3) == 0.0);
    REQUIRE(o.flow().free.size() == 1);
    CHECK(o.flow().free[0] == 0);
}

TEST_CASE("nobody turns down what nobody has read, or what is wanted") {
    for (const bool unwanted : {false, true}) {
        Outcome o;
        o.change().unwanted = unwanted;
        o.change().read = !unwanted;
        o.finish();
        CHECK(o.m.s[col::changes_rejected][team(1)] == 0.0);
        CHECK(o.m.s[col::changes_merged][team(1)] == 1.0);
    }
}

TEST_CASE("the rework of an agent's change that nobody answers for goes round among the team") {
    // Ordinals of agents begin at 2^31, which leaves 2 when divided by 3; 4 and the number of the round on top.
    for (int round = 1; round <= 3; ++round) {
        Outcome o;
        o.m.p.agents().owner_checks = false;
        o.change().ordinal = of_agent + 4;
        o.change().rounds = static_cast<std::uint8_t>(round - 1);
        o.found(1, 0, 0);
        o.finish();
        const std::uint32_t next = 3 + (2 + 4 + static_cast<std::uint32_t>(round)) % 3;
        for (std::uint32_t k = 0; k < 6; ++k) CHECK(o.owed(k) == (k == next ? 60.0 : 0.0));
        CHECK(o.change().author == next);
        REQUIRE(o.flow().waiting.size() == 1);
        CHECK(o.flow().waiting[0].author == next);
        CHECK(o.m.s[col::week_lessons][person(3)] == 1.0);  // of whom it was until then
    }
}

TEST_CASE("owners and authors do their rework themselves, and so do those who have nobody to pass it on to") {
    struct Case {
        bool agent, owner_checks, somebody;
    };
    for (const Case& k : {Case{true, true, true}, Case{false, false, true}, Case{true, false, false}}) {
        Outcome o;
        o.m.p.agents().owner_checks = k.owner_checks;
        o.change().ordinal = k.agent ? of_agent + 4 : 4;
        for (std::uint32_t row = 3; row < 6; ++row) o.m.s[col::active][person(row)] = k.somebody ? 1.0 : 0.0;
        o.hand.sent_back = true;
        o.finish();
        CHECK(o.owed(3) == 20.0);
        CHECK(o.change().author == 3);
    }
}
