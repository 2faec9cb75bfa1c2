// Does the program keep its contract as seen from a shell: answers, exit codes, streams?
#include <doctest/doctest.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/version.hpp"
#include "output/store.hpp"
#include "support/program.hpp"

using namespace testing;

namespace {

struct Place {
    TemporaryFolder folder;
    Process::Start start;
    explicit Place(int replicates = 4) {
        write_text(folder / "s.json", small_scenario(replicates));
        start.folder = folder.path();
    }
    Ended operator()(const std::vector<std::string>& words) const { return run(words, start); }
};

/// Makes a store tell another origin, as a store of another program would.
void change_study(const Place& place, const std::string& change) {
    strathern::Database store(place.folder / "a.db", strathern::Access::write);
    store.run("UPDATE study SET " + change);
    strathern::renew_study_fingerprint(store);
}

std::ptrdiff_t lines(const std::string& text) { return std::count(text.begin(), text.end(), '\n'); }

}  // namespace

TEST_CASE("help of the program and of each verb: on standard output, with examples") {
    const Place place;
    CHECK(place({"--help"}).code == 0);
    CHECK(contains(place({"--version"}).out, "strathern " + strathern::program_version() + " ("));
    for (const char* verb : {"run", "trial", "check", "explain", "list", "new", "export", "digest", "trace", "verify",
                             "validate", "completion", "man"}) {
        CHECK(contains(place({"--help"}).out, verb));
        const Ended help = place({verb, "--help"});
        CHECK(help.code == 0);
        CHECK(help.err.empty());
        CHECK(contains(help.out, std::string("usage: strathern ") + verb));
        CHECK(contains(help.out, std::string("  strathern ") + verb));
    }
    CHECK(contains(place({"trial", "--help"}).out, "--threads"));
}

TEST_CASE("a wrong command line: code 2, a usage line, nothing on standard output, nothing written") {
    const Place place;
    const std::vector<std::vector<std::string>> wrong = {
        {"rum"},
        {"run"},
        {"run", "s.json", "--threads", "0"},
        {"run", "s.json", "--threads", "two"},
        {"run", "s.json", "--replicates", "0"},
        {"run", "s.json", "--replicates", "-1"},
        {"run", "s.json", "--seed", "1.5"},
        {"run", "s.json", "--seed", "18446744073709551616"},
        {"run", "s.json", "--seed", "1", "--seed", "2"},
        {"run", "s.json", "--format", "xml"},
        {"run", "s.json", "--unknown"},
        {"run", "s.json", "t.json"},
        {"export", "x.db"},
        {"export", "x.db", "--table", "secrets"},
        {"check"},
    };
    for (const auto& words : wrong) {
        const Ended ended = place(words);
        CAPTURE(ended.err);
        CHECK(ended.code == 2);
        CHECK(ended.out.empty());
        CHECK(contains(ended.err, "usage: strathern"));
        CHECK(lines(ended.err) == 1);
    }
    for (const auto& words : std::vector<std::vector<std::string>>{{"run", "s.json", "--policy", "nobody"},
                                                                   {"trial", "s.json", "--policies", "reviewer,nobody"},
                                                                   {"trial", "s.json", "--policies", "none"},
                                                                   {"run", "s.json", "--set", "novalue"},
                                                                   {"run", "missing.json"},
                                                                   {"explain", "review.cares"}}) {
        const Ended ended = place(words);
        CAPTURE(ended.err);
        CHECK(ended.code == 2);
        CHECK(ended.out.empty());
    }
    CHECK(contains(place({"explain", "review.cares"}).err, "review.care"));
    CHECK(contains(place({"run", "s.json", "--policy", "reviwer"}).err, "did you mean \"reviewer\"?"));
    CHECK(contains(place({"trail", "s.json"}).err, "\"trail\" is not a verb; the nearest is \"trial\""));
    CHECK(contains(place({"paint", "s.json"}).err, "the verbs are run, trial"));
    CHECK(contains(place({"--verison"}).err, "the nearest is \"--version\""));
    CHECK(contains(place({"trial", "s.json", "--polices", "none"}).err, "the nearest is \"--policies\""));
    CHECK(contains(place({"trial", "--pages=x", "s.json"}).err,
                   "\"--pages\" is not an option of trial; the nearest is \"--page\""));
    CHECK(contains(place({"run", "s.json", "t.json"}).err, "takes one SCENARIO; \"t.json\" is one too many"));
    CHECK(contains(place({"run", "s.json", "--format", "xml"}).err, "\"xml\" is not table, json or csv"));
    CHECK(contains(place({"export", "x.db", "--table", "quarter"}).err, "the nearest is \"quarters\""));
    CHECK(contains(place({"digest", "."}).err, "it is a folder"));
    CHECK(std::distance(std::filesystem::directory_iterator(place.folder.path()), {}) == 1);
}

TEST_CASE("an invalid scenario: code 3 with every problem, nothing run, nothing written") {
    const Place place;
    write_text(place.folder / "bad.json", R"({"name": "bad", "review": {"caer": 1, "return_share": 7}})");
    const Ended trial = place({"trial", "bad.json"});
    CHECK(trial.code == 3);
    CHECK(contains(trial.err, "caer"));
    CHECK(contains(trial.err, "return_share"));
    CHECK_FALSE(std::filesystem::exists(place.folder / "results"));
    const Ended check = place({"check", "s.json", "bad.json", "--format", "json"});
    CHECK(check.code == 3);
    const auto json = nlohmann::json::parse(check.out);
    CHECK(json["scenarios"][0]["ok"] == true);
    CHECK(json["scenarios"][1]["error"]["problems"].size() >= 2);
    CHECK(lines(place({"check", "s.json", "s.json"}).out) == 2);
    CHECK(place({"run", "s.json", "--set", "review.return_share=7"}).code == 3);
}

TEST_CASE("a trial: a short table with intervals, exact zeros, provenance, a store, again without simulating") {
    const Place place(24);
    const Ended first = place({"trial", "s.json"});
    CAPTURE(first.out);
    CHECK(first.code == 0);
    CHECK(first.err.empty());
    CHECK(lines(first.out) <= 44);
    for (const char* part :
         {"0 (exactly)", "24 replicates", "seed 20261123", "strathern 0.", "again: strathern trial", "["})
        CHECK(contains(first.out, part));
    CHECK(std::filesystem::exists(place.folder / "results/small.db"));
    CHECK_FALSE(std::filesystem::exists(place.folder / "results/small.db-wal"));
    CHECK(place({"trial", "s.json"}).out == first.out);
    CHECK(lines(place({"digest", "results/small.db"}).out) == 1);
}

TEST_CASE("a store grows: more replicates, more policies, and answers for fewer stay what they were") {
    const Place place(6);
    const Ended three =
        place({"trial", "s.json", "--out", "a.db", "--replicates", "3", "--policies", "reviewer", "--format", "csv"});
    CHECK(place({"trial", "s.json", "--out", "a.db"}).code == 0);
    CHECK(place({"trial", "s.json", "--out", "b.db"}).code == 0);
    CHECK(place({"digest", "a.db"}).out == place({"digest", "b.db"}).out);
    CHECK(place({"trial", "s.json", "--out", "a.db", "--replicates", "3", "--policies", "reviewer", "--format", "csv"})
              .out == three.out);
    CHECK(place({"trial", "s.json", "--out", "a.db", "--baseline", "reviewer"}).code == 0);
    CHECK(place({"run", "s.json", "--out", "a.db", "--policy", "nothing"}).code == 0);
}

TEST_CASE("another study in the store: code 6, the difference shown, the store unchanged") {
    const Place place(3);
    CHECK(place({"trial", "s.json", "--out", "a.db"}).code == 0);
    const std::string before = read_text(place.folder / "a.db");
    const Ended seed = place({"trial", "s.json", "--out", "a.db", "--seed", "1"});
    CHECK(seed.code == 6);
    CHECK(contains(seed.err, "seed is 20261123 there, but 1 was requested"));
    CHECK(place({"trial", "s.json", "--out", "a.db", "--set", "review.care=3"}).code == 6);
    CHECK(place({"trial", "s.json", "--out", "s.json"}).code == 6);
    CHECK(read_text(place.folder / "a.db") == before);
    CHECK(read_text(place.folder / "s.json") == small_scenario(3));
    CHECK(place({"digest", "s.json"}).code == 6);
    CHECK(place({"digest", "none.db"}).code == 5);
    CHECK(place({"export", "s.json", "--table", "study"}).code == 6);
}

TEST_CASE("a store that version 0.1.0 left: code 6, both versions named, its tables still readable") {
    const Place place(3);
    CHECK(place({"trial", "s.json", "--out", "a.db"}).code == 0);
    const std::string digest = place({"digest", "a.db"}).out;
    change_study(place, "version = '0.1.0'");
    const std::string before = read_text(place.folder / "a.db");
    for (const char* verb : {"trial", "run"}) {
        const Ended ended = place({verb, "s.json", "--out", "a.db"});
        CHECK(ended.code == 6);
        CHECK_MESSAGE(
            contains(ended.err, "started by version 0.1.0 and this is version " + strathern::program_version()),
            ended.err);
        CHECK(lines(ended.err) == 1);
    }
    CHECK(read_text(place.folder / "a.db") == before);
    CHECK(place({"digest", "a.db"}).out == digest);
    CHECK(contains(place({"export", "a.db", "--table", "study"}).out, "0.1.0"));
}

TEST_CASE("a store of another model: code 6 with both fingerprints, resumed with --mixed, which the store tells") {
    const Place place(3);
    CHECK(place({"trial", "s.json", "--out", "a.db"}).code == 0);
    change_study(place, "model = '0123456789abcdef'");
    const Ended refused = place({"trial", "s.json", "--out", "a.db"});
    CHECK(refused.code == 6);
    CHECK_MESSAGE(contains(refused.err, "started by model 0123456789abcdef"), refused.err);
    CHECK_MESSAGE(contains(refused.err, "this program has model " + strathern::model_fingerprint()), refused.err);
    CHECK(contains(refused.err, "--mixed"));
    const Ended mixed = place({"trial", "s.json", "--out", "a.db", "--replicates", "4", "--mixed"});
    CHECK(mixed.code == 0);
    CHECK_MESSAGE(contains(mixed.err, "mixes results of models 0123456789abcdef"), mixed.err);
    CHECK(contains(place({"export", "a.db", "--table", "study"}).out,
                   "0123456789abcdef," + strathern::model_fingerprint()));
}

TEST_CASE("export computes the rows of run and trial") {
    const Place place(5);
    const std::string trial = place({"trial", "s.json", "--out", "a.db", "--format", "csv"}).out;
    CHECK(place({"export", "a.db", "--table", "differences"}).out == trial);
    const std::string turned =
        place({"trial", "s.json", "--out", "a.db", "--format", "csv", "--baseline", "reviewer"}).out;
    CHECK(place({"export", "a.db", "--table", "differences", "--baseline", "reviewer"}).out == turned);
    CHECK(turned != trial);
    CHECK(place({"export", "a.db", "--table", "differences", "--over", "last"}).out != trial);
    CHECK(place({"export", "a.db", "--table", "differences", "--baseline", "nobody"}).code == 2);
    const std::string means = place({"export", "a.db", "--table", "means"}).out;
    std::istringstream of_run(place({"run", "s.json", "--policy", "reviewer", "--format", "csv"}).out);
    for (std::string line; std::getline(of_run, line);) CHECK(contains(means, line + "\n"));
    const std::size_t outputs = lines(place({"export", "a.db", "--table", "columns"}).out) - 1;
    CHECK(lines(means) == 1 + outputs * 3 * 2);
    CHECK(lines(place({"export", "a.db", "--table", "quarter_differences"}).out) == 1 + outputs * 2 * 2);
}

TEST_CASE("tables that look closer are stored, compared, exported and checked, and move no result") {
    const Place place(4);
    const Ended plain = place({"trial", "s.json", "--out", "plain.db"});
    const Ended closer = place({"trial", "s.json", "--out", "a.db", "--tables", "practices,levels,practices"});
    CHECK(closer.code == 0);
    CHECK(contains(closer.out, "\nlevels under "));
    CHECK(contains(closer.out, "\npractices under "));
    CHECK_FALSE(contains(plain.out, "practices under "));
    CHECK(place({"digest", "a.db"}).out == place({"digest", "plain.db"}).out);
    const std::string levels = place({"export", "a.db", "--table", "levels"}).out;
    CHECK(levels.starts_with("replicate,policy,month,level_number,level,people,"));
    CHECK(lines(levels) == 1 + std::size_t{4} * 3 * 6 * 4);  // replicates, policies, months, levels
    const nlohmann::json json = nlohmann::json::parse(
        place({"trial", "s.json", "--out", "a.db", "--tables", "levels,practices", "--format", "json"}).out);
    REQUIRE(json["details"].size() == 2);
    CHECK(json["details"][0]["table"] == "levels");
    CHECK(json["details"][0]["lines"][0]["policies"].size() == 3);

    const Ended other = place({"trial", "s.json", "--out", "a.db"});
    CHECK(other.code == 6);
    CHECK_MESSAGE(contains(other.err, "--tables is levels,practices there, but none was requested"), other.err);
    CHECK(place({"export", "a.db", "--table", "months"}).code == 2);
    CHECK(place({"trial", "s.json", "--tables", "level"}).code == 2);
    strathern::Database(place.folder / "a.db", strathern::Access::write)
        .run("UPDATE levels SET people = people + 1 WHERE replicate = 2 AND policy = 1 AND month = 3");
    const Ended damaged = place({"export", "a.db", "--table", "quarters"});
    CHECK(damaged.code == 6);
    CHECK_MESSAGE(contains(damaged.err, "replicate 2 under policy 1"), damaged.err);
}

TEST_CASE("a log is a folder of files, written whole or not at all") {
    const Place place(2);
    const Ended logged = place({"run", "s.json", "--log", "changes,releases", "--out", "log"});
    CHECK(logged.code == 0);
    CHECK_MESSAGE(contains(logged.out, "log/changes.jsonl: "), logged.out);
    CHECK(contains(logged.out, "log/releases.jsonl: "));
    CHECK_FALSE(contains(logged.out, "incidents"));
    CHECK(place({"run", "s.json", "--log", "changes"}).code == 2);
    CHECK(place({"run", "s.json", "--log", "change", "--out", "log"}).code == 2);
    CHECK(place({"run", "s.json", "--log", "changes", "--out", "log", "--set", "study.start_date=2026-02-30"}).code ==
          3);
    CHECK(place({"run", "s.json", "--log", "changes", "--out", "s.json"}).code == 5);
}

TEST_CASE("a damaged store: code 6") {
    const Place place(3);
    CHECK(place({"trial", "s.json", "--out", "a.db"}).code == 0);
    std::string bytes = read_text(place.folder / "a.db");
    std::fill(bytes.begin() + 4096, bytes.end(), 'x');
    write_text(place.folder / "a.db", bytes);
    const Ended trial = place({"trial", "s.json", "--out", "a.db"});
    CHECK(trial.code == 6);
    CHECK(contains(trial.err, "damaged"));
    CHECK(place({"digest", "a.db"}).code == 6);
}

TEST_CASE("failed runs: the rest is shown, the list is given, code 7") {
    const Place place(25);
    CHECK(place({"trial", "s.json", "--out", "a.db"}).code == 0);
    {
        // A model without defects has to be helped: the same marks that a failed run leaves.
        strathern::Database store(place.folder / "a.db", strathern::Access::write);
        const strathern::RunOutcome failed = {strathern::RunStatus::failed, 64, "output tokens is not a number"};
        store.run(
            "DELETE FROM quarters WHERE replicate = 3 AND policy = 2; UPDATE replicates SET status = 'failed', "
            "failed_day = 64, failed_what = 'output tokens is not a number', fingerprint = '" +
            strathern::run_fingerprint(3, 2, failed, {}) + "' WHERE replicate = 3 AND policy = 2");
        strathern::RunsTotal total;
        strathern::Statement runs(store, "SELECT fingerprint FROM replicates");
        while (runs.step()) total.add(runs.text(0));
        strathern::renew_total(store, total);
    }
    const Ended trial = place({"trial", "s.json", "--out", "a.db"});
    CAPTURE(trial.err);
    CHECK(trial.code == 7);
    CHECK(contains(trial.err, "replicate 3 under "));
    CHECK(contains(trial.err, "failed on day 64: output tokens is not a number"));
    CHECK(contains(trial.out, "1 run failed"));
    const auto json = nlohmann::json::parse(place({"trial", "s.json", "--out", "a.db", "--format", "json"}).out);
    CHECK(json["failed_runs"].size() == 1);
    std::vector<int> counts;
    for (const auto& policy : json["policies"]) counts.push_back(policy["done"]);
    std::sort(counts.begin(), counts.end());
    CHECK(counts == std::vector<int>{24, 25, 25});
}

TEST_CASE("JSON is complete and agrees with the table's content") {
    const Place place(5);
    const Ended trial = place({"trial", "s.json", "--format", "json"});
    CHECK(trial.code == 0);
    const auto json = nlohmann::json::parse(trial.out);
    CHECK(json["seed"] == "20261123");
    CHECK(json["replicates"] == 5);
    CHECK(json["scenario"]["hash"].get<std::string>().size() == 32);
    CHECK(json["baseline"] == "none");
    CHECK(json["warnings"].size() >= 1);
    const std::size_t columns = json["columns"].size(), policies = json["policies"].size();
    CHECK(policies == 3);
    CHECK(json["levels"].size() == columns * policies);
    CHECK(json["differences"].size() == columns * (policies - 1));
    for (const auto& difference : json["differences"]) {
        CHECK(difference["by_quarter"].size() == 2);
        CHECK(difference["over_span"]["n"].get<int>() + difference["over_span"]["undefined"].get<int>() == 5);
        if (difference["policy"] == "nothing") CHECK(difference["over_span"]["verdict"] == "exactly_zero");
    }
    const auto single = nlohmann::json::parse(place({"run", "s.json", "--replicates", "1", "--format", "json"}).out);
    CHECK(single["levels"][0]["over_span"]["low"].is_null());
    CHECK(single["levels"][0]["over_span"]["method"] == "none");
}

TEST_CASE("run: quarters as columns, nothing kept unless asked for") {
    const Place place(3);
    const Ended ended = place({"run", "s.json", "--policy", "reviewer"});
    CHECK(ended.code == 0);
    CHECK(contains(ended.out, "quarter 2"));
    CHECK(contains(ended.out, "Under reviewer: mean"));
    CHECK(std::distance(std::filesystem::directory_iterator(place.folder.path()), {}) == 1);
    CHECK(contains(place({"run", "s.json", "--format", "csv"}).out,
                   "output,unit,policy,quarter,n,undefined,mean,low,high"));
    CHECK(contains(place({"run", "s.json", "--replicates", "1"}).out, "(n = 1)"));
    CHECK(contains(place({"run", "s.json", "--replicates", "1"}).out, "anecdote"));
}

TEST_CASE("vacancies last whole weeks, and explain says so") {
    const Place place(3);
    const auto quarters = [&](const char* days) {
        const std::string store = std::string(days) + ".db";
        CHECK(place({"run", "s.json", "--set", "people.attrition_per_year=3", "--set",
                     std::string("people.vacancy_days=") + days, "--out", store, "--quiet"})
                  .code == 0);
        return place({"export", store, "--table", "quarters"}).out;
    };
    const std::string first = quarters("42");
    CHECK(quarters("46") == first);
    CHECK(quarters("41") != first);
    CHECK(quarters("47") != first);
    CHECK(contains(place({"explain", "people.vacancy_days"}).out, "42 to 46 are the same"));
}

TEST_CASE("export and explain") {
    const Place place(3);
    CHECK(place({"trial", "s.json", "--out", "a.db"}).code == 0);
    for (const char* table : {"study", "policies", "columns", "replicates", "quarters"})
        CHECK(place({"export", "a.db", "--table", table}).code == 0);
    const Ended quarters = place({"export", "a.db", "--table", "quarters"});
    CHECK(lines(quarters.out) == 1 + 3 * 3 * 2);
    CHECK(contains(quarters.out, "replicate,policy,quarter,"));
    CHECK(contains(place({"explain", "review.care"}).out, "review.care"));
    CHECK(contains(place({"explain", "net_value"}).out, "output net_value"));
    CHECK(contains(place({"explain", "arrive_items"}).out, "phase arrive_items"));
    CHECK(contains(place({"explain", "tokens"}).out, "output tokens"));
}

TEST_CASE("the page is written whole, or refused before anything is computed") {
    const Place place(3);
    CHECK(place({"trial", "s.json", "--page", "p.html"}).code == 0);
    CHECK(contains(read_text(place.folder / "p.html"), "<!doctype html>"));
    for (const char* page : {"missing/p.html", "."}) {
        const Ended ended = place({"trial", "s.json", "--out", "b.db", "--page", page});
        CHECK(ended.code == 5);
        CHECK_FALSE(std::filesystem::exists(place.folder / "b.db"));
    }
}

TEST_CASE("two compilers' and two runs' answers don't name where they ran") {
    const Place place(2);
    CHECK(place({"trial", "s.json", "--out", "a.db"}).code == 0);
    const std::string bytes = read_text(place.folder / "a.db");
    CHECK_FALSE(contains(bytes, place.folder.path()));
    char host[256] = {};
    gethostname(host, sizeof host - 1);
    if (std::strlen(host) > 3) CHECK_FALSE(contains(bytes, host));
}
