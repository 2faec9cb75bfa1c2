// Who is let go, who rises, who changes teams, and what is seen of others: between the weeks, worked out by hand.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
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

constexpr int day = 14, year_end = 52 * 5 - 1, quarter_end = 13 * 5 - 1;

/// Two teams of three engineers and one dedicated reviewer, all of them there, of whom half of the engineers are kept.
void half_kept(Micro& m, bool measured, double stakes) {
    m.p.organisation().engineers_count = 6;
    m.p.organisation().headcount_share = 0.5;
    m.regime.metrics = {{"one", Metric{}}};
    m.regime.stakes = stakes;
    m.lay_out(2, 3, 1, measured);
    if (measured) m.measure();
    const double scores[] = {0.9, 0.2, 0.8, 0.0, 0.7, 0.2, 0.1, 0.0};  // the fourth and the last are reviewers
    for (std::uint32_t k = 0; k < 8; ++k) m.s[col::score][person(k)] = scores[k];
    for (const std::uint32_t k : {3u, 7u}) m.s[col::active][person(k)] = 1.0;
}

void fit(Micro& m) { fit_headcount(m.today(day), m.view<HeadcountView>()); }

std::vector<std::uint32_t> closed_rows(const Micro& m) {
    std::vector<std::uint32_t> rows;
    for (std::uint32_t k = 0; k < m.s.layout.rows(); ++k)
        if (m.s[col::closed][person(k)] > 0.0) rows.push_back(k);
    return rows;
}

using Rows = std::vector<std::uint32_t>;

/// Everybody is of a level.
void level_all(Micro& m, std::uint8_t level) {
    for (auto& one : m.s[col::level].values()) one = level;
}

/// Six engineers and a reviewer in one team, with these skills; half of each level rise.
void half_rise(Micro& m, bool measured) {
    m.p.people().promotion_share_per_year = 0.5;
    m.p.people().appraisal_sd_log = 0.0;
    m.regime.metrics = {{"one", Metric{}}};
    m.lay_out(1, 6, 1, measured);
    if (measured) m.measure();
    const double skills[] = {4.0, 1.0, 2.0, 1.0, 9.0, 9.0, 9.0};
    for (std::uint32_t k = 0; k < 7; ++k) m.s[col::skill][person(k)] = skills[k];
    m.s[col::active][person(4)] = 0.0;  // nobody there
    m.s[col::level][person(5)] = senior;
    m.s[col::active][person(6)] = 1.0;  // a dedicated reviewer
}

void rise(Micro& m, int on = year_end) { promote(m.today(on), m.view<PromoteView>()); }

std::vector<int> levels(const Micro& m) {
    const auto all = m.s[col::level].values();
    return {all.begin(), all.end()};
}

}  // namespace

TEST_CASE("where something is at stake, the lowest scores go first, equals by seat") {
    Micro m;
    half_kept(m, true, 2.0);
    fit(m);
    CHECK(closed_rows(m) == Rows{1, 5, 6});
    for (const std::uint32_t k : {1u, 5u, 6u}) {
        CHECK(m.s[col::active][person(k)] == 0.0);
        CHECK(m.s[col::hired_before][person(k)] == 1);
    }
    CHECK(m.s[col::active][person(0)] == 1.0);
    CHECK(m.s[col::laid_off][team(0)] == 1.0);
    CHECK(m.s[col::laid_off][team(1)] == 2.0);
    CHECK(m.s[col::insecurity][team(0)] == 0.5);  // three of six
    CHECK(m.s[col::insecurity][team(1)] == 0.5);
    fit(m);  // that was it
    CHECK(closed_rows(m) == Rows{1, 5, 6});
    CHECK(m.s[col::insecurity][team(0)] == 0.5);
    m.p.organisation().headcount_share = 4.0 / 6.0 - 0.2;  // 2.8 seats: 3
    fit(m);
    CHECK(closed_rows(m).size() == 3);
    m.p.organisation().headcount_share = 0.4;  // 2.4 seats: 2, and the remembered adds up
    fit(m);
    CHECK(closed_rows(m) == Rows{1, 4, 5, 6});
    CHECK(m.s[col::insecurity][team(0)] == doctest::Approx(0.5 + 1.0 / 3.0));
}

TEST_CASE("of people with the same score the first seat goes") {
    Micro m;
    half_kept(m, true, 2.0);
    m.p.organisation().headcount_share = 4.0 / 6.0;
    fit(m);
    CHECK(closed_rows(m) == Rows{1, 6});
}

TEST_CASE("where nothing is at stake, luck picks who goes") {
    for (const bool measured : {true, false}) {
        Micro m;
        half_kept(m, measured, 0.0);
        m.s[col::luck_number][person(2)] = 3;
        std::vector<std::pair<double, std::uint32_t>> luck;
        for (const std::uint32_t k : {0u, 1u, 2u, 4u, 5u, 6u}) {
            const Slot slot{m.s[col::luck_seat][person(k)], m.s[col::luck_number][person(k)]};
            luck.emplace_back(m.draws.uniforms(Purpose::lay_off, day + 1, slot)[0], k);
        }
        std::ranges::sort(luck);
        Rows expected = {luck[0].second, luck[1].second, luck[2].second};
        std::ranges::sort(expected);
        REQUIRE(expected != Rows{1, 5, 6});  // not those with the lowest scores
        fit(m);
        CHECK(closed_rows(m) == expected);
    }
}

TEST_CASE("empty seats are closed before anybody has to go, and frighten nobody") {
    Micro m;
    half_kept(m, true, 2.0);
    m.s[col::active][person(0)] = m.s[col::active][person(4)] = 0.0;
    m.s[col::hired_before][person(0)] = 4;
    fit(m);
    CHECK(closed_rows(m) == Rows{0, 4, 6});
    CHECK(m.s[col::laid_off][team(0)] == 0.0);
    CHECK(m.s[col::laid_off][team(1)] == 1.0);
    CHECK(m.s[col::hired_before][person(0)] == 4);
    CHECK(m.s[col::insecurity][team(0)] == doctest::Approx(1.0 / 6.0));
}

TEST_CASE("a seat that a small team does not have is not closed") {
    Micro m;
    half_kept(m, true, 2.0);
    m.s[col::places][team(1)] = 2;
    m.p.organisation().engineers_count = 5;
    m.p.organisation().headcount_share = 0.8;
    m.s[col::active][person(6)] = 0.0;
    fit(m);
    CHECK(closed_rows(m) == Rows{1});
}

TEST_CASE("the review of somebody who is let go waits anew from the morning on") {
    Micro m;
    half_kept(m, true, 2.0);
    Flow& flow = m.s[col::flow][team(0)];
    flow.pool.resize(1);
    flow.in_review[1].minutes_left = 10;
    fit(m);
    REQUIRE(flow.waiting.size() == 1);
    CHECK(flow.waiting[0].minute == (day + 1) * 480);
}

TEST_CASE("seats are offered anew in their order, to be filled when hiring has taken its time") {
    Micro m;
    half_kept(m, true, 2.0);
    m.p.people().vacancy_days = 45;
    fit(m);
    m.p.organisation().headcount_share = 5.0 / 6.0;
    fit_headcount(m.today(100), m.view<HeadcountView>());
    CHECK(closed_rows(m) == Rows{6});
    CHECK(m.s[col::vacant_until][person(1)] == 146.0);
    CHECK(m.s[col::vacant_until][person(5)] == 146.0);
    CHECK(m.s[col::vacant_until][person(6)] == 0.0);
    CHECK(m.s[col::vacant_until][person(0)] == 0.0);
    CHECK(m.s[col::active][person(1)] == 0.0);
    CHECK(m.s[col::insecurity][team(0)] == 0.5);  // nobody is let go
}

TEST_CASE("the best as appraised rise by a level, and lead those of their level by so much") {
    Micro m;
    half_rise(m, false);
    m.s[col::score][person(1)] = 1.0;  // means nothing without a regime
    rise(m);
    CHECK(levels(m) == std::vector<int>{1, 0, 1, 0, 0, 2, 0});  // two of the four juniors who are there
    CHECK(m.s[col::promoted][team(0)] == 2.0);
    // Logs of 4, 1, 2, 1 are 2, 0, 1, 0 times ln 2: a mean of 3/4.
    CHECK(m.s[col::promoted_lead][team(0)] == doctest::Approx((2.0 + 1.0 - 1.5) * std::log(2.0)));
}

TEST_CASE("where something is at stake, the highest scores rise") {
    Micro m;
    half_rise(m, true);
    for (const std::uint32_t k : {1u, 3u}) m.s[col::score][person(k)] = 0.5;
    rise(m);
    CHECK(levels(m) == std::vector<int>{0, 1, 0, 1, 0, 2, 0});
    CHECK(m.s[col::promoted_lead][team(0)] == doctest::Approx(-1.5 * std::log(2.0)));
    m.regime.stakes = 0.0;
    level_all(m, mid);
    rise(m);
    CHECK(levels(m) == std::vector<int>{2, 1, 2, 1, 1, 2, 1});  // also the senior of before, who is a mid now
}

TEST_CASE("an appraisal errs by the luck of the person and the week") {
    Micro m;
    m.p.people().promotion_share_per_year = 0.5;
    m.p.people().appraisal_sd_log = 0.5;
    m.lay_out(1, 20);
    std::vector<std::pair<double, std::uint32_t>> seen;
    for (std::uint32_t k = 0; k < 20; ++k) {
        m.s[col::skill][person(k)] = std::exp(0.1 * k);
        m.s[col::luck_number][person(k)] = k % 3;
        const double z = normal(m.draws.uniforms(Purpose::appraisal, 51, {k, k % 3})[0]);
        seen.emplace_back(0.1 * k + 0.5 * z, k);
    }
    std::ranges::sort(seen);
    rise(m);
    for (std::size_t k = 0; k < 20; ++k) CHECK(m.s[col::level][person(seen[k].second)] == (k < 10 ? junior : mid));
}

TEST_CASE("people rise at the end of a year only, and nobody rises twice or beyond senior") {
    Micro m;
    half_rise(m, false);
    m.p.people().promotion_share_per_year = 1.0;
    m.s[col::level][person(1)] = mid;
    const std::vector<int> before = levels(m);
    for (const int early : {year_end - 5, year_end + 1, quarter_end}) {
        rise(m, early);
        CHECK(levels(m) == before);
    }
    m.p.people().promotion_share_per_year = 0.0;
    rise(m);
    CHECK(levels(m) == before);
    m.p.people().promotion_share_per_year = 1.0;
    rise(m);
    CHECK(levels(m) == std::vector<int>{1, 2, 1, 1, 0, 2, 0});
}

TEST_CASE("the number who rise is rounded") {
    for (const double rate : {0.37, 0.38}) {  // 1.48 and 1.52 of four
        Micro m;
        half_rise(m, false);
        m.p.people().promotion_share_per_year = rate;
        rise(m, 2 * 260 - 1);
        CHECK(m.s[col::promoted][team(0)] == (rate < 0.375 ? 1.0 : 2.0));
    }
}

TEST_CASE("whoever rises gets used to what the new level allows") {
    Micro m;
    half_rise(m, false);
    m.p.review().rights = Level::mid;
    rise(m);
    CHECK(m.s[col::habit][review][person(0)] > 0.0);
    CHECK(m.s[col::habit][review][person(1)] == 0.0);
}

TEST_CASE("people who want to move meet by luck, and neighbours in its order swap if they are of different teams") {
    Micro m;
    m.p.people().moves_per_year = 4.0 * std::log(2.0);  // half of the people, a quarter
    m.lay_out(3, 10, 1);
    std::vector<double> skill(33), expected;
    std::iota(skill.begin(), skill.end(), 1.0);
    std::ranges::copy(skill, m.s[col::skill].data());
    expected = skill;
    level_all(m, mid);
    m.s[col::active][person(4)] = 0.0;
    for (std::uint32_t t = 0; t < 3; ++t) m.s[col::active][person(11 * t + 10)] = 1.0;  // reviewers stay
    m.s[col::places][team(2)] = 9;
    std::vector<std::pair<double, std::uint32_t>> movers;
    for (std::uint32_t k = 0; k < 33; ++k) {
        m.s[col::luck_number][person(k)] = k % 2;
        const auto u = m.draws.uniforms(Purpose::move, 12, {m.s[col::seat][person(k)], k % 2});
        if (k % 11 != 10 && k != 4 && k != 31 && u[0] < 0.5) movers.emplace_back(u[1], k);
    }
    std::ranges::sort(movers);
    int together = 0;
    double arrived[3] = {};
    for (std::size_t k = 0; k + 1 < movers.size(); k += 2) {
        const std::uint32_t a = movers[k].second, b = movers[k + 1].second;
        if (a / 11 == b / 11) {
            ++together;
            continue;
        }
        std::swap(expected[a], expected[b]);
        arrived[a / 11] += 1.0;
        arrived[b / 11] += 1.0;
    }
    REQUIRE(together > 0);
    change_teams(m.today(quarter_end), m.view<MovesView>());
    CHECK(std::ranges::equal(m.s[col::skill].values(), expected));
    for (std::uint32_t t = 0; t < 3; ++t) CHECK(m.s[col::moved][team(t)] == arrived[t]);
}

TEST_CASE("people of every level move") {
    for (const std::uint8_t level : {junior, mid, senior, architect}) {
        Micro m;
        m.p.people().moves_per_year = 1e6;
        m.lay_out(2, 1);
        level_all(m, level);
        change_teams(m.today(2 * 65 - 1), m.view<MovesView>());
        CHECK(m.s[col::moved][team(0)] == 1.0);
        m.p.people().moves_per_year = 0.0;
        change_teams(m.today(quarter_end), m.view<MovesView>());
        CHECK(m.s[col::moved][team(0)] == 1.0);
    }
}

TEST_CASE("practices of the week are what others see in the next, where anybody looks beyond the team") {
    Micro m;
    m.p.behaviour().contact_outside_share = 0.1;
    m.practices = {{"a", Practice{}}, {"b", Practice{}}};
    m.lay_out(1, 2);
    m.p.behaviour().first_share = 1.0;
    m.s[col::chosen][first_practice][person(0)] = 0.25;
    m.s[col::chosen][first_practice + 1][person(1)] = 0.5;
    look_around(m.today(), m.view<LookAroundView>());
    REQUIRE(m.s[col::seen_use].size() == 2);
    CHECK(m.s[col::seen_use][0][person(0)] == 0.25);
    CHECK(m.s[col::seen_use][0][person(1)] == 0.0);
    CHECK(m.s[col::seen_use][1][person(1)] == 0.5);
    m.s[col::chosen][first_practice][person(0)] = 0.125;
    look_around(m.today(), m.view<LookAroundView>());
    CHECK(m.s[col::seen_use][0][person(0)] == 0.125);
    m.p.behaviour().contact_outside_share = 0.0;
    look_around(m.today(), m.view<LookAroundView>());
    CHECK(m.s[col::seen_use].empty());
}
