// The books of the firm: what its products are worth beyond the cash of the day.
#pragma once
#include "model/today.hpp"

namespace strathern {

using StockView = View<Reads<col::segment_customers, col::mood, col::debt, col::erosion, col::latent_defects,
                             col::upkeep, col::week_revenue>,
                       Writes<col::balance>>;
/// The balance of every product, as things are: customers at what they are expected to bring as long as they stay,
/// discounted; debt, erosion, upkeep owed and latent defects at what they will cost.
void take_stock(const Today&, StockView);

using BalanceView = Join<StockView, View<Reads<>, Writes<col::balance_change>>>;
/// Weekly: the books are closed, and what the balance has changed by is noted.
void close_books(const Today&, BalanceView);

}  // namespace strathern
