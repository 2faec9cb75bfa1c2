// What is a product worth at the end of a week? Customers who will go on paying, less what is owed to the code.
#include "model/value.hpp"

#include <strathern/params/incidents.hpp>
#include <strathern/params/money.hpp>

#include "model/customers.hpp"
#include "model/work/work.hpp"

namespace strathern {
namespace {

// Each minute is to be worked off by a middle-level engineer, out of what meetings leave of a paid day [US$].
double cost_of_minute(const InForce& given) {
    return given.money.salary_per_year / (weeks_per_year * days_per_week * given.chosen_minutes());
}

double owed(const Today& today, TeamId t, StockView v) {
    const double minutes = v[col::debt][t] + v[col::erosion][t] + v[col::upkeep][t];
    const IncidentCost incident = expected_cost(today.given);
    const double each = incident.minutes * cost_of_minute(today.given) + incident.weeks * v[col::week_revenue][t];
    return minutes * cost_of_minute(today.given) + v[col::latent_defects][t] * each;
}

}  // namespace

void take_stock(const Today& today, StockView v) {
    for (std::uint32_t number = today.block.first_team; number < today.block.last_team; ++number) {
        const TeamId t{number};
        v[col::balance][t] = worth_of_customers(today.given, t, v) - owed(today, t, v);
    }
}

void close_books(const Today& today, BalanceView v) {
    BlockColumn before;
    for (std::uint32_t k = 0; k < today.block.teams(); ++k)
        before[k] = v[col::balance][TeamId{today.block.first_team + k}];
    take_stock(today, v);
    for (std::uint32_t k = 0; k < today.block.teams(); ++k) {
        const TeamId t{today.block.first_team + k};
        v[col::balance_change][t] += v[col::balance][t] - before[k];
    }
}

}  // namespace strathern
