// How is running text set in the width of a terminal?
#include "cli/wrapped.hpp"

#include <algorithm>

namespace strathern {
namespace {

/// One line that does not fit. @param indent blanks before what goes below
std::string broken(std::string_view line, std::size_t width, std::size_t indent) {
    std::string text;
    std::size_t used = 0, start = std::min(line.find_first_not_of(' '), line.size());
    text.append(start, ' ');
    used = start;
    bool fresh = true;
    while (start < line.size()) {
        const std::size_t end = std::min(line.find(' ', start), line.size());
        const std::string_view word = line.substr(start, end - start);
        const std::size_t next = std::min(line.find_first_not_of(' ', end), line.size()), length = characters(word);
        if (!fresh && used + 1 + length > width) {
            text += "\n" + std::string(indent, ' ');
            used = indent;
            fresh = true;
        }
        const std::size_t gap = fresh ? 0 : 1;
        text += std::string(gap, ' ') + std::string(word);
        used += gap + length;
        fresh = false;
        start = next;
    }
    return text;
}

}  // namespace

std::size_t characters(std::string_view text) {
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

std::string wrapped(std::string_view text, int width, std::size_t hang) {
    std::string result;
    for (std::size_t start = 0; start < text.size();) {
        const std::size_t end = std::min(text.find('\n', start), text.size());
        const std::string_view line = text.substr(start, end - start);
        const bool fits = width <= 0 || characters(line) <= static_cast<std::size_t>(width);
        const std::size_t own = std::min(line.find_first_not_of(' '), line.size());
        result += fits ? std::string(line) : broken(line, static_cast<std::size_t>(width), own + hang);
        result += '\n';
        start = end + 1;
    }
    return result;
}

}  // namespace strathern
