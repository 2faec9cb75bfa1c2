// Which known name was probably meant?
#include "scenario/nearest.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace strathern {
namespace {

constexpr std::size_t name_limit = 64;

char folded(char c) {
    if (c >= 'A' && c <= 'Z') return static_cast<char>(c - 'A' + 'a');
    return c == '-' || c == ' ' ? '_' : c;
}

std::size_t common_start(std::string_view a, std::string_view b) {
    std::size_t length = 0;
    while (length < std::min(a.size(), b.size()) && folded(a[length]) == folded(b[length])) ++length;
    return length;
}

std::size_t tolerance(std::string_view written) { return std::clamp<std::size_t>(written.size() / 3, 1, 3); }

/// The one name that begins with the written one ("quarters": quarters_count); empty if none or several do.
std::string_view only_longer(std::string_view written, std::span<const std::string_view> names) {
    constexpr std::size_t least = 4;  // fewer letters match too many names
    std::string_view found;
    for (const std::string_view name : names) {
        if (written.size() < least || common_start(written, name) < written.size()) continue;
        if (!found.empty()) return {};
        found = name;
    }
    return found;
}

/// Objects in which a key is known, as paths ("activities.review", "practice").
void collect_places(std::string_view key, const StructInfo& type, const std::string& path,
                    std::vector<std::string>& found) {
    for (const Member& member : type.members) {
        if (member.name == key) found.push_back(path);
        if (member.shape != Shape::group || member.type == nullptr) continue;
        const std::string inner = path.empty() ? std::string(member.name) : path + "." + std::string(member.name);
        collect_places(key, *member.type, inner, found);
    }
}

std::vector<std::string> places_of(std::string_view key) {
    std::vector<std::string> found;
    collect_places(key, scenario_struct(), "", found);
    for (const StructInfo* type : definition_table()) {
        std::string name(type->name);
        name[0] = folded(name[0]);
        collect_places(key, *type, "a " + name, found);
    }
    return found;
}

std::string belongs(std::string_view key, std::span<const std::string> places) {
    std::string text = std::string("\"").append(key).append("\" belongs ");
    for (std::size_t i = 0; i < std::min<std::size_t>(places.size(), 3); ++i) {
        if (i > 0) text += " or ";
        text += places[i].empty()             ? "at the top level"
                : places[i].starts_with("a ") ? "in " + places[i]
                                              : "under \"" + places[i] + "\"";
    }
    return text;
}

}  // namespace

std::size_t edit_distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> before(b.size() + 1), row(b.size() + 1), next(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        next[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const bool same = folded(a[i - 1]) == folded(b[j - 1]);
            next[j] = std::min({row[j] + 1, next[j - 1] + 1, row[j - 1] + (same ? 0 : 1)});
            const bool swapped =
                i > 1 && j > 1 && folded(a[i - 1]) == folded(b[j - 2]) && folded(a[i - 2]) == folded(b[j - 1]);
            if (swapped) next[j] = std::min(next[j], before[j - 2] + 1);
        }
        before.swap(row);
        row.swap(next);
    }
    return row[b.size()];
}

std::string nearest_name(std::string_view written, std::span<const std::string_view> names) {
    if (written.empty() || written.size() > name_limit) return "";
    std::string_view best;
    std::size_t best_distance = tolerance(written) + 1, best_start = 0;
    for (const std::string_view name : names) {
        const std::size_t distance = edit_distance(written, name), start = common_start(written, name);
        if (distance > best_distance || (distance == best_distance && start <= best_start)) continue;
        if (distance > tolerance(written)) continue;
        best = name, best_distance = distance, best_start = start;
    }
    return std::string(best.empty() ? only_longer(written, names) : best);
}

std::vector<std::string> nearest_names(std::string_view written, std::span<const std::string> names) {
    constexpr std::size_t longest = 128, most = 5;
    std::vector<std::pair<std::size_t, std::string>> ranked;
    if (written.empty() || written.size() > longest) return {};
    for (const std::string_view name : names) {
        const std::string_view last = name.substr(name.rfind('.') + 1);
        const std::size_t distance = std::min(edit_distance(written, name), edit_distance(written, last));
        if (distance <= tolerance(written)) ranked.emplace_back(distance, name);
    }
    std::ranges::stable_sort(ranked, {}, &std::pair<std::size_t, std::string>::first);
    std::vector<std::string> found;
    for (auto& [distance, name] : ranked)
        if (found.size() < most && std::ranges::find(found, name) == found.end()) found.push_back(std::move(name));
    return found;
}

std::string key_hint(std::string_view written, const StructInfo& type) {
    if (written.size() > name_limit) return "";
    std::vector<std::string_view> names;
    for (const Member& member : type.members) names.push_back(member.name);
    const std::string here = nearest_name(written, names);
    if (!here.empty() && edit_distance(written, here) <= 1) return here;
    const std::vector<std::string> places = places_of(written);
    return places.empty() ? here : belongs(written, places);
}

std::string key_rule(const StructInfo& type, const std::string& pointer) {
    const auto definitions = definition_table();
    const bool is_group = std::ranges::find(definitions, &type) == definitions.end() && !pointer.empty();
    if (is_group) return "a key of " + pointer.substr(pointer.rfind('/') + 1);
    std::string name(type.name);
    name[0] = folded(name[0]);
    const bool vowel = std::string_view("aeiou").find(name[0]) != std::string_view::npos;
    return std::string(vowel ? "a key of an " : "a key of a ").append(name);
}

}  // namespace strathern
