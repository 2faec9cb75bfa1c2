// Can it be seen how many threads there were, or in which order blocks were taken up?
#include <doctest/doctest.h>
#include <tbb/global_control.h>
#include <tbb/task_arena.h>
#include <strathern/params/definitions.hpp>

#include "study/executor.hpp"
#include "study/study.hpp"
#include "support.hpp"
#include "support/put.hpp"

using namespace strathern;
using namespace strathern::test;

namespace {

std::string digest_with(const Scenario& scenario, std::uint32_t replicates, int threads) {
    StudyRequest request{.scenario = scenario, .policies = {}, .seed = 3, .last = replicates, .threads = threads};
    for (std::uint32_t policy = 0; policy < scenario.policies.size(); ++policy) request.policies.push_back(policy);
    Store store(":memory:", identity_of(scenario, "1", "c"));
    StoreSink sink(store);
    Progress nobody;
    CHECK(run_study(request, sink, nobody).finished == replicates);
    store.close();
    return store_digest(store.database());
}

/// Runs a function with so many threads, more than there are processors if need be.
template <class F>
void with_threads(int threads, F&& f) {
    const tbb::global_control allow(tbb::global_control::max_allowed_parallelism, static_cast<std::size_t>(threads));
    tbb::task_arena arena(threads);
    arena.execute(f);
}

/// The last block first.
struct Backwards final : Executor {
    void for_each_block(std::uint32_t blocks, const FunctionRef<void(std::uint32_t)>& run) override {
        for (std::uint32_t block = blocks; block-- > 0;) run(block);
    }
};

/// Six hundred engineers, and ranks wherever there is a regime: they look at everybody. Many change teams.
Scenario large() {
    Scenario scenario = busy_year();
    put(scenario.parameters, "organisation.engineers_count", 600);
    put(scenario.parameters, "people.moves_per_year", 3);
    scenario.study.quarters_count = 1;
    for (auto& [name, policy] : scenario.policies)
        for (Intervention& step : policy.interventions)
            if (step.regime) step.regime->metrics.front().value.payoff = Payoff::rank;
    return scenario;
}

}  // namespace

TEST_CASE("many small replicates are the same bytes with any number of threads") {
    Scenario scenario = busy_year();
    scenario.study.quarters_count = 2;
    const std::string digest = digest_with(scenario, 24, 1);
    for (const int threads : {2, 3, 8}) CHECK(digest_with(scenario, 24, threads) == digest);
    CHECK(digest_with(scenario, 23, 3) != digest);
}

TEST_CASE("one large organisation is the same bytes with any number of threads, and in any order of blocks") {
    const Scenario scenario = large();
    for (const char* name : {"none", "token_quota", "review_capacity_first"}) {
        CAPTURE(name);
        const Sight sight{.policy = policy_named(scenario, name), .seed = scenario.study.seed};
        const Trace expected = trace_of(scenario, sight);
        for (const int threads : {1, 2, 3, 8}) {
            with_threads(threads, [&] {
                TbbExecutor executor;
                CHECK(first_difference(trace_of(scenario, sight, executor), expected) == "");
                CHECK(first_difference(outputs_of(scenario, name, executor), expected.quarters) == "");
            });
        }
        Backwards backwards;
        CHECK(first_difference(trace_of(scenario, sight, backwards), expected) == "");
        CHECK(first_difference(outputs_of(scenario, name, backwards), expected.quarters) == "");
    }
}

TEST_CASE("looking on changes nothing: a run that is traced has the outputs of one that is not") {
    const Scenario scenario = busy_year();
    SerialExecutor executor;
    for (const auto& policy : scenario.policies) {
        CAPTURE(policy.name);
        const Trace traced = trace_of(scenario, {.policy = policy.value, .seed = scenario.study.seed});
        CHECK(first_difference(traced.quarters, outputs_of(scenario, policy.name, executor)) == "");
    }
}
