// What managers do with a regime: the pressure that they pass on, and what they come to believe.
#include <doctest/doctest.h>

#include <cmath>
#include <strathern/params/definitions.hpp>
#include <strathern/params/management.hpp>

#include "core/variates.hpp"
#include "micro.hpp"
#include "model/govern/govern.hpp"

using namespace strathern;
using namespace strathern::test;

namespace {

constexpr int mid_quarter = 11 * days_per_week + 4, end_of_quarter = 12 * days_per_week + 4;

Named<Metric> metric(double weight) {
    Metric m;
    m.numerator = {{Signal::reviews, 1.0}};
    m.weight = weight;
    return {"metric", m};
}

/// Managers who pass on twice their belief in half of the stakes of 3, and look for nothing else. Two teams of two.
void managers(Micro& m) {
    auto& p = m.p.management();
    p.pressure = 2.0, p.pressure_sd_log = 0.0, p.belief_rate = 0.25, p.gap_response = 0.0;
    p.insecurity_effect = 0.0, p.insecurity_memory_weeks = 1e9;
    m.regime.stakes = 3.0;
    if (m.regime.metrics.empty()) m.regime.metrics = {metric(1.0)};
    m.lay_out(2, 2, 1);
    m.measure();
    for (std::uint32_t t = 0; t < 2; ++t) m.s[col::belief][team(t)] = 0.5;
}

/// Belief at the end of a quarter, after scores and satisfaction of the first team have gone from 0.5 by so much.
double belief_after(double scores, double satisfaction, int day = end_of_quarter) {
    Micro m;
    managers(m);
    m.s[col::score][person(0)] = m.s[col::score][person(1)] = 0.5 + scores;
    m.s[col::last_team_score][team(0)] = 0.5;
    m.s[col::satisfaction][team(0)] = 0.5 + satisfaction;
    m.s[col::last_satisfaction][team(0)] = 0.5;
    press_teams(m.today(day), m.view<PressView>());
    CHECK(m.s[col::pressure][team(0)] == doctest::Approx(3.0));  // of the belief that held in the quarter
    return m.s[col::belief][team(0)];
}

}  // namespace

TEST_CASE(
    "pressure is stakes times what the manager passes on and believes, anew each week, and is summed over weeks") {
    Micro m;
    managers(m);
    m.s[col::belief][team(1)] = 0.25;
    press_teams(m.today(mid_quarter), m.view<PressView>());
    press_teams(m.today(mid_quarter), m.view<PressView>());
    CHECK(m.s[col::pressure][team(0)] == doctest::Approx(3.0));
    CHECK(m.s[col::pressure][team(1)] == doctest::Approx(1.5));
    CHECK(m.s[col::pressure_weeks][team(0)] == doctest::Approx(6.0));
    CHECK(m.s[col::pressure_weeks][team(1)] == doctest::Approx(3.0));
}

TEST_CASE("each manager passes on more or less by nature, the same in every week") {
    Micro m;
    managers(m);
    m.p.management().pressure_sd_log = 0.5;
    for (const int day : {mid_quarter, end_of_quarter}) {
        press_teams(m.today(day), m.view<PressView>());
        for (const std::uint32_t t : {0u, 1u}) {
            const double z = normal(m.draws.uniforms(Purpose::manager, 0, {seats_per_team * t, 0})[0]);
            CHECK(m.s[col::pressure][team(t)] == doctest::Approx(3.0 * std::exp(0.5 * z)));
        }
    }
    CHECK(m.s[col::pressure][team(0)] != doctest::Approx(m.s[col::pressure][team(1)]));
}

TEST_CASE("managers press harder the further the team's mean score is below the full one, and no less above it") {
    for (const bool least : {false, true}) {
        Micro m;
        m.regime.metrics = {metric(3.0), metric(1.0)};  // the full score is 4, or the least: 1
        m.regime.combine = least ? Combine::least : Combine::sum;
        managers(m);
        m.p.management().gap_response = 0.5;
        m.s[col::score][person(0)] = 1.5, m.s[col::score][person(1)] = 0.5;  // mean 1
        m.s[col::score][person(3)] = m.s[col::score][person(4)] = 9.0;
        press_teams(m.today(mid_quarter), m.view<PressView>());
        CHECK(m.s[col::team_score][team(0)] == 1.0);
        CHECK(m.s[col::team_score][team(1)] == 9.0);
        CHECK(m.s[col::pressure][team(0)] == doctest::Approx(least ? 3.0 : 3.0 * (1.0 + 0.5 * 0.75)));
        CHECK(m.s[col::pressure][team(1)] == doctest::Approx(3.0));
    }
}

TEST_CASE("the least of the weights is the full score wherever it stands") {
    Micro m;
    m.regime.metrics = {metric(2.0), metric(4.0)};
    m.regime.combine = Combine::least;
    managers(m);
    m.p.management().gap_response = 1.0;
    m.s[col::score][person(0)] = m.s[col::score][person(1)] = 1.0;
    press_teams(m.today(mid_quarter), m.view<PressView>());
    CHECK(m.s[col::pressure][team(0)] == doctest::Approx(4.5));  // half of 2 is missing
}

TEST_CASE("where all is to be low there is no full score to fall short of") {
    for (const double weight : {-1.0, 0.0}) {
        Micro m;
        m.regime.metrics = {metric(weight)};
        managers(m);
        m.p.management().gap_response = 1.0;
        m.s[col::score][person(0)] = m.s[col::score][person(1)] = 0.5 * weight;
        press_teams(m.today(mid_quarter), m.view<PressView>());
        CHECK(m.s[col::pressure][team(0)] == doctest::Approx(3.0));
    }
}

TEST_CASE("the team's score is the mean over those whom the contract binds") {
    Micro m;
    managers(m);
    m.s[col::active][person(2)] = 1.0;  // a dedicated reviewer
    m.s[col::score][person(0)] = 1.0, m.s[col::score][person(1)] = 7.0, m.s[col::score][person(2)] = 8.0;
    press_teams(m.today(mid_quarter), m.view<PressView>());
    CHECK(m.s[col::team_score][team(0)] == 4.0);
    m.s[col::active][person(1)] = 0.0;
    press_teams(m.today(mid_quarter), m.view<PressView>());
    CHECK(m.s[col::team_score][team(0)] == 1.0);
    m.s[col::active][person(0)] = 0.0;
    press_teams(m.today(mid_quarter), m.view<PressView>());
    CHECK(m.s[col::team_score][team(0)] == 0.0);  // nobody is left
}

TEST_CASE("belief in a metric grows where it and customers moved alike, and shrinks where they did not") {
    CHECK(belief_after(0.1, 0.2) == doctest::Approx(0.625));  // a quarter of the way to 1
    CHECK(belief_after(-0.1, -0.2) == doctest::Approx(0.625));
    CHECK(belief_after(0.1, -0.2) == doctest::Approx(0.375));  // a quarter of the way to 0
    CHECK(belief_after(-0.1, 0.2) == doctest::Approx(0.375));
    CHECK(belief_after(0.1, 0.0) == doctest::Approx(0.375));  // customers did not care
}

TEST_CASE("a metric that stands still says nothing, and in a running quarter nobody looks") {
    CHECK(belief_after(0.0, 0.2) == 0.5);
    CHECK(belief_after(0.0, 0.0) == 0.5);
    CHECK(belief_after(0.1, 0.2, mid_quarter) == 0.5);
}

TEST_CASE("managers compare with what they saw at the end of the last quarter") {
    Micro m;
    managers(m);
    m.s[col::score][person(0)] = m.s[col::score][person(1)] = 0.75;
    m.s[col::satisfaction][team(0)] = 0.6;
    m.s[col::last_team_score][team(0)] = 0.1, m.s[col::last_satisfaction][team(0)] = 0.2;
    press_teams(m.today(mid_quarter), m.view<PressView>());
    CHECK(m.s[col::last_team_score][team(0)] == 0.1);
    CHECK(m.s[col::last_satisfaction][team(0)] == 0.2);
    press_teams(m.today(end_of_quarter), m.view<PressView>());
    CHECK(m.s[col::last_team_score][team(0)] == 0.75);
    CHECK(m.s[col::last_satisfaction][team(0)] == 0.6);
}

TEST_CASE("a lay-off is forgotten by its memory, and what is left of it makes pressure felt more") {
    Micro m;
    managers(m);
    m.p.management().insecurity_effect = 2.0;
    m.p.management().insecurity_memory_weeks = 4.0;
    m.s[col::insecurity][team(0)] = 0.5;
    press_teams(m.today(mid_quarter), m.view<PressView>());
    const double left = 0.5 * std::exp(-0.25);
    CHECK(m.s[col::insecurity][team(0)] == doctest::Approx(left));
    CHECK(m.s[col::pressure][team(0)] == doctest::Approx(3.0 * (1.0 + 2.0 * left)));
    CHECK(m.s[col::pressure][team(1)] == doctest::Approx(3.0));
}

TEST_CASE("without a regime nobody is pressed, but lay-offs are forgotten and customers looked at") {
    Micro m;
    m.p.management().insecurity_memory_weeks = 4.0;
    m.lay_out(1, 2);
    m.s[col::pressure][team(0)] = 3.0;
    m.s[col::insecurity][team(0)] = 1.0;
    m.s[col::satisfaction][team(0)] = 0.6;
    press_teams(m.today(end_of_quarter), m.view<PressView>());
    CHECK(m.s[col::pressure][team(0)] == 0.0);
    CHECK(m.s[col::pressure_weeks][team(0)] == 0.0);
    CHECK(m.s[col::insecurity][team(0)] == doctest::Approx(std::exp(-0.25)));
    CHECK(m.s[col::last_satisfaction][team(0)] == 0.6);
}

TEST_CASE("a block of teams is pressed by its own managers") {
    Micro m;
    managers(m);
    m.s[col::insecurity][team(0)] = 0.5;
    Today today = m.today(mid_quarter);
    today.block = {.first_team = 1, .last_team = 2, .first_row = 3, .last_row = 6, .width = 3};
    press_teams(today, m.view<PressView>());
    CHECK(m.s[col::pressure][team(0)] == 0.0);
    CHECK(m.s[col::insecurity][team(0)] == 0.5);
    CHECK(m.s[col::pressure][team(1)] == doctest::Approx(3.0));
}
