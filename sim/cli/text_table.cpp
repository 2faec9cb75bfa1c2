// How is a table set so that it can be read on a terminal?
#include "cli/text_table.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

namespace strathern {
namespace {

constexpr std::size_t gap = 2;

/// Characters of UTF-8, not bytes.
std::size_t length(std::string_view text) {
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

std::string painted(const TextCell& cell, bool colours) {
    if (!colours || cell.tone == Tone::plain) return cell.text;
    return (cell.tone == Tone::good ? "\033[32m" : "\033[31m") + cell.text + "\033[0m";
}

std::vector<std::size_t> widths_of(const TextTable& table) {
    std::vector<std::size_t> widths;
    for (std::size_t column = 0; column < table.header.size(); ++column) {
        std::size_t width = length(table.header[column].text);
        for (const auto& row : table.rows) width = std::max(width, length(row[column].text));
        widths.push_back(width);
    }
    return widths;
}

/// One line with the first column and columns [first, last).
std::string line_of(const std::vector<TextCell>& cells, const std::vector<std::size_t>& widths, std::size_t first,
                    std::size_t last, bool colours) {
    std::string line = painted(cells[0], colours) + std::string(widths[0] - length(cells[0].text), ' ');
    for (std::size_t column = first; column < last; ++column)
        line += std::string(gap + widths[column] - length(cells[column].text), ' ') + painted(cells[column], colours);
    return line.substr(0, line.find_last_not_of(' ') + 1) + "\n";
}

}  // namespace

std::string TextTable::text(int width, bool colours) const {
    const std::vector<std::size_t> widths = widths_of(*this);
    const std::size_t limit = width > 0 ? static_cast<std::size_t>(width) : SIZE_MAX;
    std::string text;
    for (std::size_t first = 1; first < header.size();) {
        std::size_t last = first + 1, used = widths[0] + gap + widths[first];
        while (last < header.size() && used + gap + widths[last] <= limit) used += gap + widths[last++];
        if (first > 1) text += "\n";
        text += line_of(header, widths, first, last, false);
        for (const auto& row : rows) text += line_of(row, widths, first, last, colours);
        first = last;
    }
    return text;
}

std::string readable(double value) {
    constexpr std::array<const char*, 5> suffixes = {"", "k", "M", "G", "T"};
    double size = std::fabs(value);
    std::size_t thousands = 0;
    // Four digits before the point stay whole; 999.5 of a unit rounds to the next one.
    while (size >= (thousands == 0 ? 9999.5 : 999.5) && thousands + 1 < suffixes.size()) {
        size /= 1000;
        ++thousands;
    }
    const int before = size >= 999.5 ? 4 : size >= 99.95 ? 3 : size >= 9.995 ? 2 : 1;
    int decimals = std::max(0, 3 - before);
    for (double limit = 0.09995; size > 0 && size < limit * 10 && decimals < 8; limit /= 10) ++decimals;
    char buffer[64];
    std::snprintf(buffer, sizeof buffer, "%.*f", size == 0 ? 0 : decimals, value < 0 ? -size : size);
    return buffer + std::string(suffixes[thousands]);
}

std::string readable_signed(double value) { return value > 0 ? "+" + readable(value) : readable(value); }

std::string interval_text(const Estimate& e, bool with_sign) {
    const auto number = [&](double value) { return with_sign ? readable_signed(value) : readable(value); };
    if (e.n == 0) return "no run";
    if (e.method == Method::none) return number(e.mean) + " (n = 1)";
    if (e.method == Method::exact) return number(e.mean) + " (exactly)";
    return number(e.mean) + " [" + number(e.low) + ", " + number(e.high) + "]" + (e.skewed ? "~" : "");
}

}  // namespace strathern
