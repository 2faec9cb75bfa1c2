// Does the content of a study depend on nothing but scenario and seed?
#include <doctest/doctest.h>

#include <limits>
#include <mutex>
#include <set>
#include <strathern/error.hpp>
#include <strathern/params/definitions.hpp>

#include "output/store.hpp"
#include "study/estimate.hpp"
#include "study/executor.hpp"
#include "study/study.hpp"
#include "support/put.hpp"

using namespace strathern;
using strathern::test::put;

namespace {

/// One team, two quarters, two policies of which the second acts in week 2.
Scenario small() {
    Scenario scenario;
    scenario.name = "small";
    put(scenario.parameters, "organisation.engineers_count", 7);
    scenario.study.quarters_count = 2;
    scenario.policies.push_back({"none", {}});
    Policy policy;
    Intervention step;
    step.at = 1;
    step.end_regime = true;
    policy.interventions.push_back(step);
    scenario.policies.push_back({"other", policy});
    return scenario;
}

StudyRequest request_of(const Scenario& scenario, std::uint32_t last, int threads) {
    return {.scenario = scenario, .policies = {0, 1}, .seed = 42, .first = 0, .last = last, .threads = threads};
}

struct Silent final : Progress {};

/// Digest of the study in a store that nobody keeps.
std::string digest_with(const Scenario& scenario, std::uint32_t last, int threads) {
    Store store(":memory:", identity_of(scenario, "1", "c"));
    StoreSink sink(store);
    Silent progress;
    const StudyState state = run_study(request_of(scenario, last, threads), sink, progress);
    CHECK(state.finished == last);
    CHECK_FALSE(state.stopped);
    store.close();
    return store_digest(store.database());
}

/// Counts, and does what a test wants at a given replicate.
struct Counting final : ReplicateSink {
    std::vector<ReplicateResult> results;
    std::function<void()> at_third = {};
    void add(const ReplicateResult& result) override {
        results.push_back(result);
        if (results.size() == 3 && at_third) at_third();
    }
};

}  // namespace

TEST_CASE("threads can't be seen in the results") {
    const Scenario scenario = small();
    const std::string digest = digest_with(scenario, 9, 1);
    for (const int threads : {2, 3, 8}) CHECK(digest_with(scenario, 9, threads) == digest);
    Scenario other = scenario;
    put(other.parameters, "review.care", 3);
    CHECK(digest_with(other, 9, 1) != digest);
}

TEST_CASE("threads inside a large organisation can't be seen either") {
    Scenario scenario = small();
    put(scenario.parameters, "organisation.engineers_count", large_organisation);
    scenario.study.quarters_count = 1;
    const std::string digest = digest_with(scenario, 1, 1);
    CHECK(digest_with(scenario, 1, 4) == digest);
}

TEST_CASE("only what is missing is simulated") {
    const Scenario scenario = small();
    StudyRequest request = request_of(scenario, 5, 2);
    request.held = [](std::uint32_t replicate, std::uint32_t policy) {
        return replicate == 1 || (replicate == 3 && policy == 0);
    };
    Counting sink;
    Silent progress;
    const StudyState state = run_study(request, sink, progress);
    CHECK(state.held == 1);
    CHECK(state.finished == 4);
    CHECK(state.total == 5);
    for (const ReplicateResult& result : sink.results) {
        CHECK(result.replicate != 1);
        CHECK(result.policies.size() == (result.replicate == 3 ? 1 : 2));
        for (const PolicyResult& run : result.policies) {
            CHECK(run.rows.size() == 2);
            CHECK(run.rows[0].values.size() == output_columns().size());
        }
    }
}

TEST_CASE("a stop keeps finished replicates whole and gives up the rest") {
    const Scenario scenario = small();
    std::atomic<int> stop{0};
    StudyRequest request = request_of(scenario, 1000, 2);
    request.stop = &stop;
    Counting sink;
    sink.at_third = [&] { stop = 2; };
    Silent progress;
    const StudyState state = run_study(request, sink, progress);
    CHECK(state.stopped);
    CHECK(state.finished == sink.results.size());
    CHECK(state.finished < 10);
    for (const ReplicateResult& result : sink.results) CHECK(result.policies.size() == 2);
}

TEST_CASE("what the sink throws ends the study and comes out") {
    const Scenario scenario = small();
    Counting sink;
    sink.at_third = [] { throw Error(ExitCode::environment, "the disk is full"); };
    Silent progress;
    try {
        run_study(request_of(scenario, 1000, 3), sink, progress);
        FAIL("nothing was thrown");
    } catch (const Error& error) {
        CHECK(error.code() == ExitCode::environment);
        CHECK(sink.results.size() == 3);
    }
}

TEST_CASE("a value that is no number makes a failed run with day and column, and nothing else") {
    Scenario scenario = small();
    scenario.study.warm_up_quarters = 0;
    put(scenario.parameters, "money.salary_per_year", std::numeric_limits<double>::infinity());
    SerialExecutor executor;
    const PolicyResult run = run_policy(request_of(scenario, 1, 1), 0, 0, executor, [] { return false; });
    CHECK(run.outcome.status == RunStatus::failed);
    CHECK(run.outcome.day == 4);
    CHECK(run.outcome.what == "balance of team 0: minus infinite, since week 1");
    CHECK(run.rows.empty());
    Counting sink;
    Silent progress;
    CHECK(run_study(request_of(scenario, 2, 1), sink, progress).failed == 4);
}

TEST_CASE("every block is run once, whatever the executor") {
    TbbExecutor executor;
    std::mutex mutex;
    std::multiset<std::uint32_t> seen;
    executor.for_each_block(100, [&](std::uint32_t block) {
        const std::lock_guard lock(mutex);
        seen.insert(block);
    });
    CHECK(seen.size() == 100);
    CHECK(std::set<std::uint32_t>(seen.begin(), seen.end()).size() == 100);
    executor.for_each_block(0, [&](std::uint32_t) { FAIL("there is no block"); });
}

TEST_CASE("a study's identity is the scenario without seed, number of replicates, baseline and order of policies") {
    Scenario scenario = small();
    const std::string hash = identity_of(scenario, "1", "c").scenario_hash;
    scenario.study.replicates_count = 7;
    scenario.study.seed = 1;
    scenario.study.baseline = "other";
    std::swap(scenario.policies[0], scenario.policies[1]);
    CHECK(identity_of(scenario, "1", "c").scenario_hash == hash);
    scenario.study.quarters_count = 3;
    CHECK(identity_of(scenario, "1", "c").scenario_hash != hash);
}

TEST_CASE("effects are looked for from the quarter in which the first policy acts") {
    Scenario scenario = small();
    const auto first = [&](const std::vector<std::uint32_t>& policies) {
        return first_acting_quarter(identity_of(scenario, "1", "c"), policies);
    };
    CHECK(first({0}) == 0);
    CHECK(first({0, 1}) == 0);
    scenario.policies[1].value.interventions[0].at = 13;
    CHECK(first({0, 1}) == 1);
    scenario.policies[1].value.interventions[0].at = 1300;
    CHECK(first({1}) == 1);
    CHECK(policy_position(scenario, "other") == 1);
    CHECK_THROWS_AS(policy_position(scenario, "othr"), Error);
}

TEST_CASE("an estimate is in proportion to what is asked, and is there at once for the largest study") {
    Scenario scenario = small();
    scenario.study.replicates_count = 100;
    const StudyEstimate one = estimate_by_pilot(scenario, {0}, 1);
    CHECK(one.processor_seconds > 0.0);
    CHECK(one.size.engineer_days == 7.0 * (130 + 520) * 100);  // two quarters, and eight to warm up
    CHECK(estimate_by_pilot(scenario, {}, 1).size.engineer_days == 7.0 * (2 * 130 + 520) * 100);
    put(scenario.parameters, "organisation.engineers_count", 1e6);
    scenario.study.replicates_count = 10'000'000;
    const auto begun = std::chrono::steady_clock::now();
    const StudyEstimate huge = estimate_by_pilot(scenario, {}, 1);
    CHECK(std::chrono::steady_clock::now() - begun < std::chrono::seconds(5));
    CHECK(huge.processor_seconds > 1e9);
    CHECK(time_text(huge, 2).find(" days on 2 threads") != std::string::npos);
    CHECK(time_text({{}, 30.0}, 1) == "about 30 s on 1 thread");
    CHECK(time_text({{}, 1200.0}, 2) == "about 10 minutes on 2 threads");
}
