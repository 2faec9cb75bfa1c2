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

std::string about_of(const std::string& path) {
    const auto root = document_at(path);
    const JsonNode* about = root && root->type == JsonType::object ? root->find("about") : nullptr;
    return about != nullptr && about->type == JsonType::string ? about->text : "";
}

}  // namespace

std::vector<ShippedFile> shipped_files(std::string_view folder) {
    std::vector<ShippedFile> files;
    const std::string place = place_of(folder);
    if (place.empty()) return files;
    for (const std::string& name : names_in(place))
        if (!name.ends_with(".schema")) files.push_back({name, about_of(place + "/" + name + ".json")});
    return files;
}

std::optional<JsonNode> shipped_document(std::string_view folder, const std::string& name) {
    return document_at(place_of(folder) + "/" + name + ".json");
}

Scenario with_everything_shipped() {
    std::string policies;
    for (const ShippedFile& file : shipped_files("policies"))
        policies += (policies.empty() ? "\"" : ", \"") + file.name + "\": \"" + file.name + "\"";
    // No policy acts later than this.
    return parse_scenario("{\"study\": {\"quarters_count\": 80}, \"policies\": {" + policies + "}}",
                          shipped_scenarios() + "/all.json");
}

}  // namespace strathern
