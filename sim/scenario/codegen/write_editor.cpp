// Writes the schemas for editors: standard JSON Schema, in which lists that the program knows are written out.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <utility>

#include "editor.hpp"

namespace strathern::codegen {
namespace {

using Json = nlohmann::ordered_json;
namespace fs = std::filesystem;

constexpr const char* dialect = "https://json-schema.org/draft/2020-12/schema";
/// The definition of what the file of an organisation holds; it stands in no other schema.
constexpr const char* organisation_file = "organisation";
constexpr const char* note =
    "Generated from scenarios/scenario.schema.json; rewrite with the target accept-docs. For editors only.";

Json read(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    return Json::parse(file);
}

/// Names and words of the files in a folder, sorted by name.
std::vector<std::pair<std::string, std::string>> files_in(const fs::path& folder) {
    std::vector<std::pair<std::string, std::string>> files;
    if (!fs::is_directory(folder)) return files;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder))
        if (entry.path().extension() == ".json")
            files.emplace_back(entry.path().stem().string(), read(entry.path()).value("about", ""));
    std::ranges::sort(files);
    return files;
}

class Writer {
public:
    explicit Writer(const fs::path& schema) : folder_(schema.parent_path()), root_(read(schema)) {
        collect_paths(root_, "");
    }

    Json scenario() {
        Json result = {{"$schema", dialect}, {"$comment", note}};
        result.update(object(root_));
        result["$defs"] = Json::object();
        for (const auto& [name, node] : root_.at("$defs").items()) result["$defs"][name] = written(node);
        result["$defs"][organisation_file] = organisation(result.at("properties"));
        return result;
    }

private:
    static bool is_dated_leaf(const Json& node) {
        return node.contains("evidence") && node.value("dated", true) && !node.contains("properties");
    }

    /// Every parameter that a policy may set, by path.
    void collect_paths(const Json& group, const std::string& path) {
        for (const auto& [key, node] : group.at("properties").items()) {
            const std::string inner = path.empty() ? key : path + "." + key;
            if (node.contains("properties"))
                collect_paths(node, inner);
            else if (is_dated_leaf(node))
                settable_[inner] = leaf(node);
        }
    }

    Json written(const Json& node) {
        if (node.contains("$ref")) return {{"$ref", node.at("$ref")}};
        if (node.value("format", "") == "settings") return settings(node);
        if (node.value("format", "") == "by_level") return by_level(node);
        if (node.value("format", "") == "practices") return practices(node);
        if (node.contains("propertyNames")) return weights(node);
        if (node.contains("properties")) return object(node);
        if (node.contains("items")) return list(node);
        if (node.contains("file")) return node.at("type") == "string" ? named_file(node) : named_files(node);
        if (node.contains("additionalProperties")) return map(node);
        return leaf(node);
    }

    Json object(const Json& node) {
        Json result = {{"type", "object"}, {"description", node.at("description")}, {"additionalProperties", false}};
        for (const auto& [key, inner] : node.at("properties").items()) result["properties"][key] = written(inner);
        return result;
    }

    /// A single value: what limits it, and a description with its unit.
    static Json leaf(const Json& node) {
        Json result;
        for (const char* keyword : {"type", "enum", "default", "minimum", "maximum", "maxLength"})
            if (node.contains(keyword)) result[keyword] = node.at(keyword);
        result["description"] = fmt::format("{} [{}]", node.value("description", ""), node.value("unit", ""));
        if (node.contains("descriptions"))
            for (const Json& name : node.at("enum"))
                result["enumDescriptions"].push_back(node.at("descriptions").at(name.get<std::string>()));
        if (node.value("format", "") == "week_or_quarter") {
            result["pattern"] = "^(week|quarter) [1-9][0-9]*$";
            result["examples"] = {"week 6", "quarter 2"};
        }
        return result;
    }

    /// What the file of an organisation may hold: the groups of parameters, without the name of another organisation.
    Json organisation(const Json& properties) const {
        Json own = Json::object();
        for (const char* name : {"$schema", "about"}) own[name] = properties.at(name);
        own["reasons"] = {{"type", "object"},
                          {"description", "Why the organisation has a value, by the parameter's path."},
                          {"additionalProperties", {{"type", "string"}}}};
        for (const auto& [name, node] : root_.at("properties").items()) {
            if (!node.contains("properties") || name == "study") continue;
            own[name] = {{"$ref", "#/properties/" + name}};
            for (const auto& [key, inner] : node.at("properties").items()) {
                if (!inner.contains("file")) continue;
                own[name] = properties.at(name);
                own[name]["properties"].erase(key);
            }
        }
        return {{"type", "object"},
                {"description", "An organisation that scenarios can start from."},
                {"additionalProperties", false},
                {"properties", own}};
    }

    /// A text that names a file: shipped names are proposed, others stay possible.
    Json named_file(const Json& node) const {
        Json names = Json::array(), words = Json::array(),
             any = {{"type", "string"}, {"maxLength", node.at("maxLength")}};
        for (const auto& [name, about] : files_in(folder_ / node.at("file").get<std::string>())) {
            names.push_back(name);
            words.push_back(about);
        }
        Json result = {{"description", node.at("description")}, {"default", node.at("default")}, {"anyOf", {any}}};
        if (!names.empty())
            result["anyOf"].push_back({{"type", "string"}, {"enum", names}, {"enumDescriptions", words}});
        return result;
    }

    Json settings(const Json& node) const {
        return {{"type", "object"},
                {"description", node.at("description")},
                {"additionalProperties", false},
                {"properties", settable_}};
    }

    /// A number, or an object with one for each level.
    Json by_level(const Json& node) const {
        Json single = leaf(node), each = {{"type", "object"}, {"additionalProperties", false}};
        single["type"] = "number";
        const Json description = std::exchange(single["description"], nullptr);
        single.erase("description");
        for (const Json& level : root_.at("$defs").at("practice").at("properties").at("least_level").at("enum"))
            each["properties"][level.get<std::string>()] = {
                {"type", "number"}, {"minimum", node.at("minimum")}, {"maximum", node.at("maximum")}};
        return {{"description", description}, {"default", node.at("default")}, {"anyOf", {single, each}}};
    }

    /// One name or a list; shipped names are proposed, others stay possible.
    Json practices(const Json& node) const {
        const Json& items = node.at("items");
        Json one = {{"type", "string"}, {"maxLength", items.at("maxLength")}};
        for (const auto& [name, about] : files_in(folder_ / "practices")) one["examples"].push_back(name);
        const Json list = {{"type", "array"}, {"maxItems", node.at("maxItems")}, {"items", one}};
        return {{"description", node.at("description")}, {"anyOf", {one, list}}};
    }

    Json weights(const Json& node) const {
        const Json& signal = root_.at("$defs").at("signal");
        Json result = {{"type", "object"}, {"description", node.at("description")}, {"additionalProperties", false}};
        for (const Json& name : signal.at("enum")) {
            Json weight = leaf(node.at("additionalProperties"));
            weight["description"] = signal.at("descriptions").at(name.get<std::string>());
            result["properties"][name.get<std::string>()] = std::move(weight);
        }
        return result;
    }

    Json list(const Json& node) {
        return {{"type", "array"},
                {"description", node.at("description")},
                {"maxItems", node.at("maxItems")},
                {"items", written(node.at("items"))}};
    }

    Json map(const Json& node) {
        return {{"type", "object"},
                {"description", node.at("description")},
                {"maxProperties", node.at("maxProperties")},
                {"additionalProperties", written(node.at("additionalProperties"))}};
    }

    /// Elements by name, each an object or the name of a file: shipped names are proposed, others stay possible.
    Json named_files(const Json& node) const {
        Json element = node.at("additionalProperties"), names = Json::array(), words = Json::array();
        const auto files = files_in(folder_ / node.at("file").get<std::string>());
        for (const auto& [name, about] : files) {
            names.push_back(name);
            words.push_back(about);
        }
        if (!files.empty())
            element["anyOf"].push_back({{"type", "string"}, {"enum", names}, {"enumDescriptions", words}});
        Json result = {{"type", "object"},
                       {"description", node.at("description")},
                       {"maxProperties", node.at("maxProperties")},
                       {"additionalProperties", element}};
        for (const auto& [name, about] : files) {
            result["properties"][name] = element;
            result["properties"][name]["description"] = about;
        }
        return result;
    }

    fs::path folder_;
    Json root_;
    Json settable_ = Json::object();
};

/// A schema for files that hold one definition only.
File part(const std::string& definition) {
    const Json schema = {
        {"$schema", dialect}, {"$comment", note}, {"$ref", "scenario.schema.json#/$defs/" + definition}};
    return {definition + ".schema.json", schema.dump(2) + "\n"};
}

/// Definitions that may be in files of their own, as in "policy".
std::vector<std::string> definitions_in_files(const Json& schema) {
    constexpr std::string_view prefix = "#/$defs/";
    std::vector<std::string> names;
    for (const auto& [key, node] : schema.at("properties").items())
        if (node.contains("file"))
            names.push_back(
                node.at("additionalProperties").at("anyOf").at(0).at("$ref").get<std::string>().substr(prefix.size()));
    return names;
}

}  // namespace

std::vector<File> editor_schemas(const std::string& schema_path) {
    std::vector<File> files = {{"scenario.schema.json", Writer(schema_path).scenario().dump(1) + "\n"}};
    for (const std::string& name : definitions_in_files(read(schema_path))) files.push_back(part(name));
    files.push_back(part(organisation_file));
    return files;
}

}  // namespace strathern::codegen
