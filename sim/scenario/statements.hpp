// What does a policy, a practice or another part of a scenario state, in words?
#pragma once
#include <string>
#include <string_view>

#include "scenario/document.hpp"
#include "strathern/params.hpp"

namespace strathern {

/// A line for each value that a document states: "qa.access: true (default false): what it means". What is inside of
/// others is indented by two blanks more. Texts (about, source) are left out.
/// @param owner what was read from the document; of the type that the table describes
/// @param indent blanks at the start of each line
std::string statements(const StructInfo& type, const void* owner, const JsonNode& document, std::size_t indent);

/// The table of a definition by its C++ name, as in "Policy".
const StructInfo& definition(std::string_view name);

}  // namespace strathern
