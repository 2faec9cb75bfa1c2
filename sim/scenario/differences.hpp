// What does a policy, a practice or another part of a scenario change? What it states beyond the defaults, in words.
#pragma once
#include <string>

#include "strathern/params.hpp"

namespace strathern {

/// A line for each value that is not its default: "qa.access: true (default false): what it means". What is inside of
/// others is indented by two blanks more. Texts (about, source) are left out.
/// @param owner of the type that the table describes @param indent blanks at the start of each line
std::string differences(const StructInfo& type, const void* owner, std::size_t indent);

/// The table of a definition by its C++ name, as in "Policy".
const StructInfo& definition(std::string_view name);

}  // namespace strathern
