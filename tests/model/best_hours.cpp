// Are the hours of the quadratic law those that are worth most? Against a search written here, which nests one option
// in the next, wherever the pay-off is concave: also where the day is full and where a quota is just met.
#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <strathern/params/behaviour.hpp>
#include <strathern/params/definitions.hpp>
#include <strathern/params/organisation.hpp>
#include <strathern/params/review.hpp>

#include "micro.hpp"
#include "model/choose/choose.hpp"

using namespace strathern;
using namespace strathern::test;

namespace {

constexpr double halves = 40.0;  // in a normal week, of 20 hours
using Hours = std::array<double, first_practice>;

/// What one metric pays for a value in targets; concave.
struct Pay {
    Payoff payoff = Payoff::linear;
    Transform transform = Transform::linear;
    double exponent = 1, weight = 1;

    double of(double value) const {
        if (transform == Transform::log) value = std::log2(1.0 + std::fmax(0.0, value));
        if (transform == Transform::power) value = std::pow(std::fmax(0.0, value), exponent);
        return weight * (payoff == Payoff::quota ? std::fmin(value, 1.0) : value);
    }
};

/// What one person weighs: hours as shares of a normal day.
struct Problem {
    Hours usual{};
    double felt = 1, own = 1, crossed = 0, longest = 1;
    Pay pay[2];
    double base[2] = {};  ///< values with the usual hours, and what a day of each option adds [targets]
    Hours adds[2] = {};

    double value(std::size_t m, const Hours& y) const {
        double sum = base[m];
        for (std::size_t a = 0; a < y.size(); ++a) sum += adds[m][a] * (y[a] - usual[a]);
        return sum;
    }
    double worth(const Hours& y) const {
        double paid = 0.0, cost = 0.0;
        for (std::size_t m = 0; m < 2; ++m) paid += pay[m].of(value(m, y));
        for (std::size_t a = 0; a < y.size(); ++a)
            for (std::size_t b = 0; b <= a; ++b)
                cost += (a == b ? 0.5 * own : crossed) * (y[a] - usual[a]) * (y[b] - usual[b]);
        return felt * paid - cost;
    }

    /// The most that can be had with the hours of the first options given. Golden sections: what is best of the rest is
    /// a concave function of the hours of the next.
    double most(Hours y, std::size_t option, double left) const {
        if (option == y.size()) return worth(y);
        const auto with = [&](double hours) {
            y[option] = hours;
            return most(y, option + 1, left - hours);
        };
        if (usual[option] == 0.0) return with(0.0);
        constexpr double part = 0.6180339887498949;
        double low = 0.0, high = left, x = high - part * high, z = part * high, at_x = with(x), at_z = with(z);
        while (high - low > 1e-6) {
            if (at_x < at_z)
                low = x, x = z, at_x = at_z, z = low + part * (high - low), at_z = with(z);
            else
                high = z, z = x, at_z = at_x, x = high - part * (high - low), at_x = with(x);
        }
        return std::fmax(std::fmax(at_x, at_z), std::fmax(with(0.0), with(left)));
    }
    double best() const { return most({}, 0, longest); }
};

/// Twenty people in teams of their own, under one law and one regime of two metrics. What they publish follows what
/// they do.
struct World {
    static constexpr std::uint32_t people = 20;
    Micro m;
    Problem who[people];
    std::uint32_t number, drawn = 0;

    explicit World(std::uint32_t world) : number(world) {
        auto& b = m.p.behaviour();
        b.choice_law = ChoiceLaw::best_response, b.inertia_per_week = 1.0, b.unthought_share = 1.0;
        b.habit_drift = b.habit_anchor = b.conformity = b.norm_strength = 0.0;
        b.foresight_sd_log = b.copy_per_week = b.experience_sd = b.search_per_year = 0.0;
        b.effort_cost = std::exp(between(std::log(0.5), std::log(8.0)));
        b.effort_cost_crossed = between(0.0, 0.8) * b.effort_cost * (between(0.0, 1.0) < 0.5 ? 1.0 : 0.0);
        b.longest_day = between(0.0, 1.0) < 0.4 ? 1.0 : between(1.0, 1.5);
        m.p.review().duty = 0.0, m.p.organisation().overhead_share = 0.5;
        Pay pay[2];
        for (Pay& each : pay) each = draw_metric();
        m.lay_out(people, 1, 0, true);
        m.measure();
        for (std::uint32_t k = 0; k < people; ++k) draw_person(k, pay);
    }

    double between(double low, double high) {
        return low + (high - low) * m.draws.uniforms(Purpose::theory, number, {drawn++, 1})[0];
    }

    Pay draw_metric() {
        Metric metric;
        metric.numerator = {{Signal::reviews, 1.0}};
        metric.payoff = between(0.0, 1.0) < 0.5 ? Payoff::linear : Payoff::quota;
        const double law = between(0.0, 3.0);
        metric.transform = law < 1.0 ? Transform::linear : law < 2.0 ? Transform::log : Transform::power;
        metric.exponent = between(0.3, 0.9), metric.weight = between(0.2, 1.5), metric.target = between(0.5, 20.0);
        m.regime.metrics.push_back({"metric", metric});
        return {metric.payoff, metric.transform, metric.exponent, metric.weight};
    }

    // Values stay above 0, where powers are concave.
    void draw_person(std::uint32_t k, const Pay (&pay)[2]) {
        const auto& b = m.p.behaviour();
        Problem& o = who[k];
        o.felt = m.s[col::pressure][team(k)] = between(0.1, 4.0);
        o.own = b.effort_cost, o.crossed = b.effort_cost_crossed, o.longest = b.longest_day;
        double day = 0.0;
        for (double& hours : o.usual) day += hours = between(0.0, 1.0) < 0.1 ? 0.0 : between(0.02, 1.0);
        for (std::size_t a = 0; a < first_practice; ++a) {
            o.usual[a] /= day > 0.0 ? day : 1.0;
            m.s[col::habit][a][person(k)] = m.s[col::chosen][a][person(k)] = o.usual[a];
        }
        for (std::size_t j = 0; j < 2; ++j) {
            o.pay[j] = pay[j], o.base[j] = between(0.6, 1.4);
            const double target = m.regime.metrics[j].value.target;
            m.s[col::metric_numerator][j][person(k)] = target * o.base[j];
            for (std::size_t a = 0; a < first_practice; ++a) {
                o.adds[j][a] = between(-0.3, 1.0);
                m.s[col::expected_top][j * (first_practice + 1) + a][person(k)] = target * o.adds[j][a] / halves;
            }
        }
    }

    Hours chosen(std::uint32_t k) const {
        Hours y;
        for (std::size_t a = 0; a < y.size(); ++a) y[a] = m.s[col::chosen][a][person(k)];
        return y;
    }

    void live(int weeks) {
        for (int week = 0; week < weeks; ++week) {
            choose_hours(m.today(week * days_per_week + 4), m.view<ChooseView>());
            for (std::uint32_t k = 0; k < people; ++k)
                for (std::size_t j = 0; j < 2; ++j)
                    m.s[col::metric_numerator][j][person(k)] =
                        m.regime.metrics[j].value.target * who[k].value(j, chosen(k));
        }
    }
};

}  // namespace

TEST_CASE("of what there is to gain, hours reach all but a thousandth in 1000 random settings, full days included") {
    double gained = 0.0, full = 0.0;
    for (std::uint32_t number = 0; number < 50; ++number) {
        World world(number);
        world.live(4);
        for (std::uint32_t k = 0; k < World::people; ++k) {
            CAPTURE(number);
            CAPTURE(k);
            const Problem& o = world.who[k];
            const Hours now = world.chosen(k);
            const double rest = o.worth(o.usual), gain = o.worth(now) - rest, most = o.best() - rest;
            CHECK(gain >= 0.999 * most - 1e-9);
            CHECK(gain <= most + 1e-6);
            gained += gain;
            double left = o.longest;
            for (std::size_t a = 0; a < now.size(); ++a) {
                CHECK(now[a] >= 0.0);
                if (o.usual[a] == 0.0) CHECK(now[a] == 0.0);  // it is not known
                left -= now[a];
            }
            CHECK(left > -1e-9);
            full += left < 1e-6 ? 1.0 : 0.0;
        }
    }
    CHECK(gained / 1000.0 > 0.02);
    CHECK(full > 300.0);
}
