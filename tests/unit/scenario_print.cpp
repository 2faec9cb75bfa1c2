// A scenario that is printed and read again is the same scenario, to the last bit.
#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <random>
#include <strathern/load.hpp>
#include <strathern/params/definitions.hpp>
#include <string>
#include <vector>

#include "scenario/print.hpp"
#include "scenario/problems.hpp"
#include "scenario/values.hpp"
#include "support/put.hpp"

using namespace strathern;
using strathern::test::at;
using strathern::test::put;

namespace {

const std::string scenarios = std::string(STRATHERN_SOURCE_DIR) + "/scenarios";

Scenario parse(const std::string& text) { return parse_scenario(text, scenarios + "/text.json"); }

/// A number in the parameter's range; the bounds now and then.
double any_value(const ParameterInfo& info, std::mt19937_64& random) {
    if (info.kind == Kind::boolean) return static_cast<double>(random() % 2);
    if (info.kind == Kind::choice) return static_cast<double>(random() % info.choices.size());
    if (random() % 10 == 0) return info.minimum;
    if (random() % 10 == 0) return info.maximum;
    const double share = static_cast<double>(random() >> 11) * 0x1p-53;
    const double value = info.minimum + share * (info.maximum - info.minimum);
    return info.kind == Kind::integer ? std::floor(value) : value;
}

/// A valid scenario with every parameter at random.
Scenario any_scenario(std::mt19937_64& random) {
    Scenario scenario = parse("{}");
    for (std::uint32_t i = 0; i < parameter_table().size(); ++i) {
        set_parameter(scenario.parameters, i, any_value(parameter_table()[i], random));
    }
    Parameters& p = scenario.parameters;
    put(p, "organisation.mid_share", at(p, "organisation.mid_share") * (1 - at(p, "organisation.junior_share")));
    put(p, "worth.negative_share", at(p, "worth.negative_share") * (1 - at(p, "worth.positive_share")));
    put(p, "incidents.medium_share", at(p, "incidents.medium_share") * (1 - at(p, "incidents.high_share")));
    put(p, "customers.mid_share", at(p, "customers.mid_share") * (1 - at(p, "customers.small_share")));
    put(p, "behaviour.effort_cost_crossed",
        std::min(at(p, "behaviour.effort_cost_crossed"), at(p, "behaviour.effort_cost")));
    const double seats =
        std::ceil(at(p, "organisation.team_size") * std::max(1.0, at(p, "organisation.headcount_share"))) +
        at(p, "review.dedicated_reviewers_per_team");
    put(p, "organisation.pool_teams_count", std::min(at(p, "organisation.pool_teams_count"), std::floor(128 / seats)));
    put(p, "activities.build.habit_share", std::max(at(p, "activities.build.habit_share"), 1e-9));
    double habits = 0;
    for (const char* activity : {"build", "build_with_ai", "review"})
        habits += at(p, "activities." + std::string(activity) + ".habit_share");
    for (const char* activity : {"build", "build_with_ai", "review"}) {
        const std::string path = "activities." + std::string(activity) + ".habit_share";
        put(p, path, at(p, path) / std::max(habits, 1.0));
    }
    scenario.study = {.quarters_count = 1 + static_cast<std::int64_t>(random() % 80),
                      .warm_up_quarters = static_cast<std::int64_t>(random() % 40),
                      .replicates_count = 1 + static_cast<std::int64_t>(random() % 100),
                      .seed = random(),
                      .baseline = "none"};
    scenario.name = "\"quoted\" \\ / \n\t \xC3\xA9 \xF0\x9F\x8C\x80";
    return scenario;
}

}  // namespace

TEST_CASE("printing and reading is a fixpoint for shipped scenarios") {
    for (const char* name : {"/minimal.json", "/tokenmaxxing.json"}) {
        const Scenario scenario = load_scenario(scenarios + name);
        const std::string text = scenario_json(scenario);
        CHECK(parse(text) == scenario);
        CHECK(scenario_json(parse(text)) == text);
    }
}

TEST_CASE("slow: printing and reading is a fixpoint for any valid scenario") {
    std::mt19937_64 random(7);
    for (int i = 0; i < 300; ++i) {
        const Scenario scenario = any_scenario(random);
        const std::string text = scenario_json(scenario);
        const Scenario again = parse(text);
        REQUIRE(again == scenario);
        REQUIRE(scenario_json(again) == text);
        REQUIRE(scenario_hash(again) == scenario_hash(scenario));
    }
}

TEST_CASE("what a policy does to practices survives printing, and tells policies apart by their hash") {
    const auto text = [](const std::string& deeds) {
        return R"({"policies": {"p": {"interventions": [{"at": "week 2")" + deeds + "}]}}}";
    };
    const Scenario one = parse(text(R"(, "take_away": "dummy_prompts", "teach": ["mentor", "design"])"));
    const Intervention& step = one.policies.at(1).value.interventions.at(0);
    REQUIRE(step.take_away.size() == 1);
    CHECK(one.practices[step.take_away[0].practice].name == "dummy_prompts");
    REQUIRE(step.teach.size() == 2);
    CHECK(one.practices[step.teach[0].practice].name == "mentor");
    CHECK(one.practices[step.teach[1].practice].name == "design");
    CHECK(parse(scenario_json(one)) == one);
    const auto hash = [&](const std::string& deeds) { return policy_hash(parse(text(deeds)).policies.at(1).value); };
    CHECK(hash(R"(, "take_away": "mentor")") == hash(R"(, "take_away": ["mentor"])"));
    CHECK(hash(R"(, "take_away": "mentor")") != hash(R"(, "teach": "mentor")"));
    CHECK(hash(R"(, "take_away": "mentor")") != hash(""));
    CHECK(hash(R"(, "take_away": [])") == hash(""));
    // Hashes of policies that do neither are what they were before there were such deeds.
    CHECK(scenario_json(parse(text(""))).find("teach") == std::string::npos);
}

TEST_CASE("a share by level survives printing, of levels left out it is 0, and one number holds for all") {
    const auto known = [](const std::string& share) {
        const Scenario scenario = parse(R"({"practices": {"*": null, "x": {"known_share": )" + share + "}}}");
        CHECK(parse(scenario_json(scenario)) == scenario);
        return scenario.practices.at(0).value.known_share.values;
    };
    CHECK(known("0.25") == std::array{0.25, 0.25, 0.25, 0.25});
    CHECK(known(R"({"senior": 0.5, "junior": 0.125})") == std::array{0.125, 0.0, 0.5, 0.0});
    CHECK(known("{}") == std::array{0.0, 0.0, 0.0, 0.0});
    const auto hash = [](const std::string& share) {
        return scenario_hash(parse(R"({"practices": {"x": {"known_share": )" + share + "}}}"));
    };
    CHECK(hash(R"({"junior": 0.5, "mid": 0.5, "senior": 0.5, "architect": 0.5})") == hash("0.5"));
    CHECK(hash(R"({"senior": 0.5})") != hash("0.5"));
}

TEST_CASE("seeds of 64 bits survive") {
    for (const std::uint64_t seed : {std::uint64_t{0}, (std::uint64_t{1} << 53) - 1, std::uint64_t{1} << 53,
                                     (std::uint64_t{1} << 53) + 1, ~std::uint64_t{0}}) {
        const Scenario scenario = parse("{\"study\": {\"seed\": \"" + std::to_string(seed) + "\"}}");
        CHECK(scenario.study.seed == seed);
        CHECK(parse(scenario_json(scenario)).study.seed == seed);
    }
    CHECK(parse(R"({"study": {"seed": 9007199254740991}})").study.seed == 9007199254740991U);
}

TEST_CASE("negative zero is zero, and small numbers keep their bits") {
    CHECK_FALSE(std::signbit(at(parse(R"({"review": {"care": -0.0}})").parameters, "review.care")));
    CHECK_FALSE(std::signbit(at(parse(R"({"review": {"care": -0}})").parameters, "review.care")));
    CHECK(at(parse(R"({"review": {"care": 5e-324}})").parameters, "review.care") == 5e-324);
    CHECK(at(parse(R"({"review": {"care": 0e-999}})").parameters, "review.care") == 0);
    CHECK(at(parse(R"({"review": {"care": 2.6000000000000001}})").parameters, "review.care") == 2.6);
}

TEST_CASE("the hash tells scenarios apart, but not their number of replicates") {
    const std::string hash = scenario_hash(parse("{}"));
    CHECK(hash.size() == 32);
    CHECK(scenario_hash(parse(R"({"review": {"care": 1.05}})")) ==
          scenario_hash(parse(R"({"review": {}, "study": {"replicates_count": 7}})")));
    CHECK(scenario_hash(parse(R"({"study": {"replicates_count": 7}})")) == hash);
    for (const char* text :
         {R"({"study": {"quarters_count": 7}})", R"({"study": {"seed": 7}})", R"({"review": {"care": 7}})",
          R"({"practices": {"*": null}})", R"({"policies": {"p": {}}})", R"({"ai": {"access": false}})"}) {
        CAPTURE(text);
        CHECK(scenario_hash(parse(text)) != hash);
    }
}

TEST_CASE("everything that is used is written out") {
    const std::string text = scenario_json(parse("{}"));
    for (const ParameterInfo& info : parameter_table()) {
        CAPTURE(std::string(info.path));
        CHECK(text.find(json_quoted(info.name) + ": ") != std::string::npos);
    }
    for (const char* key : {"\"seed\": \"20261123\"", "\"baseline\": \"none\"", "\"refactor\": {", "\"none\": {"}) {
        CAPTURE(key);
        CHECK(text.find(key) != std::string::npos);
    }
}
