// Does what is paid for ever fall as more is at stake? Not as people imagine it, in the law of odds.
#include <doctest/doctest.h>

#include <cmath>
#include <strathern/params/behaviour.hpp>
#include <strathern/params/definitions.hpp>

#include "core/variates.hpp"
#include "micro.hpp"
#include "model/choose/parts.hpp"

using namespace strathern;
using namespace strathern::test;

namespace {

constexpr std::size_t options = first_practice + 4, first_part = first_practice + 2;

/// Somebody who thinks everything through, misjudges nothing and trusts what is imagined, and a colleague who does
/// always the same. Two practices have hours, two go with reviews.
struct Thinker {
    Micro m;
    double steep;  ///< how much half an hour usually adds; so much of a target
    explicit Thinker(Payoff payoff, double usual_slope = 0.1) : steep(usual_slope) {
        auto& b = m.p.behaviour();
        b.foresight_sd_log = 0.0, b.experience_sd = 0.0;
        m.practices.assign(options - first_practice, {"practice", Practice{}});
        for (std::size_t a = first_part; a < options; ++a)
            m.practices[a - first_practice].value.opportunity = Opportunity::review;
        Metric metric;
        metric.numerator = {{Signal::reviews, 1.0}};
        metric.payoff = payoff, metric.legibility = 1.0;
        m.regime.metrics = {{"metric", metric}};
        m.regime.visibility = Visibility::hidden;
        m.lay_out(1, 2, 0, true);
        m.measure();
        fill(m.s[col::sophistication], 1.0);
        fill(m.s[col::metric_numerator][0], 0.9);
    }
    /// Habits, present choices and what a step more of each option adds, drawn anew.
    void draw(std::uint32_t number) {
        for (std::uint32_t a = 0; a < options; ++a) {
            const auto u = m.draws.uniforms(Purpose::theory, number, {a, 0}),
                       w = m.draws.uniforms(Purpose::theory, number, {a, 1});
            for (std::uint32_t k = 0; k < 2; ++k)
                m.s[col::habit][a][person(k)] = u[k], m.s[col::chosen][a][person(k)] = w[k];
            if (w[2] < 0.15) m.s[col::habit][a][person(0)] = 0.0;  // unknown
            // Half an hour, or a twentieth of all occasions.
            m.s[col::expected_top][a][person(0)] = (a < first_part ? 1.0 : 0.2) * steep * normal(u[2]);
        }
    }
    /// What is paid for, as imagined at the hours and parts that are chosen under a pressure, over what it is at rest.
    std::array<double, 2> paid_for(double pressure) {
        Feelings felt{};
        felt.pressure[0] = felt.pressure[1] = pressure;
        Outlook outlook(options);
        outlook.board.doubts = outlook.doubts;
        imagine(m.today(4), m.regime, outlook, m.view<ImagineView>());
        Preference preferred(options);
        choose_by_odds(m.today(4), felt, outlook, preferred, m.view<LawView>());
        std::array<double, 2> sum = {};
        for (std::size_t a = 0; a < options; ++a) {
            const double slope = m.s[col::expected_top][a][person(0)];
            const double total = a < first_part ? preferred.total[0] : 1.0;
            if (total > 0.0) sum[a < first_part ? 0 : 1] += slope * preferred.weight[a][0] / total;
        }
        return sum;
    }
};

}  // namespace

// Odds of h e^(pressure x g) have a mean of g whose derivative by the pressure is the variance of g, which is never
// below 0; what is the same at every pressure only changes the odds from which they start. Where a pay-off is curved, g
// is a rising function of the slope, and the derivative the covariance of the two.
TEST_CASE("what is paid for never falls with the stakes, in hours and in parts, whatever brings what") {
    for (const auto payoff : {Payoff::linear, Payoff::quota, Payoff::threshold}) {
        Thinker thinker(payoff);
        double rise = 0.0;
        for (std::uint32_t number = 0; number < 1000; ++number) {
            thinker.draw(number);
            const auto rest = thinker.paid_for(0.0);
            auto before = rest;
            for (const double pressure : {0.5, 1.0, 2.0, 5.0, 10.0, 20.0}) {
                const auto now = thinker.paid_for(pressure);
                CHECK(now[0] >= before[0] - 1e-9);
                CHECK(now[1] >= before[1] - 1e-9);
                before = now;
            }
            rise += before[0] - rest[0];
        }
        CHECK(rise / 1000.0 > 0.03);  // and it does rise
    }
}

TEST_CASE("however steep a metric and however high the stakes, what is paid for does not fall") {
    Thinker thinker(Payoff::linear, 3.0);
    for (std::uint32_t number = 0; number < 1000; ++number) {
        thinker.draw(number);
        auto before = thinker.paid_for(0.0);
        for (const double pressure : {1.0, 5.0, 20.0, 40.0, 100.0, 1e3, 1e6, 1e12, 1e100}) {
            const auto now = thinker.paid_for(pressure);
            CHECK(now[0] >= before[0] - 1e-9);
            CHECK(now[1] >= before[1] - 1e-9);
            before = now;
        }
    }
}
