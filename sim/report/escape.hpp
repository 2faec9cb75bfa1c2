// How is untrusted text written into a page without becoming markup? One function each for text and attributes.
#pragma once
#include <string>
#include <string_view>

namespace strathern {

/// Text between tags. Markup characters are escaped; control characters, overrides of the writing direction and bytes
/// that are not UTF-8 become U+FFFD; tabs and line ends stay.
std::string html_text(std::string_view text);

/// Text between the double quotes of an attribute: as html_text, with quotes and line ends escaped too.
std::string html_attribute(std::string_view text);

/// Number of characters, counting code points.
std::size_t character_count(std::string_view text);

/// At most `limit` characters, the last an ellipsis if something was cut.
std::string at_most(std::string_view text, std::size_t limit);

}  // namespace strathern
