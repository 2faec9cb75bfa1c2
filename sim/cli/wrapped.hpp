// How is running text set in the width of a terminal?
#pragma once
#include <cstddef>
#include <string>
#include <string_view>

namespace strathern {

/// Breaks lines that are longer than the width at blanks; what goes below is indented as its line is, plus `hang`.
/// Words that are longer than a line stay whole. @param width in characters; 0: nothing is broken
std::string wrapped(std::string_view text, int width, std::size_t hang);

/// Characters of UTF-8, not bytes.
std::size_t characters(std::string_view text);

}  // namespace strathern
