// What does a scenario get from the organisation that it is like, and what does it state itself?
#include <doctest/doctest.h>

#include <strathern/load.hpp>
#include <strathern/params.hpp>
#include <string>
#include <vector>

#include "scenario/print.hpp"
#include "scenario/shipped_files.hpp"
#include "support/program.hpp"
#include "support/put.hpp"

using namespace strathern;
using strathern::test::at;
using testing::contains;

namespace {

/// A folder with an organisation of its own, so that no shipped value matters.
struct OwnFirm {
    testing::TemporaryFolder folder;

    explicit OwnFirm(const std::string& text) {
        std::filesystem::create_directory(folder / "organisations");
        testing::write_text(folder / "organisations/firm.json", text);
    }

    Scenario parse(const std::string& text, const std::vector<std::string>& sets = {}) const {
        return parse_scenario(text, folder / "scenario.json", sets);
    }
    /// The one problem of a scenario.
    Problem problem(const std::string& text, const std::vector<std::string>& sets = {}) const {
        try {
            parse(text, sets);
        } catch (const Error& error) {
            REQUIRE(error.problems().size() == 1);
            return error.problems().front();
        }
        FAIL("accepted");
        return {};
    }
};

constexpr const char* firm = R"({
  "about": "A firm.",
  "reasons": {"review.care": "measured here"},
  "review": {"care": 3, "duty": 0.5},
  "organisation": {"team_size": 5}
})";
constexpr const char* like_firm = R"({"organisation": {"like": "firm"}})";

}  // namespace

TEST_CASE("the values of the organisation stand where the scenario states none, and lose against it value by value") {
    const OwnFirm own(firm);
    const Scenario alike = own.parse(like_firm);
    CHECK(at(alike.parameters, "review.care") == 3);
    CHECK(at(alike.parameters, "review.duty") == 0.5);
    CHECK(at(alike.parameters, "organisation.team_size") == 5);
    const Scenario stated =
        own.parse(R"({"about": "Mine.", "organisation": {"like": "firm", "team_size": 9}, "review": {"care": 2}})");
    CHECK(at(stated.parameters, "review.care") == 2);
    CHECK(at(stated.parameters, "review.duty") == 0.5);  // of the same group
    CHECK(at(stated.parameters, "organisation.team_size") == 9);
    CHECK(stated.about == "Mine.");
    CHECK(alike.about.empty());  // a file's words are about the firm, not about the question of the scenario
}

TEST_CASE("a scenario that is like no organisation is what it was, in its text and its hash") {
    const OwnFirm own(firm);
    for (const char* none : {"{}", R"({"organisation": {}})", R"({"organisation": {"like": ""}})"}) {
        CAPTURE(none);
        CHECK(own.parse(none) == Scenario(own.parse("{}")));
        CHECK(scenario_hash(own.parse(none)) == scenario_hash(own.parse("{}")));
        CHECK_FALSE(contains(scenario_json(own.parse(none)), "\"like\""));
    }
}

TEST_CASE("the printed scenario is complete by itself: it can be read where there is no such organisation") {
    const Scenario alike = OwnFirm(firm).parse(like_firm);
    const Scenario again = parse_scenario(scenario_json(alike), "/nowhere/scenario.json");
    CHECK(again == alike);
    CHECK(scenario_hash(again) == scenario_hash(alike));
    const Scenario spelt_out =
        OwnFirm(firm).parse(R"({"review": {"care": 3, "duty": 0.5}, "organisation": {"team_size": 5}})");
    CHECK(scenario_hash(spelt_out) == scenario_hash(alike));
}

TEST_CASE("settings of the command line are the scenario's own: they name another organisation, and win over it") {
    const OwnFirm own(firm);
    CHECK(at(own.parse("{}", {"organisation.like=firm"}).parameters, "review.care") == 3);
    for (const std::vector<std::string>& sets : {std::vector<std::string>{"review.care=4", "organisation.like=firm"},
                                                 std::vector<std::string>{"organisation.like=firm", "review.care=4"}}) {
        const Scenario both = own.parse("{}", sets);
        CHECK(at(both.parameters, "review.care") == 4);
        CHECK(at(both.parameters, "review.duty") == 0.5);
    }
    // Another organisation replaces the first: nothing of it is left.
    testing::write_text(own.folder / "organisations/other.json", R"({"review": {"duty": 0.25}})");
    const Scenario other = own.parse(like_firm, {"organisation.like=other"});
    CHECK(at(other.parameters, "review.duty") == 0.25);
    CHECK(at(other.parameters, "review.care") == at(Parameters{}, "review.care"));
    CHECK(own.parse(like_firm, {"organisation.like="}) == own.parse("{}"));
    // A name is a text, also where it reads like another value.
    testing::write_text(own.folder / "organisations/true.json", R"({"review": {"duty": 0.75}})");
    CHECK(at(own.parse("{}", {"organisation.like=true"}).parameters, "review.duty") == 0.75);
}

TEST_CASE("the file beside the scenario counts before the shipped one of the same name") {
    const OwnFirm own("{}");
    testing::write_text(own.folder / "organisations/low.json", R"({"release": {"train_days": 77}})");
    CHECK(at(own.parse(R"({"organisation": {"like": "low"}})").parameters, "release.train_days") == 77);
}

TEST_CASE("an organisation that does not exist is refused where it was named, with the nearest") {
    const OwnFirm own(firm);
    const Problem problem = own.problem(R"({"organisation": {"like": "frim"}})");
    CHECK(problem.file == own.folder / "scenario.json");
    CHECK(problem.pointer == "/organisation/like");
    CHECK(problem.hint == "firm");
    const Problem set = own.problem("{}", {"organisation.like=frim"});
    CHECK(set.file == "--set");
    CHECK(set.hint == "firm");
}

TEST_CASE("a problem within the organisation's file is told with its file, line and place, and once") {
    const auto told = [](const std::string& text) {
        const OwnFirm own(text);
        Problem problem = own.problem(like_firm);
        CHECK(problem.file == own.folder / "organisations/firm.json");
        return problem;
    };
    const Problem range = told("{\n  \"review\": {\n    \"care\": -1}}");
    CHECK(range.line == 3);
    CHECK(range.pointer == "/review/care");
    const Problem key = told("{\n  \"revew\": {}}");
    CHECK(key.line == 2);
    CHECK(key.hint == "review");
    CHECK(told("{\"review\": {\"caer\": 1}}").hint == "care");
    CHECK(told("[]").rule == "an object");
    CHECK(told("{\"review\": 3}").rule == "an object");
    // A value that the scenario overrides is wrong all the same: the next scenario may not override it.
    const OwnFirm overridden("{\"review\": {\"care\": -1}}");
    CHECK(overridden.problem(R"({"organisation": {"like": "firm"}, "review": {"care": 2}})").pointer == "/review/care");
}

TEST_CASE("rules about several values hold for both together, and tell the file that has the value") {
    const OwnFirm own("{\n  \"organisation\": {\"mid_share\": 0.9}}");
    const Problem problem = own.problem(R"({"organisation": {"like": "firm", "junior_share": 0.3}})");
    CHECK(problem.file == own.folder / "organisations/firm.json");
    CHECK(problem.line == 2);
    CHECK(problem.pointer == "/organisation/mid_share");
}

TEST_CASE("an organisation is what it is, not what is asked of it or done to it: other keys are refused") {
    for (const std::string key : {"policies", "practices", "study", "name"}) {
        CAPTURE(key);
        const Problem problem = OwnFirm("{\"" + key + "\": {}}").problem(like_firm);
        CHECK(problem.pointer == "/" + key);
        CHECK(contains(problem.rule, "a key of an organisation"));
    }
    const Problem nested = OwnFirm(R"({"organisation": {"like": "low"}})").problem(like_firm);
    CHECK(nested.pointer == "/organisation/like");
    CHECK(contains(nested.rule, "starts from the defaults"));
}

TEST_CASE("a reason belongs to a value that the file states") {
    CHECK(OwnFirm(R"({"reasons": {"review.care": "?"}})").problem(like_firm).pointer == "/reasons/review.care");
    CHECK(OwnFirm(R"({"reasons": {"review": "?"}, "review": {"care": 1}})").problem(like_firm).pointer ==
          "/reasons/review");
    CHECK(OwnFirm(R"({"reasons": {"review.care": 1}, "review": {"care": 1}})").problem(like_firm).rule == "a string");
    CHECK(OwnFirm(R"({"reasons": 1})").problem(like_firm).rule == "an object");
}

TEST_CASE("no policy changes what an organisation is like, since it is one from the start") {
    const OwnFirm own(firm);
    const Problem problem = own.problem(
        R"({"policies": {"p": {"interventions": [{"at": "week 2", "set": {"organisation.like": "firm"}}]}}})");
    CHECK(contains(problem.pointer, "organisation.like"));
}

TEST_CASE("every shipped organisation loads, and gives a reason for each of its values") {
    const std::vector<std::string> names = shipped_names("organisations");
    CHECK(names == std::vector<std::string>{"elite", "high", "low", "medium"});
    for (const std::string& name : names) {
        CAPTURE(name);
        const Scenario alike = parse_scenario(R"({"organisation": {"like": ")" + name + "\"}}",
                                              std::string(STRATHERN_SOURCE_DIR) + "/scenarios/text.json");
        const auto document = shipped_document("organisations", name);
        REQUIRE(document);
        const JsonNode* reasons = document->find("reasons");
        REQUIRE(reasons != nullptr);
        std::size_t differing = 0;
        for (const ParameterInfo& info : parameter_table()) {
            if (at(alike.parameters, info.path) == at(Parameters{}, info.path)) continue;
            CAPTURE(std::string(info.path));
            CHECK(reasons->find(info.path) != nullptr);
            ++differing;
        }
        CHECK(differing == reasons->children.size());
        CHECK(differing >= 4);
        CHECK(differing <= 10);
    }
}
