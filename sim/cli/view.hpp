// How is an answer of run or trial shown? As a table for people, CSV and JSON for programs.
#pragma once
#include <string>

#include "analysis/comparison.hpp"
#include "cli/study_command.hpp"

namespace strathern {

/// Headline outputs: baseline level and differences. @param width 0: any
std::string trial_table(const FinishedStudy& study, const StudyAnalysis& analysis, int width, bool colours);
/// All outputs, one row per output and policy.
std::string trial_csv(const FinishedStudy& study, const StudyAnalysis& analysis);
/// Headline outputs quarter by quarter under one policy.
std::string run_table(const FinishedStudy& study, const StudyAnalysis& analysis, int width, bool colours);
/// All outputs, one row per output and quarter.
std::string run_csv(const FinishedStudy& study, const StudyAnalysis& analysis);
/// Everything: provenance, columns, levels and differences over the span and quarter by quarter, warnings.
/// @param verb "run" or "trial"
std::string study_json(const FinishedStudy& study, const StudyAnalysis& analysis, const char* verb);

/// Warnings for readers of the numbers: few replicates, skewed differences, failed runs.
std::vector<std::string> warnings_of(const FinishedStudy& study, const StudyAnalysis& analysis);

}  // namespace strathern
