// What do managers do with a regime? They pass pressure on, and believe in a metric while it moves with what they see.
#include <strathern/params/definitions.hpp>
#include <strathern/params/management.hpp>

#include "core/portable_math.hpp"
#include "core/variates.hpp"
#include "model/govern/govern.hpp"

namespace strathern {
namespace {

// Mean published score of those whom the contract binds.
double mean_score(const Contract& contract, TeamId team, PressView v) {
    double sum = 0.0, present = 0.0;
    for (std::uint32_t row = v.layout().first_row(team), end = v.layout().last_row(team); row < end; ++row) {
        const EngineerId i{row};
        if (!binds(contract, i, v)) continue;
        sum += v[col::score][i];
        present += 1.0;
    }
    return present > 0.0 ? sum / present : 0.0;
}

// Metric and customers moved alike over the quarter, or not.
void revise_belief(const Management& management, TeamId team, PressView v) {
    const double metric = v[col::team_score][team] - v[col::last_team_score][team],
                 outcome = v[col::satisfaction][team] - v[col::last_satisfaction][team];
    const double alike = metric * outcome > 0.0 ? 1.0 : 0.0;
    if (metric != 0.0) v[col::belief][team] += management.belief_rate * (alike - v[col::belief][team]);
    v[col::last_team_score][team] = v[col::team_score][team];
}

// What a manager passes on of a regime's stakes: by nature, belief and the fear around.
double passed_on(const Today& today, TeamId team, PressView v) {
    const auto& m = today.given.management;
    const auto u = today.draws.uniforms(Purpose::manager, 0, {index(team) * seats_per_team, 0});
    const double afraid = 1.0 + m.insecurity_effect * v[col::insecurity][team];
    return lognormal(m.pressure, m.pressure_sd_log, u[0]) * v[col::belief][team] * afraid;
}

void press_team(const Today& today, const Contract& contract, TeamId team, PressView v) {
    const auto& m = today.given.management;
    const double score = mean_score(contract, team, v);
    v[col::team_score][team] = score;
    v[col::pressure][team] = contract.regime->stakes * passed_on(today, team, v) *
                             (1.0 + m.gap_response * shortfall(score, full_score(*contract.regime)));
    if (today.ends_quarter()) revise_belief(m, team, v);
    v[col::pressure_weeks][team] += v[col::pressure][team];
}

}  // namespace

void press_teams(const Today& today, PressView v) {
    const Contract* contract = first_contract(v[col::contracts]);
    const double remembered = portable::exp(-1.0 / today.given.management.insecurity_memory_weeks);
    for (std::uint32_t number = today.block.first_team; number < today.block.last_team; ++number) {
        const TeamId team{number};
        v[col::pressure][team] = 0.0;
        v[col::insecurity][team] *= remembered;
        if (contract != nullptr) press_team(today, *contract, team, v);
        if (today.ends_quarter()) v[col::last_satisfaction][team] = v[col::satisfaction][team];
    }
}

}  // namespace strathern
