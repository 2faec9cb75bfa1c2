// What people read: messages, suggestions, explanations, estimates.
#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <strathern/outputs.hpp>
#include <strathern/params/definitions.hpp>
#include <string>

#include <strathern/outputs.hpp>
#include "scenario/explain.hpp"

#include "scenario/limits.hpp"
#include "scenario/nearest.hpp"
#include "scenario/problems.hpp"
#include "support/put.hpp"

using namespace strathern;
using strathern::test::at;
using strathern::test::put;

namespace {

Problem problem(const std::string& pointer, const std::string& value, const std::string& rule,
                const std::string& hint) {
    return {"a.json", 3, 5, pointer, value, rule, hint};
}

}  // namespace

TEST_CASE("a problem is one line") {
    CHECK(describe(problem("/review/cre", "\"cre\"", "a key of review", "care")) ==
          "a.json:3:5: error: /review/cre: \"cre\", expected a key of review; did you mean \"care\"?");
    CHECK(describe(problem("", "", "valid JSON", "remove the comma")) ==
          "a.json:3:5: error: expected valid JSON; remove the comma");
    CHECK(describe(Error(ExitCode::environment, "disk full")) == "strathern: error: disk full\n");
}

TEST_CASE("nothing that could harm a terminal or hide a text is printed") {
    CHECK(printable("a\x1b[31m\n\t\x7f") == "a\\u001b[31m\\n\\t\\u007f");
    CHECK(printable("\xE2\x80\xAE"
                    "abc\xE2\x81\xA6") == "\\u202eabc\\u2066");
    CHECK(printable("\xff\xC0\xAF\xED\xA0\x80") == "\\xff\\xc0\\xaf\\xed\\xa0\\x80");
    CHECK(printable("\xC3\xA9\xF0\x9F\x8C\x80") == "\xC3\xA9\xF0\x9F\x8C\x80");
    for (int byte = 0; byte < 256; ++byte) {
        const std::string line = describe(problem({'/', static_cast<char>(byte)}, "", "x", ""));
        CHECK(std::ranges::none_of(
            line, [](char c) { return static_cast<unsigned char>(c) < 0x20 || static_cast<unsigned char>(c) > 0x7E; }));
    }
    CHECK(shortened("aaa\xC3\xA9", 4) == "aaa...");
}

TEST_CASE("problems as JSON") {
    const Error error(ExitCode::invalid, {problem("/a~1b", "\"x\\y\"", "r", "h")});
    CHECK(
        problems_json(error) ==
        R"({"code": 3, "problems": [{"file": "a.json", "line": 3, "column": 5, "pointer": "/a~1b", "value": "\"x\\y\"", "rule": "r", "hint": "h", )"
        R"("text": "a.json:3:5: error: /a~1b: \"x\\y\", expected r; did you mean \"h\"?"}]})"
        "\n");
}

TEST_CASE("distances between names") {
    CHECK(edit_distance("care", "care") == 0);
    CHECK(edit_distance("care", "CARE") == 0);
    CHECK(edit_distance("team-size", "team_size") == 0);
    CHECK(edit_distance("care", "acre") == 1);
    CHECK(edit_distance("care", "cre") == 1);
    CHECK(edit_distance("care", "scare") == 1);
    CHECK(edit_distance("kitten", "sitting") == 3);
    CHECK(edit_distance("", "abc") == 3);
    const std::string_view names[] = {"care", "care_sd_log", "duty"};
    CHECK(nearest_name("crae", names) == "care");
    CHECK(nearest_name("dtuy", names) == "duty");
    CHECK(nearest_name("zzzz", names) == "");
    CHECK(nearest_name(std::string(100'000, 'x'), names) == "");
}

TEST_CASE("a key at the wrong level is told its place") {
    CHECK(key_hint("care", scenario_struct()) == "\"care\" belongs under \"review\"");
    CHECK(key_hint("stakes", scenario_struct()) == "\"stakes\" belongs in a regime");
    CHECK(key_hint("reviews", scenario_struct()) == "review");
}

TEST_CASE("everything can be explained") {
    for (const ParameterInfo& info : parameter_table()) {
        CAPTURE(std::string(info.path));
        const std::string text = explain_parameter(info.path);
        for (const std::string_view part : {info.path, info.description, info.source, info.default_text})
            CHECK(text.find(part) != std::string::npos);
        // Each part stands under its own heading.
        CHECK(text.find("\n  source: " + std::string(info.source) + " (") != std::string::npos);
        CHECK(explain_parameter(info.name).find(text) != std::string::npos);
    }
    for (const char* name : {"review", "tokens", "signal.tokens", "stigma", "practice.stigma", "metric.payoff",
                             "regime.stakes", "study.seed", "policies", "intervention.at", "activities.build"}) {
        CAPTURE(name);
        CHECK_FALSE(explain_parameter(name).empty());
    }
    CHECK(explain_parameter("nonsense").empty());
    std::vector<std::string> known;
    for (const Described& each : described_parameters()) known.push_back(each.path);
    CHECK(nearest_names("review.cre", known).at(0) == "review.care");
    CHECK(nearest_names("stgma", known).at(0) == "practice.stigma");
    CHECK(nearest_names("xyzxyzxyz", known).empty());
}

TEST_CASE("the estimate never overflows and agrees with exact arithmetic about the limit") {
    __extension__ using Wide = unsigned __int128;
    std::mt19937_64 random(3);
    for (int i = 0; i < 100'000; ++i) {
        const auto any = [&](int bits) {
            return 1 + static_cast<std::int64_t>(random() >>
                                                 (64 - static_cast<int>(random() % static_cast<unsigned>(bits)) - 1));
        };
        Scenario scenario;
        put(scenario.parameters, "organisation.engineers_count", static_cast<double>(any(24)));
        scenario.study.quarters_count = any(7);
        scenario.study.replicates_count = any(24);
        scenario.study.warm_up_quarters = any(6) - 1;
        scenario.policies.resize(1 + random() % 64);
        const Wide quarters =
            Wide(scenario.study.quarters_count) * scenario.policies.size() + Wide(scenario.study.warm_up_quarters);
        const Wide exact = Wide(at(scenario.parameters, "organisation.engineers_count")) * 65 *
                           Wide(scenario.study.replicates_count) * quarters;
        REQUIRE((estimate_study(scenario).engineer_days > engineer_days_limit) == (exact > Wide(10'000'000'000'000U)));
    }
    Scenario huge;
    put(huge.parameters, "organisation.engineers_count", 9'000'000'000'000'000'000);
    huge.study.quarters_count = huge.study.replicates_count = 9'000'000'000'000'000'000;
    CHECK(estimate_study(huge).engineer_days > 1e50);
    CHECK(limits_passed(huge).size() == 3);
}

TEST_CASE("a study whose results would fill the memory is refused before it begins") {
    // A million replicates of one engineer under 3 policies over 80 quarters: 2.4e8 rows of 1.25 KiB, 286 GiB.
    Scenario scenario;
    put(scenario.parameters, "organisation.engineers_count", 1);
    scenario.study.replicates_count = 1'000'000;
    scenario.study.quarters_count = 80;
    scenario.policies.resize(3);
    const auto problems = limits_passed(scenario);
    REQUIRE(problems.size() == 1);
    CHECK(problems[0].pointer == "/study/replicates_count");
    CHECK(problems[0].value.find("2.9e+02 GiB of results") != std::string::npos);
    scenario.study.replicates_count = 32'000;  // 18.3 GiB
    CHECK(limits_passed(scenario).empty());
}

TEST_CASE("what is said of a row of results holds for all outputs") {
    CHECK(static_cast<double>(output_columns().size()) * 8 <= result_bytes_per_quarter);
    CHECK(static_cast<double>(output_columns().size()) * 8 * 1.5 >= result_bytes_per_quarter);
}

TEST_CASE("memory is estimated per thread") {
    Scenario scenario;
    put(scenario.parameters, "organisation.engineers_count", 10'000'000);
    scenario.study.replicates_count = 1;
    CHECK(limits_passed(scenario, 1).empty());
    CHECK(limits_passed(scenario, 2).size() == 1);
}
