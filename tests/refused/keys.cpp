// Every key that a scenario knows, mistyped by one letter in every way: refused, with the right suggestion.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "scenario/nearest.hpp"
#include "support.hpp"

using namespace strathern;
using namespace strathern::test;

namespace {

char other_case(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c == '_' ? '-' : c; }

std::vector<std::string> single_edits(const std::string& key) {
    std::vector<std::string> edits;
    for (std::size_t i = 0; i <= key.size(); ++i) {
        for (const char letter : {'a', 'e', 's', 'x', '_'}) edits.push_back(key.substr(0, i) + letter + key.substr(i));
        if (i == key.size()) break;
        edits.push_back(key.substr(0, i) + key.substr(i + 1));
        edits.push_back(key.substr(0, i) + other_case(key[i]) + key.substr(i + 1));
        for (const char letter : {'a', 'e', 's', 'x'}) edits.push_back(key.substr(0, i) + letter + key.substr(i + 1));
        if (i + 1 == key.size()) continue;
        std::string swapped = key;
        std::swap(swapped[i], swapped[i + 1]);
        edits.push_back(swapped);
    }
    return edits;
}

bool is_key(const StructInfo& type, const std::string& key) {
    return std::ranges::find(type.members, std::string_view(key), &Member::name) != type.members.end();
}

std::string document(const std::string& before, const std::string& key, const std::string& after) {
    const std::string practices =
        before.find("\"practices\"") == std::string::npos ? ", \"practices\": {\"*\": null}" : "";
    return before + "\"" + key + "\": null" + after.substr(0, after.size() - 1) + practices + "}";
}

}  // namespace

TEST_CASE("slow: every key with every single-letter edit is refused, the key itself suggested first in 95 % and more") {
    std::size_t edits = 0, right = 0, refused = 0, told = 0;
    each_object([&](const StructInfo& type, const std::string& before, const std::string& after) {
        for (const Member& member : type.members) {
            if (member.shape == Shape::ignored) continue;
            const std::string key(member.name);
            for (const std::string& edit : single_edits(key)) {
                if (is_key(type, edit)) continue;
                ++edits;
                right += key_hint(edit, type) == key ? 1 : 0;
                if (edits % 7 != 0) continue;  // the rest by way of the whole loader
                const Verdict verdict = verdict_of(document(before, edit, after));
                ++told;
                refused += verdict.code == ExitCode::invalid ? 1 : 0;
            }
        }
    });
    MESSAGE(edits, " edits, right suggestion in ", right);
    CHECK(edits > 10'000);
    CHECK(told > 1'000);
    CHECK(refused == told);
    CHECK(static_cast<double>(right) >= 0.95 * static_cast<double>(edits));
}

TEST_CASE("every key at a wrong level is refused and told where it belongs") {
    for (const Member& group : scenario_struct().members) {
        if (group.shape != Shape::group) continue;
        for (const Member& member : group.type->members) {
            const std::string key(member.name);
            if (is_key(scenario_struct(), key)) continue;
            CAPTURE(key);
            const Verdict verdict = verdict_of("{\"practices\": {\"*\": null}, \"" + key + "\": 1}");
            REQUIRE(verdict.problems.size() == 1);
            CHECK(verdict.code == ExitCode::invalid);
            const std::string place = std::string("under \"") + std::string(group.name) + "\"";
            const bool told = verdict.problems[0].hint.find(place) != std::string::npos;
            const bool near = is_key(scenario_struct(), verdict.problems[0].hint);
            CHECK((told || near || verdict.problems[0].hint.find("belongs") != std::string::npos));
        }
    }
}

TEST_CASE("names of signals, choices and policies are suggested") {
    const std::string before =
        R"({"practices": {"*": null}, "policies": {"p": {"interventions": [{"at": "week 2", "regime": {"metrics": {"m": {)";
    CHECK(verdict_of(before + R"("numerator": {"tokns": 1}}}}}]}}})").problems.at(0).hint == "tokens");
    CHECK(verdict_of(before + R"("numerator": {"tokens": 1}, "payoff": "qouta"}}}}]}}})").problems.at(0).hint ==
          "quota");
    CHECK(verdict_of(R"({"practices": {"*": null}, "policies": {"tokens": {}}, "study": {"baseline": "token"}})")
              .problems.at(0)
              .hint == "tokens");
    CHECK(verdict_of(R"({"practices": {"*": null}, "policies": {"x": "token_quotas"}})").problems.at(0).hint ==
          "token_quota");
}
