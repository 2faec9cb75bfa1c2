// The books of the firm, worked out by hand: what customers will bring, and what is owed.
#include <doctest/doctest.h>

#include <cmath>
#include <strathern/params/customers.hpp>
#include <strathern/params/incidents.hpp>
#include <strathern/params/money.hpp>
#include <strathern/params/organisation.hpp>

#include "core/variates.hpp"
#include "micro.hpp"
#include "model/customers.hpp"
#include "model/value.hpp"
#include "model/work/work.hpp"

using namespace strathern;
using namespace strathern::test;

namespace {

/// A product with 100 customers, all of them small firms, half of whom come back a week for 10 US$ each; 0.02 leave.
void one_product(Micro& m) {
    auto& c = m.p.customers();
    c.per_team_count = 100, c.small_share = 1.0, c.mid_share = 0.0, c.return_share = 0.5, c.revenue_per_week = 10.0;
    c.small = {.churn_per_week = 0.02,
               .acquired_per_week = 0.0,
               .revenue_factor = 1.0,
               .worth_factor = 1.0,
               .pain_factor = 1.0};
    c.churn_effect = 1.5;
    m.p.money().discount_per_year = 0.52;  // a hundredth a week
    m.p.organisation().overhead_share = 0.25;
    m.p.money().salary_per_year = 52.0 * 5.0 * 360.0;  // one US$ a minute of those that meetings leave
    m.lay_out(1, 2);
    found_products(m.given(), m.view<FoundingView>());
}

double balance(Micro& m) {
    take_stock(m.today(), m.view<StockView>());
    return m.s[col::balance][team(0)];
}

/// Revenue of two centuries, discounted, of one product of which so much is shipped and suffered each week from the
/// first on, having been at rest with what rivals offer.
double discounted_revenue(double times_worth, double times_pain) {
    Micro m;
    m.lay_out(1, 7);
    const auto& c = m.p.customers();
    const Standing usual{c.rival_worth_per_engineer, c.usual_pain_per_engineer};
    settle_products(m.given(), usual, m.view<FoundingView>());
    const double shipped = times_worth * 7.0 * usual.worth * c.worth_decay_per_week / (1.0 - c.worth_decay_per_week),
                 pain = -times_pain * 7.0 * usual.pain * std::expm1(-1.0 / c.pain_memory_weeks);
    double sum = 0.0;
    for (int week = 0; week < 52 * 200; ++week) {
        m.s[col::worth][team(0)] += shipped, m.s[col::pain_today][team(0)] = pain;
        serve_customers(m.today(), m.view<CustomersView>());
        sum += m.s[col::week_revenue][team(0)] * std::exp(-m.p.money().discount_per_year / 52.0 * week);
    }
    return sum;
}

}  // namespace

TEST_CASE("in the long run a firm of the default size neither gains nor loses by its last engineer") {
    // One engineer in a hundred more ships 0.8 hundredths more worth, breaks 0.9 hundredths more, and costs a hundredth
    // of the engineers' quarter of revenue. Half of it either way, so that curvature cancels.
    const double gained = discounted_revenue(1.004, 1.0045) - discounted_revenue(0.996, 0.9955);
    const double paid = 0.25 * 0.01 * discounted_revenue(1.0, 1.0);
    CHECK(gained / paid == doctest::Approx(1.0).epsilon(0.03));
}

TEST_CASE("a customer is worth the revenue of the weeks that are to come, as the sum to infinity has it") {
    Micro m;
    one_product(m);
    // Each brings 5 US$ a week, and is there and counts e^-0.03 times as much a week later.
    double sum = 0.0;
    constexpr double step = 0.001;
    for (double week = 0.5 * step; week < 2000.0; week += step) sum += 100.0 * 5.0 * std::exp(-0.03 * week) * step;
    CHECK(balance(m) == doctest::Approx(sum).epsilon(1e-4));
    CHECK(balance(m) == doctest::Approx(500.0 / 0.03));
}

TEST_CASE("the angrier customers are, the less they bring and the sooner they leave") {
    Micro m;
    one_product(m);
    m.s[col::mood][small_customers][team(0)] = -1.0;
    CHECK(balance(m) == doctest::Approx(1000.0 / (1.0 + std::exp(1.0)) / (0.01 + 0.02 * std::exp(1.5))));
    m.p.money().discount_per_year = m.p.customers().small.churn_per_week = 0.0;  // for ever, without discount
    CHECK(std::isfinite(balance(m)));
}

TEST_CASE(
    "debt, erosion and upkeep are owed at a middle-level engineer's pay, latent defects at what an incident costs") {
    Micro m;
    one_product(m);
    const double before = balance(m);
    m.s[col::debt][team(0)] = 100.0, m.s[col::erosion][team(0)] = 20.0, m.s[col::upkeep][team(0)] = 3.0;
    CHECK(balance(m) == doctest::Approx(before - 123.0));
    auto& i = m.p.incidents();
    i.high_share = 1.0, i.medium_share = 0.0, i.responders_high = 2.0, i.postmortem_minutes = 30.0;
    i.recovery_minutes = 240.0, i.recovery_sd_log = 0.0, i.labour_limit_minutes = 100.0;
    m.p.money().downtime_high = 0.5;
    m.s[col::latent_defects][team(0)] = 2.0;
    // Two people, 100 minutes and 30 for the post-mortem; half of a tenth of a week's 500 US$.
    CHECK(balance(m) == doctest::Approx(before - 123.0 - 2.0 * (260.0 + 0.5 * 0.1 * 500.0)));
}

TEST_CASE("what an incident is expected to cost is what incidents cost") {
    Micro m;
    auto& i = m.p.incidents();
    i.high_share = 0.3, i.medium_share = 0.3, i.responders_high = 3.0, i.responders_medium = 2.0,
    i.responders_low = 1.0;
    i.recovery_minutes = 100.0, i.recovery_sd_log = 1.2, i.recovery_limit_minutes = 2000.0;
    i.labour_limit_minutes = 240.0, i.postmortem_minutes = 60.0;
    m.p.money().downtime_high = 0.5, m.p.money().downtime_medium = 0.1, m.p.money().downtime_low = 0.01;
    double labour = 0.0, recovery = 0.0;
    constexpr int cells = 200'000;
    for (int k = 0; k < cells; ++k) {
        const double length = lognormal(100.0, 1.2, (k + 0.5) / cells);
        labour += std::fmin(length, 240.0) / cells, recovery += std::fmin(length, 2000.0) / cells;
    }
    const IncidentCost cost = expected_cost(m.given());
    CHECK(cost.minutes == doctest::Approx((0.3 * 3.0 + 0.3 * 2.0 + 0.4) * labour + 0.3 * 3.0 * 60.0).epsilon(1e-3));
    CHECK(cost.weeks == doctest::Approx((0.15 + 0.03 + 0.004) * recovery / 2400.0).epsilon(1e-3));
}

TEST_CASE("closing the books notes by how much the balance has changed since they were closed last") {
    Micro m;
    one_product(m);
    const double first = balance(m);
    m.s[col::debt][team(0)] = 40.0;
    close_books(m.today(), m.view<BalanceView>());
    m.s[col::debt][team(0)] = 10.0;
    close_books(m.today(), m.view<BalanceView>());
    CHECK(m.s[col::balance][team(0)] == doctest::Approx(first - 10.0));
    CHECK(m.s[col::balance_change][team(0)] == doctest::Approx(-10.0));
}
