// How is running text set in the width of a terminal?
#pragma once
#include <cstddef>
#include <string>
#include <string_view>

namespace strathern {

/// Words behind a head, in lines ended by \n; what goes below is indented. Words that are longer than a line stay
/// whole.
/// @param width in characters; 0: nothing is broken
std::string behind(std::string_view head, std::string_view words, int width, std::size_t indent);

/// Every line of a text so: its head is its own blanks, and what goes below is indented by two more.
std::string wrapped_lines(std::string_view text, int width);

}  // namespace strathern
