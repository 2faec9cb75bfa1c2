// From a finished study to the one page that a leader reads.
#pragma once
#include <string>

#include "analysis/comparison.hpp"
#include "cli/study_command.hpp"

namespace strathern {

/// HTML, complete in itself. @param analysis with its quarters
std::string page_of(const FinishedStudy& study, const StudyAnalysis& analysis);

}  // namespace strathern
