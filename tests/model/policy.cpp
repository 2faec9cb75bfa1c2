// What a policy does, when and in which order; and what AI costs in a week.
#include <doctest/doctest.h>

#include <cmath>
#include <strathern/params/ai.hpp>
#include <strathern/params/definitions.hpp>
#include <strathern/params/management.hpp>
#include <strathern/params/review.hpp>
#include <string_view>

#include "micro.hpp"
#include "model/govern/govern.hpp"

using namespace strathern;
using namespace strathern::test;

namespace {

Setting setting(std::string_view path, double value) {
    std::uint32_t number = 0;
    while (parameter_table()[number].path != path) ++number;
    return {std::string(path), number, value};
}

Intervention on(int week) {
    Intervention step;
    step.at = week;
    return step;
}

Regime regime(double target) {
    Metric m;
    m.numerator = {{Signal::reviews, 1.0}};
    m.target = target;
    Regime r;
    r.metrics = {{"metric", m}};
    return r;
}

bool apply(Micro& m, const Policy& policy, int week) {
    return apply_policy(policy, week, m.catalogue(), m.p, m.view<PolicyView>());
}

void check_diary(const Micro& m, std::initializer_list<DiaryEntry> expected) {
    const auto& entries = m.s[col::diary].entries;
    REQUIRE(entries.size() == expected.size());
    auto entry = entries.begin();
    for (const DiaryEntry& e : expected) {
        CHECK(entry->week == e.week);
        CHECK(entry->deed == e.deed);
        CHECK(entry->intervention == e.intervention);
        ++entry;
    }
}

}  // namespace

TEST_CASE("an intervention takes effect in the week of its date, neither before nor after") {
    Micro m;
    m.lay_out(1, 1);
    m.p.review().care = 1.0;
    Policy policy;
    policy.interventions = {on(6), on(8)};
    policy.interventions[0].set = {setting("review.care", 3.0)};
    policy.interventions[1].set = {setting("review.care", 4.0)};
    CHECK_FALSE(apply(m, policy, 5));
    CHECK(m.p.review().care == 1.0);
    CHECK(apply(m, policy, 6));
    CHECK(m.p.review().care == 3.0);
    m.p.review().care = 2.0;
    CHECK_FALSE(apply(m, policy, 7));
    CHECK(m.p.review().care == 2.0);
    CHECK(apply(m, policy, 8));
    CHECK(m.p.review().care == 4.0);
    check_diary(m, {{6, Deed::set, 0}, {8, Deed::set, 1}});
}

TEST_CASE("within an intervention parameters are set, then a regime ends, then one begins") {
    Micro m;
    m.regime = regime(1.0);
    m.lay_out(2, 1, 0, true);
    m.measure();
    m.p.management().belief_start = 0.9;
    Policy policy;
    policy.interventions = {on(3)};
    Intervention& step = policy.interventions[0];
    step.set = {setting("management.belief_start", 0.25)};
    step.end_regime = true;
    step.regime = regime(7.0);
    CHECK(apply(m, policy, 3));
    REQUIRE(m.s[col::contracts].list.size() == 1);  // the new one has not been ended
    CHECK(m.s[col::contracts].list[0].regime == &*step.regime);
    CHECK(m.s[col::target][0] == 7.0);
    CHECK(m.s[col::belief][team(0)] == 0.25);  // the belief that has just been set
    CHECK(m.s[col::belief][team(1)] == 0.25);
    check_diary(m, {{3, Deed::set, 0}, {3, Deed::end, 0}, {3, Deed::begin, 0}});
}

TEST_CASE("a regime ends when a policy says so, and only then") {
    Micro m;
    m.regime = regime(1.0);
    m.lay_out(1, 1, 0, true);
    m.measure();
    Policy policy;
    policy.interventions = {on(3), on(4)};
    policy.interventions[1].end_regime = true;
    CHECK(apply(m, policy, 3));
    CHECK(m.s[col::contracts].list.size() == 1);
    CHECK(apply(m, policy, 4));
    CHECK(m.s[col::contracts].list.empty());
    CHECK(m.s[col::target].size() == 0);
    check_diary(m, {{4, Deed::end, 1}});
}

TEST_CASE("interventions of a week take effect in their order, each under its own number") {
    Micro m;
    m.lay_out(1, 1, 0, true);
    Policy policy;
    policy.interventions = {on(1), on(2), on(2), on(2)};
    policy.interventions[1].regime = regime(5.0);
    policy.interventions[2].set = {setting("review.care", 3.0)};
    policy.interventions[3].set = {setting("review.care", 4.0)};
    policy.interventions[3].regime = regime(6.0);
    CHECK(apply(m, policy, 2));
    CHECK(m.p.review().care == 4.0);
    CHECK(m.s[col::target][0] == 6.0);
    check_diary(m, {{2, Deed::begin, 1}, {2, Deed::set, 2}, {2, Deed::set, 3}, {2, Deed::begin, 3}});
}

TEST_CASE("what changes nothing leaves no entry in the diary, though its time has come") {
    Micro m;
    m.lay_out(1, 1);
    m.p.review().care = 3.0;
    Policy policy;
    policy.interventions = {on(2)};
    policy.interventions[0].set = {setting("review.care", 3.0)};
    policy.interventions[0].end_regime = true;  // none is in force
    CHECK(apply(m, policy, 2));
    CHECK(m.s[col::diary].entries.empty());
}

TEST_CASE("all settings of an intervention hold, and one that changes something is enough for an entry") {
    for (const double second : {4.0, 5.0}) {
        Micro m;
        m.lay_out(1, 1);
        m.p.review().care = 3.0, m.p.review().start_minutes = 4.0, m.p.review().duty = 0.5;
        Policy policy;
        policy.interventions = {on(2)};
        policy.interventions[0].set = {setting("review.care", second == 4.0 ? 3.5 : 3.0),
                                       setting("review.start_minutes", second), setting("review.duty", 0.5)};
        CHECK(apply(m, policy, 2));
        CHECK(m.p.review().care == (second == 4.0 ? 3.5 : 3.0));
        CHECK(m.p.review().start_minutes == second);
        check_diary(m, {{2, Deed::set, 0}});
    }
}

TEST_CASE("each of an intervention's settings is made, not only the first that changes something") {
    Micro m;
    m.lay_out(1, 1);
    Policy policy;
    policy.interventions = {on(2)};
    policy.interventions[0].set = {setting("review.care", 1.5), setting("review.start_minutes", 9.0)};
    CHECK(apply(m, policy, 2));
    CHECK(m.p.review().care == 1.5);
    CHECK(m.p.review().start_minutes == 9.0);
}

TEST_CASE("a policy rules on practices for good: only what is new stands in the diary") {
    Micro m;
    m.practices = {{"a", {}}, {"b", {}}};
    m.lay_out(1, 1);
    Policy policy;
    policy.interventions = {on(1), on(2), on(3), on(4)};
    policy.interventions[0].take_away = {{"a", 0}, {"b", 1}};
    policy.interventions[1].take_away = {{"b", 1}};
    policy.interventions[2].teach = {{"a", 0}};
    policy.interventions[3].take_away = {{"a", 0}};
    policy.interventions[3].teach = {{"b", 1}};
    for (int week = 0; week < 3; ++week) apply(m, policy, week);
    CHECK(m.s[col::ruling][0] == taken_away);
    CHECK(m.s[col::ruling][1] == taken_away);
    for (int week = 3; week < 6; ++week) apply(m, policy, week);
    CHECK(m.s[col::ruling][0] == taken_away);
    CHECK(m.s[col::ruling][1] == taught);
    check_diary(m, {{1, Deed::take_away, 0}, {3, Deed::teach, 2}, {4, Deed::take_away, 3}, {4, Deed::teach, 3}});
}

TEST_CASE("the price of a token and what AI is able to do follow their yearly paths, week by week") {
    Micro m;
    m.p.ai().price_per_million_tokens = 3.0;
    m.p.ai().price_factor_per_year = 0.25;
    m.p.ai().capability_factor_per_year = 4.0;
    prices_of_week(m.given(), 0);
    CHECK(m.given().token_price == doctest::Approx(3e-6));
    CHECK(m.given().capability == doctest::Approx(1.0));
    prices_of_week(m.given(), 26);  // half a year
    CHECK(m.given().token_price == doctest::Approx(1.5e-6));
    CHECK(m.given().capability == doctest::Approx(2.0));
    prices_of_week(m.given(), 104);
    CHECK(m.given().token_price == doctest::Approx(3e-6 / 16.0));
    CHECK(m.given().capability == doctest::Approx(16.0));
}
