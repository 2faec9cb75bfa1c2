// What happens in a day? The plan as a table that can be read, timed and traced.
#pragma once
#include <span>

#include "model/phases.hpp"

namespace strathern {

/// What a phase of the plan is run with: one block of teams on one day.
struct Today {
    const Rules& given;
    const Draws& draws;
    int day;
    Block block;
    State& state;
    Scratch& scratch;
    int week() const { return day / days_per_week; }
};

/// When a phase takes place.
enum class When : std::uint8_t { daily, weekly, weekly_after_comparison };

/// One row of the plan.
struct Phase {
    const char* name;
    When when;
    const char* question;  ///< what it answers, for `explain`
    void (*run)(Today&);
};

/// The phases in their order. Weekly ones run on the week's last day, the last kind after all blocks were compared.
std::span<const Phase> day_plan();

}  // namespace strathern
