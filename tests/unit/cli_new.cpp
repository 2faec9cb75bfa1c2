// Does a newcomer get somewhere: what to do first, and a scenario to start from?
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <sstream>

#include "support/program.hpp"

using namespace testing;

namespace {

struct Place {
    TemporaryFolder folder;
    Ended operator()(const std::vector<std::string>& words) const {
        Process::Start start;
        start.folder = folder.path();
        return run(words, start);
    }
    std::ptrdiff_t files() const { return std::distance(std::filesystem::directory_iterator(folder.path()), {}); }
};

/// The commands of an answer: what stands behind the program's name, split at blanks.
std::vector<std::vector<std::string>> commands(const std::string& text) {
    std::vector<std::vector<std::string>> found;
    std::istringstream words(text);
    for (std::string word; words >> word;) {
        if (word == "strathern") {
            found.emplace_back();
        } else if (!found.empty()) {
            const bool ends = word.ends_with(';');
            found.back().push_back(ends ? word.substr(0, word.size() - 1) : word);
        }
    }
    return found;
}

}  // namespace

TEST_CASE("without a word the program says in six lines what it is and what to do, and every line can be followed") {
    const Place place;
    const Ended ended = place({});
    CHECK(ended.code == 0);
    CHECK(ended.err.empty());
    CHECK(std::ranges::count(ended.out, '\n') == 6);
    CHECK(ended.out.starts_with("Strathern simulates engineering organisations"));
    std::istringstream lines(ended.out);
    int followed = 0;
    for (std::string line; std::getline(lines, line);) {
        for (const auto& words : commands(line)) {
            CAPTURE(line);
            // A trial of the large scenario takes long: its arguments are checked only.
            if (words.front() == "trial")
                CHECK(place({"check", words.at(1)}).code == 0);
            else
                CHECK(place(words).code == 0);
            ++followed;
        }
    }
    CHECK(followed == 6);
}

TEST_CASE("new writes a scenario that is valid, explains itself and is simulated in seconds") {
    const Place place;
    const Ended ended = place({"new", "mine"});
    CAPTURE(ended.err);
    REQUIRE(ended.code == 0);
    CHECK(contains(ended.out, "strathern check mine.json"));
    CHECK(place.files() == 1);
    const auto json = nlohmann::json::parse(read_text(place.folder / "mine.json"));
    CHECK(json["name"] == "mine");
    CHECK_FALSE(json["about"].get<std::string>().empty());
    CHECK(json["policies"].size() == 3);
    CHECK(std::filesystem::exists(json["$schema"].get<std::string>()));
    int simulated = 0;
    for (const auto& words : commands(ended.out)) {
        const Ended next = place(words);
        CAPTURE(next.err);
        CHECK(next.code == 0);
        if (words.front() != "trial") continue;
        ++simulated;
        CHECK(next.seconds < 10);  // a fraction of one, were nothing else running
        for (const char* policy : {"none", "quota", "more_review", "token_quota"}) CHECK(contains(next.out, policy));
    }
    CHECK(simulated == 1);
}

TEST_CASE("new takes a folder and an ending") {
    const Place place;
    std::filesystem::create_directory(place.folder / "studies");
    CHECK(place({"new", "studies/first.json"}).code == 0);
    CHECK(nlohmann::json::parse(read_text(place.folder / "studies/first.json"))["name"] == "first");
    CHECK(place({"check", "studies/first.json"}).code == 0);
}

TEST_CASE("inside of a checkout the schema is named by a relative path, so that the folder can be moved and shared") {
    const Place place;
    std::filesystem::create_directories(place.folder / "build");
    std::filesystem::create_directories(place.folder / "scenarios/mine");
    std::filesystem::copy_file(STRATHERN_BINARY, place.folder / "build/strathern");
    std::filesystem::copy(std::string(STRATHERN_SOURCE_DIR) + "/scenarios", place.folder / "scenarios",
                          std::filesystem::copy_options::recursive);
    Process::Start start;
    start.folder = place.folder.path();
    for (const std::string name : {"first", "scenarios/second", "scenarios/mine/third"}) {
        CAPTURE(name);
        REQUIRE(Process({place.folder / "build/strathern", "new", name}, start).wait().code == 0);
        const std::filesystem::path file = place.folder / (name + ".json");
        const std::filesystem::path schema = nlohmann::json::parse(read_text(file))["$schema"].get<std::string>();
        CHECK(schema.is_relative());
        CHECK(std::filesystem::exists(file.parent_path() / schema));
    }
}

TEST_CASE("new changes nothing that is there, and leaves nothing where it can't write") {
    const Place place;
    write_text(place.folder / "mine.json", "mine");
    std::filesystem::create_symlink("nowhere", place.folder / "link.json");
    for (const char* name : {"mine", "mine.json", "link"}) {
        const Ended ended = place({"new", name});
        CHECK(ended.code == 2);
        CHECK(ended.out.empty());
        CHECK(contains(ended.err, "is already there"));
    }
    CHECK(read_text(place.folder / "mine.json") == "mine");
    for (const std::string& name : {std::string("missing/mine"), std::string("mine.json/mine")}) {
        const Ended ended = place({"new", name});
        CAPTURE(ended.err);
        CHECK(ended.code == 5);
    }
    for (const std::string& name : {std::string(""), std::string(".json"), std::string("a/"), std::string(65, 'x')})
        CHECK(place({"new", name}).code == 2);
    CHECK(place.files() == 2);
}
