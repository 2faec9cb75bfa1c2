// What is a metric's value? Windows, lags, ratios, errors of measurement, and what people expect to move it.
#include <doctest/doctest.h>

#include <cmath>
#include <strathern/params/definitions.hpp>
#include <strathern/params/organisation.hpp>

#include "core/variates.hpp"
#include "micro.hpp"
#include "model/measure/measure.hpp"

using namespace strathern;
using namespace strathern::test;

namespace {

Metric metric(Signal signal, double window_weeks = 1.0, std::int64_t lag_weeks = 0) {
    Metric m;
    m.numerator = {{signal, 1.0}};
    m.window_weeks = window_weeks;
    m.lag_weeks = lag_weeks;
    m.noise = 0.0;
    return m;
}

/// The metric as it is published in a week, of one person.
double published(Micro& m, std::size_t number, int week, std::uint32_t k = 0) {
    return PublishedMetric(m.regime, number, week, m.view<MetricView>())[person(k)];
}

/// A week of so many reviews; the contract is a week older afterwards.
void live(Micro& m, int week, double reviews) {
    m.s[col::week_reviews][person(0)] = reviews;
    smooth_metrics(m.today(week * days_per_week + 4), m.view<SmoothView>());
    ++m.s[col::contracts].list[0].weeks;
}

/// The normal error of metric number `number` for person k in a week.
double normal_error(const Micro& m, std::uint32_t number, std::uint32_t week, std::uint32_t k) {
    const Slot slot{m.s[col::luck_seat][person(k)], m.s[col::luck_number][person(k)]};
    return normal(m.draws.uniforms(Purpose::metric_noise, week, slot, number / 4)[number % 4]);
}

}  // namespace

TEST_CASE("a regime's first weeks count alike, from its window on the last week counts one over the window") {
    Micro m;
    m.regime.metrics = {{"reviews", metric(Signal::reviews, 4.0)}};
    m.lay_out(1, 1);
    m.measure();
    const double reviews[] = {8.0, 4.0, 6.0, 2.0, 1.0};
    const double means[] = {8.0, 6.0, 6.0, 5.0, 4.0};  // the last: 5 + (1 - 5) / 4
    for (int w = 0; w < 5; ++w) {
        live(m, 7 + w, reviews[w]);
        CHECK(published(m, 0, 7 + w) == doctest::Approx(means[w]));
    }
}

TEST_CASE("a metric is published as many weeks later as it lags, no sooner") {
    Micro m;
    m.regime.metrics = {{"late", metric(Signal::reviews, 1.0, 2)}, {"now", metric(Signal::reviews)}};
    m.lay_out(1, 1);
    m.measure();
    for (int w = 0; w < 7; ++w) {
        live(m, 5 + w, 10.0 + w);
        CHECK(published(m, 0, 5 + w) == (w < 2 ? 0.0 : 8.0 + w));
        CHECK(published(m, 1, 5 + w) == 10.0 + w);
    }
}

TEST_CASE("what is late was smoothed from week to week") {
    Micro m;
    m.regime.metrics = {{"late", metric(Signal::reviews, 4.0, 1)}};
    m.lay_out(1, 1);
    m.measure();
    const double reviews[] = {8.0, 4.0, 6.0, 2.0, 1.0, 0.0}, a_week_ago[] = {0.0, 8.0, 6.0, 6.0, 5.0, 4.0};
    for (int w = 0; w < 6; ++w) {
        live(m, 3 + w, reviews[w]);
        CHECK(published(m, 0, 3 + w) == doctest::Approx(a_week_ago[w]));
    }
}

TEST_CASE("each week of each metric's lag has its place, denominators only where there are some") {
    Regime regime;
    Metric plain = metric(Signal::lines, 1.0, 2), early = metric(Signal::lines, 1.0, 1), ratio = metric(Signal::lines);
    early.denominator = ratio.denominator = {{Signal::reviews, 1.0}};
    regime.metrics = {{"plain", plain}, {"early", early}, {"ratio", ratio}};
    CHECK(window_lane(regime, 0, 0) == 0);
    CHECK(window_lane(regime, 0, 2) == 2);
    CHECK(window_lane(regime, 1, 0) == 3);
    CHECK(window_lane(regime, 2, 0) == 5);
    CHECK(bottom_lane(regime, 1, 0) == 0);
    CHECK(bottom_lane(regime, 1, 1) == 1);
    CHECK(bottom_lane(regime, 2, 0) == 2);
    CHECK(published_slot(plain, 0) == 1);  // of three places the next one is the oldest
    CHECK(published_slot(plain, 2) == 0);
    CHECK(published_slot(ratio, 41) == 0);
}

TEST_CASE("a ratio is of two smoothed sums, and nothing where nothing is counted below") {
    Micro m;
    Metric ratio = metric(Signal::findings, 2.0);
    ratio.denominator = {{Signal::reviews, 2.0}};
    m.regime.metrics = {{"first", metric(Signal::lines, 1.0, 1)}, {"ratio", ratio}};
    m.lay_out(1, 3);
    m.measure();
    m.s[col::week_findings][person(0)] = 6.0, m.s[col::week_findings][person(1)] = 5.0;
    live(m, 0, 1.0);
    CHECK(published(m, 1, 0) == 3.0);  // 6 over twice 1
    m.s[col::week_findings][person(0)] = 0.0;
    live(m, 1, 2.0);
    CHECK(published(m, 1, 1) == 1.0);  // means: 3 over twice 1.5
    CHECK(published(m, 1, 1, 1) == 0.0);
    m.s[col::metric_denominator][0][person(1)] = -4.0;
    CHECK(published(m, 1, 1, 1) == 0.0);
    CHECK(published(m, 1, 1, 2) == 0.0);
    double values[block_rows_limit];
    metric_values(m.regime, 1, 1, m.block(), m.view<MetricView>(), values);
    CHECK(values[0] == 1.0);
    CHECK(values[1] == 0.0);
}

TEST_CASE("signals are summed with their weights, a team's sum and a product's signals are divided by members") {
    Micro m;
    Metric own = metric(Signal::reviews), shared, product;
    own.numerator.push_back({Signal::findings, -3.0});
    shared = own, shared.scope = Scope::team;
    product = metric(Signal::incidents);
    m.regime.metrics = {{"own", own}, {"shared", shared}, {"product", product}};
    m.lay_out(2, 2, 1);  // rows 3 to 5: two members and a dedicated reviewer
    m.measure();
    for (std::uint32_t k = 3; k < 6; ++k) m.s[col::week_reviews][person(k)] = 10.0 * k;
    m.s[col::week_findings][person(4)] = 2.0;
    m.s[col::week_incidents][team(1)] = 5.0;
    m.s[col::week_incidents][team(0)] = 77.0;
    smooth_metrics(m.today(), m.view<SmoothView>());
    CHECK(published(m, 0, 0, 3) == 30.0);
    CHECK(published(m, 0, 0, 4) == 34.0);  // 40 - 3 x 2
    CHECK(published(m, 1, 0, 3) == 57.0);  // (30 + 40 + 50 - 6) / 2: dedicated reviewers help, but are no members
    CHECK(published(m, 1, 0, 4) == 57.0);
    CHECK(published(m, 2, 0, 3) == 2.5);
    CHECK(published(m, 2, 0, 5) == 0.0);  // nobody sits there
}

TEST_CASE("of an empty seat nothing new is measured") {
    Micro m;
    m.regime.metrics = {{"reviews", metric(Signal::reviews)}};
    m.lay_out(1, 2);
    m.measure();
    m.s[col::active][person(1)] = 0.0;
    m.s[col::week_reviews][person(1)] = 3.0;
    live(m, 0, 3.0);
    CHECK(published(m, 0, 0, 0) == 3.0);
    CHECK(published(m, 0, 0, 1) == 0.0);
}

TEST_CASE("errors are of the size of the noise times the target in force, each metric's and each week's their own") {
    Micro m;
    for (int k = 0; k < 6; ++k) m.regime.metrics.push_back({"metric", metric(Signal::reviews)});
    for (auto& [name, one] : m.regime.metrics) one.noise = 0.25;
    m.regime.metrics[3].value.noise = 0.0;
    m.lay_out(2, 1);
    m.measure();
    for (std::size_t k = 0; k < 6; ++k) m.s[col::target][k] = 4.0 + 4.0 * static_cast<double>(k);
    m.s[col::luck_seat][person(1)] = 9, m.s[col::luck_number][person(1)] = 2;
    m.s[col::metric_numerator][0][person(1)] = 100.0;
    for (const int week : {0, 3}) {
        BlockColumn values[metric_limit];
        measure_values(m.today(week * days_per_week + 4), m.regime, values, m.view<MeasuredView>());
        const auto error = [&](std::uint32_t number, std::uint32_t k) {
            return doctest::Approx(normal_error(m, number, static_cast<std::uint32_t>(week), k));
        };
        CHECK(values[0][0] == error(0, 0));  // a quarter of four is one
        CHECK(values[0][1] - 100.0 == error(0, 1));
        CHECK(values[1][0] / 2.0 == error(1, 0));
        CHECK(values[3][0] == 0.0);
        CHECK(values[4][0] / 5.0 == error(4, 0));
        CHECK(values[5][1] / 6.0 == error(5, 1));
    }
}

TEST_CASE("a heavy error is a normal over the root mean square of three others, and moves no other metric's") {
    Micro m;
    for (int k = 0; k < 6; ++k) m.regime.metrics.push_back({"metric", metric(Signal::reviews)});
    for (auto& [name, one] : m.regime.metrics) one.noise = 1.0;
    m.regime.metrics[1].value.noise_law = m.regime.metrics[4].value.noise_law = NoiseLaw::heavy;
    m.lay_out(1, 1);
    m.measure();
    BlockColumn values[metric_limit];
    measure_values(m.today(4), m.regime, values, m.view<MeasuredView>());
    for (const std::uint32_t heavy : {1u, 4u}) {
        const auto u = m.draws.uniforms(Purpose::metric_noise, 0, {0, 0}, 2 + heavy);  // the first two are for normals
        const double b = normal(u[1]), c = normal(u[2]), d = normal(u[3]);
        CHECK(values[heavy][0] == doctest::Approx(normal(u[0]) / std::sqrt((b * b + c * c + d * d) / 3.0)));
    }
    CHECK(values[0][0] == doctest::Approx(normal_error(m, 0, 0, 0)));
    CHECK(values[5][0] == doctest::Approx(normal_error(m, 5, 0, 0)));
}

TEST_CASE("the variance of an error is the square of its size, three times that where it is heavy") {
    Metric one = metric(Signal::reviews);
    one.noise = 0.5;
    CHECK(error_variance(one, 4.0) == 4.0);
    one.noise_law = NoiseLaw::heavy;
    CHECK(error_variance(one, 4.0) == doctest::Approx(12.0));  // Student's t with three degrees of freedom
}

TEST_CASE("without a regime nothing is measured and nothing expected") {
    Micro m;
    m.lay_out(1, 1);
    smooth_metrics(m.today(), m.view<SmoothView>());
    imagine_week(m.today(), m.view<ImagineWeekView>());
    CHECK(m.s[col::metric_numerator].empty());
    CHECK(m.s[col::expected_top].empty());
}

TEST_CASE("a block of teams is measured by itself, with the luck of its own people") {
    Micro m;
    m.regime.metrics = {{"reviews", metric(Signal::reviews)}};
    m.regime.metrics[0].value.noise = 1.0;
    m.lay_out(2, 1);
    m.measure();
    m.s[col::week_reviews][person(0)] = 5.0, m.s[col::week_reviews][person(1)] = 7.0;
    Today today = m.today(4);
    today.block = {.first_team = 1, .last_team = 2, .first_row = 1, .last_row = 2, .width = 1};
    smooth_metrics(today, m.view<SmoothView>());
    CHECK(published(m, 0, 0, 0) == 0.0);
    BlockColumn values[metric_limit];
    measure_values(today, m.regime, values, m.view<MeasuredView>());
    CHECK(values[0][0] == doctest::Approx(7.0 + normal_error(m, 0, 0, 1)));
}
