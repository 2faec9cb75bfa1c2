// Growth, fatigue and motivation, worked out by hand: what a week leaves in a person.
#include <doctest/doctest.h>

#include <cmath>
#include <strathern/params/ai.hpp>
#include <strathern/params/definitions.hpp>
#include <strathern/params/organisation.hpp>
#include <strathern/params/people.hpp>

#include "micro.hpp"

using namespace strathern;
using namespace strathern::test;

namespace {

const double ln_2 = std::log(2.0);

/// People of whom nothing moves by itself: no learning, no pressure, no fatigue. Everybody has skill 2.
void at_rest(Micro& m, std::uint32_t teams, std::uint32_t size) {
    auto& p = m.p.people();
    p.learning_per_year = p.lesson_weeks = p.deskilling_per_year = p.skill_fading_per_year = 0.0;
    p.crowding_out_sd = p.autonomy_sd = 0.0;
    p.familiarity_per_year = p.familiarity_per_review_hour = p.familiarity_fading_per_year = 0.0;
    p.fatigue_rate = p.fatigue_acuity = 0.0;
    m.lay_out(teams, size);
    for (auto& skill : m.s[col::skill].values()) skill = 2.0;
}

void grow_a_week(Micro& m) { grow_people(m.today(), m.view<GrowView>()); }

}  // namespace

TEST_CASE("pressure crowds motivation out, by a part of the way each week, and a team feels its own") {
    Micro m;
    at_rest(m, 2, 1);
    m.p.people().crowding_out_sd = 0.4;
    m.p.people().motivation_rate = 0.25;
    m.s[col::pressure][team(0)] = 3.0;  // 3 / (1 + 3) of 0.4 are lost in the end
    grow_a_week(m);
    CHECK(m.s[col::motivation][person(0)] == doctest::Approx(-0.075));
    CHECK(m.s[col::motivation][person(1)] == 0.0);
    grow_a_week(m);
    CHECK(m.s[col::motivation][person(0)] == doctest::Approx(-0.075 - 0.25 * 0.225));
    m.s[col::pressure][team(0)] = 0.0;  // and it comes back
    grow_a_week(m);
    CHECK(m.s[col::motivation][person(0)] == doctest::Approx(-0.75 * 0.13125));
}

TEST_CASE("hours away from the own inclination cost motivation, each counted once") {
    Micro m;
    at_rest(m, 1, 2);
    m.p.people().autonomy_sd = 0.8;
    m.p.people().motivation_rate = 1.0;
    const double hours[] = {0.75, 0.25, 0.0}, inclined[] = {0.25, 0.25, 0.5};  // half of the hours would have to move
    for (std::size_t a = 0; a < first_practice; ++a) {
        m.s[col::chosen][a][person(0)] = hours[a];
        m.s[col::habit][a][person(0)] = inclined[a];
        m.s[col::chosen][a][person(1)] = m.s[col::habit][a][person(1)] = inclined[a];
    }
    grow_a_week(m);
    CHECK(m.s[col::motivation][person(0)] == doctest::Approx(-0.4));
    CHECK(m.s[col::motivation][person(1)] == 0.0);
    m.p.people().crowding_out_sd = 0.5;  // both at once
    m.s[col::pressure][team(0)] = 1.0;
    grow_a_week(m);
    CHECK(m.s[col::motivation][person(0)] == doctest::Approx(-0.65));
    CHECK(m.s[col::motivation][person(1)] == doctest::Approx(-0.25));
}

TEST_CASE("people learn by doing, and less from what they delegate to AI") {
    Micro m;
    at_rest(m, 1, 4);
    m.p.people().learning_per_year = 0.52;  // 0.01 a week
    m.p.people().delegation_learning_factor = 0.5;
    m.s[col::week_by_hand][person(0)] = 10.0;
    m.s[col::week_with_ai][person(1)] = 10.0;
    m.s[col::week_by_hand][person(2)] = 60.0;
    m.s[col::week_with_ai][person(2)] = 20.0;
    grow_a_week(m);
    CHECK(m.s[col::skill][person(0)] == doctest::Approx(2.02));
    CHECK(m.s[col::skill][person(1)] == doctest::Approx(2.01));
    CHECK(m.s[col::skill][person(2)] == doctest::Approx(2.0 * (1.0 + 0.01 * 70.0 / 80.0)));
    CHECK(m.s[col::skill][person(3)] == 2.0);  // nothing done, nothing learnt
}

TEST_CASE("own defects found in review are lessons, worth weeks of doing") {
    Micro m;
    at_rest(m, 1, 2);
    m.p.people().learning_per_year = 0.52;
    m.p.people().lesson_weeks = 0.5;
    m.s[col::week_lessons][person(0)] = m.s[col::week_lessons][person(1)] = 3.0;
    m.s[col::week_by_hand][person(1)] = 10.0;
    grow_a_week(m);
    CHECK(m.s[col::skill][person(0)] == doctest::Approx(2.0 * 1.015));
    CHECK(m.s[col::skill][person(1)] == doctest::Approx(2.0 * 1.025));
}

TEST_CASE("skill is lost as far as work is delegated") {
    Micro m;
    at_rest(m, 1, 2);
    m.p.people().deskilling_per_year = 0.52;
    m.s[col::week_by_hand][person(0)] = 60.0;
    m.s[col::week_with_ai][person(0)] = 20.0;
    m.s[col::week_by_hand][person(1)] = 60.0;
    grow_a_week(m);
    CHECK(m.s[col::skill][person(0)] == doctest::Approx(2.0 * (1.0 - 0.01 * 0.25)));
    CHECK(m.s[col::skill][person(1)] == 2.0);
}

TEST_CASE("what the mentors of a team give is shared equally among its juniors and mids who are there") {
    Micro m;
    at_rest(m, 3, 5);
    for (std::uint32_t t = 0; t < 3; ++t) {
        const std::uint8_t levels[] = {junior, mid, senior, architect, junior};
        for (std::uint32_t k = 0; k < 5; ++k)
            m.s[col::level][person(5 * t + k)] = t == 2 ? static_cast<std::uint8_t>(senior) : levels[k];
        m.s[col::active][person(5 * t + 4)] = 0.0;  // takes no part of it
        m.s[col::week_minutes][person(5 * t + 2)] = 100.0;
        m.s[col::mentoring_rate][person(5 * t + 2)] = t == 1 ? 0.0 : 0.0002;
        m.s[col::week_minutes][person(5 * t + 3)] = 50.0;
        m.s[col::mentoring_rate][person(5 * t + 3)] = 0.0004;
    }
    Today today = m.today();
    today.block = {1, 3, 5, 15, 5};  // all but the first team
    grow_people(today, m.view<GrowView>());
    // The second team's architect gives 50 * 0.0004 = 0.02, to two learners.
    CHECK(m.s[col::skill][person(5)] == doctest::Approx(2.0 * 1.01));
    CHECK(m.s[col::skill][person(6)] == doctest::Approx(2.0 * 1.01));
    CHECK(m.s[col::skill][person(7)] == 2.0);
    CHECK(m.s[col::skill][person(8)] == 2.0);
    // Nobody is there to learn in the third.
    for (std::uint32_t k = 10; k < 15; ++k) CHECK(m.s[col::skill][person(k)] == 2.0);
    // Another block is left alone.
    CHECK(m.s[col::skill][person(0)] == 2.0);
    CHECK(m.s[col::tenure_days][person(0)] == 0.0);

    today.block = {0, 1, 0, 5, 5};
    grow_people(today, m.view<GrowView>());
    CHECK(m.s[col::skill][person(0)] == doctest::Approx(2.0 * 1.02));
    CHECK(m.s[col::skill][person(1)] == doctest::Approx(2.0 * 1.02));
    CHECK(m.s[col::skill][person(2)] == 2.0);
}

TEST_CASE("new people grow effective day by day until they have arrived") {
    Micro m;
    at_rest(m, 1, 2);
    m.p.people().ramp_start_share = 0.2;
    m.p.people().ramp_days = 100.0;
    m.s[col::tenure_days][person(0)] = 20.0;
    m.s[col::tenure_days][person(1)] = 97.0;
    grow_a_week(m);
    CHECK(m.s[col::tenure_days][person(0)] == 25.0);
    CHECK(m.s[col::ramp][person(0)] == doctest::Approx(0.2 + 0.8 * 0.25));
    CHECK(m.s[col::ramp][person(1)] == 1.0);
}

TEST_CASE("code becomes familiar by writing it and by reading what others write") {
    Micro m;
    at_rest(m, 1, 4);
    m.p.people().familiarity_per_year = 52.0 * ln_2;  // half of what is unknown, a week
    m.p.people().familiarity_per_review_hour = 0.5 * ln_2;
    m.p.people().delegation_learning_factor = 0.5;
    m.p.people().unfamiliar_acuity = 0.5;
    for (std::uint32_t k = 0; k < 4; ++k) m.s[col::familiarity][person(k)] = 0.2;
    m.s[col::week_by_hand][person(0)] = m.s[col::week_by_hand][person(1)] = 600.0;
    m.s[col::week_review_minutes][person(1)] = 120.0;
    m.s[col::week_with_ai][person(2)] = 600.0;  // teaches half as much
    grow_a_week(m);
    CHECK(m.s[col::familiarity][person(0)] == doctest::Approx(0.2 + 0.8 * 0.5));
    CHECK(m.s[col::familiarity][person(1)] == doctest::Approx(0.2 + 0.8 * 0.75));
    CHECK(m.s[col::familiarity][person(2)] == doctest::Approx(1.0 - 0.8 * std::sqrt(0.5)));
    CHECK(m.s[col::familiarity][person(3)] == doctest::Approx(0.2));  // who does neither learns nothing of it
    // What a reading finds: half in strange code, all in well-known code.
    CHECK(m.s[col::acuity][person(0)] == doctest::Approx(0.8));
    CHECK(m.s[col::acuity][person(1)] == doctest::Approx(0.9));
}

TEST_CASE("code becomes strange again, and rests where as much is lost in a week as is seen") {
    Micro m;
    at_rest(m, 1, 2);
    auto& p = m.p.people();
    p.familiarity_fading_per_year = 52.0 * ln_2;  // half of what is known, a week
    m.s[col::familiarity][person(0)] = 0.8;
    grow_a_week(m);
    CHECK(m.s[col::familiarity][person(0)] == doctest::Approx(0.4));
    // Half of what is unknown is seen, then half of all forgotten: f = (1 - (1 - f) / 2) / 2 at a third.
    p.familiarity_per_year = 26.0 * ln_2;
    p.familiarity_per_review_hour = 0.25 * ln_2;
    CHECK(familiarity_at_rest(p, 3.0, 0.0, 120.0) == doctest::Approx(1.0 / 3.0));
    for (const double start : {0.1, 0.9}) {
        m.s[col::familiarity][person(1)] = start;
        for (int week = 0; week < 60; ++week) {
            m.s[col::week_by_hand][person(1)] = 600.0;
            m.s[col::week_review_minutes][person(1)] = 120.0;
            grow_a_week(m);
        }
        CHECK(m.s[col::familiarity][person(1)] == doctest::Approx(1.0 / 3.0));
    }
}

TEST_CASE("people of the first morning know as much of the code as they would at rest, and work accordingly") {
    Micro m;
    m.p.organisation().engineers_count = 4, m.p.organisation().team_size = 4;
    m.lay_out(1, 4);
    set_up(m.given(), m.catalogue(), m.draws, m.s);
    const auto& p = m.p.people();
    for (std::uint32_t k = 0; k < 4; ++k) {
        const double known = m.s[col::familiarity][person(k)];
        CHECK(known > 0.1);
        CHECK(known < 0.9);
        CHECK(m.s[col::ramp][person(k)] == known_code_factor(p, known));
        CHECK(m.s[col::acuity][person(k)] == acuity_of(p, known));
    }
}

TEST_CASE("the same change takes more work from whoever does not know the code") {
    Micro m;
    at_rest(m, 1, 2);
    m.p.people().ramp_days = 1.0;
    m.p.people().unfamiliar_effort = 0.6;
    m.s[col::familiarity][person(0)] = 0.5;
    m.s[col::familiarity][person(1)] = 1.0;
    grow_a_week(m);
    CHECK(m.s[col::ramp][person(0)] == doctest::Approx(1.0 / 1.3));
    CHECK(m.s[col::ramp][person(1)] == 1.0);
}

TEST_CASE("fatigue follows the load of review and of what is owed, beyond the share that tires nobody") {
    Micro m;
    at_rest(m, 1, 5);
    m.p.organisation().overhead_share = 0.5;  // 240 minutes a day, 1200 a week
    m.p.people().fatigue_rest_share = 0.25;
    m.p.people().fatigue_rate = 0.3;
    m.p.people().fatigue_acuity = 0.5;
    const double reviewing[] = {300.0, 0.0, 300.0, 2400.0, 300.0}, owed[] = {300.0, 600.0, 0.0, 0.0, 0.0},
                 strain[] = {1.0 / 3.0, 1.0 / 3.0, 0.0, 1.0, 0.0}, before[] = {0.0, 0.0, 0.0, 0.0, 0.5};
    for (std::uint32_t k = 0; k < 5; ++k) {
        m.s[col::week_review_minutes][person(k)] = reviewing[k];
        m.s[col::week_owed][person(k)] = owed[k];
        m.s[col::fatigue][person(k)] = before[k];
    }
    grow_a_week(m);
    for (std::uint32_t k = 0; k < 5; ++k) {
        const double tired = before[k] + 0.3 * (strain[k] - before[k]);
        CHECK(m.s[col::fatigue][person(k)] == doctest::Approx(tired));
        CHECK(m.s[col::acuity][person(k)] == doctest::Approx(1.0 - 0.5 * tired));  // everybody knows the code
    }
    m.s[col::week_review_minutes][person(4)] = 0.0;  // no load at all rests no faster than a light one
    m.s[col::fatigue][person(4)] = 0.5;
    grow_a_week(m);
    CHECK(m.s[col::fatigue][person(4)] == doctest::Approx(0.35));
}

TEST_CASE("the tired in strange code find least") {
    Micro m;
    at_rest(m, 1, 1);
    m.p.people().unfamiliar_acuity = 0.6;
    m.p.people().fatigue_acuity = 0.5;
    m.s[col::familiarity][person(0)] = 0.5;
    m.s[col::fatigue][person(0)] = 0.4;
    grow_a_week(m);
    CHECK(m.s[col::acuity][person(0)] == doctest::Approx(0.8 * 0.8));
}

TEST_CASE("training with AI makes fluent, the less is left to learn the slower") {
    Micro m;
    at_rest(m, 1, 3);
    m.p.ai().fluency_fading_per_year = 0.0;
    for (std::uint32_t k = 0; k < 3; ++k) m.s[col::fluency][person(k)] = 0.5;
    m.s[col::week_minutes][person(0)] = m.s[col::week_minutes][person(1)] = 100.0;
    m.s[col::fluency_rate][person(0)] = m.s[col::fluency_rate][person(2)] = ln_2 / 100.0;
    grow_a_week(m);
    CHECK(m.s[col::fluency][person(0)] == doctest::Approx(0.75));
    CHECK(m.s[col::fluency][person(1)] == 0.5);
    CHECK(m.s[col::fluency][person(2)] == 0.5);
    grow_a_week(m);
    CHECK(m.s[col::fluency][person(0)] == doctest::Approx(0.875));
}

TEST_CASE("a block by itself does what the whole organisation does, and leaves others alone") {
    Micro all, apart;
    for (Micro* m : {&all, &apart}) {
        m->p.people().autonomy_sd = m->p.people().deskilling_per_year = m->p.people().fatigue_acuity = 0.5;
        m->lay_out(2, 3);
        unsigned next = 0;
        for (auto* column :
             {&m->s[col::chosen][build], &m->s[col::habit][review], &m->s[col::week_minutes], &m->s[col::week_by_hand],
              &m->s[col::week_with_ai], &m->s[col::week_owed], &m->s[col::week_lessons], &m->s[col::week_reviews],
              &m->s[col::week_review_minutes], &m->s[col::mentoring_rate], &m->s[col::fluency_rate], &m->s[col::skill],
              &m->s[col::tenure_days], &m->s[col::motivation], &m->s[col::familiarity], &m->s[col::fatigue],
              &m->s[col::fluency]})
            for (auto& x : column->values()) x = 0.007 * (++next % 97);
        for (std::uint32_t k = 0; k < 6; ++k) m->s[col::week_review_minutes][person(k)] *= 1500.0;  // enough to tire
        m->s[col::pressure][team(0)] = 1.0;
        m->s[col::pressure][team(1)] = 3.0;
    }
    grow_a_week(all);
    for (const bool second : {true, false}) {
        Today today = apart.today();
        today.block = second ? Block{1, 2, 3, 6, 3} : Block{0, 1, 0, 3, 3};
        grow_people(today, apart.view<GrowView>());
        for (std::uint32_t k = second ? 3 : 0; k < 6; ++k) {
            CHECK(apart.s[col::skill][person(k)] == all.s[col::skill][person(k)]);
            CHECK(apart.s[col::ramp][person(k)] == all.s[col::ramp][person(k)]);
            CHECK(apart.s[col::tenure_days][person(k)] == all.s[col::tenure_days][person(k)]);
            CHECK(apart.s[col::motivation][person(k)] == all.s[col::motivation][person(k)]);
            CHECK(apart.s[col::familiarity][person(k)] == all.s[col::familiarity][person(k)]);
            CHECK(apart.s[col::fatigue][person(k)] == all.s[col::fatigue][person(k)]);
            CHECK(apart.s[col::acuity][person(k)] == all.s[col::acuity][person(k)]);
            CHECK(apart.s[col::fluency][person(k)] == all.s[col::fluency][person(k)]);
        }
    }
}

TEST_CASE("skill comes to rest where learning and fading are equal, from below and from above") {
    for (const double start : {0.5, 1.0, 4.0}) {
        Micro m;
        at_rest(m, 1, 2);
        m.p.people().learning_per_year = 0.06, m.p.people().skill_fading_per_year = 0.2;
        m.p.people().delegation_learning_factor = 0.5;
        m.s[col::own_skill][person(1)] = 2.0;
        for (const std::uint32_t k : {0U, 1U}) m.s[col::skill][person(k)] = start;
        for (int week = 0; week < 52 * 60; ++week) {
            m.s[col::week_by_hand][person(0)] = m.s[col::week_by_hand][person(1)] = 60.0;
            m.s[col::week_with_ai][person(1)] = 60.0;  // of what doing teaches, three quarters
            grow_a_week(m);
        }
        CHECK(m.s[col::skill][person(0)] == doctest::Approx(std::exp(0.3)).epsilon(1e-3));
        CHECK(m.s[col::skill][person(1)] == doctest::Approx(2.0 * std::exp(0.75 * 0.3)).epsilon(1e-3));
    }
}

TEST_CASE("what is lost of a lead over the own skill in a time constant is 1 - 1/e of it") {
    Micro m;
    at_rest(m, 1, 1);
    m.p.people().skill_fading_per_year = 0.2;
    m.s[col::skill][person(0)] = std::exp(0.1);
    for (int week = 0; week < 52 * 5; ++week) grow_a_week(m);
    CHECK(std::log(m.s[col::skill][person(0)]) == doctest::Approx(0.1 / std::exp(1.0)).epsilon(0.01));
}

TEST_CASE("whoever has been there for years has the skill that as many weeks of the work would have brought") {
    Micro m;
    at_rest(m, 1, 1);
    auto& p = m.p.people();
    p.learning_per_year = 0.06, p.skill_fading_per_year = 0.2, p.delegation_learning_factor = 0.5;
    p.deskilling_per_year = 0.02;
    m.s[col::skill][person(0)] = 1.0;
    for (int week = 1; week <= 52 * 8; ++week) {
        m.s[col::week_by_hand][person(0)] = 30.0, m.s[col::week_with_ai][person(0)] = 10.0;
        grow_a_week(m);
        if (week % 104 == 0)
            CHECK(m.s[col::skill][person(0)] == doctest::Approx(skill_after(p, 3.0, 1.0, 5.0 * week)).epsilon(2e-3));
    }
    CHECK(skill_after(p, 0.0, 0.0, 500.0) == 1.0);
    p.skill_fading_per_year = 0.0;
    CHECK(skill_after(p, 3.0, 1.0, 500.0) == 1.0);
}

TEST_CASE("fluency with AI fades as tools change") {
    Micro m;
    at_rest(m, 1, 1);
    m.p.ai().fluency_fading_per_year = 0.5;
    m.s[col::fluency][person(0)] = 0.8;
    for (int week = 0; week < 104; ++week) grow_a_week(m);
    CHECK(m.s[col::fluency][person(0)] == doctest::Approx(0.8 / std::exp(1.0)));
}

TEST_CASE("long tenures where hardly anything fades give skill within bounds") {
    People p;
    p.learning_per_year = 0.4, p.deskilling_per_year = 0.6, p.skill_fading_per_year = 8e-5;
    constexpr double a_hundred_thousand_years = 2.6e7;
    CHECK(skill_after(p, 1.0, 0.0, a_hundred_thousand_years) <= doctest::Approx(100.0));
    CHECK(skill_after(p, 0.0, 1.0, a_hundred_thousand_years) >= doctest::Approx(0.01));
}
