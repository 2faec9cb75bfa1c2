// Which outputs are shown first? What the firm gets, its customers, what breaks, what waits, what it costs; then the
// rest.
#include "analysis/headline.hpp"

#include <algorithm>
#include <array>

namespace strathern {
namespace {

constexpr std::array<std::string_view, 15> names = {
    "net_value",
    "net_cash",
    "returning_customers",
    "incidents",
    "review_wait_hours",
    "lead_time_days",
    "token_cost",
    "unread_share",
    "change_failure_share",
    "hollow_hours",
    "worth_shipped",
    "items_completed",
    "changes_merged",
    "tokens",
    "review_minutes_per_change",
};

}  // namespace

std::span<const std::string_view> headline_names() { return names; }

std::vector<std::size_t> headline_columns(std::span<const StoredColumn> columns) {
    std::vector<std::size_t> positions;
    for (const std::string_view name : names) {
        const auto found = std::find_if(columns.begin(), columns.end(), [&](const auto& c) { return c.name == name; });
        if (found != columns.end()) positions.push_back(static_cast<std::size_t>(found - columns.begin()));
    }
    return positions;
}

}  // namespace strathern
