// Which output shows what a regime watches? Signals of a metric, matched with the outputs of the model.
#include "analysis/watched.hpp"

#include <algorithm>
#include <array>
#include <strathern/params/definitions.hpp>

namespace strathern {
namespace {

/// Signals whose output has a different name.
struct Alias {
    std::string_view signal, output;
};

constexpr std::array<Alias, 5> aliases = {{{"ai_minutes", "hours_with_ai"},
                                           {"review_minutes", "hours_review"},
                                           {"failed_changes", "change_failure_share"},
                                           {"review_wait_minutes", "review_wait_hours"},
                                           {"findings", "defects_found"}}};

std::string_view output_of(const Metric& metric) {
    if (metric.numerator.size() != 1 || metric.denominator.size() > 1) return {};
    const std::string_view above = name(metric.numerator[0].signal);
    if (!metric.denominator.empty()) {
        const std::string_view below = name(metric.denominator[0].signal);
        return above == "ai_lines" && below == "lines" ? "ai_line_share" : std::string_view();
    }
    const auto alias = std::find_if(aliases.begin(), aliases.end(), [&](const Alias& a) { return a.signal == above; });
    return alias == aliases.end() ? above : alias->output;
}

std::size_t column_of(const Metric& metric, std::span<const StoredColumn> columns) {
    const std::string_view output = output_of(metric);
    const auto found = std::find_if(columns.begin(), columns.end(), [&](const auto& c) { return c.name == output; });
    return found == columns.end() ? no_column : static_cast<std::size_t>(found - columns.begin());
}

}  // namespace

std::vector<WatchedMetric> watched_metrics(const Policy& policy, std::span<const StoredColumn> columns) {
    std::vector<WatchedMetric> watched;
    const auto is_new = [&](const Named<Metric>& metric) {
        return std::none_of(watched.begin(), watched.end(), [&](const WatchedMetric& w) {
            return w.name == metric.name && w.metric->numerator == metric.value.numerator &&
                   w.metric->denominator == metric.value.denominator;
        });
    };
    for (const Intervention& intervention : policy.interventions) {
        if (!intervention.regime) continue;
        for (const Named<Metric>& metric : intervention.regime->metrics)
            if (is_new(metric)) watched.push_back({metric.name, &metric.value, column_of(metric.value, columns)});
    }
    return watched;
}

}  // namespace strathern
