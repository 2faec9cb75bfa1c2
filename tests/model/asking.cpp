// Who reads what: the reader who was asked, readers who like small changes or leave agents' for last, a second reader.
// And what a long queue does to those who merge: clashes. Reviews take 30 minutes and find nothing.
#include <doctest/doctest.h>

#include <strathern/params/incidents.hpp>
#include <strathern/params/quality.hpp>
#include <strathern/params/review.hpp>

#include "micro.hpp"
#include "model/review/review.hpp"

using namespace strathern;
using namespace strathern::test;

namespace {

constexpr int today_is = 10;

/// A team of four with a queue.
struct Asking {
    Micro m;

    Asking() {
        m.p.quality().ci_minutes = 0.0, m.p.quality().ci_failure_share = 0.0, m.p.quality().clash_defects = 0.0;
        Review& r = m.p.review();
        r.minutes_law = ReviewLaw::fixed, r.minutes_mean = 30.0;
        r.detection = 0.0, r.return_share = 0.0, r.sessions_per_day = 1, r.abandon_days = 40.0, r.asked_days = 5.0;
        r.small_first_share = 0.0, r.people_first_share = 0.0;
        m.lay_out(1, 4);
        for (std::uint32_t k = 0; k < 4; ++k) m.s[col::active][person(k)] = 1.0;
        flow().in_review.resize(4);
    }
    Review& rules() { return m.p.review(); }
    Flow& flow() { return m.s[col::flow][team(0)]; }
    void reviews(std::uint32_t k, int begin, int length) {
        m.s[col::share][review][person(k)] = 1.0;
        m.scratch.chosen[k] = length;
        m.scratch.session[k] = (begin + 0.5) / (480 - length + 1);
        m.s[col::reviewers][team(0)] += 1.0;
    }
    ChangeRef waits(std::uint32_t author, int minute, double lines = 110.0, std::uint32_t asked = anybody) {
        const ChangeRef place = flow().hold();
        Change& c = flow().pool[place];
        c = {};
        c.author = author, c.seat = author, c.ordinal = place, c.asked = asked;
        c.opened = minute_of(today_is, minute), c.lines = lines;
        for (double& u : c.luck) u = 0.5;
        flow().waiting.push_back({c.opened, author, place, asked});
        return place;
    }
    Change& at(ChangeRef place) { return flow().pool[place]; }
    void run(int day = today_is) { review_changes(m.today(day), m.view<ReviewView>()); }
    double count(std::uint32_t k) { return m.s[col::week_reviews][person(k)]; }
    double wait() { return m.s[col::first_review_wait][team(0)]; }
    double merged() { return m.s[col::changes_merged][team(0)]; }
};

}  // namespace

TEST_CASE("a change waits for the reader who was asked while others are free") {
    Asking q;
    q.reviews(1, 0, 480), q.reviews(2, 200, 60);
    q.waits(0, -10, 110.0, 2);
    q.waits(0, -5);  // for anybody
    q.run();
    CHECK(q.count(1) == 1.0);
    CHECK(q.count(2) == 1.0);
    CHECK(q.wait() == 210.0 + 5.0);
}

TEST_CASE("who was asked and does not come for so many days, or reviews no more, leaves the change to others") {
    for (const int days_ago : {4, 6}) {
        Asking q;
        q.reviews(1, 0, 480);
        q.m.s[col::share][review][person(2)] = 0.1;  // but no time today
        q.waits(0, -480 * days_ago, 110.0, 2);
        q.run();
        CHECK(q.count(1) == (days_ago > 5 ? 1.0 : 0.0));
    }
    Asking gone;
    gone.reviews(1, 0, 480);
    gone.waits(0, -10, 110.0, 2);
    gone.run();
    CHECK(gone.count(1) == 1.0);
}

TEST_CASE("people are asked as often as they have hours of review, authors never") {
    Asking q;
    const double hours[] = {0.4, 0.1, 0.3, 0.2};
    for (std::uint32_t k = 0; k < 4; ++k) q.m.s[col::share][review][person(k)] = hours[k];
    Change c;
    c.author = 0;
    int asked[4] = {};
    for (int k = 0; k < 600; ++k) ++asked[asked_reader(team(0), c, (k + 0.5) / 600.0, q.m.view<AskView>())];
    CHECK(asked[0] == 0);
    CHECK(asked[1] == 100);
    CHECK(asked[2] == 300);
    CHECK(asked[3] == 200);
    c.read_by = 2;
    CHECK(asked_reader(team(0), c, 0.5, q.m.view<AskView>()) == 3);
    q.m.s[col::active][person(1)] = q.m.s[col::active][person(3)] = 0.0;
    CHECK(asked_reader(team(0), c, 0.5, q.m.view<AskView>()) == anybody);
}

TEST_CASE("on some of their days readers take the smallest change first") {
    for (const double luck : {0.6, 0.8}) {
        Asking q;
        q.rules().small_first_share = 0.3;
        q.m.scratch.small_first[1] = luck;
        q.reviews(1, 100, 30);
        const ChangeRef large = q.waits(0, -90, 200.0), small = q.waits(0, -80, 50.0);
        q.run();
        CHECK(q.at(large).picked_up == (luck < 0.7));
        CHECK(q.at(small).picked_up == (luck > 0.7));
    }
}

TEST_CASE("on some of their days readers leave changes by agents for last") {
    for (const double luck : {0.4, 0.6}) {
        Asking q;
        q.rules().people_first_share = 0.5;
        q.m.scratch.people_first[1] = luck;
        q.reviews(1, 100, 30);
        const ChangeRef machine = q.waits(0, -90), person_s = q.waits(0, -80);
        q.at(machine).ordinal |= of_agent;
        q.run();
        CHECK(q.at(machine).picked_up == (luck < 0.5));
        CHECK(q.at(person_s).picked_up == (luck > 0.5));
        const auto lane = static_cast<std::size_t>(luck < 0.5 ? Origin::agent : Origin::by_hand);
        CHECK(q.m.s[col::origin_first_reviews][lane][team(0)] == 1.0);
    }
}

TEST_CASE("a second reader reads what the first has approved, afresh, and never the first again") {
    Asking q;
    q.rules().second_look_share = 0.0;
    q.rules().second_reader_share = 1.0;
    q.reviews(1, 0, 480), q.reviews(2, 100, 480);
    const ChangeRef c = q.waits(0, -10);
    q.at(c).for_two = true;
    q.run();
    CHECK(q.count(1) == 1.0);
    CHECK(q.count(2) == 1.0);
    CHECK(q.merged() == 1.0);
    CHECK(q.m.s[col::first_reviews][team(0)] == 1.0);
    CHECK(q.m.s[col::merge_minutes][team(0)] > 130.0);  // not before the second has come
    CHECK(!q.at(c).known);
}

TEST_CASE("a change that comes back waits for the reader who knows it, and only a part of it is read again") {
    Asking q;
    q.rules().return_share = 1.0, q.rules().return_minutes = 0.0;
    q.reviews(1, 200, 45), q.reviews(2, 0, 480);
    const ChangeRef c = q.waits(0, -10, 110.0, 1);
    q.at(c).luck[2] = 0.0;
    q.run();
    CHECK(q.count(1) == 1.0);  // the second of its reviews is not done within the day
    CHECK(q.count(2) == 0.0);
    CHECK(q.at(c).known);
    CHECK(q.at(c).rounds == 1);
}

TEST_CASE("where there is no second reader, one is enough") {
    Asking q;
    q.rules().second_reader_share = 1.0;
    q.reviews(1, 0, 480);
    q.at(q.waits(0, -10)).for_two = true;
    q.run();
    CHECK(q.merged() == 1.0);
    CHECK(q.count(1) == 1.0);
}

TEST_CASE("a team is used to wait as long as its last fifty or so changes did") {
    Asking q;
    q.m.s[col::usual_wait][team(0)] = 100.0;
    q.reviews(1, 0, 480);
    q.waits(0, -300);
    q.run();
    CHECK(q.m.s[col::usual_wait][team(0)] == doctest::Approx(100.0 + 200.0 / 50.0));
}

TEST_CASE("a merge clashes with what is open at its minute, not with what opens later on the day") {
    Asking q;
    q.m.p.quality().clash_defects = 1.0, q.m.p.incidents().revert_share = 0.0;
    q.m.p.incidents().at_release_share = 0.0;
    q.reviews(1, 100, 30);
    for (int k = 0; k < 40; ++k) q.waits(0, k - 90);  // the first is merged at 130: 39 are left
    for (int k = 0; k < 100; ++k) q.waits(0, 200 + k);
    q.run();
    REQUIRE(q.merged() == 1.0);
    const double clashes = q.m.s[col::clashes][team(0)];
    CHECK(clashes > 39.0 - 4.0 * 6.245);  // Poisson: four deviations
    CHECK(clashes < 39.0 + 4.0 * 6.245);
    CHECK(q.m.s[col::defects_made][team(0)] == clashes);
    CHECK(q.m.s[col::latent_defects][team(0)] == clashes);
}

TEST_CASE("of a shared queue only changes of the same code are in the way") {
    Asking q;
    for (int k = 0; k < 6; ++k) q.at(q.waits(0, 10 * k)).code_team = k % 3;
    q.flow().arriving = {{minute_of(today_is, 20), 0, 1}, {minute_of(today_is, 300), 0, 1}};  // of code 1
    q.flow().returning = {{minute_of(today_is, 900), 0, 2}};                                  // of code 2
    q.flow().in_review[3] = {.change = 0, .minutes_left = 5};                                 // of code 0
    const std::int32_t now = minute_of(today_is, 35);  // the first four wait by then
    CHECK(q.flow().open_count(now, 0) == 3);
    CHECK(q.flow().open_count(now, 1) == 2);
    CHECK(q.flow().open_count(now, 2) == 2);
    CHECK(q.flow().open_count(now) == 7);
}

TEST_CASE("a merge clashes with what the others of its team are writing, queue or none") {
    Asking q;
    q.m.p.quality().clash_defects = 1.0, q.m.p.incidents().revert_share = 0.0;
    q.reviews(1, 100, 30);
    q.waits(0, -90);
    q.m.s[col::authors][team(0)] = 41.0;  // the author of the change among them
    q.run();
    REQUIRE(q.merged() == 1.0);
    CHECK(q.m.s[col::clashes][team(0)] > 40.0 - 4.0 * 6.325);  // Poisson: four deviations
    CHECK(q.m.s[col::clashes][team(0)] < 40.0 + 4.0 * 6.325);
}

TEST_CASE("a change comes back to whoever has read it, not to who was asked and did not come") {
    Asking q;
    q.rules().return_share = 1.0, q.rules().return_minutes = 1.0, q.rules().asked_days = 1.0;
    q.reviews(1, 100, 30);
    q.reviews(2, 400, 60);  // was asked for it, and comes too late
    const ChangeRef place = q.waits(0, -5 * 480, 110.0, 2);
    q.run();
    CHECK(q.count(1) == 1.0);
    CHECK(q.at(place).asked == 1);
}
