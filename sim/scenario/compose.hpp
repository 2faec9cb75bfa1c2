// From a scenario's text to all of its texts: files by name, the shipped practices, the command line's settings.
#pragma once
#include <span>
#include <string>
#include <string_view>

#include "scenario/document.hpp"

namespace strathern {

/// The name under which null takes away the whole catalogue of practices.
inline constexpr std::string_view all_practices = "*";

/// Replaces names of files by their content in maps that allow it, adds the catalogue of practices as far as they are
/// not taken away (null), and puts the policy "none" before the other policies. May be repeated.
/// Errors: problems; Error(environment) if a named file can't be read.
void expand_files(JsonNode& root, const std::string& scenario_path, Sources& sources);

/// Applies "path=value" settings of the command line.
/// Errors: problems; Error(command_line) if a setting has no path or no '='.
void apply_sets(JsonNode& root, std::span<const std::string> sets, const std::string& scenario_path, Sources& sources);

}  // namespace strathern
