// Does a store keep exactly what was put in, for the study that it says, and refuse everything else?
#include <doctest/doctest.h>

#include <algorithm>
#include <strathern/error.hpp>
#include <strathern/params/definitions.hpp>

#include "core/version.hpp"
#include "output/csv.hpp"
#include "output/store.hpp"
#include "output/store_results.hpp"
#include "support/program.hpp"

using namespace strathern;

namespace {

StudyIdentity identity() {
    StudyIdentity id;
    id.name = "study";
    id.about = "=a question";
    id.scenario_hash = "0123";
    id.seed = 18446744073709551615u;
    id.version = "0.1.0";
    id.commit = "abc";
    id.model = "0011223344556677";
    id.quarters = 2;
    id.baseline = "none";
    id.scenario = "{}";
    id.policies = {{"none", ""}, {"other", "does more"}};
    id.columns = {{"items", "items", "Items", "Finished items.", Better::more, Over::sum},
                  {"wait", "hours", "Wait", "Hours -- until reviewed.", Better::less, Over::mean}};
    return id;
}

double value_of(std::uint32_t replicate, std::uint32_t policy, std::uint32_t quarter, double column) {
    return replicate + policy / 3.0 + quarter * 10 - column / 7;
}

PolicyResult run_of(std::uint32_t replicate, std::uint32_t policy) {
    PolicyResult run;
    run.policy = policy;
    for (std::uint32_t quarter = 0; quarter < 2; ++quarter)
        run.rows.push_back({replicate,
                            policy,
                            quarter,
                            {value_of(replicate, policy, quarter, 0), value_of(replicate, policy, quarter, 1)}});
    return run;
}

ReplicateResult replicate_of(std::uint32_t replicate) {
    return {replicate, {run_of(replicate, 0), run_of(replicate, 1)}};
}

void fill(const std::string& path, const std::vector<std::uint32_t>& replicates,
          const StudyIdentity& study = identity()) {
    Store store(path, study);
    for (const std::uint32_t replicate : replicates) store.add(replicate_of(replicate));
    store.close();
}

std::string digest_of(const std::string& path) {
    Database store = open_store(path);
    return store_digest(store);
}

/// The code and the first message of what opening a store throws; 0 when nothing.
std::pair<int, std::string> refusal(const std::string& path, const StudyIdentity& asked) {
    try {
        Store store(path, asked);
    } catch (const Error& error) {
        return {static_cast<int>(error.code()), error.what()};
    }
    return {0, ""};
}

/// The same for its digest.
std::pair<int, std::string> reading(const std::string& path) {
    try {
        digest_of(path);
    } catch (const Error& error) {
        return {static_cast<int>(error.code()), error.what()};
    }
    return {0, ""};
}

}  // namespace

TEST_CASE("a store gives back the bits that were put in and ends as one file") {
    const testing::TemporaryFolder folder;
    fill(folder / "a.db", {2, 0, 1});
    CHECK(std::distance(std::filesystem::directory_iterator(folder.path()), {}) == 1);
    Database store = open_store(folder / "a.db");
    const StudyIdentity read = read_identity(store);
    CHECK(read.seed == identity().seed);
    CHECK(read.columns[1].better == Better::less);
    const Results results = read_results(store, read, {1, 0}, 1, 4);
    CHECK(results.replicates() == 3);
    CHECK(results.values(1, 0, 1)[0] == value_of(1, 1, 1, 1));
    CHECK(results.values(0, 1, 0)[1] == value_of(2, 0, 0, 0));
    CHECK(results.done(0, 1));
    CHECK_FALSE(results.done(0, 2));
    CHECK(store.text("SELECT sql FROM sqlite_master WHERE name = 'quarters'").find("Finished items.") !=
          std::string::npos);
    CHECK(store.integer("PRAGMA application_id") == store_application_id);
    CHECK(store.integer("PRAGMA user_version") == store_layout);
    CHECK(store.integer("SELECT count(*) FROM pragma_table_list WHERE schema = 'main' AND strict AND name IN "
                        "('study', 'policies', 'columns', 'replicates', 'quarters')") == 5);
}

TEST_CASE("the digest sees content, not order, layout or the program's commit") {
    const testing::TemporaryFolder folder;
    fill(folder / "a.db", {0, 1, 2});
    fill(folder / "b.db", {2, 1});
    fill(folder / "b.db", {0});
    fill(folder / "c.db", {0, 1});
    CHECK(digest_of(folder / "a.db") == digest_of(folder / "b.db"));
    CHECK(digest_of(folder / "a.db") != digest_of(folder / "c.db"));
    Database(folder / "a.db", Access::write).run("PRAGMA page_size = 8192; VACUUM; CREATE INDEX mine ON study (seed)");
    CHECK(digest_of(folder / "a.db") == digest_of(folder / "b.db"));
    StudyIdentity other = identity();
    other.commit = "def";
    fill(folder / "d.db", {0, 1, 2}, other);
    CHECK(digest_of(folder / "d.db") == digest_of(folder / "b.db"));
    other.seed = 7;
    fill(folder / "e.db", {0, 1, 2}, other);
    CHECK(digest_of(folder / "e.db") != digest_of(folder / "b.db"));
}

TEST_CASE("the digest does not see in which order policies are listed, and sees which run is whose") {
    const testing::TemporaryFolder folder;
    const auto turned = [](PolicyResult run) {
        run.policy = 1 - run.policy;
        for (QuarterRow& row : run.rows) row.policy = run.policy;
        return run;
    };
    StudyIdentity other = identity();
    std::swap(other.policies[0], other.policies[1]);
    for (const bool right : {true, false}) {
        Store store(folder / (right ? "right.db" : "wrong.db"), other);
        for (const std::uint32_t replicate : {0u, 1u}) {
            if (right)
                store.add({replicate, {turned(run_of(replicate, 0)), turned(run_of(replicate, 1))}});
            else
                store.add(replicate_of(replicate));
        }
        store.close();
    }
    fill(folder / "a.db", {0, 1});
    CHECK(digest_of(folder / "a.db") == digest_of(folder / "right.db"));
    CHECK(digest_of(folder / "a.db") != digest_of(folder / "wrong.db"));
}

TEST_CASE("a changed value is found by its fingerprint") {
    const testing::TemporaryFolder folder;
    fill(folder / "a.db", {0, 1, 2});
    Database(folder / "a.db", Access::write)
        .run("UPDATE quarters SET wait = wait + 1e-9 WHERE replicate = 1 AND policy = 1 AND quarter = 1");
    const auto [code, message] = reading(folder / "a.db");
    CHECK(code == static_cast<int>(ExitCode::store));
    CHECK(message.find("replicate 1 under policy 1") != std::string::npos);
    fill(folder / "b.db", {0, 1, 2});
    Database(folder / "b.db", Access::write).run("DELETE FROM replicates WHERE replicate = 2");
    CHECK(reading(folder / "b.db").first == static_cast<int>(ExitCode::store));
}

TEST_CASE("a changed text, a changed end of a run and a run that is gone are found, and the table is named") {
    const testing::TemporaryFolder folder;
    const auto refused = [&](const std::string& change, const std::string& named) {
        std::filesystem::remove(folder / "a.db");
        fill(folder / "a.db", {0, 1, 2});
        Database(folder / "a.db", Access::write).run(change);
        const std::string told = reading(folder / "a.db").second;
        CHECK_MESSAGE(told.find("damaged") != std::string::npos, change);
        CHECK_MESSAGE(told.find(named) != std::string::npos, told);
        CHECK(refusal(folder / "a.db", identity()).second == told);
    };
    refused("UPDATE study SET about = 'another question'", "table study");
    refused("UPDATE study SET \"commit\" = 'x'", "table study");
    refused("UPDATE policies SET about = 'does less' WHERE policy = 1", "table policies");
    refused("UPDATE columns SET label = 'Things' WHERE position = 0", "table columns");
    refused("UPDATE columns SET highest = 1 WHERE position = 0", "table columns");
    refused("ALTER TABLE quarters RENAME COLUMN wait TO weight", "its schema");
    refused("UPDATE fingerprints SET fingerprint = 'x' WHERE what = 'study'", "table study");
    refused("DELETE FROM fingerprints WHERE what = 'columns'", "table columns");
    refused("DELETE FROM quarters WHERE replicate = 2; DELETE FROM replicates WHERE replicate = 2", "table replicates");
}

TEST_CASE("how a run ended is covered by its fingerprint") {
    const testing::TemporaryFolder folder;
    for (const char* change :
         {"failed_day = 65", "failed_what = 'wait is infinite'", "status = 'done'", "policy = 0"}) {
        std::filesystem::remove(folder / "a.db");
        {
            Store store(folder / "a.db", identity());
            PolicyResult broken;
            broken.policy = 1;
            broken.outcome = {RunStatus::failed, 64, "wait is not a number"};
            store.add({0, {broken}});
            store.close();
        }
        CHECK(reading(folder / "a.db").first == 0);
        Database(folder / "a.db", Access::write).run(std::string("UPDATE replicates SET ") + change);
        CHECK_MESSAGE(reading(folder / "a.db").second.find("doesn't match its fingerprint") != std::string::npos,
                      change);
    }
}

TEST_CASE("another model may not add to a store unless asked, and then that is noted for good") {
    const testing::TemporaryFolder folder;
    const std::string path = folder / "a.db";
    fill(path, {0});
    StudyIdentity other = identity();
    other.model = "8899aabbccddeeff";
    const auto [code, told] = refusal(path, other);
    CHECK(code == static_cast<int>(ExitCode::store));
    CHECK(told.find("0011223344556677") != std::string::npos);
    CHECK(told.find("8899aabbccddeeff") != std::string::npos);
    {
        Store store(path, other, Programs::mixed);  // adds nothing, mixes nothing
        CHECK(store.other_models() == "0011223344556677");
        store.close();
    }
    CHECK(refusal(path, identity()).first == 0);
    for (const std::uint32_t replicate : {1u, 2u}) {
        Store store(path, other, Programs::mixed);
        store.add(replicate_of(replicate));
        store.close();
    }
    CHECK(refusal(path, identity()).second.find("several models: 0011223344556677,8899aabbccddeeff") !=
          std::string::npos);
    Database store = open_store(path);
    CHECK(read_identity(store).mixed == "8899aabbccddeeff");
    CHECK(store_digest(store).size() == 32);
}

TEST_CASE("only the same study is gone on with, and every difference is named") {
    const testing::TemporaryFolder folder;
    const std::string path = folder / "a.db";
    fill(path, {0});
    CHECK(refusal(path, identity()).first == 0);
    const auto refused = [&](const char* field, const std::function<void(StudyIdentity&)>& change) {
        StudyIdentity asked = identity();
        change(asked);
        const std::pair<int, std::string> told = refusal(path, asked);
        CHECK_MESSAGE(told.first == static_cast<int>(ExitCode::store), field);
        CHECK_MESSAGE(told.second.find(std::string("another study: ") + field + " is ") != std::string::npos,
                      told.second);
    };
    refused("scenario", [](StudyIdentity& id) { id.scenario_hash = "4567"; });
    refused("seed", [](StudyIdentity& id) { id.seed = 1; });
    refused("quarters", [](StudyIdentity& id) { id.quarters = 3; });
    refused("policies", [](StudyIdentity& id) { id.policies[1].name = "x"; });
    refused("columns", [](StudyIdentity& id) { id.columns.pop_back(); });
    StudyIdentity other_commit = identity();
    other_commit.commit = "def";
    Store store(path, other_commit);
    CHECK(store.other_commit() == "abc");
}

TEST_CASE("a store of another version is refused for that alone, with both versions named, and left as it is") {
    const testing::TemporaryFolder folder;
    const std::string path = folder / "a.db";
    fill(path, {0});
    const std::string before = testing::read_text(path);
    StudyIdentity asked = identity();
    asked.version = "0.2.0";
    asked.scenario_hash = "4567";
    try {
        Store store(path, asked);
        FAIL("a store of version 0.1.0 was resumed by version 0.2.0");
    } catch (const Error& error) {
        CHECK(error.code() == ExitCode::store);
        REQUIRE(error.problems().size() == 1);
        CHECK(error.problems()[0].rule.find("version 0.1.0 and this is version 0.2.0") != std::string::npos);
        CHECK(error.problems()[0].hint.find("version 0.1.0") != std::string::npos);
    }
    CHECK(testing::read_text(path) == before);
}

TEST_CASE("a store in another layout names its version and the program's, for writers and readers") {
    const testing::TemporaryFolder folder;
    fill(folder / "a.db", {0});
    const std::string other = std::to_string(store_layout + 1);
    Database(folder / "a.db", Access::write).run("PRAGMA user_version = " + other);
    const std::string told = "written by version 0.1.0 in layout " + other + "; this is version " + program_version();
    CHECK(refusal(folder / "a.db", identity()).second.find(told) != std::string::npos);
    CHECK(reading(folder / "a.db").second.find(told) != std::string::npos);
    Database(folder / "a.db", Access::write).run("DROP TABLE study");
    CHECK(reading(folder / "a.db").second.find("version unknown") != std::string::npos);
}

TEST_CASE("what is held is known after opening again") {
    const testing::TemporaryFolder folder;
    fill(folder / "a.db", {0, 5});
    Store store(folder / "a.db", identity());
    CHECK(store.holds(5, 1));
    CHECK_FALSE(store.holds(4, 1));
    CHECK_FALSE(store.holds(6, 0));
    store.add({7, {run_of(7, 1)}});
    CHECK(store.holds(7, 1));
    CHECK_FALSE(store.holds(7, 0));
    store.roll_back();
    CHECK_FALSE(store.holds(7, 1));
}

TEST_CASE("a store has one writer") {
    const testing::TemporaryFolder folder;
    Store store(folder / "a.db", identity());
    const auto [code, message] = refusal(folder / "a.db", identity());
    CHECK(code == static_cast<int>(ExitCode::store));
    CHECK(message.find("in use by another process") != std::string::npos);
    CHECK(message.find(std::to_string(getpid())) != std::string::npos);
}

TEST_CASE("a file that is not ours is left as it is") {
    const testing::TemporaryFolder folder;
    const std::string text(5000, 'x');
    testing::write_text(folder / "text", text);
    CHECK(refusal(folder / "text", identity()).first == static_cast<int>(ExitCode::store));
    CHECK(reading(folder / "text").first == static_cast<int>(ExitCode::store));
    CHECK(testing::read_text(folder / "text") == text);
    testing::write_text(folder / "short", "x");
    CHECK(refusal(folder / "short", identity()).first == static_cast<int>(ExitCode::store));
    CHECK(testing::read_text(folder / "short") == "x");
    Database(folder / "foreign.db", Access::write).run("CREATE TABLE mine (a); INSERT INTO mine VALUES (1)");
    const std::string before = testing::read_text(folder / "foreign.db");
    CHECK(refusal(folder / "foreign.db", identity()).first == static_cast<int>(ExitCode::store));
    CHECK(testing::read_text(folder / "foreign.db") == before);
}

TEST_CASE("a store cut anywhere is refused or was empty, never counted as done") {
    const testing::TemporaryFolder folder;
    std::vector<std::uint32_t> replicates(40);
    for (std::uint32_t i = 0; i < replicates.size(); ++i) replicates[i] = i;
    fill(folder / "whole.db", replicates);
    const std::string whole = testing::read_text(folder / "whole.db");
    for (std::size_t length = 1; length < whole.size(); length += 509) {
        testing::write_text(folder / "cut.db", whole.substr(0, length));
        CHECK(refusal(folder / "cut.db", identity()).first == static_cast<int>(ExitCode::store));
        CHECK(reading(folder / "cut.db").first == static_cast<int>(ExitCode::store));
    }
}

TEST_CASE("paths that can't be stores are refused as the environment's fault, and nothing stays behind") {
    const testing::TemporaryFolder folder;
    for (const std::string& path : {folder.path(), folder / "missing/a.db", std::string("/dev/full"), std::string()}) {
        CHECK_MESSAGE(refusal(path, identity()).first == static_cast<int>(ExitCode::environment), path);
    }
    CHECK(std::filesystem::is_empty(folder.path()));
    CHECK(reading(folder / "none.db").first == static_cast<int>(ExitCode::environment));
    CHECK(std::filesystem::is_empty(folder.path()));
}

TEST_CASE("failed runs are kept with day and reason, without rows") {
    const testing::TemporaryFolder folder;
    {
        Store store(folder / "a.db", identity());
        PolicyResult broken;
        broken.policy = 1;
        broken.outcome = {RunStatus::failed, 64, "wait is not a number"};
        store.add({0, {run_of(0, 0), broken}});
        store.close();
    }
    Database store = open_store(folder / "a.db");
    const Results results = read_results(store, identity(), {0, 1}, 0, 1);
    REQUIRE(results.failed().size() == 1);
    CHECK(results.failed()[0].day == 64);
    CHECK(results.failed()[0].what == "wait is not a number");
    CHECK_FALSE(results.done(1, 0));
    CHECK(store_digest(store).size() == 32);
}

TEST_CASE("tables are exported in key order with numbers that read back") {
    const testing::TemporaryFolder folder;
    fill(folder / "a.db", {1, 0});
    Database store = open_store(folder / "a.db");
    const auto csv = [&](const char* table) {
        std::string text;
        export_csv(store, table, [&](std::string_view piece) { text += piece; });
        return text;
    };
    CHECK(csv("policies") == "policy,name,about,hash,first_week\n0,none,,,\n1,other,does more,,\n");
    CHECK(csv("replicates").starts_with("replicate,policy,status,failed_day,failed_what,fingerprint\n0,0,done,,,"));
    CHECK(csv("quarters").starts_with("replicate,policy,quarter,items,wait\n0,0,0,0,-0.14285714285714285\n0,0,1,10,"));
    CHECK(csv("study").find("'=a question") != std::string::npos);
    CHECK(csv("study").find("18446744073709551615") != std::string::npos);
}
