// From the tree of texts to the typed scenario: every value checked on its own.
#pragma once
#include <strathern/params/scenario.hpp>

#include "scenario/document.hpp"

namespace strathern {

/// Reads a scenario; what is missing keeps its default. Counts that decide how large a run is may pass their maximum.
/// Errors: problems; what they concern keeps its default.
Scenario read_scenario(const JsonNode& root, Sources& sources);

}  // namespace strathern
