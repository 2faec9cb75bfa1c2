// Which file does a scenario name, and what does it hold?
#pragma once
#include <optional>
#include <span>
#include <string>

#include "scenario/document.hpp"

namespace strathern {

/// Content of the file that a text names, in the nearest of the folders that has one; its path becomes the last of the
/// sources. @param pointer of the text, for problems
/// @return nothing, and at least one problem, if there is none or if it is not JSON.
/// Errors: Error(environment) if a file can't be read.
std::optional<JsonNode> named_file(const JsonNode& name, const std::string& pointer,
                                   std::span<const std::string> folders, Sources& sources);

}  // namespace strathern
