// What do the files say of themselves that are shipped with the program?
#include "scenario/shipped_files.hpp"

#include <strathern/load.hpp>
#include <strathern/params/definitions.hpp>

#include "scenario/files.hpp"
#include "scenario/shipped.hpp"

namespace strathern {
namespace {

/// The folder below the shipped scenarios; empty if there are none.
std::string place_of(std::string_view folder) {
    const std::string shipped = find_shipped_scenarios();
    return shipped.empty() || folder.empty() ? shipped : shipped + "/" + std::string(folder);
}

std::optional<JsonNode> document_at(const std::string& path) {
    const FileText file = read_file(path);
    if (file.state != FileState::read) return std::nullopt;
    Sources sources;
    sources.names.push_back(path);
    return parse_document(file.text, sources);
}

}  // namespace

std::vector<std::string> shipped_names(std::string_view folder) {
    const std::string place = place_of(folder);
    std::vector<std::string> names = place.empty() ? std::vector<std::string>() : names_in(place);
    std::erase_if(names, [](const std::string& name) { return name.ends_with(".schema"); });
    return names;
}

std::string shipped_about(std::string_view folder, const std::string& name) {
    const auto root = shipped_document(folder, name);
    const JsonNode* about = root && root->type == JsonType::object ? root->find("about") : nullptr;
    return about != nullptr && about->type == JsonType::string ? about->text : "";
}

std::vector<ShippedFile> shipped_files(std::string_view folder) {
    std::vector<ShippedFile> files;
    for (const std::string& name : shipped_names(folder)) files.push_back({name, shipped_about(folder, name)});
    return files;
}

std::optional<JsonNode> shipped_document(std::string_view folder, const std::string& name) {
    return document_at(place_of(folder) + "/" + name + ".json");
}

Scenario shipped_defaults(const std::string& policy) {
    const std::string named = policy.empty() ? "" : "\"" + policy + "\": \"" + policy + "\"";
    // As long as a study can be, so that no policy acts after its end.
    return parse_scenario("{\"study\": {\"quarters_count\": 80}, \"policies\": {" + named + "}}",
                          shipped_scenarios() + "/defaults.json");
}

}  // namespace strathern
