// On which part of its occasions do people use a practice? Habit, pay-offs, and team-mates who know it.
#include <doctest/doctest.h>

#include <cmath>
#include <strathern/params/behaviour.hpp>
#include <strathern/params/definitions.hpp>
#include <strathern/params/management.hpp>

#include "micro.hpp"
#include "model/choose/parts.hpp"

using namespace strathern;
using namespace strathern::test;

namespace {

constexpr std::size_t trick = first_practice;

double logit(double part) { return std::log(part) - std::log1p(-part); }
double logistic(double odds) { return 1.0 / (1.0 + std::exp(-odds)); }

/// A team that may use a practice on its reviews. Nothing draws to it but what a test says.
struct Team {
    Micro m;
    Feelings felt{};
    OptionCells gain;
    std::uint32_t size;
    explicit Team(std::uint32_t people) : gain(first_practice + 1), size(people) {
        auto& b = m.p.behaviour();
        b.sharpness = 1.0, b.part_sharpness = 0.2, b.part_conformity = 0.0, b.norm_strength = 0.0;
        Practice p;
        p.opportunity = Opportunity::review;
        m.practices = {{"trick", p}};
        m.lay_out(1, people);
        for (std::uint32_t k = 0; k < people; ++k) felt.pressure[k] = gain[trick][k] = 0.0;
    }
    void know(std::uint32_t k, double habit, double chosen) {
        m.s[col::habit][trick][person(k)] = habit, m.s[col::chosen][trick][person(k)] = chosen;
    }
    void press(double pressure, double brings) {
        for (std::uint32_t k = 0; k < size; ++k) felt.pressure[k] = pressure, gain[trick][k] = brings;
    }
    double choose(std::uint32_t k = 0, bool measured = true) {
        OptionCells parts(first_practice + 1);
        choose_parts(m.today(4), felt, measured ? &gain : nullptr, parts, m.view<OddsView>());
        return parts[trick][k];
    }
    /// What all come to if they do each week what they prefer.
    void settle() {
        OptionCells parts(first_practice + 1);
        for (int week = 0; week < 400; ++week) {
            choose_parts(m.today(4), felt, &gain, parts, m.view<OddsView>());
            for (std::uint32_t k = 0; k < size; ++k) m.s[col::chosen][trick][person(k)] = parts[trick][k];
        }
    }
};

}  // namespace

TEST_CASE("an occasion has two uses, and pay-offs shift the log-odds between them by sharpness, pressure and gain") {
    Team team(1);
    for (const double habit : {0.001, 0.1, 0.5, 0.97}) {
        team.know(0, habit, habit);
        for (const double brings : {-4.0, -0.5, 0.5, 3.0}) {
            team.press(2.0, brings);
            CHECK(logit(team.choose()) - logit(habit) == doctest::Approx(0.4 * brings));
        }
    }
    team.know(0, 0.5, 0.5);
    team.m.p.behaviour().part_sharpness = 0.7, team.m.p.behaviour().sharpness = 90.0;  // hours have their own
    team.press(2.0, 1.0);
    CHECK(team.choose() == doctest::Approx(1.0 / (1.0 + std::exp(-1.4))));
}

TEST_CASE("with nothing at stake people use a practice exactly as they are used to") {
    Team team(1);
    team.m.p.behaviour().part_conformity = 0.37;  // nobody else is there
    for (std::uint32_t k = 0; k < 1000; ++k) {
        const double habit = team.m.draws.uniforms(Purpose::theory, 0, {k, 0})[0];
        team.know(0, habit, 0.3);
        team.press(0.0, 5.0);
        CHECK(team.choose() == habit);
        team.press(5.0, 0.0);
        CHECK(team.choose() == habit);
        team.press(5.0, 5.0);
        CHECK(team.choose(0, false) == habit);  // without a regime there is nothing to gain
    }
}

TEST_CASE("what is unknown is used on no occasion, whatever it would bring and whoever else uses it") {
    Team team(3);
    team.m.p.behaviour().part_conformity = 0.9, team.m.p.behaviour().norm_strength = 3.0;
    team.know(0, 0.0, 0.0), team.know(1, 0.5, 1.0), team.know(2, 0.5, 1.0);
    for (const double brings : {1.0, 1e6, 1e300}) {
        team.press(1e3, brings);
        CHECK(team.choose(0) == 0.0);
        CHECK(team.choose(1) > 0.5);
    }
}

TEST_CASE("no pay-off breaks a part: it stays between never and always") {
    Team team(2);
    team.m.p.behaviour().part_conformity = 0.95;
    team.know(0, 1e-9, 0.0), team.know(1, 1.0 - 1e-9, 1.0);
    for (const double brings : {-1e300, -1e9, 1e9, 1e300}) {
        team.press(1e300, brings);
        for (std::uint32_t k = 0; k < 2; ++k) {
            const double part = team.choose(k);
            CHECK(part >= 0.0);
            CHECK(part <= 1.0);
            CHECK((brings > 0.0 ? part > 0.999 : part < 0.001));
        }
    }
}

TEST_CASE("team-mates who know a practice draw to the use that they make of it, from what one is used to") {
    Team team(4);
    team.m.p.behaviour().part_conformity = 0.4;
    team.know(0, 0.1, 0.9);  // what one does oneself draws nowhere
    team.know(1, 0.2, 0.4), team.know(2, 0.3, 0.8);
    team.know(3, 0.0, 0.0);  // who does not know it, is no example of doing without
    CHECK(team.choose(0) == doctest::Approx(logistic(logit(0.1) + 0.4 * (logit(0.6) - logit(0.1)))));
    CHECK(team.choose(1) == doctest::Approx(logistic(logit(0.2) + 0.4 * (logit(0.85) - logit(0.2)))));
    CHECK(team.choose(2) == doctest::Approx(logistic(logit(0.3) + 0.4 * (logit(0.65) - logit(0.3)))));
}

TEST_CASE("who alone knows a practice feels no pull, wherever the team is") {
    Team team(5);
    team.m.p.behaviour().part_conformity = 0.95;
    team.know(2, 0.3, 0.9);
    CHECK(team.choose(2) == 0.3);
    team.press(1.0, 1.0);
    CHECK(logit(team.choose(2)) - logit(0.3) == doctest::Approx(0.2));
}

TEST_CASE("what moves a whole team moves it by the social multiplier times as far as it moves a lone one") {
    for (const double conformity : {0.1, 0.37, 0.8}) {
        Team team(5), lone(5);
        for (auto* t : {&team, &lone}) {
            t->m.p.behaviour().part_conformity = conformity;
            t->press(1.0, 1.5);
            t->know(0, 0.2, 0.2);
        }
        for (std::uint32_t k = 1; k < 4; ++k) team.know(k, 0.2, 0.2);  // one of the five does not know it
        team.settle(), lone.settle();
        const auto moved = [](const Team& t, std::uint32_t k) {
            return logit(t.m.s[col::chosen][trick][person(k)]) - logit(0.2);
        };
        CHECK(moved(lone, 0) == doctest::Approx(0.3));
        for (std::uint32_t k = 0; k < 4; ++k)
            CHECK(moved(team, k) / moved(lone, 0) == doctest::Approx(1.0 / (1.0 - conformity)));
        CHECK(team.m.s[col::chosen][trick][person(4)] == 0.0);
    }
}

TEST_CASE("what management asks for and a norm draw as sharply as they draw hours, a norm to what most do") {
    Team team(2);
    auto& b = team.m.p.behaviour();
    b.sharpness = 0.5, b.norm_strength = 2.0;
    team.m.practices[0].value.erosion_paid_per_minute = 1.0;
    team.m.p.management().ask_design = 0.6;
    team.know(0, 0.5, 0.7), team.know(1, 0.5, 0.9);
    // On 0.8 of occasions the team does with, on 0.2 without: a norm of 2 x 0.6 to it, and 0.6 asked, halved.
    CHECK(logit(team.choose()) == doctest::Approx(0.5 * (1.2 + 0.6)));
    b.norm_strength = 0.0;
    CHECK(logit(team.choose()) == doctest::Approx(0.3));
}
