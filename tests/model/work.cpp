// Hours become work, work becomes changes: one phase at a time, with expectations worked out by hand.
#include <doctest/doctest.h>

#include <cmath>
#include <strathern/params/agents.hpp>
#include <strathern/params/ai.hpp>
#include <strathern/params/organisation.hpp>
#include <strathern/params/people.hpp>
#include <strathern/params/qa.hpp>
#include <strathern/params/quality.hpp>
#include <strathern/params/review.hpp>
#include <strathern/params/work.hpp>

#include "micro.hpp"
#include "model/work/work.hpp"

using namespace strathern;
using namespace strathern::test;

namespace {

/// Changes of 100 minutes, 2 a item, no luck in lines, no defects, no other checks; nobody reviews.
void plain_work(Micro& m) {
    auto& w = m.p.work();
    w.change_law = Law::fixed;
    w.change_minutes = 100.0;
    w.item_minutes = 1.0;  // every change is the last of its item
    w.lines_per_minute = 2.0, w.lines_sd_log = 0.0, w.lines_limit = 1e6;
    w.points_per_item = 3.0;
    m.p.people().day_sd_log = 0.0;
    m.p.organisation().overhead_share = 0.25;  // 360 minutes a day
    m.p.organisation().overhead_per_colleague_share = 0.0;
    auto& q = m.p.quality();
    q.line_defects_per_100_minutes = q.design_defects_per_100_minutes = q.requirement_defects_per_100_minutes = 0.0;
    q.ci_minutes = 20.0, q.ci_failure_share = 0.0;
    m.p.review().unreviewed_share = 0.0, m.p.review().bypass_per_waiting = 0.0;
    m.p.review().urgent_share = m.p.review().reject_share = 0.0;
    m.p.agents().per_team_count = 0;
    m.p.qa().access = false;
}

}  // namespace

TEST_CASE("what is owed is worked off first, the rest of the day may be chosen over") {
    Micro m;
    plain_work(m);
    m.lay_out(1, 3);
    m.s[col::owed_minutes][person(0)] = 100.0;
    m.s[col::owed_minutes][person(1)] = 500.0;  // more than a day
    m.s[col::carried_minutes][person(2)] = 40.0;
    plan_hours(m.today(), m.view<PlanHoursView>());
    CHECK(m.scratch.chosen[0] == 260.0);
    CHECK(m.scratch.chosen[1] == 0.0);
    CHECK(m.scratch.chosen[2] == 400.0);
    CHECK(m.s[col::owed_minutes][person(0)] == 0.0);
    CHECK(m.s[col::owed_minutes][person(1)] == 140.0);
    CHECK(m.s[col::carried_minutes][person(2)] == 0.0);
    CHECK(m.s[col::week_owed][person(1)] == 360.0);
    CHECK(m.s[col::minutes_rework][team(0)] == 460.0);
    CHECK(m.s[col::person_days][team(0)] == 3.0);
    CHECK(m.s[col::minutes_given][team(0)] == 3 * 360.0);
}

TEST_CASE("every colleague who is there costs a share of the day in coordination") {
    Micro m;
    plain_work(m);
    m.p.organisation().overhead_per_colleague_share = 0.05;  // 24 minutes
    m.lay_out(1, 4);
    m.s[col::active][person(3)] = 0.0;
    plan_hours(m.today(), m.view<PlanHoursView>());
    CHECK(m.scratch.chosen[0] == doctest::Approx(360.0 - 2 * 24.0));
    CHECK(m.scratch.chosen[3] == 0.0);
    CHECK(m.s[col::minutes_given][team(0)] == doctest::Approx(3 * 312.0));
}

TEST_CASE("progress is minutes times rate, slower with debt, faster by the gain of AI") {
    Micro m;
    plain_work(m);
    m.lay_out(1, 2);
    m.scratch.chosen[0] = m.scratch.chosen[1] = 300.0;
    m.scratch.effort[0] = m.scratch.effort[1] = 0.5;
    m.s[col::slow][team(0)] = 0.5;
    m.s[col::hand_rate][person(0)] = 0.8;
    m.s[col::ai_rate][person(1)] = 0.4;
    m.s[col::ai_gain][person(1)] = 0.25;
    make_progress(m.today(), m.view<ProgressView>());
    CHECK(m.scratch.hand[0] == doctest::Approx(300.0 * 0.5 * 0.8));
    CHECK(m.scratch.ai[1] == doctest::Approx(300.0 * 0.5 * 0.4 * 1.25));
    CHECK(m.s[col::week_minutes][person(0)] == 300.0);
    CHECK(m.s[col::week_by_hand][person(0)] == doctest::Approx(120.0));
    CHECK(m.s[col::week_with_ai][person(1)] == doctest::Approx(75.0));
    CHECK(m.s[col::done_by_hand][person(0)] == doctest::Approx(120.0));
    CHECK(m.s[col::done_with_ai][person(1)] == doctest::Approx(75.0));
}

TEST_CASE("a day's luck has mean one: half the log variance is taken off") {
    Micro m;
    plain_work(m);
    m.p.people().day_sd_log = 0.4;
    m.lay_out(1, 2);
    m.s[col::hand_rate][person(0)] = m.s[col::hand_rate][person(1)] = 1.0;
    m.scratch.chosen[0] = m.scratch.chosen[1] = 100.0;
    m.scratch.effort[0] = 0.5;                 // the median
    m.scratch.effort[1] = 0.8413447460685429;  // one standard deviation above
    make_progress(m.today(), m.view<ProgressView>());
    CHECK(m.scratch.hand[0] == doctest::Approx(100.0 * std::exp(-0.08)));
    CHECK(m.scratch.hand[1] == doctest::Approx(100.0 * std::exp(0.4 - 0.08)));
}

TEST_CASE("a finished change is opened at the minute at which steady progress reaches its end") {
    Micro m;
    plain_work(m);
    m.lay_out(1, 1);
    m.s[col::change_work][person(0)] = 100.0;
    m.s[col::done_by_hand][person(0)] = 130.0;  // 30 of them and 50 more were there in the morning: 80 of today
    m.s[col::done_with_ai][person(0)] = 20.0;
    m.scratch.hand[0] = 60.0, m.scratch.ai[0] = 20.0;
    m.s[col::item_worth][person(0)] = 2.5;
    m.s[col::change_started][person(0)] = 7.0;
    m.p.review().unreviewed_share = 1.0;
    m.p.quality().ci_minutes = 1000.0;  // it stays in the checks, where it can be looked at
    open_changes(m.today(3), m.view<OpenChangesView>());
    const Flow& flow = m.s[col::flow][team(0)];
    REQUIRE(flow.checking.size() == 1);
    const Change& c = flow.pool[flow.checking[0].change];
    // 150 were done, 100 needed; 50 of 80 were too many, so the end was reached after 30/80 of the day.
    CHECK(c.opened == 3 * minutes_per_day + 180);
    CHECK(c.started == 7);
    CHECK(c.last);
    CHECK(c.item_worth == 2.5);
    CHECK(c.points == 3.0);
    CHECK(c.lines == doctest::Approx(200.0 * (1.0 + (m.p.ai().lines_factor - 1.0) * 20.0 / 150.0)));
    // What is left goes on in the same mixture.
    CHECK(m.s[col::done_by_hand][person(0)] == doctest::Approx(130.0 / 3.0));
    CHECK(m.s[col::done_with_ai][person(0)] == doctest::Approx(20.0 / 3.0));
    CHECK(m.s[col::change_ordinal][person(0)] == 1);
    CHECK(m.s[col::week_changes_opened][person(0)] == 1.0);
    CHECK(m.s[col::week_lines][person(0)] == doctest::Approx(c.lines));
    CHECK(m.s[col::week_ai_lines][person(0)] == doctest::Approx(c.lines * 20.0 / 150.0));
}

TEST_CASE("work for two changes and a half opens two, one behind the other") {
    Micro m;
    plain_work(m);
    m.p.review().unreviewed_share = 1.0;
    m.p.quality().ci_minutes = 1000.0;
    m.lay_out(1, 1);
    m.s[col::change_work][person(0)] = 100.0;
    m.s[col::done_by_hand][person(0)] = m.scratch.hand[0] = 250.0;
    open_changes(m.today(), m.view<OpenChangesView>());
    const Flow& flow = m.s[col::flow][team(0)];
    REQUIRE(flow.checking.size() == 2);
    CHECK(flow.pool[flow.checking[0].change].opened == 192);  // 100 of 250
    CHECK(flow.pool[flow.checking[1].change].opened == 384);
    CHECK(flow.pool[flow.checking[1].change].started == 192);
    CHECK(m.s[col::done_by_hand][person(0)] == doctest::Approx(50.0));
    CHECK(flow.pool[flow.checking[0].change].ordinal == 0);
    CHECK(flow.pool[flow.checking[1].change].ordinal == 1);
}

TEST_CASE("nobody finishes a change on an empty desk") {
    Micro m;
    plain_work(m);
    m.lay_out(1, 2);
    open_changes(m.today(), m.view<OpenChangesView>());
    CHECK(m.s[col::flow][team(0)].pool.empty());
}

TEST_CASE("defects go with work: more with AI, fewer with a library, more on hard items, by the writer's factor") {
    struct Case {
        double ai_share, library, hard, factor, scale, verified = 1.0;
    };
    for (const Case& c : {Case{0.0, 0.0, 0.0, 1.0, 1.0}, Case{1.0, 0.0, 0.0, 1.0, 3.0}, Case{0.5, 0.0, 0.0, 1.0, 2.0},
                          Case{1.0, 1.0, 0.0, 1.0, 2.0}, Case{0.0, 0.0, 1.0, 1.0, 1.5}, Case{0.0, 0.0, 0.0, 0.25, 0.25},
                          // What AI wrote is verified, what people wrote is not.
                          Case{0.0, 0.0, 0.0, 1.0, 1.0, 0.5}, Case{1.0, 0.0, 0.0, 1.0, 1.5, 0.5},
                          Case{0.5, 0.0, 0.0, 1.0, 1.25, 0.5}}) {
        Micro m;
        plain_work(m);
        m.p.ai().defect_factor = 3.0, m.p.ai().library_effect = 0.5;
        m.p.quality().hard_factor = 1.5;
        m.p.quality().line_defects_per_100_minutes = 2.0;
        m.lay_out(1, 60);
        for (std::uint32_t k = 0; k < 60; ++k) {
            m.s[col::change_work][person(k)] = 10000.0;  // 100 times 100 minutes: 200 defects
            m.s[col::done_by_hand][person(k)] = m.scratch.hand[k] = 10000.0 * (1.0 - c.ai_share);
            m.s[col::done_with_ai][person(k)] = m.scratch.ai[k] = 10000.0 * c.ai_share;
            m.s[col::hard][person(k)] = c.hard;
            m.s[col::defect_factor][person(k)] = c.factor;
            m.s[col::ai_defect_factor][person(k)] = c.verified;
        }
        m.s[col::library][team(0)] = c.library;
        open_changes(m.today(), m.view<OpenChangesView>());
        const double mean = 60 * 200.0 * c.scale;
        CHECK(std::abs(m.s[col::defects_made][team(0)] - mean) < 4.0 * std::sqrt(mean));  // Poisson, four deviations
    }
}

TEST_CASE("misunderstood requirements gather over the changes of an item and come with its last") {
    Micro m;
    plain_work(m);
    m.p.work().item_minutes = 1e6;  // no change is the last
    m.p.quality().requirement_defects_per_100_minutes = 1.0;
    m.lay_out(1, 1);
    m.s[col::change_work][person(0)] = 100.0;
    m.s[col::done_by_hand][person(0)] = m.scratch.hand[0] = 100.0;
    open_changes(m.today(), m.view<OpenChangesView>());
    CHECK(m.s[col::item_defects][person(0)] == doctest::Approx(1.0));
    CHECK(m.s[col::requirement_defects_made][team(0)] == 0.0);

    m.p.work().item_minutes = 1.0;
    m.s[col::item_defects][person(0)] = 1000.0;
    m.s[col::done_by_hand][person(0)] = m.scratch.hand[0] = 100.0;
    open_changes(m.today(1), m.view<OpenChangesView>());
    CHECK(std::abs(m.s[col::requirement_defects_made][team(0)] - 1001.0) < 4.0 * std::sqrt(1001.0));
    CHECK(m.s[col::item_defects][person(0)] == 0.0);
}

TEST_CASE("a change goes to the reviewers, where nobody else reviews, past them") {
    for (const bool colleague_reviews : {true, false}) {
        Micro m;
        plain_work(m);
        m.lay_out(1, 2);
        m.s[col::change_work][person(0)] = 100.0;
        m.s[col::done_by_hand][person(0)] = m.scratch.hand[0] = 150.0;
        m.s[col::share][review][person(0)] = 0.1;
        m.s[col::reviewers][team(0)] = colleague_reviews ? 2.0 : 1.0;
        open_changes(m.today(), m.view<OpenChangesView>());
        const Flow& flow = m.s[col::flow][team(0)];
        CHECK(flow.arriving.size() == (colleague_reviews ? 1 : 0));
        CHECK(m.s[col::changes_unreviewed][team(0)] == (colleague_reviews ? 0.0 : 1.0));
        CHECK(m.s[col::changes_merged][team(0)] == (colleague_reviews ? 0.0 : 1.0));
    }
}

TEST_CASE("a long queue tempts to merge without review, where that is allowed") {
    int past[2];
    for (const bool queue : {false, true}) {
        Micro m;
        plain_work(m);
        m.p.review().unreviewed_share = 0.2, m.p.review().bypass_per_waiting = 0.5;
        m.lay_out(1, 60);
        m.s[col::reviewers][team(0)] = 2.0;
        for (std::uint32_t k = 0; k < 60; ++k) {
            m.s[col::change_work][person(k)] = 100.0;
            m.s[col::done_by_hand][person(k)] = m.scratch.hand[k] = 150.0;
        }
        auto& flow = m.s[col::flow][team(0)];
        // Twelve wait for two reviewers: 0.2 x (1 + 0.5 x 6) = 0.8.
        if (queue) flow.waiting.resize(12, {0, 0, flow.hold()});
        open_changes(m.today(), m.view<OpenChangesView>());
        past[queue] = static_cast<int>(m.s[col::changes_unreviewed][team(0)]);
    }
    CHECK(std::abs(past[0] - 12) < 13);  // binomial of 60: four deviations of 3.1
    CHECK(std::abs(past[1] - 48) < 13);
    CHECK(past[1] > past[0] + 15);
}

TEST_CASE("who comes to a desk begins a change and an item") {
    Micro m;
    plain_work(m);
    m.p.ai().gain_old_easy = 0.7;
    m.lay_out(1, 1);
    m.s[col::done_by_hand][person(0)] = 55.0;
    m.s[col::item_defects][person(0)] = 2.0;
    m.s[col::size_factor][person(0)] = 0.5;
    begin_desk(m.today(), 960, person(0), m.view<DeskView>());
    CHECK(m.s[col::done_by_hand][person(0)] == 0.0);
    CHECK(m.s[col::item_defects][person(0)] == 0.0);
    CHECK(m.s[col::change_work][person(0)] == 50.0);
    CHECK(m.s[col::change_started][person(0)] == 960.0);
    CHECK(m.s[col::item_started][person(0)] == 960.0);
    CHECK(m.s[col::item_arrived][person(0)] == 960.0);  // no idea waited: something on old code, easy, of no worth
    CHECK(m.s[col::item_worth][person(0)] == 0.0);
    CHECK(m.s[col::ai_gain][person(0)] == 0.7);
}

TEST_CASE("who is alone agrees with nobody, and in a crowd nothing is left of the day") {
    for (const std::uint32_t people : {1u, 20u}) {
        Micro m;
        plain_work(m);
        m.p.organisation().overhead_per_colleague_share = 0.05;  // 24 minutes: 19 colleagues take more than 360
        m.lay_out(1, people);
        plan_hours(m.today(), m.view<PlanHoursView>());
        CHECK(m.scratch.chosen[0] == (people == 1 ? 360.0 : 0.0));
        CHECK(m.s[col::minutes_given][team(0)] == (people == 1 ? 360.0 : 0.0));
    }
}

TEST_CASE("machines look at a change before a reviewer may, where there are machines") {
    for (const bool machines : {true, false}) {
        Micro m;
        plain_work(m);
        m.p.qa().access = machines;
        m.p.qa().minutes = 30.0, m.p.qa().alarms_per_change = 0.0;
        m.lay_out(1, 2);
        m.s[col::change_work][person(0)] = 100.0;
        m.s[col::done_by_hand][person(0)] = m.scratch.hand[0] = 160.0;
        m.s[col::reviewers][team(0)] = 1.0;
        open_changes(m.today(), m.view<OpenChangesView>());
        REQUIRE(m.s[col::flow][team(0)].arriving.size() == 1);
        CHECK(m.s[col::flow][team(0)].arriving[0].minute == 300 + (machines ? 30 : 0));  // 100 of 160 of 480 minutes
    }
}

TEST_CASE("each trait of a change is drawn, also where it is the only one that is asked for") {
    for (const char* trait : {"urgent", "unwanted", "of another team", "misunderstood"}) {
        Micro m;
        plain_work(m);
        const std::string is = trait;
        m.p.review().urgent_share = is == "urgent" ? 1.0 : 0.0;
        m.p.review().reject_share = is == "unwanted" ? 1.0 : 0.0;
        m.p.work().cross_team_share = is == "of another team" ? 1.0 : 0.0;
        m.p.quality().requirement_defects_per_100_minutes = is == "misunderstood" ? 1000.0 : 0.0;
        m.p.review().unreviewed_share = 1.0, m.p.quality().ci_minutes = 1000.0;
        m.lay_out(2, 1);
        m.s.layout.pool_teams = 2;
        m.s[col::change_work][person(0)] = 100.0;
        m.s[col::done_by_hand][person(0)] = m.scratch.hand[0] = 150.0;
        open_changes(m.today(), m.view<OpenChangesView>());
        REQUIRE(m.s[col::flow][team(0)].checking.size() == 1);
        const Change& c = m.s[col::flow][team(0)].pool[m.s[col::flow][team(0)].checking[0].change];
        CHECK(c.urgent == (is == "urgent"));
        CHECK(c.unwanted == (is == "unwanted"));
        CHECK(c.code_team == (is == "of another team" ? 1 : 0));
        CHECK((c.requirement_defects > 0) == (is == "misunderstood"));
    }
}

TEST_CASE("another team's code is that of any other team of the pool, each alike") {
    Micro m;
    plain_work(m);
    m.p.work().cross_team_share = 1.0;
    m.p.review().unreviewed_share = 1.0, m.p.quality().ci_minutes = 1000.0;
    m.lay_out(6, 1);
    m.s.layout.pool_teams = 3;  // 3 to 5 are the second pool
    m.s[col::change_work][person(4)] = 100.0;
    m.s[col::done_by_hand][person(4)] = m.scratch.hand[4] = 4050.0;
    open_changes(m.today(), m.view<OpenChangesView>());
    const Flow& flow = m.s[col::flow][team(3)];
    REQUIRE(flow.checking.size() == 40);
    int first = 0, last = 0;
    for (const Pending& p : flow.checking) {
        first += flow.pool[p.change].code_team == 3;
        last += flow.pool[p.change].code_team == 5;
    }
    CHECK(first + last == 40);
    CHECK(std::abs(first - 20) < 13);  // binomial of 40: four deviations of 3.2
}
