// Which day does a text name?
#include "scenario/date.hpp"

#include <charconv>

namespace strathern {
namespace {

using namespace std::chrono;

/// Digits only, all of them.
std::optional<int> number_of(std::string_view text) {
    int number = 0;
    const auto result = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool digits = text.find_first_not_of("0123456789") == std::string_view::npos;
    if (result.ec != std::errc() || !digits) return {};
    return number;
}

}  // namespace

std::optional<sys_days> date_of(std::string_view text) {
    constexpr std::size_t length = 10;
    if (text.size() != length || text[4] != '-' || text[7] != '-') return {};
    const auto y = number_of(text.substr(0, 4)), m = number_of(text.substr(5, 2)), d = number_of(text.substr(8, 2));
    if (!y || !m || !d) return {};
    const year_month_day date{year{*y}, month{static_cast<unsigned>(*m)}, std::chrono::day{static_cast<unsigned>(*d)}};
    if (!date.ok()) return {};
    return sys_days{date};
}

}  // namespace strathern
