// Which organisation does a scenario start from? Values of a file that stand wherever the scenario states none.
#include "scenario/organisation.hpp"

#include <algorithm>
#include <strathern/params/scenario.hpp>
#include <string_view>
#include <utility>

#include "scenario/files.hpp"
#include "scenario/named_file.hpp"
#include "scenario/nearest.hpp"
#include "scenario/problems.hpp"
#include "scenario/read.hpp"
#include "scenario/report.hpp"

namespace strathern {
namespace {

/// The key under which a scenario names its organisation.
struct BaseKey {
    std::string_view group, key, folder;
    std::string pointer() const { return pointer_to(pointer_to("", group), key); }
};

BaseKey base_key() {
    for (const Member& group : scenario_struct().members) {
        if (group.shape != Shape::group) continue;
        for (const Member& member : group.type->members)
            if (member.shape == Shape::base) return {group.name, member.name, member.folder};
    }
    return {};
}

bool is_group_of_parameters(std::string_view name) {
    const std::string start = std::string(name) + ".";
    return std::ranges::any_of(parameter_table(),
                               [&](const ParameterInfo& info) { return info.path.starts_with(start); });
}

/// Says which keys a file of an organisation may not have, and takes them out, so that each is reported once.
class Keys {
public:
    explicit Keys(Sources& sources) : sources_(sources) {}

    void check(JsonNode& file, const BaseKey& base) {
        std::erase_if(file.children, [&](const JsonNode& child) { return !is_allowed(child); });
        if (const JsonNode* reasons = file.find(reasons_key)) check_reasons(*reasons, file);
        std::erase_if(file.children, [](const JsonNode& child) { return child.key == reasons_key; });
        JsonNode* group = file.find(base.group);
        const JsonNode* like = group == nullptr ? nullptr : group->find(base.key);
        if (like == nullptr) return;
        report(sources_, like->key_place, base.pointer(), shown(*like),
               "no like: an organisation in a file starts from the defaults");
        std::erase_if(group->children, [&](const JsonNode& child) { return child.key == base.key; });
    }

private:
    bool is_allowed(const JsonNode& child) {
        if (child.key == "$schema" || child.key == "about" || child.key == reasons_key) return true;
        if (is_group_of_parameters(child.key)) return true;
        const auto members = scenario_struct().members;
        const bool elsewhere = std::ranges::find(members, std::string_view(child.key), &Member::name) != members.end();
        report(sources_, child.key_place, pointer_to("", child.key), json_quoted(shortened(child.key)),
               "a key of an organisation: about, reasons, or a group of parameters such as review",
               elsewhere ? "" : key_hint(child.key, scenario_struct()));
        return false;
    }

    void check_reasons(const JsonNode& reasons, const JsonNode& file) {
        const std::string pointer = pointer_to("", reasons_key);
        if (reasons.type != JsonType::object)
            return report(sources_, reasons.place, pointer, shown(reasons), std::string(name(JsonType::object)));
        for (const JsonNode& reason : reasons.children) {
            const std::string inner = pointer_to(pointer, reason.key);
            if (!states(file, reason.key))
                report(sources_, reason.key_place, inner, json_quoted(shortened(reason.key)),
                       "the path of a parameter that this file states, as in review.care");
            if (reason.type != JsonType::string)
                report(sources_, reason.place, inner, shown(reason), std::string(name(JsonType::string)));
        }
    }

    static bool states(const JsonNode& file, std::string_view path) {
        const JsonNode* node = &file;
        for (std::size_t at = 0; node != nullptr && at < path.size();) {
            const std::size_t end = std::min(path.find('.', at), path.size());
            node = node->type == JsonType::object ? node->find(path.substr(at, end - at)) : nullptr;
            at = end + 1;
        }
        return node != nullptr && node->type != JsonType::object;
    }

    Sources& sources_;
};

/// What the file states, or nothing if it has a problem: half of an organisation is a different one.
std::optional<JsonNode> checked(JsonNode file, const BaseKey& base, Sources& sources) {
    Sources found{.names = sources.names};
    if (file.type == JsonType::object) Keys(found).check(file, base);
    read_scenario(file, found);
    for (Problem& problem : found.problems)
        if (!is_full(sources)) sources.problems.push_back(std::move(problem));
    if (!found.problems.empty()) return std::nullopt;
    std::erase_if(file.children, [](const JsonNode& child) { return child.type != JsonType::object; });
    return file;
}

void lay_below(JsonNode& own, JsonNode& below) {
    for (JsonNode& node : below.children) {
        JsonNode* stated = own.find(node.key);
        if (stated == nullptr)
            own.children.push_back(std::move(node));
        else if (stated->type == JsonType::object && node.type == JsonType::object)
            lay_below(*stated, node);
    }
}

}  // namespace

void lay_organisation_below(JsonNode& root, const std::string& scenario_path, Sources& sources) {
    const BaseKey base = base_key();
    if (root.type != JsonType::object) return;
    const JsonNode* group = root.find(base.group);
    const JsonNode* like = group == nullptr || group->type != JsonType::object ? nullptr : group->find(base.key);
    if (like == nullptr || like->type != JsonType::string || like->text.empty()) return;
    auto file = named_file(*like, base.pointer(), folders_of(scenario_path, base.folder), sources);
    if (!file) return;
    auto below = checked(std::move(*file), base, sources);
    if (below) lay_below(root, *below);
}

}  // namespace strathern
