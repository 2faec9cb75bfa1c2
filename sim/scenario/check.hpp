// Which rules concern several values at once? Sums of shares, order of dates, names that must exist.
#pragma once
#include <strathern/params/scenario.hpp>

#include "scenario/document.hpp"

namespace strathern {

/// Checks rules that concern several values at once. `root` gives the position of each value.
/// Errors: problems.
void check_scenario(const Scenario& scenario, const JsonNode& root, Sources& sources);

}  // namespace strathern
