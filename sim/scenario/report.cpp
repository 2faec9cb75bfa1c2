// How do the parts of the loader report a problem?
#include "scenario/report.hpp"

#include <cstdlib>
#include <string_view>

#include "scenario/problems.hpp"

namespace strathern {
namespace {

const JsonNode* child(const JsonNode& node, const std::string& part) {
    if (node.type == JsonType::object) return node.find(part);
    if (node.type != JsonType::array) return nullptr;
    const std::size_t index = std::strtoul(part.c_str(), nullptr, 10);
    return index < node.children.size() ? &node.children[index] : nullptr;
}

}  // namespace

void report(Sources& sources, Place place, const std::string& pointer, const std::string& value,
            const std::string& rule, const std::string& hint) {
    if (is_full(sources)) return;
    sources.problems.push_back(
        {sources.names.at(place.file), place.line, place.column, shortened(pointer, 300), value, rule, hint});
}

bool is_full(const Sources& sources) { return sources.problems.size() >= problems_limit; }

std::string shown(const JsonNode& node) {
    if (node.type == JsonType::string) return json_quoted(shortened(node.text));
    if (node.type == JsonType::object || node.type == JsonType::array) return std::string(name(node.type));
    return shortened(node.text);
}

void report_at(Sources& sources, const JsonNode& root, const std::string& pointer, const std::string& value,
               const std::string& rule, const std::string& hint) {
    const JsonNode* node = &root;
    std::size_t start = 0;  // of the pointer inside its file
    for (std::size_t at = 1; at < pointer.size();) {
        const std::size_t end = std::min(pointer.find('/', at), pointer.size());
        const JsonNode* next = child(*node, pointer.substr(at, end - at));
        if (next == nullptr) break;
        node = next;
        if (node->is_file) start = end;
        at = end + 1;
    }
    if (sources.names.at(node->place.file) == set_option) start = 0;
    report(sources, node->place, pointer.substr(start), value, rule, hint);
}

}  // namespace strathern
