// Do customers come back? Expected numbers: a product has too many customers for one to matter.
#include "core/portable_math.hpp"
#include "model/phases.hpp"

namespace strathern {

void serve_customers(const Rules& given, const Block& block, Teams& teams) {
    const auto& p = given.p.customers;
    const double usual = portable::log(p.return_share / (1.0 - p.return_share));
    const double forget = portable::exp(-1.0 / p.pain_memory_weeks);
    for (std::uint32_t team = block.first_team; team < block.last_team; ++team) {
        const TeamId t{team};
        teams.pain[t] = teams.pain[t] * forget + teams.pain_today[t];
        teams.pain_today[t] = 0.0;
        teams.worth[t] *= 1.0 - p.worth_decay_per_week;
        const double more_worth = teams.worth[t] - p.worth_start_per_engineer * teams.members[t];
        const double more_pain = teams.pain[t] - p.pain_start_per_engineer * teams.members[t];
        const double deserved = usual + p.worth_effect * more_worth - p.pain_effect * more_pain;
        teams.satisfaction[t] += p.satisfaction_rate * (deserved - teams.satisfaction[t]);
        const double share = 1.0 / (1.0 + portable::exp(-teams.satisfaction[t]));
        const double churn = p.churn_per_week * portable::exp(-p.churn_effect * (teams.satisfaction[t] - usual));
        const double left = teams.customers[t] * (1.0 - portable::exp(-churn));
        teams.customers[t] += p.per_team_count * p.acquired_per_week - left;
        teams.returning[t] = teams.customers[t] * share;
        teams.tally[team][Tally::customer_weeks] += teams.customers[t];
        teams.tally[team][Tally::returning_weeks] += teams.returning[t];
        teams.tally[team][Tally::satisfaction_weeks] += share;
    }
}

}  // namespace strathern
