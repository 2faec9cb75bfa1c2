// How do the parts of the loader report a problem?
#pragma once
#include <string>

#include "scenario/document.hpp"

namespace strathern {

/// Replaces a file's name where the command line gave a value.
inline constexpr const char* set_option = "--set";

/// Reports a problem, unless there are too many already.
void report(Sources& sources, Place place, const std::string& pointer, const std::string& value,
            const std::string& rule, const std::string& hint = {});

/// Whether enough problems were found.
bool is_full(const Sources& sources);

/// A value as a message shows it: scalars as written and shortened, others by their type.
std::string shown(const JsonNode& node);

/// Reports a problem at the deepest existing value along a pointer from the scenario's root.
void report_at(Sources& sources, const JsonNode& root, const std::string& pointer, const std::string& value,
               const std::string& rule, const std::string& hint = {});

}  // namespace strathern
