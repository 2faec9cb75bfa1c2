// How is an answer of run or trial written for spreadsheets? One row per output, with its provenance.
#include <cmath>
#include <strathern/params/definitions.hpp>

#include "cli/version.hpp"
#include "cli/view.hpp"
#include "output/csv.hpp"
#include "output/json.hpp"

namespace strathern {
namespace {

const std::string& policy_name(const FinishedStudy& study, std::size_t place) {
    return study.identity.policies[study.results.policies()[place]].name;
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

std::string provenance_cells(const FinishedStudy& study) {
    return csv_text(study.identity.version) + "," + csv_text(study.identity.scenario_hash) + "," +
           std::to_string(study.identity.seed);
}

}  // namespace

std::string trial_csv(const FinishedStudy& study, const StudyAnalysis& analysis) {
    std::string text =
        "output,unit,policy,baseline,first_quarter,last_quarter,baseline_mean,baseline_low,baseline_high,"
        "n,undefined,difference,low,high,sd,method,few,skewed,relative,relative_low,relative_high,"
        "simultaneous_low,simultaneous_high,better_share,verdict,version,scenario_hash,seed\n";
    for (std::size_t column = 0; column < study.identity.columns.size(); ++column) {
        const Comparison& comparison = analysis.over_span[column];
        const Estimate& base = comparison.levels[analysis.baseline];
        for (std::size_t policy = 0; policy < comparison.differences.size(); ++policy) {
            if (policy == analysis.baseline) continue;
            const Difference& d = comparison.differences[policy];
            text += study.identity.columns[column].name + "," + csv_text(study.identity.columns[column].unit) + ",";
            text += csv_text(policy_name(study, policy)) + "," + csv_text(policy_name(study, analysis.baseline)) + ",";
            text += std::to_string(analysis.span.first + 1) + "," + std::to_string(analysis.span.last) + ",";
            text += bounds_cells(base) + "," + estimate_cells(d.estimate) + ",";
            text += (d.relative.method == Method::none ? ",," : bounds_cells(d.relative)) + ",";
            text += simultaneous_cells(d) + ",";
            text +=
                number_text(d.better_share) + "," + std::string(name(d.verdict)) + "," + provenance_cells(study) + "\n";
        }
    }
    return text;
}

std::string run_csv(const FinishedStudy& study, const StudyAnalysis& analysis) {
    std::string text =
        "output,unit,policy,quarter,n,undefined,mean,low,high,sd,method,few,skewed,version,scenario_hash,seed\n";
    for (std::size_t column = 0; column < study.identity.columns.size(); ++column) {
        for (std::size_t quarter = 0; quarter < analysis.by_quarter[column].size(); ++quarter) {
            text += study.identity.columns[column].name + "," + csv_text(study.identity.columns[column].unit) + ",";
            text += csv_text(policy_name(study, 0)) + "," + std::to_string(quarter + 1) + ",";
            text +=
                estimate_cells(analysis.by_quarter[column][quarter].levels[0]) + "," + provenance_cells(study) + "\n";
        }
    }
    return text;
}

}  // namespace strathern
