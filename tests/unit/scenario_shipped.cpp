// Does a program find the scenarios that come with it, wherever it was put, and say where it looked otherwise?
#include <doctest/doctest.h>

#include <filesystem>

#include "scenario/shipped.hpp"
#include "support/program.hpp"

using namespace strathern;
using namespace testing;

namespace {

namespace fs = std::filesystem;

/// Makes a folder of scenarios with the file by which it is known.
void put_scenarios(const std::string& folder) {
    fs::create_directories(folder);
    write_text(folder + "/scenario.schema.json", "{}");
}

/// A scenario that names a shipped policy.
constexpr const char* names_a_policy = R"({"name": "s", "policies": {"quota": "token_quota"}})";

}  // namespace

TEST_CASE("an installation is tried first, then every folder from the program's own upwards") {
    CHECK(shipped_places("/opt/s/bin/strathern") == std::vector<std::string>{"/opt/s/share/strathern/scenarios",
                                                                             "/opt/s/bin/scenarios", "/opt/s/scenarios",
                                                                             "/opt/scenarios"});
    CHECK(shipped_places("").empty());
}

TEST_CASE("the first place that holds the schema counts, not a folder of that name without it") {
    const TemporaryFolder folder;
    fs::create_directories(folder / "build/scenarios");
    put_scenarios(folder / "scenarios");
    const std::vector<std::string> places = shipped_places(folder / "build/release/strathern");
    CHECK(first_shipped(places) == folder / "scenarios");
    put_scenarios(folder / "build/share/strathern/scenarios");
    CHECK(first_shipped(places) == folder / "build/share/strathern/scenarios");
    CHECK(first_shipped({folder / "build/scenarios"}).empty());
}

TEST_CASE("tests and programs of this build find the tree's own scenarios, from any working directory") {
    CHECK(fs::equivalent(shipped_scenarios(), STRATHERN_SOURCE_DIR "/scenarios"));
    CHECK(shipped_missing().empty());
    const TemporaryFolder folder;
    write_text(folder / "s.json", names_a_policy);
    Process::Start start;
    start.folder = folder.path();
    CHECK(run({"check", "s.json"}, start).code == 0);
}

TEST_CASE("a program without its scenarios says where it looked, and simulates no model without practices") {
    const TemporaryFolder folder;
    fs::create_directories(folder / "bin");
    const std::string program = folder / "bin/strathern";
    fs::copy_file(STRATHERN_BINARY, program);
    write_text(folder / "named.json", names_a_policy);
    write_text(folder / "plain.json", R"({"name": "s"})");
    for (const auto& words : std::vector<std::vector<std::string>>{
             {program, "verify"}, {program, "validate"}, {program, "check", folder / "plain.json"}}) {
        const Ended ended = Process(words).wait();
        CHECK_MESSAGE(ended.code == 5, words[1]);
        CHECK_MESSAGE(contains(ended.err, (folder / "share/strathern/scenarios") + ", "), ended.err);
    }
    const Ended ended = Process({program, "check", folder / "named.json", "--set", "review.care=1"}).wait();
    CHECK(ended.code != 0);
    const std::string said = ended.out + ended.err;
    CHECK_MESSAGE(contains(said, folder / "share/strathern/scenarios"), said);
    put_scenarios(folder / "share/strathern/scenarios");
    fs::copy(STRATHERN_SOURCE_DIR "/scenarios", folder / "share/strathern/scenarios",
             fs::copy_options::recursive | fs::copy_options::overwrite_existing);
    CHECK(Process({program, "check", folder / "named.json"}).wait().code == 0);
}
