// Do the ends of the limits stay within numbers? Feedbacks that saturate, and odds too far apart for an exponential.
#include <doctest/doctest.h>

#include <limits>
#include <strathern/params/activities.hpp>
#include <strathern/params/ai.hpp>
#include <strathern/params/behaviour.hpp>
#include <strathern/params/customers.hpp>
#include <strathern/params/definitions.hpp>
#include <strathern/params/organisation.hpp>
#include <strathern/params/people.hpp>
#include <strathern/params/review.hpp>
#include <strathern/params/work.hpp>

#include "micro.hpp"
#include "model/choose/choose.hpp"
#include "model/choose/parts.hpp"
#include "model/customers.hpp"
#include "model/measure/measure.hpp"
#include "model/review/queue.hpp"
#include "model/review/sessions.hpp"

using namespace strathern;
using namespace strathern::test;

namespace {

/// Two people of one team who would build and review alike, and go at once where they want to be.
void lay_out_pair(Micro& m) {
    auto& b = m.p.behaviour();
    b.inertia_per_week = 1.0, b.habit_drift = 0.0, b.conformity = 0.0, b.copy_per_week = 0.0;
    m.p.review().duty = 0.0;
    m.lay_out(1, 2);
    for (std::uint32_t k = 0; k < 2; ++k)
        for (const std::size_t a : {std::size_t{build}, std::size_t{review}})
            m.s[col::habit][a][person(k)] = m.s[col::chosen][a][person(k)] = 0.5;
}

double share(const Micro& m, std::size_t option) { return m.s[col::chosen][option][person(0)]; }

/// A product of one segment whose customers feel the worth shipped at once.
void lay_out_product(Micro& m) {
    auto& c = m.p.customers();
    c.per_team_count = 100, c.small_share = 1.0, c.mid_share = 0.0, c.return_share = 0.5;
    c.small = {.churn_per_week = 0.0,
               .acquired_per_week = 0.0,
               .revenue_factor = 1.0,
               .worth_factor = 1.0,
               .pain_factor = 1.0};
    c.worth_decay_per_week = c.pain_effect = 0.0, c.rival_worth_per_engineer = c.worth_exponent = 1.0;
    c.satisfaction_rate = 1.0, c.worth_effect = 1.0, c.churn_effect = 20.0;
    m.lay_out(1, 1);
    found_products(m.given(), m.view<FoundingView>());
}

}  // namespace

TEST_CASE("odds beyond what an exponential can hold still share out the whole day") {
    Micro m;
    lay_out_pair(m);
    m.p.behaviour().sharpness = 100.0, m.p.behaviour().norm_strength = 100.0;  // e^5000 for both
    choose_hours(m.today(4), m.view<ChooseView>());
    CHECK(share(m, build) == 0.5);
    CHECK(share(m, review) == 0.5);
    m.s[col::chosen][build][person(0)] = m.s[col::chosen][build][person(1)] = 0.6;
    m.s[col::chosen][review][person(0)] = m.s[col::chosen][review][person(1)] = 0.4;  // e^6000 to e^4000
    choose_hours(m.today(4), m.view<ChooseView>());
    CHECK(share(m, build) == 1.0);
    CHECK(share(m, review) == 0.0);
}

TEST_CASE("what nobody knows tempts nobody, however large its odds would be") {
    Micro m;
    lay_out_pair(m);
    m.p.behaviour().sharpness = 100.0, m.p.behaviour().norm_strength = 100.0;
    m.s[col::chosen][build_with_ai][person(1)] = 1.0;  // as another does it, but without the habit of it
    choose_hours(m.today(4), m.view<ChooseView>());
    CHECK(share(m, build_with_ai) == 0.0);
    CHECK(share(m, build) + share(m, review) == 1.0);
}

TEST_CASE("odds that are all minute share out the whole day too") {
    Micro m;
    lay_out_pair(m);
    m.p.behaviour().sharpness = 100.0, m.p.behaviour().conformity = 100.0;
    for (const std::size_t a : {std::size_t{build}, std::size_t{review}}) {
        m.s[col::chosen][a][person(0)] = 1.0;  // more than the mean of both: e^-5000 for either
        m.s[col::chosen][a][person(1)] = 0.0;
    }
    choose_hours(m.today(4), m.view<ChooseView>());
    CHECK(share(m, build) == 0.5);
    CHECK(share(m, review) == 0.5);
}

TEST_CASE("a pay-off beyond all measure is felt as nearly certain, and no more") {
    Micro m;
    lay_out_pair(m);
    Outlook outlook(m.s.layout.options);
    Feelings felt;
    for (std::uint32_t k = 0; k < 2; ++k) {
        felt.pressure[k] = 1e30;
        for (std::size_t a = 0; a < m.s.layout.options; ++a) outlook.gain[a][k] = a == review ? -1e30 : 1e30;
    }
    outlook.reading[0] = outlook.reading[1] = -1e30;
    price_hours(m.today(), felt, outlook, m.view<PriceView>());
    CHECK(m.s[col::hour_gain][person(0)] == 2.0 * felt_knee);  // of building over reviewing
    felt.pressure[0] = 1.0, outlook.gain[review][0] = -1.0, outlook.gain[build][0] = 1.0, outlook.reading[0] = -1.0;
    price_hours(m.today(), felt, outlook, m.view<PriceView>());
    CHECK(m.s[col::hour_gain][person(0)] == 1.0);  // the mean hour brings 0.5 - 0.5, one of reading -1
}

TEST_CASE("customers can be angry beyond measure where none of a segment ever leaves") {
    Micro m;
    lay_out_product(m);
    m.p.customers().worth_exponent = -5.0;  // far behind is left
    m.s[col::worth][team(0)] = -1e9;
    serve_customers(m.today(), m.view<CustomersView>());
    CHECK(m.s[col::customers][team(0)] == 100.0);
    CHECK(m.s[col::satisfaction][team(0)] < 1e-6);
    m.p.customers().worth_exponent = 1.0;
    m.s[col::worth][team(0)] = 1e9;
    serve_customers(m.today(), m.view<CustomersView>());
    CHECK(m.s[col::satisfaction][team(0)] > 1.0 - 1e-6);
}

TEST_CASE("of review time that nobody needs a normal day is saved, and no more") {
    Micro m;
    m.p.organisation().overhead_share = 0.5;
    m.lay_out(1, 3);
    const double offered[] = {90.0, 240.0, 960.0}, used[] = {30.0, 0.0, 60.0};
    SessionPlan plan;
    for (std::uint32_t k = 0; k < 3; ++k) plan.offered[k] = offered[k];
    close_accounts(m.today(), plan, used, m.view<AccountsView>());
    CHECK(m.s[col::carried_minutes][person(0)] == 60.0);
    CHECK(m.s[col::carried_minutes][person(1)] == 240.0);
    CHECK(m.s[col::carried_minutes][person(2)] == 240.0);  // of 900: a normal day has 480 times a half
    CHECK(m.s[col::minutes_idle][team(0)] == 660.0);
}

TEST_CASE("a week teaches what a week can, and whoever is far above all levels learns ever less") {
    Micro m;
    m.p.people().learning_per_year = 2.0, m.p.people().lesson_weeks = 52.0;
    m.p.people().skill_fading_per_year = 0.0;
    m.lay_out(1, 3);
    const double skills[] = {1.0, 20.0, 20.0};
    for (std::uint32_t k = 0; k < 3; ++k) {
        m.s[col::skill][person(k)] = skills[k];
        m.s[col::week_by_hand][person(k)] = 1.0;
        m.s[col::week_lessons][person(k)] = k == 2 ? 0.0 : 1e30;
    }
    grow_people(m.today(), m.view<GrowView>());
    CHECK(m.s[col::skill][person(0)] == 1.5);                        // twice the knee of 0.25
    CHECK(m.s[col::skill][person(1)] == 20.0 * (1.0 + 0.5 * 0.25));  // (10 / 20)^2 of it
    CHECK(m.s[col::skill][person(2)] == doctest::Approx(20.0 * (1.0 + 2.0 / 52.0 * 0.25)));
}

TEST_CASE("factors of many practices multiply to a finite one") {
    Micro m;
    Practice p;
    p.opportunity = Opportunity::prompt, p.minutes_per_use = 0.01;
    p.change_size_factor = 100.0, p.defect_factor = 0.0, p.points_factor = 100.0;
    for (char letter = 'a'; letter < 'a' + 26; ++letter)
        for (char second = 'a'; second < 'e'; ++second) m.practices.push_back({{letter, second}, p});  // 104: 1e208
    m.p.ai().prompts_per_minute = 0.1;
    m.p.work().change_overhead_minutes = 0.0;
    m.lay_out(1, 1);
    m.s[col::chosen][build_with_ai][person(0)] = 0.5;
    m.s[col::skill][person(0)] = m.s[col::ramp][person(0)] = 1.0;
    for (std::size_t k = 0; k < m.practices.size(); ++k) m.s[col::chosen][first_practice + k][person(0)] = 1.0;
    derive_rates(m.today(), m.view<RatesView>());
    CHECK(m.s[col::size_factor][person(0)] > 1e40);
    CHECK(m.s[col::size_factor][person(0)] < 1e44);
    CHECK(m.s[col::points_factor][person(0)] == doctest::Approx(m.s[col::size_factor][person(0)]));
    CHECK(m.s[col::defect_factor][person(0)] > 1e-44);
    CHECK(m.s[col::defect_factor][person(0)] < 1e-40);
}

TEST_CASE("where a first try takes no time nobody is seen at what they do not do") {
    Micro m;
    Practice p;
    p.habit_share = 0.5, p.visible_share = 1.0;
    m.practices = {{"a", p}};
    auto& b = m.p.behaviour();
    b.first_share = 0.0, b.contact_per_week = 1.0, b.discovery_per_year = 0.0;
    m.lay_out(1, 2);
    learn_practices(m.today(), m.view<LearnView>());
    CHECK(m.s[col::habit][first_practice][person(0)] == 0.0);
    m.s[col::chosen][first_practice][person(1)] = 0.1;
    learn_practices(m.today(), m.view<LearnView>());
    CHECK(m.s[col::habit][first_practice][person(0)] > 0.0);
}

TEST_CASE("dedicated reviewers go on reviewing where others are used to it no more") {
    Micro m;
    m.lay_out(1, 1, 1);
    m.s[col::active][person(1)] = 1.0;
    m.s[col::declared_habit][build] = m.p.activities().build.habit_share = 0.5;
    m.s[col::declared_habit][review] = 0.5, m.p.activities().review.habit_share = 0.0;
    m.s[col::habit][build][person(0)] = m.s[col::habit][review][person(0)] = 0.5;
    m.s[col::habit][review][person(1)] = 1.0;
    shift_habits(m.today(), m.view<ShiftHabitsView>());
    CHECK(m.s[col::habit][review][person(0)] == 0.0);
    CHECK(m.s[col::habit][build][person(0)] == 1.0);
    CHECK(m.s[col::habit][review][person(1)] == 1.0);
}

TEST_CASE("what would take longer than anything takes the longest that can be counted") {
    CHECK(whole_minutes(3.4) == 3);
    CHECK(whole_minutes(3e11) == 1000000000);
    CHECK(whole_minutes(std::numeric_limits<double>::infinity()) == 1000000000);
}

TEST_CASE("a ratio with next to nothing below saturates, and with nothing below is nothing") {
    CHECK(ratio_of(3.0, 4.0) == 0.75);
    CHECK(ratio_of(1.0, 1e-300) <= 2.0 * ratio_knee);
    CHECK(ratio_of(-1e30, 1e-300) >= -2.0 * ratio_knee);
    CHECK(ratio_of(1.0, 0.0) == 0.0);
}

TEST_CASE("a pay that rises with the fourth power of pieces has squares") {
    Micro m;
    Metric metric;
    metric.numerator = {{Signal::lines, 1.0}};
    metric.transform = Transform::power, metric.exponent = 4.0, metric.payoff = Payoff::linear, metric.target = 1e-12;
    m.regime.metrics = {{"lines", metric}};
    m.lay_out(1, 1);
    m.measure();
    BlockColumn values[1], scores;
    values[0][0] = 1e60;
    pay_off(m.regime, 1, values, scores, m.view<PayView>());
    CHECK(scores[0] > 0.0);
    CHECK(scores[0] * scores[0] < std::numeric_limits<double>::infinity());
}
