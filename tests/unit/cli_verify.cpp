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

TEST_CASE("theorems, optima and invariants are counted apart, each with the error that it sees") {
    const Ended optima = run({"verify", "--filter", "effort-tasks"});
    CHECK(optima.code == 0);
    CHECK(contains(optima.out, "0 of 0 theorems, 3 of 3 optima and 0 of 0 invariants hold."));
    const Ended theorem = run({"verify", "--filter", "overload", "--replicates", "40", "--format", "json"});
    const auto claims = nlohmann::json::parse(theorem.out)["claims"];
    CHECK(claims[1]["kind"] == "theorem");
    const double error = claims[1]["standard_error"], expected = claims[1]["expected"];
    const double limit = nlohmann::json::parse(theorem.out)["z_limit"];
    CHECK(claims[1]["sees"].get<double>() == doctest::Approx((limit + 1.28155) * error / expected));
}

// Whoever changes a parameter learns which claims would notice a mistake.
TEST_CASE("verify lists which parameter moves which claim") {
    const Ended table = run({"verify", "--coverage", "--filter", "overload"});
    CHECK(table.code == 0);
    CHECK(contains(table.out, "review.minutes_mean                            Q6 Q8\n"));
    CHECK(contains(table.out, "review.care                                    -\n"));
    CHECK(contains(table.out, "4 of "));
    const Ended json = run({"verify", "--coverage", "--filter", "overload", "--format", "json"});
    for (const auto& row : nlohmann::json::parse(json.out)["parameters"]) {
        if (row["parameter"] == "work.change_minutes") CHECK(row["moves"] == nlohmann::json{"Q6"});
        if (row["parameter"] == "work.change_minutes") CHECK(row["without_influence"] == nlohmann::json{"Q8"});
    }
    const Ended csv = run({"verify", "--coverage", "--filter", "overload", "--format", "csv"});
    CHECK(contains(csv.out, "review.minutes_mean,Q6 Q8,\n"));
    CHECK(run({"verify", "--coverage", "--filter", "no such thing"}).code == 2);
}

TEST_CASE("a filter that nothing fits and a folder without scenarios: code 2") {
    CHECK(run({"verify", "--filter", "no such thing"}).code == 2);
    const TemporaryFolder empty;
    const Ended ended = run({"verify", "--folder", empty.path()});
    CHECK(ended.code == 2);
    CHECK(contains(ended.err, "erlang-c.json"));
}
