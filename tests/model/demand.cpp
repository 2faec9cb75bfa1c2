// Items: how they come, which are taken, what they are worth, what AI gains on them.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <strathern/params/ai.hpp>
#include <strathern/params/work.hpp>
#include <strathern/params/worth.hpp>

#include "micro.hpp"
#include "model/work/work.hpp"

using namespace strathern;
using namespace strathern::test;

namespace {

/// So many ideas wait in the backlog of each team, all since minute 5.
void fill(Micro& m, std::uint32_t ideas) {
    for (std::uint32_t t = 0; t < m.s.layout.teams_count; ++t) {
        m.s[col::items_arrived][team(t)] = ideas;
        m.s[col::backlog][team(t)].add(ideas, 5);
    }
}

}  // namespace

TEST_CASE("ideas come at their rate for each engineer, and beyond the limit the oldest are dropped") {
    Micro m;
    m.p.work().items_per_engineer_week = 500.0;  // 100 a day
    m.p.work().backlog_limit_count = 150;
    m.lay_out(1, 4);
    arrive_items(m.today(0), m.view<ArriveView>());
    const double came = m.s[col::items_arrived_in_quarter][team(0)];
    CHECK(std::abs(came - 400.0) < 4.0 * 20.0);  // Poisson, four deviations
    CHECK(m.s[col::items_arrived][team(0)] == came);
    CHECK(m.s[col::items_dropped][team(0)] == came - 150.0);
    CHECK(m.s[col::items_arrived][team(0)] - m.s[col::items_seen][team(0)] == 150);
    const Backlog& backlog = m.s[col::backlog][team(0)];
    CHECK(backlog.arrived.size() - backlog.head == 150);
    arrive_items(m.today(7), m.view<ArriveView>());
    CHECK(m.s[col::backlog][team(0)].arrived.back() == 7 * minutes_per_day);
}

TEST_CASE("the best of the oldest ideas is taken, and the others compared with it are dropped") {
    Micro m;
    m.p.work().candidates_count = 4;
    m.p.worth().known_share = 1.0;  // true ranks are known
    m.lay_out(1, 1);
    fill(m, 10);
    Items one;
    one.team[one.n++] = 0;
    take_items(m.today(), one, m.view<TakeItemsView>());
    CHECK(m.s[col::items_taken][team(0)] == 1.0);
    CHECK(m.s[col::items_dropped][team(0)] == 3.0);
    CHECK(m.s[col::items_seen][team(0)] == 4);
    CHECK(one.arrived[0] == 5.0);

    double best = -1.0;
    for (std::uint32_t k = 0; k < 4; ++k) best = std::max(best, m.draws.uniforms(Purpose::item, 0, {0, k})[0]);
    Micro alone;  // the same idea without competitors
    alone.p.work().candidates_count = 1;
    alone.p.worth() = m.p.worth();
    alone.lay_out(1, 1);
    fill(alone, 10);
    Items four;
    for (int k = 0; k < 4; ++k) four.team[four.n++] = 0;
    take_items(alone.today(), four, alone.view<TakeItemsView>());
    for (std::uint32_t k = 0; k < 4; ++k)
        if (m.draws.uniforms(Purpose::item, 0, {0, k})[0] == best) CHECK(one.worth[0] == four.worth[k]);
}

TEST_CASE("an idea is useful, worthless or harmful by its rank, useful ones are worth one on average") {
    Micro m;
    auto& w = m.p.worth();
    w.positive_share = 0.4, w.negative_share = 0.2, w.harm_factor = 0.5, w.size_sd_log = 0.5;
    m.p.work().candidates_count = 1;
    m.lay_out(1, 1);
    constexpr std::uint32_t n = 4000;
    fill(m, n);
    double useful = 0.0, harmful = 0.0, worth = 0.0, harm = 0.0;
    for (std::uint32_t from = 0; from < n; from += 400) {
        Items items;
        for (int k = 0; k < 400; ++k) items.team[items.n++] = 0;
        take_items(m.today(), items, m.view<TakeItemsView>());
        for (std::uint32_t k = 0; k < items.n; ++k) {
            useful += items.worth[k] > 0.0, harmful += items.worth[k] < 0.0;
            (items.worth[k] > 0.0 ? worth : harm) += items.worth[k];
        }
    }
    // Binomial shares, four deviations; the mean of a lognormal with log-sd 0.5 has a deviation of 0.53 each.
    CHECK(std::abs(useful / n - 0.4) < 4.0 * std::sqrt(0.24 / n));
    CHECK(std::abs(harmful / n - 0.2) < 4.0 * std::sqrt(0.16 / n));
    CHECK(std::abs(worth / useful - 1.0) < 4.0 * 0.53 / std::sqrt(useful));
    CHECK(std::abs(harm / harmful + 0.5) < 4.0 * 0.27 / std::sqrt(harmful));
}

TEST_CASE("knowing customers closes a part of the gap in seeing what is worth doing") {
    double mean[2];
    for (const double knowledge : {0.0, 1.0}) {
        Micro m;
        m.p.worth().known_share = 0.0, m.p.worth().knowledge_gap_closed = 1.0;
        m.p.work().candidates_count = 8;
        m.lay_out(1, 1);
        m.s[col::knowledge][team(0)] = knowledge;
        fill(m, 3200);
        double sum = 0.0;
        for (int round = 0; round < 4; ++round) {
            Items items;
            for (int k = 0; k < 100; ++k) items.team[items.n++] = 0;
            take_items(m.today(), items, m.view<TakeItemsView>());
            for (std::uint32_t k = 0; k < items.n; ++k) sum += items.worth[k];
        }
        mean[knowledge > 0.0] = sum / 400.0;
    }
    CHECK(mean[1] > 2.0 * mean[0]);
}

TEST_CASE("what AI gains depends on the item, on experience and on fluency") {
    Micro m;
    auto& ai = m.p.ai();
    ai.gain_new_easy = 0.5, ai.gain_new_hard = 0.1, ai.gain_old_easy = 0.3, ai.gain_old_hard = -0.2,
    ai.gain_expert_old_hard = -0.4, ai.fluency_effect = 0.5;
    m.lay_out(1, 2);
    m.s[col::level][person(0)] = 1, m.s[col::level][person(1)] = 2;
    Items items;
    const auto gain = [&](double hard, double old, std::uint32_t who) {
        items.hard[0] = hard, items.old[0] = old, items.worth[0] = 1.0, items.arrived[0] = -1.0;
        put_on_desk(m.given(), items, 0, 99, person(who), m.view<DeskItemView>());
        return m.s[col::ai_gain][person(who)];
    };
    CHECK(gain(0, 0, 0) == 0.5);
    CHECK(gain(1, 0, 0) == 0.1);
    CHECK(gain(0, 1, 0) == 0.3);
    CHECK(gain(1, 1, 0) == -0.2);
    CHECK(gain(1, 1, 1) == -0.4);
    CHECK(gain(0, 1, 1) == 0.3);
    CHECK(m.s[col::item_arrived][person(1)] == 99.0);
    m.s[col::fluency][person(0)] = 1.0;
    CHECK(gain(0, 0, 0) == doctest::Approx(0.75));
    CHECK(gain(1, 1, 0) == doctest::Approx(-0.1));  // fluency makes a loss smaller
}

TEST_CASE("more capable AI shortens its part of an item, the part that takes judgement stays") {
    Micro m;
    m.p.ai().gain_new_easy = 1.0;  // an hour by hand takes half an hour
    m.p.work().judgement_share = 0.2;
    m.lay_out(1, 1);
    m.given().capability = 3.0;
    Items items;
    items.hard[0] = items.old[0] = 0.0, items.worth[0] = 1.0, items.arrived[0] = 3.0;
    put_on_desk(m.given(), items, 0, 99, person(0), m.view<DeskItemView>());
    CHECK(m.s[col::ai_gain][person(0)] == doctest::Approx(1.0 / (0.2 + 0.3 / 3.0) - 1.0));
    CHECK(m.s[col::item_arrived][person(0)] == 3.0);
}

TEST_CASE("compared are the oldest ideas that are still there, behind those that have been seen") {
    Micro m, one_by_one;
    for (Micro* each : {&m, &one_by_one}) {
        each->p.worth().known_share = 1.0, each->p.worth().positive_share = 1.0, each->p.worth().negative_share = 0.0;
        each->p.work().candidates_count = each == &m ? 4 : 1;
        each->lay_out(1, 1);
        fill(*each, 10);
    }
    m.s[col::items_seen][team(0)] = 4;
    m.s[col::backlog][team(0)].leave(4);
    Items best, all;
    best.team[best.n++] = 0;
    for (int k = 0; k < 10; ++k) all.team[all.n++] = 0;
    take_items(m.today(), best, m.view<TakeItemsView>());
    take_items(one_by_one.today(), all, one_by_one.view<TakeItemsView>());
    CHECK(best.worth[0] == *std::max_element(all.worth + 4, all.worth + 8));
    CHECK(best.worth[0] > all.worth[4]);  // it is not the first of them
    CHECK(m.s[col::items_seen][team(0)] == 8);
}
