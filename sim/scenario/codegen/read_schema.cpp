// Reads the schema and rejects what is not in the closed subset that Strathern understands. Beside write_editor.cpp the
// only file here that includes the JSON library.
#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <fstream>
#include <initializer_list>
#include <limits>
#include <nlohmann/json.hpp>
#include <set>
#include <stdexcept>
#include <strathern/calendar.hpp>

#include "schema.hpp"

namespace strathern::codegen {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view definition_prefix = "#/$defs/";

class Reader {
public:
    explicit Reader(const Json& root) : root_(root) {}

    Schema read() {
        allow(root_, "", {"$schema", "title", "description", "type", "additionalProperties", "properties", "$defs"});
        for (const auto& [name, node] : root_.at("$defs").items()) read_definition(name, node);
        schema_.scenario = group(root_, "", "");
        schema_.scenario.type = "Scenario";
        check_paths();
        return std::move(schema_);
    }

private:
    void refuse(const std::string& path, const std::string& why) {
        schema_.problems.push_back(fmt::format("{}: {}", path.empty() ? "(root)" : path, why));
    }

    void allow(const Json& node, const std::string& path, std::initializer_list<std::string_view> keywords) {
        for (const auto& [keyword, value] : node.items()) {
            if (std::ranges::find(keywords, keyword) != keywords.end()) continue;
            refuse(path, fmt::format("keyword \"{}\" is not known here", keyword));
        }
    }

    std::string text(const Json& node, const char* keyword, const std::string& path, bool needed = true) {
        const auto found = node.find(keyword);
        const bool filled = found != node.end() && found->is_string() && !found->get_ref<const std::string&>().empty();
        if (filled) return found->get<std::string>();
        if (needed) refuse(path, fmt::format("needs a \"{}\" (a text)", keyword));
        return {};
    }

    // ---- definitions

    void read_definition(const std::string& name, const Json& node) {
        if (!is_snake(name)) refuse(name, "a definition's name must be an identifier in lower case");
        if (node.contains("enum")) {
            Node leaf = read_leaf(name, name, node);
            definitions_.insert(name);
            schema_.definitions.push_back(std::move(leaf));
        } else if (node.contains("propertyNames")) {
            definitions_.insert(name);
            schema_.definitions.push_back(weights(name, node));
        } else {
            Node result = group(node, name, name);
            definitions_.insert(name);
            schema_.definitions.push_back(std::move(result));
        }
    }

    Node weights(const std::string& name, const Json& node) {
        allow(node, name, {"type", "title", "description", "propertyNames", "additionalProperties"});
        Node result{.name = name, .path = name, .description = text(node, "description", name), .shape = "weights"};
        if (target(node.at("propertyNames"), name) != "signal") refuse(name, "weights must be given to signals");
        result.leaf = read_leaf("weight", "weight", node.at("additionalProperties")).leaf;
        return result;
    }

    std::string target(const Json& node, const std::string& path) {
        const std::string reference = text(node, "$ref", path);
        if (!reference.starts_with(definition_prefix)) return refuse(path, "only references to #/$defs/ are known"), "";
        std::string name = reference.substr(definition_prefix.size());
        if (!definitions_.contains(name)) refuse(path, fmt::format("\"{}\" must be defined before it is used", name));
        return name;
    }

    const Node* definition(const std::string& name) const {
        const auto found = std::ranges::find(schema_.definitions, name, &Node::name);
        return found == schema_.definitions.end() ? nullptr : &*found;
    }

    // ---- objects and their members

    Node group(const Json& node, const std::string& name, const std::string& path) {
        Node result{.name = name, .path = path, .description = text(node, "description", path), .shape = "group"};
        if (!path.empty()) allow(node, path, {"type", "title", "description", "additionalProperties", "properties"});
        result.type = text(node, "title", path);
        if (!is_pascal(result.type)) refuse(path, "the title must be a C++ type name, as in \"ReviewLaw\"");
        if (node.value("additionalProperties", Json(true)) != Json(false))
            refuse(path, "needs \"additionalProperties\": false");
        result.plain = true;
        for (const auto& [key, value] : node.at("properties").items()) {
            Node& added = result.members.emplace_back(member(key, path.empty() ? key : path + "." + key, value));
            result.plain = result.plain && added.plain;
        }
        return result;
    }

    Node member(const std::string& name, const std::string& path, const Json& node) {
        const bool ignored = name.starts_with("$");
        if (!ignored && (!is_snake(name) || is_keyword(name))) refuse(path, "is no identifier in lower case");
        if (node.contains("$ref")) return reference(name, path, node);
        if (node.contains("properties")) return group(node, name, path);
        if (node.value("format", "") == "settings") return settings(name, path, node);
        if (node.value("format", "") == "by_level") return by_level(name, path, node);
        if (node.value("format", "") == "practices") return practices(name, path, node);
        if (node.contains("items") && node.at("items").contains("enum")) return names(name, path, node);
        if (node.contains("file") && node.value("type", Json()) == "string") return base(name, path, node);
        if (node.contains("additionalProperties") || node.contains("items")) return container(name, path, node);
        Node result = read_leaf(name, path, node);
        if (ignored) result.shape = "ignored";
        return result;
    }

    Node reference(const std::string& name, const std::string& path, const Json& node) {
        allow(node, path, {"$ref", "optional"});
        const Node* found = definition(target(node, path));
        if (found == nullptr) return {.name = name, .path = path, .shape = "group"};
        Node result{.name = name,
                    .path = path,
                    .description = found->description,
                    .shape = found->shape,
                    .type = found->type,
                    .leaf = found->leaf};
        if (found->shape == "leaf") refuse(path, "a reference must be to an object");
        if (node.value("optional", false)) result.shape = "optional_group";
        return result;
    }

    Node settings(const std::string& name, const std::string& path, const Json& node) {
        allow(node, path, {"type", "title", "format", "description", "additionalProperties"});
        return {.name = name,
                .path = path,
                .description = text(node, "description", path),
                .shape = "settings",
                .type = "Setting"};
    }

    /// A number for all levels of engineers, or an object with one for each.
    Node by_level(const std::string& name, const std::string& path, const Json& node) {
        if (node.value("type", Json()) != Json{"number", "object"}) refuse(path, "its type must be number or object");
        Json single = node;
        single["type"] = "number";
        single.erase("format");
        Node result = read_leaf(name, path, single);
        result.shape = "by_level";
        result.type = "ByLevel";
        result.plain = false;
        return result;
    }

    /// Names of practices: one, or a list.
    Node practices(const std::string& name, const std::string& path, const Json& node) {
        if (node.value("type", Json()) != Json{"string", "array"}) refuse(path, "its type must be string or array");
        Node result = names(name, path, node);
        result.shape = "practices";
        result.type = "PracticeName";
        return result;
    }

    /// A list of names, out of an enumeration unless a format says of what; in any order.
    Node names(const std::string& name, const std::string& path, const Json& node) {
        allow(node, path, {"type", "format", "description", "items", "maxItems"});
        Node result = read_leaf(name, path, node.at("items"));
        if (result.leaf.kind != (node.contains("format") ? "text" : "choice")) refuse(path, "its items must be names");
        if (!node.contains("maxItems") || !node.at("maxItems").is_number_unsigned())
            refuse(path, "needs a \"maxItems\"");
        result.shape = "names";
        result.type = result.leaf.enum_name;
        result.description = text(node, "description", path);
        result.count_limit = node.value("maxItems", std::size_t{0});
        result.plain = false;
        return result;
    }

    /// The name of a file whose values lie below the scenario's own: no parameter, since only those values are kept.
    Node base(const std::string& name, const std::string& path, const Json& node) {
        Json text_alone = node;
        text_alone.erase("file");
        Node result = read_leaf(name, path, text_alone);
        if (!result.leaf.default_text.empty()) refuse(path, "the default of a file's name must be empty");
        result.shape = "base";
        result.folder = text(node, "file", path);
        result.plain = true;
        return result;
    }

    Node container(const std::string& name, const std::string& path, const Json& node) {
        allow(node, path,
              {"type", "title", "description", "file", "additionalProperties", "items", "maxItems", "maxProperties"});
        const bool is_list = node.contains("items");
        const std::string folder = node.value("file", "");
        const char* limit = is_list ? "maxItems" : "maxProperties";
        if (!node.contains(limit) || !node.at(limit).is_number_unsigned())
            refuse(path, fmt::format("needs a \"{}\"", limit));
        const Json& inside = node.at(is_list ? "items" : "additionalProperties");
        const Node* element = definition(target(folder.empty() ? inside : object_or_file(inside, path), path));
        if (element == nullptr || element->shape != "group") refuse(path, "its elements must be a defined object");
        return {.name = name,
                .path = path,
                .description = text(node, "description", path),
                .shape = is_list ? "list" : "map",
                .type = element == nullptr ? "" : element->type,
                .folder = folder,
                .count_limit = node.value(limit, std::size_t{0})};
    }

    /// Elements that may be in a file of their own: any of an object, a file's name.
    const Json& object_or_file(const Json& node, const std::string& path) {
        allow(node, path, {"anyOf"});
        const auto is = [&](std::size_t at, const char* type) {
            return node.at("anyOf")[at].value("type", "") == type;
        };
        const std::size_t count = node.contains("anyOf") ? node.at("anyOf").size() : 0;
        const bool fits = (count == 2 || (count == 3 && is(2, "null"))) && is(1, "string");
        if (!fits) refuse(path, "elements of a map with a \"file\" must be any of an object, a string, perhaps null");
        return fits ? node.at("anyOf")[0] : node;
    }

    // ---- single values

    Node read_leaf(const std::string& name, const std::string& path, const Json& node) {
        allow(node, path,
              {"type", "title", "format", "default", "minimum", "maximum", "maxLength", "enum", "descriptions", "unit",
               "description", "source", "evidence", "plausible", "dated"});
        Node result{.name = name, .path = path, .description = text(node, "description", path), .shape = "leaf"};
        Leaf& leaf = result.leaf;
        leaf.description = result.description;
        leaf.unit = text(node, "unit", path);
        leaf.source = text(node, "source", path);
        leaf.evidence = text(node, "evidence", path);
        static constexpr std::string_view grades[] = {"assumed", "derived", "measured", "calibrated"};
        if (std::ranges::find(grades, leaf.evidence) == std::end(grades))
            refuse(path, "\"evidence\" must be assumed, derived, measured or calibrated");
        leaf.dated = node.value("dated", true);
        leaf.kind = kind(path, node);
        result.plain =
            leaf.kind == "number" || leaf.kind == "integer" || leaf.kind == "boolean" || leaf.kind == "choice";
        if (!node.contains("default")) return refuse(path, "needs a \"default\""), result;
        read_default(leaf, path, node);
        read_plausible(leaf, path, node);
        return result;
    }

    // Between which values an assumed or calibrated number may well lie.
    void read_plausible(Leaf& leaf, const std::string& path, const Json& node) {
        if (!node.contains("plausible")) return;
        const Json& span = node.at("plausible");
        const bool fits = span.is_array() && span.size() == 2 && span[0].is_number() && span[1].is_number() &&
                          node.at("default").is_number();
        if (!fits) return refuse(path, "\"plausible\" must be two numbers, of a number");
        const double low = span[0].get<double>(), high = span[1].get<double>(),
                     value = node.at("default").get<double>();
        if (!(low < high) || low < leaf.minimum || high > leaf.maximum || value < low || value > high)
            return refuse(path, "\"plausible\" must hold the default and lie within its range");
        leaf.plausible = {low, high};
    }

    std::string kind(const std::string& path, const Json& node) {
        const Json type = node.value("type", Json());
        const std::string format = node.value("format", "");
        if (format == "seed") return "seed";
        if (format == "week_or_quarter" && type == "string") return "date";
        if (!format.empty()) refuse(path, fmt::format("format \"{}\" is not known here", format));
        if (type == "number" || type == "integer" || type == "boolean") return type.get<std::string>();
        if (type == "string") return node.contains("enum") ? "choice" : "text";
        refuse(path, "its \"type\" must be number, integer, boolean or string");
        return "text";
    }

    void read_default(Leaf& leaf, const std::string& path, const Json& node) {
        const Json& value = node.at("default");
        const bool fits = leaf.kind == "number"    ? value.is_number()
                          : leaf.kind == "integer" ? value.is_number_integer()
                          : leaf.kind == "boolean" ? value.is_boolean()
                                                   : value.is_string();
        if (!fits) return refuse(path, "the default has the wrong type");
        leaf.default_text = value.is_string() ? value.get<std::string>() : value.dump();
        if (leaf.kind == "number") leaf.default_text = number_text(value.get<double>());
        leaf.default_code = leaf.default_text;
        if (leaf.kind == "number" || leaf.kind == "integer") read_range(leaf, path, node);
        if (leaf.kind == "seed") read_seed(leaf, path);
        if (leaf.kind == "choice") read_choice(leaf, path, node);
        if (leaf.kind == "date") read_date(leaf, path);
        if (leaf.kind == "text") read_text(leaf, path, node);
    }

    void read_range(Leaf& leaf, const std::string& path, const Json& node) {
        for (const char* keyword : {"minimum", "maximum"}) {
            if (!node.contains(keyword) || !node.at(keyword).is_number())
                return refuse(path, fmt::format("needs a \"{}\" (a number)", keyword));
        }
        leaf.minimum = node.at("minimum").get<double>();
        leaf.maximum = node.at("maximum").get<double>();
        const double value = node.at("default").get<double>();
        if (value < leaf.minimum || value > leaf.maximum) refuse(path, "the default lies outside its range");
        const bool whole = leaf.default_code.find_first_of(".e") == std::string::npos;
        if (leaf.kind == "number" && whole) leaf.default_code += ".0";
    }

    void read_choice(Leaf& leaf, const std::string& path, const Json& node) {
        leaf.choices = node.at("enum").get<std::vector<std::string>>();
        leaf.enum_name = text(node, "title", path);
        leaf.default_code = leaf.enum_name + "::" + enumerator(leaf.default_text);
        if (!is_pascal(leaf.enum_name)) refuse(path, "the title must be a C++ type name");
        if (!std::ranges::all_of(leaf.choices, is_snake))
            refuse(path, "every choice must be an identifier in lower case");
        if (std::ranges::find(leaf.choices, leaf.default_text) == leaf.choices.end())
            refuse(path, "the default is none of the choices");
        add_enum(leaf, path, node);
    }

    void add_enum(const Leaf& leaf, const std::string& path, const Json& node) {
        const auto known = std::ranges::find(schema_.enums, leaf.enum_name, &Enum::name);
        if (known != schema_.enums.end()) {
            if (known->values != leaf.choices) refuse(path, "another enum of this title has other values");
            return;
        }
        Enum added{.name = leaf.enum_name, .description = leaf.description, .values = leaf.choices};
        for (const std::string& value : leaf.choices) {
            if (!node.contains("descriptions")) break;
            added.descriptions.push_back(text(node.at("descriptions"), value.c_str(), path + ".descriptions"));
        }
        schema_.enums.push_back(std::move(added));
    }

    void read_seed(Leaf& leaf, const std::string& path) {
        const bool digits = leaf.default_text.find_first_not_of("0123456789") == std::string::npos;
        if (!digits || leaf.default_text.empty() || leaf.default_text.size() > 19)
            refuse(path, "the default must be a text of digits");
        leaf.default_code += "U";
    }

    void read_date(Leaf& leaf, const std::string& path) {
        static constexpr std::pair<std::string_view, int> units[] = {{"week ", 1}, {"quarter ", weeks_per_quarter}};
        leaf.default_code.clear();
        for (const auto& [word, weeks] : units) {
            if (!leaf.default_text.starts_with(word)) continue;
            leaf.default_code = std::to_string((std::atoi(leaf.default_text.c_str() + word.size()) - 1) * weeks);
        }
        if (leaf.default_code.empty()) refuse(path, "the default must be a date, as in \"week 6\"");
    }

    void read_text(Leaf& leaf, const std::string& path, const Json& node) {
        leaf.default_code = Json(leaf.default_text).dump();
        leaf.length_limit = node.value("maxLength", std::size_t{0});
        if (path.find('$') == std::string::npos && leaf.length_limit == 0) refuse(path, "needs a \"maxLength\"");
        if (leaf.default_text.size() > leaf.length_limit) refuse(path, "the default is too long");
    }

    // ---- afterwards

    void check_paths() {
        std::set<std::string> seen;
        for (const Node& node : schema_.definitions) check_path(node, seen);
        for (const Node& node : schema_.scenario.members) check_path(node, seen);
        for (const Enum& item : schema_.enums) {
            if (std::ranges::find(schema_.definitions, item.name, &Node::type) != schema_.definitions.end())
                refuse(item.name, "is also a type");
        }
    }

    void check_path(const Node& node, std::set<std::string>& seen) {
        if (!seen.insert(node.path).second) refuse(node.path, "stands for two things");
        for (const Node& child : node.members) check_path(child, seen);
    }

    const Json& root_;
    Schema schema_;
    std::set<std::string> definitions_;
};

}  // namespace

Schema read_schema(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) throw std::runtime_error("cannot read " + path);
    const Json root = Json::parse(file);
    return Reader(root).read();
}

}  // namespace strathern::codegen
