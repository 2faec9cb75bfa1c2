// How are problems reported? One line each for people, JSON for programs.
#pragma once
#include <span>
#include <strathern/error.hpp>
#include <string>
#include <string_view>

namespace strathern {

/// `file:line:column: error: /pointer: value, expected rule; did you mean "name"?` without a line end. Control
/// characters, bidirectional overrides and bytes that are not UTF-8 are escaped.
std::string describe(const Problem& problem);

/// All problems, one line each, every line ended.
std::string describe(const Error& error);

/// {"code": 3, "problems": [{"file": ..., "line": ..., "column": ..., "pointer": ..., "value": ..., ...}]}
std::string problems_json(const Error& error);

/// Text made safe for a terminal: \n, \u202e, \xff for what must not be printed.
std::string printable(std::string_view text);

/// At most `limit` bytes, cut at a character's border, with "..." if cut.
std::string shortened(std::string_view text, std::size_t limit = 60);

/// A JSON string with its quotes.
std::string json_quoted(std::string_view text);

/// Bytes of the character that starts the text, or 0 if it is not a valid UTF-8 character.
std::size_t character_length(std::string_view text);

/// Whether the character at the start of the text is a control character or overrides the direction of writing.
bool is_harmful(std::string_view text);

}  // namespace strathern
