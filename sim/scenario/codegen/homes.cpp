// Which parts of the schema go into which header?
#include <algorithm>
#include <set>

#include "cpp_text.hpp"

namespace strathern::codegen {
namespace {

/// Calls `see` for the node and for everything inside it.
template <class See>
void each_node(const Node& node, const See& see) {
    see(node);
    for (const Node& member : node.members) each_node(member, see);
}

bool uses(const Node& group, const Enum& item) {
    bool found = false;
    each_node(group, [&](const Node& node) { found = found || node.leaf.enum_name == item.name; });
    return found;
}

}  // namespace

std::vector<const Node*> groups_of(const Schema& schema) {
    std::vector<const Node*> groups;
    for (const Node& node : schema.scenario.members)
        if (node.shape == "group") groups.push_back(&node);
    return groups;
}

std::vector<const Node*> plain_groups(const Schema& schema) {
    std::vector<const Node*> groups = groups_of(schema);
    std::erase_if(groups, [](const Node* node) { return !node->plain; });
    return groups;
}

std::vector<const Node*> defined_groups(const Schema& schema) {
    std::vector<const Node*> groups;
    for (const Node& node : schema.definitions)
        if (node.shape == "group") groups.push_back(&node);
    return groups;
}

std::string home_of(const Schema& schema, const Enum& item) {
    std::set<std::string> homes;
    for (const Node* group : groups_of(schema))
        if (uses(*group, item)) homes.insert(group->name);
    for (const Node& node : schema.definitions)
        if (uses(node, item)) homes.insert(node.shape == "group" ? "definitions" : "enums");
    return homes.size() == 1 ? *homes.begin() : "enums";
}

bool needs_enums(const Schema& schema, const Node& group) {
    return std::ranges::any_of(schema.enums,
                               [&](const Enum& item) { return uses(group, item) && home_of(schema, item) == "enums"; });
}

}  // namespace strathern::codegen
