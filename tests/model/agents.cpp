// Agents: what they open, in whose name, at what price, and what their owners find.
#include <doctest/doctest.h>

#include <cmath>
#include <strathern/params/agents.hpp>
#include <strathern/params/ai.hpp>
#include <strathern/params/qa.hpp>
#include <strathern/params/quality.hpp>
#include <strathern/params/review.hpp>
#include <strathern/params/work.hpp>
#include <strathern/params/worth.hpp>

#include "micro.hpp"
#include "model/work/work.hpp"

using namespace strathern;
using namespace strathern::test;

namespace {

void plain_agents(Micro& m) {
    auto& a = m.p.agents();
    a.per_team_count = 2, a.work_minutes_per_day = 2000.0, a.night_share = 0.0, a.tokens_per_change = 1000.0,
    a.defect_factor = 1.0, a.lines_factor = 1.0, a.owner_checks = false, a.reject_share = 0.0;
    m.p.work().change_law = Law::fixed, m.p.work().change_minutes = 100.0, m.p.work().item_minutes = 1.0;
    m.p.quality().line_defects_per_100_minutes = m.p.quality().design_defects_per_100_minutes =
        m.p.quality().requirement_defects_per_100_minutes = 0.0;
    m.p.quality().debt_per_minute = 0.1, m.p.quality().erosion_share = 0.25;
    m.p.ai().debt_factor = 2.0, m.p.ai().library_effect = 0.5;
    m.p.qa().access = false;
    m.p.review().unreviewed_share = 0.0, m.p.review().bypass_per_waiting = 0.0;
    m.p.quality().change_risk_minutes = 0.0;
}

}  // namespace

TEST_CASE("the rota goes round the seats that are taken") {
    Micro m;
    m.lay_out(2, 3);
    m.s[col::active][person(4)] = 0.0;  // the second of team 1
    const auto next = [&](std::uint32_t number) { return next_on_rota(team(1), number, m.view<RotaView>()); };
    CHECK(next(0) == 3);
    CHECK(next(1) == 5);
    CHECK(next(2) == 5);
    CHECK(next(3) == 3);
    for (std::uint32_t k = 3; k < 6; ++k) m.s[col::active][person(k)] = 0.0;
    CHECK(next(0) >= m.s.layout.rows());
}

TEST_CASE("agents open changes at their rate, in the names of the team in turn, and on its bill") {
    Micro m;
    plain_agents(m);
    m.lay_out(1, 2);
    m.s[col::library][team(0)] = 1.0;
    run_agents(m.today(), m.view<AgentsView>());
    const double opened = m.s[col::agent_changes][team(0)];
    CHECK(std::abs(opened - 40.0) < 4.0 * std::sqrt(40.0));  // Poisson
    CHECK(m.s[col::agent_ordinal][team(0)] == opened);
    CHECK(m.s[col::agent_tokens][team(0)] == 1000.0 * opened);
    CHECK(m.s[col::week_tokens][person(0)] + m.s[col::week_tokens][person(1)] == 1000.0 * opened);
    CHECK(m.s[col::week_tokens][person(0)] - m.s[col::week_tokens][person(1)] ==
          1000.0 * (static_cast<int>(opened) % 2));
    CHECK(m.s[col::quarter_tokens][person(0)] == m.s[col::week_tokens][person(0)]);
    // 0.1 minutes a minute, twice as much with AI, half of the more taken off by the library: 15 a change.
    CHECK(m.s[col::week_debt][team(0)] == doctest::Approx(15.0 * opened));
    CHECK(m.s[col::week_changes_opened][person(0)] + m.s[col::week_changes_opened][person(1)] == opened);
}

TEST_CASE("without anybody to start them agents open nothing") {
    Micro m;
    plain_agents(m);
    m.lay_out(1, 2);
    m.s[col::active][person(0)] = m.s[col::active][person(1)] = 0.0;
    run_agents(m.today(), m.view<AgentsView>());
    CHECK(m.s[col::agent_changes][team(0)] == 0.0);
}

TEST_CASE("what agents do by night is there in the morning") {
    Micro m;
    plain_agents(m);
    m.p.agents().night_share = 1.0;
    m.p.review().unreviewed_share = 1.0;
    m.p.quality().ci_minutes = 1000.0;
    m.lay_out(1, 2);
    run_agents(m.today(2), m.view<AgentsView>());
    const Flow& flow = m.s[col::flow][team(0)];
    CHECK(!flow.checking.empty());
    for (const Pending& p : flow.checking) CHECK(flow.pool[p.change].opened == 2 * minutes_per_day);
}

TEST_CASE("agents make defects by a factor of their own") {
    Micro m;
    plain_agents(m);
    m.p.agents().defect_factor = 3.0;
    m.p.quality().line_defects_per_100_minutes = 50.0;
    m.lay_out(1, 2);
    m.s[col::library][team(0)] = 1.0;  // takes off half of the more: factor 2
    run_agents(m.today(), m.view<AgentsView>());
    const double easy = 100.0 * m.s[col::agent_changes][team(0)];
    CHECK(m.s[col::defects_made][team(0)] > easy - 4.0 * std::sqrt(easy));
    CHECK(m.s[col::defects_made][team(0)] < m.p.quality().hard_factor * easy + 4.0 * std::sqrt(2.0 * easy));
}

TEST_CASE("owners find what a reading of that length finds, and mend it in time that they owe") {
    Micro m;
    m.p.agents().check_minutes = 30.0;
    auto& r = m.p.review();
    r.detection = 0.5, r.minutes_per_line = 0.1, r.design_detection_factor = 0.4, r.rework_minutes_per_defect = 8.0;
    m.lay_out(1, 1);
    Change c{.ordinal = of_agent, .lines = 100.0, .line_defects = 10000, .design_defects = 10000};
    const std::int32_t minutes = check_by_owner(m.today(), c, m.view<OwnerCheckView>());
    // Depth 0.5 x 30 / (0.1 x 100) = 1.5.
    const double lines = 1.0 - std::exp(-1.5), design = 1.0 - std::exp(-0.6);
    CHECK(std::abs(10000 - c.line_defects - 10000 * lines) < 4.0 * std::sqrt(10000 * lines * (1.0 - lines)));
    CHECK(std::abs(10000 - c.design_defects - 10000 * design) < 4.0 * std::sqrt(10000 * design * (1.0 - design)));
    const double found = 20000.0 - c.line_defects - c.design_defects;
    CHECK(m.s[col::agent_defects_found][team(0)] == found);
    CHECK(m.s[col::owed_minutes][person(0)] == 30.0 + 8.0 * found);
    CHECK(minutes == static_cast<std::int32_t>(30.0 + 8.0 * found));
}

TEST_CASE("agents take an idea for every item that they begin: the first, and one behind each last change") {
    Micro m, ideas;
    for (Micro* each : {&m, &ideas}) {
        plain_agents(*each);
        each->p.work().candidates_count = 1;
        each->p.worth().positive_share = 1.0, each->p.worth().negative_share = 0.0;
        each->lay_out(1, 2);
        each->s[col::items_arrived][team(0)] = 400;
        each->s[col::backlog][team(0)].add(400, 5);
    }
    run_agents(m.today(1), m.view<AgentsView>());
    const auto opened = static_cast<std::size_t>(m.s[col::agent_changes][team(0)]);
    CHECK(opened > 0);
    CHECK(m.s[col::items_taken][team(0)] == static_cast<double>(opened) + 1.0);
    Items all;
    for (int k = 0; k < 400; ++k) all.team[all.n++] = 0;
    take_items(ideas.today(), all, ideas.view<TakeItemsView>());
    CHECK(all.worth[opened] > 0.0);
    // The one that is begun behind the last change of the day: nothing has been done on it.
    CHECK(m.s[col::agent_item_worth][team(0)] == all.worth[opened]);
    CHECK(m.s[col::agent_item_arrived][team(0)] == 5.0);
    CHECK(m.s[col::agent_item_defects][team(0)] == 0.0);
}
