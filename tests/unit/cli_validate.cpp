// Does the program say whether it shows what was found in the world?
#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "support/program.hpp"

using namespace testing;

namespace {

/// A copy of a shipped experiment in which one text is replaced by another.
struct Changed {
    TemporaryFolder folder;
    Changed(const std::string& name, const std::string& what, const std::string& by) {
        std::string text = read_text(std::string(STRATHERN_SOURCE_DIR "/scenarios/facts/") + name + ".json");
        REQUIRE(contains(text, what));
        write_text(folder / (name + ".json"), text.replace(text.find(what), what.size(), by));
    }
    Ended validate(const std::string& filter) const {
        return run(
            {"validate", "--folder", folder.path(), "--filter", filter, "--replicates", "30", "--format", "json"});
    }
};

}  // namespace

TEST_CASE("validate: help tells options and exit code") {
    const Ended ended = run({"validate", "--help"});
    CHECK(ended.code == 0);
    for (const char* part : {"--filter", "--folder", "--seed", "--replicates", "Exit code 1"})
        CHECK(contains(ended.out, part));
}

TEST_CASE("validate: what is inside its band gives code 0, with interval and number of replicates") {
    const Ended ended = run({"validate", "--filter", "3g", "--replicates", "30", "--quiet", "--format", "json"});
    CHECK(ended.code == 0);
    CHECK(ended.err.empty());
    const auto row = nlohmann::json::parse(ended.out)["experiments"].at(0);
    CHECK(row["verdict"] == "inside");
    CHECK(row["replicates"] == 30);
    CHECK(row["interval_low"].get<double>() < row["simulated"].get<double>());
    CHECK(row["low"].get<double>() == 0.2);
}

TEST_CASE("validate: a changed scenario is judged as it stands, code 1 when it falls outside") {
    const Changed no_gain("gain", "\"study\"", "\"ai\": {\"gain_new_easy\": 0},\n  \"study\"");
    const Ended ended = no_gain.validate("3a");
    CHECK(ended.code == 1);
    CHECK(nlohmann::json::parse(ended.out)["experiments"][0]["verdict"] == "OUTSIDE");
}

TEST_CASE("validate: nothing to divide by is undefined, code 1, in every format") {
    const Changed no_defects("reading-speed", "\"line_defects_per_100_minutes\": 0.005",
                             "\"line_defects_per_100_minutes\": 0");
    const Ended ended = no_defects.validate("7e");
    CHECK(ended.code == 1);
    const auto row = nlohmann::json::parse(ended.out)["experiments"].at(0);
    CHECK(row["verdict"] == "undefined");
    CHECK(!row.contains("simulated"));
}

TEST_CASE("validate: one replicate proves nothing: it straddles, code 1") {
    const Ended ended = run({"validate", "--filter", "3a", "--replicates", "1", "--format", "csv"});
    CHECK(ended.code == 1);
    CHECK(contains(ended.out, "straddles"));
    CHECK(contains(ended.out, "id,statement,source,scenario,target,low,high"));
}

TEST_CASE("validate: a seed decides, threads do not") {
    const auto answer = [](const std::string& seed, const std::string& threads) {
        return run({"validate", "--filter", "3b", "--replicates", "4", "--seed", seed, "--threads", threads, "--format",
                    "csv"})
            .out;
    };
    CHECK(answer("1", "1") == answer("1", "2"));
    CHECK(answer("1", "1") != answer("2", "1"));
}

TEST_CASE("validate: a filter that nothing fits, a folder without scenarios and a scenario without the arm: code 2") {
    const Ended nothing = run({"validate", "--filter", "no such thing"});
    CHECK(nothing.code == 2);
    CHECK(contains(nothing.err, "no experiment contains \"no such thing\""));
    const TemporaryFolder empty;
    CHECK(run({"validate", "--folder", empty.path(), "--filter", "3a"}).code == 2);
    const Changed renamed("ai-share", "\"half\"", "\"three_quarters\"");
    const Ended without = renamed.validate("1b");
    CHECK(without.code == 2);
    CHECK(contains(without.err, "half"));
}
