// What does each policy watch, and how did that move?
#pragma once
#include <cstddef>
#include <string>

#include "cli/table_cells.hpp"

namespace strathern {

/// A line or more per policy: what it watches, in words, and by how much the output that shows it differs from the
/// baseline. One sentence where no policy watches anything.
std::string watched_table(const FinishedStudy& study, const StudyAnalysis& analysis, const TextRoom& room);

/// "watches tokens per engineer and incidents per team"; empty for a policy that watches nothing.
std::string watched_text(const FinishedStudy& study, std::size_t policy);

}  // namespace strathern
