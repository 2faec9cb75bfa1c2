// Do the ends of the limits stay within a day's work? What is handed in, answered for, broken and put out in one day.
#include <doctest/doctest.h>

#include <strathern/params/agents.hpp>
#include <strathern/params/incidents.hpp>
#include <strathern/params/qa.hpp>
#include <strathern/params/quality.hpp>
#include <strathern/params/release.hpp>
#include <strathern/params/review.hpp>
#include <strathern/params/work.hpp>

#include "micro.hpp"
#include "model/review/review.hpp"
#include "model/work/work.hpp"

using namespace strathern;
using namespace strathern::test;

namespace {

/// One team that works on changes of so many minutes, each an item, without defects; nothing is reviewed.
void lay_out_work(Micro& m, std::uint32_t people, double change_minutes) {
    m.p.work().change_law = Law::fixed, m.p.work().change_minutes = change_minutes;
    m.p.work().item_minutes = 1.0, m.p.review().unreviewed_share = 1.0;
    m.p.quality().line_defects_per_100_minutes = m.p.quality().design_defects_per_100_minutes = 0.0;
    m.p.qa().access = m.p.agents().owner_checks = false;
    m.lay_out(1, people);
    for (std::uint32_t k = 0; k < people; ++k) m.s[col::change_work][person(k)] = change_minutes;
}

/// Every incident lasts a minute, calls nobody and reveals nothing; hidden defects all show at once.
void lay_out_incidents(Micro& m) {
    auto& i = m.p.incidents();
    i.responders_high = i.responders_medium = i.responders_low = 0.0;
    i.recovery_minutes = 1.0, i.recovery_sd_log = 0.0, i.postmortem_finds_share = 0.0;
    i.surface_per_day = 100.0;  // no limit of the parameter: a chance of one
    m.p.release().train_days = 1;
    m.lay_out(1, 1);
}

/// A team of two: person 0 has handed in so many changes of 100 lines yesterday, one a minute.
void lay_out_queue(Micro& m, std::uint32_t changes) {
    m.lay_out(1, 2);
    Flow& flow = m.s[col::flow][team(0)];
    for (std::uint32_t k = 0; k < changes; ++k) {
        const ChangeRef place = flow.hold();
        Change& c = flow.pool[place];
        c.ordinal = k, c.opened = static_cast<std::int32_t>(k), c.lines = 100.0;
        for (double& u : c.luck) u = 0.5;
        flow.waiting.push_back({c.opened, c.author, place});
    }
}

Change& waiting_change(Micro& m, std::size_t number) {
    Flow& flow = m.s[col::flow][team(0)];
    return flow.pool[flow.waiting[number].change];
}

}  // namespace

TEST_CASE("a person hands in one change in ten minutes, the rest stays on the desk until tomorrow") {
    Micro m;
    lay_out_work(m, 2, 1.0);
    m.s[col::done_by_hand][person(0)] = 100.0;
    m.s[col::done_by_hand][person(1)] = 3.0;
    open_changes(m.today(0), m.view<OpenChangesView>());
    CHECK(m.s[col::week_changes_opened][person(0)] == 48.0);
    CHECK(m.s[col::week_changes_opened][person(1)] == 3.0);
    CHECK(m.s[col::done_by_hand][person(0)] == doctest::Approx(52.0));
    open_changes(m.today(1), m.view<OpenChangesView>());
    CHECK(m.s[col::week_changes_opened][person(0)] == 96.0);
    open_changes(m.today(2), m.view<OpenChangesView>());
    CHECK(m.s[col::week_changes_opened][person(0)] == 100.0);
}

TEST_CASE("agents open no more than the people who are there can answer for") {
    Micro m;
    lay_out_work(m, 3, 1.0);
    m.p.agents().per_team_count = 32, m.p.agents().work_minutes_per_day = 4800.0;
    m.s[col::active][person(1)] = 0.0;
    run_agents(m.today(), m.view<AgentsView>());
    CHECK(m.s[col::agent_changes][team(0)] == 2 * 48.0);  // of 320
}

TEST_CASE("a change of endless defects has as many as it can count") {
    Micro m;
    lay_out_work(m, 1, 1e5);
    m.p.quality().line_defects_per_100_minutes = m.p.quality().requirement_defects_per_100_minutes = 100.0;
    m.s[col::defect_factor][person(0)] = 1e30;
    m.s[col::done_by_hand][person(0)] = 1e5;
    open_changes(m.today(), m.view<OpenChangesView>());
    for (const double made : {m.s[col::defects_made][team(0)], m.s[col::requirement_defects_made][team(0)]}) {
        CHECK(made > 62000.0);  // Poisson of 64000
        CHECK(made < 65536.0);
    }
}

TEST_CASE("a product fails every five minutes at most, what else would show lies hidden") {
    Micro m;
    lay_out_incidents(m);
    m.s[col::latent_defects][team(0)] = 1e12;  // beyond what a counter of 32 bits holds
    m.s[col::ready_defects][team(0)] = 5.0;
    suffer_incidents(m.today(), m.view<IncidentsView>());
    CHECK(m.s[col::incidents][team(0)] == 96.0);
    CHECK(m.s[col::incidents_at_release][team(0)] == 0.0);
    CHECK(m.s[col::latent_defects][team(0)] == 1e12 - 96.0 + 5.0);
    CHECK(m.s[col::ready_defects][team(0)] == 0.0);
}

TEST_CASE("a release shows the defects that the day has room for") {
    Micro m;
    lay_out_incidents(m);
    m.s[col::latent_defects][team(0)] = 90.0;
    m.s[col::ready_defects][team(0)] = 10.0;
    suffer_incidents(m.today(), m.view<IncidentsView>());
    CHECK(m.s[col::incidents_at_release][team(0)] == 6.0);
    CHECK(m.s[col::latent_defects][team(0)] == 4.0);
}

TEST_CASE("a reviewer compares the 64 changes that have waited longest") {
    Micro m;
    lay_out_queue(m, 70);
    auto& r = m.p.review();
    r.pickup = Pickup::smallest_first, r.minutes_law = ReviewLaw::fixed, r.minutes_mean = 1000.0;
    r.sessions_per_day = 1, r.abandon_days = 40.0;
    waiting_change(m, 63).lines = 2.0;
    waiting_change(m, 64).lines = 1.0;
    Change &last_seen = waiting_change(m, 63), &first_unseen = waiting_change(m, 64);
    m.s[col::share][review][person(1)] = 1.0;
    m.scratch.chosen[1] = 480.0;
    review_changes(m.today(1), m.view<ReviewView>());
    CHECK(last_seen.picked_up);
    CHECK_FALSE(first_unseen.picked_up);
}

TEST_CASE("of 200 changes that wait for every seat the oldest are given up") {
    Micro m;
    lay_out_queue(m, 403);
    m.p.review().abandon_days = 10000.0;
    review_changes(m.today(1), m.view<ReviewView>());
    CHECK(m.s[col::changes_abandoned][team(0)] == 3.0);
    CHECK(waiting_change(m, m.s[col::flow][team(0)].head).ordinal == 3);
}

TEST_CASE("a change that is always sent back and comes back at once is approved in the end") {
    Micro m;
    lay_out_queue(m, 1);
    auto& r = m.p.review();
    r.minutes_law = ReviewLaw::fixed, r.minutes_mean = 0.1;  // to the nearest minute: none
    r.return_share = 1.0, r.return_minutes = 0.0, r.abandon_days = 40.0;
    m.s[col::share][review][person(1)] = 1.0;
    m.scratch.chosen[1] = 480.0;
    review_changes(m.today(1), m.view<ReviewView>());
    CHECK(m.s[col::changes_merged][team(0)] == 1.0);
    CHECK(m.s[col::week_reviews][person(1)] == 201.0);
}

TEST_CASE("where a second look looks at nothing it takes no time and finds nothing") {
    for (const double detection : {0.0, 0.8}) {
        Micro m;
        lay_out_queue(m, 1);
        auto& r = m.p.review();
        r.minutes_law = ReviewLaw::chosen, r.start_minutes = 4.0, r.second_look_share = 0.0, r.detection = detection;
        r.return_share = 1.0, r.abandon_days = 40.0;
        Change& c = waiting_change(m, 0);
        c.rounds = 1, c.known = true, c.line_defects = 3;
        m.s[col::log_care][person(1)] = 5.0;
        m.s[col::share][review][person(1)] = 1.0;
        m.scratch.chosen[1] = 480.0;
        review_changes(m.today(1), m.view<ReviewView>());
        CHECK(m.s[col::week_review_minutes][person(1)] == 4.0);
        CHECK(m.s[col::defects_escaped][team(0)] == 3.0);
    }
}
