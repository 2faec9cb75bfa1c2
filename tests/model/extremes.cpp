// Do the ends of the limits stay within numbers? Feedbacks that saturate, and odds too far apart for an exponential.
#include <doctest/doctest.h>

#include <cmath>
#include <strathern/params/behaviour.hpp>
#include <strathern/params/customers.hpp>
#include <strathern/params/definitions.hpp>
#include <strathern/params/organisation.hpp>
#include <strathern/params/review.hpp>

#include "micro.hpp"
#include "model/choose/choose.hpp"
#include "model/choose/parts.hpp"
#include "model/customers.hpp"
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
            m.s[col::habit][a][person(k)] = m.s[col::share][a][person(k)] = 0.5;
}

double share(const Micro& m, std::size_t option) { return m.s[col::share][option][person(0)]; }

/// A product of one segment whose customers feel the worth shipped at once.
void lay_out_product(Micro& m) {
    auto& c = m.p.customers();
    c.per_team_count = 100, c.small_share = 1.0, c.mid_share = 0.0, c.return_share = 0.5;
    c.small = {.churn_per_week = 0.0,
               .acquired_per_week = 0.0,
               .revenue_factor = 1.0,
               .worth_factor = 1.0,
               .pain_factor = 1.0};
    c.worth_decay_per_week = c.worth_start_per_engineer = c.pain_start_per_engineer = 0.0;
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
    m.s[col::share][build][person(0)] = m.s[col::share][build][person(1)] = 0.6;
    m.s[col::share][review][person(0)] = m.s[col::share][review][person(1)] = 0.4;  // e^6000 to e^4000
    choose_hours(m.today(4), m.view<ChooseView>());
    CHECK(share(m, build) == 1.0);
    CHECK(share(m, review) == 0.0);
}

TEST_CASE("what nobody knows tempts nobody, however large its odds would be") {
    Micro m;
    lay_out_pair(m);
    m.p.behaviour().sharpness = 100.0, m.p.behaviour().norm_strength = 100.0;
    m.s[col::share][build_with_ai][person(1)] = 1.0;  // as another does it, but without the habit of it
    choose_hours(m.today(4), m.view<ChooseView>());
    CHECK(share(m, build_with_ai) == 0.0);
    CHECK(share(m, build) + share(m, review) == 1.0);
}

TEST_CASE("odds that are all minute share out the whole day too") {
    Micro m;
    lay_out_pair(m);
    m.p.behaviour().sharpness = 100.0, m.p.behaviour().conformity = 100.0;
    for (const std::size_t a : {std::size_t{build}, std::size_t{review}}) {
        m.s[col::share][a][person(0)] = 1.0;  // more than the mean of both: e^-5000 for either
        m.s[col::share][a][person(1)] = 0.0;
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
    price_hours(m.block(), felt, outlook.gain, m.view<PriceView>());
    CHECK(m.s[col::hour_gain][person(0)] == 2.0 * felt_knee);  // of building over reviewing
    felt.pressure[0] = 1.0, outlook.gain[review][0] = -1.0, outlook.gain[build][0] = 1.0;
    price_hours(m.block(), felt, outlook.gain, m.view<PriceView>());
    CHECK(m.s[col::hour_gain][person(0)] == 1.0);  // the mean hour brings 0.5 - 0.5, one of review -1
}

TEST_CASE("customers can be angry beyond measure where none of a segment ever leaves") {
    Micro m;
    lay_out_product(m);
    m.s[col::worth][team(0)] = -1e9;
    serve_customers(m.today(), m.view<CustomersView>());
    CHECK(m.s[col::customers][team(0)] == 100.0);
    CHECK(m.s[col::satisfaction][team(0)] < 1e-6);
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
}
