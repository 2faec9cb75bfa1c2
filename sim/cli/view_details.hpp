// How are the tables that look closer shown? For people and for programs.
#pragma once
#include <string>

#include "cli/study_command.hpp"
#include "output/json.hpp"

namespace strathern {

/// Blocks of a few lines, one a table and policy; empty when no table was asked for. @param width 0: any
std::string details_text(const FinishedStudy& study, int width, bool colours);

/// A member "details" of the object that is open: a list of tables with their lines.
void write_details(JsonWriter& json, const FinishedStudy& study);

}  // namespace strathern
