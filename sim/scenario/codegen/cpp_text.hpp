// Parts of generated C++ that several writers share.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "schema.hpp"

namespace strathern::codegen {

/// First line of every generated file.
inline constexpr std::string_view generated_by =
    "// Generated from scenarios/scenario.schema.json by strathern_codegen; edit the schema instead.\n";

/// Groups at the top level of a scenario, in the order of the schema.
std::vector<const Node*> groups_of(const Schema& schema);
/// Those of them that are part of Parameters.
std::vector<const Node*> plain_groups(const Schema& schema);
/// Definitions that are objects.
std::vector<const Node*> defined_groups(const Schema& schema);

/// Name of the header that declares an enum: the only one that uses it, or "enums".
std::string home_of(const Schema& schema, const Enum& item);
/// Declarations of the enums of one header.
std::string enums_text(const Schema& schema, const std::string& home);
/// Whether a group has members of an enum in params/enums.hpp.
bool needs_enums(const Schema& schema, const Node& group);

/// A struct with its defaults.
std::string struct_text(const Node& node, const std::string& indent);
/// A member with its comment; a group brings its struct along.
std::string member_text(const Node& node, const std::string& indent);
/// C++ type of a member that is not a leaf.
std::string member_type(const Node& node);

}  // namespace strathern::codegen
