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

/// A table: header and rows of equally many cells; the first column is set left, the others right.
struct TextTable {
    std::vector<TextCell> header;
    std::vector<std::vector<TextCell>> rows;

    /// Lines ended by \n. What is wider than `width` (0: any) is folded: further columns follow below, under the first
    /// column again. @param colours whether tones become colours
    std::string text(int width, bool colours) const;
};

/// A number with three significant digits, as "1.23", "-0.0456", "12.3k", "4.56M".
std::string readable(double value);

/// The same with a sign in front, "+0" never.
std::string readable_signed(double value);

/// "[1.2, 3.4]" behind a mean; "(n = 1)" for a single value; "(exactly)" when all are equal. A "~" follows an interval
/// that may cover less than 95 %. @param with_sign for differences
std::string interval_text(const Estimate& estimate, bool with_sign);

}  // namespace strathern
