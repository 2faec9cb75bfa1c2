// How is an answer of run or trial shown? As a table for people, CSV and JSON for programs.
#pragma once
#include <string>

#include "analysis/comparison.hpp"
#include "cli/study_command.hpp"

namespace strathern {

/// What each policy watches and how that moved; policies by net value, with their headline outputs.
/// @param terminal its width in columns; 0: there is none
std::string trial_table(const FinishedStudy& study, const StudyAnalysis& analysis, int terminal, bool colours);
/// What a table for spreadsheets is made of.
struct AnalysedRuns {
    const StudyIdentity& identity;
    const Results& results;
    const StudyAnalysis& analysis;
};

/// All outputs, one row per output and policy other than the baseline.
std::string trial_csv(const AnalysedRuns& runs);
/// The same with one row per output, policy and quarter. The analysis must be by quarter.
std::string quarter_differences_csv(const AnalysedRuns& runs);
/// What a policy watches and headline outputs, quarter by quarter.
std::string run_table(const FinishedStudy& study, const StudyAnalysis& analysis, int terminal, bool colours);
/// All outputs, one row per output, policy and quarter. The analysis must be by quarter.
std::string run_csv(const AnalysedRuns& runs);
/// Everything: provenance, columns, levels and differences over the span and quarter by quarter, warnings.
/// @param verb "run" or "trial"
std::string study_json(const FinishedStudy& study, const StudyAnalysis& analysis, const char* verb);

/// Warnings for readers of the numbers: few replicates, skewed differences, failed runs.
std::vector<std::string> warnings_of(const FinishedStudy& study, const StudyAnalysis& analysis);

}  // namespace strathern
