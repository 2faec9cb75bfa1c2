// A JSON text as a small tree that remembers the position of everything; its meaning is not known here.
#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <strathern/error.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace strathern {

/// The longest text that is read [bytes].
inline constexpr std::size_t document_bytes_limit = 4 * 1024 * 1024;
/// How deep objects and arrays may be nested.
inline constexpr std::size_t document_depth_limit = 64;
/// How many values a scenario may hold, its files included.
inline constexpr std::size_t document_values_limit = 100'000;
/// After this many problems the loader stops looking for more.
inline constexpr std::size_t problems_limit = 100;

/// A position: number of the file in a list kept elsewhere, line and column [1, ...), column in bytes.
struct Place {
    std::uint32_t file = 0;
    int line = 1;
    int column = 1;
};

/// An integer is a number written without decimal point or exponent.
enum class JsonType : std::uint8_t { null, boolean, integer, number, string, array, object };

/// "a number", "a text", ... for messages.
std::string_view name(JsonType type);

/// One JSON value.
struct JsonNode {
    JsonType type = JsonType::null;
    Place place = {};
    Place key_place = {};                 ///< of members of objects
    std::string key = {};                 ///< of members of objects
    std::string text = {};                ///< a string's content; any other scalar as it was written
    double number = 0;                    ///< of integers and numbers
    std::vector<JsonNode> children = {};  ///< of arrays and objects, in order
    bool is_file = false;                 ///< whole content of a file that replaced its name

    /// Member of this name, or nullptr.
    const JsonNode* find(std::string_view name) const;
    JsonNode* find(std::string_view name);
};

/// The texts that a scenario is made of, and all problems found in them.
struct Sources {
    std::vector<std::string> names = {};  ///< of files, by Place::file
    std::vector<Problem> problems = {};
    std::size_t values_left = document_values_limit;
};

/// Parses the text of the last source and adds its problems to theirs.
/// @return nothing if the text is not JSON or exceeds a limit.
std::optional<JsonNode> parse_document(std::string_view text, Sources& sources);

/// A JSON pointer with one more part.
std::string pointer_to(const std::string& parent, std::string_view key);

}  // namespace strathern
