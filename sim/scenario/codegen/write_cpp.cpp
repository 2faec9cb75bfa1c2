// Writes params.cpp: the tables that describe the structs.
#include <fmt/format.h>

#include <string_view>

#include "cpp_text.hpp"

namespace strathern::codegen {
namespace {

constexpr std::string_view head =
    R"(#include <strathern/params/all.hpp>

namespace strathern {
namespace {

template <class T>
T& as(void* owner) {
    return *static_cast<T*>(owner);
}

)";

constexpr std::string_view tail = R"(
std::span<const ParameterInfo> parameter_table() noexcept { return parameters_leaves; }

const StructInfo& scenario_struct() noexcept { return scenario_info; }

std::span<const StructInfo* const> definition_table() noexcept { return definitions; }

std::span<const EnumInfo> enum_table() noexcept { return enums; }

double parameter_value(const Parameters& parameters, std::uint32_t index) noexcept {
    const ParameterInfo& info = parameters_leaves[index];
    return read_value(info.kind, info.locate(const_cast<Parameters*>(&parameters)));
}

void set_parameter(Parameters& parameters, std::uint32_t index, double value) noexcept {
    const ParameterInfo& info = parameters_leaves[index];
    write_value(info.kind, info.locate(&parameters), value);
}

double read_value(Kind kind, const void* address) noexcept {
    switch (kind) {
        case Kind::number: return *static_cast<const double*>(address);
        case Kind::integer: return static_cast<double>(*static_cast<const std::int64_t*>(address));
        case Kind::boolean: return *static_cast<const bool*>(address) ? 1 : 0;
        case Kind::choice: return *static_cast<const unsigned char*>(address);
        case Kind::date: return *static_cast<const int*>(address);
        case Kind::text:
        case Kind::seed: break;
    }
    return 0;
}

void write_value(Kind kind, void* address, double value) noexcept {
    switch (kind) {
        case Kind::number: *static_cast<double*>(address) = value; break;
        case Kind::integer: *static_cast<std::int64_t*>(address) = static_cast<std::int64_t>(value); break;
        case Kind::boolean: *static_cast<bool*>(address) = value != 0; break;
        case Kind::choice: *static_cast<unsigned char*>(address) = static_cast<unsigned char>(value); break;
        case Kind::date: *static_cast<int*>(address) = static_cast<int>(value); break;
        case Kind::text:
        case Kind::seed: break;
    }
}

}  // namespace strathern
)";

/// A C++ string literal.
std::string quoted(std::string_view text) {
    std::string result = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') result += '\\';
        result += c;
    }
    return result + "\"";
}

std::string enum_names(const Enum& item) {
    std::string text = fmt::format("constexpr std::string_view {}_names[] = {{", snake(item.name));
    for (const std::string& value : item.values) text += quoted(value) + ", ";
    text += "};\n";
    if (item.descriptions.empty()) return text;
    text += fmt::format("constexpr std::string_view {}_descriptions[] = {{\n", snake(item.name));
    for (const std::string& value : item.descriptions) text += fmt::format("    {},\n", quoted(value));
    return text + "};\n";
}

std::string enum_row(const Enum& item) {
    const std::string name = snake(item.name);
    return fmt::format("    {{{}, {}, {}_names, {}}},\n", quoted(item.name), quoted(item.description), name,
                       item.descriptions.empty() ? "{}" : name + "_descriptions");
}

std::string enum_functions(const Enum& item) {
    constexpr std::string_view form =
        "\nconst char* {}({} value) noexcept {{ return {}_{}[static_cast<std::size_t>(value)].data(); }}\n";
    std::string text = fmt::format(form, "name", item.name, snake(item.name), "names");
    if (!item.descriptions.empty())
        text += fmt::format(form, "description", item.name, snake(item.name), "descriptions");
    return text;
}

/// Writes the tables of one owner: a flat table of its leaves, and a table of members for each of its objects.
class OwnerTables {
public:
    OwnerTables(std::string owner, std::string prefix) : owner_(std::move(owner)), prefix_(std::move(prefix)) {}

    /// Adds an object at `access` inside the owner; returns the name of its table.
    std::string add(const Node& node, const std::string& access) {
        const std::string table = prefix_ + (access.empty() ? "" : "_") + identifier(access);
        std::string rows;
        for (const Node& member : node.members)
            rows += member_row(member, access.empty() ? member.name : access + "." + member.name);
        members_ += fmt::format(
            "constexpr Member {}_members[] = {{\n{}}};\nconstexpr StructInfo {}_info{{{}, {}, {}_members}};\n", table,
            rows, table, quoted(node.type), quoted(node.description), table);
        return table;
    }

    std::string text() const { return leaf_table() + members_; }
    std::string leaf_table() const {
        if (leaves_.empty()) return "";
        return fmt::format("constexpr ParameterInfo {}_leaves[] = {{\n{}}};\n", prefix_, leaves_);
    }

private:
    static std::string identifier(std::string access) {
        std::erase_if(access, [](char c) { return c == '(' || c == ')'; });
        for (char& c : access) c = c == '.' ? '_' : c;
        return access;
    }

    std::string locate(const std::string& access) const {
        return fmt::format("[](void* o) -> void* {{ return &as<{}>(o).{}; }}", owner_, access);
    }

    std::string leaf_row(const Leaf& leaf, const Node& node, const std::string& access) {
        const std::string choices = leaf.enum_name.empty() ? "{}" : snake(leaf.enum_name) + "_names";
        leaves_ += fmt::format("    {{{}, {}, Kind::{}, {}, {}, {}, Evidence::{}, {}, {}, {}, {}, {}, {}, {}}},\n",
                               quoted(node.path), quoted(node.path.substr(node.path.rfind('.') + 1)), leaf.kind,
                               quoted(leaf.unit), quoted(leaf.description), quoted(leaf.source), leaf.evidence,
                               leaf.dated, number_text(leaf.minimum), number_text(leaf.maximum), leaf.length_limit,
                               quoted(leaf.default_text), choices, access.empty() ? "nullptr" : locate(access));
        return fmt::format("&{}_leaves[{}]", prefix_, leaf_count_++);
    }

    std::string member_row(const Node& node, const std::string& access) {
        std::string leaf = "nullptr", type = "nullptr", containers = "{}";
        std::string where = locate(node.holder.empty() ? access : node.holder);
        if (node.shape == "ignored" || node.shape == "base") where = "nullptr";
        if (node.shape == "leaf") leaf = leaf_row(node.leaf, node, access);
        if (node.shape == "names" || node.shape == "practices" || node.shape == "by_level")
            leaf = leaf_row(node.leaf, node, "");
        if (node.shape == "weights") leaf = "&weight_leaf";
        if (node.shape == "group" && !node.members.empty()) {
            type = fmt::format("&{}_info", add(node, access));
            where = "nullptr";
        } else if (node.shape == "group" || node.shape == "optional_group" || node.shape == "map" ||
                   node.shape == "list") {
            type = fmt::format("&{}_info", node.table.empty() ? snake(node.type) : node.table);
        }
        if (node.shape == "optional_group") containers = fmt::format("optional_access<{}>()", node.type);
        if (node.shape == "map") containers = fmt::format("map_access<{}>()", node.type);
        if (node.shape == "list" || node.shape == "names" || node.shape == "practices")
            containers = fmt::format("list_access<{}>()", node.type);
        return fmt::format("    {{{}, {}, Shape::{}, {}, {}, {}, {}, {}, {}}},\n", quoted(node.name),
                           quoted(node.description), node.shape, leaf, type, containers, node.count_limit,
                           quoted(node.folder), where);
    }

    std::string owner_, prefix_, leaves_, members_;
    std::size_t leaf_count_ = 0;
};

std::string definition_tables(const Schema& schema) {
    std::string text, list;
    for (const Node& node : schema.definitions) {
        if (node.shape == "weights") {
            OwnerTables tables("Weight", "weight");
            tables.add({.members = {Node{.name = "weight",
                                         .path = "weight",
                                         .description = node.leaf.description,
                                         .shape = "leaf",
                                         .leaf = node.leaf}}},
                       "");
            text += tables.leaf_table() + "constexpr const ParameterInfo& weight_leaf = weight_leaves[0];\n";
        }
        if (node.shape != "group") continue;
        OwnerTables tables(node.type, snake(node.type));
        list += fmt::format("&{}_info, ", tables.add(node, ""));
        text += tables.text();
    }
    return text + fmt::format("constexpr const StructInfo* definitions[] = {{{}}};\n", list);
}

/// The scenario itself. Groups of Parameters share one owner and one flat table; other groups own themselves.
std::string scenario_tables(Node scenario) {
    OwnerTables parameters("Parameters", "parameters");
    std::string text;
    for (Node& node : scenario.members) {
        if (node.shape != "group") continue;
        if (node.plain) {
            node.table = parameters.add(node, node.name + "()");
            node.holder = "parameters";
        } else {
            OwnerTables own(node.type, snake(node.type));
            own.add(node, "");
            text += own.text();
        }
        node.members.clear();
    }
    OwnerTables own("Scenario", "scenario");
    own.add(scenario, "");
    return text + parameters.text() + own.text();
}

}  // namespace

File params_cpp(const Schema& schema) {
    std::string text = std::string(generated_by) + std::string(head), rows, functions;
    for (const Enum& item : schema.enums) {
        text += enum_names(item);
        rows += enum_row(item);
        functions += enum_functions(item);
    }
    text += fmt::format("constexpr EnumInfo enums[] = {{\n{}}};\n", rows);
    text += definition_tables(schema) + scenario_tables(schema.scenario);
    return {"params.cpp", text + "\n}  // namespace\n" + functions + std::string(tail)};
}

}  // namespace strathern::codegen
