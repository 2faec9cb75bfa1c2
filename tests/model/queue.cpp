// Who takes which change, and when: a pool's day, minute by minute. Reviews take 30 minutes and find nothing.
#include <doctest/doctest.h>

#include <strathern/params/quality.hpp>
#include <strathern/params/review.hpp>

#include "micro.hpp"
#include "model/review/review.hpp"

using namespace strathern;
using namespace strathern::test;

namespace {

constexpr int today_is = 10;

/// Teams of four with a queue each; nobody reviews unless the test says when. Merges follow reviews at once.
struct Queue {
    Micro m;

    explicit Queue(std::uint32_t teams = 1, std::uint32_t pool_teams = 1) {
        m.p.quality().ci_minutes = 0.0, m.p.quality().ci_failure_share = 0.0;
        Review& r = m.p.review();
        r.minutes_law = ReviewLaw::fixed, r.minutes_mean = 30.0;
        r.detection = 0.0, r.return_share = 0.0, r.sessions_per_day = 1, r.abandon_days = 40.0;
        r.pickup = Pickup::first_come, r.code_owners = false;
        m.lay_out(teams, 4);
        m.s.layout.pool_teams = pool_teams;
        m.s[col::flow][team(0)].in_review.resize(pool_teams * 4);
    }
    Review& rules() { return m.p.review(); }
    Flow& flow(std::uint32_t pool = 0) { return m.s[col::flow][team(pool)]; }
    /// Somebody has time for reviews from a minute on, for so long.
    void reviews(std::uint32_t k, int begin, int length) {
        m.s[col::share][review][person(k)] = 1.0;
        m.scratch.chosen[k] = length;
        m.scratch.session[k] = (begin + 0.5) / (480 - length + 1);
    }
    /// A change that waits from a minute of today on, or below 0 since before; lines tell changes apart.
    ChangeRef put(std::vector<Pending>& list, std::uint32_t author, int minute, double lines = 110.0,
                  std::uint32_t pool = 0) {
        const ChangeRef place = flow(pool).hold();
        Change& c = flow(pool).pool[place];
        c = {};
        c.author = author, c.seat = author / 4 * seats_per_team + author % 4, c.code_team = author / 4;
        c.ordinal = place, c.opened = minute_of(today_is, minute), c.lines = lines;
        for (double& u : c.luck) u = 0.5;
        list.push_back({c.opened, author, place});
        return place;
    }
    ChangeRef waits(std::uint32_t author, int minute, double lines = 110.0) {
        return put(flow().waiting, author, minute, lines);
    }
    ChangeRef arrives(std::uint32_t author, int minute, double lines = 110.0) {
        return put(flow().arriving, author, minute, lines);
    }
    void run(int day = today_is) { review_changes(m.today(day), m.view<ReviewView>()); }
    double count(std::uint32_t k) { return m.s[col::week_reviews][person(k)]; }
    double wait(std::uint32_t t = 0) { return m.s[col::first_review_wait][team(t)]; }
    double merged(std::uint32_t t = 0) { return m.s[col::changes_merged][team(t)]; }
    double merge_minutes(std::uint32_t t = 0) { return m.s[col::merge_minutes][team(t)]; }
    bool still_waits(ChangeRef place) {
        for (std::size_t k = flow().head; k < flow().waiting.size(); ++k)
            if (flow().waiting[k].change == place) return true;
        return false;
    }
};

}  // namespace

TEST_CASE("what waits in the morning is read as soon as somebody is free") {
    Queue q;
    q.reviews(1, 100, 60);
    q.waits(0, -90);
    q.run();
    CHECK(q.m.s[col::first_reviews][team(0)] == 1.0);
    CHECK(q.wait() == 190.0);
    CHECK(q.m.s[col::week_wait][team(0)] == 190.0);
    CHECK(q.merge_minutes() == 220.0);
    CHECK(q.count(1) == 1.0);
    CHECK(q.m.s[col::changes_unread][team(0)] == 0.0);
    CHECK(q.m.s[col::review_minutes][team(0)] == 30.0);
    CHECK(q.m.s[col::review_minutes_offered][team(0)] == 60.0);
    CHECK(q.m.s[col::week_review_minutes][person(1)] == 30.0);
    CHECK(q.m.s[col::carried_minutes][person(1)] == 30.0);
    CHECK(q.flow().waiting_count() == 0);
    CHECK(q.flow().in_review[1].minutes_left == 0);
    CHECK(q.m.s[col::urgent_reviews][team(0)] == 0.0);
}

TEST_CASE("a change is taken at the minute at which it comes, or when the reviewer is done with another") {
    Queue q;
    q.reviews(1, 0, 480);
    q.arrives(0, 200);
    q.arrives(0, 210);
    q.run();
    CHECK(q.wait() == 0.0 + 20.0);
    CHECK(q.merge_minutes() == 30.0 + 50.0);
}

TEST_CASE("authors never review their own changes, others do") {
    Queue q;
    q.reviews(0, 0, 480);
    const ChangeRef own = q.waits(0, -90);
    q.waits(1, -80);
    q.run();
    CHECK(q.count(0) == 1.0);
    CHECK(q.still_waits(own));
    CHECK(q.flow().waiting_count() == 1);
    CHECK(q.m.s[col::review_minutes][team(0)] == 30.0);
}

TEST_CASE("a change goes to whoever is free first, the lower seat first") {
    Queue q;
    q.reviews(1, 50, 60), q.reviews(2, 20, 60), q.reviews(3, 20, 60);
    q.waits(0, -10);
    q.waits(2, -5);
    q.run();
    CHECK(q.count(1) == 0.0);
    CHECK(q.count(2) == 1.0);
    CHECK(q.count(3) == 1.0);
    CHECK(q.wait() == 30.0 + 25.0);
}

TEST_CASE("a review that the day is too short for goes on tomorrow, before all that waits") {
    Queue q;
    q.reviews(1, 100, 20);
    q.waits(0, -10);
    q.run();
    CHECK(q.merged() == 0.0);
    CHECK(q.flow().in_review[1].minutes_left == 10);
    CHECK(q.m.s[col::week_review_minutes][person(1)] == 20.0);
    CHECK(q.m.s[col::carried_minutes][person(1)] == 0.0);
    q.waits(0, 400);
    q.run(today_is + 1);
    CHECK(q.merge_minutes() == 10.0 + 480.0 + 110.0);
    CHECK(q.m.s[col::reviews][team(0)] == 1.0);
    CHECK(q.m.s[col::first_reviews][team(0)] == 2.0);
    CHECK(q.wait() == 110.0 + (80.0 + 110.0));
    CHECK(q.flow().in_review[1].minutes_left == 20);
}

TEST_CASE("a review that takes the last minutes of a session is over") {
    Queue q;
    q.rules().sessions_per_day = 2;
    q.m.s[col::share][review][person(1)] = 1.0;
    q.m.scratch.chosen[1] = 40.0;           // 10 to 30 and 250 to 270
    q.m.scratch.session[1] = 10.5 / 221.0;  // of 240 - 20 + 1 minutes
    q.waits(0, -5), q.waits(0, -4);
    q.run();
    CHECK(q.merged() == 1.0);  // 20 minutes in the first session and 10 in the second
    CHECK(q.merge_minutes() == 265.0);
    CHECK(q.wait() == 15.0 + 264.0);
    CHECK(q.flow().in_review[1].minutes_left == 20);
}

TEST_CASE("who waits is served by age, by urgency or by size, as is said, equals by age") {
    struct Case {
        Pickup pickup;
        double lines;  // of the one that is taken first
    };
    for (const Case& k :
         {Case{Pickup::first_come, 150.0}, Case{Pickup::smallest_first, 110.0}, Case{Pickup::urgent_first, 170.0}}) {
        Queue q;
        q.rules().pickup = k.pickup;
        q.reviews(1, 0, 30);
        const ChangeRef all[] = {q.waits(0, -90, 150.0), q.waits(0, -80, 110.0), q.waits(0, -70, 110.0),
                                 q.waits(0, -60, 170.0), q.waits(0, -50, 180.0)};
        q.flow().pool[all[3]].urgent = q.flow().pool[all[4]].urgent = true;
        q.run();
        REQUIRE(q.flow().waiting_count() == 4);
        const std::size_t taken = k.lines == 150.0 ? 0 : (k.lines == 110.0 ? 1 : 3);
        for (std::size_t c = 0; c < 5; ++c) CHECK(q.still_waits(all[c]) == (c != taken));
        CHECK(q.wait() == 90.0 - 10.0 * static_cast<double>(taken));
        std::int32_t last = 0;
        for (std::size_t w = q.flow().head; w < q.flow().waiting.size(); ++w) {  // the others keep their order
            CHECK(q.flow().waiting[w].minute > last);
            last = q.flow().waiting[w].minute;
        }
    }
}

TEST_CASE("nothing overtakes that is not there when the reviewer is free") {
    for (const int comes : {-1, 0, 29, 30, 31}) {
        Queue q;
        q.rules().pickup = Pickup::urgent_first;
        q.reviews(1, 30, 30);
        const ChangeRef usual = q.waits(0, -90), urgent = q.arrives(0, comes);
        q.flow().pool[urgent].urgent = true;
        q.run();
        CHECK(q.still_waits(usual) == (comes < 30));
        CHECK(q.still_waits(urgent) == (comes >= 30));
    }
    Queue first_minute;
    first_minute.rules().pickup = Pickup::urgent_first;
    first_minute.reviews(1, 0, 30);
    const ChangeRef usual = first_minute.waits(0, -90), urgent = first_minute.arrives(0, 0);
    first_minute.flow().pool[urgent].urgent = true;
    first_minute.run();
    CHECK(first_minute.still_waits(usual));  // what lies there in the morning is there at the first minute
}

TEST_CASE("the wait of urgent changes is told apart") {
    Queue q;
    q.reviews(1, 0, 480);
    q.waits(0, -90);
    q.flow().pool[q.waits(0, -80)].urgent = true;
    q.run();
    CHECK(q.m.s[col::first_reviews][team(0)] == 2.0);
    CHECK(q.wait() == 90.0 + 110.0);
    CHECK(q.m.s[col::urgent_reviews][team(0)] == 1.0);
    CHECK(q.m.s[col::urgent_review_wait][team(0)] == 110.0);
}

TEST_CASE("who may not read what is urgent reads something else, or waits for it") {
    Queue q;
    q.rules().pickup = Pickup::urgent_first;
    q.reviews(0, 10, 30), q.reviews(1, 20, 30), q.reviews(2, 40, 30);
    const ChangeRef by_0 = q.waits(0, -90), by_1 = q.waits(1, -80), by_2 = q.arrives(2, 5);
    q.flow().pool[by_1].urgent = q.flow().pool[by_2].urgent = true;
    q.flow().pool[by_1].lines = 111.0, q.flow().pool[by_2].lines = 112.0, q.flow().pool[by_0].lines = 113.0;
    q.run();
    // 0 is free first and takes the older urgent one, by 1; 1 takes the other, by 2; what is left is for 2.
    CHECK(q.merged() == 3.0);
    CHECK(q.wait() == (10.0 + 80.0) + (20.0 - 5.0) + (40.0 + 90.0));
    for (std::uint32_t k = 0; k < 3; ++k) CHECK(q.count(k) == 1.0);
}

TEST_CASE("nobody takes an own change because it is urgent") {
    Queue q;
    q.rules().pickup = Pickup::urgent_first;
    q.reviews(0, 0, 30), q.reviews(1, 100, 30);
    q.waits(1, -90);
    q.flow().pool[q.waits(0, -80)].urgent = true;
    q.run();
    CHECK(q.count(0) == 1.0);
    CHECK(q.count(1) == 1.0);
    CHECK(q.wait() == 90.0 + 180.0);
}

TEST_CASE("who may read nothing of what is there takes nothing") {
    Queue q;
    q.rules().pickup = Pickup::smallest_first;
    q.reviews(0, 0, 480), q.reviews(1, 50, 100);
    q.waits(0, -90, 150.0), q.waits(0, -80), q.waits(0, -70), q.waits(0, -60);
    q.flow().waiting.pop_back();  // who looks behind the end finds this one
    q.run();
    CHECK(q.count(0) == 0.0);
    CHECK(q.count(1) == 3.0);
    CHECK(q.wait() == 130.0 + 150.0 + 200.0);  // the two small ones first, at 50 and 80; 110 for the large
}

TEST_CASE("a reviewer who finds nothing else leaves the author of the oldest change with what comes later") {
    Queue q;
    q.rules().pickup = Pickup::urgent_first;
    q.reviews(0, 0, 100), q.reviews(1, 200, 100);
    q.waits(0, -90);                             // not for 0, so for 1 from 200 on
    q.arrives(1, 60);                            // for 0, at once
    const ChangeRef urgent = q.arrives(2, 150);  // for 1 at 200, before the oldest
    q.flow().pool[urgent].urgent = true;
    q.run();
    CHECK(q.count(0) == 1.0);
    CHECK(q.count(1) == 2.0);
    CHECK(q.wait() == 0.0 + 50.0 + (230.0 + 90.0));
}

TEST_CASE("what nobody may read stays behind, and holds up nothing") {
    for (const Pickup pickup : {Pickup::first_come, Pickup::smallest_first}) {
        Queue q;
        q.rules().pickup = pickup;
        q.reviews(0, 0, 480);
        const ChangeRef own = q.waits(0, -90);
        for (int k = 0; k < 12; ++k) q.waits(1, k - 80);
        const ChangeRef another = q.arrives(0, 300);
        q.run();
        CHECK(q.merged() == 12.0);
        CHECK(q.still_waits(own));
        CHECK(q.still_waits(another));
        CHECK(q.flow().waiting_count() == 2);
        CHECK(q.flow().waiting.size() == 2);  // the room of those that have gone is given back
        CHECK(q.flow().head == 0);
    }
}

TEST_CASE("changes are given up when they have waited longer than so many days, not earlier") {
    Queue q;
    q.rules().abandon_days = 2.5;  // 1200 minutes
    q.waits(0, -1202), q.waits(0, -1201);
    const ChangeRef young = q.waits(0, -1200);
    q.run();
    CHECK(q.m.s[col::changes_abandoned][team(0)] == 2.0);
    CHECK(q.flow().free.size() == 2);
    CHECK(q.still_waits(young));
    CHECK(q.flow().waiting_count() == 1);
    q.run(today_is + 1);
    CHECK(q.m.s[col::changes_abandoned][team(0)] == 3.0);
    CHECK(q.flow().waiting_count() == 0);
    CHECK(q.m.s[col::first_reviews][team(0)] == 0.0);
}

TEST_CASE("a change is given up on the first morning after its days, of the team that wrote it") {
    for (const int opened : {0, 1, 479}) {  // minute of day 10
        Queue q(2, 2);
        q.rules().abandon_days = 2.0;
        q.waits(4, opened);
        int days = 0;
        while (q.flow().waiting_count() > 0 && days < 9) q.run(today_is + ++days);
        CHECK(days == 3);  // 960 minutes at most on the morning of day 12, more on that of day 13
        CHECK(q.m.s[col::changes_abandoned][team(1)] == 1.0);
        CHECK(q.m.s[col::changes_abandoned][team(0)] == 0.0);
    }
}
