// The week's hours become signals, and the week is added to the tallies of its quarter.
#include <doctest/doctest.h>

#include <strathern/params/behaviour.hpp>
#include <strathern/params/definitions.hpp>

#include "micro.hpp"
#include "model/measure/measure.hpp"

using namespace strathern;
using namespace strathern::test;

namespace {

Named<Practice> practice(const char* name, double erosion_paid, double mentoring) {
    Practice p;
    p.erosion_paid_per_minute = erosion_paid;
    p.mentoring_per_hour = mentoring;
    return {name, p};
}

/// Two teams of two; of the second, person 2 works 600 minutes and person 3 half as long.
void two_teams(Micro& m) {
    m.lay_out(2, 2);
    m.s[col::week_minutes][person(2)] = 600.0, m.s[col::week_minutes][person(3)] = 300.0;
}

}  // namespace

TEST_CASE("minutes become tokens, prompts and minutes with AI, on top of what was counted already") {
    Micro m;
    two_teams(m);
    m.s[col::token_rate][person(2)] = 10.0, m.s[col::prompt_rate][person(2)] = 0.1;
    m.s[col::share][build][person(2)] = 0.5, m.s[col::share][build_with_ai][person(2)] = 0.25;
    m.s[col::week_tokens][person(2)] = 5.0, m.s[col::week_prompts][person(2)] = 1.0;
    m.s[col::week_ai_minutes][person(2)] = 2.0, m.s[col::quarter_tokens][person(2)] = 7.0;
    count_week(m.today(), m.view<CountView>());
    CHECK(m.s[col::week_tokens][person(2)] == doctest::Approx(6005.0));
    CHECK(m.s[col::week_prompts][person(2)] == doctest::Approx(61.0));
    CHECK(m.s[col::week_ai_minutes][person(2)] == doctest::Approx(152.0));
    CHECK(m.s[col::quarter_tokens][person(2)] == doctest::Approx(6007.0));  // agents' tokens were added as they came
    CHECK(m.s[col::month_tokens][person(2)] == doctest::Approx(6000.0));
    CHECK(m.s[col::week_tokens][person(3)] == 0.0);
}

TEST_CASE("tokens of practices that move signals only are told apart, and priced like others") {
    Micro m;
    two_teams(m);
    m.s[col::token_rate][person(2)] = 10.0, m.s[col::hollow_token_rate][person(2)] = 4.0;
    m.given().token_price = 0.5;
    count_week(m.today(), m.view<CountView>());
    CHECK(m.s[col::tokens][team(1)] == doctest::Approx(6000.0));
    CHECK(m.s[col::hollow_tokens][team(1)] == doctest::Approx(2400.0));
    CHECK(m.s[col::hollow_token_cost][team(1)] == doctest::Approx(1200.0));
    CHECK(m.s[col::hollow_tokens][team(0)] == 0.0);
}

TEST_CASE("reviews a day go a quarter of the way to those of the week") {
    Micro m;
    two_teams(m);
    m.s[col::reviews_per_day][person(2)] = 2.0;
    m.s[col::week_reviews][person(2)] = 20.0;  // four a day
    m.s[col::reviews_per_day][person(3)] = 2.0;
    count_week(m.today(), m.view<CountView>());
    CHECK(m.s[col::reviews_per_day][person(2)] == doctest::Approx(2.5));
    CHECK(m.s[col::reviews_per_day][person(3)] == doctest::Approx(1.5));
}

TEST_CASE("a team's week is the sum over its people, and is added to the quarter") {
    Micro m;
    two_teams(m);
    m.given().token_price = 0.5;
    const auto both = [&](auto column, double first, double second) {
        m.s[column][person(2)] = first, m.s[column][person(3)] = second;
    };
    both(col::token_rate, 1.0, 2.0), both(col::prompt_rate, 0.1, 0.3);
    both(col::week_tokens, 10.0, 20.0), both(col::week_lines, 3.0, 4.0), both(col::week_ai_lines, 1.0, 1.5);
    both(col::week_changes_opened, 5.0, 6.0), both(col::week_by_hand, 100.0, 70.0), both(col::week_with_ai, 30.0, 9.0);
    both(col::motivation, 0.5, -2.0);
    m.s[col::active][person(3)] = 0.0;  // who has left has no motivation to be counted
    m.s[col::tokens][team(1)] = 1000.0, m.s[col::person_weeks][team(1)] = 8.0;
    count_week(m.today(), m.view<CountView>());
    const auto of_team = [&](auto column) { return m.s[column][team(1)]; };
    CHECK(of_team(col::tokens) == doctest::Approx(1000.0 + 610.0 + 620.0));
    CHECK(of_team(col::token_cost) == doctest::Approx(615.0));
    CHECK(of_team(col::prompts) == doctest::Approx(60.0 + 90.0));
    CHECK(of_team(col::lines) == 7.0);
    CHECK(of_team(col::ai_lines) == 2.5);
    CHECK(of_team(col::changes_opened) == 11.0);
    CHECK(of_team(col::work_by_hand) == 170.0);
    CHECK(of_team(col::work_with_ai) == 39.0);
    CHECK(of_team(col::motivation_weeks) == 0.5);
    CHECK(of_team(col::person_weeks) == 9.0);
    CHECK(m.s[col::tokens][team(0)] == 0.0);
    CHECK(m.s[col::person_weeks][team(0)] == 2.0);
}

TEST_CASE("chosen minutes are told by what they were chosen for") {
    Micro m;
    m.practices = {practice("one", 0.0, 0.0), practice("other", 0.0, 0.0)};
    two_teams(m);
    const double shares[] = {0.4, 0.25, 0.1, 0.15, 0.1};
    for (std::size_t a = 0; a < 5; ++a) m.s[col::share][a][person(2)] = shares[a];
    m.s[col::share][build][person(3)] = 1.0;
    m.s[col::hollow_share][person(2)] = 0.15;
    m.s[col::ai_gain][person(2)] = 0.2, m.s[col::ai_gain][person(3)] = 9.0;
    count_week(m.today(), m.view<CountView>());
    const auto of_team = [&](auto column) { return doctest::Approx(m.s[column][team(1)]); };
    CHECK(240.0 + 300.0 == of_team(col::minutes_by_hand));
    CHECK(150.0 == of_team(col::minutes_with_ai));
    CHECK(90.0 + 60.0 == of_team(col::minutes_practices));
    CHECK(90.0 == of_team(col::minutes_hollow));
    CHECK(30.0 == of_team(col::gain_minutes));  // 150 minutes with AI, a gain of a fifth; person 3 used none
    CHECK(0.0 == of_team(col::minutes_beyond));
}

TEST_CASE("only under best response hours lie beyond the normal day, or are held back") {
    for (const ChoiceLaw law : {ChoiceLaw::logit, ChoiceLaw::best_response}) {
        Micro m;
        m.p.behaviour().choice_law = law;
        m.practices = {practice("one", 0.0, 0.0)};
        two_teams(m);
        const double shares[] = {0.5, 0.4, 0.2, 0.1};  // a fifth of 600 minutes beyond the day
        for (std::size_t a = 0; a < 4; ++a) m.s[col::share][a][person(2)] = shares[a];
        m.s[col::share][review][person(3)] = 0.9;  // a tenth of 300 held back
        m.s[col::minutes_beyond][team(1)] = 1.0;
        count_week(m.today(), m.view<CountView>());
        CHECK(m.s[col::minutes_beyond][team(1)] == doctest::Approx(law == ChoiceLaw::logit ? 1.0 : 1.0 + 120.0 - 30.0));
    }
}

TEST_CASE("the hours of seniors and architects are told by where they go, others' and dedicated reviewers' are not") {
    Micro m;
    m.practices = {practice("design", 0.5, 0.0), practice("mentor", 0.0, 0.1), practice("both", 0.5, 0.1),
                   practice("neither", 0.0, 0.0)};
    m.lay_out(1, 3, 1);
    const std::uint8_t levels[] = {senior, architect, mid, senior};  // the last sits apart, and only reviews
    const double shares[] = {0.3, 0.2, 0.1, 0.05, 0.1, 0.15, 0.1};
    for (std::uint32_t k = 0; k < 4; ++k) {
        m.s[col::level][person(k)] = levels[k];
        m.s[col::week_minutes][person(k)] = 1000.0;
        m.s[col::week_review_minutes][person(k)] = 10.0 + k;
        m.s[col::week_owed][person(k)] = 20.0 + k;
        for (std::size_t a = 0; a < 7; ++a) m.s[col::share][a][person(k)] = shares[a];
    }
    count_week(m.today(), m.view<CountView>());
    const auto of_team = [&](auto column) { return doctest::Approx(m.s[column][team(0)]); };
    CHECK(2 * (300.0 + 200.0) == of_team(col::senior_building));
    CHECK(10.0 + 11.0 == of_team(col::senior_review));
    CHECK(20.0 + 21.0 == of_team(col::senior_rework));
    CHECK(2 * (50.0 + 150.0) == of_team(col::senior_design));
    CHECK(2 * (100.0 + 150.0) == of_team(col::senior_mentoring));
}

TEST_CASE("a block counts its own teams and nobody else's") {
    Micro m;
    two_teams(m);
    for (std::uint32_t k = 0; k < 4; ++k)
        m.s[col::week_minutes][person(k)] = 100.0, m.s[col::token_rate][person(k)] = 1.0;
    Today today = m.today();
    today.block = {.first_team = 1, .last_team = 2, .first_row = 2, .last_row = 4, .width = 2};
    count_week(today, m.view<CountView>());
    CHECK(m.s[col::week_tokens][person(1)] == 0.0);
    CHECK(m.s[col::week_tokens][person(2)] == 100.0);
    CHECK(m.s[col::tokens][team(0)] == 0.0);
    CHECK(m.s[col::person_weeks][team(0)] == 0.0);
    CHECK(m.s[col::tokens][team(1)] == 200.0);
}
