// Is what was simulated before still true when more is asked for? More replicates, more quarters, more teams, people.
#include <doctest/doctest.h>

#include <map>
#include <strathern/params/definitions.hpp>
#include <utility>

#include "any_run.hpp"
#include "scenario/values.hpp"
#include "support.hpp"
#include "support/put.hpp"

using namespace strathern;
using namespace strathern::test;

namespace {

/// Rows by replicate and policy.
using Runs = std::map<std::pair<std::uint32_t, std::uint32_t>, std::vector<QuarterRow>>;

struct Keeper final : ReplicateSink {
    Runs runs;
    void add(const ReplicateResult& result) override {
        for (const PolicyResult& run : result.policies) runs[{result.replicate, run.policy}] = run.rows;
    }
};

Runs study_of(const Scenario& scenario, std::uint32_t replicates) {
    StudyRequest request{.scenario = scenario, .policies = {}, .seed = 7};
    for (std::uint32_t policy = 0; policy < scenario.policies.size(); ++policy) request.policies.push_back(policy);
    request.last = replicates;
    request.threads = 2;
    Keeper keeper;
    Progress nobody;
    run_study(request, keeper, nobody);
    return keeper.runs;
}

Scenario with_quarters(Scenario scenario, int quarters) {
    scenario.study.quarters_count = quarters;
    return scenario;
}

Scenario with_engineers(Scenario scenario, int engineers, int team_size) {
    put(scenario.parameters, "organisation.engineers_count", engineers);
    put(scenario.parameters, "organisation.team_size", team_size);
    // Whom one meets outside the team, and with whom one changes places, depends on who else is there.
    put(scenario.parameters, "behaviour.contact_outside_share", 0);
    put(scenario.parameters, "people.moves_per_year", 0);
    return with_quarters(scenario, 2);
}

/// Both organisations as far as the first teams go.
std::string difference_in_first(std::uint32_t teams, const Scenario& a, const Scenario& b, const Policy& policy) {
    return first_difference(trace_of(a, {.policy = policy, .teams = teams}),
                            trace_of(b, {.policy = policy, .teams = teams}));
}

/// On a public board everybody is compared with all others.
Policy hidden(Policy policy) {
    for (Intervention& step : policy.interventions)
        if (step.regime) step.regime->visibility = Visibility::hidden;
    return policy;
}

Policy with_payoff(Policy policy, Payoff payoff) {
    policy.interventions.front().regime->metrics.front().value.payoff = payoff;
    return policy;
}

}  // namespace

TEST_CASE("four replicates are the first four of eight") {
    const Scenario scenario = with_quarters(busy_year(), 2);
    const Runs four = study_of(scenario, 4), eight = study_of(scenario, 8);
    CHECK(four.size() == 4 * scenario.policies.size());
    CHECK(eight.size() == 8 * scenario.policies.size());
    for (const auto& run : four) {
        CAPTURE(run.first.first);
        CAPTURE(run.first.second);
        CHECK(first_difference(run.second, eight.at(run.first)) == "");
    }
    CHECK(first_difference(eight.at({0, 0}), eight.at({1, 0})) != "");
}

TEST_CASE("two quarters are the first two of four") {
    const Runs four = study_of(with_quarters(busy_year(), 4), 2);
    for (const auto& run : study_of(with_quarters(busy_year(), 2), 2)) {
        CAPTURE(run.first.second);
        REQUIRE(run.second.size() == 2);
        const auto& longer = four.at(run.first);
        CHECK(first_difference(run.second, {longer.begin(), longer.begin() + 2}) == "");
    }
}

TEST_CASE("one more team moves nobody in the others, as long as nobody is compared with the whole organisation") {
    const Scenario scenario = busy_year(), three = with_engineers(scenario, 18, 6),
                   four = with_engineers(scenario, 24, 6);
    // Without a regime, and under every shipped policy, hidden: quotas and linear pay-offs look at nobody else.
    for (const auto& policy : scenario.policies) {
        CAPTURE(policy.name);
        CHECK(difference_in_first(3, three, four, hidden(policy.value)) == "");
    }
}

TEST_CASE("in any small organisation, one more team moves nobody in the others") {
    const std::string failure = first_failure(150, [] {
        const AnyRun any = any_run();
        const int size = static_cast<int>(at(any.scenario.parameters, "organisation.team_size"));
        // Whole pools: a team that joins one shares its queue.
        const int pool = static_cast<int>(at(any.scenario.parameters, "organisation.pool_teams_count"));
        const int teams =
            (static_cast<int>(at(any.scenario.parameters, "organisation.engineers_count")) / size / pool + 1) * pool;
        const Scenario few = with_engineers(any.scenario, teams * size, size);
        const Scenario more = with_engineers(any.scenario, (teams + 1) * size, size);
        RC_ASSERT(difference_in_first(static_cast<std::uint32_t>(teams), few, more, hidden(any.policy)) == "");
    });
    CHECK(failure == "");
}

TEST_CASE("one more team is felt by all on a board, where ranks are paid or the target follows the mean") {
    const Scenario scenario = busy_year(), three = with_engineers(scenario, 18, 6),
                   four = with_engineers(scenario, 24, 6);
    CHECK(difference_in_first(3, three, four, policy_named(scenario, "token_quota")) != "");  // on a board
    const Policy quota = hidden(policy_named(scenario, "token_quota"));
    CHECK(difference_in_first(3, three, four, with_payoff(quota, Payoff::rank)) != "");
    Policy ratchet = with_payoff(quota, Payoff::linear);
    ratchet.interventions.front().regime->metrics.front().value.target = 1e6;
    CHECK(difference_in_first(3, three, four, ratchet) == "");
    ratchet.interventions.front().regime->ratchet_share = 0.5;
    CHECK(difference_in_first(3, three, four, ratchet) != "");
    ratchet.interventions.front().regime->ratchet_scope = RatchetScope::own;
    CHECK(difference_in_first(3, three, four, ratchet) == "");
}

TEST_CASE("one more team is felt where people meet others from outside, or change teams") {
    for (const char* setting : {"behaviour.contact_outside_share", "people.moves_per_year"}) {
        CAPTURE(setting);
        Scenario three = with_engineers(busy_year(), 18, 6), four = with_engineers(busy_year(), 24, 6);
        for (Scenario* scenario : {&three, &four}) set_parameter(scenario->parameters, parameter_index(setting), 1.0);
        CHECK(difference_in_first(3, three, four, Policy{}) != "");
    }
}

TEST_CASE("one more team beyond the edge of a block moves nobody either") {
    const Scenario scenario = busy_year();
    // Blocks hold at most 128 rows: 21 teams of six in the first.
    CHECK(difference_in_first(21, with_engineers(scenario, 126, 6), with_engineers(scenario, 132, 6), Policy{}) == "");
    CHECK(difference_in_first(22, with_engineers(scenario, 132, 6), with_engineers(scenario, 138, 6), Policy{}) == "");
}

TEST_CASE("one more engineer alone moves nobody, one more in a team moves that team only") {
    const Scenario scenario = busy_year();
    CHECK(difference_in_first(9, with_engineers(scenario, 9, 1), with_engineers(scenario, 10, 1), Policy{}) == "");
    const Scenario seven = with_engineers(scenario, 7, 3), eight = with_engineers(scenario, 8, 3);
    CHECK(difference_in_first(2, seven, eight, Policy{}) == "");
    CHECK(difference_in_first(3, seven, eight, Policy{}) != "");
}
