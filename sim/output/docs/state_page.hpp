// What does the model remember? The reference page of all columns of state.
#pragma once
#include <string>

namespace strathern {

/// docs/state.md: every column of state.def by its owner, with unit, meaning and span.
std::string state_page();

}  // namespace strathern
