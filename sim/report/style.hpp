// How does the page look? Its style sheet.
#pragma once
#include <string_view>

namespace strathern {

/// Light, dark, narrow and printed. Text keeps a contrast of 4.5 to 1, marks 3 to 1.
std::string_view page_style();

}  // namespace strathern
