// Who starts on a seat? Level, traits and habits, each by the luck that is drawn for it.
#include <doctest/doctest.h>

#include <cmath>
#include <strathern/params/activities.hpp>
#include <strathern/params/ai.hpp>
#include <strathern/params/behaviour.hpp>
#include <strathern/params/definitions.hpp>
#include <strathern/params/organisation.hpp>
#include <strathern/params/people.hpp>
#include <strathern/params/review.hpp>

#include "core/variates.hpp"
#include "micro.hpp"

using namespace strathern;
using namespace strathern::test;

namespace {

/// Everybody is alike: no spread of anything.
void alike(Micro& m) {
    m.p.people().skill_sd_log = m.p.ai().tokens_sd_log = m.p.review().care_sd_log = 0.0;
    m.p.behaviour().sophistication_sd = m.p.behaviour().reluctance_sd = m.p.activities().habit_sd_log = 0.0;
}

constexpr int day = 9;

void seat(Micro& m, std::uint32_t row) { seat_person(m.today(), person(row), m.view<SeatPersonView>()); }

std::uint8_t level_of(Micro& m, std::uint32_t row) {
    return first_level(m.today(), person(row), m.view<View<Reads<col::seat, col::reviews_only>, Writes<>>>());
}

}  // namespace

TEST_CASE("the first seats of a team are architects', seats of reviewers are seniors', luck shares out the others") {
    Micro m;
    auto& o = m.p.organisation();
    o.team_size = 30;
    o.architects_per_team_count = 2;
    o.junior_share = 0.3;
    o.mid_share = 0.4;
    m.lay_out(2, 30, 1);
    for (std::uint32_t row = 31; row < 62; ++row) {
        const std::uint32_t place = row - 31;
        // Luck of the seat, whoever sits there.
        const double u = m.draws.uniforms(Purpose::setup_person, 0, {seats_per_team + place, 0}, 2)[0];
        const int by_luck = u < 0.3 ? junior : u < 0.7 ? mid : senior;
        m.s[col::hired_before][person(row)] = place % 2;
        CHECK(level_of(m, row) == (place < 2 ? architect : place == 30 ? senior : by_luck));
    }
}

TEST_CASE("skill starts at the median of the level") {
    Micro m;
    alike(m);
    m.p.people().junior_skill = 0.5;
    m.p.people().senior_skill = 1.5;
    m.p.people().architect_skill = 1.75;
    m.lay_out(1, 4);
    const double median[] = {0.5, 1.0, 1.5, 1.75};
    for (std::uint32_t k = 0; k < 4; ++k) {
        m.s[col::level][person(k)] = static_cast<std::uint8_t>(k);
        seat(m, k);
        CHECK(m.s[col::skill][person(k)] == doctest::Approx(median[k]));
        CHECK(m.s[col::token_intensity][person(k)] == doctest::Approx(1.0));
    }
}

TEST_CASE("people differ by the luck of their seat and of how many were hired before") {
    Micro m;
    alike(m);
    m.p.people().skill_sd_log = 0.5;
    m.p.ai().tokens_sd_log = 2.0;
    m.p.review().care = 3.0;
    m.p.review().care_sd_log = 0.25;
    m.p.behaviour().sophistication = 0.5;
    m.p.behaviour().sophistication_sd = 0.01;
    m.p.behaviour().reluctance = 2.0;
    m.p.behaviour().reluctance_sd = 0.1;
    m.lay_out(2, 2);
    m.s[col::level][person(3)] = mid;
    m.s[col::hired_before][person(3)] = 2;
    m.s[col::luck_seat][person(3)] = 5;  // of whoever sat there before
    seat(m, 3);
    const std::uint32_t number = seats_per_team + 1;
    CHECK(m.s[col::luck_seat][person(3)] == number);
    CHECK(m.s[col::luck_number][person(3)] == 2);
    const auto u = m.draws.uniforms(Purpose::setup_person, 0, {number, 2}, 0),
               w = m.draws.uniforms(Purpose::setup_person, 0, {number, 2}, 1);
    CHECK(m.s[col::skill][person(3)] == doctest::Approx(std::exp(0.5 * normal(u[0]))));
    CHECK(m.s[col::token_intensity][person(3)] == doctest::Approx(std::exp(2.0 * normal(u[1]))));
    CHECK(m.s[col::log_care][person(3)] == doctest::Approx(std::log(3.0) + 0.25 * normal(u[2])));
    CHECK(m.s[col::sophistication][person(3)] == doctest::Approx(0.5 + 0.01 * normal(u[3])));
    CHECK(m.s[col::reluctance][person(3)] == doctest::Approx(2.0 + 0.1 * normal(w[0])));
}

TEST_CASE("sophistication is a share, reluctance is between none and ten, and who does not care at all can be told") {
    Micro m;
    m.p.behaviour().sophistication_sd = m.p.behaviour().reluctance_sd = 1e6;
    m.p.review().care = 0.0;
    m.p.review().care_sd_log = 0.0;
    m.lay_out(1, 20);
    int low = 0, high = 0;
    for (std::uint32_t k = 0; k < 20; ++k) {
        seat(m, k);
        const double z = normal(m.draws.uniforms(Purpose::setup_person, 0, {k, 0}, 0)[3]),
                     y = normal(m.draws.uniforms(Purpose::setup_person, 0, {k, 0}, 1)[0]);
        CHECK(m.s[col::sophistication][person(k)] == (z < 0.0 ? 0.0 : 1.0));
        CHECK(m.s[col::reluctance][person(k)] == (y < 0.0 ? 0.0 : 10.0));
        CHECK(m.s[col::log_care][person(k)] == doctest::Approx(std::log(1e-9)));
        ++(z < 0.0 ? low : high);
    }
    CHECK(low > 0);
    CHECK(high > 0);
}

TEST_CASE("who spends more tokens a minute gets more out of an hour with AI, ever less more") {
    Micro m;
    alike(m);
    m.p.ai().tokens_sd_log = 1.5, m.p.ai().attempt_success = 0.4;
    m.lay_out(1, 20);
    for (std::uint32_t k = 0; k < 20; ++k) {
        seat(m, k);
        // The chance that at least one of so many attempts is good enough, over that of one.
        const double attempts = m.s[col::token_intensity][person(k)];
        CHECK(m.s[col::ai_yield][person(k)] == doctest::Approx((1.0 - std::pow(0.6, attempts)) / 0.4));
        CHECK(m.s[col::ai_yield][person(k)] < 2.5);
    }
    m.p.ai().attempt_success = 1.0;  // one attempt does, and more do no more
    m.p.ai().tokens_sd_log = 0.0;
    seat(m, 0);
    CHECK(m.s[col::ai_yield][person(0)] == doctest::Approx(1.0));
}

TEST_CASE("some build with AI most of the time and others hardly, and all build as much") {
    Micro m;
    alike(m);
    m.p.activities().build.habit_share = 0.5, m.p.activities().build_with_ai.habit_share = 0.25;
    m.p.activities().review.habit_share = 0.25;
    m.p.ai().adoption_sd_log = 0.8;
    m.lay_out(1, 20);
    for (std::uint32_t k = 0; k < 20; ++k) {
        m.s[col::level][person(k)] = senior;
        seat(m, k);
        const double z = normal(m.draws.uniforms(Purpose::setup_person, 0, {k, 0}, 1)[2]);
        const double by_hand = m.s[col::habit][build][person(k)], with_ai = m.s[col::habit][build_with_ai][person(k)];
        CHECK(by_hand + with_ai == doctest::Approx(0.75));
        CHECK(with_ai / by_hand == doctest::Approx(0.5 * std::exp(0.8 * z)));
    }
}

TEST_CASE("a new person starts afresh, whatever stood on the seat") {
    Micro m;
    alike(m);
    m.p.people().ramp_start_share = 0.25;
    m.p.people().unfamiliar_acuity = 0.625;
    m.regime.metrics = {{"one", Metric{}}, {"two", Metric{}}};
    m.regime.ratchet_scope = RatchetScope::own;
    m.lay_out(1, 1, 1, true);
    m.measure();
    m.s[col::target][0] = 3.0;
    m.s[col::target][1] = 4.0;
    m.s[col::active][person(0)] = 0.0;
    for (auto* column : {&m.s[col::tenure_days], &m.s[col::motivation], &m.s[col::familiarity], &m.s[col::fatigue],
                         &m.s[col::fluency], &m.s[col::former_team], &m.s[col::hour_gain], &m.s[col::reviews_per_day],
                         &m.s[col::score], &m.s[col::last_score], &m.s[col::weeks_scored], &m.s[col::trust][build],
                         &m.s[col::trust_doubt][build], &m.s[col::usual_choice][build]})
        (*column)[person(0)] = 7.0;
    seat(m, 0);
    for (auto* column :
         {&m.s[col::tenure_days], &m.s[col::motivation], &m.s[col::familiarity], &m.s[col::fatigue], &m.s[col::fluency],
          &m.s[col::hour_gain], &m.s[col::score], &m.s[col::last_score], &m.s[col::weeks_scored]})
        CHECK((*column)[person(0)] == 0.0);
    CHECK(m.s[col::trust][build][person(0)] == 1.0);
    CHECK(m.s[col::trust_doubt][build][person(0)] == 1.0);
    CHECK(m.s[col::active][person(0)] == 1.0);
    CHECK(m.s[col::ramp][person(0)] == doctest::Approx(0.25 / 1.6));  // slow, and in code that is all new
    CHECK(m.s[col::acuity][person(0)] == 0.625);
    CHECK(m.s[col::former_team][person(0)] == -1.0);
    CHECK(m.s[col::reviews_per_day][person(0)] == 1.0);
    CHECK(m.s[col::own_target][0][person(0)] == 3.0);
    CHECK(m.s[col::own_target][1][person(0)] == 4.0);
    CHECK(m.s[col::usual_choice][build][person(0)] == m.s[col::chosen][build][person(0)]);
    CHECK(m.s[col::chosen][build][person(0)] > 0.0);
    CHECK(m.s[col::chosen][build][person(0)] < 1.0);
    seat(m, 1);
    CHECK(m.s[col::ramp][person(1)] ==
          doctest::Approx(1.0 / 1.6));  // a dedicated reviewer needs no practice in writing
}

TEST_CASE("habits differ by a luck of their own, of each option and person") {
    Micro m;
    alike(m);
    m.p.activities().build.habit_share = 0.5;
    m.p.activities().build_with_ai.habit_share = 0.25;
    m.p.activities().review.habit_share = 0.125;
    m.p.activities().habit_sd_log = 0.5;
    m.p.ai().adoption_sd_log = 0.0;
    m.p.behaviour().reluctance = 1.0;
    m.practices = {{"frowned upon", Practice{}}};
    m.practices[0].value.habit_share = 0.1;
    m.practices[0].value.stigma = 0.75;
    m.lay_out(1, 2);
    m.s[col::level][person(1)] = senior;
    m.s[col::hired_before][person(1)] = 3;
    seat(m, 1);
    const auto u = m.draws.uniforms(Purpose::hiring, 0, {1, 3}, 0);
    const double inclined[] = {0.5 * std::exp(0.5 * normal(u[0])), 0.25 * std::exp(0.5 * normal(u[1])),
                               0.125 * std::exp(0.5 * normal(u[2])), 0.1 * std::exp(0.5 * normal(u[3]) - 0.75)};
    const double sum = inclined[0] + inclined[1] + inclined[2] + inclined[3];
    for (std::size_t a = 0; a < 4; ++a) {
        CHECK(m.s[col::habit][a][person(1)] == doctest::Approx(inclined[a] / sum));
        CHECK(m.s[col::chosen][a][person(1)] == m.s[col::habit][a][person(1)]);
    }
}

TEST_CASE("a practice is known to its share of people, and what nobody is used to begins with a first try") {
    Micro m;
    alike(m);
    m.p.activities().build.habit_share = 0.5;
    m.p.activities().build_with_ai.habit_share = m.p.activities().review.habit_share = 0.0;
    m.p.activities().habit_sd_log = 0.5;  // of which a first try has none
    m.p.ai().adoption_sd_log = 0.0;
    m.p.behaviour().first_share = 0.01;
    m.p.behaviour().reluctance = 2.0;
    Practice news;
    news.known_share = 0.4;
    news.stigma = 0.5;
    m.practices = {{"unused", Practice{}}, {"news", news}};
    m.practices[0].value.known_share = 0.0;
    m.lay_out(1, 40);
    int know = 0;
    for (std::uint32_t k = 0; k < 40; ++k) {
        seat(m, k);
        // Option 4: the first word of the blocks 1 and 5.
        const bool knows = m.draws.uniforms(Purpose::hiring, 0, {k, 0}, 5)[0] < 0.4;
        const double by_hand = 0.5 * std::exp(0.5 * normal(m.draws.uniforms(Purpose::hiring, 0, {k, 0}, 0)[0]));
        const double tried = knows ? 0.01 * std::exp(-1.0) : 0.0;
        CHECK(m.s[col::habit][4][person(k)] == doctest::Approx(tried / (by_hand + tried)));
        CHECK(m.s[col::habit][3][person(k)] == 0.0);
        know += knows;
    }
    CHECK(know > 0);
    CHECK(know < 40);
}

TEST_CASE(
    "whoever rises gets used to a practice only if luck has them know it, and review is for those with the right") {
    Micro m;
    alike(m);
    m.p.review().rights = Level::senior;
    m.p.activities().review.habit_share = 0.12;
    Practice design;
    design.known_share = 0.5;
    design.habit_share = 0.25;
    design.least_level = Level::senior;
    m.practices = {{"design", design}};
    m.lay_out(1, 20);
    int know = 0;
    for (std::uint32_t k = 0; k < 20; ++k) {
        m.s[col::level][person(k)] = senior;
        take_rights(m.today(), person(k), mid, m.view<TakeRightsView>());
        const bool knows = m.draws.uniforms(Purpose::hiring, 0, {k, 0}, 4)[3] < 0.5;
        CHECK(m.s[col::habit][first_practice][person(k)] == doctest::Approx(knows ? 0.25 : 0.0));
        CHECK(m.s[col::habit][review][person(k)] == doctest::Approx(0.12));
        CHECK(m.s[col::habit][build][person(k)] == 0.0);
        know += knows;
    }
    CHECK(know > 0);
    CHECK(know < 20);
    CHECK_FALSE(may_review(m.today(), mid));
    CHECK(may_review(m.today(), senior));
    CHECK(may_review(m.today(), architect));
}

TEST_CASE("on the first morning hours follow what a policy declares, and what is compared with later too") {
    Micro m;
    m.p.activities().build.habit_share = m.p.activities().review.habit_share = 0.25;
    m.p.activities().build_with_ai.habit_share = 0.5;
    m.lay_out(1, 2, 0, true);
    for (std::size_t a = 0; a < first_practice; ++a) {
        m.s[col::declared_habit][a] = a == build ? 0.5 : 0.25;
        m.s[col::habit][a][person(0)] = a == build ? 0.5 : 0.25;
    }
    Today today = m.today(-1);  // the morning of day 0; nobody sits on the other seat
    shift_habits(today, m.view<ShiftHabitsView>());
    for (auto* column : {&m.s[col::habit], &m.s[col::chosen], &m.s[col::usual_choice]}) {
        CHECK((*column)[build][person(0)] == doctest::Approx(0.25));
        CHECK((*column)[build_with_ai][person(0)] == doctest::Approx(0.5));
        CHECK((*column)[review][person(0)] == doctest::Approx(0.25));
        CHECK((*column)[build][person(1)] == 0.0);
    }
}

TEST_CASE("as long as nothing new is declared, habits are left as they have grown") {
    Micro m;
    m.p.activities().build.habit_share = 0.5;
    m.p.activities().build_with_ai.habit_share = m.p.activities().review.habit_share = 0.25;
    m.lay_out(1, 1);
    for (std::size_t a = 0; a < first_practice; ++a) {
        m.s[col::declared_habit][a] = a == build ? 0.5 : 0.25;
        m.s[col::habit][a][person(0)] = 0.75;  // more than a day: they have learnt
    }
    shift_habits(m.today(day), m.view<ShiftHabitsView>());
    for (std::size_t a = 0; a < first_practice; ++a) CHECK(m.s[col::habit][a][person(0)] == 0.75);
}
