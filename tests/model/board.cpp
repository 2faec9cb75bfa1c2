// What is published and remembered? Scores, means and spreads, and the targets in force.
#include <doctest/doctest.h>

#include <cmath>
#include <initializer_list>
#include <strathern/params/definitions.hpp>

#include "micro.hpp"
#include "model/measure/measure.hpp"

using namespace strathern;
using namespace strathern::test;

namespace {

constexpr int mid_quarter = 11 * days_per_week + 4, end_of_quarter = 12 * days_per_week + 4;

/// Straight pay, no errors, a target of 2.
Named<Metric> plain(const char* name = "metric") {
    Metric m;
    m.numerator = {{Signal::reviews, 1.0}};
    m.payoff = Payoff::linear;
    m.target = 2.0;
    m.noise = 0.0;
    return {name, m};
}

Named<Metric> rank() {
    Named<Metric> m = plain("rank");
    m.value.payoff = Payoff::rank;
    return m;
}

/// Teams of three and a dedicated reviewer's seat, a board with these metrics.
void board(Micro& m, std::vector<Named<Metric>> metrics, std::uint32_t teams = 1) {
    m.regime.metrics = std::move(metrics);
    m.lay_out(teams, 3, 1);
    m.measure();
    for (std::uint32_t t = 0; t < teams; ++t) m.s[col::active][person(4 * t + 3)] = 1.0;
}

/// What stands on the board of one metric, person by person.
void post(Micro& m, std::size_t metric, std::initializer_list<double> values) {
    std::uint32_t k = 0;
    for (const double value : values) m.s[col::metric_numerator][metric][person(k++)] = value;
}

/// Weeks in which a target was met, and just met, with these values of the metrics of a regime.
struct Met {
    double met, just;
    bool operator==(const Met&) const = default;
};
Met met_by(std::vector<Named<Metric>> metrics, std::initializer_list<double> values) {
    Micro m;
    board(m, std::move(metrics));
    m.s[col::active][person(1)] = m.s[col::active][person(2)] = 0.0;
    std::size_t number = 0;
    for (const double value : values) m.s[col::metric_numerator][number++][person(0)] = value;
    publish_scores(m.today(mid_quarter), m.view<PublishView>());
    CHECK(m.s[col::scored_weeks][team(0)] == 1.0);
    return {m.s[col::target_met_weeks][team(0)], m.s[col::just_met_weeks][team(0)]};
}

constexpr Met missed{0.0, 0.0}, just_met{1.0, 1.0}, met{1.0, 0.0};

}  // namespace

TEST_CASE("a contract binds engineers who are there, and no dedicated reviewers") {
    Micro m;
    board(m, {plain()});
    m.s[col::active][person(1)] = 0.0;
    const Contract& contract = m.s[col::contracts].list[0];
    CHECK(binds(contract, person(0), m.view<BindsView>()));
    CHECK_FALSE(binds(contract, person(1), m.view<BindsView>()));
    CHECK_FALSE(binds(contract, person(3), m.view<BindsView>()));
    CHECK(regime_in_force(m.s[col::contracts]) == &m.regime);
    CHECK(regime_in_force(Contracts{}) == nullptr);
}

TEST_CASE("scores are published for those bound, and last week's is kept") {
    Micro m;
    board(m, {plain()}, 2);
    post(m, 0, {2.0, 3.0, 4.0, 8.0, 1.0, 5.0});
    m.s[col::active][person(2)] = 0.0;
    for (std::uint32_t k = 0; k < 4; ++k) m.s[col::score][person(k)] = 0.1 * (k + 1);
    publish_scores(m.today(mid_quarter), m.view<PublishView>());
    const double now[] = {1.0, 1.5, 0.0, 0.0};
    for (std::uint32_t k = 0; k < 4; ++k) {
        CHECK(m.s[col::score][person(k)] == now[k]);
        CHECK(m.s[col::last_score][person(k)] == 0.1 * (k + 1));
    }
    CHECK(m.s[col::score][person(4)] == 0.5);
    publish_scores(m.today(mid_quarter), m.view<PublishView>());
    CHECK(m.s[col::last_score][person(1)] == 1.5);
    // Two weeks: 2 x (1 + 1.5) and 2 x (1 + 2.25) of the first team.
    CHECK(m.s[col::score_weeks][team(0)] == 5.0);
    CHECK(m.s[col::score_squares][team(0)] == 6.5);
    CHECK(m.s[col::scored_weeks][team(0)] == 4.0);
    CHECK(m.s[col::target_met_weeks][team(0)] == 4.0);
    CHECK(m.s[col::just_met_weeks][team(0)] == 2.0);
    CHECK(m.s[col::scored_weeks][team(1)] == 6.0);
    CHECK(m.s[col::target_met_weeks][team(1)] == 2.0);  // 0.5, 2.5 and nothing
}

TEST_CASE("a target is met but for rounding, and just met below a tenth more") {
    Named<Metric> one = plain();
    one.value.target = 1.0;
    CHECK(met_by({one}, {1.0}) == just_met);
    CHECK(met_by({one}, {1.0 - 0.5e-6}) == just_met);
    CHECK(met_by({one}, {1.0 - 2e-6}) == missed);
    CHECK(met_by({one}, {1.0 - 1e-6}) == just_met);  // at the very edge
    CHECK(met_by({one}, {1.09}) == just_met);
    CHECK(met_by({one}, {1.1}) == met);
    CHECK(met_by({one}, {1.2}) == met);
}

TEST_CASE("of several targets the one that lags most counts, ranks and what is to be low have none") {
    Named<Metric> low = plain("low"), idle = plain("idle");
    low.value.weight = -1.0, idle.value.weight = 0.0;
    CHECK(met_by({plain(), plain()}, {2.0, 2.0}) == just_met);
    CHECK(met_by({plain(), plain()}, {1.0, 9.0}) == missed);
    CHECK(met_by({plain(), plain()}, {9.0, 1.0}) == missed);
    CHECK(met_by({plain(), plain()}, {9.0, 2.1}) == just_met);
    CHECK(met_by({plain(), plain()}, {2.1, 9.0}) == just_met);
    CHECK(met_by({rank(), plain()}, {0.0, 9.0}) == met);
    CHECK(met_by({plain(), rank()}, {9.0, 0.0}) == met);
    CHECK(met_by({low, plain()}, {0.0, 9.0}) == met);
    CHECK(met_by({plain(), idle}, {9.0, 0.0}) == met);
    CHECK(met_by({rank(), low}, {9.0, 9.0}) == missed);  // there is none to meet
}

TEST_CASE("scores carry the error of the week's measurement") {
    Micro m;
    Named<Metric> noisy = plain();
    noisy.value.noise = 0.5;
    board(m, {noisy});
    post(m, 0, {2.0});
    BlockColumn values[metric_limit];
    measure_values(m.today(mid_quarter), m.regime, values, m.view<MeasuredView>());
    publish_scores(m.today(mid_quarter), m.view<PublishView>());
    CHECK(values[0][0] != 2.0);
    CHECK(m.s[col::score][person(0)] == doctest::Approx(values[0][0] / 2.0));
}

TEST_CASE("own targets rise at the end of a quarter only, by what was reached, after the week was paid") {
    Micro m;
    m.regime.ratchet_scope = RatchetScope::own;
    m.regime.ratchet_share = 0.5;
    board(m, {plain()});
    post(m, 0, {3.0, 1.0});
    auto& own = m.s[col::own_target][0];
    own.resize(4, 2.0);
    publish_scores(m.today(mid_quarter), m.view<PublishView>());
    CHECK(own[person(0)] == 2.0);
    publish_scores(m.today(end_of_quarter), m.view<PublishView>());
    CHECK(m.s[col::score][person(0)] == 1.5);
    CHECK(own[person(0)] == 2.5);
    CHECK(own[person(1)] == 2.0);
    publish_scores(m.today(end_of_quarter + days_per_week), m.view<PublishView>());
    CHECK(m.s[col::score][person(0)] == doctest::Approx(1.2));  // 3 over 2.5
    CHECK(own[person(0)] == 2.5);
    // One's own target is what is met or missed: 3 of 6, 1 of 1, 0 of 2.
    own[person(0)] = 6.0, own[person(1)] = 1.0;
    m.s[col::target_met_weeks][team(0)] = 0.0;
    publish_scores(m.today(mid_quarter), m.view<PublishView>());
    CHECK(m.s[col::target_met_weeks][team(0)] == 1.0);
}

TEST_CASE("mean and spread are those of the values of everybody bound, errors of measurement included") {
    Micro m;
    Named<Metric> noisy = plain();
    noisy.value.noise = 0.5;  // of a target of 2: variance 1
    board(m, {plain(), noisy}, 2);
    for (const std::size_t number : {0u, 1u}) post(m, number, {1.0, 3.0, 99.0, 99.0, 5.0, 1.0, 5.0, 99.0});
    m.s[col::active][person(2)] = 0.0;
    m.s[col::published_mean][0] = m.s[col::published_spread][0] = 9.0;
    compare_all(m.today(mid_quarter), m.view<CompareView>());
    // Five values: 1, 3, 5, 1, 5. Mean 3, mean square 61 / 5, variance 16 / 5.
    CHECK(m.s[col::published_mean][0] == doctest::Approx(3.0));
    CHECK(m.s[col::published_spread][0] == doctest::Approx(std::sqrt(3.2)));
    CHECK(m.s[col::published_mean][1] == doctest::Approx(3.0));
    CHECK(m.s[col::published_spread][1] == doctest::Approx(std::sqrt(4.2)));
}

TEST_CASE("where all are alike the spread is nothing, rounding or not") {
    Micro m;
    board(m, {plain()});
    post(m, 0, {0.1, 0.1, 0.1});
    compare_all(m.today(mid_quarter), m.view<CompareView>());
    CHECK(m.s[col::published_mean][0] == doctest::Approx(0.1));
    CHECK(m.s[col::published_spread][0] < 1e-8);  // not NaN either
}

TEST_CASE("the common target rises at the end of a quarter only, each metric's by its mean") {
    Micro m;
    m.regime.ratchet_share = 0.5;
    Named<Metric> noisy = plain();
    noisy.value.noise = 0.5;
    board(m, {noisy, plain()});
    post(m, 0, {3.0, 3.0, 3.0}), post(m, 1, {1.0, 1.0, 1.0});
    compare_all(m.today(mid_quarter), m.view<CompareView>());
    CHECK(m.s[col::target][0] == 2.0);
    compare_all(m.today(end_of_quarter), m.view<CompareView>());
    CHECK(m.s[col::target][0] == doctest::Approx(2.5));
    CHECK(m.s[col::published_spread][0] == doctest::Approx(1.0));  // of the week, with the target that held in it
    CHECK(m.s[col::target][1] == 2.0);
}

TEST_CASE("where nobody is bound there is neither mean nor spread, and targets stay") {
    Micro m;
    m.regime.ratchet_share = 0.5;
    Named<Metric> noisy = plain();
    noisy.value.noise = 0.5;
    board(m, {noisy});
    for (std::uint32_t k = 0; k < 3; ++k) m.s[col::active][person(k)] = 0.0;
    post(m, 0, {9.0, 9.0, 9.0, 9.0});
    m.s[col::published_mean][0] = m.s[col::published_spread][0] = 9.0;
    compare_all(m.today(end_of_quarter), m.view<CompareView>());
    CHECK(m.s[col::published_mean][0] == 0.0);
    CHECK(m.s[col::published_spread][0] == 0.0);
    CHECK(m.s[col::target][0] == 2.0);
}

TEST_CASE("without a regime nothing is published: scores stay") {
    Micro m;
    m.lay_out(1, 2);
    m.s[col::score][person(0)] = 0.5;
    publish_scores(m.today(end_of_quarter), m.view<PublishView>());
    compare_all(m.today(end_of_quarter), m.view<CompareView>());
    CHECK(m.s[col::score][person(0)] == 0.5);
    CHECK(m.s[col::scored_weeks][team(0)] == 0.0);
}

TEST_CASE("a block of teams is published by itself") {
    Micro m;
    board(m, {plain()}, 2);
    post(m, 0, {2.0, 2.0, 2.0, 2.0, 6.0, 2.0, 1.0});
    Today today = m.today(mid_quarter);
    today.block = {.first_team = 1, .last_team = 2, .first_row = 4, .last_row = 8, .width = 4};
    publish_scores(today, m.view<PublishView>());
    CHECK(m.s[col::score][person(0)] == 0.0);
    CHECK(m.s[col::scored_weeks][team(0)] == 0.0);
    CHECK(m.s[col::score][person(4)] == 3.0);
    CHECK(m.s[col::target_met_weeks][team(1)] == 2.0);
}

namespace {

/// A quarter's months in which a team's first readings covered 100 lines each and would find so many defects.
void quarter_of_reviews(Micro& m, int quarter, std::initializer_list<double> seen) {
    int week = quarter * weeks_per_quarter - 1;
    std::size_t month = 0;
    for (const double lines : seen) {
        for (int k = 0; k < weeks_of_month[month]; ++k) {
            ++week;
            m.s[col::risk_read][team(0)] = 100.0, m.s[col::risk_seen][team(0)] = lines;
            note_review_quality(m.today(week * days_per_week + 4), m.view<QualityView>());
        }
        ++month;
    }
    m.s[col::quarter_risk_read][team(0)] = m.s[col::quarter_risk_seen][team(0)] = 0.0;  // as clear_quarter does
}

}  // namespace

TEST_CASE("review quality is compared with the last quarter before the regime, as long as the regime lasts") {
    Micro m;
    m.lay_out(1, 3);
    CHECK(m.s[col::quality_before][team(0)] < 0.0);
    quarter_of_reviews(m, 0, {50.0, 60.0, 70.0});  // 0.6
    CHECK(m.s[col::quality_before][team(0)] < 0.0);
    CHECK(m.s[col::review_quality][team(0)] == doctest::Approx(0.6));
    quarter_of_reviews(m, 1, {30.0, 30.0, 30.0});
    CHECK(m.s[col::quality_before][team(0)] == doctest::Approx(0.6));  // without a regime, the quarter before
    m.s[col::contracts].list = {{&m.regime, Audience::engineers, 0}};  // begins on the Monday of the third quarter
    quarter_of_reviews(m, 2, {20.0, 20.0, 20.0});
    CHECK(m.s[col::quality_before][team(0)] == doctest::Approx(0.3));
    m.s[col::contracts].list.front().weeks = weeks_per_quarter;
    quarter_of_reviews(m, 3, {10.0, 10.0, 10.0});
    CHECK(m.s[col::quality_before][team(0)] == doctest::Approx(0.3));
    m.s[col::contracts].list.clear();
    quarter_of_reviews(m, 4, {10.0, 10.0, 10.0});
    CHECK(m.s[col::quality_before][team(0)] == doctest::Approx(0.1));
}
