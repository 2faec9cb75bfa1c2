// What values must be true of each other: sums of shares, order of dates, names that must exist.
#pragma once
#include <strathern/params/scenario.hpp>

#include "scenario/document.hpp"

namespace strathern {

/// Checks the rules that concern several values at once. `root` tells where a value stands.
/// Errors: problems.
void check_scenario(const Scenario& scenario, const JsonNode& root, Sources& sources);

}  // namespace strathern
