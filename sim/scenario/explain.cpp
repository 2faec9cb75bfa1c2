// What is this parameter, practice field, metric field or signal?
#include "scenario/explain.hpp"

#include <fmt/format.h>

#include <utility>

#include "scenario/glossary.hpp"
#include "scenario/references.hpp"
#include "scenario/values.hpp"

namespace strathern {
namespace {

/// Something that can be explained.
struct Entry {
    std::string path, sentence;
    std::string rest = {};                ///< further lines
    const ParameterInfo* leaf = nullptr;  ///< of a single value
};

std::string lower(std::string_view type_name) {
    std::string result(type_name);
    result[0] = static_cast<char>(result[0] | 0x20);
    return result;
}

std::string leaf_text(const ParameterInfo& info) {
    const std::string dated = info.dated ? "a policy may change it on a date" : "fixed from the start";
    const std::string value = info.default_text.empty() ? "(empty)" : std::string(info.default_text);
    return fmt::format("{}\n  {}\n  default {}; allowed: {}; {}\n  source: {} ({})\n{}", info.path, info.description,
                       value, rule_of(info), dated, info.source, name(info.evidence), references_text(info.source, 4));
}

void add_members(const StructInfo& type, const std::string& path, std::vector<Entry>& entries) {
    std::string keys;
    for (const Member& member : type.members) {
        if (member.shape != Shape::ignored) keys += fmt::format("{}{}", keys.empty() ? "" : ", ", member.name);
    }
    if (!path.empty()) entries.push_back({path, std::string(type.description), fmt::format("  keys: {}\n", keys)});
    for (const Member& member : type.members) {
        const std::string inner = path.empty() ? std::string(member.name) : fmt::format("{}.{}", path, member.name);
        if (member.shape == Shape::ignored) continue;
        if (member.shape == Shape::leaf || member.shape == Shape::by_level) {
            entries.push_back({inner, std::string(member.leaf->description), "", member.leaf});
        } else if (member.shape == Shape::group) {
            add_members(*member.type, inner, entries);
        } else {
            entries.push_back({inner, std::string(member.description)});
        }
    }
}

void add_enum(const EnumInfo& info, std::vector<Entry>& entries) {
    for (std::size_t i = 0; i < info.descriptions.size(); ++i) {
        const std::string path = fmt::format("{}.{}", lower(info.name), info.names[i]);
        entries.push_back({path, std::string(info.descriptions[i]), fmt::format("  {}\n", info.description)});
    }
}

std::vector<Entry> all_entries() {
    std::vector<Entry> entries;
    add_members(scenario_struct(), "", entries);
    for (const StructInfo* type : definition_table()) add_members(*type, lower(type->name), entries);
    for (const EnumInfo& info : enum_table()) add_enum(info, entries);
    return entries;
}

std::string text_of(const Entry& entry) {
    if (entry.leaf != nullptr) return leaf_text(*entry.leaf);
    return fmt::format("{}\n  {}\n{}", entry.path, entry.sentence, entry.rest);
}

std::string_view last_part(std::string_view path) { return path.substr(path.rfind('.') + 1); }

void add_values(const StructInfo& type, const std::string& path, std::string_view name, std::string& text) {
    for (const Member& member : type.members) {
        const std::string inner = path.empty() ? std::string(member.name) : fmt::format("{}.{}", path, member.name);
        if (member.shape == Shape::group) add_values(*member.type, inner, name, text);
        if (member.leaf == nullptr || member.leaf->kind != Kind::choice) continue;
        for (const std::string_view choice : member.leaf->choices)
            if (is_name(name, choice))
                text += fmt::format("{}\"{}\", a value of {}\n  {}\n", text.empty() ? "" : "\n", choice, inner,
                                    member.leaf->description);
    }
}

/// Parameters that may have a value of this name, signals left out: they have entries of their own.
std::string explain_value(std::string_view name) {
    std::string text;
    add_values(scenario_struct(), "", name, text);
    for (const StructInfo* type : definition_table()) add_values(*type, lower(type->name), name, text);
    return text;
}

}  // namespace

std::vector<Described> described_parameters() {
    std::vector<Described> all;
    for (Entry& entry : all_entries()) all.push_back({std::move(entry.path), std::move(entry.sentence)});
    return all;
}

std::string explain_parameter(std::string_view name) {
    const bool is_path = name.find('.') != std::string_view::npos;
    std::string text;
    for (const Entry& entry : all_entries()) {
        if (!is_name(name, is_path ? std::string_view(entry.path) : last_part(entry.path))) continue;
        text += (text.empty() || is_path ? "" : "\n") + text_of(entry);
    }
    return text.empty() ? explain_value(name) : text;
}

std::string references_text(std::string_view source, std::size_t indent) {
    std::string text;
    const std::string blanks(indent, ' ');
    for (const Reference& cited : cited_in(source)) {
        text += blanks + cited.key + " is " + full_text(cited) + "\n";
        if (!cited.evidence.empty()) text += blanks + "  taken from it: " + cited.evidence + "\n";
    }
    return text;
}

}  // namespace strathern
