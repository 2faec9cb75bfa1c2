// From the tree of texts to the typed scenario: every value checked on its own.
#include "scenario/read.hpp"

#include <algorithm>
#include <numeric>
#include <strathern/params/definitions.hpp>

#include "scenario/files.hpp"
#include "scenario/nearest.hpp"
#include "scenario/problems.hpp"
#include "scenario/report.hpp"
#include "scenario/values.hpp"

namespace strathern {
namespace {

class Reader {
public:
    explicit Reader(Sources& sources) : sources_(sources) {}

    void object(const JsonNode& node, const StructInfo& type, void* owner, const std::string& pointer) {
        if (!expect(node, JsonType::object, pointer)) return;
        for (const JsonNode& child : node.children) {
            if (is_full(sources_)) return;
            const auto known = std::ranges::find(type.members, std::string_view(child.key), &Member::name);
            if (known == type.members.end()) {
                unknown_key(child, type, pointer);
            } else {
                member(child, *known, owner, pointer_to(pointer, child.key));
            }
        }
    }

private:
    /// Reports a problem; its pointer starts at the file's root, unless the command line gave the value.
    void tell(Place place, const std::string& pointer, const std::string& value, const std::string& rule,
              const std::string& hint = {}) {
        report(sources_, place, local(place, pointer), value, rule, hint);
    }

    std::string local(Place place, const std::string& pointer) const {
        return sources_.names.at(place.file) == set_option ? pointer : pointer.substr(file_start_);
    }

    bool expect(const JsonNode& node, JsonType type, const std::string& pointer) {
        if (node.type == type) return true;
        tell(node.place, pointer, shown(node), std::string(name(type)));
        return false;
    }

    void unknown_key(const JsonNode& child, const StructInfo& type, const std::string& pointer) {
        tell(child.key_place, pointer_to(pointer, child.key), json_quoted(shortened(child.key)),
             key_rule(type, pointer), key_hint(child.key, type));
    }

    void member(const JsonNode& node, const Member& known, void* owner, const std::string& pointer) {
        void* inside = known.locate != nullptr ? known.locate(owner) : owner;
        switch (known.shape) {
            case Shape::leaf:
                return read_leaf(node, *known.leaf, known.leaf->locate(owner), local(node.place, pointer), sources_);
            case Shape::by_level:
                return by_level(node, *known.leaf, *static_cast<ByLevel*>(inside), pointer);
            case Shape::group:
                return object(node, *known.type, inside, pointer);
            case Shape::optional_group:
                return object(node, *known.type, known.access.append(inside, ""), pointer);
            case Shape::map:
                return map(node, known, inside, pointer);
            case Shape::list:
                return list(node, known, inside, pointer);
            case Shape::names:
                return names(node, known, inside, pointer);
            case Shape::practices:
                return practices(node, known, *static_cast<std::vector<PracticeName>*>(inside), pointer);
            case Shape::weights:
                return weights(node, *known.leaf, *static_cast<std::vector<Weight>*>(inside), pointer);
            case Shape::settings:
                return settings(node, *static_cast<std::vector<Setting>*>(inside), pointer);
            case Shape::base:  // its values are there already
            case Shape::ignored:
                expect(node, JsonType::string, pointer);
        }
    }

    bool few(const JsonNode& node, const Member& known, const std::string& pointer) {
        if (node.children.size() <= known.count_limit) return true;
        const std::string rule = "at most " + std::to_string(known.count_limit) + " " + std::string(known.name);
        const std::string hint = known.folder == "policies" ? "the policy none, which always exists, counts too" : "";
        tell(node.place, pointer, std::to_string(node.children.size()), rule, hint);
        return false;
    }

    /// Elements of a map, by name where order has no meaning; policies keep the author's order.
    static std::vector<const JsonNode*> ordered(const JsonNode& node, const Member& known) {
        std::vector<const JsonNode*> result;
        for (const JsonNode& child : node.children) result.push_back(&child);
        if (known.folder != "policies") std::ranges::stable_sort(result, {}, &JsonNode::key);
        return result;
    }

    void map(const JsonNode& node, const Member& known, void* container, const std::string& pointer) {
        if (!expect(node, JsonType::object, pointer) || !few(node, known, pointer)) return;
        for (const JsonNode* child : ordered(node, known)) {
            if (known.folder == "practices" && child->type == JsonType::null) continue;  // taken away
            const std::string inner = pointer_to(pointer, child->key);
            if (!is_plain_name(child->key)) {
                const std::string rule =
                    "a name of at most 64 lower-case letters, digits and _, starting with a letter";
                tell(child->key_place, inner, json_quoted(shortened(child->key)), rule);
            }
            const std::size_t outer_start = file_start_;
            if (child->is_file) file_start_ = inner.size();
            object(*child, *known.type, known.access.append(container, child->key), inner);
            file_start_ = outer_start;
        }
    }

    void list(const JsonNode& node, const Member& known, void* container, const std::string& pointer) {
        if (!expect(node, JsonType::array, pointer) || !few(node, known, pointer)) return;
        for (std::size_t i = 0; i < node.children.size(); ++i) {
            object(node.children[i], *known.type, known.access.append(container, ""),
                   pointer_to(pointer, std::to_string(i)));
        }
    }

    void names(const JsonNode& node, const Member& known, void* container, const std::string& pointer) {
        if (!expect(node, JsonType::array, pointer) || !few(node, known, pointer)) return;
        for (std::size_t i = 0; i < node.children.size(); ++i) {
            const std::string inner = pointer_to(pointer, std::to_string(i));
            read_leaf(node.children[i], *known.leaf, known.access.append(container, ""),
                      local(node.children[i].place, inner), sources_);
        }
    }

    /// One name, or a list. Whether there are such practices is checked when all of the scenario has been read.
    void practices(const JsonNode& node, const Member& known, std::vector<PracticeName>& names,
                   const std::string& pointer) {
        if (node.type == JsonType::string)
            return read_leaf(node, *known.leaf, &names.emplace_back().name, local(node.place, pointer), sources_);
        if (node.type != JsonType::array)
            return tell(node.place, pointer, shown(node), "the name of a practice, or a list of names");
        if (!few(node, known, pointer)) return;
        for (std::size_t i = 0; i < node.children.size(); ++i) {
            const JsonNode& child = node.children[i];
            const std::string inner = pointer_to(pointer, std::to_string(i));
            read_leaf(child, *known.leaf, &names.emplace_back().name, local(child.place, inner), sources_);
        }
    }

    /// A number for all levels; or an object, in which a level that is left out has nothing.
    void by_level(const JsonNode& node, const ParameterInfo& info, ByLevel& values, const std::string& pointer) {
        if (node.type == JsonType::array)
            return tell(node.place, pointer, shown(node), rule_of(info) + ", or an object with one for each level");
        if (node.type != JsonType::object) {
            double all = values[0];
            read_leaf(node, info, &all, local(node.place, pointer), sources_);
            values = all;
            return;
        }
        const auto names = names_of("Level");
        values = 0.0;
        for (const JsonNode& child : node.children) {
            const std::string inner = pointer_to(pointer, child.key);
            const auto level = std::ranges::find(names, std::string_view(child.key));
            if (level == names.end()) {
                tell(child.key_place, inner, json_quoted(shortened(child.key)), "a level of engineers",
                     nearest_name(child.key, names));
                continue;
            }
            double& value = values[static_cast<std::size_t>(level - names.begin())];
            read_leaf(child, info, &value, local(child.place, inner), sources_);
        }
    }

    void weights(const JsonNode& node, const ParameterInfo& info, std::vector<Weight>& weights,
                 const std::string& pointer) {
        if (!expect(node, JsonType::object, pointer)) return;
        const auto names = names_of("Signal");
        for (const JsonNode& child : node.children) {
            const std::string inner = pointer_to(pointer, child.key);
            const auto known = std::ranges::find(names, std::string_view(child.key));
            if (known == names.end()) {
                tell(child.key_place, inner, json_quoted(shortened(child.key)), "the name of a signal",
                     nearest_name(child.key, names));
                continue;
            }
            Weight& added = weights.emplace_back(Weight{static_cast<Signal>(known - names.begin()), 0});
            read_leaf(child, info, &added.weight, local(child.place, inner), sources_);
        }
        std::ranges::sort(weights, {}, &Weight::signal);
    }

    static std::span<const std::string_view> names_of(std::string_view choice) {
        return std::ranges::find(enum_table(), choice, &EnumInfo::name)->names;
    }

    void settings(const JsonNode& node, std::vector<Setting>& settings, const std::string& pointer) {
        if (!expect(node, JsonType::object, pointer)) return;
        for (const JsonNode& child : node.children) setting(child, settings, pointer_to(pointer, child.key));
        std::ranges::sort(settings, {}, &Setting::parameter);
    }

    void setting(const JsonNode& child, std::vector<Setting>& settings, const std::string& pointer) {
        const auto table = parameter_table();
        const std::uint32_t index = parameter_index(child.key);
        const std::string key = json_quoted(shortened(child.key));
        if (index == table.size()) {
            tell(child.key_place, pointer, key, "the path of a parameter, as in review.care", nearest_path(child.key));
        } else if (!table[index].dated) {
            tell(child.key_place, pointer, key,
                 "a parameter that may change on a date; this one is fixed from the start");
        } else {
            Parameters scratch;
            read_leaf(child, table[index], table[index].locate(&scratch), local(child.place, pointer), sources_);
            settings.push_back({child.key, index, parameter_value(scratch, index)});
        }
    }

    /// The nearest path, or the path whose last part alone was written.
    static std::string nearest_path(const std::string& written) {
        std::vector<std::string_view> paths, names;
        for (const ParameterInfo& info : parameter_table()) {
            if (info.name == written && info.dated) return std::string(info.path);
            paths.push_back(info.path);
        }
        return nearest_name(written, paths);
    }

    Sources& sources_;
    std::size_t file_start_ = 0;  // length of the pointer to the root of the file that is read
};

/// Places of named practices in the catalogue; one behind the last where there is no such practice.
void number_practices(Scenario& scenario) {
    const auto number = [&](std::vector<PracticeName>& names) {
        for (PracticeName& each : names) {
            const auto found = std::ranges::find(scenario.practices, each.name, &Named<Practice>::name);
            each.practice = static_cast<std::uint32_t>(found - scenario.practices.begin());
        }
    };
    for (auto& policy : scenario.policies)
        for (Intervention& intervention : policy.value.interventions) {
            number(intervention.take_away);
            number(intervention.teach);
        }
}

}  // namespace

Scenario read_scenario(const JsonNode& root, Sources& sources) {
    Scenario scenario;
    Reader(sources).object(root, scenario_struct(), &scenario, "");
    number_practices(scenario);
    return scenario;
}

}  // namespace strathern
