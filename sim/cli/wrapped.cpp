// How is running text set in the width of a terminal?
#include "cli/wrapped.hpp"

#include <algorithm>

#include "cli/text_table.hpp"

namespace strathern {

std::string behind(std::string_view head, std::string_view words, int width, std::size_t indent) {
    const auto room = static_cast<std::size_t>(std::max(width, 0));
    std::string text(head);
    if (room == 0 || characters(head) + characters(words) <= room) return text.append(words) + "\n";
    const std::size_t taken = std::max(characters(head), indent);
    bool below = false;
    for (const std::string& line : broken(words, room > taken ? room - taken : 1)) {
        text += (below ? std::string(indent, ' ') : "") + line + "\n";
        below = true;
    }
    return text;
}

std::string wrapped_lines(std::string_view text, int width) {
    constexpr std::size_t hang = 2;
    std::string result;
    for (std::size_t start = 0; start < text.size();) {
        const std::size_t end = std::min(text.find('\n', start), text.size());
        const std::string_view line = text.substr(start, end - start);
        const std::size_t own = std::min(line.find_first_not_of(' '), line.size());
        result += behind(line.substr(0, own), line.substr(own), width, own + hang);
        start = end + 1;
    }
    return result;
}

}  // namespace strathern
