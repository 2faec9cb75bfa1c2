// How is a table set so that it can be read on a terminal?
#include "cli/text_table.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <set>

#include "report/numbers.hpp"
#include "scenario/problems.hpp"

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
    std::vector<std::size_t> widths(table.headings.front().size());
    const auto look = [&](const std::vector<TextCell>& cells) {
        for (std::size_t i = 0; i < cells.size(); ++i) widths[i] = std::max(widths[i], length(cells[i].text));
    };
    std::for_each(table.headings.begin(), table.headings.end(), look);
    std::for_each(table.rows.begin(), table.rows.end(), look);
    return widths;
}

/// Columns [first, last) are shown beside the first one; those before `left` are aligned left.
struct Block {
    std::size_t first, last, left;
};

std::string line_of(const std::vector<TextCell>& cells, const std::vector<std::size_t>& widths, const Block& block,
                    bool colours) {
    std::string line = painted(cells[0], colours) + std::string(widths[0] - length(cells[0].text), ' ');
    for (std::size_t column = block.first; column < block.last; ++column) {
        const std::string blanks(widths[column] - length(cells[column].text), ' ');
        const std::string text = painted(cells[column], colours);
        line += std::string(gap, ' ') + (column < block.left ? text + blanks : blanks + text);
    }
    return line.substr(0, line.find_last_not_of(' ') + 1) + "\n";
}

/// How an estimate is written: factor from the stored unit, suffix of the mean, whether a plus is written.
struct Manner {
    double factor;
    std::string_view unit;
    bool sign;
};

/// Digits shared by numbers that are shown together.
struct Digits {
    double size = 1;
    const char* suffix = "";
    int decimals = 0;
};

/// @param most the largest of the numbers @param step to which they are rounded
Digits digits_for(double most, double step) {
    constexpr std::array<Digits, 4> sizes = {{{1e12, "T"}, {1e9, "G"}, {1e6, "M"}, {1e3, "k"}}};
    // Numbers with four digits before the point are rounded to whole numbers.
    const auto fits = [&](const Digits& d) { return most >= (d.size == 1e3 ? 9999.5 : d.size); };
    const auto found = std::find_if(sizes.begin(), sizes.end(), fits);
    Digits digits = found == sizes.end() ? Digits() : *found;
    if (step > 0)
        digits.decimals = std::clamp(static_cast<int>(std::ceil(-std::log10(step / digits.size) - 1e-9)), 0, 8);
    return digits;
}

std::string number_text(double value, const Digits& digits, bool sign) {
    char buffer[64];
    std::snprintf(buffer, sizeof buffer, "%+.*f", digits.decimals, value / digits.size);
    std::string text = buffer + std::string(digits.suffix);
    const bool zero = text.find_first_of("123456789") == std::string::npos;
    return zero || (value > 0 && !sign) ? text.substr(1) : text;
}

/// A number that has no interval keeps three digits.
double step_without_interval(double value) {
    return value == 0 ? 1 : std::pow(10.0, std::floor(std::log10(std::fabs(value))) - 2);
}

std::string estimate_text(const Estimate& e, const Manner& manner) {
    if (e.n == 0) return "-";
    const bool bare = e.method == Method::none || e.method == Method::exact;
    const double most = bare ? std::fabs(e.mean) : std::max({std::fabs(e.mean), std::fabs(e.low), std::fabs(e.high)});
    const double step = bare ? step_without_interval(e.mean * manner.factor) : told_step(e, manner.factor);
    const Digits digits = digits_for(most * manner.factor, step);
    const auto number = [&](double value) { return number_text(value * manner.factor, digits, manner.sign); };
    const std::string mean = number(e.mean) + std::string(manner.unit);
    if (e.method == Method::none) return mean + " (n = 1)";
    if (e.method == Method::exact) return mean + " (all equal)";
    return mean + " [" + number(e.low) + ", " + number(e.high) + "]" + (e.skewed ? "~" : "");
}

/// A text of at most `limit` characters; a longer one keeps the first `head` and as many of the last as fit.
std::string without_part(const std::string& text, std::size_t limit, std::size_t head) {
    const std::size_t characters = length(text);
    if (characters <= limit) return text;
    const std::size_t tail = limit - 3 - head;
    std::string kept;
    std::size_t at = 0;
    for (std::size_t byte = 0; byte < text.size(); ++at) {
        const std::size_t bytes = std::max<std::size_t>(character_length(std::string_view(text).substr(byte)), 1);
        if (at == head) kept += "...";
        if (at < head || at >= characters - tail) kept.append(text, byte, bytes);
        byte += bytes;
    }
    return kept;
}

}  // namespace

std::string TextTable::text(const TextRoom& room) const {
    const std::vector<std::size_t> widths = widths_of(*this);
    const auto limit = static_cast<std::size_t>(room.width);
    const std::size_t block = headings.size() + rows.size();
    std::string text;
    std::size_t used_lines = 0;
    for (std::size_t first = 1; first < widths.size();) {
        std::size_t last = first + 1, used = widths[0] + gap + widths[first];
        while (last < widths.size() && used + gap + widths[last] <= limit) used += gap + widths[last++];
        if (first > 1 && used_lines + 1 + block > room.lines) break;
        if (first > 1) text += "\n";
        const Block shown{first, last, left};
        for (const auto& heading : headings) text += line_of(heading, widths, shown, false);
        for (const auto& row : rows) text += line_of(row, widths, shown, room.colours);
        used_lines += block + (first > 1 ? 1 : 0);
        first = last;
    }
    return text;
}

std::string level_text(const Estimate& e) { return estimate_text(e, {1, "", false}); }

std::string difference_text(const Estimate& e, double factor, std::string_view unit) {
    return estimate_text(e, {factor, unit, true});
}

std::size_t characters(std::string_view text) { return length(text); }

std::vector<std::string> broken(std::string_view text, std::size_t width) {
    std::vector<std::string> lines;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find(' ', at), text.size());
        const std::string word(text.substr(at, end - at));
        if (lines.empty() || length(lines.back()) + 1 + length(word) > width)
            lines.push_back(word);
        else
            lines.back() += " " + word;
        at = end + 1;
    }
    return lines;
}

std::string wrapped(std::string_view text, std::size_t width) {
    constexpr std::size_t indent = 2;
    std::string kept;
    for (const std::string& line : broken(text, width - indent))
        kept += (kept.empty() ? "" : std::string(indent, ' ')) + line + "\n";
    return kept;
}

std::vector<std::string> shortened_names(const std::vector<std::string>& names, std::size_t limit) {
    const std::size_t kept = limit - 3, middle = kept - kept / 2;
    for (std::size_t turn = 0; turn <= kept; ++turn) {
        std::set<std::string> cut;
        for (const std::string& name : names) cut.insert(without_part(name, limit, (middle + turn) % (kept + 1)));
        if (cut.size() < names.size()) continue;
        std::vector<std::string> told;
        for (const std::string& name : names) told.push_back(without_part(name, limit, (middle + turn) % (kept + 1)));
        return told;
    }
    return shortened_names(names, limit + 1);
}

}  // namespace strathern
