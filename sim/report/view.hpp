// What does every part of the page ask for? Names, spans, numbers of replicates, and how large an effect is.
#pragma once
#include <cstddef>
#include <strathern/params/definitions.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/watched.hpp"
#include "report/numbers.hpp"
#include "report/page.hpp"

namespace strathern {

/// A difference as it is displayed: the estimate with its unit, and what it means.
struct Effect {
    const Difference* difference = nullptr;
    Estimate told;  ///< relative to the baseline where effects are shown in percent
    Telling telling;
};

/// "token_quota" as people write it: "token quota"; "ai" is "AI", "qa" is "QA".
std::string spaced(std::string_view name);

/// The input of a page, with the queries that its parts need. Policies are indexed as among the results.
class View {
public:
    explicit View(const ReportInput& input) : input_(input) {}

    const ReportInput& input() const { return input_; }
    std::size_t policies() const { return input_.results.policies().size(); }
    std::size_t baseline() const { return input_.analysis.baseline; }
    /// All except the baseline.
    std::vector<std::size_t> others() const;
    std::size_t quarters() const { return input_.results.quarters(); }
    bool has_quarters() const { return !input_.analysis.by_quarter.empty(); }

    /// As the scenario spells it.
    const std::string& name(std::size_t policy) const;
    /// With spaces for underscores.
    std::string label(std::size_t policy) const;
    /// Label of a policy in quotation marks, for the middle of a sentence.
    std::string quoted(std::size_t policy) const;
    /// That of the baseline.
    std::string reference() const { return quoted(baseline()); }
    const Policy& policy(std::size_t policy) const;
    /// Week in which the first regime of a policy begins, from 0; -1 when it has none.
    int regime_week(std::size_t policy) const;

    /// Metrics of a policy's regimes, with the outputs that show them.
    std::vector<WatchedMetric> watched(std::size_t policy) const;

    /// Position of an output or no_column.
    std::size_t column(std::string_view name) const;
    const StoredColumn& what(std::size_t column) const { return input_.identity.columns[column]; }
    /// Label in the middle of a sentence.
    std::string phrase(std::size_t column) const;
    const Comparison& over_span(std::size_t column) const { return input_.analysis.over_span[column]; }
    const Comparison& in_quarter(std::size_t column, std::size_t quarter) const {
        return input_.analysis.by_quarter[column][quarter];
    }
    const Estimate& baseline_level(std::size_t column) const { return over_span(column).levels[baseline()]; }
    /// The difference of a policy from the baseline: in percent of the baseline's level where that is clear of zero,
    /// shares in points, money and what may be negative in its own unit.
    Effect effect(std::size_t column, std::size_t policy) const;
    /// Whether effects on an output are shown in percent of the baseline's level.
    bool in_percent(std::size_t column) const;
    /// Displayed unit of an output's effects, without number: "% of the level under none".
    std::string effect_unit(std::size_t column) const;

    /// Whether any policy, the baseline included, watches a metric.
    bool any_watched() const;
    /// The output by which policies are ranked; no_column if the study lacks it.
    std::size_t ranked_column() const;

    /// "quarters 1 to 8"
    std::string span_text() const;
    /// "n = 100 replicates", or "n = 97 to 100 replicates" when some failed.
    std::string n_text() const;
    /// "100", or "97 to 100".
    std::string n_range() const;

private:
    const ReportInput& input_;
};

/// Outputs that represent a policy's first regime: what it watches, as far as outputs show it. May be empty.
std::vector<std::size_t> watched_columns(const View& view, std::size_t policy);

/// The watched output shown in figures: the first that isn't itself a value for customers, else the first;
/// the published score when no output shows what is watched; no_column without a regime.
std::size_t watched_column(const View& view, std::size_t policy);

}  // namespace strathern
