// The code base of a team, and what the team knows: what a week of work leaves behind.
#pragma once
#include "model/today.hpp"

namespace strathern {

using SettleView =
    View<Reads<col::members, col::active, col::week_minutes, col::week_by_hand, col::week_with_ai, col::debt_rate,
               col::erosion_rate, col::week_debt, col::library_rate, col::knowledge_rate, col::latent_rate>,
         Writes<col::latent_defects, col::defects_cured, col::debt, col::erosion, col::slow, col::library,
                col::knowledge, col::upkeep, col::owed_minutes, col::upkeep_minutes>>;
/// Weekly: debt and erosion are left and repaid; knowledge of customers and the skill library grow and age; upkeep is
/// owed and done; latent defects are found by whoever looks for them. Draws: latent, by team and day.
void settle_code(const Today&, SettleView);

using FoundCodeView =
    View<Reads<col::members, col::hand_rate, col::ai_rate, col::ai_gain, col::debt_rate, col::erosion_rate>,
         Writes<col::debt, col::erosion, col::slow>>;
/// Debt and erosion on the first morning: where the first habits would hold them.
void found_code(const Today&, FoundCodeView);

/// What a minute of repayment repays, of what it repays where there is plenty to repay: the worst is mended first.
/// @param quarter,stock minutes
double repaid_share(const Quality&, double quarter, double stock);

/// Debt of work in a code base that holds some, over that of the same work in clean code: who works around old debt
/// adds to it (besker2018). @param quarter,debt minutes
double breeding(const Quality&, double quarter, double debt);

/// Defects of work in a code base that holds debt and has worn, over those of the same work in clean code.
/// @param quarter,debt,erosion minutes
double spoiling(const Quality&, double quarter, double debt, double erosion);

/// What a little more work a week adds in the end to a share that fills and decays, such as knowledge.
double filling(double work, double decay);

}  // namespace strathern
