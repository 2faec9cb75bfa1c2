// Which file does a scenario name, and what does it hold?
#include "scenario/named_file.hpp"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include "scenario/files.hpp"
#include "scenario/nearest.hpp"
#include "scenario/report.hpp"
#include "scenario/shipped.hpp"

namespace strathern {
namespace {

std::string plain_hint(const std::string& text) {
    const std::string stem = text.ends_with(".json") ? text.substr(0, text.size() - 5) : text;
    return is_plain_name(stem) ? stem : "";
}

std::string nearest_file(const std::string& written, std::span<const std::string> folders) {
    std::vector<std::string> known;
    for (const std::string& folder : folders) std::ranges::move(names_in(folder), std::back_inserter(known));
    const std::vector<std::string_view> names(known.begin(), known.end());
    return nearest_name(written, names);
}

/// Path and content of the file; an empty path if there is none.
std::pair<std::string, std::string> find_file(const JsonNode& name, const std::string& pointer,
                                              std::span<const std::string> folders, Sources& sources) {
    for (const std::string& folder : folders) {
        const std::string path = folder + "/" + name.text + ".json";
        FileText file = read_file(path);
        if (file.state == FileState::read) return {path, std::move(file.text)};
        if (file.state == FileState::missing) continue;
        if (file.state == FileState::unreadable)
            throw Error(ExitCode::environment, {{path, 0, 0, "", file.reason, "a readable file", ""}});
        report(sources, name.place, pointer, shown(name),
               file.state == FileState::too_long ? "a file of at most 4 MiB" : "a regular file", "");
        return {};
    }
    std::string rule = "the name of an existing file in " + folders.front();
    if (const std::string missing = shipped_missing(); !missing.empty()) rule += " (" + missing + ")";
    report(sources, name.place, pointer, shown(name), std::move(rule), nearest_file(name.text, folders));
    return {};
}

}  // namespace

std::optional<JsonNode> named_file(const JsonNode& name, const std::string& pointer,
                                   std::span<const std::string> folders, Sources& sources) {
    if (!is_plain_name(name.text)) {
        report(sources, name.place, pointer, shown(name), "the name of a file, without folder or extension",
               plain_hint(name.text));
        return std::nullopt;
    }
    const auto file = find_file(name, pointer, folders, sources);
    if (file.first.empty()) return std::nullopt;
    sources.names.push_back(file.first);
    return parse_document(file.second, sources);
}

}  // namespace strathern
