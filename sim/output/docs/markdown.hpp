// How is any text written in a Markdown table?
#pragma once
#include <string>
#include <string_view>

namespace strathern {

/// The text with its bars escaped, so that it stays in one cell.
inline std::string cell(std::string_view text) {
    std::string result;
    for (const char c : text) {
        if (c == '|') result += '\\';
        result += c;
    }
    return result;
}

}  // namespace strathern
