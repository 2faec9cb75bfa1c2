// From a scenario's file to a checked scenario.
#include <strathern/load.hpp>

#include <algorithm>
#include <tuple>
#include <vector>

#include "scenario/check.hpp"
#include "scenario/compose.hpp"
#include "scenario/files.hpp"
#include "scenario/limits.hpp"
#include "scenario/organisation.hpp"
#include "scenario/read.hpp"
#include "scenario/report.hpp"

namespace strathern {
namespace {

[[noreturn]] void fail(ExitCode code, const std::string& path, std::string value, std::string rule) {
    Problem problem;
    problem.file = path;
    problem.value = std::move(value);
    problem.rule = std::move(rule);
    throw Error(code, {std::move(problem)});
}

std::string scenario_text(const std::string& path) {
    FileText file = read_file(path);
    switch (file.state) {
        case FileState::read:
            if (file.text.starts_with("SQLite format 3"))
                fail(ExitCode::invalid, path, "an SQLite file",
                     "a scenario in JSON; strathern export and digest read stores");
            return std::move(file.text);
        case FileState::missing:
            fail(ExitCode::command_line, path, "", "an existing file");
        case FileState::not_a_file:
            fail(ExitCode::command_line, path, "", "a regular file, not a folder, pipe or device");
        case FileState::too_long:
            fail(ExitCode::refused, path, "", "at most 4 MiB");
        case FileState::unreadable:
            break;
    }
    fail(ExitCode::environment, path, file.reason, "a readable file");
}

void throw_problems(Sources& sources, ExitCode code) {
    if (sources.problems.empty()) return;
    const auto order = [&](const Problem& problem) {
        const auto file = std::ranges::find(sources.names, problem.file) - sources.names.begin();
        return std::tuple(problem.file == set_option, file, problem.line, problem.column);
    };
    std::ranges::stable_sort(sources.problems, {}, order);
    if (is_full(sources))
        sources.problems.push_back(
            {sources.names.front(), 0, 0, "", "more than 100 problems", "fewer; the rest is not listed", ""});
    throw Error(code, std::move(sources.problems));
}

/// Whether one problem concerns a part of what the other concerns.
bool overlap(const Problem& a, const Problem& b) {
    return a.file == b.file && (a.pointer.starts_with(b.pointer) || b.pointer.starts_with(a.pointer));
}

/// Rules about several values at once, reported only where no single value is wrong.
void check_rules(const Scenario& scenario, const JsonNode& root, Sources& sources) {
    Sources found{.names = sources.names};
    check_scenario(scenario, root, found);
    const std::vector<Problem> known = sources.problems;
    for (Problem& problem : found.problems) {
        const auto overlaps = [&](const Problem& other) { return overlap(problem, other); };
        if (std::ranges::none_of(known, overlaps)) sources.problems.push_back(std::move(problem));
    }
}

void check_limits(const Scenario& scenario, const JsonNode& root, Sources& sources) {
    for (const Problem& problem : limits_passed(scenario))
        report_at(sources, root, problem.pointer, problem.value, problem.rule);
}

}  // namespace

Scenario parse_scenario(std::string_view text, const std::string& path, std::span<const std::string> sets) {
    Sources sources;
    sources.names.push_back(path);
    auto root = parse_document(text, sources);
    if (!root) throw_problems(sources, ExitCode::invalid);
    expand_files(*root, path, sources);
    apply_sets(*root, sets, path, sources);
    lay_organisation_below(*root, path, sources);  // last, so that settings are the scenario's own statements
    Scenario scenario = read_scenario(*root, sources);
    if (!is_full(sources)) check_rules(scenario, *root, sources);
    const bool invalid = !sources.problems.empty();
    check_limits(scenario, *root, sources);
    throw_problems(sources, invalid ? ExitCode::invalid : ExitCode::refused);
    return scenario;
}

Scenario load_scenario(const std::string& path, std::span<const std::string> sets) {
    return parse_scenario(scenario_text(path), path, sets);
}

}  // namespace strathern
