// Which organisation does a scenario start from? Values of a file that stand wherever the scenario states none.
#pragma once
#include <string>
#include <vector>

#include "scenario/document.hpp"

namespace strathern {

/// Why an organisation has a value: a key of its file beside the groups of parameters.
inline constexpr const char* reasons_key = "reasons";

/// Adds the values of the organisation that the scenario is like to what the scenario states itself, which wins. Does
/// nothing where it names none.
/// Errors: problems, of which those within the organisation's file name that file; Error(environment) if it can't be
/// read.
void lay_organisation_below(JsonNode& root, const std::string& scenario_path, Sources& sources);

}  // namespace strathern
