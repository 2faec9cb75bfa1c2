// From a scenario's file to a checked scenario.
#pragma once
#include <span>
#include <string>
#include <string_view>

#include <strathern/error.hpp>
#include <strathern/params/scenario.hpp>

namespace strathern {

/// Loads a scenario; what it does not state keeps its default.
/// @param sets "path=value" settings of the command line, applied in order, checked like the file
/// Errors: Error with all problems at once. command_line: `path` does not exist or is no regular file, a setting has
/// no path or no '='. invalid: something is wrong in the scenario, in a file that it names, or in a setting's value.
/// refused: a limit is passed (the file's length, the study's size) and nothing else is wrong. environment: a file
/// may not be read.
Scenario load_scenario(const std::string& path, std::span<const std::string> sets = {});

/// Like load_scenario, for a text that is already there; files that it names are looked for as if it stood at `path`.
Scenario parse_scenario(std::string_view text, const std::string& path, std::span<const std::string> sets = {});

}  // namespace strathern
