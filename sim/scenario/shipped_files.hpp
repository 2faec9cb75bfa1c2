// What do the files say of themselves that are shipped with the program?
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <strathern/params/scenario.hpp>

#include "scenario/document.hpp"

namespace strathern {

/// A scenario, policy, practice or organisation in a file of its own.
struct ShippedFile {
    std::string name;   ///< without ".json"
    std::string about;  ///< what stands under "about"; empty if nothing does
};

/// Names of the files in a folder below the shipped scenarios; otherwise as shipped_files.
std::vector<std::string> shipped_names(std::string_view folder);

/// What a shipped file says of itself.
std::string shipped_about(std::string_view folder, const std::string& name);

/// The files in a folder below the shipped scenarios ("" for the scenarios themselves), sorted by name; none if there
/// is no such folder. Schemas are left out.
std::vector<ShippedFile> shipped_files(std::string_view folder);

/// The content of one of these files; nothing if it can't be read.
std::optional<JsonNode> shipped_document(std::string_view folder, const std::string& name);

/// A scenario of defaults with the shipped practices, and with one shipped policy unless `policy` is empty.
/// Errors: those of load_scenario.
Scenario shipped_defaults(const std::string& policy);

}  // namespace strathern
