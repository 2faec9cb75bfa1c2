// Can an answer be read on a terminal: short, narrow, with intervals, whatever the policies are called?
#include <doctest/doctest.h>
#include <sys/ioctl.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "support/program.hpp"

using namespace testing;

namespace {

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    std::istringstream stream(text);
    for (std::string line; std::getline(stream, line);) lines.push_back(line);
    return lines;
}

/// Characters of the longest line. The command to run again is left out: it must stay whole.
std::ptrdiff_t width_of(const std::string& text) {
    std::ptrdiff_t width = 0;
    for (const std::string& line : lines_of(text)) {
        if (line.starts_with("again: ")) continue;
        width = std::max(width, std::count_if(line.begin(), line.end(), [](char c) { return (c & 0xC0) != 0x80; }));
    }
    return width;
}

/// The line that begins with a name.
std::string line_of(const std::string& text, const std::string& name) {
    for (const std::string& line : lines_of(text)) {
        if (line.starts_with(name + " ")) return line;
    }
    return {};
}

/// The small scenario with its policies renamed.
std::string renamed(const std::string& nothing, const std::string& reviewer) {
    auto scenario = nlohmann::json::parse(small_scenario(20));
    scenario["policies"] = {{nothing, scenario["policies"]["nothing"]}, {reviewer, scenario["policies"]["reviewer"]}};
    return scenario.dump();
}

/// Starts in a folder with a terminal that is said to be so wide.
Process::Start start_in(const std::string& folder, int columns) {
    Process::Start start;
    start.folder = folder;
    start.before_exec = [columns] { setenv("COLUMNS", std::to_string(columns).c_str(), 1); };
    return start;
}

/// A regime that watches sums, tokens less lines, and few incidents.
nlohmann::json regime(double stakes) {
    nlohmann::json sum = {{"numerator", {{"tokens", 1}, {"prompts", 2.5}, {"lines", -1}}}, {"target", 1000}};
    nlohmann::json few = {{"numerator", {{"incidents", -1}}}, {"scope", "team"}, {"target", 3}, {"payoff", "linear"}};
    return {{"at", "week 2"}, {"regime", {{"stakes", stakes}, {"metrics", {{"sum", sum}, {"few", few}}}}}};
}

/// Fourteen policies, twelve of them with long names that differ in their middle only.
std::string many_policies() {
    auto scenario = nlohmann::json::parse(small_scenario(20));
    for (int k = 0; k < 12; ++k)
        scenario["policies"]["policy_number_" + std::to_string(k) + "_of_a_long_list"] = {
            {"interventions", {regime(k / 2.0)}}};
    return scenario.dump();
}

/// How often a text occurs.
std::size_t count_of(const std::string& text, const std::string& part) {
    std::size_t count = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++count;
    return count;
}

/// Names in the first block of the ranking, each once.
std::set<std::string> ranked_names(const std::string& table) {
    std::set<std::string> names;
    for (const std::string& line : lines_of(table)) {
        std::istringstream words(line);
        std::string rank, name;
        words >> rank >> name;
        if (line.size() > 3 && line[2] == ' ' && std::isdigit(line[1]) != 0) names.insert(name);
    }
    return names;
}

/// What the program writes to a terminal of its own.
std::string on_terminal(const std::vector<std::string>& words, int columns, const std::string& folder) {
    const int master = posix_openpt(O_RDWR | O_NOCTTY);
    REQUIRE(master >= 0);
    REQUIRE(grantpt(master) == 0);
    REQUIRE(unlockpt(master) == 0);
    const winsize size{50, static_cast<unsigned short>(columns), 0, 0};
    REQUIRE(ioctl(master, TIOCSWINSZ, &size) == 0);
    Process::Start start;
    start.folder = folder;
    start.out_file = ptsname(master);
    const int held = open(start.out_file.c_str(), O_RDWR | O_NOCTTY);  // keeps what was written until it is read
    CHECK(run(words, start).code == 0);
    std::string text(1 << 16, ' ');
    const ssize_t got = read(master, text.data(), text.size());
    close(held);
    close(master);
    text.resize(static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
    std::erase(text, '\r');
    return text;
}

}  // namespace

TEST_CASE("the flagship's table begins with what is watched, ranks by net value, and ends within 44 lines of 80") {
    const TemporaryFolder folder;
    Process::Start start;
    start.folder = STRATHERN_SOURCE_DIR;
    const std::vector<std::string> words = {
        "trial", "scenarios/tokenmaxxing.json",     "--replicates", "20",           "--quiet",
        "--set", "organisation.engineers_count=14", "--out",        folder / "a.db"};
    const Ended trial = run(words, start);
    CAPTURE(trial.out);
    CHECK(trial.code == 0);
    CHECK(lines_of(trial.out).size() <= 44);
    CHECK(width_of(trial.out) <= 80);
    CHECK(contains(trial.out, "mean [95 % interval] of 20 replicates"));
    const std::size_t watched = trial.out.find("which moved by"), ranking = trial.out.find("to line above");
    REQUIRE(watched < ranking);
    REQUIRE(ranking != std::string::npos);
    const std::string first = line_of(trial.out, "token_quota");
    CHECK(contains(first, "tokens per engineer"));
    CHECK(std::count(first.begin(), first.end(), '[') == 1);
    CHECK(line_of(trial.out, "token_quota_paired") != "");
    std::vector<std::string> json_words = words;
    json_words.insert(json_words.end(), {"--format", "json"});
    const auto json = nlohmann::json::parse(run(json_words, start).out);
    std::size_t at = ranking;
    for (const auto& place : json["ranking"]["places"]) {
        const std::string row = std::to_string(place["place"].get<int>()) + " " + place["policy"].get<std::string>();
        const std::size_t found = trial.out.find(row, at);
        CAPTURE(row);
        REQUIRE(found != std::string::npos);
        const std::string line = trial.out.substr(found, trial.out.find('\n', found) - found);
        CHECK(line.ends_with("tied") == place["tied_with_above"].get<bool>());
        CHECK(contains(line, " W") == (place["to_baseline"]["verdict"] == "worse"));
        at = found;
    }
}

TEST_CASE("no line is wider than the terminal, from 60 columns on, and names stay different") {
    const TemporaryFolder folder;
    write_text(folder / "many.json", many_policies());
    write_text(folder / "s.json", small_scenario(20));
    for (const int columns : {60, 66, 75, 76, 80, 100, 140}) {
        const Process::Start start = start_in(folder.path(), columns);
        CAPTURE(columns);
        const Ended many = run({"trial", "many.json", "--quiet", "--out", "m.db"}, start);
        CAPTURE(many.out);
        CHECK(many.code == 0);
        CHECK(width_of(many.out) <= columns);
        CHECK(ranked_names(many.out).size() == 15);
        const Ended few = run({"trial", "s.json", "--quiet", "--out", "s.db"}, start);
        CHECK(width_of(few.out) <= columns);
        CHECK(width_of(run({"run", "s.json", "--quiet"}, start).out) <= columns);
    }
    const std::vector<std::string> words = {"trial", "s.json", "--quiet", "--out", "s.db"};
    CHECK(run(words, start_in(folder.path(), 30)).out == run(words, start_in(folder.path(), 60)).out);
}

TEST_CASE("COLUMNS goes before the terminal, the terminal before 80 columns, and nonsense counts for nothing") {
    const TemporaryFolder folder;
    write_text(folder / "s.json", small_scenario(20));
    const std::vector<std::string> words = {"run", "s.json", "--quiet"};
    const auto width_with = [&](int columns) { return width_of(run(words, start_in(folder.path(), columns)).out); };
    Process::Start plain;
    plain.folder = folder.path();
    const std::ptrdiff_t usual = width_of(run(words, plain).out);
    CHECK(usual <= 80);
    CHECK(usual > 70);
    CHECK(width_with(140) > 100);
    CHECK(width_with(-5) == usual);
    CHECK(width_with(0) == usual);
    const std::string wide = on_terminal(words, 140, folder.path());
    CHECK(width_of(wide) > 100);
    CHECK(width_of(wide) <= 140);
    CHECK(width_of(on_terminal(words, 62, folder.path())) <= 62);
}

TEST_CASE("what no policy watches, what no output shows and what is undefined are said, not left blank") {
    const TemporaryFolder folder;
    write_text(folder / "many.json", many_policies());
    auto lonely = nlohmann::json::parse(small_scenario(20));
    lonely["organisation"] = {{"engineers_count", 1}, {"team_size", 1}};
    write_text(folder / "lonely.json", lonely.dump());
    Process::Start start;
    start.folder = folder.path();
    const Ended many = run({"trial", "many.json", "--quiet", "--out", "m.db"}, start);
    CAPTURE(many.out);
    CHECK(contains(many.out, "tokens + 2.5 x prompts -"));
    CHECK(contains(many.out, "minus incidents per team"));
    CHECK(count_of(many.out, "no output shows it") == 12);
    CHECK(contains(line_of(many.out, "reviewer"), " nothing"));
    const Ended alone = run({"trial", "lonely.json", "--quiet", "--out", "l.db"}, start);
    CAPTURE(alone.out);
    CHECK(contains(alone.out, "No policy watches a metric."));
    CHECK(contains(alone.out, "left out where undefined"));
    CHECK(contains(alone.out, "Wait for review"));
}

TEST_CASE("one policy leaves room for more outputs, a run says what is watched, and both stay short and narrow") {
    const TemporaryFolder folder;
    write_text(folder / "s.json", small_scenario(20));
    write_text(folder / "many.json", many_policies());
    Process::Start start;
    start.folder = folder.path();
    const Ended trial = run({"trial", "s.json", "--policies", "reviewer"}, start);
    CAPTURE(trial.out);
    CHECK(lines_of(trial.out).size() <= 44);
    CHECK(width_of(trial.out) <= 80);
    CHECK(contains(trial.out, "Hollow hours"));
    const Ended run_of_one = run({"run", "s.json", "--set", "study.quarters_count=8"}, start);
    CAPTURE(run_of_one.out);
    CHECK(lines_of(run_of_one.out).size() <= 44);
    CHECK(width_of(run_of_one.out) <= 80);
    CHECK(contains(line_of(run_of_one.out, "quarter 8"), "["));
    CHECK_FALSE(contains(run_of_one.out, "watches"));
    const Ended watching = run({"run", "many.json", "--policy", "policy_number_3_of_a_long_list"}, start);
    CAPTURE(watching.out);
    CHECK(contains(watching.out, ", which watches minus incidents per team and"));
    CHECK(watching.out.find("Incidents") < watching.out.find("Worth shipped"));
}

TEST_CASE("JSON says what is watched and who does best in the numbers of the differences") {
    const TemporaryFolder folder;
    auto scenario = nlohmann::json::parse(many_policies());
    scenario["study"]["baseline"] = "policy_number_3_of_a_long_list";
    write_text(folder / "many.json", scenario.dump());
    Process::Start start;
    start.folder = folder.path();
    const auto json =
        nlohmann::json::parse(run({"trial", "many.json", "--quiet", "--out", "m.db", "--format", "json"}, start).out);
    std::map<std::pair<std::string, std::string>, nlohmann::json> differences;
    for (const auto& d : json["differences"]) differences[{d["policy"], d["output"]}] = d["over_span"];
    REQUIRE(json["watched"].size() == 24);
    std::size_t shown = 0;
    for (const auto& watched : json["watched"]) {
        CHECK(watched["output"].is_null() == (watched["metric"] == "sum"));
        const bool compared = watched["metric"] == "few" && watched["policy"] != json["baseline"];
        CHECK(watched["difference"].is_null() == !compared);
        if (compared) CHECK(watched["difference"] == differences.at({watched["policy"], "incidents"}));
        shown += compared;
    }
    CHECK(shown == 11);
    const auto& places = json["ranking"]["places"];
    CHECK(json["ranking"]["output"] == "net_value");
    REQUIRE(places.size() == json["policies"].size());
    for (std::size_t i = 0; i < places.size(); ++i) {
        CHECK(places[i]["place"] == i + 1);
        CHECK(places[i]["to_above"].is_null() == (i == 0));
        if (i > 0) CHECK(places[i]["to_baseline"]["mean"] <= places[i - 1]["to_baseline"]["mean"]);
        if (places[i]["policy"] != json["baseline"])
            CHECK(places[i]["to_baseline"] == differences.at({places[i]["policy"], "net_value"}));
    }
}

TEST_CASE("long names are shortened in their middle and stay different, and a single replicate is said to be one") {
    const TemporaryFolder folder;
    const std::string same(30, 'x');
    write_text(folder / "s.json", renamed(same + "_" + same + "_a", same + "_" + same + "_b"));
    Process::Start start;
    start.folder = folder.path();
    const Ended trial = run({"trial", "s.json"}, start);
    CAPTURE(trial.err);
    CAPTURE(trial.out);
    CHECK(trial.code == 0);
    CHECK(width_of(trial.out) <= 80);
    CHECK(contains(trial.out, "xxxxxxxxx...xxxxxxx_a "));
    CHECK(contains(trial.out, "xxxxxxxxx...xxxxxxx_b "));
    CHECK(contains(trial.out, "0 (exactly)"));
    CHECK(contains(run({"run", "s.json", "--replicates", "1"}, start).out, "of 1 replicate. "));
}
