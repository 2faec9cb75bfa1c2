// Which outputs are shown first? What reaches customers, what breaks, what reviewers bear, what it costs; then the
// rest.
#include "analysis/headline.hpp"

#include <algorithm>
#include <array>

namespace strathern {
namespace {

constexpr std::array<std::string_view, 15> names = {
    "worth_shipped",
    "returning_customers",
    "incidents",
    "review_wait_hours",
    "token_cost",
    "net_value",
    "unread_share",
    "change_failure_share",
    "lead_time_days",
    "hollow_hours",
    "items_completed",
    "changes_merged",
    "tokens",
    "ai_line_share",
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
