// Does the program say whether theory holds, for shipped scenarios and for those that somebody changed?
#include <doctest/doctest.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "support/program.hpp"

using namespace testing;

namespace {

/// A copy of the shipped theory in which one text is replaced by another.
struct Changed {
    TemporaryFolder folder;
    Changed(const std::string& name, const std::string& what, const std::string& by) {
        const std::string path = std::string(STRATHERN_SOURCE_DIR "/scenarios/theory/") + name + ".json";
        std::string text = read_text(path);
        REQUIRE(contains(text, what));
        write_text(folder / (name + ".json"), text.replace(text.find(what), what.size(), by));
    }
    Ended verify(const std::string& filter, const std::string& replicates = "400") const {
        return run({"verify", "--folder", folder.path(), "--filter", filter, "--replicates", replicates, "--seed", "2",
                    "--format", "json"});
    }
};

}  // namespace

TEST_CASE("slow: a changed scenario is held against theory at its own numbers") {
    const Changed fewer("overload", "\"change_minutes\": 400", "\"change_minutes\": 300");
    const Ended ended = fewer.verify("changes merged in overload");
    CHECK(ended.code == 0);
    CHECK(nlohmann::json::parse(ended.out)["claims"][0]["verdict"] == "agrees");
    const Ended growth = fewer.verify("growth of the queue");
    CHECK(nlohmann::json::parse(growth.out)["claims"][0]["expected"].get<double>() == doctest::Approx(1.8));
}

TEST_CASE("a claim that compares policies follows the scenario's numbers too") {
    const Changed smaller("effort-team", "\"team_size\": 8", "\"team_size\": 4");
    const auto claim = nlohmann::json::parse(smaller.verify("effort for the team's number", "2").out)["claims"][0];
    CHECK(claim["verdict"] == "agrees");
    CHECK(claim["expected"].get<double>() == doctest::Approx(0.25));
}

TEST_CASE("too few replicates are no proof: vague, code 1") {
    const Ended ended = run({"verify", "--filter", "M/M/1", "--replicates", "20", "--format", "json"});
    CHECK(ended.code == 1);
    CHECK(nlohmann::json::parse(ended.out)["claims"][0]["verdict"] == "vague");
}

TEST_CASE("a formula that does not hold for a scenario is told with its parameter, code 1") {
    const Changed leaving("overload", "\"attrition_per_year\": 0", "\"attrition_per_year\": 0.2");
    const Ended ended = leaving.verify("overload");
    CHECK(ended.code == 1);
    CHECK(contains(ended.out, "people.attrition_per_year must be 0"));
}

TEST_CASE("a filter that nothing fits and a folder without scenarios: code 2") {
    CHECK(run({"verify", "--filter", "no such thing"}).code == 2);
    const TemporaryFolder empty;
    const Ended ended = run({"verify", "--folder", empty.path()});
    CHECK(ended.code == 2);
    CHECK(contains(ended.err, "erlang-c.json"));
}
