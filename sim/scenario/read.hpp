// From the tree of texts to the typed scenario: every value checked on its own.
#pragma once
#include <strathern/params/scenario.hpp>

#include "scenario/document.hpp"

namespace strathern {

/// Reads a scenario; missing values keep their defaults. Counts that determine a run's size may exceed their maximum.
/// Errors: problems; the values concerned keep their defaults.
Scenario read_scenario(const JsonNode& root, Sources& sources);

}  // namespace strathern
