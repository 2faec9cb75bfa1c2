// Who is there on the first morning? Seats, people, habits, products, customers.
#include "core/variates.hpp"
#include "model/phases.hpp"

namespace strathern {
namespace {

void size_people(State& s, std::size_t rows) {
    auto& p = s.people;
    p.seat.resize(rows);
    p.requisition.resize(rows);
    p.level.resize(rows);
    p.reviews_only.resize(rows);
    for (auto* c : {&p.active, &p.vacant_until, &p.tenure_days, &p.skill, &p.ramp, &p.token_intensity, &p.log_care,
                    &p.sophistication, &p.reluctance, &p.motivation, &p.owed_minutes, &p.carried_minutes, &p.fatigue,
                    &p.fluency, &p.closed})
        c->resize(rows);
    for (auto* c : {&p.familiarity, &p.acuity}) c->resize(rows, 1.0);
    p.former_team.resize(rows, -1.0);
}

void size_choices(Choices& c, std::size_t rows, std::size_t options, bool measured) {
    c.share.resize(options);
    c.habit.resize(options);
    for (std::size_t a = 0; a < options; ++a) c.share[a].resize(rows), c.habit[a].resize(rows);
    if (measured) {
        c.experience.resize(options);
        c.previous.resize(options);
        for (std::size_t a = 0; a < options; ++a) c.experience[a].resize(rows), c.previous[a].resize(rows);
    }
    for (auto* column :
         {&c.week_minutes, &c.week_by_hand, &c.week_with_ai, &c.week_owed, &c.week_lessons, &c.hand_rate, &c.ai_rate,
          &c.token_rate, &c.prompt_rate, &c.knowledge_rate, &c.debt_rate, &c.erosion_rate, &c.mentoring_rate,
          &c.library_rate, &c.fluency_rate, &c.hollow_share, &c.hour_gain, &c.glance, &c.reviews_per_day})
        column->resize(rows);
    for (auto* column : {&c.size_factor, &c.defect_factor, &c.points_factor}) column->resize(rows, 1.0);
}

void size_desks(Desks& d, std::size_t rows) {
    for (auto* c : {&d.ai_gain, &d.hard, &d.item_worth, &d.item_arrived, &d.item_started, &d.item_defects,
                    &d.change_work, &d.change_started, &d.done_by_hand, &d.done_with_ai})
        c->resize(rows);
    d.change_work.resize(rows, 1.0);  // more than nothing: a desk at which nobody works never finishes a change
    d.change_ordinal.resize(rows);
}

void size_teams(const Rules& given, Teams& t, std::size_t teams) {
    t.members.resize(teams);
    t.items_arrived.resize(teams);
    t.items_seen.resize(teams);
    t.agent_ordinal.resize(teams);
    t.tally.assign(teams, TeamTally{});
    t.backlog.assign(teams, Backlog{});
    for (auto* c : {&t.reviewers,
                    &t.knowledge,
                    &t.debt,
                    &t.erosion,
                    &t.library,
                    &t.insecurity,
                    &t.merged,
                    &t.merged_started,
                    &t.ready_defects,
                    &t.ready_failed,
                    &t.ready_items,
                    &t.ready_worth,
                    &t.ready_item_started,
                    &t.ready_item_arrived,
                    &t.latent_defects,
                    &t.worth,
                    &t.pain,
                    &t.pain_today,
                    &t.satisfaction,
                    &t.last_satisfaction,
                    &t.customers,
                    &t.returning,
                    &t.week_revenue,
                    &t.week_incidents,
                    &t.week_failed,
                    &t.week_wait,
                    &t.week_experiments,
                    &t.pressure,
                    &t.score,
                    &t.last_score,
                    &t.agent_item_worth,
                    &t.agent_item_hard,
                    &t.agent_item_arrived,
                    &t.agent_item_started,
                    &t.agent_item_defects})
        c->resize(teams);
    t.slow.resize(teams, 1.0);
    for (auto* segments : {&t.segment_customers, &t.mood})
        for (auto& column : *segments) column.resize(teams);
    t.belief.resize(teams, given.p.management().belief_start);
}

bool ever_measured(const Policy& policy) {
    for (const auto& step : policy.interventions)
        if (step.regime) return true;
    return false;
}

void place_seats(const Rules& given, State& s, std::uint32_t team) {
    const auto& o = given.p.organisation();
    const std::uint32_t size = static_cast<std::uint32_t>(o.team_size);
    const std::uint32_t left = static_cast<std::uint32_t>(o.engineers_count) - team * size;
    const TeamId t{team};
    s.teams.members[t] = left < size ? left : size;
    for (std::uint32_t place = 0; place < s.width; ++place) {
        const EngineerId i{team * s.width + place};
        // Dedicated reviewers' luck is numbered from the top, so that it does not depend on the team's size.
        s.people.seat[i] = team * seats_per_team + (place < size ? place : seats_per_team - 1 - (place - size));
        s.people.reviews_only[i] = place >= size;
    }
}

}  // namespace

namespace {

// A pool stays within one block.
std::uint32_t teams_per_block(const State& s) {
    const std::uint32_t teams = block_rows_limit / s.width;
    return teams - teams % s.pool_teams;
}

}  // namespace

std::uint32_t block_count(const State& s) {
    const std::uint32_t teams = teams_per_block(s);
    return (s.teams_count + teams - 1) / teams;
}

Block block_of(const State& s, std::uint32_t b) {
    const std::uint32_t teams = teams_per_block(s), first = b * teams;
    const std::uint32_t last = first + teams < s.teams_count ? first + teams : s.teams_count;
    return {first, last, first * s.width, last * s.width, s.width};
}

void set_up(const Rules& given, const Draws& draws, const Policy& policy, State& s) {
    const auto& o = given.p.organisation();
    s.teams_count = static_cast<std::uint32_t>((o.engineers_count + o.team_size - 1) / o.team_size);
    s.width = static_cast<std::uint32_t>(o.team_size) + given.dedicated_seats;
    s.options = static_cast<std::uint32_t>(first_practice + given.practices.size());
    const std::size_t rows = s.rows();
    size_people(s, rows);
    size_choices(s.choices, rows, s.options, ever_measured(policy));
    size_desks(s.desks, rows);
    size_teams(given, s.teams, s.teams_count);
    share_queues(given, s);
    for (auto& column : s.week) column.resize(rows);
    s.quarter_tokens.resize(rows);
    s.quarter_worth.resize(rows);
    s.scoreboard.score.resize(rows);
    s.scoreboard.last_score.resize(rows);
    for (std::uint32_t team = 0; team < s.teams_count; ++team) place_seats(given, s, team);
    found_products(given, s.teams);
    for (std::uint32_t b = 0; b < block_count(s); ++b) {
        const Block block = block_of(s, b);
        fill_seats(given, draws, 0, block, s);
        for (std::uint32_t row = block.first_row; row < block.last_row; ++row) {
            s.people.tenure_days[EngineerId{row}] = given.p.people().ramp_days;
            s.people.ramp[EngineerId{row}] = s.people.familiarity[EngineerId{row}] = s.people.acuity[EngineerId{row}] =
                1.0;
        }
        derive_rates(given, block, s.people, s.teams, s.choices);
        count_reviewers(block, s.people, s.choices, s.teams);
    }
}

}  // namespace strathern
