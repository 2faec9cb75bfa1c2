// What do AI agents do on their own? They take items from the team's backlog and open changes, through the night and by
// day. Each change stands in the name of one engineer, who is its owner or merely next on the rota.
#include "core/variates.hpp"
#include "model/phases.hpp"

namespace strathern {
namespace {

/// Words of a change's luck: traits are in block 2.
constexpr std::uint32_t own_luck = 3;

// Most that are opened in one go: the last places of a whole vector stay free.
constexpr std::uint32_t changes_limit = openings_limit - 8;

std::uint32_t changes_today(const Agents& a, const Draws& draws, int day, std::uint32_t team) {
    const auto u = draws.uniforms(Purpose::agents, static_cast<std::uint32_t>(day), {team * seats_per_team, 0});
    const std::uint32_t n = poisson(static_cast<double>(a.per_team_count) * a.changes_per_day, u[0]);
    return n < changes_limit ? n : changes_limit;
}

// What is done by night lies there in the morning.
std::int32_t minute_of_day(const Agents& a, double u) {
    return u < a.night_share ? 0
                             : static_cast<std::int32_t>((u - a.night_share) / (1.0 - a.night_share) * minutes_per_day);
}

void list_changes(const Rules& given, const Draws& draws, int day, std::uint32_t team, std::uint32_t count, State& s,
                  Openings& f) {
    std::uint32_t& ordinal = s.teams.agent_ordinal[TeamId{team}];
    double luck[openings_limit], last[openings_limit], when[openings_limit];
    for (f.n = 0; f.n < count; ++f.n) {
        f.row[f.n] = next_on_rota(s, team, ordinal);
        f.seat[f.n] = team * seats_per_team;
        f.ordinal[f.n] = of_agent | ordinal++;
        f.ai_share[f.n] = 1.0;
    }
    const std::size_t n = padded(f, 0);
    draws.uniforms(Purpose::change, 0, f.ordinal, f.seat, n, luck, last, f.handing_in, nullptr, 1);
    draws.uniforms(Purpose::change, 0, f.ordinal, f.seat, n, when, nullptr, nullptr, nullptr, own_luck);
    draw_work(given.p.work(), n, luck, f.work);
    for (std::uint32_t k = 0; k < count; ++k) {
        f.started[k] = f.minute[k] = minute_of(day, minute_of_day(given.p.agents(), when[k]));
        f.last[k] = last[k] * given.p.work().changes_per_item < 1.0;
    }
}

// A team's agents work on one item after the other. Behind its last change the next is taken.
void work_off_items(const Rules& given, const Draws& draws, int day, std::uint32_t team, bool first, State& s,
                    Openings& f) {
    auto& t = s.teams;
    const TeamId id{team};
    Items next;
    next.n = first ? 1 : 0;
    for (std::uint32_t k = 0; k < f.n; ++k) next.n += f.last[k];
    for (std::uint32_t k = 0; k < next.n; ++k) next.team[k] = team;
    take_items(given, draws, t, next);
    const double extra = (given.p.agents().defect_factor - 1.0) * (1.0 - given.p.ai().library_effect * t.library[id]);
    const double by_ai = 1.0 + extra;
    std::uint32_t taken = 0;
    const auto take = [&](std::int32_t minute) {
        t.agent_item_worth[id] = next.value[taken];
        t.agent_item_hard[id] = next.hard[taken];
        t.agent_item_started[id] = minute;
        t.agent_item_arrived[id] = next.arrived[taken] < 0.0 ? minute : next.arrived[taken];
        t.agent_item_defects[id] = 0.0;
        ++taken;
    };
    if (first) take(minute_of(day, 0));
    for (std::uint32_t k = 0; k < f.n; ++k) {
        f.item_worth[k] = t.agent_item_worth[id];
        f.item_started[k] = static_cast<std::int32_t>(t.agent_item_started[id]);
        f.item_arrived[k] = static_cast<std::int32_t>(t.agent_item_arrived[id]);
        const double by_item = t.agent_item_hard[id] > 0.0 ? given.p.quality().hard_factor : 1.0;
        f.defect_scale[k] = 0.01 * f.work[k] * by_ai * by_item;
        f.item_defects[k] = t.agent_item_defects[id] += f.defect_scale[k];
        if (f.last[k]) take(f.minute[k]);
    }
}

// Tokens stand on the account of the engineer in whose name the change is opened; debt is the team's.
void pay(const Rules& given, std::uint32_t team, const Openings& f, State& s) {
    auto& tally = s.teams.tally[team];
    const TeamId t{team};
    const auto& q = given.p.quality();
    const double extra = (given.p.ai().debt_factor - 1.0) * (1.0 - given.p.ai().library_effect * s.teams.library[t]);
    const double left = q.debt_per_minute * (1.0 + extra), tokens = given.p.agents().tokens_per_change;
    for (std::uint32_t k = 0; k < f.n; ++k) {
        s.signal(Signal::tokens)[EngineerId{f.row[k]}] += tokens;
        s.quarter_tokens[EngineerId{f.row[k]}] += tokens;
        s.teams.debt[t] += (1.0 - q.erosion_share) * left * f.work[k];
        s.teams.erosion[t] += q.erosion_share * left * f.work[k];
        tally[Tally::agent_changes] += 1.0;
        tally[Tally::agent_tokens] += tokens;
    }
}

}  // namespace

std::uint32_t next_on_rota(const State& s, std::uint32_t team, std::uint32_t number) {
    const std::uint32_t first = team * s.width, members = s.teams.members[TeamId{team}];
    for (std::uint32_t k = 0; k < members; ++k) {
        const std::uint32_t row = first + (number + k) % members;
        if (s.people.active[EngineerId{row}] > 0.0) return row;
    }
    return s.rows();
}

std::int32_t check_by_owner(const Rules& given, const Draws& draws, Change& c, State& s) {
    const auto& r = given.p.review();
    const double reading = given.p.agents().check_minutes, depth = r.detection * reading / (r.minutes_per_line * c.lines);
    const auto u = draws.uniforms(Purpose::change, 0, {c.seat, c.ordinal}, own_luck);
    const auto found = [&](std::uint16_t& defects, double by, double luck) {
        const std::uint32_t n = defects == 0 ? 0 : binomial(defects, 1.0 - portable::exp(-by), luck);
        defects = static_cast<std::uint16_t>(defects - n);
        return n;
    };
    const std::uint32_t mended =
        found(c.line_defects, depth, u[1]) + found(c.design_defects, depth * r.design_detection_factor, u[2]);
    const double minutes = reading + mended * r.rework_minutes_per_defect;
    s.people.owed_minutes[EngineerId{c.author}] += minutes;
    auto& tally = s.teams.tally[team_of_seat(c.seat)];
    tally[Tally::agent_defects_found] += mended;
    tally[Tally::agent_check_minutes] += minutes;
    return static_cast<std::int32_t>(minutes);
}

void run_agents(const Rules& given, const Draws& draws, int day, const Block& block, State& s) {
    if (given.p.agents().per_team_count == 0) return;
    Openings f;
    for (std::uint32_t team = block.first_team; team < block.last_team; ++team) {
        const std::uint32_t count = changes_today(given.p.agents(), draws, day, team);
        if (count == 0 || next_on_rota(s, team, 0) >= s.rows()) continue;  // nobody there to start them
        const bool first = s.teams.agent_ordinal[TeamId{team}] == 0;
        list_changes(given, draws, day, team, count, s, f);
        work_off_items(given, draws, day, team, first, s, f);
        pay(given, team, f, s);
        open_all(given, draws, day, given.p.agents().lines_factor, f, s);
    }
}

}  // namespace strathern
