// Does `explain` know everything that people read in files, tables and documents, and tell where numbers come from?
#include <doctest/doctest.h>

#include <filesystem>
#include <sstream>

#include "scenario/glossary.hpp"
#include "support/program.hpp"
#include "support/terminal.hpp"

using namespace testing;

namespace {

std::string explain(const std::vector<std::string>& names) {
    std::vector<std::string> words = {"explain"};
    words.insert(words.end(), names.begin(), names.end());
    const Ended ended = run(words);
    CAPTURE(ended.err);
    CHECK(ended.code == 0);
    CHECK(ended.err.empty());
    return ended.out;
}

std::string refusal(const std::string& name) {
    const Ended ended = run({"explain", name});
    CHECK(ended.code == 2);
    CHECK(ended.out.empty());
    return ended.err;
}

}  // namespace

TEST_CASE("explain knows every word of the glossary, in any case, and the words that people come with") {
    std::vector<std::string> words;
    for (const strathern::Term& term : strathern::glossary()) words.push_back(term.word);
    std::string all;
    for (std::size_t first = 0; first < words.size(); first += 20)  // many a process, or the test takes seconds
        all += explain({words.begin() + static_cast<std::ptrdiff_t>(first),
                        words.begin() + static_cast<std::ptrdiff_t>(std::min(first + 20, words.size()))});
    for (const strathern::Term& term : strathern::glossary()) {
        CAPTURE(term.word);
        CHECK(contains(all, term.word + "\n  " + term.meaning));
    }
    for (const char* name : {"goodhart", "GOODHART", "Goodhart's law", "goodharts-law"})
        CHECK(contains(explain({name}), "when a measure becomes a target"));
    for (const char* name : {"gaming", "quota", "leaderboard", "hysteresis", "Replicates"})
        CHECK_FALSE(explain({name}).empty());
}

TEST_CASE("explain gives sources in full, and tells them from ranges") {
    const std::string care = explain({"review.detection"});
    CHECK(contains(care, "source: kemerer2009"));
    CHECK(contains(care, "kemerer2009 is Chris F. Kemerer and Mark C. Paulk (2009): The Impact of Design"));
    CHECK(contains(care, "https://doi.org/10.1109/TSE.2009.27"));
    CHECK(contains(care, "taken from it: at 200 lines an hour"));
    const std::string range = explain({"REVIEW.CARE"});
    CHECK(contains(range, "allowed: a number from 0 to 1000 [minutes]"));
    CHECK(contains(range, "\n  source: kemerer2009; levels of an organisation left alone"));
    CHECK(contains(explain({"pool teams count"}), "\n  source: choice (assumed)\n"));
}

TEST_CASE("explain says what every shipped policy and practice does and whence it is") {
    for (const std::string folder : {"policies", "practices"}) {
        for (const auto& file :
             std::filesystem::directory_iterator(std::string(STRATHERN_SOURCE_DIR) + "/scenarios/" + folder)) {
            const std::string name = file.path().stem().string(), text = explain({name});
            CAPTURE(text);
            CHECK(contains(text, (folder == "policies" ? "policy " : "practice ") + name + "\n"));
            CHECK(contains(text, folder + "/" + name + ".json"));
        }
    }
    const std::string quota = explain({"token_quota_paired"});
    for (const char* part :
         {"at: week 6", "metrics tokens:", "numerator: 1 x tokens", "target: 80000000 (default",
          "payoff: quota (the default)", "combine: least (default sum)", "lesser of the two pay-offs"})
        CHECK(contains(quota, part));
    CHECK_FALSE(contains(quota, "ratchet_share"));  // the file does not state it
    CHECK(contains(explain({"qa_agents"}), "qa.access: true (default false)"));
    const std::string unread = explain({"approve_unread"});
    CHECK(contains(unread, "glance_share: 1"));
    CHECK(contains(unread, "taken from it: 64.7 % of changes approved without a comment"));
}

TEST_CASE(
    "explain says what an organisation is like: each value beside the default, its reason, and the source in full") {
    const std::string low = explain({"low"});
    CHECK(contains(low, "organisation low\n"));
    CHECK(contains(low, "release.train_days: 40 (default 5)"));
    CHECK(contains(low, "  why:\n    release.train_days: dora2024"));
    CHECK(contains(low, "dora2024 is DORA (2024)"));
    CHECK(contains(low, "file: "));
    CHECK(contains(explain({"organisation.like"}), "Name of an organisation to start from"));
}

TEST_CASE("explain knows scenarios, facts, claims, phases, outputs, signals, verbs and values") {
    CHECK(contains(explain({"tokenmaxxing"}), "policies: none, token_quota"));
    CHECK(contains(explain({"7b"}), "fact 7b\n"));
    CHECK(contains(explain({"Q1b"}), "strathern verify --filter Q1b"));
    CHECK(contains(explain({"arrive_items"}), "phase arrive_items"));
    CHECK(contains(explain({"net_value"}), "output net_value"));
    CHECK(contains(explain({"tokens"}), "signal.tokens"));
    CHECK(contains(explain({"trial"}), "verb trial"));
    CHECK(contains(explain({"threshold"}), "\"threshold\", a value of metric.payoff"));
}

TEST_CASE("explain knows every exit code, as people and scripts write them") {
    for (const std::string code : {"0", "1", "2", "3", "4", "5", "6", "7", "70", "130"})
        CHECK(contains(explain({code}), "exit code " + code + ": "));
    for (const std::vector<std::string>& words :
         std::vector<std::vector<std::string>>{{"exit code 7"}, {"exit", "code", "7"}, {"exit 7"}, {"7"}})
        CHECK(contains(explain(words), "exit code 7: some runs failed\n"));
    CHECK(contains(explain({"143"}), "ended by signal 15"));
    CHECK(contains(refusal("exit code 9"), "nothing is named \"exit code 9\""));
    // Help is made from the same table.
    CHECK(contains(run({"--help"}).out, "7 some runs failed"));
}

TEST_CASE("several names are explained one by one, and an unknown one names the nearest of all kinds") {
    const std::string both = explain({"goodhart", "review.care"});
    CHECK(contains(both, "Goodhart's law"));
    CHECK(contains(both, "review.care"));
    CHECK(contains(refusal("token_qota"), "token_quota"));
    CHECK(contains(refusal("dummy_promts"), "dummy_prompts"));
    CHECK(contains(refusal("hysterisis"), "hysteresis"));
    CHECK(contains(refusal("arrive_itms"), "arrive_items"));
    CHECK(contains(refusal("net_valu"), "net_value"));
    CHECK(contains(refusal("xyzxyzxyz"), "strathern list"));
}

TEST_CASE("a program without its files explains what it knows itself, and says why it knows no more") {
    const TemporaryFolder folder;
    std::filesystem::copy_file(STRATHERN_BINARY, folder / "strathern");
    const auto alone = [&](std::vector<std::string> words) {
        words.insert(words.begin(), folder / "strathern");
        return Process(words).wait();
    };
    CHECK(contains(alone({"explain", "review.care", "goodhart"}).out, "Goodhart's law"));
    const Ended unknown = alone({"explain", "token_quota"});
    CHECK(unknown.code == 2);
    CHECK(contains(unknown.err, "the scenarios shipped with the program were not found"));
    CHECK(alone({"list", "signals"}).code == 0);
    const Ended list = alone({"list", "policies"});
    CHECK(list.code == 5);
    CHECK(contains(list.err, "the scenarios shipped with the program were not found"));
    CHECK(contains(alone({}).out, "run minimal.json"));
}

TEST_CASE("explain fits the terminal: what goes below is indented, no word is lost") {
    const std::string whole = explain({"review.detection"}), text = Terminal(50).shown({"explain", "review.detection"});
    CAPTURE(text);
    std::istringstream lines(text), words(whole), shown(text);
    for (std::string line; std::getline(lines, line);)
        if (!contains(line, "https://")) CHECK(line.size() <= 50);
    for (std::string a, b; words >> a;) {
        shown >> b;
        CHECK(a == b);
    }
    CHECK(contains(text, "\n      "));
}
