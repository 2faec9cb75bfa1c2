// Writes docs/parameters.md: every parameter with its default, unit, range, meaning, source and evidence.
#include <fmt/format.h>

#include "schema.hpp"

namespace strathern::codegen {
namespace {

constexpr std::string_view head =
    R"(<!-- Generated from scenarios/scenario.schema.json; rewrite with `cmake --build build/dev --target accept-docs`. -->
# Parameters

Everything that a scenario can set, with defaults. `strathern explain NAME` prints the same. *Evidence* grades the
default: **measured** (taken unchanged from a study), **derived** (computed from studies), **assumed** (our own choice:
vary it before you trust a result), **calibrated** (chosen so that stylised facts come
out); two numbers after it say between which values it may well lie. A policy can change any parameter on a date with `set`, except those marked
*Fixed*. Sources such as kemerer2009 are entries of [references.bib](references.bib), each with what was taken from it
and how it was seen; `strathern explain` prints them in full.
)";

constexpr std::string_view columns =
    "| name | default | unit | range | what it means | source | evidence |\n|---|---|---|---|---|---|---|\n";

std::string cell(std::string_view text) {
    std::string result;
    for (const char c : text) {
        if (c == '|') result += '\\';
        result += c;
    }
    return result;
}

std::string range_text(const Leaf& leaf) {
    if (leaf.kind == "number" || leaf.kind == "integer")
        return number_text(leaf.minimum) + " to " + number_text(leaf.maximum);
    if (leaf.kind == "boolean") return "true, false";
    if (leaf.kind == "text") return fmt::format("at most {} bytes", leaf.length_limit);
    if (leaf.kind == "date") return "week or quarter from 1";
    if (leaf.kind == "seed") return "0 to 2^64 - 1; from 2^53 as text";
    std::string text;
    for (const std::string& choice : leaf.choices) text += fmt::format("{}`{}`", text.empty() ? "" : ", ", choice);
    return text;
}

std::string evidence_text(const Leaf& leaf) {
    if (leaf.plausible.empty()) return leaf.evidence;
    return fmt::format("{}, {} to {}", leaf.evidence, number_text(leaf.plausible[0]), number_text(leaf.plausible[1]));
}

std::string leaf_row(const Node& node, const std::string& shown) {
    const Leaf& leaf = node.leaf;
    return fmt::format("| <a id=\"{}\"></a>`{}` | {} | {} | {} | {}{} | {} | {} |\n", node.path, shown,
                       leaf.default_text.empty() ? "(empty)" : fmt::format("`{}`", leaf.default_text), cell(leaf.unit),
                       range_text(leaf), cell(leaf.description), leaf.dated ? "" : " *Fixed.*", cell(leaf.source),
                       evidence_text(leaf));
}

std::string member_rows(const Node& group, const std::string& prefix) {
    std::string rows;
    for (const Node& node : group.members) {
        const std::string shown = prefix + node.name;
        if (!node.members.empty()) {
            rows += member_rows(node, shown + ".");
        } else if (node.shape == "leaf" || node.shape == "by_level" || node.shape == "base") {
            rows += leaf_row(node, shown);
        } else if (node.shape == "names" || node.shape == "practices") {
            const std::string range = node.shape == "names" ? range_text(node.leaf) : "[practices](#practice)";
            rows += fmt::format("| <a id=\"{}\"></a>`{}` | (none) | names | {} | {} | {} | {} |\n", node.path, shown,
                                range, cell(node.description), cell(node.leaf.source), node.leaf.evidence);
        } else if (node.shape != "ignored") {
            rows +=
                fmt::format("| <a id=\"{}\"></a>`{}` | (none) | | {} | {} | | |\n", node.path, shown,
                            node.type.empty() ? "weights of [signals](#signal)" : node.type, cell(node.description));
        }
    }
    return rows;
}

std::string section(const Node& group) {
    return fmt::format("\n## <a id=\"{}\"></a>{}\n\n{}\n\n{}{}", group.path, group.path, group.description, columns,
                       member_rows(group, ""));
}

std::string scenario_section(const Node& scenario) {
    Node own = scenario;
    std::erase_if(own.members, [](const Node& node) { return node.shape == "group"; });
    own.path = "scenario";
    return section(own);
}

std::string enum_section(const Enum& item) {
    std::string text = fmt::format("\n## <a id=\"{}\"></a>{}s\n\n{}\n\n| name | what it counts |\n|---|---|\n",
                                   snake(item.name), snake(item.name), item.description);
    for (std::size_t i = 0; i < item.values.size(); ++i) {
        text += fmt::format("| <a id=\"{}.{}\"></a>`{}` | {} |\n", snake(item.name), item.values[i], item.values[i],
                            cell(item.descriptions[i]));
    }
    return text;
}

}  // namespace

std::string parameters_page(const Schema& schema) {
    std::string text(head);
    text += scenario_section(schema.scenario);
    for (const Node& node : schema.scenario.members) {
        if (node.shape == "group") text += section(node);
    }
    for (const Node& node : schema.definitions) {
        if (node.shape == "group") text += section(node);
    }
    for (const Enum& item : schema.enums) {
        if (!item.descriptions.empty()) text += enum_section(item);
    }
    return text;
}

}  // namespace strathern::codegen
