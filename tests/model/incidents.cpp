// Incidents: when defects show, who is called, what it costs.
#include <doctest/doctest.h>

#include <cmath>
#include <strathern/params/incidents.hpp>
#include <strathern/params/money.hpp>
#include <strathern/params/release.hpp>

#include "core/variates.hpp"
#include "micro.hpp"
#include "model/work/work.hpp"

using namespace strathern;
using namespace strathern::test;

namespace {

/// Every incident is of high severity, lasts 100 minutes and calls two people; nothing comes to light later.
void certain(Micro& m) {
    auto& i = m.p.incidents();
    i.high_share = 1.0, i.medium_share = 0.0;
    i.responders_high = 2.0;
    i.recovery_minutes = 100.0, i.recovery_sd_log = 0.0, i.recovery_limit_minutes = 1000.0;
    i.labour_limit_minutes = 1000.0;
    i.postmortem_minutes = 30.0, i.postmortem_finds_share = 0.0;
    i.surface_per_day = i.without_change_per_engineer_year = 0.0;
    i.pain_high = 3.0, i.pain_length_exponent = 0.5, i.pain_minutes = 100.0;
    m.p.money().downtime_high = 0.2;
    m.p.release().train_days = 1;
}

}  // namespace

TEST_CASE("a defect that shows at release is an incident: pain, minutes of people, revenue lost") {
    Micro m;
    certain(m);
    m.lay_out(1, 3);
    m.s[col::ready_defects][team(0)] = 1.0;
    m.s[col::week_revenue][team(0)] = 2400.0;  // one US$ a minute
    suffer_incidents(m.today(), m.view<IncidentsView>());
    CHECK(m.s[col::incidents][team(0)] == 1.0);
    CHECK(m.s[col::incidents_at_release][team(0)] == 1.0);
    CHECK(m.s[col::incidents_high][team(0)] == 1.0);
    CHECK(m.s[col::incidents_medium][team(0)] == 0.0);
    CHECK(m.s[col::week_incidents][team(0)] == 1.0);
    CHECK(m.s[col::ready_defects][team(0)] == 0.0);
    CHECK(m.s[col::pain_today][team(0)] == doctest::Approx(3.0));  // as long as customers know it
    CHECK(m.s[col::pain_caused][team(0)] == doctest::Approx(3.0));
    CHECK(m.s[col::recovery_minutes][team(0)] == doctest::Approx(100.0));
    CHECK(m.s[col::incident_cost][team(0)] == doctest::Approx(0.2 * 100.0));
    CHECK(m.s[col::incident_minutes][team(0)] == doctest::Approx(2 * (100.0 + 30.0)));
    CHECK(m.s[col::owed_minutes][person(0)] == doctest::Approx(130.0));
    CHECK(m.s[col::owed_minutes][person(1)] == doctest::Approx(130.0));
    CHECK(m.s[col::owed_minutes][person(2)] == 0.0);
}

TEST_CASE("customers suffer longer where restoring takes longer, however usual that is there") {
    Micro m;
    certain(m);
    m.p.incidents().recovery_minutes = 400.0;
    m.lay_out(1, 3);
    m.s[col::ready_defects][team(0)] = 1.0;
    suffer_incidents(m.today(), m.view<IncidentsView>());
    CHECK(m.s[col::pain_caused][team(0)] == doctest::Approx(2.0 * 3.0));
}

TEST_CASE("the rota moves by a seat a day and passes over empty ones") {
    Micro m;
    certain(m);
    m.p.incidents().responders_high = 1.0;
    m.lay_out(1, 3);
    m.s[col::active][person(1)] = 0.0;
    for (int day = 0; day < 3; ++day) {
        m.s[col::ready_defects][team(0)] = 1.0;
        suffer_incidents(m.today(day), m.view<IncidentsView>());
    }
    CHECK(m.s[col::owed_minutes][person(0)] == doctest::Approx(130.0));
    CHECK(m.s[col::owed_minutes][person(1)] == 0.0);
    CHECK(m.s[col::owed_minutes][person(2)] == doctest::Approx(2 * 130.0));  // of day 1, instead of seat 1, and day 2
}

TEST_CASE("defects of a train show on its day only, between trains only hidden ones do") {
    Micro m;
    certain(m);
    m.p.release().train_days = 5;
    m.lay_out(1, 3);
    m.s[col::ready_defects][team(0)] = 2.0;
    suffer_incidents(m.today(3), m.view<IncidentsView>());
    CHECK(m.s[col::incidents][team(0)] == 0.0);
    suffer_incidents(m.today(4), m.view<IncidentsView>());
    CHECK(m.s[col::incidents][team(0)] == 2.0);
}

TEST_CASE("hidden defects come to light at their hazard, and are gone then") {
    Micro m;
    certain(m);
    m.p.incidents().surface_per_day = 0.1;
    m.lay_out(1, 3);
    m.s[col::latent_defects][team(0)] = 1000.0;
    suffer_incidents(m.today(), m.view<IncidentsView>());
    const double shown = m.s[col::incidents][team(0)], mean = 1000.0 * (1.0 - std::exp(-0.1));
    CHECK(std::abs(shown - mean) < 4.0 * std::sqrt(mean * std::exp(-0.1)));  // four standard deviations
    CHECK(m.s[col::latent_defects][team(0)] == 1000.0 - shown);
    CHECK(m.s[col::incidents_at_release][team(0)] == 0.0);
}

TEST_CASE("longer incidents hurt more, by a power of their length, labour and length have their limits") {
    Micro m;
    certain(m);
    m.p.incidents().recovery_sd_log = 1.0;
    m.p.incidents().labour_limit_minutes = 40.0;
    m.p.incidents().recovery_limit_minutes = 150.0;
    m.lay_out(1, 3);
    for (int day = 0; day < 40; ++day) {
        m.s[col::ready_defects][team(0)] = 1.0;
        const double pain = m.s[col::pain_caused][team(0)], minutes = m.s[col::recovery_minutes][team(0)],
                     labour = m.s[col::incident_minutes][team(0)];
        suffer_incidents(m.today(day), m.view<IncidentsView>());
        const double u = m.draws.uniforms(Purpose::incident_course, static_cast<std::uint32_t>(day), {0, 0})[1];
        const double drawn = lognormal(100.0, 1.0, u), length = drawn < 150.0 ? drawn : 150.0;
        CHECK(m.s[col::recovery_minutes][team(0)] - minutes == doctest::Approx(length));
        CHECK(m.s[col::pain_caused][team(0)] - pain == doctest::Approx(3.0 * std::sqrt(length / 100.0)));
        CHECK(m.s[col::incident_minutes][team(0)] - labour ==
              doctest::Approx(2 * ((length < 40.0 ? length : 40.0) + 30.0)));
    }
}

TEST_CASE("severity decides pain, responders and revenue lost, only high ones have a post-mortem") {
    struct Expected {
        double high, medium, pain, minutes, cost;
    };
    for (const Expected& e : {Expected{0.0, 1.0, 2.0, 100.0, 10.0}, Expected{0.0, 0.0, 1.0, 0.0, 5.0}}) {
        Micro m;
        certain(m);
        auto& i = m.p.incidents();
        i.high_share = e.high, i.medium_share = e.medium;
        i.pain_medium = 2.0, i.pain_low = 1.0;
        i.responders_medium = 1.0, i.responders_low = 0.0;
        m.p.money().downtime_medium = 0.1, m.p.money().downtime_low = 0.05;
        m.lay_out(1, 3);
        m.s[col::ready_defects][team(0)] = 1.0;
        m.s[col::week_revenue][team(0)] = 2400.0;
        suffer_incidents(m.today(), m.view<IncidentsView>());
        CHECK(m.s[col::pain_caused][team(0)] == doctest::Approx(e.pain));
        CHECK(m.s[col::incident_minutes][team(0)] == doctest::Approx(e.minutes));
        CHECK(m.s[col::incident_cost][team(0)] == doctest::Approx(e.cost));
        CHECK(m.s[col::incidents_medium][team(0)] == e.medium);
    }
}

TEST_CASE("a post-mortem may find another hidden defect, if somebody was called to it") {
    for (const bool somebody : {true, false}) {
        Micro m;
        certain(m);
        m.p.incidents().postmortem_finds_share = 1.0;
        m.lay_out(1, 2);
        for (std::uint32_t k = 0; k < 2; ++k) m.s[col::active][person(k)] = somebody ? 1.0 : 0.0;
        m.s[col::ready_defects][team(0)] = 1.0;
        m.s[col::latent_defects][team(0)] = 5.0;
        suffer_incidents(m.today(), m.view<IncidentsView>());
        CHECK(m.s[col::latent_defects][team(0)] == (somebody ? 4.0 : 5.0));
        CHECK(m.s[col::defects_cured][team(0)] == (somebody ? 1.0 : 0.0));
    }
}

TEST_CASE("some incidents have no change behind them: by the size of the product, and more with upkeep owed") {
    const auto incidents = [](double owed, std::uint32_t people_there) {
        Micro m;
        certain(m);
        m.p.incidents().without_change_per_engineer_year = 10.0;
        m.p.incidents().upkeep_minutes_per_week = 100.0;
        m.lay_out(8, 4);
        for (std::uint32_t k = people_there; k < 32; ++k) m.s[col::active][person(k)] = 0.0;
        double sum = 0.0;
        for (int day = 0; day < 260; ++day) {
            for (std::uint32_t t = 0; t < 8; ++t) m.s[col::upkeep][team(t)] = owed * 13.0 * 100.0 * 4.0;
            suffer_incidents(m.today(day), m.view<IncidentsView>());
        }
        for (std::uint32_t t = 0; t < 8; ++t) {
            sum += m.s[col::incidents][team(t)];
            CHECK(m.s[col::incidents_without_change][team(t)] == m.s[col::incidents][team(t)]);
            CHECK(m.s[col::incidents_at_release][team(t)] == 0.0);
        }
        return sum;
    };
    // 320 a year are expected, with a standard deviation of 18; the same with nobody there, and twice as many with a
    // quarter's upkeep owed. At four standard deviations a good program fails once in 10,000 seeds.
    CHECK(std::fabs(incidents(0.0, 32) - 320.0) < 4.0 * std::sqrt(320.0));
    CHECK(std::fabs(incidents(0.0, 0) - 320.0) < 4.0 * std::sqrt(320.0));
    CHECK(std::fabs(incidents(1.0, 32) - 640.0) < 4.0 * std::sqrt(640.0));
}

TEST_CASE("what nobody is there to mend lasts as long as anything does") {
    for (const bool somebody : {true, false}) {
        Micro m;
        certain(m);
        m.lay_out(1, 2);
        m.s[col::active][person(0)] = 0.0;
        m.s[col::active][person(1)] = somebody ? 1.0 : 0.0;
        m.s[col::ready_defects][team(0)] = 1.0;
        suffer_incidents(m.today(), m.view<IncidentsView>());
        CHECK(m.s[col::recovery_minutes][team(0)] == doctest::Approx(somebody ? 100.0 : 1000.0));
        CHECK(m.s[col::pain_today][team(0)] == doctest::Approx(somebody ? 3.0 : 3.0 * std::sqrt(10.0)));
    }
}
