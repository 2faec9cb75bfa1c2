// What do editors need to complete and check scenarios, beyond what the schema says?
#pragma once
#include <string>
#include <vector>

#include "schema.hpp"

namespace strathern::codegen {

/// Schemas for editors, made from the schema and from the names of the shipped files next to it: every path that a
/// policy may set, every name of a policy or practice. Paths are names of files in scenarios/editor.
std::vector<File> editor_schemas(const std::string& schema_path);

}  // namespace strathern::codegen
