// What does a use of hours do to the quantities of work? Rates per chosen minute, worked out by hand.
#include <doctest/doctest.h>

#include <cmath>
#include <functional>
#include <strathern/params/ai.hpp>
#include <strathern/params/definitions.hpp>
#include <strathern/params/organisation.hpp>
#include <strathern/params/people.hpp>
#include <strathern/params/quality.hpp>
#include <strathern/params/work.hpp>

#include "micro.hpp"

using namespace strathern;
using namespace strathern::test;

namespace {

/// A practice that goes with something, of ten minutes.
Named<Practice> practice(Opportunity what) {
    Practice p;
    p.opportunity = what;
    p.minutes_per_use = 10.0;
    return {"practice", p};
}

/// People of skill and effectiveness 1 who do nothing yet; neither skill nor strain moves their defects.
void at_work(Micro& m, std::uint32_t teams, std::uint32_t size) {
    m.p.organisation().overhead_share = 0.5;  // 240 minutes a day
    m.p.work().change_minutes = 200.0;
    m.p.quality().skill_exponent = m.p.quality().erosion_defects = m.p.people().fatigue_defects = 0.0;
    m.p.quality().debt_defects = 0.0;
    m.p.ai().tokens_per_minute = 1000.0;
    m.p.ai().prompts_per_minute = 0.5;
    m.p.work().change_overhead_minutes = 0.0;
    m.lay_out(teams, size);
    for (std::uint32_t row = 0; row < m.s.layout.rows(); ++row) {
        m.s[col::skill][person(row)] = m.s[col::ramp][person(row)] = 1.0;
        m.s[col::token_intensity][person(row)] = 1.0;
    }
}

void derive(Micro& m) { derive_rates(m.today(), m.view<RatesView>()); }

double& chosen(Micro& m, std::size_t option, std::uint32_t row = 0) { return m.s[col::chosen][option][person(row)]; }

}  // namespace

TEST_CASE("hours are worth what skill and practice make of them, and tokens go with the person") {
    Micro m;
    at_work(m, 1, 1);
    m.s[col::skill][person(0)] = 2.0;
    m.s[col::ramp][person(0)] = 0.75;
    m.s[col::token_intensity][person(0)] = 3.0;
    chosen(m, build) = 0.5;
    chosen(m, build_with_ai) = 0.25;
    derive(m);
    CHECK(m.s[col::hand_rate][person(0)] == doctest::Approx(0.75));
    CHECK(m.s[col::ai_rate][person(0)] == doctest::Approx(0.375));
    CHECK(m.s[col::token_rate][person(0)] == doctest::Approx(0.25 * 1000.0 * 3.0));
    CHECK(m.s[col::prompt_rate][person(0)] == doctest::Approx(0.125));
}

TEST_CASE("what goes with changes that AI wrote takes minutes for those, and acts on their defects alone") {
    Micro m;
    m.practices = {practice(Opportunity::change_with_ai)};
    m.practices[0].value.defect_factor = 0.25;
    at_work(m, 1, 3);
    const double by_hand[] = {0.75, 1.0, 0.0};
    for (std::uint32_t k = 0; k < 3; ++k) {
        chosen(m, build, k) = by_hand[k];
        chosen(m, build_with_ai, k) = 1.0 - by_hand[k];
        chosen(m, first_practice, k) = 0.5;
    }
    derive(m);
    for (std::uint32_t k = 0; k < 3; ++k) {
        CHECK(m.s[col::defect_factor][person(k)] == doctest::Approx(1.0));
        CHECK(m.s[col::ai_defect_factor][person(k)] == doctest::Approx(0.5));
        // A change in 200 minutes of work; ten more on half of those that AI wrote.
        CHECK(m.s[col::day_left][person(k)] == doctest::Approx(200.0 / (200.0 + 5.0 * (1.0 - by_hand[k]))));
    }
}

TEST_CASE("what goes with a change acts as far as it is used, and its minutes make fewer changes") {
    Micro m;
    m.practices = {practice(Opportunity::change)};
    auto& p = m.practices[0].value;
    p.change_size_factor = 4.0;
    p.defect_factor = 0.25;
    p.points_factor = 9.0;
    p.tokens_per_use = 1000.0;
    p.prompts_per_use = 100.0;
    at_work(m, 1, 4);
    const double part[] = {0.5, 1.0, 0.0, 0.5};
    for (std::uint32_t k = 0; k < 4; ++k) {
        chosen(m, build, k) = k < 3 ? 0.75 : 0.0;
        chosen(m, build_with_ai, k) = k < 3 ? 0.25 : 0.0;
        chosen(m, first_practice, k) = part[k];
    }
    derive(m);
    for (std::uint32_t k = 0; k < 4; ++k) {
        // A change in 200 minutes of work, and ten more where the practice is used.
        const double work = k < 3 ? 200.0 / (200.0 + 10.0 * part[k]) : 0.0, uses = part[k] * work / 200.0;
        CHECK(m.s[col::size_factor][person(k)] == doctest::Approx(std::pow(4.0, part[k])));
        CHECK(m.s[col::defect_factor][person(k)] == doctest::Approx(std::pow(0.25, part[k])));
        CHECK(m.s[col::points_factor][person(k)] == doctest::Approx(std::pow(9.0, part[k])));
        CHECK(m.s[col::token_rate][person(k)] == doctest::Approx(work * 250.0 + uses * 1000.0));
        CHECK(m.s[col::prompt_rate][person(k)] == doctest::Approx(work * 0.125 + uses * 100.0));
    }
}

TEST_CASE("what goes with a prompt or a review is bound by those") {
    Micro m;
    m.practices = {practice(Opportunity::prompt), practice(Opportunity::review)};
    m.practices[0].value.tokens_per_use = 100.0;
    m.practices[1].value.prompts_per_use = 1.0;
    at_work(m, 1, 2);
    m.p.ai().tokens_per_minute = 0.0;
    for (std::uint32_t k = 0; k < 2; ++k) {
        chosen(m, build_with_ai, k) = 0.25;               // an eighth of a prompt a minute
        m.s[col::reviews_per_day][person(k)] = 6.0;       // a fortieth of a review a minute
        m.s[col::skill][person(k)] = k == 0 ? 1.0 : 3.0;  // skill makes no more prompts
        chosen(m, first_practice, k) = k == 0 ? 0.08 : 1.0;
        chosen(m, first_practice + 1, k) = k == 0 ? 0.4 : 1.0;
    }
    for (auto& one : m.practices) one.value.minutes_per_use = 1e-9;  // as good as none
    derive(m);
    CHECK(m.s[col::token_rate][person(0)] == doctest::Approx(12.5 * 0.08));
    CHECK(m.s[col::token_rate][person(1)] == doctest::Approx(12.5));
    CHECK(m.s[col::prompt_rate][person(0)] == doctest::Approx(0.125 + 0.025 * 0.4));
    CHECK(m.s[col::prompt_rate][person(1)] == doctest::Approx(0.15));
}

TEST_CASE("a free practice costs and asks at each use, however often, and changes no change") {
    Micro m;
    m.practices = {practice(Opportunity::free)};
    auto& p = m.practices[0].value;
    p.tokens_per_use = 500.0;
    p.prompts_per_use = 2.0;
    p.change_size_factor = p.points_factor = p.defect_factor = 5.0;
    at_work(m, 1, 1);
    chosen(m, first_practice) = 0.5;
    derive(m);
    CHECK(m.s[col::token_rate][person(0)] == doctest::Approx(25.0));
    CHECK(m.s[col::prompt_rate][person(0)] == doctest::Approx(0.1));
    CHECK(m.s[col::size_factor][person(0)] == 1.0);
    CHECK(m.s[col::defect_factor][person(0)] == doctest::Approx(1.0));
    CHECK(m.s[col::points_factor][person(0)] == 1.0);
}

TEST_CASE("practices act on a change one after the other, and a defect factor of nothing takes all defects") {
    Micro m;
    m.practices = {practice(Opportunity::change), practice(Opportunity::change)};
    m.practices[0].value.change_size_factor = 2.0;
    m.practices[1].value.change_size_factor = 3.0;
    m.practices[0].value.defect_factor = 0.0;
    m.practices[1].value.points_factor = 0.0;
    at_work(m, 1, 1);
    chosen(m, build) = 1.0;
    chosen(m, first_practice) = chosen(m, first_practice + 1) = 1.0;
    derive(m);
    CHECK(m.s[col::size_factor][person(0)] == doctest::Approx(6.0));
    CHECK(m.s[col::defect_factor][person(0)] < 1e-11);
    CHECK(m.s[col::points_factor][person(0)] < 1e-11);
}

TEST_CASE("whoever approves unread glances at that part of the reviews that is still read") {
    Micro m;
    m.practices = {practice(Opportunity::review), practice(Opportunity::review), practice(Opportunity::review)};
    m.practices[0].value.glance_share = 0.5;
    m.practices[1].value.glance_share = 0.8;
    at_work(m, 1, 2);
    for (std::uint32_t k = 0; k < 2; ++k) {
        m.s[col::reviews_per_day][person(k)] = 6.0;
        m.s[col::glance][person(k)] = 0.9;  // of the week before
        chosen(m, first_practice, k) = 0.75;
        chosen(m, first_practice + 2, k) = 1.0;  // of no glance
    }
    chosen(m, first_practice + 1, 1) = 0.5;
    derive(m);
    const double first = 0.5 * 0.75, second = 0.8 * 0.5;
    CHECK(m.s[col::glance][person(0)] == doctest::Approx(first));
    CHECK(m.s[col::glance][person(1)] == doctest::Approx(first + (1.0 - first) * second));
}

TEST_CASE("an hour of a practice does what it is declared to do, and that of several adds up") {
    Micro m;
    m.practices = {practice(Opportunity::free), practice(Opportunity::free)};
    auto& p = m.practices[0].value;
    p.knowledge_per_hour = 6.0;
    p.debt_paid_per_minute = 2.0;
    p.erosion_paid_per_minute = 3.0;
    p.mentoring_per_hour = 0.12;
    p.library_per_hour = 1.2;
    p.fluency_per_hour = 2.4;
    m.practices[1].value.knowledge_per_hour = 12.0;
    at_work(m, 1, 1);
    chosen(m, first_practice) = 0.25;
    chosen(m, first_practice + 1) = 0.125;
    derive(m);
    derive(m);  // rates are those of this week, and nothing of the last is left
    CHECK(m.s[col::knowledge_rate][person(0)] == doctest::Approx(0.025 + 0.025));
    CHECK(m.s[col::debt_rate][person(0)] == doctest::Approx(0.5));
    CHECK(m.s[col::erosion_rate][person(0)] == doctest::Approx(0.75));
    CHECK(m.s[col::mentoring_rate][person(0)] == doctest::Approx(0.0005));
    CHECK(m.s[col::library_rate][person(0)] == doctest::Approx(0.005));
    CHECK(m.s[col::fluency_rate][person(0)] == doctest::Approx(0.01));
    CHECK(m.s[col::hollow_share][person(0)] == 0.0);
}

TEST_CASE("of two practices of experiments each takes its part of the items that the other leaves") {
    Micro m;
    m.practices.assign(2, practice(Opportunity::change));
    m.practices[0].value.experiment_share = 0.5, m.practices[1].value.experiment_share = 0.8;
    m.practices.push_back(practice(Opportunity::free));
    m.practices[2].value.latent_found_per_hour = 0.3;
    at_work(m, 1, 1);
    chosen(m, build) = 0.0;
    chosen(m, first_practice) = 0.5, chosen(m, first_practice + 1) = 0.25, chosen(m, first_practice + 2) = 0.4;
    derive(m);
    CHECK(m.s[col::tried][person(0)] == doctest::Approx(1.0 - 0.75 * 0.8));
    CHECK(m.s[col::latent_rate][person(0)] == doctest::Approx(0.4 * 0.3 / 60.0));
}

TEST_CASE("hours are hollow in practices that move signals and nothing else") {
    Micro m;
    m.practices.assign(2, practice(Opportunity::change));
    m.practices[0].value.tokens_per_use = 1000.0;
    m.practices[1].value.points_factor = 2.0;
    const std::function<void(Practice&)> real[] = {
        [](Practice& p) { p.change_size_factor = 0.5; }, [](Practice& p) { p.defect_factor = 1.1; },
        [](Practice& p) { p.glance_share = 0.1; },       [](Practice& p) { p.knowledge_per_hour = 0.1; },
        [](Practice& p) { p.debt_paid_per_minute = 1; }, [](Practice& p) { p.erosion_paid_per_minute = 1; },
        [](Practice& p) { p.mentoring_per_hour = 0.1; }, [](Practice& p) { p.library_per_hour = 0.1; },
        [](Practice& p) { p.fluency_per_hour = 0.1; },   [](Practice& p) { p.latent_found_per_hour = 0.1; },
        [](Practice& p) { p.experiment_share = 0.1; }};
    for (const auto& make_real : real) {
        m.practices.push_back(practice(Opportunity::change));
        make_real(m.practices.back().value);
    }
    at_work(m, 1, 1);
    chosen(m, build) = 1.0;
    for (std::size_t k = 0; k < m.practices.size(); ++k) chosen(m, first_practice + k) = 0.5;
    derive(m);
    // Thirteen times five minutes for each change of 200: 10 of 265 are hollow.
    CHECK(m.s[col::hollow_share][person(0)] == doctest::Approx(10.0 / 265.0));
}

TEST_CASE("skill and practice at the job lower defects, fatigue raises them") {
    Micro m;
    at_work(m, 1, 4);
    m.p.quality().skill_exponent = -0.5;
    m.p.people().fatigue_defects = std::log(4.0);
    m.s[col::skill][person(0)] = 4.0;
    m.s[col::ramp][person(1)] = 0.25;
    m.s[col::fatigue][person(2)] = 0.5;
    m.s[col::skill][person(3)] = 0.0;  // nobody has sat here yet
    derive(m);
    CHECK(m.s[col::defect_factor][person(0)] == doctest::Approx(0.5));
    CHECK(m.s[col::defect_factor][person(1)] == doctest::Approx(2.0));
    CHECK(m.s[col::defect_factor][person(2)] == doctest::Approx(2.0));
    CHECK(std::isfinite(m.s[col::defect_factor][person(3)]));
}

TEST_CASE("a worn architecture makes defects likelier, for those who work on it") {
    Micro m;
    at_work(m, 3, 2);
    m.p.quality().erosion_defects = 0.5;
    m.s[col::erosion][team(1)] = 2 * 31200.0;  // two quarters of two people: 240 minutes, 65 days each
    derive(m);
    const double factor[] = {1.0, 1.0, 2.0, 2.0, 1.0, 1.0};
    for (std::uint32_t k = 0; k < 6; ++k) CHECK(m.s[col::defect_factor][person(k)] == doctest::Approx(factor[k]));
    Today today = m.today();
    today.block = {1, 3, 2, 6, 2};  // without the first team it is the same
    derive_rates(today, m.view<RatesView>());
    for (std::uint32_t k = 0; k < 6; ++k) CHECK(m.s[col::defect_factor][person(k)] == doctest::Approx(factor[k]));
}

TEST_CASE("code in debt makes defects likelier, on top of a worn architecture") {
    Micro m;
    at_work(m, 2, 2);
    m.p.quality().debt_defects = 1.5;
    m.s[col::debt][team(1)] = 31200.0;  // a quarter of two people
    derive(m);
    CHECK(m.s[col::defect_factor][person(0)] == doctest::Approx(1.0));
    CHECK(m.s[col::defect_factor][person(2)] == doctest::Approx(2.5));
    m.p.quality().erosion_defects = 0.5;
    m.s[col::erosion][team(1)] = 2 * 31200.0;
    derive(m);
    CHECK(m.s[col::defect_factor][person(3)] == doctest::Approx(3.5));
}

TEST_CASE("changes grow as far as AI does the work") {
    Micro m;
    m.practices = {practice(Opportunity::change)};
    m.practices[0].value.change_size_factor = 0.5;
    at_work(m, 1, 4);
    m.p.work().change_overhead_minutes = 20.0, m.p.work().wait_cost_share = 0.01;
    m.p.ai().overhead_saved_share = 0.75;
    chosen(m, build, 0) = 0.75;
    chosen(m, build_with_ai, 0) = chosen(m, build_with_ai, 1) = 0.25;
    chosen(m, build, 2) = 0.5;
    chosen(m, first_practice, 1) = 1.0;
    derive(m);
    CHECK(m.s[col::size_factor][person(0)] == doctest::Approx(std::sqrt(0.8125)));  // a quarter by AI
    CHECK(m.s[col::size_factor][person(1)] == doctest::Approx(0.5 * 0.5));

    CHECK(m.s[col::size_factor][person(2)] == 1.0);
    CHECK(m.s[col::size_factor][person(3)] == 1.0);  // no work at all
    m.s[col::usual_wait][team(0)] = 600.0;           // 6 minutes of 20
    derive(m);
    CHECK(m.s[col::size_factor][person(0)] == doctest::Approx(std::sqrt(0.8125 + 0.3)));
    CHECK(m.s[col::size_factor][person(2)] == doctest::Approx(std::sqrt(1.3)));
}

TEST_CASE("a block by itself has the rates that it has in the whole organisation") {
    Micro all, apart;
    for (Micro* m : {&all, &apart}) {
        m->practices = {practice(Opportunity::change), practice(Opportunity::prompt), practice(Opportunity::review)};
        for (auto& one : m->practices) {
            one.value.change_size_factor = one.value.defect_factor = one.value.points_factor = 2.0;
            one.value.tokens_per_use = one.value.prompts_per_use = one.value.glance_share = 0.5;
            one.value.knowledge_per_hour = one.value.debt_paid_per_minute = one.value.erosion_paid_per_minute = 1.0;
            one.value.mentoring_per_hour = one.value.library_per_hour = one.value.fluency_per_hour = 1.0;
            one.value.latent_found_per_hour = one.value.experiment_share = 0.5;
        }
        m->practices.push_back(practice(Opportunity::free));
        at_work(*m, 2, 3);
        m->p.work().change_overhead_minutes = 20.0;
        m->p.people().fatigue_defects = m->p.quality().skill_exponent = 1.0;
        unsigned next = 0;
        const auto fill = [&](auto& column) {
            for (auto& x : column.values()) x = 0.01 * (++next % 83 + 1);
        };
        for (auto& option : m->s[col::chosen]) fill(option);
        for (auto* column : {&m->s[col::skill], &m->s[col::ramp], &m->s[col::token_intensity], &m->s[col::fatigue],
                             &m->s[col::reviews_per_day]})
            fill(*column);
    }
    derive(all);
    Today today = apart.today();
    today.block = {1, 2, 3, 6, 3};
    derive_rates(today, apart.view<RatesView>());
    const auto rates = [](Micro& m) {
        return std::vector{&m.s[col::hand_rate],     &m.s[col::ai_rate],      &m.s[col::token_rate],
                           &m.s[col::prompt_rate],   &m.s[col::size_factor],  &m.s[col::defect_factor],
                           &m.s[col::points_factor], &m.s[col::glance],       &m.s[col::knowledge_rate],
                           &m.s[col::debt_rate],     &m.s[col::erosion_rate], &m.s[col::mentoring_rate],
                           &m.s[col::library_rate],  &m.s[col::fluency_rate], &m.s[col::hollow_share],
                           &m.s[col::latent_rate],   &m.s[col::tried]};
    };
    Micro untouched;
    untouched.lay_out(2, 3);
    const auto whole_ones = rates(all), own = rates(apart), start = rates(untouched);
    for (std::size_t c = 0; c < own.size(); ++c)
        for (std::uint32_t k = 0; k < 6; ++k)
            CHECK((*own[c])[person(k)] == (k < 3 ? *start[c] : *whole_ones[c])[person(k)]);
}
