// When do defects show, what breaks by itself, and what does it cost?
#include <strathern/params/incidents.hpp>
#include <strathern/params/money.hpp>
#include <strathern/params/release.hpp>

#include "core/variates.hpp"
#include "model/work/work.hpp"

namespace strathern {
namespace {

constexpr double minutes_per_week = days_per_week * minutes_per_day;

struct Severity {
    double pain, responders;
    double revenue_lost;  ///< share of the product's, while it lasts
    double postmortem;    ///< minutes of each responder
    std::uint32_t rank;   ///< 2 high, 1 medium, 0 low
};

// Counts how many there are of each, too.
Severity severity_of(const InForce& given, double u, TeamId team, IncidentsView v) {
    const Incidents& i = given.incidents;
    if (u < i.high_share) {
        v[col::incidents_high][team] += 1.0;
        return {i.pain_high, i.responders_high, given.money.downtime_high, i.postmortem_minutes, 2};
    }
    if (u < i.high_share + i.medium_share) {
        v[col::incidents_medium][team] += 1.0;
        return {i.pain_medium, i.responders_medium, given.money.downtime_medium, 0.0, 1};
    }
    return {i.pain_low, i.responders_low, given.money.downtime_low, 0.0, 0};
}

// The rota moves by one seat a day; whoever is called owes the time, and gives it from tomorrow on. Returns who was
// called first; beyond all rows if nobody was there.
std::uint32_t call_people(const Today& today, TeamId team, double responders, double minutes, IncidentsView v) {
    const std::uint32_t open = open_seats(v, team);
    auto asked = static_cast<std::uint32_t>(responders + 0.5);  // to the nearest
    std::uint32_t first = v.layout().rows();
    for (std::uint32_t k = 0; k < open && asked > 0; ++k) {
        const EngineerId i = open_seat(v, team, (today.draw_day() + k) % open);
        if (v[col::active][i] == 0.0) continue;
        v[col::owed_minutes][i] += minutes;
        v[col::incident_minutes][team] += minutes;
        --asked;
        if (first == v.layout().rows()) first = index(i);
    }
    return first;
}

// What nobody is there to mend lasts.
bool is_staffed(TeamId team, IncidentsView v) {
    for (std::uint32_t row = v.layout().first_row(team); row < v.layout().last_row(team); ++row)
        if (v[col::active][EngineerId{row}] > 0.0) return true;
    return false;
}

// Whoever looks for the cause may come upon another defect of the product.
void learn_from_it(double chance, double u, TeamId team, IncidentsView v) {
    if (!(u < chance) || v[col::latent_defects][team] == 0.0) return;
    v[col::latent_defects][team] -= 1.0;
    v[col::defects_cured][team] += 1.0;
}

/// What set an incident off.
enum class Cause { on_train, earlier_change, no_change };

void happen(const Today& today, TeamId team, std::uint32_t number, Cause cause, IncidentsView v) {
    const auto& p = today.given.incidents;
    const auto u =
        today.draws.uniforms(Purpose::incident_course, today.draw_day(), {index(team) * seats_per_team, number});
    const Severity severity = severity_of(today.given, u[0], team, v);
    double recovery = lognormal(p.recovery_minutes, p.recovery_sd_log, u[1]);
    const bool mended = recovery < p.recovery_limit_minutes && is_staffed(team, v);
    recovery = mended ? recovery : p.recovery_limit_minutes;
    if (today.catalogue.asked.happenings) {
        Told& told = v[col::happenings][team].list.emplace_back();
        told.what = Happening::incident, told.day = today.day,
        told.minute = cause == Cause::on_train ? minutes_per_day : 0;
        told.seat = severity.rank, told.ordinal = number;
        told.amount = recovery;
    }
    const double pain = severity.pain * portable::pow(recovery / p.pain_minutes, p.pain_length_exponent);
    v[col::pain_today][team] += pain;
    v[col::pain_caused][team] += pain;
    v[col::recovery_minutes][team] += recovery;
    v[col::incident_cost][team] += severity.revenue_lost * recovery * v[col::week_revenue][team] / minutes_per_week;
    const double labour = recovery < p.labour_limit_minutes ? recovery : p.labour_limit_minutes;
    const std::uint32_t first = call_people(today, team, severity.responders, labour + severity.postmortem, v);
    if (first == v.layout().rows()) return;
    if (cause != Cause::no_change) v[col::fix_work][EngineerId{first}] += labour;
    if (severity.postmortem > 0.0) learn_from_it(p.postmortem_finds_share, u[2], team, v);
}

/// Today's incidents that are not of a release, one a team of the block.
struct Surfacing {
    std::uint32_t late[block_rows_limit];   ///< released defects that show
    std::uint32_t alone[block_rows_limit];  ///< without a change: a provider, load, a certificate
};

// Incidents without a change come the more often, the more upkeep is owed: twice as often with a quarter of it.
double alone_per_day(const Incidents& p, double members, double owed) {
    const double quarter = p.upkeep_minutes_per_week * members * weeks_per_quarter;
    const double owing = quarter > 0.0 ? 1.0 + owed / quarter : 1.0;
    return p.without_change_per_engineer_year * members * owing / days_per_year;
}

// How many of each team's released defects show today, and what breaks by itself.
void surface(const Today& today, IncidentsView v, Surfacing& now) {
    constexpr double most_looked_at = 1e9;  // a counter holds no more, and a day no more incidents
    const std::uint32_t n = today.block.teams();
    const double chance = 1.0 - portable::exp(-today.given.incidents.surface_per_day);
    std::uint32_t who[block_rows_limit] = {}, which[block_rows_limit] = {}, latent[block_rows_limit];
    BlockColumn u, by_itself, p, mean;
    for (std::uint32_t k = 0; k < n; ++k) {
        const TeamId team{today.block.first_team + k};
        who[k] = index(team) * seats_per_team;
        mean[k] = alone_per_day(today.given.incidents, v[col::members][team], v[col::upkeep][team]);
        const double hidden = v[col::latent_defects][team];
        latent[k] = static_cast<std::uint32_t>(hidden < most_looked_at ? hidden : most_looked_at);
        p[k] = chance;
    }
    today.draws.uniforms(Purpose::incident, today.draw_day(), which, who, n, u, by_itself, nullptr, nullptr);
    binomials(n, latent, p, u, now.late);
    poissons(n, mean, by_itself, now.alone);
    for (std::uint32_t k = 0; k < n; ++k) {
        now.late[k] = now.late[k] < incidents_limit ? now.late[k] : incidents_limit;
        const std::uint32_t room = incidents_limit - now.late[k];
        now.alone[k] = now.alone[k] < room ? now.alone[k] : room;
    }
}

// Defects that the train brings to light. Those for which the day has no room lie hidden like others.
std::uint32_t show_at_release(TeamId team, std::uint32_t shown_before, IncidentsView v) {
    const auto ready = static_cast<std::uint32_t>(v[col::ready_defects][team]), room = incidents_limit - shown_before;
    const std::uint32_t shown = ready < room ? ready : room;
    v[col::incidents_at_release][team] += shown;
    v[col::latent_defects][team] += ready - shown;
    v[col::ready_defects][team] = 0.0;
    return shown;
}

// Mean of (length / median)^exponent of a lognormal length that ends at a limit. @param most minutes
double mean_length_factor(const Incidents& p, double exponent, double most) {
    const double sd = p.recovery_sd_log;
    const double limit = portable::log(most / p.recovery_minutes);
    if (!(sd > 0.0)) return limit < 0.0 ? portable::exp(exponent * limit) : 1.0;
    const double spread = exponent * sd;
    const double within = portable::exp(0.5 * spread * spread) * portable::normal_cdf(limit / sd - spread);
    return within + portable::exp(exponent * limit) * portable::normal_cdf(-limit / sd);
}

}  // namespace

double expected_pain(const Incidents& p) {
    const double low = 1.0 - p.high_share - p.medium_share;
    const double mean = p.high_share * p.pain_high + p.medium_share * p.pain_medium + low * p.pain_low;
    const double median = portable::pow(p.recovery_minutes / p.pain_minutes, p.pain_length_exponent);
    return mean * median * mean_length_factor(p, p.pain_length_exponent, p.recovery_limit_minutes);
}

IncidentCost expected_cost(const InForce& given) {
    const Incidents& p = given.incidents;
    const Money& m = given.money;
    const double low = 1.0 - p.high_share - p.medium_share;
    const double responders =
        p.high_share * p.responders_high + p.medium_share * p.responders_medium + low * p.responders_low;
    const double lost = p.high_share * m.downtime_high + p.medium_share * m.downtime_medium + low * m.downtime_low;
    const double labour =
        p.labour_limit_minutes > 0.0 ? p.recovery_minutes * mean_length_factor(p, 1.0, p.labour_limit_minutes) : 0.0;
    const double recovery = p.recovery_minutes * mean_length_factor(p, 1.0, p.recovery_limit_minutes);
    return {responders * labour + p.high_share * p.responders_high * p.postmortem_minutes,
            lost * recovery / minutes_per_week};
}

ExpectedIncidents expected_incidents(const Incidents& p, double found) {
    // Of latent defects so many are left after a day, a week, and a search. One that comes on any day of a week is
    // still there on Friday with the chance `on_friday`.
    const double a_day = portable::exp(-p.surface_per_day), a_week = portable::exp(-days_per_week * p.surface_per_day),
                 a_search = portable::exp(-found);
    const double on_friday = a_day < 1.0 ? (1.0 - a_week) / (days_per_week * (1.0 - a_day)) : 1.0;
    const double gone = 1.0 - a_week * a_search;
    const double shows = gone > 0.0 ? 1.0 - on_friday * (1.0 - a_search) / gone : 1.0;
    const double fewer = gone > 0.0 ? on_friday * a_search * (1.0 - a_week) / (gone * gone) : 0.0;
    const double late = p.surface_per_day > 0.0 ? 1.0 - p.at_release_share : 0.0;
    const double cures = p.postmortem_minutes > 0.0 ? p.high_share * p.postmortem_finds_share : 0.0;
    // What is cured would have shown late: of every defect that shows, so many others do not.
    const double shown = (p.at_release_share + late * shows) / (1.0 + cures);
    if (shown <= p.at_release_share) return {p.at_release_share, 0.0};
    return {shown, late * fewer / (1.0 + cures)};
}

void suffer_incidents(const Today& today, IncidentsView v) {
    const bool train = (today.day + 1) % today.given.release.train_days == 0;
    Surfacing now;
    surface(today, v, now);
    for (std::uint32_t k = 0; k < today.block.teams(); ++k) {
        const TeamId team{today.block.first_team + k};
        const std::uint32_t by_day = now.late[k] + now.alone[k];
        v[col::latent_defects][team] -= now.late[k];
        v[col::incidents_without_change][team] += now.alone[k];
        const std::uint32_t shown = by_day + (train ? show_at_release(team, by_day, v) : 0);
        if (shown == 0) continue;
        v[col::incidents][team] += shown;
        v[col::week_incidents][team] += shown;
        for (std::uint32_t number = 0; number < shown; ++number) {
            const Cause by_today = number < now.late[k] ? Cause::earlier_change : Cause::no_change;
            happen(today, team, number, number >= by_day ? Cause::on_train : by_today, v);
        }
    }
}

}  // namespace strathern
