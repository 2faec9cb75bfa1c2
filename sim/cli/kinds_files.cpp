// What is shipped with the program as files: scenarios, organisations, policies, practices?
#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <strathern/load.hpp>
#include <strathern/params/definitions.hpp>
#include <strathern/params/study.hpp>

#include "cli/kinds.hpp"
#include "scenario/explain.hpp"
#include "scenario/glossary.hpp"
#include "scenario/organisation.hpp"
#include "scenario/shipped.hpp"
#include "scenario/shipped_files.hpp"
#include "scenario/statements.hpp"

namespace strathern {
namespace {

std::vector<Known> known_files(std::string_view folder) {
    std::vector<Known> all;
    for (const ShippedFile& file : shipped_files(folder)) all.push_back({file.name, first_sentence(file.about)});
    return all;
}

/// The shipped file that has the name, if one does.
std::optional<ShippedFile> file_named(const std::string& folder, const std::string& wanted) {
    for (const std::string& name : shipped_names(folder))
        if (is_name(wanted, name)) return ShippedFile{name, shipped_about(folder, name)};
    return std::nullopt;
}

/// "policy token_quota", its words, what it holds, and where its file is.
std::string text_of(const char* kind, const ShippedFile& file, const std::string& folder, const std::string& inside) {
    return fmt::format("{} {}\n  {}\n{}  file: {}{}/{}.json\n", kind, file.name, file.about, inside,
                       find_shipped_scenarios(), folder, file.name);
}

template <class Definition>
std::string what_it_states(const char* type, const std::vector<Named<Definition>>& all, const std::string& folder,
                           const std::string& name) {
    const auto found = std::ranges::find(all, name, &Named<Definition>::name);
    const auto document = shipped_document(folder, name);
    if (found == all.end() || !document) return "";
    return statements(definition(type), &found->value, *document, 2);
}

std::string what_it_compares(const std::string& name) {
    const Scenario scenario = load_scenario(find_shipped_scenarios() + "/" + name + ".json");
    std::string policies;
    for (const auto& policy : scenario.policies) policies += (policies.empty() ? "" : ", ") + policy.name;
    return fmt::format("  policies: {}; baseline: {}\n  {} quarters, {} replicates\n", policies,
                       scenario.study.baseline, scenario.study.quarters_count, scenario.study.replicates_count);
}

std::string sources_of(const Scenario& everything, const std::string& name) {
    const auto found = std::ranges::find(everything.practices, name, &Named<Practice>::name);
    if (found == everything.practices.end()) return "";
    return "  source: " + found->value.source + "\n" + references_text(found->value.source, 4);
}

/// Each value with its default, and why the organisation has it.
std::string what_it_is_like(const std::string& name) {
    const auto document = shipped_document("organisations", name);
    if (!document) return "";
    const Scenario scenario = parse_scenario(fmt::format(R"({{"organisation": {{"like": "{}"}}}})", name),
                                             find_shipped_scenarios() + "/defaults.json");
    std::string text = statements(scenario_struct(), &scenario, *document, 2), reasons;
    if (const JsonNode* stated = document->find(reasons_key); stated != nullptr)
        for (const JsonNode& reason : stated->children) reasons += fmt::format("    {}: {}\n", reason.key, reason.text);
    if (!reasons.empty()) text += "  why:\n" + reasons;
    return text + references_text(reasons, 4);
}

}  // namespace

std::vector<Known> known_scenarios() { return known_files(""); }
std::vector<Known> known_organisations() { return known_files("organisations"); }
std::vector<Known> known_policies() { return known_files("policies"); }
std::vector<Known> known_practices() { return known_files("practices"); }

std::string explain_scenario(const std::string& wanted) {
    const std::optional<ShippedFile> file = file_named("", wanted);
    return !file ? "" : text_of("scenario", *file, "", what_it_compares(file->name));
}

std::string explain_organisation(const std::string& wanted) {
    const std::optional<ShippedFile> file = file_named("organisations", wanted);
    return !file ? "" : text_of("organisation", *file, "/organisations", what_it_is_like(file->name));
}

std::string explain_policy(const std::string& wanted) {
    const std::optional<ShippedFile> file = file_named("policies", wanted);
    if (!file) return "";
    return text_of("policy", *file, "/policies",
                   what_it_states("Policy", shipped_defaults(file->name).policies, "policies", file->name));
}

std::string explain_practice(const std::string& wanted) {
    const std::optional<ShippedFile> file = file_named("practices", wanted);
    if (!file) return "";
    const Scenario everything = shipped_defaults("");
    return text_of(
        "practice", *file, "/practices",
        what_it_states("Practice", everything.practices, "practices", file->name) + sources_of(everything, file->name));
}

}  // namespace strathern
