// Who shares a queue of changes with whom, and what becomes of the queues when that changes.
#include <doctest/doctest.h>

#include "micro.hpp"
#include "model/pools.hpp"

using namespace strathern;
using namespace strathern::test;

namespace {

/// Three teams of two with so many teams a pool; their queues are empty.
struct Pools {
    Micro m;

    explicit Pools(std::uint32_t pool_teams) {
        m.lay_out(3, 2);
        m.s.layout.pool_teams = pool_teams;
        for (std::uint32_t t = 0; t < 3; ++t)
            flow(t).in_review.resize(t % pool_teams > 0 ? 0 : (t + pool_teams > 3 ? 3 - t : pool_teams) * 2);
    }
    Flow& flow(std::uint32_t t) { return m.s[col::flow][team(t)]; }
    /// A change of a person, in the queue of a team; lines tell changes apart.
    Pending change(std::uint32_t t, std::uint32_t author, double lines, std::int32_t minute) {
        const ChangeRef place = flow(t).hold();
        Change& c = flow(t).pool[place];
        c.author = author, c.seat = author / 2 * seats_per_team + author % 2, c.code_team = author / 2;
        c.lines = lines, c.opened = minute - 7;
        return {minute, author, place};
    }
    void share(std::uint32_t pool_teams) {
        const std::uint32_t before = m.s.layout.pool_teams;
        m.s.layout.pool_teams = pool_teams;
        share_queues(before, m.view<ShareQueuesView>());
    }
    double lines(std::uint32_t t, const Pending& p) { return flow(t).pool[p.change].lines; }
};

/// A review in hand with so many minutes left.
InReview in_hand(const Pending& p, std::int32_t minutes) { return {p.change, minutes, 1, 2, 3, true}; }

}  // namespace

TEST_CASE("teams that come together have one queue, in which the oldest are first") {
    Pools p(1);
    p.flow(0).waiting = {p.change(0, 0, 1, 10), p.change(0, 1, 2, 20), p.change(0, 0, 4, 40)};
    p.flow(0).head = 1;  // the first waits no more
    p.flow(1).waiting = {p.change(1, 3, 3, 20), p.change(1, 2, 5, 50)};
    p.flow(2).waiting = {p.change(2, 4, 6, 5)};
    p.share(2);
    REQUIRE(p.flow(0).waiting_count() == 4);
    CHECK(p.flow(0).head == 0);
    for (std::size_t k = 0; k < 4; ++k) CHECK(p.lines(0, p.flow(0).waiting[k]) == 2.0 + static_cast<double>(k));
    CHECK(p.flow(0).waiting[1].minute == 20);
    CHECK(p.flow(0).waiting[1].author == 3);
    CHECK(p.flow(0).pool.size() == 4);
    CHECK(p.flow(1).waiting.empty());
    CHECK(p.flow(1).pool.empty());
    REQUIRE(p.flow(2).waiting_count() == 1);
    CHECK(p.lines(2, p.flow(2).waiting[0]) == 6.0);
    CHECK(p.flow(0).in_review.size() == 4);
    CHECK(p.flow(1).in_review.empty());
    CHECK(p.flow(2).in_review.size() == 2);  // a pool of a single team is left over
}

TEST_CASE("teams that part take their own changes along") {
    Pools p(2);
    p.flow(0).waiting = {p.change(0, 0, 1, 10), p.change(0, 3, 2, 20), p.change(0, 1, 3, 30), p.change(0, 2, 4, 40)};
    p.flow(2).waiting = {p.change(2, 5, 5, 50)};
    p.share(1);
    REQUIRE(p.flow(0).waiting.size() == 2);
    CHECK(p.lines(0, p.flow(0).waiting[0]) == 1.0);
    CHECK(p.lines(0, p.flow(0).waiting[1]) == 3.0);
    REQUIRE(p.flow(1).waiting.size() == 2);
    CHECK(p.lines(1, p.flow(1).waiting[0]) == 2.0);
    CHECK(p.lines(1, p.flow(1).waiting[1]) == 4.0);
    REQUIRE(p.flow(2).waiting.size() == 1);
    CHECK(p.lines(2, p.flow(2).waiting[0]) == 5.0);
    for (std::uint32_t t = 0; t < 3; ++t) CHECK(p.flow(t).in_review.size() == 2);
}

TEST_CASE("what comes back, is checked, is taken back or held moves along, each to its like") {
    Pools p(1);
    p.flow(1).returning = {p.change(1, 2, 1, 10)};
    p.flow(1).checking = {p.change(1, 2, 2, 20)};
    p.flow(1).taking_back = {p.change(1, 2, 3, 30)};
    p.flow(1).held = {p.change(1, 2, 4, 40)};
    p.flow(1).head = 0;
    p.share(3);
    double lines = 1.0;
    for (auto which : {&Flow::returning, &Flow::checking, &Flow::taking_back, &Flow::held}) {
        REQUIRE((p.flow(0).*which).size() == 1);
        CHECK(p.lines(0, (p.flow(0).*which)[0]) == lines);
        CHECK((p.flow(0).*which)[0].minute == 10 * static_cast<int>(lines));
        CHECK((p.flow(1).*which).empty());
        lines += 1.0;
    }
}

TEST_CASE("reviews in hand go on, whatever has been taken from the queue before") {
    Pools p(1);
    p.flow(0).waiting = {p.change(0, 0, 1, 10)};
    p.flow(1).in_review[1] = in_hand(p.change(1, 2, 2, 20), 33);  // person 3 reads
    p.flow(1).in_review[0] = {};                                  // person 2 does not
    p.share(2);
    const InReview& hand = p.flow(0).in_review[3];
    CHECK(hand.minutes_left == 33);
    CHECK(hand.line_defects_found == 1);
    CHECK(hand.design_defects_found == 2);
    CHECK(hand.requirement_defects_found == 3);
    CHECK(hand.sent_back);
    CHECK(p.flow(0).pool[hand.change].lines == 2.0);
    CHECK(p.flow(0).pool.size() == 2);
    for (std::size_t place : {0u, 1u, 2u}) CHECK(p.flow(0).in_review[place].minutes_left == 0);
    CHECK(p.flow(0).waiting_count() == 1);
}

TEST_CASE("a review whose reader is no longer in the author's pool is begun anew, by the age of the change") {
    Pools p(2);
    p.flow(0).waiting = {p.change(0, 0, 1, 10), p.change(0, 1, 2, 30)};
    p.flow(0).in_review[2] = in_hand(p.change(0, 0, 3, 27), 33);  // opened at 20; person 2 of the other team reads
    p.flow(0).in_review[3] = in_hand(p.change(0, 2, 4, 40), 44);  // person 3 reads a colleague's
    p.flow(0).in_review[1] = in_hand(p.change(0, 0, 5, 50), 1);   // so does person 1, a minute more
    p.share(1);
    REQUIRE(p.flow(0).waiting.size() == 3);
    CHECK(p.lines(0, p.flow(0).waiting[1]) == 3.0);
    CHECK(p.flow(0).waiting[1].minute == 20);
    CHECK(p.flow(0).waiting[1].author == 0);
    CHECK(p.flow(1).waiting.empty());
    CHECK(p.flow(1).in_review[0].minutes_left == 0);
    CHECK(p.flow(1).in_review[1].minutes_left == 44);
    CHECK(p.flow(1).pool[p.flow(1).in_review[1].change].lines == 4.0);
    CHECK(p.flow(0).in_review[1].minutes_left == 1);
}

TEST_CASE("code is looked after in the pool, by the author's team if its own has left") {
    Pools parting(3);
    parting.flow(0).waiting = {parting.change(0, 0, 1, 10), parting.change(0, 1, 2, 20), parting.change(0, 4, 3, 30)};
    parting.flow(0).pool[0].code_team = 1;  // stays in the pool of teams 0 and 1
    parting.flow(0).pool[1].code_team = 2;  // leaves it
    parting.flow(0).pool[2].code_team = 1;  // team 2 is alone now
    parting.share(2);
    CHECK(parting.flow(0).pool[0].code_team == 1);
    CHECK(parting.flow(0).pool[1].code_team == 0);
    CHECK(parting.flow(2).pool[0].code_team == 2);
}

TEST_CASE("reviewers of a pool are those of its teams, and of no other") {
    Pools p(2);
    for (std::uint32_t t = 0; t < 3; ++t) p.m.s[col::reviewers][team(t)] = 1 << t;
    CHECK(reviewers_of_pool(team(0), p.m.view<PoolView>()) == 3.0);
    CHECK(reviewers_of_pool(team(1), p.m.view<PoolView>()) == 3.0);
    CHECK(reviewers_of_pool(team(2), p.m.view<PoolView>()) == 4.0);
}

TEST_CASE("waiting changes are counted for each reviewer of the pool, none where nobody reviews") {
    Pools p(2);
    for (int k = 0; k < 7; ++k) p.flow(0).waiting.push_back(p.change(0, 0, 1, k));
    p.flow(0).head = 1;
    CHECK(waiting_per_reviewer(team(1), p.m.view<PoolView>()) == 0.0);
    p.m.s[col::reviewers][team(0)] = 1.0;
    p.m.s[col::reviewers][team(1)] = 3.0;
    CHECK(waiting_per_reviewer(team(0), p.m.view<PoolView>()) == 1.5);
    CHECK(waiting_per_reviewer(team(1), p.m.view<PoolView>()) == 1.5);
    CHECK(waiting_per_reviewer(team(2), p.m.view<PoolView>()) == 0.0);
}
