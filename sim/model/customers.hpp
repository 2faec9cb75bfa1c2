// Customers: what phases of theirs others may call.
#pragma once
#include "model/today.hpp"

namespace strathern {

using FoundingView =
    View<Reads<col::members>, Writes<col::worth, col::pain, col::satisfaction, col::last_satisfaction, col::customers,
                                     col::returning, col::segment_customers, col::mood, col::week_revenue>>;
/// Every product's customers on the evening before day 0: as many and as content as customers of its rivals.
void found_products(const InForce&, FoundingView);

/// What customers hold for or against a product, for each engineer of it.
struct Standing {
    double worth, pain;
};
/// Where weekly worth and pain lead to in the end. @param shipped,pain a week and engineer
Standing standing_of(const Customers&, double shipped, double pain);
/// Every product after many years at a standing: stocks of years outlast any warm-up, so they start where they rest.
void settle_products(const InForce&, const Standing&, FoundingView);

using CustomersView = View<
    Reads<col::members>,
    Writes<col::worth, col::pain, col::pain_today, col::satisfaction, col::customers, col::returning,
           col::segment_customers, col::mood, col::week_revenue, col::customer_weeks, col::customers_lost,
           col::all_customer_weeks, col::returning_weeks, col::satisfaction_weeks, col::revenue, col::churned_revenue>>;
/// Weekly: customers return, join and leave.
void serve_customers(const Today&, CustomersView);

using CustomerStockView = View<Reads<col::segment_customers, col::mood>, Writes<>>;
/// What a product's customers are expected to bring as long as they stay, content as they are, discounted [US$].
double worth_of_customers(const InForce&, TeamId, CustomerStockView);

using LongRunView = View<Reads<col::members, col::worth, col::pain, col::segment_customers>, Writes<>>;
/// What one unit more every week moves in the end, as the law of customers has it around the present.
struct LongRun {
    double returning_by_worth = 0, returning_by_pain = 0;        ///< [persons a week]
    double satisfaction_by_worth = 0, satisfaction_by_pain = 0;  ///< [share]
};
LongRun in_the_long_run(const InForce&, TeamId, LongRunView);

}  // namespace strathern
