// How is an answer of run or trial written for spreadsheets? One row per output, with its provenance.
#include <cmath>
#include <strathern/params/definitions.hpp>

#include "cli/version.hpp"
#include "cli/view.hpp"
#include "output/csv.hpp"
#include "output/json.hpp"

namespace strathern {
namespace {

std::string policy_cell(const AnalysedRuns& runs, std::size_t place) {
    return csv_text(runs.identity.policies[runs.results.policies()[place]].name);
}

/// output, unit.
std::string output_cells(const AnalysedRuns& runs, std::size_t column) {
    return runs.identity.columns[column].name + "," + csv_text(runs.identity.columns[column].unit);
}

/// What is undefined is empty.
std::string number_cell(double value) { return std::isnan(value) ? std::string() : number_text(value); }

/// mean, low, high.
std::string bounds_cells(const Estimate& e) {
    const bool bounds = e.method != Method::none;
    return number_cell(e.mean) + "," + (bounds ? number_text(e.low) : "") + "," + (bounds ? number_text(e.high) : "");
}

/// n, undefined, mean, low, high, sd, method, few, skewed.
std::string estimate_cells(const Estimate& e) {
    return std::to_string(e.n) + "," + std::to_string(e.undefined) + "," + bounds_cells(e) + "," + number_text(e.sd) +
           "," + std::string(name(e.method)) + "," + (e.few ? "1" : "0") + "," + (e.skewed ? "1" : "0");
}

/// low, high; empty outside the family that is judged.
std::string simultaneous_cells(const Difference& d) {
    if (d.simultaneous <= 0) return ",";
    return number_text(d.estimate.mean - d.simultaneous) + "," + number_text(d.estimate.mean + d.simultaneous);
}

std::string provenance_cells(const StudyIdentity& identity) {
    return csv_text(identity.version) + "," + csv_text(identity.scenario_hash) + "," + std::to_string(identity.seed);
}

constexpr std::string_view differences_head =
    "output,unit,policy,baseline,first_quarter,last_quarter,baseline_mean,baseline_low,baseline_high,"
    "n,undefined,difference,low,high,sd,method,few,skewed,relative,relative_low,relative_high,"
    "simultaneous_low,simultaneous_high,better_share,verdict,version,scenario_hash,seed\n";

void append_difference(std::string& text, const AnalysedRuns& runs, const Comparison& comparison, std::size_t policy,
                       QuarterSpan span) {
    const std::size_t baseline = runs.analysis.baseline;
    const Difference& d = comparison.differences[policy];
    text += output_cells(runs, comparison.column) + ",";
    text += policy_cell(runs, policy) + "," + policy_cell(runs, baseline) + ",";
    text += std::to_string(span.first + 1) + "," + std::to_string(span.last) + ",";
    text += bounds_cells(comparison.levels[baseline]) + "," + estimate_cells(d.estimate) + ",";
    text += (d.relative.method == Method::none ? ",," : bounds_cells(d.relative)) + ",";
    text += simultaneous_cells(d) + ",";
    text += number_text(d.better_share) + "," + std::string(name(d.verdict)) + ",";
    text += provenance_cells(runs.identity) + "\n";
}

}  // namespace

std::string trial_csv(const AnalysedRuns& runs) {
    std::string text(differences_head);
    for (const Comparison& comparison : runs.analysis.over_span) {
        for (std::size_t policy = 0; policy < comparison.differences.size(); ++policy) {
            if (policy != runs.analysis.baseline) append_difference(text, runs, comparison, policy, runs.analysis.span);
        }
    }
    return text;
}

std::string quarter_differences_csv(const AnalysedRuns& runs) {
    std::string text(differences_head);
    for (const std::vector<Comparison>& series : runs.analysis.by_quarter) {
        for (std::size_t policy = 0; policy < runs.results.policies().size(); ++policy) {
            if (policy == runs.analysis.baseline) continue;
            for (std::uint32_t quarter = 0; quarter < series.size(); ++quarter)
                append_difference(text, runs, series[quarter], policy, {quarter, quarter + 1});
        }
    }
    return text;
}

std::string run_csv(const AnalysedRuns& runs) {
    std::string text =
        "output,unit,policy,quarter,n,undefined,mean,low,high,sd,method,few,skewed,version,scenario_hash,seed\n";
    for (std::size_t column = 0; column < runs.analysis.by_quarter.size(); ++column) {
        const std::vector<Comparison>& series = runs.analysis.by_quarter[column];
        for (std::size_t policy = 0; policy < runs.results.policies().size(); ++policy) {
            for (std::size_t quarter = 0; quarter < series.size(); ++quarter) {
                text += output_cells(runs, column) + "," + policy_cell(runs, policy) + ",";
                text += std::to_string(quarter + 1) + "," + estimate_cells(series[quarter].levels[policy]) + ",";
                text += provenance_cells(runs.identity) + "\n";
            }
        }
    }
    return text;
}

}  // namespace strathern
