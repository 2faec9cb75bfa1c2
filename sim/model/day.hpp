// What happens in a day? The plan as a table that can be read, timed and traced.
#pragma once
#include <span>
#include <strathern/rows.hpp>

#include "model/today.hpp"

namespace strathern {

/// When a phase takes place.
enum class When : std::uint8_t {
    policy,    ///< on the Monday of a week in which the policy has changed something, before the day begins
    daily,     ///< on every day
    weekly,    ///< on the week's last day, block by block
    compared,  ///< on the week's last day, from when the whole organisation can be compared
};

/// Over what a phase goes: a block of teams, independently of other blocks, or the whole organisation at once.
enum class Reach : std::uint8_t { block, organisation };

/// One row of the plan.
struct Phase {
    const char* name;
    When when;
    Reach reach;
    const char* question;  ///< what it answers, for `explain`
    void (*run)(const Today&, State&, AccessLog*);
    /// Calls a function with the number of each column that the phase names, and whether it writes the column.
    void (*each_column)(const FunctionRef<void(std::size_t, bool)>&);
};

/// The phases in their order.
std::span<const Phase> day_plan();

}  // namespace strathern
