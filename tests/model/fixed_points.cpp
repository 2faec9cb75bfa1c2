// Where do choices come to rest? At the solution of the stated equations (docs/model.md, 7.9), which is found here
// without the model's code.
#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <numbers>
#include <strathern/params/behaviour.hpp>
#include <strathern/params/definitions.hpp>
#include <strathern/params/management.hpp>
#include <strathern/params/organisation.hpp>
#include <strathern/params/review.hpp>

#include "micro.hpp"
#include "model/choose/choose.hpp"

using namespace strathern;
using namespace strathern::test;

namespace {

constexpr std::size_t options = first_practice + 3, first_part = first_practice + 1;
constexpr double halves = 40.0, twentieths = 20.0;  // steps in a week of 20 hours, and in all occasions

using ByOption = std::array<double, options>;

/// The root of a function that falls from above 0 at `low` to below 0 at `high`.
template <class F>
double root(const F& f, double low, double high) {
    for (int k = 0; k < 200; ++k) (f(0.5 * (low + high)) > 0.0 ? low : high) = 0.5 * (low + high);
    return 0.5 * (low + high);
}

double phi(double x) { return 0.5 * std::erfc(-x / std::numbers::sqrt2); }

/// What one person chooses by. Values are in targets; a step is half an hour, or a twentieth of all occasions.
struct Chooser {
    bool quota = false;
    double weight = 1, pressure = 0, seen = 1, trust = 1, doubt = 0, base = 1;
    double sharpness = 1, part_sharpness = 1, drift = 0, anchor = 1;
    ByOption own{}, slope{}, pull{};

    double paid(double value) const {
        if (!quota) return weight * std::log2(1.0 + value);
        const double far = std::log(value) / doubt;  // E min(1, S e^(doubt Z - doubt^2 / 2))
        return weight * (value * phi(-far - 0.5 * doubt) + phi(far - 0.5 * doubt));
    }

    /// What a step brings that takes the value so far: its part of what the farthest known step that way would bring.
    double brings(double by, double value) const {
        double farthest = 0.0;
        for (std::size_t a = 0; a < options; ++a)
            if (own[a] > 0.0) farthest = std::fmax(farthest, by < 0.0 ? -slope[a] : slope[a]);
        const double to = trust * (by < 0.0 ? -farthest : farthest);
        return by != 0.0 && farthest > 0.0 ? std::fabs(by) / farthest * (paid(value + to) - paid(value)) : 0.0;
    }

    /// Odds by which an option is preferred to its habit, where the published value is this.
    double odds(std::size_t option, double value) const {
        const bool part = option >= first_part;
        const double more = brings(slope[option], value);
        const double gain = pressure * seen * more * (part ? twentieths : 2.0);
        return std::exp(part ? part_sharpness * gain : sharpness * (gain + pull[option]));
    }

    /// Where a habit rests that drifts to what is done and is drawn back to the person's own.
    double habit(std::size_t option, double done) const {
        return (drift * done + anchor * own[option]) / (drift + anchor);
    }

    // y Z = habit(y) E, with the sum Z of all odds such that hours fill the day.
    void rest_hours(const ByOption& e, ByOption& y) const {
        const auto hours = [&](std::size_t a, double z) {
            return anchor * own[a] * e[a] / ((drift + anchor) * z - drift * e[a]);
        };
        double low = 0.0, high = 1.0;
        for (std::size_t a = 0; a < first_part; ++a)
            if (own[a] > 0.0) low = std::fmax(low, drift * e[a] / (drift + anchor)), high += options * e[a];
        const double z = root(
            [&](double at) {
                double sum = -1.0;
                for (std::size_t a = 0; a < first_part; ++a) sum += hours(a, at);
                return sum;
            },
            low, high);
        for (std::size_t a = 0; a < first_part; ++a) y[a] = hours(a, z);
    }

    void rest_parts(const ByOption& e, ByOption& y) const {
        for (std::size_t a = first_part; a < options; ++a) {
            const auto preferred = [&](double part) {
                const double h = habit(a, part);
                return h * e[a] / (1.0 - h + h * e[a]);
            };
            y[a] = own[a] > 0.0 ? root([&](double part) { return preferred(part) - part; }, 0.0, 1.0) : 0.0;
        }
    }

    ByOption at_rest(double value) const {
        ByOption e, y;
        for (std::size_t a = 0; a < options; ++a) e[a] = odds(a, value);
        rest_hours(e, y), rest_parts(e, y);
        return y;
    }

    /// What is published of somebody who has long done this.
    double value_of(const ByOption& y) const {
        double value = base;
        for (std::size_t a = 0; a < options; ++a)
            value += slope[a] * (a < first_part ? halves : twentieths) * (y[a] - own[a]);
        return value;
    }

    ByOption solved() const {
        return at_rest(root([&](double value) { return value_of(at_rest(value)) - value; }, 0.01, 10.0));
    }
};

/// Twenty people in teams of their own, under one law and one regime. What they publish follows what they do.
struct World {
    static constexpr std::uint32_t people = 20;
    Micro m;
    Chooser who[people];
    double target = 1.0;
    std::uint32_t number, drawn = 0;

    World(std::uint32_t world, Payoff payoff) : number(world) {
        Practice practice;
        m.practices = {{"free", practice}, {"on reviews", practice}, {"on changes", practice}};
        m.practices[1].value.opportunity = Opportunity::review;
        m.practices[2].value.opportunity = Opportunity::change;
        draw_law();
        Metric metric;
        metric.numerator = {{Signal::reviews, 1.0}};
        metric.payoff = payoff, metric.legibility = between(0.3, 1.0), metric.weight = between(0.5, 2.0);
        metric.target = target = between(0.5, 30.0), metric.window_weeks = 1 + static_cast<int>(between(0.0, 8.0));
        m.regime.metrics = {{"metric", metric}};
        m.regime.visibility = Visibility::hidden;
        m.lay_out(people, 1, 0, true);
        m.measure();
        for (std::uint32_t k = 0; k < people; ++k) draw_person(k, metric);
    }

    double between(double low, double high) {
        return low + (high - low) * m.draws.uniforms(Purpose::theory, number, {drawn++, 0})[0];
    }

    void draw_law() {
        auto& b = m.p.behaviour();
        m.p.organisation().overhead_share = 0.5;
        b.foresight_sd_log = b.experience_sd = b.search_per_year = b.copy_per_week = 0.0;
        b.sharpness = between(0.3, 1.5), b.part_sharpness = between(0.05, 0.5);
        b.inertia_per_week = between(0.05, 0.3), b.habit_drift = between(0.0, 0.05);
        b.habit_anchor = between(0.02, 0.1), b.unthought_share = between(0.0, 0.6);
        b.outcome_doubt = between(0.1, 0.4), b.conformity = between(0.0, 2.0);
        m.p.review().duty = between(0.0, 1.0), m.p.management().ask_review = between(-0.5, 0.5);
    }

    void draw_person(std::uint32_t k, const Metric& metric) {
        const auto& b = m.p.behaviour();
        const EngineerId i = person(k);
        Chooser& c = who[k];
        c.quota = metric.payoff == Payoff::quota, c.weight = metric.weight;
        c.sharpness = b.sharpness, c.part_sharpness = b.part_sharpness;
        c.drift = b.habit_drift, c.anchor = b.habit_anchor;
        c.pressure = m.s[col::pressure][team(k)] = between(1.0, 60.0);
        c.trust = between(0.4, 1.6), c.base = between(0.8, 1.6);
        const double thought = metric.legibility * (m.s[col::sophistication][i] = between(0.0, 1.0));
        c.seen = thought + b.unthought_share * (1.0 - thought);
        constexpr double divisor = 1e-6;  // what nobody is sure of by less
        const double variation = m.s[col::variation][0][i] = between(0.0, 0.5);
        c.doubt = std::sqrt(b.outcome_doubt * b.outcome_doubt + variation / static_cast<double>(metric.window_weeks)) +
                  divisor;
        c.pull[review] = m.p.review().duty * std::log(1.0 + wait(k)) + m.p.management().ask_review;
        draw_options(k);
        m.s[col::metric_numerator][0][i] = target * c.base;
    }

    double wait(std::uint32_t k) {
        const auto waiting = static_cast<std::size_t>(between(0.0, 9.0));
        Flow& flow = m.s[col::flow][team(k)];
        flow.waiting.resize(waiting, {0, 0, flow.hold()});
        m.s[col::reviewers][team(k)] = 2.0;
        return static_cast<double>(waiting) / 2.0;
    }

    void draw_options(std::uint32_t k) {
        const EngineerId i = person(k);
        Chooser& c = who[k];
        double day = 0.0;
        for (std::size_t a = 0; a < options; ++a) {
            const bool known = a < first_practice || between(0.0, 1.0) > 0.2;
            c.own[a] = known ? between(0.02, 0.9) : 0.0;
            c.slope[a] = a < first_part ? between(-0.008, 0.02) : between(-0.004, 0.01);
            if (a < first_part) day += c.own[a];
        }
        for (std::size_t a = 0; a < options; ++a) {
            if (a < first_part) c.own[a] /= day;
            m.s[col::own_habit][a][i] = m.s[col::habit][a][i] = m.s[col::chosen][a][i] = c.own[a];
            m.s[col::expected_top][a][i] = target * c.slope[a], m.s[col::trust][a][i] = c.trust;
        }
    }

    ByOption chosen(std::uint32_t k) const {
        ByOption y;
        for (std::size_t a = 0; a < options; ++a) y[a] = m.s[col::chosen][a][person(k)];
        return y;
    }

    /// How far anybody is from last week's choices, after another one.
    double live(int week) {
        ByOption before[people];
        for (std::uint32_t k = 0; k < people; ++k) before[k] = chosen(k);
        choose_hours(m.today(week * days_per_week + 4), m.view<ChooseView>());
        double moved = 0.0;
        for (std::uint32_t k = 0; k < people; ++k) {
            const ByOption now = chosen(k);
            m.s[col::metric_numerator][0][person(k)] = target * who[k].value_of(now);
            for (std::size_t a = 0; a < options; ++a) moved = std::fmax(moved, std::fabs(now[a] - before[k][a]));
        }
        return moved;
    }
};

}  // namespace

// The solver finds the one value that people reach by choosing as they do when it is published: the more they have
// reached, the less they want more, so there is one. Choice starts at the habits, and gets there week by week.
TEST_CASE(
    "choices come to rest where the stated equations hold, in 200 random settings of pay by the piece and quotas") {
    double far = 0.0;
    for (std::uint32_t number = 0; number < 10; ++number) {
        World world(number, number % 2 == 0 ? Payoff::linear : Payoff::quota);
        int week = 0;
        while (world.live(week) > 1e-12 && week < 5000) ++week;
        CHECK(week < 5000);
        for (std::uint32_t k = 0; k < World::people; ++k) {
            CAPTURE(number);
            CAPTURE(k);
            const ByOption solved = world.who[k].solved(), now = world.chosen(k);
            for (std::size_t a = 0; a < options; ++a) {
                CAPTURE(a);
                CHECK(std::fabs(now[a] - solved[a]) < 1e-8);
                far += std::fabs(solved[a] - world.who[k].own[a]);
            }
        }
    }
    CHECK(far / 200.0 > 0.2);  // what people do has moved, it is not at its start
}
