// Which watched output stands for a policy in figures?
#include <algorithm>
#include <array>

#include "analysis/watched.hpp"
#include "report/view.hpp"

namespace strathern {
namespace {

constexpr std::array<std::string_view, 4> values = {"returning_customers", "satisfaction", "customers",
                                                    "worth_shipped"};

}  // namespace

std::vector<std::size_t> watched_columns(const View& view, std::size_t policy) {
    std::vector<std::size_t> columns;
    for (const WatchedMetric& metric : view.watched(policy)) {
        if (metric.column != no_column && std::find(columns.begin(), columns.end(), metric.column) == columns.end())
            columns.push_back(metric.column);
    }
    return columns;
}

std::size_t watched_column(const View& view, std::size_t policy) {
    const std::vector<std::size_t> columns = watched_columns(view, policy);
    for (const std::size_t column : columns) {
        if (std::find(values.begin(), values.end(), view.what(column).name) == values.end()) return column;
    }
    if (!columns.empty()) return columns.front();
    return view.watched(policy).empty() ? no_column : view.column("score");
}

}  // namespace strathern
