// Governing: which regime binds people, what managers make of it, what a policy does and when.
#pragma once
#include "model/columns.hpp"
#include "model/measure/measure.hpp"

namespace strathern {

// ---------------------------------------------------------------------------------------------------- contracts.cpp

using BeginView = Join<
    MetricColumnsView,
    View<Reads<col::chosen>, Writes<col::contracts, col::usual_choice, col::trust, col::trust_doubt, col::weeks_scored,
                                    col::score, col::last_score, col::team_score, col::last_team_score, col::belief>>>;
/// A regime begins to bind all engineers, in place of the one in force; its board is empty, its targets are as
/// declared.
/// @param regime must outlive the contract @param belief of managers in it [share]
void begin_contract(const Regime& regime, double belief, const Catalogue&, BeginView);

using EndView = Join<MetricColumnsView, View<Reads<>, Writes<col::contracts>>>;
/// No regime is in force any more; scores stay as they were last published.
void end_contracts(const Catalogue&, EndView);

using AgeView = View<Reads<>, Writes<col::contracts>>;
/// Weekly, over the whole organisation: contracts are a week older.
void age_contracts(const Today&, AgeView);

// ----------------------------------------------------------------------------------------------------- managers.cpp

using PressView = Join<BindsView, View<Reads<col::contracts, col::score, col::satisfaction>,
                                       Writes<col::pressure, col::insecurity, col::team_score, col::last_team_score,
                                              col::last_satisfaction, col::belief, col::pressure_weeks>>>;
/// Weekly: managers pass pressure on; quarterly, they look whether the metric meant anything. Draws: manager, by team.
void press_teams(const Today&, PressView);

// ------------------------------------------------------------------------------------------------------- policy.cpp

using PolicyView = Join<BeginView, EndView, View<Reads<>, Writes<col::diary, col::ruling>>>;
/// On the morning of a week's Monday: interventions whose time has come take effect, in their order.
/// @param policy must outlive the contracts that it begins @param parameters those in force; settings change them
/// @returns whether any intervention took effect
bool apply_policy(const Policy& policy, int week, const Catalogue&, Parameters& parameters, PolicyView);

/// What AI costs and is able to do in a week.
void prices_of_week(InForce&, int week);

}  // namespace strathern
