// Changes that belong to no item: upkeep and fixes, with their minutes and their authors worked out by hand.
#include <doctest/doctest.h>

#include <cmath>
#include <strathern/params/incidents.hpp>
#include <strathern/params/money.hpp>
#include <strathern/params/qa.hpp>
#include <strathern/params/quality.hpp>
#include <strathern/params/release.hpp>
#include <strathern/params/review.hpp>
#include <strathern/params/work.hpp>

#include "micro.hpp"
#include "model/work/work.hpp"

using namespace strathern;
using namespace strathern::test;

namespace {

/// A team of four who all review; changes take 100 minutes and hold as many defects as hundreds of minutes.
struct Duties {
    Micro m;

    Duties() {
        m.p.work().change_law = Law::fixed, m.p.work().change_minutes = 100.0;
        m.p.work().lines_per_minute = 0.5, m.p.work().lines_sd_log = 0.0;
        m.p.quality().change_risk_minutes = 50.0;
        m.p.qa().access = false;
        m.p.review().unreviewed_share = 0.0;
        m.lay_out(1, 4);
        for (std::uint32_t k = 0; k < 4; ++k) {
            m.s[col::active][person(k)] = m.s[col::share][review][person(k)] = 1.0;
            m.s[col::defect_factor][person(k)] = 1.0;
            m.s[col::seat][person(k)] = k;
        }
        m.s[col::reviewers][team(0)] = 4.0;
    }
    Flow& flow() { return m.s[col::flow][team(0)]; }
    void days(int from, int count) {
        for (int day = from; day < from + count; ++day) open_duties(m.today(day), m.view<DutiesView>());
    }
    double opened(std::uint32_t k) { return m.s[col::week_changes_opened][person(k)]; }
};

}  // namespace

TEST_CASE("minutes of upkeep become changes, no more and no fewer, and nobody's stand for all") {
    Duties d;
    d.m.s[col::upkeep_minutes][person(0)] = 50.0;  // ten a day
    d.m.s[col::upkeep_minutes][person(1)] = 500.0;
    d.days(0, 1);  // begins in the midst of a change
    const double begun = d.m.s[col::upkeep_done][person(0)] + 100.0 * d.opened(0);
    CHECK(begun > 10.0);
    CHECK(begun < 110.0);
    CHECK(d.m.s[col::upkeep_work][person(0)] == 100.0);
    d.days(1, 99);
    CHECK(100.0 * d.opened(0) + d.m.s[col::upkeep_done][person(0)] == doctest::Approx(begun + 990.0));
    CHECK(std::abs(d.opened(0) - 10.0) <= 1.0);
    CHECK(std::abs(d.opened(1) - 100.0) <= 1.0);
    CHECK(d.opened(2) == 0.0);
    CHECK(d.m.s[col::upkeep_changes][team(0)] == d.opened(0) + d.opened(1));
    CHECK(d.m.s[col::fix_changes][team(0)] == 0.0);
}

TEST_CASE("changes of upkeep are read like others, end no item, and risk what their work risks") {
    Duties d;
    d.m.s[col::upkeep_minutes][person(0)] = 500.0;
    d.days(3, 1);
    REQUIRE(d.flow().arriving.size() == 1);
    const Pending& p = d.flow().arriving.front();
    const Change& c = d.flow().pool[p.change];
    CHECK(p.author == 0);
    CHECK(p.minute >= minute_of(3, 0));
    CHECK(p.minute < minute_of(4, 0));
    CHECK_FALSE(c.last);
    CHECK_FALSE(c.by_agent());
    CHECK(c.origin() == Origin::by_hand);
    CHECK(c.item_worth == 0.0);
    CHECK(c.debt == 0.0);
    CHECK(c.lines == doctest::Approx(50.0));
    CHECK(c.risk == doctest::Approx(1.5));  // 100 minutes of work, and 50 of its own
}

TEST_CASE("dedicated reviewers and empty seats hand nothing in") {
    Duties d;
    for (std::uint32_t k = 0; k < 2; ++k) d.m.s[col::upkeep_minutes][person(k)] = 500.0;
    for (std::uint32_t k = 0; k < 2; ++k) d.m.s[col::fix_work][person(k)] = 30.0;
    d.m.s[col::reviews_only][person(0)] = 1;
    d.m.s[col::active][person(1)] = 0.0;
    d.days(0, 5);
    CHECK(d.opened(0) + d.opened(1) == 0.0);
}

TEST_CASE("who was called first hands in the fix on the next day, of as much work as the mending took") {
    Duties d;
    auto& i = d.m.p.incidents();
    i.high_share = 1.0, i.medium_share = 0.0, i.responders_high = 2.0, i.postmortem_minutes = 0.0;
    i.recovery_minutes = 80.0, i.recovery_sd_log = 0.0, i.labour_limit_minutes = 60.0;
    i.surface_per_day = i.without_change_per_engineer_year = 0.0;
    d.m.p.release().train_days = 1;
    d.m.s[col::ready_defects][team(0)] = 1.0;
    suffer_incidents(d.m.today(2), d.m.view<IncidentsView>());
    const std::uint32_t first = d.m.today(2).draw_day() % 4;  // the rota begins there
    for (std::uint32_t k = 0; k < 4; ++k) CHECK(d.m.s[col::fix_work][person(k)] == (k == first ? 60.0 : 0.0));
    d.days(3, 1);
    CHECK(d.m.s[col::fix_changes][team(0)] == 1.0);
    REQUIRE(d.flow().arriving.size() == 1);
    CHECK(d.flow().arriving.front().author == first);
    CHECK(d.flow().pool[d.flow().arriving.front().change].lines == doctest::Approx(30.0));
    d.days(4, 1);
    CHECK(d.m.s[col::fix_changes][team(0)] == 1.0);
}

TEST_CASE("what broke without a change asks for no fix") {
    Duties d;
    auto& i = d.m.p.incidents();
    i.surface_per_day = 0.0, i.without_change_per_engineer_year = 10'000.0;
    d.m.p.release().train_days = 5;
    d.m.s[col::members][team(0)] = 4;
    suffer_incidents(d.m.today(2), d.m.view<IncidentsView>());
    CHECK(d.m.s[col::incidents_without_change][team(0)] > 10.0);
    for (std::uint32_t k = 0; k < 4; ++k) CHECK(d.m.s[col::fix_work][person(k)] == 0.0);
}
