// When do faults show, and what does it cost? Every incident has a fault behind it.
#include "core/variates.hpp"
#include "model/phases.hpp"

namespace strathern {
namespace {

struct Severity {
    double pain, responders;
};

Severity severity_of(const Incidents& p, double u) {
    if (u < p.high_share) return {p.pain_high, p.responders_high};
    if (u < p.high_share + p.medium_share) return {p.pain_medium, p.responders_medium};
    return {p.pain_low, p.responders_low};
}

// The rota moves by one seat a day; who is called owes the time, and gives it from tomorrow on.
void call_people(std::uint32_t team, int day, double responders, double minutes, State& s) {
    const std::uint32_t members = s.teams.members[TeamId{team}];
    auto asked = static_cast<std::uint32_t>(responders + 0.5);
    for (std::uint32_t k = 0; k < members && asked > 0; ++k) {
        const EngineerId i{team * s.width + (static_cast<std::uint32_t>(day) + k) % members};
        if (s.people.active[i] == 0.0) continue;
        s.people.owed_minutes[i] += minutes;
        s.teams.tally[team][Tally::incident_minutes] += minutes;
        --asked;
    }
}

void happen(const Rules& given, const Draws& draws, int day, std::uint32_t team, std::uint32_t number, State& s) {
    const auto& p = given.p.incidents;
    const auto u = draws.uniforms(Purpose::incident_course, static_cast<std::uint32_t>(day), {team * seats_per_team, number});
    const Severity severity = severity_of(p, u[0]);
    double recovery = lognormal(p.recovery_minutes, p.recovery_sd_log, u[1]);
    recovery = recovery < p.recovery_limit_minutes ? recovery : p.recovery_limit_minutes;
    const double pain = severity.pain * portable::pow(recovery / p.recovery_minutes, p.pain_length_exponent);
    s.teams.pain_today[TeamId{team}] += pain;
    s.teams.tally[team][Tally::pain] += pain;
    s.teams.tally[team][Tally::recovery_minutes] += recovery;
    call_people(team, day, severity.responders, recovery < p.labour_limit_minutes ? recovery : p.labour_limit_minutes, s);
}

}  // namespace

void suffer_incidents(const Rules& given, const Draws& draws, int day, const Block& block, State& s) {
    const bool train = (day + 1) % given.p.release.train_days == 0;
    for (std::uint32_t team = block.first_team; team < block.last_team; ++team) {
        const TeamId t{team};
        std::uint32_t shown = train ? static_cast<std::uint32_t>(s.teams.ready_faults[t]) : 0;
        if (train) s.teams.ready_faults[t] = 0.0;
        if (s.teams.latent_faults[t] > 0.0) {
            const auto u = draws.uniforms(Purpose::incident, static_cast<std::uint32_t>(day), {team * seats_per_team, 0});
            const auto latent = static_cast<std::uint32_t>(s.teams.latent_faults[t]);
            const std::uint32_t late = binomial(latent, 1.0 - portable::exp(-given.p.incidents.surface_per_day), u[0]);
            s.teams.latent_faults[t] -= late;
            shown += late;
        }
        s.teams.tally[team][Tally::incidents] += shown;
        s.teams.week_incidents[t] += shown;
        for (std::uint32_t number = 0; number < shown; ++number) happen(given, draws, day, team, number, s);
    }
}

}  // namespace strathern
