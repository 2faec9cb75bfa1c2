// What is this parameter, practice field, metric field or signal?
#include "scenario/explain.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "scenario/nearest.hpp"
#include "scenario/values.hpp"

namespace strathern {
namespace {

/// Something that can be explained.
struct Entry {
    std::string path, text;
};

std::string lower(std::string_view type_name) {
    std::string result(type_name);
    result[0] = static_cast<char>(result[0] | 0x20);
    return result;
}

std::string leaf_text(const ParameterInfo& info) {
    const std::string dated = info.dated ? "a policy may change it on a date" : "fixed from the start";
    const std::string value = info.default_text.empty() ? "(empty)" : std::string(info.default_text);
    return fmt::format("{}\n  {}\n  default {}; {}\n  source: {} ({}); {}\n", info.path, info.description, value,
                       rule_of(info), info.source, name(info.evidence), dated);
}

void add_members(const StructInfo& type, const std::string& path, std::vector<Entry>& entries) {
    std::string keys;
    for (const Member& member : type.members) {
        if (member.shape != Shape::ignored) keys += fmt::format("{}{}", keys.empty() ? "" : ", ", member.name);
    }
    if (!path.empty()) entries.push_back({path, fmt::format("{}\n  {}\n  keys: {}\n", path, type.description, keys)});
    for (const Member& member : type.members) {
        const std::string inner = path.empty() ? std::string(member.name) : fmt::format("{}.{}", path, member.name);
        if (member.shape == Shape::ignored) continue;
        if (member.shape == Shape::leaf) {
            entries.push_back({inner, leaf_text(*member.leaf)});
        } else if (member.shape == Shape::group) {
            add_members(*member.type, inner, entries);
        } else {
            entries.push_back({inner, fmt::format("{}\n  {}\n", inner, member.description)});
        }
    }
}

void add_enum(const EnumInfo& info, std::vector<Entry>& entries) {
    for (std::size_t i = 0; i < info.descriptions.size(); ++i) {
        const std::string path = fmt::format("{}.{}", lower(info.name), info.names[i]);
        entries.push_back({path, fmt::format("{}\n  {}\n  {}\n", path, info.descriptions[i], info.description)});
    }
}

std::vector<Entry> all_entries() {
    std::vector<Entry> entries;
    add_members(scenario_struct(), "", entries);
    for (const StructInfo* type : definition_table()) add_members(*type, lower(type->name), entries);
    for (const EnumInfo& info : enum_table()) add_enum(info, entries);
    return entries;
}

std::string_view last_part(std::string_view path) { return path.substr(path.rfind('.') + 1); }

}  // namespace

std::string explain_parameter(std::string_view name) {
    const std::vector<Entry> entries = all_entries();
    std::string exact, partly;
    for (const Entry& entry : entries) {
        if (entry.path == name) exact += entry.text;
        if (last_part(entry.path) == name) partly += (partly.empty() ? "" : "\n") + entry.text;
    }
    return name.find('.') != std::string_view::npos ? exact : partly;
}

std::vector<std::string> nearest_parameters(std::string_view name) {
    constexpr std::size_t longest = 128, most = 5;
    std::vector<std::pair<std::size_t, std::string>> ranked;
    if (name.empty() || name.size() > longest) return {};
    for (const Entry& entry : all_entries()) {
        const std::size_t distance =
            std::min(edit_distance(name, entry.path), edit_distance(name, last_part(entry.path)));
        if (distance <= std::clamp<std::size_t>(name.size() / 3, 1, 3)) ranked.emplace_back(distance, entry.path);
    }
    std::ranges::stable_sort(ranked, {}, &std::pair<std::size_t, std::string>::first);
    std::vector<std::string> names;
    for (std::size_t i = 0; i < std::min(most, ranked.size()); ++i) names.push_back(std::move(ranked[i].second));
    return names;
}

}  // namespace strathern
