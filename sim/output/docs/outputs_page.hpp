// What does a store hold? The reference page, made from the table of outputs and the store's own schema.
#pragma once
#include <string>

namespace strathern {

/// docs/outputs.md: every output and every other column of a store, with unit, type and meaning.
/// Errors: std::runtime_error for a column of the store's schema that has no comment.
std::string outputs_page();

}  // namespace strathern
