// Which known name was probably meant?
#pragma once
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "strathern/params.hpp"

namespace strathern {

/// Damerau-Levenshtein distance (adjacent swaps count one; no substring is edited twice), letters compared without
/// case, '-' taken for '_'.
std::size_t edit_distance(std::string_view a, std::string_view b);

/// The name most similar to the written one, or "" if none is similar.
std::string nearest_name(std::string_view written, std::span<const std::string_view> names);

/// Names similar to the written one, or of which a part behind a dot is; the nearest first, at most five.
std::vector<std::string> nearest_names(std::string_view written, std::span<const std::string> names);

/// Hint for an unknown key in an object of this type: the nearest key, or where the key
/// belongs, or "".
std::string key_hint(std::string_view written, const StructInfo& type);

/// What a key of an object must be: "a key of review", "a key of an intervention".
std::string key_rule(const StructInfo& type, const std::string& pointer);

}  // namespace strathern
