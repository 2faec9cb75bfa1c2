// How are names written in C++?
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>

#include "schema.hpp"

namespace strathern::codegen {

bool is_keyword(std::string_view word) {
    static constexpr auto words = std::to_array<std::string_view>(
        {"alignas",     "alignof",  "and",        "and_eq",    "asm",       "auto",         "bitand",
         "bitor",       "bool",     "break",      "case",      "catch",     "char",         "char16_t",
         "char32_t",    "char8_t",  "class",      "co_await",  "co_return", "co_yield",     "compl",
         "concept",     "const",    "const_cast", "consteval", "constexpr", "constinit",    "continue",
         "decltype",    "default",  "delete",     "do",        "double",    "dynamic_cast", "else",
         "enum",        "explicit", "export",     "extern",    "false",     "float",        "for",
         "friend",      "goto",     "if",         "inline",    "int",       "long",         "mutable",
         "namespace",   "new",      "noexcept",   "not",       "not_eq",    "nullptr",      "operator",
         "or",          "or_eq",    "private",    "protected", "public",    "register",     "reinterpret_cast",
         "requires",    "return",   "short",      "signed",    "sizeof",    "static",       "static_assert",
         "static_cast", "struct",   "switch",     "template",  "this",      "thread_local", "throw",
         "true",        "try",      "typedef",    "typeid",    "typename",  "union",        "unsigned",
         "using",       "virtual",  "void",       "volatile",  "wchar_t",   "while",        "xor",
         "xor_eq"});
    return std::ranges::binary_search(words, word);
}

bool is_snake(std::string_view name) {
    const auto fits = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; };
    return !name.empty() && name[0] >= 'a' && name[0] <= 'z' && std::ranges::all_of(name, fits);
}

bool is_pascal(std::string_view name) {
    const auto fits = [](unsigned char c) { return c < 128 && std::isalnum(c); };
    return !name.empty() && name[0] >= 'A' && name[0] <= 'Z' && std::ranges::all_of(name, fits);
}

std::string enumerator(std::string_view name) { return std::string(name) + (is_keyword(name) ? "_" : ""); }

std::string snake(std::string_view pascal) {
    std::string result;
    for (const char c : pascal) {
        const bool upper = c >= 'A' && c <= 'Z';
        if (upper && !result.empty()) result += '_';
        result += upper ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return result;
}

std::string number_text(double value) { return fmt::format("{}", value); }

std::string cpp_type(const Leaf& leaf) {
    if (leaf.kind == "number") return "double";
    if (leaf.kind == "integer") return "std::int64_t";
    if (leaf.kind == "boolean") return "bool";
    if (leaf.kind == "choice") return leaf.enum_name;
    if (leaf.kind == "date") return "int";
    if (leaf.kind == "seed") return "std::uint64_t";
    return "std::string";
}

}  // namespace strathern::codegen
