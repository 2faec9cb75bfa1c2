// Money: what a week costs.
#pragma once
#include "model/today.hpp"

namespace strathern {

/// Yearly cost of somebody at a level [US$].
double yearly_cost(const Money&, std::uint8_t level);

using BillsView = View<Reads<col::active, col::level>, Writes<col::salary_cost, col::tool_cost>>;
/// Weekly: people and their tools are paid.
void pay_bills(const Today&, BillsView);

}  // namespace strathern
