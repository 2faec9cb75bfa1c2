// What does a week leave behind? Debt, erosion, knowledge of customers, and a library of skills for AI.
#include "model/codebase.hpp"

#include <strathern/params/ai.hpp>
#include <strathern/params/quality.hpp>
#include <strathern/params/worth.hpp>

#include "core/portable_math.hpp"

namespace strathern {
namespace {

double settled(double before, double made, double paid) {
    const double after = before + made - paid;
    return after > 0.0 ? after : 0.0;
}

// Minutes of debt and erosion that the week's work has left. Work with AI leaves more, the less the library holds.
double left_by_work(const Today& today, TeamId team, SettleView v) {
    const auto& ai = today.given.ai;
    const double by_hand = team_sum(v[col::week_by_hand], v.layout(), team),
                 with_ai = team_sum(v[col::week_with_ai], v.layout(), team);
    const double extra = (ai.debt_factor - 1.0) * (1.0 - ai.library_effect * v[col::library][team]);
    return today.given.quality.debt_per_minute * (by_hand + (1.0 + extra) * with_ai);
}

// Debt and erosion slow the work of the weeks to come.
void settle_debt(const Today& today, TeamId team, SettleView v) {
    const auto& q = today.given.quality;
    const double left = left_by_work(today, team, v);
    const double paid = team_product(v[col::week_minutes], v[col::debt_rate], v.layout(), team);
    const double mended = team_product(v[col::week_minutes], v[col::erosion_rate], v.layout(), team);
    double &debt = v[col::debt][team], &erosion = v[col::erosion][team];
    debt = settled(debt, (1.0 - q.erosion_share) * left, paid);
    erosion = settled(erosion, q.erosion_share * left, mended);
    const double quarter = v[col::members][team] * today.given.chosen_minutes() * days_per_quarter;
    v[col::slow][team] = 1.0 / (1.0 + q.debt_drag * debt / quarter + q.erosion_drag * erosion / quarter);
}

// A share that fills as people work on it and decays by itself.
double filled(double share, double work, double decay) {
    const double more = share + (1.0 - share) * (1.0 - portable::exp(-work));
    return more * (1.0 - decay);
}

}  // namespace

// The share settles at (1 - g) k / (1 - g k), g = e^-work, k what is kept.
double filling(double work, double decay) {
    const double g = portable::exp(-work), kept = 1.0 - decay, empty = 1.0 - g * kept;
    return empty > 0.0 ? g * kept * decay / (empty * empty) : 0.0;
}

void settle_code(const Today& today, SettleView v) {
    const auto& minutes = v[col::week_minutes];
    for (std::uint32_t number = today.block.first_team; number < today.block.last_team; ++number) {
        const TeamId team{number};
        settle_debt(today, team, v);
        const double learnt = team_product(minutes, v[col::knowledge_rate], v.layout(), team);
        v[col::knowledge][team] = filled(v[col::knowledge][team], learnt, today.given.worth.knowledge_decay_per_week);
        const double written = team_product(minutes, v[col::library_rate], v.layout(), team);
        v[col::library][team] = filled(v[col::library][team], written, today.given.ai.library_decay_per_week);
    }
}

}  // namespace strathern
