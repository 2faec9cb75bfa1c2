// Which regime binds people: how it begins, ages and ends.
#include <doctest/doctest.h>

#include <strathern/params/definitions.hpp>

#include "micro.hpp"
#include "model/govern/govern.hpp"

using namespace strathern;
using namespace strathern::test;

namespace {

Named<Metric> metric(double target, std::int64_t lag_weeks, bool ratio) {
    Metric m;
    m.numerator = {{Signal::reviews, 1.0}};
    if (ratio) m.denominator = {{Signal::lines, 1.0}};
    m.target = target;
    m.lag_weeks = lag_weeks;
    return {"metric", m};
}

/// Under the regime of an organisation of two teams of two, everything has moved for some weeks.
void some_weeks(Micro& m) {
    m.regime.metrics = {metric(3.0, 1, false)};
    m.lay_out(2, 2, 0, true);
    m.measure();
    m.s[col::contracts].list[0].weeks = 17;
    m.s[col::target][0] = 5.0, m.s[col::published_mean][0] = 6.0, m.s[col::published_spread][0] = 7.0;
    fill(m.s[col::expected_top][0], 8.0);
    for (std::uint32_t k = 0; k < 4; ++k) {
        m.s[col::metric_numerator][0][person(k)] = m.s[col::metric_numerator][1][person(k)] = 9.0;
        m.s[col::score][person(k)] = 0.5, m.s[col::last_score][person(k)] = 0.4;
        for (std::size_t a = 0; a < first_practice; ++a) {
            m.s[col::chosen][a][person(k)] = 0.1 * static_cast<double>(a + k);
            m.s[col::usual_choice][a][person(k)] = 0.9;
        }
    }
    for (std::uint32_t t = 0; t < 2; ++t) {
        m.s[col::belief][team(t)] = 0.2;
        m.s[col::team_score][team(t)] = 0.5, m.s[col::last_team_score][team(t)] = 0.4;
    }
}

}  // namespace

TEST_CASE("a regime takes the place of the one in force and begins in its week 0") {
    Micro m;
    some_weeks(m);
    Regime next;
    next.metrics = {metric(11.0, 2, true), metric(12.0, 0, false)};
    begin_contract(next, 0.75, m.catalogue(), m.view<BeginView>());
    REQUIRE(m.s[col::contracts].list.size() == 1);
    const Contract& contract = m.s[col::contracts].list[0];
    CHECK(contract.regime == &next);
    CHECK(contract.weeks == 0);
    CHECK(contract.audience == Audience::engineers);
    // Targets as declared, windows empty, nothing published.
    REQUIRE(m.s[col::target].size() == 2);
    CHECK(m.s[col::target][0] == 11.0);
    CHECK(m.s[col::target][1] == 12.0);
    CHECK(m.s[col::own_target].empty());
    CHECK(m.s[col::metric_numerator].size() == 4);
    CHECK(m.s[col::metric_denominator].size() == 3);
    for (std::uint32_t k = 0; k < 4; ++k) {
        for (const auto& window : m.s[col::metric_numerator]) CHECK(window[person(k)] == 0.0);
        for (const auto& window : m.s[col::metric_denominator]) CHECK(window[person(k)] == 0.0);
    }
    CHECK(m.s[col::published_mean][0] == 0.0);
    CHECK(m.s[col::published_spread][0] == 0.0);
    CHECK(m.s[col::expected_top][0][person(3)] == 0.0);
}

TEST_CASE("with a new regime no score has been published, and people learn from today's hours on") {
    Micro m;
    some_weeks(m);
    const Regime next = m.regime;
    begin_contract(next, 0.75, m.catalogue(), m.view<BeginView>());
    for (std::uint32_t k = 0; k < 4; ++k) {
        CHECK(m.s[col::score][person(k)] == 0.0);
        CHECK(m.s[col::last_score][person(k)] == 0.0);
        for (std::size_t a = 0; a < first_practice; ++a)
            CHECK(m.s[col::usual_choice][a][person(k)] == 0.1 * static_cast<double>(a + k));
    }
    for (std::uint32_t t = 0; t < 2; ++t) {
        CHECK(m.s[col::team_score][team(t)] == 0.0);
        CHECK(m.s[col::last_team_score][team(t)] == 0.0);
        CHECK(m.s[col::belief][team(t)] == 0.75);
    }
}

TEST_CASE("own targets begin at each metric's declared one") {
    Micro m;
    some_weeks(m);
    Regime next;
    next.metrics = {metric(11.0, 0, false), metric(12.0, 0, false)};
    next.ratchet_scope = RatchetScope::own;
    begin_contract(next, 0.75, m.catalogue(), m.view<BeginView>());
    REQUIRE(m.s[col::own_target].size() == 2);
    for (std::uint32_t k = 0; k < 4; ++k) {
        CHECK(m.s[col::own_target][0][person(k)] == 11.0);
        CHECK(m.s[col::own_target][1][person(k)] == 12.0);
    }
}

TEST_CASE("when a regime ends its board is taken down, and scores stay as they were last published") {
    Micro m;
    some_weeks(m);
    end_contracts(m.catalogue(), m.view<EndView>());
    CHECK(m.s[col::contracts].list.empty());
    CHECK(m.s[col::target].size() == 0);
    CHECK(m.s[col::metric_numerator].empty());
    CHECK(m.s[col::expected_top].empty());
    CHECK(m.s[col::score][person(3)] == 0.5);
    CHECK(m.s[col::last_score][person(3)] == 0.4);
    CHECK(m.s[col::belief][team(1)] == 0.2);
}

TEST_CASE("a contract grows a week older each week") {
    Micro m;
    some_weeks(m);
    age_contracts(m.today(), m.view<AgeView>());
    CHECK(m.s[col::contracts].list[0].weeks == 18);
    age_contracts(m.today(), m.view<AgeView>());
    CHECK(m.s[col::contracts].list[0].weeks == 19);
}
