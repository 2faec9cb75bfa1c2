// How is one output written in a table: its title, its unit, a difference?
#pragma once
#include <cstddef>
#include <vector>

#include "analysis/comparison.hpp"
#include "cli/study_command.hpp"
#include "cli/text_table.hpp"

namespace strathern {

/// Labels of outputs.
std::vector<TextCell> title_cells(const FinishedStudy& study, const std::vector<std::size_t>& columns);

/// Their units; @param over whether quarters have been combined, which is then said
std::vector<TextCell> unit_cells(const FinishedStudy& study, const std::vector<std::size_t>& columns, bool over);

/// "+1.2 % [+0.8, +1.6] B": a letter stands for the verdict, so that outputs fit side by side.
TextCell difference_cell(const FinishedStudy& study, const StudyAnalysis& analysis, std::size_t column,
                         std::size_t policy);

}  // namespace strathern
