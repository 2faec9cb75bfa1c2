// Is anything lost, or the wrong exit code given, when any one call of a store to the system fails?
#include <doctest/doctest.h>

#include <cstdlib>
#include <strathern/error.hpp>

#include "faults/failing_sqlite.hpp"
#include "output/csv.hpp"
#include "output/store.hpp"
#include "output/store_results.hpp"
#include "support/program.hpp"

using namespace strathern;
using testing::Fault;
using testing::FaultPlan;

namespace {

constexpr std::uint32_t replicates = 4;
constexpr Fault faults[] = {Fault::disk_full, Fault::input_output, Fault::permission, Fault::memory};

StudyIdentity identity() {
    StudyIdentity id;
    id.name = "study";
    id.quarters = 2;
    id.version = "0.1.0";
    id.baseline = "none";
    id.scenario = std::string(9000, ' ');  // longer than a page
    id.policies = {{"none", ""}, {"other", "does more"}};
    id.columns = {{"items", "items", "Items", "Finished items.", Better::more, Over::sum}};
    return id;
}

ReplicateResult result_of(std::uint32_t replicate) {
    ReplicateResult result{replicate, {}};
    for (std::uint32_t policy = 0; policy < 2; ++policy) {
        PolicyResult run;
        run.policy = policy;
        for (std::uint32_t quarter = 0; quarter < 2; ++quarter)
            run.rows.push_back({replicate, policy, quarter, {replicate / 3.0 + policy + quarter}});
        result.policies.push_back(run);
    }
    return result;
}

/// Memory is asked for thousands of times: each call takes minutes, by hand with STRATHERN_ALL_CALLS=1.
long step_of(Fault fault) { return fault == Fault::memory && !std::getenv("STRATHERN_ALL_CALLS") ? 23 : 1; }

/// How far a study got: its exit code and the replicates that a user was told are kept.
struct Reached {
    int code = 0;
    std::string what;
    std::vector<std::uint32_t> kept;
};

/// Adds what is missing, each replicate kept at once, as a trial does that is slow.
Reached simulate(const std::string& path) {
    Reached reached;
    try {
        Store store(path, identity());
        try {
            for (std::uint32_t replicate = 0; replicate < replicates; ++replicate) {
                if (!store.holds(replicate, 0)) store.add(result_of(replicate));
                store.commit();
            }
            store.close();
        } catch (...) {
            store.roll_back();
            for (std::uint32_t replicate = 0; replicate < replicates; ++replicate)
                if (store.holds(replicate, 1)) reached.kept.push_back(replicate);
            throw;
        }
    } catch (const Error& error) {
        reached.code = static_cast<int>(error.code());
        reached.what = error.what();
    }
    return reached;
}

/// Everything that a reader sees, or the error.
std::string shown(const std::string& path, int& code) {
    code = 0;
    try {
        Database store = open_store(path);
        std::string text = store_digest(store);
        for (const char* table : {"study", "policies", "columns", "replicates", "quarters"})
            export_csv(store, table, [&](std::string_view piece) { text += piece; });
        return text;
    } catch (const Error& error) {
        code = static_cast<int>(error.code());
        return error.what();
    }
}

void check_shown(const std::string& path, const std::string& whole) {
    int code = 0;
    const std::string text = shown(path, code);
    CAPTURE(text.substr(0, 200));
    const bool same = text == whole;  // the texts are long
    CHECK(same);
}

void check_kept(const std::string& path, const std::vector<std::uint32_t>& kept) {
    const Store store(path, identity());
    for (const std::uint32_t replicate : kept) CHECK(store.holds(replicate, 1));
}

/// All plans of a fault until one comes that no call reaches. @param begun whether replicates 0 and 1 are there before
long fail_each_call(testing::FailingSqlite& sqlite, Fault fault, bool for_ever, bool begun) {
    const testing::TemporaryFolder folder;
    int code = 0;
    simulate(folder / "undisturbed.db");
    const std::string whole = shown(folder / "undisturbed.db", code);
    const std::string path = folder / "a.db";
    for (long at = 0;; at += step_of(fault)) {
        for (const char* end : {"", "-wal", "-shm", "-journal"}) std::filesystem::remove(path + end);
        if (begun) {
            Store store(path, identity());
            store.add(result_of(0));
            store.add(result_of(1));
            store.close();
        }
        sqlite.plan({fault, at, for_ever});
        const Reached reached = simulate(path);
        const bool hit = sqlite.calls() > at;
        sqlite.plan({});
        CAPTURE(static_cast<int>(fault));
        CAPTURE(for_ever);
        CAPTURE(begun);
        CAPTURE(at);
        CAPTURE(reached.what);
        CHECK((reached.code == 0 || reached.code == static_cast<int>(ExitCode::environment)));
        if (reached.code == 0) check_shown(path, whole);
        check_kept(path, reached.kept);
        if (begun) check_kept(path, {0, 1});
        CHECK(simulate(path).code == 0);
        check_shown(path, whole);
        if (!hit) return at;
    }
}

}  // namespace

TEST_CASE("each call of a writer fails, once and for ever: code 5, nothing kept is lost, the rest is made up for") {
    testing::FailingSqlite sqlite;
    for (const Fault fault : faults) {
        for (const bool for_ever : {false, true}) {
            for (const bool begun : {false, true}) {
                const long calls = fail_each_call(sqlite, fault, for_ever, begun);
                MESSAGE("fault " << static_cast<int>(fault) << ": " << calls << " calls");
                CHECK(calls > 3);
            }
        }
    }
}

TEST_CASE("each call of a reader fails, once and for ever: code 5, or all is shown") {
    testing::FailingSqlite sqlite;
    const testing::TemporaryFolder folder;
    simulate(folder / "a.db");
    int code = 0;
    const std::string whole = shown(folder / "a.db", code);
    for (const Fault fault : faults) {
        for (const bool for_ever : {false, true}) {
            for (long at = 0;; at += step_of(fault)) {
                sqlite.plan({fault, at, for_ever});
                const std::string text = shown(folder / "a.db", code);
                const bool hit = sqlite.calls() > at;
                sqlite.plan({});
                CAPTURE(static_cast<int>(fault));
                CAPTURE(at);
                CAPTURE(text.substr(0, 200));
                const bool right = code == 0 ? text == whole : code == static_cast<int>(ExitCode::environment);
                CHECK(right);
                if (!hit) break;
            }
        }
    }
}
