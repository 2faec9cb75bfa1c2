// How does an approved change reach customers? Checks, merge, release train; what failed may be taken back, and an item
// may go out as an experiment first.
#include "core/variates.hpp"
#include "model/phases.hpp"

namespace strathern {
namespace {

// What was misunderstood spoils what the item is worth, not the harm that it does.
double worth_left(const Rules& given, const Change& c) {
    if (c.requirement_defects == 0 || c.item_worth < 0.0) return c.item_worth;
    return c.item_worth * portable::pow(1.0 - given.p.worth().spoilt_share, c.requirement_defects);
}

void complete_item(const Rules& given, std::uint32_t team, Change& c, State& s) {
    const EngineerId author{c.author};
    const double worth = worth_left(given, c);
    s.signal(Signal::items_completed)[author] += 1.0;
    s.signal(Signal::story_points)[author] += c.points;
    c.item_worth = worth;
    s.quarter_worth[author] += worth;
    s.teams.tally[team][Tally::items_completed] += 1.0;
    s.teams.tally[team][Tally::points] += c.points;
    s.teams.tally[team][Tally::requirement_defects_escaped] += c.requirement_defects;
}

// The item goes with the next train; nothing is left to do about its last change.
void send_out(ChangeRef place, Flow& flow, State& s) {
    const Change& c = flow.pool[place];
    const TeamId t{team_of_seat(c.seat)};
    s.teams.ready_items[t] += 1.0;
    s.teams.ready_worth[t] += c.item_worth;
    s.teams.ready_item_started[t] += c.item_started;
    s.teams.ready_item_arrived[t] += c.item_arrived;
    flow.let_go(place);
}

// An item that is done goes out, or into an experiment first.
void test_or_send_out(const Rules& given, const Draws& draws, std::int32_t minute, ChangeRef place, Flow& flow,
                      State& s) {
    const auto& v = given.p.worth();
    Change& c = flow.pool[place];
    const bool in_experiment =
        v.experiment_share > 0.0 && draws.uniforms(Purpose::experiment, 0, {c.seat, c.ordinal})[0] < v.experiment_share;
    if (!in_experiment) return send_out(place, flow, s);
    c.in_experiment = true;
    s.people.owed_minutes[EngineerId{c.author}] += v.experiment_minutes;
    s.teams.tally[team_of_seat(c.seat)][Tally::experiments_run] += 1.0;
    const auto length = static_cast<std::int32_t>(v.experiment_days * minutes_per_day);
    flow.held.push_back({minute + length, c.author, place});
}

// An experiment shows an effect that is there, or does not; harm that shows never reaches all customers.
void end_experiment(const Rules& given, const Draws& draws, ChangeRef place, Flow& flow, State& s) {
    const Change& c = flow.pool[place];
    const std::uint32_t team = team_of_seat(c.seat);
    const TeamId t{team};
    TeamTally& tally = s.teams.tally[team];
    tally[Tally::experiments_ended] += 1.0;
    s.teams.week_experiments[t] += 1.0;
    s.teams.knowledge[t] += (1.0 - s.teams.knowledge[t]) * given.p.worth().experiment_knowledge;
    const double u = draws.uniforms(Purpose::experiment, 0, {c.seat, c.ordinal})[1];
    const bool shows = c.item_worth != 0.0 && u < given.p.worth().experiment_power;
    if (shows) tally[Tally::experiments_learned] += 1.0;
    if (!shows || c.item_worth > 0.0) return send_out(place, flow, s);
    tally[Tally::items_withdrawn] += 1.0;
    tally[Tally::worth_averted] += c.item_worth;
    flow.let_go(place);
}

// What was held back is redone, or its experiment over. An item that is redone may then go into one: it joins the same
// list.
void release_held(const Rules& given, const Draws& draws, int day, Flow& flow, State& s) {
    auto& held = flow.held;
    std::size_t kept = 0;
    for (std::size_t k = 0; k < held.size(); ++k) {
        const Pending p = held[k];
        const Change& c = flow.pool[p.change];
        if (p.minute >= minute_of(day + 1, 0))
            held[kept++] = p;
        else if (c.in_experiment)
            end_experiment(given, draws, p.change, flow, s);
        else if (c.last)
            test_or_send_out(given, draws, p.minute, p.change, flow, s);
        else
            flow.let_go(p.change);
    }
    held.resize(kept);
}

/// What comes of the defects that nobody found.
struct Escape {
    bool fails = false;      ///< some will show at the change's own release
    std::int32_t away = -1;  ///< minutes from release until a change that is taken back is out again; below 0: it stays
};

// Defects that escaped show at release or lie hidden.
Escape let_escape(const Rules& given, const Draws& draws, std::uint32_t team, const Change& c, State& s) {
    const std::uint32_t escaped = c.line_defects + c.design_defects;
    if (escaped == 0) return {};
    const auto& p = given.p.incidents();
    const TeamId t{team};
    const auto u = draws.uniforms(Purpose::incident, 0, {c.seat, c.ordinal}, 1);
    const std::uint32_t at_once = binomial(escaped, p.at_release_share, u[0]);
    const bool taken_back = at_once > 0 && u[1] < p.revert_share;
    s.teams.ready_defects[t] += at_once;
    s.teams.ready_failed[t] += at_once > 0 ? 1.0 : 0.0;
    if (taken_back)
        s.teams.tally[team][Tally::defects_reverted] += escaped - at_once;
    else
        s.teams.latent_defects[t] += escaped - at_once;
    s.teams.tally[team][Tally::defects_escaped] += escaped;
    if (!taken_back) return {at_once > 0, -1};
    return {true, static_cast<std::int32_t>(exponential(p.revert_return_minutes, u[2]) + 0.5)};
}

// The author of what is taken back owes the work, from tomorrow on.
void take_back(const Rules& given, std::int32_t evening, Flow& flow, State& s) {
    for (const Pending& p : flow.taking_back) {
        s.people.owed_minutes[EngineerId{p.author}] += given.p.incidents().revert_minutes;
        s.teams.tally[team_of_seat(flow.pool[p.change].seat)][Tally::changes_reverted] += 1.0;
        flow.held.push_back({evening + p.minute, p.author, p.change});
    }
    flow.taking_back.clear();
}

void note_by_size(const Change& c, std::int32_t minute, bool fails, TeamTally& tally) {
    const SizeClass size = size_class(c.lines);
    if (size != SizeClass::small && size != SizeClass::medium) return;
    const int place = size == SizeClass::small ? 0 : 1;
    tally[behind(Tally::small_merged, place)] += 1.0;
    tally[behind(Tally::small_merge_minutes, place)] += minute - c.opened;
    tally[behind(Tally::small_failed, place)] += fails ? 1.0 : 0.0;
}

void merge_change(const Rules& given, const Draws& draws, std::int32_t minute, ChangeRef place, Flow& flow, State& s) {
    Change& c = flow.pool[place];
    const std::uint32_t team = team_of_seat(c.seat);
    const TeamId t{team};
    auto& tally = s.teams.tally[team];
    s.signal(Signal::changes_merged)[EngineerId{c.author}] += 1.0;
    tally[Tally::changes_merged] += 1.0;
    tally[Tally::merge_minutes] += minute - c.opened;
    const Escape escape = let_escape(given, draws, team, c, s);
    note_by_size(c, minute, escape.fails, tally);
    if (!c.read) tally[Tally::changes_unread] += 1.0;
    s.teams.merged[t] += 1.0;
    s.teams.merged_started[t] += c.started;
    if (c.last) complete_item(given, team, c, s);
    if (escape.away >= 0)
        flow.taking_back.push_back({escape.away, c.author, place});
    else if (c.last)
        test_or_send_out(given, draws, minute, place, flow, s);
    else
        flow.let_go(place);
}

// Runs of the checks that fail before one passes, all in the change's luck. Each asks for work of the author.
std::int32_t failed_runs(const Rules& given, const Draws& draws, const Change& c, State& s) {
    const auto& q = given.p.quality();
    const auto u = draws.uniforms(Purpose::checks, 0, {c.seat, c.ordinal}, 1);
    const auto failures = static_cast<std::int32_t>(geometric(q.ci_failure_share / (1.0 - q.ci_failure_share), u[0]));
    s.people.owed_minutes[EngineerId{c.author}] += failures * q.ci_rework_minutes;
    s.teams.tally[team_of_seat(c.seat)][Tally::ci_failures] += failures;
    return failures;
}

}  // namespace

void approve_change(const Rules& given, const Draws& draws, int day, std::int32_t minute, ChangeRef place, Flow& flow,
                    State& s) {
    const auto& q = given.p.quality();
    const Change& c = flow.pool[place];
    auto merged = minute + static_cast<std::int32_t>(q.ci_minutes);
    if (q.ci_failure_share > 0.0)
        merged += failed_runs(given, draws, c, s) * static_cast<std::int32_t>(q.ci_minutes + q.ci_rework_minutes);
    if (merged < minute_of(day + 1, 0))
        merge_change(given, draws, merged, place, flow, s);
    else
        flow.checking.push_back({merged, c.author, place});
}

void finish_checks(const Rules& given, const Draws& draws, int day, const Block& block, State& s) {
    for (std::uint32_t team = block.first_team; team < block.last_team; ++team) {
        Flow& flow = s.teams.flow[team];
        if (!flow.held.empty()) release_held(given, draws, day, flow, s);
        std::size_t kept = 0;
        for (const Pending& p : flow.checking)
            if (p.minute < minute_of(day + 1, 0))
                merge_change(given, draws, p.minute, p.change, flow, s);
            else
                flow.checking[kept++] = p;
        flow.checking.resize(kept);
    }
}

void release_changes(const Rules& given, int day, const Block& block, State& s) {
    if ((day + 1) % given.p.release().train_days != 0) return;
    const std::int32_t evening = minute_of(day + 1, 0);
    auto& teams = s.teams;
    for (std::uint32_t team = block.first_team; team < block.last_team; ++team) {
        const TeamId t{team};
        auto& tally = teams.tally[team];
        tally[Tally::releases] += teams.merged[t] > 0.0 ? 1.0 : 0.0;
        tally[Tally::releases_failed] += teams.ready_failed[t] > 0.0 ? 1.0 : 0.0;
        tally[Tally::changes_released] += teams.merged[t];
        tally[Tally::changes_failed] += teams.ready_failed[t];
        tally[Tally::lead_minutes] += teams.merged[t] * evening - teams.merged_started[t];
        tally[Tally::items_released] += teams.ready_items[t];
        tally[Tally::item_minutes] += teams.ready_items[t] * evening - teams.ready_item_started[t];
        tally[Tally::insight_minutes] += teams.ready_items[t] * evening - teams.ready_item_arrived[t];
        tally[Tally::worth_shipped] += teams.ready_worth[t];
        teams.worth[t] += teams.ready_worth[t];
        teams.week_failed[t] += teams.ready_failed[t];
        teams.merged[t] = teams.merged_started[t] = teams.ready_items[t] = teams.ready_worth[t] = 0.0;
        teams.ready_item_started[t] = teams.ready_item_arrived[t] = teams.ready_failed[t] = 0.0;
        if (!teams.flow[team].taking_back.empty()) take_back(given, evening, teams.flow[team], s);
    }
}

}  // namespace strathern
