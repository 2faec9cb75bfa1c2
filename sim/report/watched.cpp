// Which output shows what a regime watches? Signals of a metric, matched with the outputs of the model.
#include <algorithm>
#include <array>
#include <strathern/params/definitions.hpp>

#include "report/view.hpp"

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

constexpr std::array<std::string_view, 4> values = {"returning_customers", "satisfaction", "customers",
                                                    "worth_shipped"};

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

const Regime* first_regime(const Policy& policy) {
    for (const Intervention& intervention : policy.interventions) {
        if (intervention.regime) return &*intervention.regime;
    }
    return nullptr;
}

}  // namespace

std::vector<std::size_t> watched_columns(const View& view, std::size_t policy) {
    std::vector<std::size_t> columns;
    const Regime* regime = first_regime(view.policy(policy));
    if (regime == nullptr) return columns;
    for (const auto& metric : regime->metrics) {
        const std::size_t column = view.column(output_of(metric.value));
        if (column != no_column && std::find(columns.begin(), columns.end(), column) == columns.end())
            columns.push_back(column);
    }
    return columns;
}

std::size_t watched_column(const View& view, std::size_t policy) {
    const std::vector<std::size_t> columns = watched_columns(view, policy);
    for (const std::size_t column : columns) {
        if (std::find(values.begin(), values.end(), view.what(column).name) == values.end()) return column;
    }
    if (!columns.empty()) return columns.front();
    return first_regime(view.policy(policy)) != nullptr ? view.column("score") : no_column;
}

}  // namespace strathern
