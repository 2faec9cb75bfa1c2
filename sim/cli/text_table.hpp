// How is a table set so that it can be read on a terminal?
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/statistics.hpp"

namespace strathern {

/// What a cell is about, for colours.
enum class Tone : std::uint8_t { plain, good, bad };

/// One cell of a table.
struct TextCell {
    std::string text;
    Tone tone = Tone::plain;
};

/// Room for a table.
struct TextRoom {
    int width = 0;  ///< columns of the terminal
    std::size_t lines = 0;
    bool colours = false;  ///< whether tones become colours
};

/// A table: heading lines and rows of equally many cells, most important columns first; the first column is set left,
/// the others right.
struct TextTable {
    std::vector<std::vector<TextCell>> headings;
    std::vector<std::vector<TextCell>> rows;

    /// Lines ended by \n. What is wider than the room is folded: further columns follow below, behind an empty line and
    /// under the first column again, as long as there are lines for them. One block is always there.
    std::string text(const TextRoom& room) const;
};

/// "1.2 [0.8, 1.6]" and, behind an interval that may cover less than 95 %, "~"; "1.2 (n = 1)" for a single value;
/// "1.2 (exactly)" when all are equal.
std::string level_text(const Estimate& estimate);

/// A difference, as "+1.2 [+0.8, +1.6]". @param factor from the stored unit @param unit behind the mean, as " %"
std::string difference_text(const Estimate& estimate, double factor, std::string_view unit);

/// A text of at most `limit` characters; what is longer loses its middle, so that names which begin or end alike stay
/// different.
std::string without_middle(const std::string& text, std::size_t limit);

}  // namespace strathern
