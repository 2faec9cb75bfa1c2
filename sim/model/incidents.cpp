// When do defects show, and what does it cost? Every incident has a defect behind it.
#include "core/variates.hpp"
#include "model/phases.hpp"

namespace strathern {
namespace {

constexpr double minutes_per_week = days_per_week * minutes_per_day;

struct Severity {
    double pain, responders;
    double revenue_lost;  ///< share of the product's, while it lasts
    double postmortem;    ///< minutes of each responder
};

// @param tally counts how many there are of each
Severity severity_of(const Parameters& p, double u, TeamTally& tally) {
    const Incidents& i = p.incidents();
    if (u < i.high_share) {
        tally[Tally::incidents_high] += 1.0;
        return {i.pain_high, i.responders_high, p.money().downtime_high, i.postmortem_minutes};
    }
    if (u < i.high_share + i.medium_share) {
        tally[Tally::incidents_medium] += 1.0;
        return {i.pain_medium, i.responders_medium, p.money().downtime_medium, 0.0};
    }
    return {i.pain_low, i.responders_low, p.money().downtime_low, 0.0};
}

// The rota moves by one seat a day; who is called owes the time, and gives it from tomorrow on. Returns whether anybody
// was there.
bool call_people(std::uint32_t team, int day, double responders, double minutes, State& s) {
    const std::uint32_t members = s.teams.members[TeamId{team}];
    auto asked = static_cast<std::uint32_t>(responders + 0.5);
    bool called = false;
    for (std::uint32_t k = 0; k < members && asked > 0; ++k) {
        const EngineerId i{team * s.width + (static_cast<std::uint32_t>(day) + k) % members};
        if (s.people.active[i] == 0.0) continue;
        s.people.owed_minutes[i] += minutes;
        s.teams.tally[team][Tally::incident_minutes] += minutes;
        --asked;
        called = true;
    }
    return called;
}

// Who looks for the cause may come upon another defect of the product.
void learn_from_it(double chance, double u, std::uint32_t team, Teams& teams) {
    const TeamId t{team};
    if (!(u < chance) || teams.latent_defects[t] == 0.0) return;
    teams.latent_defects[t] -= 1.0;
    teams.tally[team][Tally::defects_cured] += 1.0;
}

void happen(const Rules& given, const Draws& draws, int day, std::uint32_t team, std::uint32_t number, State& s) {
    const auto& p = given.p.incidents();
    const auto u =
        draws.uniforms(Purpose::incident_course, static_cast<std::uint32_t>(day), {team * seats_per_team, number});
    TeamTally& tally = s.teams.tally[team];
    const Severity severity = severity_of(given.p, u[0], tally);
    double recovery = lognormal(p.recovery_minutes, p.recovery_sd_log, u[1]);
    recovery = recovery < p.recovery_limit_minutes ? recovery : p.recovery_limit_minutes;
    const double pain = severity.pain * portable::pow(recovery / p.recovery_minutes, p.pain_length_exponent);
    s.teams.pain_today[TeamId{team}] += pain;
    tally[Tally::pain] += pain;
    tally[Tally::recovery_minutes] += recovery;
    tally[Tally::incident_cost] +=
        severity.revenue_lost * recovery * s.teams.week_revenue[TeamId{team}] / minutes_per_week;
    const double labour = recovery < p.labour_limit_minutes ? recovery : p.labour_limit_minutes;
    const bool called = call_people(team, day, severity.responders, labour + severity.postmortem, s);
    if (called && severity.postmortem > 0.0) learn_from_it(p.postmortem_finds_share, u[2], team, s.teams);
}

// How many of each team's released defects show today. late: [teams of the block]
void surface(const Rules& given, const Draws& draws, int day, const Block& block, const Teams& teams,
             std::uint32_t* late) {
    const std::uint32_t n = block.last_team - block.first_team;
    const double chance = 1.0 - portable::exp(-given.p.incidents().surface_per_day);
    std::uint32_t who[block_rows_limit] = {}, which[block_rows_limit] = {}, latent[block_rows_limit];
    double u[block_rows_limit], p[block_rows_limit];
    for (std::uint32_t k = 0; k < n; ++k) {
        who[k] = (block.first_team + k) * seats_per_team;
        latent[k] = static_cast<std::uint32_t>(teams.latent_defects[TeamId{block.first_team + k}]);
        p[k] = chance;
    }
    draws.uniforms(Purpose::incident, static_cast<std::uint32_t>(day), which, who, n, u, nullptr, nullptr, nullptr);
    binomials(n, latent, p, u, late);
}

}  // namespace

void suffer_incidents(const Rules& given, const Draws& draws, int day, const Block& block, State& s) {
    const bool train = (day + 1) % given.p.release().train_days == 0;
    const std::uint32_t n = block.last_team - block.first_team;
    std::uint32_t late[block_rows_limit];
    surface(given, draws, day, block, s.teams, late);
    for (std::uint32_t k = 0; k < n; ++k) {
        const std::uint32_t team = block.first_team + k;
        const TeamId t{team};
        std::uint32_t shown = late[k];
        s.teams.latent_defects[t] -= late[k];
        if (train) {
            shown += static_cast<std::uint32_t>(s.teams.ready_defects[t]);
            s.teams.tally[team][Tally::incidents_at_release] += s.teams.ready_defects[t];
            s.teams.ready_defects[t] = 0.0;
        }
        if (shown == 0) continue;
        s.teams.tally[team][Tally::incidents] += shown;
        s.teams.week_incidents[t] += shown;
        for (std::uint32_t number = 0; number < shown; ++number) happen(given, draws, day, team, number, s);
    }
}

}  // namespace strathern
