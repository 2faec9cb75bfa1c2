// Loading: what a scenario says, what it leaves out, what the command line adds.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <strathern/load.hpp>
#include <strathern/params/definitions.hpp>
#include <string>
#include <vector>

#include "scenario/print.hpp"
#include "scenario/values.hpp"
#include "support/put.hpp"

namespace fs = std::filesystem;
using namespace strathern;
using strathern::test::at;

namespace {

const std::string scenarios = std::string(STRATHERN_SOURCE_DIR) + "/scenarios";

Scenario parse(const std::string& text, const std::vector<std::string>& sets = {}) {
    return parse_scenario(text, scenarios + "/text.json", sets);
}

ExitCode code_of(const std::string& text, const std::vector<std::string>& sets) {
    try {
        parse(text, sets);
        return ExitCode::done;
    } catch (const Error& error) {
        return error.code();
    }
}

std::vector<std::string> names_of(const auto& map) {
    std::vector<std::string> names;
    for (const auto& named : map) names.push_back(named.name);
    return names;
}

}  // namespace

TEST_CASE("an empty scenario is the defaults, the policy none and the shipped practices") {
    const Scenario scenario = parse("{}");
    CHECK(scenario.parameters == Parameters{});
    CHECK(scenario.study == Study{});
    CHECK(names_of(scenario.policies) == std::vector<std::string>{"none"});
    CHECK(scenario.policies[0].value == Policy{});
    const auto names = names_of(scenario.practices);
    CHECK(names.size() == 12);
    CHECK(std::ranges::is_sorted(names));
}

TEST_CASE("all shipped scenarios load") {
    int loaded = 0;
    for (const fs::path& folder : {fs::path(scenarios), fs::path(scenarios) / "theory"}) {
        for (const auto& entry : fs::directory_iterator(folder)) {
            const fs::path& path = entry.path();
            if (path.extension() != ".json" || path.filename() == "scenario.schema.json") continue;
            CAPTURE(path.string());
            CHECK_NOTHROW(load_scenario(path.string()));
            ++loaded;
        }
    }
    CHECK(loaded >= 2);
}

TEST_CASE("policies keep the author's order, none comes first unless it is declared") {
    CHECK(names_of(parse(R"({"policies": {"b": {}, "a": {}}})").policies) ==
          std::vector<std::string>{"none", "b", "a"});
    const Scenario own = parse(R"({"policies": {"b": {}, "none": {"about": "mine"}}})");
    CHECK(names_of(own.policies) == std::vector<std::string>{"b", "none"});
    CHECK(own.policies[1].value.about == "mine");
}

TEST_CASE("the order of practices, metrics and weights means nothing") {
    const std::string a =
        R"({"practices": {"x": {"stigma": 1}, "y": {}}, "policies": {"p": {"interventions": [{"regime": {"metrics": {
        "m": {"numerator": {"tokens": 1, "prompts": 2}}, "n": {"numerator": {"lines": 1}}}}}]}}})";
    const std::string b = R"({"policies": {"p": {"interventions": [{"regime": {"metrics": {
        "n": {"numerator": {"lines": 1}}, "m": {"numerator": {"prompts": 2, "tokens": 1}}}}}]}}, "practices": {"y": {}, "x": {"stigma": 1}}})";
    CHECK(parse(a) == parse(b));
    CHECK(scenario_hash(parse(a)) == scenario_hash(parse(b)));
}

TEST_CASE("practices add to the catalogue, replace one of it, or take it away in part or whole") {
    const std::size_t shipped = parse("{}").practices.size();
    CHECK(shipped >= 10);
    CHECK(parse(R"({"practices": {}})").practices.size() == shipped);
    CHECK(parse(R"({"practices": {"tidy": "refactor", "idle": {}}})").practices.size() == shipped + 2);
    CHECK(parse(R"({"practices": {"refactor": {"stigma": 3}}})").practices.size() == shipped);
    const auto without = names_of(parse(R"({"practices": {"refactor": null}})").practices);
    CHECK(without.size() == shipped - 1);
    CHECK(std::ranges::find(without, "refactor") == without.end());
    CHECK(parse(R"({"practices": {"*": null}})").practices.empty());
    const Scenario own = parse(R"({"practices": {"tidy": "refactor", "*": null, "idle": {}}})");
    CHECK(names_of(own.practices) == std::vector<std::string>{"idle", "tidy"});
    CHECK(own.practices[1].value.debt_paid_per_minute == 0.9);
    CHECK(parse(scenario_json(own)) == own);
}

TEST_CASE("null takes away what there is, and nothing else") {
    try {
        parse(R"({"practices": {"refactr": null}})");
        FAIL("accepted");
    } catch (const Error& error) {
        CHECK(error.problems().front().hint == "refactor");
        CHECK(error.problems().front().pointer == "/practices/refactr");
    }
}

TEST_CASE("a policy's parts arrive where the engine looks for them") {
    const Scenario scenario = load_scenario(scenarios + "/tokenmaxxing.json");
    const auto quota = std::ranges::find(scenario.policies, std::string("token_quota"), &Named<Policy>::name);
    REQUIRE(quota != scenario.policies.end());
    REQUIRE(quota->value.interventions.size() == 1);
    const Intervention& start = quota->value.interventions[0];
    CHECK(start.at == 5);
    REQUIRE(start.regime);
    CHECK(start.regime->metrics[0].value.numerator == std::vector<Weight>{{Signal::tokens, 1}});
    const auto capacity =
        std::ranges::find(scenario.policies, std::string("review_capacity_first"), &Named<Policy>::name);
    REQUIRE(capacity != scenario.policies.end());
    const Setting& setting = capacity->value.interventions.at(0).set.at(0);
    CHECK(parameter_table()[setting.parameter].path == "review.dedicated_reviewers_per_team");
    CHECK(setting.value == 1);
}

TEST_CASE("settings of the command line reach every level") {
    const std::vector<std::string> sets = {"review.care=3",
                                           "study.seed=18446744073709551615",
                                           "work.change_law=fixed",
                                           "ai.access=false",
                                           "name=a test",
                                           "policies.q=token_quota",
                                           "policies.q.interventions.0.at=week 3",
                                           "policies.q.interventions.0.regime.metrics.tokens.numerator.prompts=2",
                                           "policies.q.interventions.0.set.review.detection=0.5",
                                           "practices.refactor.habit_share=0.2"};
    const Scenario scenario = parse("{}", sets);
    CHECK(at(scenario.parameters, "review.care") == 3);
    CHECK(scenario.study.seed == 18446744073709551615U);
    CHECK(at(scenario.parameters, "work.change_law") == 2);
    CHECK(at(scenario.parameters, "ai.access") == 0);
    CHECK(scenario.name == "a test");
    const Intervention& start = scenario.policies.at(1).value.interventions.at(0);
    CHECK(start.at == 2);
    CHECK(start.regime->metrics[0].value.numerator.size() == 2);
    CHECK(start.set.at(0).value == 0.5);
    const auto refactor = std::ranges::find(scenario.practices, std::string("refactor"), &Named<Practice>::name);
    CHECK(refactor->value.habit_share == 0.2);
}

TEST_CASE("settings of the command line reach practices of a policy and single levels") {
    const Scenario scenario =
        parse("{}", {"policies.q=token_quota", "policies.q.interventions.0.take_away=dummy_prompts",
                     R"(policies.q.interventions.0.teach=["design", "mentor"])", "practices.refactor.known_share=0.5",
                     "practices.refactor.known_share.senior=0.75", "practices.tidy=refactor",
                     "practices.tidy.known_share.mid=0.25"});
    const Intervention& start = scenario.policies.at(1).value.interventions.at(0);
    CHECK(start.take_away.size() == 1);
    CHECK(start.teach.size() == 2);
    const auto known = [&](const char* name) {
        return std::ranges::find(scenario.practices, name, &Named<Practice>::name)->value.known_share.values;
    };
    CHECK(known("refactor") == std::array{0.5, 0.5, 0.75, 0.5});
    CHECK(known("tidy") == std::array{1.0, 0.25, 1.0, 1.0});  // the others keep the default
    CHECK(code_of("{}", {"practices.refactor.known_share.seniors=0.5"}) == ExitCode::invalid);
    CHECK(code_of("{}", {"practices.refactor.known_share.senior=2"}) == ExitCode::invalid);
}

TEST_CASE("a later setting wins, and a setting mends what the file says") {
    CHECK(at(parse("{}", {"review.care=3", "review.care=4"}).parameters, "review.care") == 4);
    CHECK(at(parse(R"({"review": {"care": -1}})", {"review.care=4"}).parameters, "review.care") == 4);
}

TEST_CASE("settings are checked like the file, a malformed one is a mistake on the command line") {
    for (const char* set : {"novalue", "=3", ""}) CHECK(code_of("{}", {set}) == ExitCode::command_line);
    for (const char* set :
         {"review.care=", "review.care=x", "review.care=-1", "review.cre=1", "care=1", "review.care.x=1", "review=1",
          "policies.none.interventions.0.at=week 2", "policies.other.about=x", "policies.x=../none", "practices=3",
          "study.quarters_count=0", "work.change_law=FIXED", "a..b=1", ".=1"}) {
        CAPTURE(set);
        CHECK(code_of("{}", {set}) == ExitCode::invalid);
    }
    CHECK(code_of("{}", {"organisation.engineers_count=1000000000000"}) == ExitCode::refused);
}

TEST_CASE("dates are weeks from 0") {
    CHECK(week_of("week 1") == 0);
    CHECK(week_of("week 6") == 5);
    CHECK(week_of("quarter 2") == 13);
    CHECK(date_of(0) == "week 1");
    CHECK(date_of(26) == "quarter 3");
    for (const int week : {0, 1, 5, 12, 13, 14, 26, 103}) CHECK(week_of(date_of(week)) == week);
    for (const char* text :
         {"", "week", "week ", "week 0", "week 01", "week -1", "week 1.5", "Week 1", "week  1", " week 1", "week 1 ",
          "weeks 1", "month 1", "day 1", "week 999999999999999999999", "week 100001"}) {
        CAPTURE(text);
        CHECK(week_of(text) == -1);
    }
}

TEST_CASE("every rule about several values has a scenario just inside it") {
    const char* fine[] = {
        R"({"organisation": {"junior_share": 0.6, "mid_share": 0.4}, "worth": {"positive_share": 0, "negative_share": 1}, "incidents": {"high_share": 1, "medium_share": 0}})",
        R"({"policies": {"p": {"interventions": [{"at": "week 2"}, {"at": "week 2"}, {"at": "week 104"}]}}})",
        R"({"policies": {"p": {"interventions": [{"at": "week 2", "regime": {"metrics": {"m": {"numerator": {"tokens": 1}}}}}, {"at": "week 3", "end_regime": true}]}}})",
        R"({"policies": {"mine": {}}, "study": {"baseline": "mine"}})",
        R"({"activities": {"build": {"habit_share": 0}, "build_with_ai": {"habit_share": 0}, "review": {"habit_share": 0}}, "practices": {"only": {"habit_share": 0.1}}})",
        R"({"policies": {"p": {"interventions": [{"set": {"worth.positive_share": 0.67, "organisation.overhead_share": 0.1}}]}}})",
    };
    for (const char* text : fine) {
        CAPTURE(text);
        CHECK_NOTHROW(parse(text));
    }
}
