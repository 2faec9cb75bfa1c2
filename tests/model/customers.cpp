// Customers and money, worked out by hand.
#include <doctest/doctest.h>

#include <cmath>
#include <strathern/params/ai.hpp>
#include <strathern/params/customers.hpp>
#include <strathern/params/money.hpp>

#include "core/saturate.hpp"
#include "micro.hpp"
#include "model/customers.hpp"
#include "model/money.hpp"

using namespace strathern;
using namespace strathern::test;

namespace {

/// One product with 100 customers, all of them small firms; no churn, nobody new, and worth never wears off. Rivals are
/// worth 1, the usual pain is 1, and customers feel what is beyond that in proportion.
void one_segment(Micro& m) {
    auto& c = m.p.customers();
    c.per_team_count = 100;
    c.small_share = 1.0;
    c.mid_share = 0.0;
    c.return_share = 0.5;  // log-odds 0
    c.small = {.churn_per_week = 0.0,
               .acquired_per_week = 0.0,
               .revenue_factor = 1.0,
               .worth_factor = 1.0,
               .pain_factor = 1.0};
    c.revenue_per_week = 10.0;
    c.worth_decay_per_week = 0.0;
    c.rival_worth_per_engineer = c.usual_pain_per_engineer = 0.5;  // of two engineers
    c.worth_exponent = 1.0;
    c.pain_memory_weeks = 0.01;  // forgotten by the next week
    c.satisfaction_rate = 1.0;   // the mood is at once what the week deserves
    c.worth_effect = 0.5;
    c.pain_effect = 0.25;
    m.lay_out(1, 2);
    found_products(m.given(), m.view<FoundingView>());
}

double share_of(double log_odds) { return 1.0 / (1.0 + std::exp(-log_odds)); }

}  // namespace

TEST_CASE("a product starts with the customers and the mood that it is used to") {
    Micro m;
    one_segment(m);
    CHECK(m.s[col::customers][team(0)] == 100.0);
    CHECK(m.s[col::returning][team(0)] == 50.0);
    CHECK(m.s[col::satisfaction][team(0)] == 0.5);
    CHECK(m.s[col::week_revenue][team(0)] == 500.0);  // 50 who come back, 10 US$ each
}

TEST_CASE("worth over that of rivals brings customers back, pain over the usual keeps them away") {
    Micro m;
    one_segment(m);
    m.s[col::worth][team(0)] = 3.0;
    m.s[col::pain_today][team(0)] = 1.0;
    serve_customers(m.today(), m.view<CustomersView>());
    CHECK(m.s[col::satisfaction][team(0)] == doctest::Approx(share_of(0.5 * 2.0)));

    m.s[col::pain_today][team(0)] = 5.0;
    serve_customers(m.today(), m.view<CustomersView>());
    CHECK(m.s[col::satisfaction][team(0)] == doctest::Approx(share_of(0.5 * 2.0 - 0.25 * 4.0)));
    CHECK(m.s[col::pain_today][team(0)] == 0.0);  // felt once
}

TEST_CASE("worth wears off and pain is forgotten") {
    Micro m;
    one_segment(m);
    m.p.customers().pain_memory_weeks = 2.0;
    m.p.customers().worth_decay_per_week = 0.1;
    m.s[col::worth][team(0)] = 10.0;
    m.s[col::pain][team(0)] = 1.0;
    serve_customers(m.today(), m.view<CustomersView>());
    CHECK(m.s[col::worth][team(0)] == doctest::Approx(9.0));
    CHECK(m.s[col::pain][team(0)] == doctest::Approx(std::exp(-0.5)));
}

TEST_CASE("rivals and the usual are as large as the product, by the engineers of its first day") {
    Micro m;
    one_segment(m);
    m.p.customers().rival_worth_per_engineer = 3.0;  // two engineers: 6
    m.p.customers().usual_pain_per_engineer = 1.0;
    m.s[col::worth][team(0)] = 6.0;
    m.s[col::pain_today][team(0)] = 2.0;
    m.s[col::active][person(1)] = 0.0;  // a seat is empty, the product is as large as before
    serve_customers(m.today(), m.view<CustomersView>());
    CHECK(m.s[col::satisfaction][team(0)] == doctest::Approx(0.5));
}

TEST_CASE("customers compare in proportion: at exponent 0 every halving against rivals costs the same") {
    const auto mood = [](double exponent, double worth) {
        Micro m;
        one_segment(m);
        m.p.customers().worth_exponent = exponent, m.p.customers().pain_effect = 0.0;
        m.s[col::worth][team(0)] = worth;
        serve_customers(m.today(), m.view<CustomersView>());
        return m.s[col::mood][small_customers][team(0)];
    };
    CHECK(mood(0.0, 0.5) == doctest::Approx(-0.5 * std::log(2.0)));
    CHECK(mood(0.0, 0.25) == doctest::Approx(2.0 * mood(0.0, 0.5)));
    CHECK(mood(0.0, 2.0) == doctest::Approx(-mood(0.0, 0.5)));
    // Below 0 a product slightly behind is forgiven, one far behind is left: (2^3 - 1) / 3 and (4^3 - 1) / 3.
    CHECK(mood(-3.0, 0.5) == doctest::Approx(-0.5 * 7.0 / 3.0));
    CHECK(mood(-3.0, 0.25) == doctest::Approx(saturated(-0.5 * 63.0 / 3.0, 14.0)));
    CHECK(mood(-3.0, 0.99) == doctest::Approx(mood(0.0, 0.99)).epsilon(0.02));
    // Nothing at all, and harm, are a hundredth.
    CHECK(mood(0.0, 0.0) == doctest::Approx(-0.5 * std::log(100.0)));
    CHECK(mood(0.0, -7.0) == mood(0.0, 0.0));
}

TEST_CASE("a product that is settled stands still under the law of customers") {
    Micro m;
    auto& c = m.p.customers();
    c.small = {.churn_per_week = 0.02,
               .acquired_per_week = 0.015,
               .revenue_factor = 1.0,
               .worth_factor = 1.0,
               .pain_factor = 1.0};
    c.worth_decay_per_week = 0.01;
    m.lay_out(1, 4);
    constexpr double shipped = 2.0, pain = 0.3;  // a week and engineer
    settle_products(m.given(), standing_of(c, shipped, pain), m.view<FoundingView>());
    const double customers = m.s[col::customers][team(0)], satisfaction = m.s[col::satisfaction][team(0)],
                 revenue = m.s[col::week_revenue][team(0)];
    CHECK(std::fabs(satisfaction - c.return_share) > 0.001);  // rivals are elsewhere
    for (int week = 0; week < 300; ++week) {
        m.s[col::worth][team(0)] += 4 * shipped, m.s[col::pain_today][team(0)] = 4 * pain;
        serve_customers(m.today(), m.view<CustomersView>());
    }
    CHECK(m.s[col::customers][team(0)] == doctest::Approx(customers).epsilon(1e-9));
    CHECK(m.s[col::satisfaction][team(0)] == doctest::Approx(satisfaction).epsilon(1e-9));
    CHECK(m.s[col::week_revenue][team(0)] == doctest::Approx(revenue).epsilon(1e-9));
}

TEST_CASE("where nobody comes or nobody goes, a settled product has the customers of its first day") {
    for (const bool comes : {true, false}) {
        Micro m;
        one_segment(m);
        (comes ? m.p.customers().small.acquired_per_week : m.p.customers().small.churn_per_week) = 0.1;
        settle_products(m.given(), {1.0, 1.0}, m.view<FoundingView>());
        CHECK(m.s[col::customers][team(0)] == 100.0);
    }
}

TEST_CASE("the mood moves by a part of the way each week") {
    Micro m;
    one_segment(m);
    m.p.customers().satisfaction_rate = 0.25;
    m.s[col::worth][team(0)] = 3.0;  // deserves log-odds 1
    m.p.customers().pain_effect = 0.0;
    serve_customers(m.today(), m.view<CustomersView>());
    CHECK(m.s[col::mood][small_customers][team(0)] == doctest::Approx(0.25));
    serve_customers(m.today(), m.view<CustomersView>());
    CHECK(m.s[col::mood][small_customers][team(0)] == doctest::Approx(0.25 + 0.25 * 0.75));
}

TEST_CASE("discontented customers leave sooner, contented ones later") {
    double left[3];
    for (int mood = -1; mood <= 1; ++mood) {
        Micro m;
        one_segment(m);
        m.p.customers().small.churn_per_week = 0.02;
        m.p.customers().churn_effect = 1.5;
        m.p.customers().pain_effect = 0.0, m.p.customers().worth_effect = 2.0;
        m.s[col::worth][team(0)] = 1.0 + 0.5 * mood;  // log-odds -1, 0, 1
        serve_customers(m.today(), m.view<CustomersView>());
        left[mood + 1] = m.s[col::customers_lost][small_customers][team(0)];
        CHECK(left[mood + 1] == doctest::Approx(100.0 * (1.0 - std::exp(-0.02 * std::exp(-1.5 * mood)))));
        CHECK(m.s[col::customers][team(0)] == doctest::Approx(100.0 - left[mood + 1]));
    }
    CHECK(left[0] > left[1]);
    CHECK(left[1] > left[2]);
}

TEST_CASE("the week of a product is told in full") {
    Micro m;
    one_segment(m);
    m.p.customers().small.churn_per_week = 0.1;
    m.p.customers().small.acquired_per_week = 0.03;  // of the start: 3 persons
    m.p.customers().pain_effect = 0.0;
    serve_customers(m.today(), m.view<CustomersView>());
    const double left = 100.0 * (1.0 - std::exp(-0.1)), stay = 100.0 + 3.0 - left;
    CHECK(m.s[col::customers][team(0)] == doctest::Approx(stay));
    CHECK(m.s[col::customer_weeks][small_customers][team(0)] == doctest::Approx(stay));
    CHECK(m.s[col::all_customer_weeks][team(0)] == doctest::Approx(stay));
    CHECK(m.s[col::returning_weeks][team(0)] == doctest::Approx(0.5 * stay));
    CHECK(m.s[col::satisfaction_weeks][team(0)] == doctest::Approx(0.5));
    CHECK(m.s[col::revenue][team(0)] == doctest::Approx(10.0 * 0.5 * stay));
    CHECK(m.s[col::churned_revenue][team(0)] == doctest::Approx(left * 0.5 * 10.0 * 52.0));
}

TEST_CASE("segments have customers, worth, pain and revenue of their own") {
    Micro m;
    one_segment(m);
    auto& c = m.p.customers();
    c.small_share = 0.5, c.mid_share = 0.3;
    c.mid = {.churn_per_week = 0.0,
             .acquired_per_week = 0.0,
             .revenue_factor = 2.0,
             .worth_factor = 0.0,
             .pain_factor = 3.0};
    c.large = {.churn_per_week = 0.0,
               .acquired_per_week = 0.0,
               .revenue_factor = 5.0,
               .worth_factor = 2.0,
               .pain_factor = 0.0};
    m.lay_out(1, 2);
    found_products(m.given(), m.view<FoundingView>());
    m.s[col::worth][team(0)] = 3.0;
    m.s[col::pain_today][team(0)] = 2.0;
    serve_customers(m.today(), m.view<CustomersView>());
    CHECK(m.s[col::mood][small_customers][team(0)] == doctest::Approx(0.5 * 2.0 - 0.25));
    CHECK(m.s[col::mood][mid_customers][team(0)] == doctest::Approx(-0.25 * 3.0));
    CHECK(m.s[col::mood][large_customers][team(0)] == doctest::Approx(0.5 * 2.0 * 2.0));
    CHECK(m.s[col::segment_customers][large_customers][team(0)] == doctest::Approx(20.0));
    const double revenue = 50.0 * share_of(0.75) * 10.0 + 30.0 * share_of(-0.75) * 20.0 + 20.0 * share_of(2.0) * 50.0;
    CHECK(m.s[col::revenue][team(0)] == doctest::Approx(revenue));
}

TEST_CASE("with nobody left, satisfaction is what was last felt") {
    Micro m;
    one_segment(m);
    m.s[col::segment_customers][small_customers][team(0)] = 0.0;
    m.s[col::satisfaction][team(0)] = 0.7;
    serve_customers(m.today(), m.view<CustomersView>());
    CHECK(m.s[col::satisfaction][team(0)] == 0.7);
    CHECK(m.s[col::revenue][team(0)] == 0.0);
}

TEST_CASE("people are paid by level, and licences only with access to AI") {
    for (const bool access : {true, false}) {
        Micro m;
        auto& money = m.p.money();
        money.salary_per_year = 5200.0;  // 100 a week
        money.junior_pay_factor = 0.5, money.senior_pay_factor = 2.0, money.architect_pay_factor = 3.0;
        money.tool_per_seat_per_month = 13.0;  // 3 a week: a month has 52 / 12 weeks
        m.p.ai().access = access;
        m.lay_out(1, 5);
        for (std::uint32_t k = 0; k < 4; ++k) m.s[col::level][person(k)] = static_cast<std::uint8_t>(k);
        m.s[col::active][person(4)] = 0.0;  // an empty seat costs nothing
        pay_bills(m.today(), m.view<BillsView>());
        CHECK(m.s[col::salary_cost][team(0)] == doctest::Approx(50.0 + 100.0 + 200.0 + 300.0));
        CHECK(m.s[col::tool_cost][team(0)] == doctest::Approx(access ? 4 * 3.0 : 0.0));
    }
}
