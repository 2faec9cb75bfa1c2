// How is untrusted text written into a page without becoming markup? Character by character.
#include "report/escape.hpp"

#include <algorithm>

#include "scenario/problems.hpp"

namespace strathern {
namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";  // U+FFFD

/// Empty: the character stays as it is.
std::string_view markup_escape(char c) {
    switch (c) {
        case '&':
            return "&amp;";
        case '<':
            return "&lt;";
        case '>':
            return "&gt;";
        default:
            return {};
    }
}

std::string_view attribute_escape(char c) {
    switch (c) {
        case '"':
            return "&quot;";
        case '\'':
            return "&#39;";
        case '`':
            return "&#96;";
        case '\n':
            return "&#10;";
        case '\t':
            return "&#9;";
        default:
            return markup_escape(c);
    }
}

bool stays_blank(char c) { return c == '\n' || c == '\t'; }

template <class Escape>
std::string escaped(std::string_view text, Escape escape) {
    std::string safe;
    safe.reserve(text.size() + text.size() / 8);
    while (!text.empty()) {
        const std::size_t length = character_length(text);
        if (length == 0 || (is_harmful(text) && !stays_blank(text[0])))
            safe += replacement;
        else if (const std::string_view with = length == 1 ? escape(text[0]) : std::string_view(); !with.empty())
            safe += with;
        else
            safe += text.substr(0, length);
        text.remove_prefix(std::max<std::size_t>(length, 1));
    }
    return safe;
}

}  // namespace

std::string html_text(std::string_view text) { return escaped(text, markup_escape); }

std::string html_attribute(std::string_view text) { return escaped(text, attribute_escape); }

std::size_t character_count(std::string_view text) {
    std::size_t count = 0;
    for (; !text.empty(); ++count) text.remove_prefix(std::max<std::size_t>(character_length(text), 1));
    return count;
}

std::string at_most(std::string_view text, std::size_t limit) {
    if (character_count(text) <= limit) return std::string(text);
    std::string_view rest = text;
    for (std::size_t i = 1; i < limit; ++i) rest.remove_prefix(std::max<std::size_t>(character_length(rest), 1));
    return std::string(text.substr(0, text.size() - rest.size())) + "\xE2\x80\xA6";
}

}  // namespace strathern
