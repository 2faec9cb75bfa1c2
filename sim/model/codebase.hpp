// The code base of a team, and what the team knows: what a week of work leaves behind.
#pragma once
#include "model/today.hpp"

namespace strathern {

using SettleView = View<Reads<col::members, col::week_minutes, col::week_by_hand, col::week_with_ai, col::debt_rate,
                              col::erosion_rate, col::library_rate, col::knowledge_rate>,
                        Writes<col::debt, col::erosion, col::slow, col::library, col::knowledge>>;
/// Weekly: debt and erosion are left and repaid; knowledge of customers and the skill library grow and age.
void settle_code(const Today&, SettleView);

/// What a little more work a week adds in the end to a share that fills and decays, such as knowledge.
double filling(double work, double decay);

}  // namespace strathern
