// How does an approved change reach customers? Checks, merge, release train.
#include "core/variates.hpp"
#include "model/phases.hpp"

namespace strathern {
namespace {

// What was misunderstood spoils what the item is worth, not the harm that it does.
double worth_left(const Rules& given, const Change& c) {
    if (c.requirement_faults == 0 || c.item_value < 0.0) return c.item_value;
    return c.item_value * portable::pow(1.0 - given.p.value.spoilt_share, c.requirement_faults);
}

void complete_item(const Rules& given, std::uint32_t team, const Change& c, State& s) {
    const TeamId t{team};
    const EngineerId author{c.author};
    const double worth = worth_left(given, c);
    s.signal(Signal::items_completed)[author] += 1.0;
    s.signal(Signal::story_points)[author] += c.points;
    s.quarter_worth[author] += worth;
    s.teams.ready_items[t] += 1.0;
    s.teams.ready_value[t] += worth;
    s.teams.ready_item_started[t] += c.item_started;
    s.teams.tally[team][Tally::items_completed] += 1.0;
    s.teams.tally[team][Tally::points] += c.points;
    s.teams.tally[team][Tally::requirement_faults_escaped] += c.requirement_faults;
}

void merge_change(const Rules& given, const Draws& draws, ChangeRef place, Flow& flow, State& s) {
    const Change& c = flow.pool[place];
    const std::uint32_t team = team_of_seat(c.seat);
    const TeamId t{team};
    auto& tally = s.teams.tally[team];
    s.signal(Signal::changes_merged)[EngineerId{c.author}] += 1.0;
    tally[Tally::changes_merged] += 1.0;
    if (!c.read) tally[Tally::changes_unread] += 1.0;
    s.teams.merged[t] += 1.0;
    s.teams.merged_started[t] += c.started;
    const std::uint32_t escaped = c.line_faults + c.design_faults;
    if (escaped > 0) {
        const auto u = draws.uniforms(Purpose::incident, 0, {c.seat, c.ordinal}, 1);
        const std::uint32_t at_once = binomial(escaped, given.p.incidents.at_release_share, u[0]);
        s.teams.ready_faults[t] += at_once;
        s.teams.ready_failed[t] += at_once > 0 ? 1.0 : 0.0;
        s.teams.latent_faults[t] += escaped - at_once;
        tally[Tally::faults_escaped] += escaped;
    }
    if (c.last) complete_item(given, team, c, s);
    flow.let_go(place);
}

// Runs of the checks that fail before one passes, all in the change's luck. Each asks for work of the author.
std::int32_t failed_runs(const Rules& given, const Draws& draws, const Change& c, State& s) {
    const auto& q = given.p.quality;
    const auto u = draws.uniforms(Purpose::checks, 0, {c.seat, c.ordinal}, 1);
    const auto failures = static_cast<std::int32_t>(geometric(q.ci_failure_share / (1.0 - q.ci_failure_share), u[0]));
    s.people.owed_minutes[EngineerId{c.author}] += failures * q.ci_rework_minutes;
    s.teams.tally[team_of_seat(c.seat)][Tally::ci_failures] += failures;
    return failures;
}

}  // namespace

void approve_change(const Rules& given, const Draws& draws, int day, std::int32_t minute, ChangeRef place, Flow& flow,
                    State& s) {
    const auto& q = given.p.quality;
    const Change& c = flow.pool[place];
    auto merged = minute + static_cast<std::int32_t>(q.ci_minutes);
    if (q.ci_failure_share > 0.0)
        merged += failed_runs(given, draws, c, s) * static_cast<std::int32_t>(q.ci_minutes + q.ci_rework_minutes);
    if (merged < minute_of(day + 1, 0)) merge_change(given, draws, place, flow, s);
    else flow.checking.push_back({merged, c.author, place});
}

void finish_checks(const Rules& given, const Draws& draws, int day, const Block& block, State& s) {
    for (std::uint32_t team = block.first_team; team < block.last_team; ++team) {
        Flow& flow = s.teams.flow[team];
        std::size_t kept = 0;
        for (const Pending& p : flow.checking)
            if (p.minute < minute_of(day + 1, 0)) merge_change(given, draws, p.change, flow, s);
            else flow.checking[kept++] = p;
        flow.checking.resize(kept);
    }
}

void release_changes(const Rules& given, int day, const Block& block, State& s) {
    if ((day + 1) % given.p.release.train_days != 0) return;
    const double evening = minute_of(day + 1, 0);
    auto& teams = s.teams;
    for (std::uint32_t team = block.first_team; team < block.last_team; ++team) {
        const TeamId t{team};
        auto& tally = teams.tally[team];
        tally[Tally::changes_released] += teams.merged[t];
        tally[Tally::changes_failed] += teams.ready_failed[t];
        tally[Tally::lead_minutes] += teams.merged[t] * evening - teams.merged_started[t];
        tally[Tally::items_released] += teams.ready_items[t];
        tally[Tally::item_minutes] += teams.ready_items[t] * evening - teams.ready_item_started[t];
        tally[Tally::value] += teams.ready_value[t];
        teams.worth[t] += teams.ready_value[t];
        teams.week_failed[t] += teams.ready_failed[t];
        teams.merged[t] = teams.merged_started[t] = teams.ready_items[t] = teams.ready_value[t] = 0.0;
        teams.ready_item_started[t] = teams.ready_failed[t] = 0.0;
    }
}

}  // namespace strathern
