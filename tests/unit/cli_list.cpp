// Does `list` show everything that there is, once, with a sentence, as wide as the terminal is?
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>
#include <strathern/outputs.hpp>

#include "support/program.hpp"
#include "support/terminal.hpp"

using namespace testing;
using nlohmann::json;

namespace {

json listed(const std::string& kind) {
    const Ended ended = run({"list", kind, "--format", "json"});
    CHECK(ended.code == 0);
    return json::parse(ended.out)[kind];
}

std::set<std::string> names(const json& rows) {
    std::set<std::string> found;
    for (const json& row : rows) found.insert(row["name"].get<std::string>());
    CHECK(found.size() == rows.size());
    return found;
}

std::set<std::string> files(const std::string& folder) {
    std::set<std::string> found;
    for (const auto& file : std::filesystem::directory_iterator(std::string(STRATHERN_SOURCE_DIR) + "/" + folder)) {
        const std::string stem = file.path().stem().string();
        if (file.path().extension() == ".json" && !stem.ends_with(".schema")) found.insert(stem);
    }
    return found;
}

}  // namespace

TEST_CASE("list shows every file that is shipped, with what it says of itself") {
    CHECK(names(listed("scenarios")) == files("scenarios"));
    CHECK(names(listed("organisations")) == files("scenarios/organisations"));
    CHECK(names(listed("policies")) == files("scenarios/policies"));
    CHECK(names(listed("practices")) == files("scenarios/practices"));
    for (const json& row : listed("policies")) {
        const json file = json::parse(read_text(std::string(STRATHERN_SOURCE_DIR) + "/scenarios/policies/" +
                                                row["name"].get<std::string>() + ".json"));
        CHECK(file["about"].get<std::string>().starts_with(row["about"].get<std::string>()));
    }
}

TEST_CASE("list shows what the program is made of, as many as its kinds say, each with a sentence") {
    const Ended ended = run({"list", "--format", "json"});
    REQUIRE(ended.code == 0);
    const json kinds = json::parse(ended.out)["kinds"];
    for (const char* kind :
         {"scenarios", "organisations", "policies", "practices", "signals", "outputs", "facts", "claims"})
        CHECK(names(kinds).contains(kind));
    for (const json& kind : kinds) {
        CAPTURE(kind.dump());
        CHECK_FALSE(kind["about"].get<std::string>().empty());
        const json rows = listed(kind["name"]);
        CHECK(names(rows).size() == kind["count"]);
        for (const json& row : rows) CHECK_FALSE(row["about"].get<std::string>().empty());
    }
    CHECK(listed("outputs").size() == strathern::output_columns().size());
}

TEST_CASE("what list shows, explain explains: nobody meets a name that leads nowhere") {
    for (const char* kind :
         {"scenarios", "organisations", "policies", "practices", "signals", "phases", "verbs", "exit_codes"}) {
        std::vector<std::string> words = {"explain"};
        for (const json& row : listed(kind)) words.push_back(row["name"]);
        CAPTURE(kind);
        const Ended ended = run(words);
        CAPTURE(ended.err);
        CHECK(ended.code == 0);
    }
}

TEST_CASE("an unknown kind: code 2 and the nearest") {
    const Ended wrong = run({"list", "polices"});
    CHECK(wrong.code == 2);
    CHECK(wrong.out.empty());
    CHECK(contains(wrong.err, "did you mean \"policies\"?"));
    CHECK(run({"list", "policies", "practices"}).code == 2);
}

TEST_CASE("list fits the terminal: no line is longer, no word is lost") {
    const json practices = listed("practices");
    for (const int columns : {40, 60, 100}) {
        const std::string text = Terminal(static_cast<unsigned short>(columns)).shown({"list", "practices"});
        CAPTURE(text);
        std::istringstream lines(text);
        for (std::string line; std::getline(lines, line);) CHECK(line.size() <= static_cast<std::size_t>(columns));
        std::string words = text;
        std::ranges::replace(words, '\n', ' ');
        words.erase(std::unique(words.begin(), words.end(), [](char a, char b) { return a == ' ' && b == ' '; }),
                    words.end());
        for (const json& row : practices) CHECK(contains(words, row["about"].get<std::string>()));
    }
    // In a pipe a row is a line, for grep.
    const std::string piped = run({"list", "practices"}).out;
    CHECK(std::ranges::count(piped, '\n') == static_cast<std::ptrdiff_t>(practices.size()));
    CHECK(contains(run({"list", "practices", "--format", "csv"}).out, "name,about\napprove_unread,"));
}
