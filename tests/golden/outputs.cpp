// Did a result move? A few replicates of the shipped scenarios beside what they gave when they were last looked at.
// The digest holds every bit of every output; the table, in six digits, says where to look.
// `cmake --build build/dev --target accept-goldens` rewrites the files; then read the diff.
#include <doctest/doctest.h>

#include <charconv>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <sstream>
#include <strathern/load.hpp>
#include <strathern/params/definitions.hpp>

#include "analysis/headline.hpp"
#include "core/digest.hpp"
#include "study/runner.hpp"

using namespace strathern;

namespace {

constexpr std::uint32_t replicates = 3;

std::string in_source(const std::string& path) { return std::string(STRATHERN_SOURCE_DIR) + "/" + path; }

std::string read(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

/// Six significant digits, in any locale.
std::string digits(double value) {
    char text[32];
    const auto end = std::to_chars(text, text + sizeof text, value, std::chars_format::general, 6);
    return {text, end.ptr};
}

std::vector<PolicyResult> runs_of(const Scenario& scenario, std::uint32_t policy) {
    const StudyRequest request{.scenario = scenario, .policies = {policy}, .seed = scenario.study.seed};
    SerialExecutor executor;
    std::vector<PolicyResult> runs;
    for (std::uint32_t replicate = 0; replicate < replicates; ++replicate)
        runs.push_back(run_policy(request, replicate, policy, executor, [] { return false; }));
    return runs;
}

std::string digest_of(const std::vector<PolicyResult>& runs) {
    Digest digest;
    for (const PolicyResult& run : runs)
        for (const QuarterRow& row : run.rows) digest.add(row.values.data(), row.values.size());
    return digest.hex();
}

/// One output by quarter, mean over replicates.
std::string line_of(const std::vector<PolicyResult>& runs, std::size_t column) {
    std::string line = std::string("    ") + output_columns()[column].name;
    for (std::size_t quarter = 0; quarter < runs.front().rows.size(); ++quarter) {
        double sum = 0.0;
        for (const PolicyResult& run : runs) sum += run.rows[quarter].values[column];
        line += " " + digits(sum / replicates);
    }
    return line + "\n";
}

std::string golden_of(const std::string& name) {
    const Scenario scenario = load_scenario(in_source("scenarios/" + name + ".json"));
    std::string text = name + ".json, seed " + std::to_string(scenario.study.seed) + ", mean of " +
                       std::to_string(replicates) + " replicates by quarter\n";
    for (std::uint32_t policy = 0; policy < scenario.policies.size(); ++policy) {
        const auto runs = runs_of(scenario, policy);
        text += "\n" + scenario.policies[policy].name + " " + digest_of(runs) + "\n";
        for (const std::size_t column : headline_columns(stored_columns())) text += line_of(runs, column);
    }
    return text;
}

/// The first line in which two texts differ, of both; empty if none does.
std::string first_difference(const std::string& found, const std::string& golden) {
    std::istringstream a(found), b(golden);
    std::string left, right;
    while (true) {
        const bool more = static_cast<bool>(std::getline(a, left)), longer = static_cast<bool>(std::getline(b, right));
        if (!more && !longer) return "";
        if (more != longer || left != right) return "found " + left + "; golden " + right;
    }
}

}  // namespace

TEST_CASE("the shipped scenarios give what they gave") {
    const bool accept = std::getenv("STRATHERN_ACCEPT") != nullptr;
    for (const std::string name : {"minimal", "tokenmaxxing"}) {
        CAPTURE(name);
        const std::string found = golden_of(name);
        const std::string path = in_source("tests/golden/" + name + ".txt");
        if (accept) std::ofstream(path, std::ios::binary) << found;
        CHECK(first_difference(found, read(path)) == "");
    }
}
