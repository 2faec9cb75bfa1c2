// Can an answer be read on a terminal: short, narrow, with intervals, whatever the policies are called?
#include <doctest/doctest.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <sstream>

#include "support/program.hpp"

using namespace testing;

namespace {

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    std::istringstream stream(text);
    for (std::string line; std::getline(stream, line);) lines.push_back(line);
    return lines;
}

/// Characters of the longest line. The command to run again is left out: it must stay whole.
std::ptrdiff_t width_of(const std::string& text) {
    std::ptrdiff_t width = 0;
    for (const std::string& line : lines_of(text)) {
        if (line.starts_with("again: ")) continue;
        width = std::max(width, std::count_if(line.begin(), line.end(), [](char c) { return (c & 0xC0) != 0x80; }));
    }
    return width;
}

/// The line that begins with a name.
std::string line_of(const std::string& text, const std::string& name) {
    for (const std::string& line : lines_of(text)) {
        if (line.starts_with(name + " ")) return line;
    }
    return {};
}

/// The small scenario with its policies renamed.
std::string renamed(const std::string& nothing, const std::string& reviewer) {
    auto scenario = nlohmann::json::parse(small_scenario(20));
    scenario["policies"] = {{nothing, scenario["policies"]["nothing"]}, {reviewer, scenario["policies"]["reviewer"]}};
    return scenario.dump();
}

}  // namespace

TEST_CASE("the flagship's table: at most 25 lines of 100 columns, every policy with intervals, the bill among them") {
    const TemporaryFolder folder;
    Process::Start start;
    start.folder = STRATHERN_SOURCE_DIR;
    const Ended trial = run({"trial", "scenarios/tokenmaxxing.json", "--replicates", "20", "--quiet", "--set",
                             "organisation.engineers_count=14", "--out", folder / "a.db"},
                            start);
    CAPTURE(trial.out);
    CHECK(trial.code == 0);
    CHECK(lines_of(trial.out).size() <= 25);
    CHECK(width_of(trial.out) <= 100);
    for (const char* output :
         {"Worth shipped", "Returning customers", "Incidents", "Wait for review", "Token bill", "Net value"})
        CHECK(contains(trial.out, output));
    CHECK(contains(trial.out, "mean [95 % interval] of 20 replicates"));
    for (const char* policy : {"token_quota", "ai_adoption", "merged_changes", "outcome_target", "token_quota_paired",
                               "review_capacity_first"}) {
        const std::string line = line_of(trial.out, policy);
        CAPTURE(line);
        CHECK(std::count(line.begin(), line.end(), '[') == 3);
        CHECK(contains(line, " % ["));
    }
    CHECK(contains(line_of(trial.out, "token_quota"), " W"));
}

TEST_CASE("one policy leaves room for more outputs, a run shows quarters, and both stay short and narrow") {
    const TemporaryFolder folder;
    write_text(folder / "s.json", small_scenario(20));
    Process::Start start;
    start.folder = folder.path();
    const Ended trial = run({"trial", "s.json", "--policies", "reviewer"}, start);
    CAPTURE(trial.out);
    CHECK(lines_of(trial.out).size() <= 25);
    CHECK(width_of(trial.out) <= 100);
    CHECK(contains(trial.out, "Hollow hours"));
    const Ended run_of_one = run({"run", "s.json", "--set", "study.quarters_count=8"}, start);
    CAPTURE(run_of_one.out);
    CHECK(lines_of(run_of_one.out).size() <= 25);
    CHECK(width_of(run_of_one.out) <= 100);
    CHECK(contains(line_of(run_of_one.out, "quarter 8"), "["));
}

TEST_CASE("long names are shortened in their middle and stay different, and a single replicate is said to be one") {
    const TemporaryFolder folder;
    const std::string same(30, 'x');
    write_text(folder / "s.json", renamed(same + "_" + same + "_a", same + "_" + same + "_b"));
    Process::Start start;
    start.folder = folder.path();
    const Ended trial = run({"trial", "s.json"}, start);
    CAPTURE(trial.err);
    CAPTURE(trial.out);
    CHECK(trial.code == 0);
    CHECK(width_of(trial.out) <= 100);
    CHECK(contains(trial.out, "xxxxxxxxxxxx...xxxxxxxxx_a "));
    CHECK(contains(trial.out, "xxxxxxxxxxxx...xxxxxxxxx_b "));
    CHECK(contains(trial.out, "0 (exactly)"));
    CHECK(contains(run({"run", "s.json", "--replicates", "1"}, start).out, "of 1 replicate. "));
}
