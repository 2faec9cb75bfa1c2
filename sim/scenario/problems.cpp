// How are problems reported? One line each for people, JSON for programs.
#include "scenario/problems.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace strathern {
namespace {

char32_t code_point(std::string_view character) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(character[i]); };
    switch (character.size()) {
        case 1:
            return byte(0);
        case 2:
            return static_cast<char32_t>((byte(0) & 0x1F) << 6 | (byte(1) & 0x3F));
        case 3:
            return static_cast<char32_t>((byte(0) & 0x0F) << 12 | (byte(1) & 0x3F) << 6 | (byte(2) & 0x3F));
        default:
            return static_cast<char32_t>((byte(0) & 0x07) << 18 | (byte(1) & 0x3F) << 12 | (byte(2) & 0x3F) << 6 |
                                         (byte(3) & 0x3F));
    }
}

/// Calls `plain` for each printable character, `harmful` for its code point otherwise, `broken` for stray bytes.
template <class Plain, class Harmful, class Broken>
void each_character(std::string_view text, Plain plain, Harmful harmful, Broken broken) {
    while (!text.empty()) {
        const std::size_t length = character_length(text);
        if (length == 0) {
            broken(static_cast<unsigned char>(text[0]));
        } else if (is_harmful(text)) {
            harmful(code_point(text.substr(0, length)));
        } else {
            plain(text.substr(0, length));
        }
        text.remove_prefix(std::max<std::size_t>(length, 1));
    }
}

bool is_name(std::string_view text) {
    constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyz0123456789_.";
    return !text.empty() && text.find_first_not_of(letters) == std::string_view::npos;
}

std::string place(const Problem& problem) {
    std::string text = problem.file.empty() ? "strathern" : printable(problem.file);
    if (problem.line > 0) text += fmt::format(":{}:{}", problem.line, problem.column);
    return text;
}

std::string problem_json(const Problem& problem) {
    return fmt::format(
        R"({{"file": {}, "line": {}, "column": {}, "pointer": {}, "value": {}, "rule": {}, "hint": {}, "text": {}}})",
        json_quoted(problem.file), problem.line, problem.column, json_quoted(problem.pointer),
        json_quoted(problem.value), json_quoted(problem.rule), json_quoted(problem.hint),
        json_quoted(describe(problem)));
}

}  // namespace

std::size_t character_length(std::string_view text) {
    if (text.empty()) return 0;
    const auto lead = static_cast<unsigned char>(text[0]);
    const std::size_t length = lead < 0x80                   ? 1
                               : lead >= 0xC2 && lead < 0xE0 ? 2
                               : lead >= 0xE0 && lead < 0xF0 ? 3
                               : lead >= 0xF0 && lead < 0xF5 ? 4
                                                             : 0;
    if (length == 0 || length > text.size()) return 0;
    const auto follows = [](char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; };
    if (!std::ranges::all_of(text.substr(1, length - 1), follows)) return 0;
    const char32_t code = code_point(text.substr(0, length));
    constexpr std::array<char32_t, 5> least = {0, 0, 0x80, 0x800, 0x10000};
    return code < least[length] || code > 0x10FFFF || (code >= 0xD800 && code < 0xE000) ? 0 : length;
}

bool is_harmful(std::string_view text) {
    const std::size_t length = character_length(text);
    if (length == 0) return true;
    const char32_t c = code_point(text.substr(0, length));
    const bool control = c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0x2029 || c == 0xFEFF;
    const bool direction =
        c == 0x061C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
    return control || direction;
}

std::string printable(std::string_view text) {
    std::string result;
    each_character(
        text, [&](std::string_view plain) { result += plain; },
        [&](char32_t code) {
            result += code == '\n'   ? "\\n"
                      : code == '\t' ? "\\t"
                                     : fmt::format("\\u{:04x}", static_cast<unsigned>(code));
        },
        [&](unsigned char byte) { result += fmt::format("\\x{:02x}", byte); });
    return result;
}

std::string shortened(std::string_view text, std::size_t limit) {
    if (text.size() <= limit) return std::string(text);
    while (limit > 0 && (static_cast<unsigned char>(text[limit]) & 0xC0) == 0x80) --limit;
    return std::string(text.substr(0, limit)) + "...";
}

std::string json_quoted(std::string_view text) {
    std::string result = "\"";
    each_character(
        text,
        [&](std::string_view plain) {
            if (plain == "\"" || plain == "\\") result += '\\';
            result += plain;
        },
        [&](char32_t code) {
            result += code == '\n'   ? "\\n"
                      : code == '\t' ? "\\t"
                                     : fmt::format("\\u{:04x}", static_cast<unsigned>(code));
        },
        [&](unsigned char) { result += "\\ufffd"; });
    return result + "\"";
}

std::string describe(const Problem& problem) {
    std::string text = place(problem) + ": error: ";
    if (!problem.pointer.empty()) text += printable(problem.pointer) + ": ";
    if (!problem.value.empty()) text += printable(problem.value) + ", ";
    const bool is_sentence = problem.file.empty() && problem.pointer.empty() && problem.value.empty();
    text += is_sentence ? "" : "expected ";
    text += printable(problem.rule);
    if (is_name(problem.hint)) return text + "; did you mean \"" + problem.hint + "\"?";
    return problem.hint.empty() ? text : text + "; " + printable(problem.hint);
}

std::string describe(const Error& error) {
    std::string text;
    for (const Problem& problem : error.problems()) text += describe(problem) + "\n";
    return text;
}

std::string problems_json(const Error& error) {
    std::string rows;
    for (const Problem& problem : error.problems()) rows += (rows.empty() ? "" : ",\n  ") + problem_json(problem);
    return fmt::format("{{\"code\": {}, \"problems\": [{}]}}\n", static_cast<int>(error.code()), rows);
}

}  // namespace strathern
