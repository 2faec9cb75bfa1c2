// From a scenario's text to all of its texts: files by name, the shipped practices.
#include "scenario/compose.hpp"

#include <algorithm>
#include <utility>

#include "scenario/files.hpp"
#include "scenario/named_file.hpp"
#include "scenario/nearest.hpp"
#include "scenario/report.hpp"
#include "scenario/shipped.hpp"

namespace strathern {
namespace {

constexpr std::string_view idle_policy = "none";

class Expander {
public:
    Expander(const std::string& scenario_path, Sources& sources) : scenario_path_(scenario_path), sources_(sources) {}

    void expand(JsonNode& root) {
        for (const Member& member : scenario_struct().members) {
            if (member.folder.empty()) continue;
            folders_ = folders_of(scenario_path_, member.folder);
            JsonNode* map = root.find(member.name);
            if (map == nullptr) map = &add_map(root, member);
            if (map->type != JsonType::object || map->children.size() > member.count_limit) continue;
            if (member.folder == "practices") complete(*map);
            for (JsonNode& node : map->children) {
                if (node.type == JsonType::string) replace(node, pointer_to(pointer_to("", member.name), node.key));
            }
            if (member.folder == "policies") add_idle_policy(*map);
        }
    }

private:
    static JsonNode object(std::string_view key, Place place) {
        return {.type = JsonType::object, .place = place, .key_place = place, .key = std::string(key)};
    }

    JsonNode& add_map(JsonNode& root, const Member& member) {
        return root.children.emplace_back(object(member.name, root.place));
    }

    /// Names of the practices that there are without being asked for.
    std::vector<std::string> catalogue() const {
        for (const std::string& folder : folders_) {
            std::vector<std::string> names = names_in(folder);
            if (!names.empty()) return names;
        }
        // An organisation without practices is a different model: better no answer than a wrong one.
        shipped_scenarios();
        return {};
    }

    /// Adds the catalogue to what the author gave; null takes away one practice of it, or all under the name "*".
    void complete(JsonNode& map) {
        const auto takes_all = [](const JsonNode& node) {
            return node.key == all_practices && node.type == JsonType::null;
        };
        const bool alone = std::ranges::any_of(map.children, takes_all);
        const std::vector<std::string> shipped = alone ? std::vector<std::string>{} : catalogue();
        for (const JsonNode& node : map.children)
            if (node.type == JsonType::null && !alone) check_taken(node, shipped);
        for (const std::string& name : shipped) {
            if (map.find(name) != nullptr) continue;
            JsonNode& node = map.children.emplace_back(object(name, map.place));
            node.type = JsonType::string;
            node.text = name;
        }
    }

    void check_taken(const JsonNode& node, const std::vector<std::string>& shipped) {
        if (std::ranges::find(shipped, node.key) != shipped.end()) return;
        const std::vector<std::string_view> names(shipped.begin(), shipped.end());
        report(sources_, node.place, pointer_to("/practices", node.key), "null",
               "a practice; null takes one of the catalogue away", nearest_name(node.key, names));
    }

    static void add_idle_policy(JsonNode& map) {
        if (map.find(idle_policy) == nullptr) map.children.insert(map.children.begin(), object(idle_policy, map.place));
    }

    /// Replaces a file's name by its content or, if that fails, by an empty object, so that a problem is reported once.
    void replace(JsonNode& node, const std::string& pointer) {
        JsonNode content = object(node.key, node.place);
        if (auto parsed = named_file(node, pointer, folders_, sources_)) {
            content = std::move(*parsed);
            content.is_file = true;
        }
        content.key = node.key;
        content.key_place = node.key_place;
        node = std::move(content);
    }

    const std::string& scenario_path_;
    Sources& sources_;
    std::vector<std::string> folders_;
};

}  // namespace

void expand_files(JsonNode& root, const std::string& scenario_path, Sources& sources) {
    if (root.type == JsonType::object) Expander(scenario_path, sources).expand(root);
}

}  // namespace strathern
