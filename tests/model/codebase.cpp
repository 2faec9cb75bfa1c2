// What a week of work leaves behind in the code and in what the team knows, worked out by hand.
#include <doctest/doctest.h>

#include <cmath>
#include <strathern/params/ai.hpp>
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
