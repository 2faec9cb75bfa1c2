// What is this parameter, practice field, metric field or signal?
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace strathern {

/// Text about everything of this name: a path ("review.care", "practice.stigma"), the last part of one ("care"), a
/// group ("review"), a signal ("tokens"). "" if nothing has the name.
std::string explain_parameter(std::string_view name);

/// Similar names that explain_parameter knows, the nearest first, at most five.
std::vector<std::string> nearest_parameters(std::string_view name);

}  // namespace strathern
