// What do AI agents do on their own? They take items from the team's backlog and open changes, through the night and by
// day. Each change stands in the name of one engineer, its owner or merely the next on the rota.
#include <strathern/params/agents.hpp>
#include <strathern/params/ai.hpp>
#include <strathern/params/quality.hpp>
#include <strathern/params/review.hpp>
#include <strathern/params/work.hpp>

#include "core/variates.hpp"
#include "model/work/work.hpp"

namespace strathern {
namespace {

/// Words of a change's luck: traits are in block 2.
constexpr std::uint32_t own_luck = 3;

// Most that are opened in one go: the last places of a whole vector stay free.
constexpr std::uint32_t changes_limit = openings_limit - 8;

// As many as the agents manage, and as the people who are there can answer for.
std::uint32_t changes_today(const Today& today, TeamId team, RotaView v) {
    const Agents& a = today.given.agents;
    const auto u = today.draws.uniforms(Purpose::agents, today.draw_day(), {index(team) * seats_per_team, 0});
    const std::uint32_t n =
        poisson(static_cast<double>(a.per_team_count) * a.work_minutes_per_day / today.given.work.change_minutes, u[0]);
    std::uint32_t answered = 0;
    for (std::uint32_t k = 0; k < v[col::places][team]; ++k)
        answered += v[col::active][EngineerId{v.layout().first_row(team) + k}] > 0.0 ? handed_in_limit : 0;
    const std::uint32_t most = answered < changes_limit ? answered : changes_limit;
    return n < most ? n : most;
}

// What is done by night is there in the morning.
std::int32_t minute_of_day(const Agents& a, double u) {
    return u < a.night_share ? 0
                             : static_cast<std::int32_t>((u - a.night_share) / (1.0 - a.night_share) * minutes_per_day);
}

void list_changes(const Today& today, TeamId team, std::uint32_t count, Openings& f, AgentsView v) {
    std::uint32_t& ordinal = v[col::agent_ordinal][team];
    double luck[openings_limit], last[openings_limit], when[openings_limit];
    for (f.n = 0; f.n < count; ++f.n) {
        f.row[f.n] = next_on_rota(team, ordinal, v);
        f.seat[f.n] = index(team) * seats_per_team;
        f.ordinal[f.n] = of_agent | ordinal++;
        f.ai_share[f.n] = 1.0;
    }
    const std::size_t n = padded(f, 0);
    today.draws.uniforms(Purpose::change, 0, f.ordinal, f.seat, n, luck, last, f.handing_in, nullptr, 1);
    today.draws.uniforms(Purpose::change, 0, f.ordinal, f.seat, n, when, nullptr, nullptr, nullptr, own_luck);
    draw_work(today.given.work, n, luck, f.work);
    for (std::uint32_t k = 0; k < count; ++k) {
        f.started[k] = f.minute[k] = minute_of(today.day, minute_of_day(today.given.agents, when[k]));
        f.last[k] = last[k] * today.given.work.item_minutes < today.given.work.change_minutes;
    }
}

// The agents begin the next item that was taken.
void begin_item(const Items& next, std::uint32_t k, std::int32_t minute, TeamId team, AgentsView v) {
    v[col::agent_item_worth][team] = next.worth[k];
    v[col::agent_item_hard][team] = next.hard[k];
    v[col::agent_item_started][team] = minute;
    v[col::agent_item_arrived][team] = next.arrived[k] < 0.0 ? minute : next.arrived[k];
    v[col::agent_item_defects][team] = 0.0;
}

// A team's agents work on one item after the other. Behind its last change the next is taken.
void work_off_items(const Today& today, TeamId team, bool first, Openings& f, AgentsView v) {
    const InForce& given = today.given;
    Items next;
    next.n = first ? 1 : 0;
    for (std::uint32_t k = 0; k < f.n; ++k) next.n += f.last[k];
    for (std::uint32_t k = 0; k < next.n; ++k) next.team[k] = index(team);
    take_items(today, next, v);
    const double extra = (given.agents.defect_factor - 1.0) * (1.0 - given.ai.library_effect * v[col::library][team]);
    const double by_ai = 1.0 + extra;
    std::uint32_t taken = 0;
    if (first) begin_item(next, taken++, minute_of(today.day, 0), team, v);
    for (std::uint32_t k = 0; k < f.n; ++k) {
        f.item_worth[k] = v[col::agent_item_worth][team];
        f.item_started[k] = static_cast<std::int32_t>(v[col::agent_item_started][team]);
        f.item_arrived[k] = static_cast<std::int32_t>(v[col::agent_item_arrived][team]);
        const double by_item = v[col::agent_item_hard][team] > 0.0 ? given.quality.hard_factor : 1.0;
        f.debt[k] = debt_left(given, 0.0, f.work[k], v[col::library][team]);
        f.defect_scale[k] = risk_of(given, f.work[k]) * by_ai * by_item;
        f.item_defects[k] = v[col::agent_item_defects][team] += hundredth * f.work[k] * by_ai * by_item;
        if (f.last[k]) begin_item(next, taken++, f.minute[k], team, v);
    }
}

// Tokens stand on the account of the engineer in whose name the change is opened; debt is the team's.
void pay(const InForce& given, TeamId team, const Openings& f, AgentsView v) {
    const double tokens = given.agents.tokens_per_change;
    for (std::uint32_t k = 0; k < f.n; ++k) {
        v[col::week_tokens][EngineerId{f.row[k]}] += tokens;
        v[col::month_tokens][EngineerId{f.row[k]}] += tokens;
        v[col::quarter_tokens][EngineerId{f.row[k]}] += tokens;
        v[col::week_debt][team] += f.debt[k];
        v[col::agent_changes][team] += 1.0;
        v[col::agent_tokens][team] += tokens;
    }
}

// Defects of one kind that the owner finds are mended. Returns how many.
std::uint32_t mend(std::uint16_t& defects, double depth, double u) {
    const std::uint32_t found = defects == 0 ? 0 : binomial(defects, 1.0 - portable::exp(-depth), u);
    defects = static_cast<std::uint16_t>(defects - found);
    return found;
}

}  // namespace

std::uint32_t next_on_rota(TeamId team, std::uint32_t number, RotaView v) {
    const std::uint32_t open = open_seats(v, team);
    for (std::uint32_t k = 0; k < open; ++k) {
        const EngineerId i = open_seat(v, team, (number + k) % open);
        if (v[col::active][i] > 0.0) return index(i);
    }
    return v.layout().rows();
}

std::int32_t check_by_owner(const Today& today, Change& c, OwnerCheckView v) {
    const auto& r = today.given.review;
    const double reading = today.given.agents.check_minutes;
    const double depth = r.detection * reading / (r.minutes_per_line * c.lines);
    const auto u = today.draws.uniforms(Purpose::change, 0, {c.seat, c.ordinal}, own_luck);
    const std::uint32_t mended =
        mend(c.line_defects, depth, u[1]) + mend(c.design_defects, depth * r.design_detection_factor, u[2]);
    const double minutes = reading + mended * r.rework_minutes_per_defect;
    v[col::owed_minutes][EngineerId{c.author}] += minutes;
    const TeamId team = team_of_seat(c.seat);
    v[col::agent_defects_found][team] += mended;
    v[col::agent_check_minutes][team] += minutes;
    return static_cast<std::int32_t>(minutes);
}

void run_agents(const Today& today, AgentsView v) {
    if (!today.given.agents_at_work()) return;
    Openings f;
    for (std::uint32_t number = today.block.first_team; number < today.block.last_team; ++number) {
        const TeamId team{number};
        const std::uint32_t count = changes_today(today, team, v);
        if (count == 0) continue;
        const bool first = v[col::agent_ordinal][team] == 0;
        list_changes(today, team, count, f, v);
        work_off_items(today, team, first, f, v);
        pay(today.given, team, f, v);
        open_all(today, today.given.agents.lines_factor, f, v);
    }
}

}  // namespace strathern
