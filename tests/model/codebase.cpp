// What a week of work leaves behind in the code and in what the team knows, worked out by hand.
#include <doctest/doctest.h>

#include <cmath>
#include <strathern/params/ai.hpp>
#include <strathern/params/incidents.hpp>
#include <strathern/params/organisation.hpp>
#include <strathern/params/quality.hpp>
#include <strathern/params/worth.hpp>

#include "micro.hpp"
#include "model/codebase.hpp"

using namespace strathern;
using namespace strathern::test;

namespace {

/// Two teams of two who work 100 minutes by hand and 100 with AI in a week, in a code that is clean so far: 50 and 50
/// each. A minute leaves a quarter of a minute, a fifth of which is erosion; work with AI leaves three times as much.
void a_week_of_work(Micro& m) {
    auto& q = m.p.quality();
    q.debt_per_minute = 0.25;
    q.erosion_share = 0.2;
    q.debt_drag = q.erosion_drag = 0.0;
    q.repayment_half_share = q.code_replaced_per_year = q.debt_breeds = 0.0;
    m.p.incidents().upkeep_minutes_per_week = 0.0;
    m.p.ai().debt_factor = 3.0;
    m.p.ai().library_effect = 0.4;
    m.p.ai().library_decay_per_week = 0.0;
    m.p.worth().knowledge_decay_per_week = 0.0;
    m.lay_out(2, 2);
    for (std::uint32_t k = 0; k < 4; ++k) {
        m.s[col::week_minutes][person(k)] = 100.0;
        m.s[col::week_by_hand][person(k)] = m.s[col::week_with_ai][person(k)] = 50.0;
    }
}

void settle(Micro& m) { settle_code(m.today(), m.view<SettleView>()); }

}  // namespace

TEST_CASE("old debt breeds new: what work leaves grows with the debt of the code base, before the week") {
    Micro m;
    a_week_of_work(m);
    m.p.quality().debt_breeds = 0.5;
    const double quarter = 2.0 * m.given().chosen_minutes() * days_per_quarter;
    m.s[col::debt][team(0)] = 0.2 * quarter;
    m.s[col::week_debt][team(0)] = -40.0;  // readers had so much mended
    settle(m);
    CHECK(m.s[col::debt][team(0)] == doctest::Approx(0.2 * quarter + 0.8 * (100.0 - 40.0) * 1.1));
    CHECK(m.s[col::erosion][team(0)] == doctest::Approx(0.2 * (100.0 - 40.0) * 1.1));
}

TEST_CASE("work leaves debt and erosion, with AI more than by hand") {
    Micro m;
    a_week_of_work(m);
    m.s[col::debt][team(0)] = 10.0;
    m.s[col::erosion][team(0)] = 5.0;
    settle(m);
    // A quarter of 100 + 3 * 100 minutes is left: 100.
    CHECK(m.s[col::debt][team(0)] == doctest::Approx(90.0));
    CHECK(m.s[col::erosion][team(0)] == doctest::Approx(25.0));
    CHECK(m.s[col::debt][team(1)] == doctest::Approx(80.0));
}

TEST_CASE("a skill library takes part of the extra debt of AI away, as full as it was when the week began") {
    Micro m;
    a_week_of_work(m);
    m.s[col::library][team(0)] = 0.5;
    m.s[col::library_rate][person(0)] = 1.0;  // full by the week's end
    settle(m);
    // The extra is 2 * (1 - 0.4 * 0.5) = 1.6, so 0.25 * (100 + 2.6 * 100) = 90 are left.
    CHECK(m.s[col::debt][team(0)] == doctest::Approx(0.8 * 90.0));
    CHECK(m.s[col::erosion][team(0)] == doctest::Approx(0.2 * 90.0));
}

TEST_CASE("refactoring repays debt, design repays erosion, neither more than there is") {
    Micro m;
    a_week_of_work(m);
    m.s[col::debt_rate][person(0)] = 0.1;  // 10 and 20 of 80
    m.s[col::debt_rate][person(1)] = 0.2;
    m.s[col::erosion_rate][person(1)] = 0.03;  // 3 of 20
    m.s[col::debt_rate][person(2)] = 1.0;      // 100
    m.s[col::erosion_rate][person(3)] = 1.0;
    settle(m);
    CHECK(m.s[col::debt][team(0)] == doctest::Approx(50.0));
    CHECK(m.s[col::erosion][team(0)] == doctest::Approx(17.0));
    CHECK(m.s[col::debt][team(1)] == 0.0);
    CHECK(m.s[col::erosion][team(1)] == 0.0);
}

TEST_CASE("debt and erosion slow work, over a quarter of the team's hours") {
    Micro m;
    a_week_of_work(m);
    m.p.organisation().overhead_share = 0.5;  // 2 people, 240 minutes, 65 days: 31200 minutes
    m.p.quality().debt_drag = 0.5;
    m.p.quality().erosion_drag = 0.25;
    m.s[col::debt][team(0)] = 31200.0 - 80.0;  // with this week's, just a quarter
    m.s[col::erosion][team(0)] = 2 * 31200.0 - 20.0;
    settle(m);
    CHECK(m.s[col::slow][team(0)] == doctest::Approx(1.0 / (1.0 + 0.5 + 0.5)));
    m.p.quality().erosion_drag = 0.0;
    m.p.quality().debt_per_minute = 0.0;
    settle(m);
    CHECK(m.s[col::slow][team(0)] == doctest::Approx(1.0 / 1.5));
    m.p.quality().debt_drag = 0.0;
    settle(m);
    CHECK(m.s[col::slow][team(0)] == 1.0);
}

TEST_CASE("knowledge of customers and the library fill as people work on them, and age after that") {
    Micro m;
    a_week_of_work(m);
    m.p.worth().knowledge_decay_per_week = 0.1;
    m.p.ai().library_decay_per_week = 0.2;
    m.s[col::knowledge][team(0)] = m.s[col::knowledge][team(1)] = 0.2;
    m.s[col::library][team(0)] = m.s[col::library][team(1)] = 0.6;
    m.s[col::knowledge_rate][person(0)] = 0.25 * std::log(2.0) / 100.0;  // together half of what is missing
    m.s[col::knowledge_rate][person(1)] = 0.75 * std::log(2.0) / 100.0;
    m.s[col::library_rate][person(1)] = std::log(4.0) / 100.0;
    settle(m);
    CHECK(m.s[col::knowledge][team(0)] == doctest::Approx(0.9 * (0.2 + 0.8 * 0.5)));
    CHECK(m.s[col::library][team(0)] == doctest::Approx(0.8 * (0.6 + 0.4 * 0.75)));
    CHECK(m.s[col::knowledge][team(1)] == doctest::Approx(0.9 * 0.2));
    CHECK(m.s[col::library][team(1)] == doctest::Approx(0.8 * 0.6));
}

TEST_CASE("a team of another block is left alone") {
    Micro m;
    a_week_of_work(m);
    Today today = m.today();
    today.block = {1, 2, 2, 4, 2};
    settle_code(today, m.view<SettleView>());
    CHECK(m.s[col::debt][team(0)] == 0.0);
    CHECK(m.s[col::debt][team(1)] == doctest::Approx(80.0));
}

TEST_CASE(
    "repayment meets diminishing returns: half of a minute's worth where debt is as large as the parameter says") {
    Micro m;
    a_week_of_work(m);
    m.p.organisation().overhead_share = 0.5;  // a quarter of two people: 31200 minutes
    m.p.quality().debt_per_minute = 0.0;
    m.p.quality().repayment_half_share = 0.1;
    m.s[col::debt_rate][person(0)] = m.s[col::erosion_rate][person(0)] = 0.5;  // 50 minutes
    m.s[col::debt][team(0)] = 3120.0;
    m.s[col::erosion][team(0)] = 9 * 3120.0;
    settle(m);
    CHECK(m.s[col::debt][team(0)] == doctest::Approx(3120.0 - 25.0));
    CHECK(m.s[col::erosion][team(0)] == doctest::Approx(9 * 3120.0 - 45.0));
}

TEST_CASE("code that is replaced takes its debt along") {
    Micro m;
    a_week_of_work(m);
    m.p.quality().debt_per_minute = 0.0;
    m.p.quality().code_replaced_per_year = 0.52;  // a hundredth a week
    m.s[col::debt][team(0)] = 500.0;
    m.s[col::erosion][team(0)] = 100.0;
    settle(m);
    CHECK(m.s[col::debt][team(0)] == doctest::Approx(495.0));
    CHECK(m.s[col::erosion][team(0)] == doctest::Approx(99.0));
}

TEST_CASE("debt and erosion come to rest from half and from twice, and start there") {
    for (const double repays : {0.0, 0.2, 0.9}) {
        Micro m;
        a_week_of_work(m);
        m.p.quality().repayment_half_share = 0.05;
        m.p.quality().code_replaced_per_year = 2.0;
        const double week = m.given().chosen_minutes() * days_per_week;
        for (std::uint32_t k = 0; k < 4; ++k) {  // half of the hours by hand, half with AI
            m.s[col::hand_rate][person(k)] = m.s[col::ai_rate][person(k)] = 0.5;
            m.s[col::week_by_hand][person(k)] = m.s[col::week_with_ai][person(k)] = 0.5 * week;
            m.s[col::week_minutes][person(k)] = week;
            m.s[col::debt_rate][person(k)] = repays, m.s[col::erosion_rate][person(k)] = 0.5 * repays;
        }
        found_code(m.today(), m.view<FoundCodeView>());
        const double debt = m.s[col::debt][team(0)], erosion = m.s[col::erosion][team(0)];
        CHECK(debt > 0.0);
        CHECK(erosion > 0.0);
        settle(m);
        CHECK(m.s[col::debt][team(0)] == doctest::Approx(debt).epsilon(1e-3));
        CHECK(m.s[col::erosion][team(0)] == doctest::Approx(erosion).epsilon(1e-3));
        m.s[col::debt][team(0)] = 0.5 * debt, m.s[col::debt][team(1)] = 2.0 * debt;
        m.s[col::erosion][team(0)] = 0.5 * erosion, m.s[col::erosion][team(1)] = 2.0 * erosion;
        for (int k = 0; k < 52 * 20; ++k) settle(m);
        for (const std::uint32_t t : {0U, 1U}) {
            CHECK(m.s[col::debt][team(t)] == doctest::Approx(debt).epsilon(0.02));
            CHECK(m.s[col::erosion][team(t)] == doctest::Approx(erosion).epsilon(0.02));
        }
    }
}

TEST_CASE("where debt slows work, it starts where slowed work and its repayment meet") {
    Micro m;
    a_week_of_work(m);
    m.p.quality().debt_drag = 0.8, m.p.quality().erosion_drag = 0.3;
    m.p.quality().repayment_half_share = 0.1, m.p.quality().code_replaced_per_year = 0.5;
    for (std::uint32_t k = 0; k < 4; ++k) {
        m.s[col::hand_rate][person(k)] = 1.0;
        m.s[col::debt_rate][person(k)] = 0.1, m.s[col::erosion_rate][person(k)] = 0.02;
    }
    found_code(m.today(), m.view<FoundCodeView>());
    const double debt = m.s[col::debt][team(0)], slow = m.s[col::slow][team(0)];
    CHECK(slow < 0.8);
    const double week = m.given().chosen_minutes() * days_per_week;
    for (std::uint32_t k = 0; k < 4; ++k) {
        m.s[col::week_by_hand][person(k)] = week * slow, m.s[col::week_with_ai][person(k)] = 0.0;
        m.s[col::week_minutes][person(k)] = week;
    }
    settle(m);
    CHECK(m.s[col::debt][team(0)] == doctest::Approx(debt).epsilon(1e-3));
    CHECK(m.s[col::slow][team(0)] == doctest::Approx(slow).epsilon(1e-3));
}

TEST_CASE("upkeep goes by the size of the product, is shared by who is there, and what they do not get to is owed") {
    Micro m;
    a_week_of_work(m);
    m.p.organisation().overhead_share = 0.5;  // 1200 minutes a week each
    m.p.incidents().upkeep_minutes_per_week = 90.0;
    m.p.incidents().upkeep_most_share = 0.1;  // 120 minutes
    m.s[col::active][person(1)] = 0.0;
    settle(m);
    // Two engineers' 180 minutes fall to one, who gives 120; in the other team 90 to each of two.
    CHECK(m.s[col::owed_minutes][person(0)] == doctest::Approx(120.0));
    CHECK(m.s[col::upkeep_minutes][person(0)] == doctest::Approx(120.0));
    CHECK(m.s[col::owed_minutes][person(1)] == 0.0);
    CHECK(m.s[col::upkeep_minutes][person(1)] == 0.0);
    CHECK(m.s[col::upkeep][team(0)] == doctest::Approx(60.0));
    CHECK(m.s[col::owed_minutes][person(2)] == doctest::Approx(90.0));
    CHECK(m.s[col::upkeep][team(1)] == doctest::Approx(0.0));
    m.s[col::active][person(0)] = 0.0;  // nobody is left
    settle(m);
    CHECK(m.s[col::upkeep][team(0)] == doctest::Approx(60.0 + 180.0));
    m.s[col::active][person(0)] = m.s[col::active][person(1)] = 1.0;  // two catch up: 180 of the week and 60 owed
    settle(m);
    CHECK(m.s[col::owed_minutes][person(1)] == doctest::Approx(120.0));
    CHECK(m.s[col::upkeep][team(0)] == doctest::Approx(180.0));
}

TEST_CASE("who looks for latent defects finds each with the same chance and mends it, of the own team alone") {
    Micro m;
    a_week_of_work(m);
    m.s[col::latent_defects][team(0)] = m.s[col::latent_defects][team(1)] = 10'000.0;
    m.s[col::latent_rate][person(0)] = m.s[col::latent_rate][person(1)] = std::log(2.0) / 400.0;  // 100 minutes each
    settle(m);
    const double found = m.s[col::defects_cured][team(0)], share = 1.0 - std::sqrt(0.5);
    CHECK(m.s[col::latent_defects][team(0)] == 10'000.0 - found);
    CHECK(std::abs(found - 10'000.0 * share) < 4.0 * std::sqrt(10'000.0 * share * (1.0 - share)));
    CHECK(m.s[col::latent_defects][team(1)] == 10'000.0);
    CHECK(m.s[col::defects_cured][team(1)] == 0.0);
}
