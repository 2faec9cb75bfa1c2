// Which day does a text name?
#pragma once
#include <chrono>
#include <optional>
#include <string_view>

namespace strathern {

/// The date of a text such as 2026-01-05; none if it is not a date of the Gregorian calendar.
std::optional<std::chrono::sys_days> date_of(std::string_view text);

}  // namespace strathern
