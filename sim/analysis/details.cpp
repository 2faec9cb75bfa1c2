// What do the tables that look closer say of policies? Every run becomes one number a line, and lines are compared as
// outputs are.
#include "analysis/details.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <strathern/calendar.hpp>

#include "analysis/headline.hpp"

namespace strathern {
namespace {

constexpr double undefined = std::numeric_limits<double>::quiet_NaN();

/// A line before it is analysed, and what one run says of it.
struct Value {
    std::string of;
    StoredColumn what;
    double value;
};
using Values = std::vector<Value>;

// Months of one series become one number, as quarters do.
double over_months(std::span<const double> months, Over over) {
    if (over == Over::last) return months.empty() ? undefined : months.back();
    double sum = 0.0, count = 0.0;
    for (const double month : months) {
        if (std::isnan(month)) continue;
        sum += month;
        count += 1.0;
    }
    if (count == 0.0) return undefined;
    return over == Over::sum ? sum : sum / count;
}

bool is_in(const DetailRow& row, QuarterSpan span) {
    const std::uint32_t quarter = row.month / months_per_quarter;
    return quarter >= span.first && quarter < span.last;
}

/// One number's values in the months of a span, by what the rows are about.
using Series = std::map<std::uint32_t, std::vector<double>>;
Series series_of(const DetailRows& table, std::size_t column, QuarterSpan span) {
    Series series;
    for (const DetailRow& row : table.rows)
        if (is_in(row, span)) series[row.number].push_back(row.values[column]);
    return series;
}

Values values_of_months(const DetailRows& table, std::span<const StoredColumn> columns) {
    Values values;
    for (const DetailRow& row : table.rows)
        for (const std::size_t column : headline_columns(columns))
            values.push_back({"month " + std::to_string(row.month + 1), columns[column], row.values[column]});
    return values;
}

// Between two teams by the share; the teams are in order.
double quantile_of(const std::vector<double>& sorted, double share) {
    if (sorted.empty()) return undefined;
    const double place = share * static_cast<double>(sorted.size() - 1);
    const auto below = static_cast<std::size_t>(place);
    const double above = below + 1 < sorted.size() ? sorted[below + 1] : sorted[below];
    return sorted[below] + (place - static_cast<double>(below)) * (above - sorted[below]);
}

Values values_of_teams(const DetailRows& table, std::span<const StoredColumn> columns, QuarterSpan span) {
    constexpr std::pair<const char*, double> told[] = {
        {"p10 of teams", 0.10}, {"p50 of teams", 0.50}, {"p90 of teams", 0.90}};
    Values values;
    for (const std::size_t column : headline_columns(columns)) {
        std::vector<double> teams;
        for (const auto& [team, months] : series_of(table, column, span)) {
            const double value = over_months(months, columns[column].over);
            if (!std::isnan(value)) teams.push_back(value);
        }
        std::ranges::sort(teams);
        for (const auto& [name, share] : told) values.push_back({name, columns[column], quantile_of(teams, share)});
    }
    std::ranges::stable_sort(values, {}, &Value::of);
    return values;
}

Values values_of_rows(const DetailRows& table, std::span<const StoredColumn> columns, QuarterSpan span) {
    std::map<std::uint32_t, std::string> names;
    for (const DetailRow& row : table.rows) names.emplace(row.number, row.name);
    Values values;
    for (const auto& [number, name] : names)
        for (std::size_t column = 0; column < columns.size(); ++column) {
            const Series series = series_of(table, column, span);
            const auto found = series.find(number);
            const double value = found == series.end() ? undefined : over_months(found->second, columns[column].over);
            values.push_back({name, columns[column], value});
        }
    return values;
}

// Distributions of months add up by bins; quantiles are of the sum.
Values values_of_distributions(const DetailRows& table, std::span<const StoredColumn> columns, QuarterSpan span) {
    std::vector<Histogram> sums(quantity_count);
    for (const DetailRow& row : table.rows)
        if (is_in(row, span))
            for (std::size_t bin = 0; bin < bin_count; ++bin)
                sums.at(row.number).add(bin, row.values[summary_width + bin]);
    Values values;
    for (std::size_t k = 0; k < quantity_count; ++k) {
        const std::vector<double> summary = summary_of(quantities()[k], sums[k]);
        for (std::size_t column = 0; column < summary_width; ++column) {
            StoredColumn what = columns[column];
            const bool quantile = column > 0 && column + 1 < summary_width;
            if (quantile) what.unit = quantities()[k].unit;
            values.push_back({quantities()[k].name, what, summary[column]});
        }
    }
    return values;
}

Values values_of(const DetailRows& table, QuarterSpan span) {
    const std::vector<StoredColumn> columns = stored_form(detail_columns(table.table));
    switch (table.table) {
        case Detail::months:
            return values_of_months(table, columns);
        case Detail::teams:
            return values_of_teams(table, columns, span);
        case Detail::levels:
        case Detail::practices:
            return values_of_rows(table, columns, span);
        case Detail::distributions:
            return values_of_distributions(table, columns, span);
    }
    return {};
}

/// The numbers of all runs, kept as results of one quarter whose columns are the lines.
struct Collected {
    StudyIdentity lines;          ///< columns only
    std::vector<std::string> of;  ///< [lines]
    std::vector<StoredRun> runs{};
};

void collect(const StoredRun& run, std::size_t place, QuarterSpan span, Collected& collected) {
    StoredRun& kept = collected.runs.emplace_back(StoredRun{run.replicate, run.policy, run.outcome, {}});
    if (run.outcome.status != RunStatus::done) return;
    QuarterRow row{run.replicate, run.policy, 0, {}};
    const bool first = collected.of.empty();
    for (Value& value : values_of(run.details[place], span)) {
        row.values.push_back(value.value);
        if (!first) continue;
        collected.of.push_back(std::move(value.of));
        collected.lines.columns.push_back(std::move(value.what));
    }
    kept.rows.push_back(std::move(row));
}

DetailAnalysis analysis_of(Detail table, Collected collected, const DetailRequest& request) {
    collected.lines.quarters = 1;
    Results results(collected.lines, request.policies, 0, request.last);
    for (const StoredRun& run : collected.runs) results.add(run);
    DetailAnalysis analysis{table, {}};
    Estimator estimator;
    for (std::size_t line = 0; line < collected.of.size(); ++line) {
        const StoredColumn& what = collected.lines.columns[line];
        // A span of one quarter is its sum, its mean and its last.
        analysis.lines.push_back({collected.of[line], what, compare(estimator, results, what, line, 0, {0, 1})});
    }
    return analysis;
}

}  // namespace

std::vector<DetailAnalysis> analyse_details(Database& store, const StudyIdentity& identity,
                                            const DetailRequest& request) {
    std::vector<Collected> collected(identity.tables.size());
    if (identity.tables.empty()) return {};
    for_each_run(store, identity, 0, request.last, [&](const StoredRun& run) {
        for (std::size_t place = 0; place < collected.size(); ++place)
            collect(run, place, request.span, collected[place]);
    });
    std::vector<DetailAnalysis> all;
    for (std::size_t place = 0; place < collected.size(); ++place)
        all.push_back(analysis_of(identity.tables[place], std::move(collected[place]), request));
    return all;
}

}  // namespace strathern
