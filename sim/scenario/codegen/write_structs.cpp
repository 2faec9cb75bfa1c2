// Writes enums, and structs with their defaults.
#include <fmt/format.h>

#include "cpp_text.hpp"

namespace strathern::codegen {
namespace {

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

std::string leaf_text(const Node& node, const std::string& indent) {
    const Leaf& leaf = node.leaf;
    std::string text = fmt::format("{}/// {} [{}{}]\n", indent, leaf.description, leaf.unit, range_text(leaf));
    text += fmt::format("{}/// Source: {} ({}).{}\n", indent, leaf.source, leaf.evidence,
                        leaf.dated ? "" : " No policy may change it.");
    text += fmt::format("{}{} {} = {};\n", indent, node.shape == "leaf" ? cpp_type(leaf) : node.type, node.name,
                        leaf.default_code);
    return text;
}

}  // namespace

std::string enums_text(const Schema& schema, const std::string& home) {
    std::string text;
    for (const Enum& item : schema.enums)
        if (home_of(schema, item) == home) text += enum_text(item);
    if (text.empty()) return text;
    // g++ 12 warns that an enumerator hides a constant of the same name though the enum has a scope of its own, where
    // the enum was declared before.
    return "\n#pragma GCC diagnostic push\n#pragma GCC diagnostic ignored \"-Wshadow\"" + text +
           "#pragma GCC diagnostic pop\n";
}

std::string member_type(const Node& node) {
    if (node.shape == "optional_group") return fmt::format("std::optional<{}>", node.type);
    if (node.shape == "map") return fmt::format("std::vector<Named<{}>>", node.type);
    if (node.shape == "list" || node.shape == "names" || node.shape == "practices")
        return fmt::format("std::vector<{}>", node.type);
    if (node.shape == "weights") return "std::vector<Weight>";
    if (node.shape == "settings") return "std::vector<Setting>";
    return node.type;
}

std::string member_text(const Node& node, const std::string& indent) {
    if (node.shape == "ignored" || node.shape == "base") return "";
    if (node.shape == "leaf" || node.shape == "by_level") return leaf_text(node, indent);
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

}  // namespace strathern::codegen
