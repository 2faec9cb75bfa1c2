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

/// The files in a folder below the shipped scenarios ("" for the scenarios themselves), sorted by name; none if there
/// is no such folder. Schemas are left out.
std::vector<ShippedFile> shipped_files(std::string_view folder);

/// The content of one of these files; nothing if it can't be read.
std::optional<JsonNode> shipped_document(std::string_view folder, const std::string& name);

/// A scenario of defaults with all shipped policies and practices. Errors: those of load_scenario.
Scenario with_everything_shipped();

}  // namespace strathern
