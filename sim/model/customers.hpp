// Customers: what phases of theirs others may call.
#pragma once
#include "model/today.hpp"

namespace strathern {

using FoundingView =
    View<Reads<col::members>, Writes<col::worth, col::pain, col::satisfaction, col::last_satisfaction, col::customers,
                                     col::returning, col::segment_customers, col::mood, col::week_revenue>>;
/// Every product's customers on the evening before day 0: as many as they are used to, and as content.
void found_products(const InForce&, FoundingView);

using CustomersView = View<
    Reads<col::members>,
    Writes<col::worth, col::pain, col::pain_today, col::satisfaction, col::customers, col::returning,
           col::segment_customers, col::mood, col::week_revenue, col::customer_weeks, col::customers_lost,
           col::all_customer_weeks, col::returning_weeks, col::satisfaction_weeks, col::revenue, col::churned_revenue>>;
/// Weekly: customers return, join and leave.
void serve_customers(const Today&, CustomersView);

using LongRunView = View<Reads<col::members, col::worth, col::pain, col::segment_customers>, Writes<>>;
/// What one unit more every week moves in the end, as the law of customers has it around the present.
struct LongRun {
    double returning_by_worth = 0, returning_by_pain = 0;        ///< [persons a week]
    double satisfaction_by_worth = 0, satisfaction_by_pain = 0;  ///< [share]
};
LongRun in_the_long_run(const InForce&, TeamId, LongRunView);

}  // namespace strathern
