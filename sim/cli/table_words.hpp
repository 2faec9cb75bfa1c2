// What is said around a table: the question, warnings, where the numbers come from.
#pragma once
#include <cstddef>
#include <string>
#include <vector>

#include "analysis/comparison.hpp"
#include "cli/study_command.hpp"

namespace strathern {

/// Name of a policy, safe for a terminal, at most `limit` characters long, and still different from the others.
std::string policy_name(const FinishedStudy& study, std::size_t policy, std::size_t limit);

/// "1 replicate", "20 replicates".
std::string replicates_text(const FinishedStudy& study);

/// Name and question of the scenario, on two lines at most.
std::string title_text(const FinishedStudy& study, std::size_t width);

/// Whether an interval that is shown may cover less than 95 %, which is marked by "~".
bool has_skewed(const FinishedStudy& study, const StudyAnalysis& analysis);

/// Warnings below a table; the one about skewed outputs has a mark of its own, explained above.
std::vector<std::string> remarks_of(const FinishedStudy& study, const StudyAnalysis& analysis);

/// Warnings, version, seed, and the command that gives the same answer, which is never broken.
std::string foot_text(const FinishedStudy& study, const StudyAnalysis& analysis, std::size_t width);

}  // namespace strathern
