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

/// Space available for a table.
struct TextRoom {
    int width = 0;  ///< columns of the terminal
    std::size_t lines = 0;
    bool colours = false;  ///< whether tones become colours
};

/// A table: heading lines and rows of equally many cells, most important columns first; the first `left` columns are
/// aligned left, the others right.
struct TextTable {
    std::vector<std::vector<TextCell>> headings;
    std::vector<std::vector<TextCell>> rows;
    std::size_t left = 1;

    /// Lines ended by \n. A table that is too wide is folded: further columns follow below, after an empty line and
    /// with the first column repeated, while there are lines left. There is always one block.
    std::string text(const TextRoom& room) const;
};

/// "1.2 [0.8, 1.6]", with "~" after an interval that may cover less than 95 %; "1.2 (n = 1)" for a single value;
/// "1.2 (all equal)"; "-" when none is defined.
std::string level_text(const Estimate& estimate);

/// A difference, as "+1.2 [+0.8, +1.6]". @param factor from the stored unit @param unit after the mean, as " %"
std::string difference_text(const Estimate& estimate, double factor, std::string_view unit);

/// Characters of UTF-8, not bytes.
std::size_t characters(std::string_view text);

/// A text in lines of at most `width` characters, broken between words; a longer word keeps its length.
std::vector<std::string> broken(std::string_view text, std::size_t width);

/// The same lines, ended by \n; the second and later ones are indented.
std::string wrapped(std::string_view text, std::size_t width);

/// Names of at most `limit` characters; longer ones lose a part, their middle if that leaves them different from one
/// another, else another part. Where no part leaves them different, they may be longer than `limit`.
/// @param names all different
std::vector<std::string> shortened_names(const std::vector<std::string>& names, std::size_t limit);

}  // namespace strathern
