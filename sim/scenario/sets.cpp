// Settings of the command line: "review.care=3" becomes a value in the scenario's tree, checked like any other.
#include <algorithm>
#include <charconv>

#include "scenario/compose.hpp"
#include "scenario/nearest.hpp"
#include "scenario/problems.hpp"
#include "scenario/report.hpp"

namespace strathern {
namespace {

/// One setting on its way down the tree.
class Setter {
public:
    Setter(std::string_view text, int number, Sources& sources)
        : path_(text.substr(0, text.find('='))),
          value_(text.substr(path_.size() + 1)),
          sources_(sources),
          here_{static_cast<std::uint32_t>(sources.names.size() - 1), number, 1},
          value_place_{here_.file, number, static_cast<int>(path_.size()) + 2} {}

    void apply(JsonNode& root) { in_object(root, scenario_struct(), path_, ""); }

private:
    JsonNode& member(JsonNode& object, std::string_view key, JsonType type) const {
        if (JsonNode* found = object.find(key)) return *found;
        return object.children.emplace_back(
            JsonNode{.type = type, .place = here_, .key_place = here_, .key = std::string(key)});
    }

    void in_object(JsonNode& node, const StructInfo& type, std::string_view path, const std::string& pointer) {
        if (node.type != JsonType::object) return;  // reported when the tree is read
        const std::string_view key = path.substr(0, path.find('.'));
        const auto known = std::ranges::find(type.members, key, &Member::name);
        const std::string inner = pointer_to(pointer, key);
        if (known == type.members.end()) {
            return report(sources_, here_, inner, json_quoted(shortened(key)), key_rule(type, pointer),
                          key_hint(key, type));
        }
        const std::string_view rest = path.substr(std::min(path.size(), key.size() + 1));
        if (rest.empty()) return put(member(node, key, JsonType::null), kind_of(*known));
        in_member(node, *known, rest, inner);
    }

    /// How a value is written: practices are named by a text or by a list.
    static Kind kind_of(const Member& known) {
        if (known.shape == Shape::base) return Kind::text;
        return known.leaf == nullptr || known.shape == Shape::practices ? Kind::number : known.leaf->kind;
    }

    void in_member(JsonNode& node, const Member& known, std::string_view rest, const std::string& pointer) {
        switch (known.shape) {
            case Shape::group:
            case Shape::optional_group:
                return in_object(member(node, known.name, JsonType::object), *known.type, rest, pointer);
            case Shape::map:
                return in_map(member(node, known.name, JsonType::object), known, rest, pointer);
            case Shape::list:
                return in_list(member(node, known.name, JsonType::array), known, rest, pointer);
            case Shape::by_level:
                return in_levels(node, known, rest);
            case Shape::weights:
            case Shape::settings:
                return in_table(member(node, known.name, JsonType::object), rest);
            case Shape::leaf:
            case Shape::names:
            case Shape::practices:
            case Shape::base:
            case Shape::ignored:
                break;
        }
        report(sources_, here_, pointer, json_quoted(shortened(rest)), "nothing below " + std::string(known.name));
    }

    void in_map(JsonNode& map, const Member& known, std::string_view path, const std::string& pointer) {
        const std::string_view key = path.substr(0, path.find('.'));
        if (key.size() == path.size()) return put(member(map, key, JsonType::null), Kind::number);
        JsonNode* found = map.find(key);
        if (found != nullptr)
            return in_object(*found, *known.type, path.substr(key.size() + 1), pointer_to(pointer, key));
        std::vector<std::string_view> names;
        for (const JsonNode& child : map.children) names.push_back(child.key);
        report(sources_, here_, pointer_to(pointer, key), json_quoted(shortened(key)),
               "one of the " + std::string(known.name) + " of this scenario", nearest_name(key, names));
    }

    void in_list(JsonNode& list, const Member& known, std::string_view path, const std::string& pointer) {
        const std::string_view key = path.substr(0, path.find('.'));
        std::size_t index = 0;
        const auto [end, error] = std::from_chars(key.data(), key.data() + key.size(), index);
        const bool whole = error == std::errc() && end == key.data() + key.size();
        if (!whole || index >= list.children.size()) {
            const std::string rule = "the number of one of the " + std::to_string(list.children.size()) + " " +
                                     std::string(known.name) + ", from 0";
            return report(sources_, here_, pointer_to(pointer, key), json_quoted(shortened(key)), rule);
        }
        if (key.size() == path.size()) return put(list.children[index], Kind::number);
        in_object(list.children[index], *known.type, path.substr(key.size() + 1), pointer_to(pointer, key));
    }

    /// One level's value; the others keep the number that stands for all, or the default.
    void in_levels(JsonNode& object, const Member& known, std::string_view key) {
        const bool stated = object.find(known.name) != nullptr;
        JsonNode& levels = member(object, known.name, JsonType::number);
        if (!stated) levels.text = known.leaf->default_text;
        if (!stated) std::from_chars(levels.text.data(), levels.text.data() + levels.text.size(), levels.number);
        if (levels.type == JsonType::integer || levels.type == JsonType::number) {
            JsonNode each = levels;
            levels.type = JsonType::object;
            const auto names = std::ranges::find(enum_table(), std::string_view("Level"), &EnumInfo::name)->names;
            for (const std::string_view level : names) {
                each.key = level;
                levels.children.push_back(each);
            }
        }
        in_table(levels, key);
    }

    void in_table(JsonNode& table, std::string_view key) {
        if (table.type == JsonType::object) put(member(table, key, JsonType::null), Kind::number);
    }

    /// Strings need no quotes; anything else that is not JSON is a string too, and is rejected where it is read.
    void put(JsonNode& node, Kind kind) {
        const bool text = kind == Kind::text || kind == Kind::choice || kind == Kind::date || kind == Kind::seed;
        std::optional<JsonNode> parsed;
        if (!text || value_.starts_with('"')) parsed = parse();
        if (!parsed) parsed = JsonNode{.type = JsonType::string, .text = std::string(value_)};
        parsed->key = node.key;
        parsed->key_place = here_;
        node = std::move(*parsed);
        move_to(node);
    }

    std::optional<JsonNode> parse() {
        const std::size_t problems = sources_.problems.size();
        auto parsed = parse_document(value_, sources_);
        sources_.problems.resize(problems);
        return parsed;
    }

    void move_to(JsonNode& node) const {
        node.place = value_place_;
        for (JsonNode& child : node.children) {
            child.key_place = value_place_;
            move_to(child);
        }
    }

    std::string_view path_, value_;
    Sources& sources_;
    Place here_, value_place_;
};

}  // namespace

void apply_sets(JsonNode& root, std::span<const std::string> sets, const std::string& scenario_path, Sources& sources) {
    if (root.type != JsonType::object) return;
    for (std::size_t i = 0; i < sets.size(); ++i) {
        const std::size_t equals = sets[i].find('=');
        if (equals == std::string::npos || equals == 0) {
            throw Error(ExitCode::command_line,
                        {{set_option, static_cast<int>(i) + 1, 1, "", json_quoted(shortened(sets[i])),
                          "path=value, as in review.care=3", ""}});
        }
        sources.names.push_back(set_option);
        Setter(sets[i], static_cast<int>(i) + 1, sources).apply(root);
        expand_files(root, scenario_path, sources);
    }
}

}  // namespace strathern
