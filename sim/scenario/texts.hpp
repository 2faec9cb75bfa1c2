// Which documents does the program hold? Their text, as it was when the program was built.
#pragma once
#include <string_view>

namespace strathern {

/// docs/glossary.md
std::string_view glossary_document();

/// docs/references.bib
std::string_view references_document();

/// sim/scenario/new_scenario.json: the scenario that `strathern new` writes.
std::string_view new_scenario_document();

}  // namespace strathern
