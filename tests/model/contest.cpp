// How hard do people try in a contest for ranks? As hard as the difference of two errors leaves it worth (lazear1981).
#include <doctest/doctest.h>

#include <cmath>
#include <numbers>
#include <strathern/params/behaviour.hpp>
#include <strathern/params/definitions.hpp>
#include <strathern/params/organisation.hpp>
#include <strathern/params/review.hpp>

#include "micro.hpp"
#include "model/choose/choose.hpp"
#include "model/measure/measure.hpp"

using namespace strathern;
using namespace strathern::test;

namespace {

constexpr double adds = 4.0;  // what a day of hours adds to what is counted

/// Equal contestants who build by hand for a rank that is measured with an error.
struct Contest {
    Micro m;
    std::uint32_t people;

    Contest(std::uint32_t contestants, ChoiceLaw law, double error, double prize = 1.0) : people(contestants) {
        auto& b = m.p.behaviour();
        b.choice_law = law, b.inertia_per_week = 1.0, b.unthought_share = 1.0, b.effort_cost = 4.0;
        b.habit_drift = b.conformity = b.foresight_sd_log = b.copy_per_week = b.experience_sd = 0.0;
        b.search_per_year = 0.0;
        m.p.review().duty = 0.0, m.p.organisation().overhead_share = 0.5;  // 40 half hours a week
        Metric metric;
        metric.numerator = {{Signal::reviews, 1.0}};
        metric.payoff = Payoff::rank, metric.target = 2.0, metric.noise = error / metric.target, metric.weight = prize;
        m.regime.metrics = {{"metric", metric}};
        m.regime.visibility = Visibility::hidden;
        m.lay_out(1, people, 0, true);
        m.measure();
        m.s[col::pressure][team(0)] = 1.0;
        for (std::uint32_t k = 0; k < people; ++k)
            for (const std::size_t a : {build, build_with_ai})
                m.s[col::habit][a][person(k)] = m.s[col::own_habit][a][person(k)] = m.s[col::chosen][a][person(k)] =
                    0.5;
        fill(m.s[col::expected_top][build], adds / 40.0);
        fill(m.s[col::metric_numerator][0], 3.0);
    }
    double effort(std::uint32_t k = 0) const { return m.s[col::chosen][build][person(k)] - 0.5; }
    void live(int weeks) {
        for (int week = 0; week < weeks; ++week) {
            compare_all(m.today(week * days_per_week + 4), m.view<CompareView>());
            choose_hours(m.today(week * days_per_week + 4), m.view<ChooseView>());
            for (std::uint32_t k = 0; k < people; ++k)
                m.s[col::metric_numerator][0][person(k)] = 3.0 + adds * effort(k);
        }
    }
};

}  // namespace

// Where all are alike, the marginal gain is the prize times the density at 0 of the difference of two errors of
// standard deviation s: 1 / (2 s sqrt(pi)). In the equilibrium it is what one more hour costs.
TEST_CASE("effort in a contest is Lazear and Rosen's, whose density is that of the difference of two errors") {
    for (const std::uint32_t contestants : {2u, 16u})
        for (const double error : {0.9, 1.3, 3.0})
            for (const double prize : {0.5, 1.0}) {
                Contest contest(contestants, ChoiceLaw::best_response, error, prize);
                contest.live(30);
                const double marginal = prize * adds / (2.0 * error * std::sqrt(std::numbers::pi));
                for (std::uint32_t k = 0; k < contestants; ++k)
                    CHECK(contest.effort(k) == doctest::Approx(marginal / 4.0).epsilon(1e-3));
            }
}

TEST_CASE("in the law of odds too a rank is foreseen with one's own error on top of the colleagues'") {
    Contest contest(4, ChoiceLaw::logit, 1.3);
    contest.live(1);
    const double apart = adds / 40.0 / (1.3 * std::numbers::sqrt2);
    const double gain = 2.0 * (0.5 * std::erfc(-apart / std::numbers::sqrt2) - 0.5);  // of an hour
    CHECK(contest.effort() == doctest::Approx(1.0 / (1.0 + std::exp(-gain)) - 0.5));
}
