// Is an organisation warmed up once what it would be if each policy had been run from the start, and by itself?
#include <doctest/doctest.h>

#include <algorithm>
#include <strathern/params/definitions.hpp>

#include "study/executor.hpp"
#include "study/runner.hpp"
#include "support.hpp"

using namespace strathern;
using namespace strathern::test;

namespace {

constexpr const char* two_teams = R"({
  "organisation": {"engineers_count": 10, "team_size": 6},
  "people": {"attrition_per_year": 0.8},
  "study": {"quarters_count": 2, "warm_up_quarters": 2},
  "policies": {
    "board": {"interventions": [{"at": "week 1", "regime": {"metrics": {"tokens": {"numerator": {"tokens": 1}, "target": 1e7}}}}]},
    "reviewers": {"interventions": [{"at": "week 3", "set": {"review.dedicated_reviewers_per_team": 2}}]},
    "more": {"interventions": [{"at": "week 1", "set": {"organisation.headcount_share": 1.6}}]},
    "fewer": {"interventions": [{"at": "week 5", "set": {"organisation.headcount_share": 0.5}}]}
  }
})";

Scenario with_only(Scenario scenario, const std::string& policy) {
    std::erase_if(scenario.policies, [&](const auto& each) { return each.name != policy && each.name != "none"; });
    return scenario;
}

/// Keeps the runs of a study.
struct Keeper final : ReplicateSink {
    std::vector<ReplicateResult> results;
    void add(const ReplicateResult& result) override { results.push_back(result); }
};

}  // namespace

TEST_CASE("policies branched from one warm-up give the bytes of a run from the start") {
    const Scenario scenario = written(two_teams);
    StudyRequest request{.scenario = scenario, .policies = {0, 1, 2, 3, 4}, .seed = 5, .last = 2, .threads = 2};
    Keeper branched;
    Progress nobody;
    run_study(request, branched, nobody);
    REQUIRE(branched.results.size() == 2);
    SerialExecutor serial;
    for (const ReplicateResult& result : branched.results)
        for (const PolicyResult& run : result.policies) {
            REQUIRE(run.outcome.status == RunStatus::done);
            const PolicyResult whole = run_policy(request, result.replicate, run.policy, serial, [] { return false; });
            CHECK(first_difference(run.rows, whole.rows) == "");
        }
}

TEST_CASE("a policy gives the same alone as beside others for which seats are laid out") {
    const Scenario together = written(two_teams);
    for (const char* policy : {"none", "board", "reviewers", "more", "fewer"}) {
        SerialExecutor serial;
        const auto alone = outputs_of(with_only(together, policy), policy, serial);
        CHECK(first_difference(alone, outputs_of(together, policy, serial)) == "");
    }
}

TEST_CASE("nothing of the warm-up is reported, and what it leaves behind is") {
    const auto quarters = [](const char* warm_up) {
        SerialExecutor serial;
        return outputs_of(written(two_teams, {std::string("study.warm_up_quarters=") + warm_up}), "none", serial);
    };
    const auto cold = quarters("0"), warm = quarters("3");
    REQUIRE(warm.size() == 2);
    CHECK(warm[0].quarter == 0);
    CHECK(output(cold[0], "changes_merged") != output(warm[0], "changes_merged"));
    CHECK(output(warm[0], "review_wait_hours") != output(cold[0], "review_wait_hours"));
}

TEST_CASE("with more than the first day's engineers there are so many, in the same teams with the same products") {
    SerialExecutor serial;
    const Scenario scenario = written(two_teams, {"people.attrition_per_year=0", "people.vacancy_days=0"});
    const auto more = outputs_of(scenario, "more", serial), usual = outputs_of(scenario, "none", serial);
    // Six people more than ten, by what they are paid and what their seats cost.
    CHECK(output(more[1], "tool_cost") == doctest::Approx(1.6 * output(usual[1], "tool_cost")));
    CHECK(output(more[1], "salaries") == doctest::Approx(1.6 * output(usual[1], "salaries")).epsilon(0.2));
    CHECK(output(more[1], "customers") == doctest::Approx(output(usual[1], "customers")).epsilon(0.05));
}
