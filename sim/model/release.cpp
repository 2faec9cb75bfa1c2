// How does an approved change reach customers? Checks, merge, release train.
#include "core/variates.hpp"
#include "model/phases.hpp"

namespace strathern {
namespace {

void complete_item(std::uint32_t team, const Change& c, State& s) {
    const TeamId t{team};
    const EngineerId author{c.author};
    s.signal(Signal::items_completed)[author] += 1.0;
    s.signal(Signal::story_points)[author] += c.points;
    s.quarter_worth[author] += c.item_value;
    s.teams.ready_items[t] += 1.0;
    s.teams.ready_value[t] += c.item_value;
    s.teams.ready_item_started[t] += c.item_started;
    s.teams.tally[team][Tally::items_completed] += 1.0;
    s.teams.tally[team][Tally::points] += c.points;
}

// Some of the faults that nobody found will show at the change's own release, the others are latent.
// Returns whether any will show.
bool let_faults_through(const Rules& given, const Draws& draws, const Change& c, TeamId t, State& s) {
    const std::uint32_t escaped = c.line_faults + c.design_faults;
    if (escaped == 0) return false;
    const auto u = draws.uniforms(Purpose::incident, 0, {c.seat, c.ordinal}, 1);
    const std::uint32_t at_once = binomial(escaped, given.p.incidents.at_release_share, u[0]);
    s.teams.ready_faults[t] += at_once;
    s.teams.ready_failed[t] += at_once > 0 ? 1.0 : 0.0;
    s.teams.latent_faults[t] += escaped - at_once;
    s.teams.tally[index(t)][Tally::faults_escaped] += escaped;
    return at_once > 0;
}

void note_by_size(const Change& c, std::int32_t minute, bool fails, TeamTally& tally) {
    const SizeClass size = size_class(c.lines);
    if (size != SizeClass::small && size != SizeClass::medium) return;
    const int place = size == SizeClass::small ? 0 : 1;
    tally[behind(Tally::small_merged, place)] += 1.0;
    tally[behind(Tally::small_merge_minutes, place)] += minute - c.opened;
    tally[behind(Tally::small_failed, place)] += fails ? 1.0 : 0.0;
}

void merge_change(const Rules& given, const Draws& draws, std::int32_t minute, std::uint32_t team, ChangeRef place,
                  State& s) {
    const TeamId t{team};
    const Change& c = s.teams.flow[team].pool[place];
    auto& tally = s.teams.tally[team];
    s.signal(Signal::changes_merged)[EngineerId{c.author}] += 1.0;
    tally[Tally::changes_merged] += 1.0;
    tally[Tally::merge_minutes] += minute - c.opened;
    const bool fails_at_once = let_faults_through(given, draws, c, t, s);
    note_by_size(c, minute, fails_at_once, tally);
    if (!c.read) tally[Tally::changes_unread] += 1.0;
    s.teams.merged[t] += 1.0;
    s.teams.merged_started[t] += c.started;
    if (c.last) complete_item(team, c, s);
    s.teams.flow[team].let_go(place);
}

}  // namespace

void approve_change(const Rules& given, const Draws& draws, std::int32_t minute, std::uint32_t team, ChangeRef place,
                    State& s) {
    const auto merged = minute + static_cast<std::int32_t>(given.p.quality.ci_minutes);
    const std::uint32_t author = s.teams.flow[team].pool[place].author;
    if (merged / minutes_per_day == minute / minutes_per_day) merge_change(given, draws, merged, team, place, s);
    else s.teams.flow[team].checking.push_back({merged, author, place});
}

void finish_checks(const Rules& given, const Draws& draws, int day, const Block& block, State& s) {
    for (std::uint32_t team = block.first_team; team < block.last_team; ++team) {
        auto& checking = s.teams.flow[team].checking;
        std::size_t kept = 0;
        for (const Pending& p : checking)
            if (p.minute < minute_of(day + 1, 0)) merge_change(given, draws, p.minute, team, p.change, s);
            else checking[kept++] = p;
        checking.resize(kept);
    }
}

void release_changes(const Rules& given, int day, const Block& block, State& s) {
    if ((day + 1) % given.p.release.train_days != 0) return;
    const double evening = minute_of(day + 1, 0);
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
        tally[Tally::value] += teams.ready_value[t];
        teams.worth[t] += teams.ready_value[t];
        teams.week_failed[t] += teams.ready_failed[t];
        teams.merged[t] = teams.merged_started[t] = teams.ready_items[t] = teams.ready_value[t] = 0.0;
        teams.ready_item_started[t] = teams.ready_failed[t] = 0.0;
    }
}

}  // namespace strathern
