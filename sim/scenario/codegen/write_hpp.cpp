// Writes params.hpp: enums, structs with their defaults, and the declarations of the tables.
#include <fmt/format.h>

#include <algorithm>

#include "schema.hpp"

namespace strathern::codegen {
namespace {

constexpr std::string_view head =
    R"(// Generated from scenarios/scenario.schema.json by strathern_codegen; edit the schema instead.
#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <strathern/fields.hpp>
#include <string>
#include <vector>

namespace strathern {
)";

constexpr std::string_view tables = R"(
/// All parameters, in the order of the schema; a parameter's place in the table is its index.
std::span<const ParameterInfo> parameter_table() noexcept;

/// Value of a parameter; enums by their number, booleans 0 or 1.
double parameter_value(const Parameters& parameters, std::uint32_t index) noexcept;

/// Gives a parameter another value, which has been checked against its range (the loader does).
void set_parameter(Parameters& parameters, std::uint32_t index, double value) noexcept;

/// The scenario's keys; from here everything else is reached.
const StructInfo& scenario_struct() noexcept;

/// What maps and lists of a scenario hold: metric, regime, practice, intervention, policy.
std::span<const StructInfo* const> definition_table() noexcept;

/// All enumerations.
std::span<const EnumInfo> enum_table() noexcept;

}  // namespace strathern
)";

std::string range_text(const Leaf& leaf) {
    if (leaf.kind != "number" && leaf.kind != "integer") return "";
    return fmt::format(", {} to {}", number_text(leaf.minimum), number_text(leaf.maximum));
}

std::string enum_text(const Enum& item) {
    std::string text = fmt::format("\n/// {}\nenum class {} : std::uint8_t {{\n", item.description, item.name);
    for (std::size_t i = 0; i < item.values.size(); ++i) {
        const std::string meaning = item.descriptions.empty() ? "" : fmt::format("  ///< {}", item.descriptions[i]);
        text += fmt::format("    {},{}\n", enumerator(item.values[i]), meaning);
    }
    text += fmt::format("}};\ninline constexpr std::size_t {}_count = {};\n", snake(item.name), item.values.size());
    text += fmt::format("/// Its JSON spelling.\nconst char* name({} value) noexcept;\n", item.name);
    if (!item.descriptions.empty())
        text += fmt::format("/// What it means.\nconst char* description({} value) noexcept;\n", item.name);
    return text;
}

std::string struct_text(const Node& node, const std::string& indent);

std::string leaf_text(const Node& node, const std::string& indent) {
    const Leaf& leaf = node.leaf;
    std::string text = fmt::format("{}/// {} [{}{}]\n", indent, leaf.description, leaf.unit, range_text(leaf));
    text += fmt::format("{}/// Source: {} ({}).{}\n", indent, leaf.source, leaf.evidence,
                        leaf.dated ? "" : " No policy may change it.");
    text += fmt::format("{}{} {} = {};\n", indent, cpp_type(leaf), node.name, leaf.default_code);
    return text;
}

std::string member_type(const Node& node) {
    if (node.shape == "optional_group") return fmt::format("std::optional<{}>", node.type);
    if (node.shape == "map") return fmt::format("std::vector<Named<{}>>", node.type);
    if (node.shape == "list") return fmt::format("std::vector<{}>", node.type);
    if (node.shape == "weights") return "std::vector<Weight>";
    if (node.shape == "settings") return "std::vector<Setting>";
    return node.type;
}

std::string member_text(const Node& node, const std::string& indent) {
    if (node.shape == "ignored") return "";
    if (node.shape == "leaf") return leaf_text(node, indent);
    const std::string type = node.members.empty() ? "" : struct_text(node, indent);
    return fmt::format("{}{}/// {}\n{}{} {}{};\n", type, indent, node.description, indent, member_type(node), node.name,
                       node.shape == "group" ? "" : " = {}");
}

std::string struct_text(const Node& node, const std::string& indent) {
    const std::string inner = indent + "    ";
    std::string text = fmt::format("{}/// {}\n{}struct {} {{\n", indent, node.description, indent, node.type);
    for (const Node& member : node.members) text += member_text(member, inner);
    return text + fmt::format("{}bool operator==(const {}&) const = default;\n{}}};\n", inner, node.type, indent);
}

std::string parameters_text(const Node& scenario) {
    std::string text, members;
    for (const Node& node : scenario.members) {
        if (node.shape != "group") continue;
        text += fmt::format("\n{}", struct_text(node, ""));
        if (node.plain) members += fmt::format("    {} {};\n", node.type, node.name);
    }
    return text + fmt::format(
                      "\n/// All numbers, switches and choices of the organisation and its world; plain, so that a run "
                      "may hold a copy.\n"
                      "struct Parameters {{\n{}    bool operator==(const Parameters&) const = default;\n}};\n",
                      members);
}

std::string scenario_text(const Node& scenario) {
    std::string text = fmt::format("\n/// {}\nstruct Scenario {{\n", scenario.description);
    for (const Node& node : scenario.members) {
        if (node.shape == "group" && node.plain) continue;
        if (node.shape == "group") {
            text += fmt::format("    /// {}\n    {} {};\n", node.description, node.type, node.name);
        } else {
            text += member_text(node, "    ");
        }
    }
    text += "    Parameters parameters;  ///< in JSON its groups stand at top level\n";
    return text + "    bool operator==(const Scenario&) const = default;\n};\n";
}

constexpr std::string_view weight = R"(
/// A signal's weight in a metric.
struct Weight {
    Signal signal = Signal{};
    double weight = 0;
    bool operator==(const Weight&) const = default;
};
)";

}  // namespace

std::string params_hpp(const Schema& schema) {
    std::string text(head);
    for (const Enum& item : schema.enums) text += enum_text(item);
    text += weight;
    for (const Node& node : schema.definitions) {
        if (node.shape == "group") text += fmt::format("\n{}", struct_text(node, ""));
    }
    text += parameters_text(schema.scenario);
    text += scenario_text(schema.scenario);
    return text + std::string(tables);
}

}  // namespace strathern::codegen
