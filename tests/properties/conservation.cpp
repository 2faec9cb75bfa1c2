// Do the books balance every day? Changes, defects, items, people, hours, tokens and money, in whatever organisation.
#include <doctest/doctest.h>
#include <strathern/params/definitions.hpp>

#include "any_run.hpp"
#include "ledger.hpp"
#include "support.hpp"
#include "support/put.hpp"

using namespace strathern;
using namespace strathern::test;

namespace {

std::string all_of(const std::vector<std::string>& lines) {
    std::string text;
    for (const std::string& line : lines) text += line + "\n";
    return text;
}

RunOutcome keep_books(const Scenario& scenario, const Policy& policy, std::uint64_t seed, Ledger& ledger) {
    SerialExecutor executor;
    const RunRequest run{scenario.parameters, scenario.practices, policy, Draws(seed, 0),
                         static_cast<int>(scenario.study.quarters_count)};
    return simulate(run, executor, ledger);
}

/// Few reviewers, many defects, checks over night, a slow train, people who leave: nothing stays empty.
Scenario strained() {
    return shipped("tokenmaxxing.json",
                   {"organisation.engineers_count=26", "people.attrition_per_year=1.2", "people.vacancy_days=12",
                    "study.quarters_count=4", "activities.review.habit_share=0.03", "review.abandon_days=3",
                    "quality.ci_minutes=300", "release.train_days=7", "quality.line_defects_per_100_minutes=0.3",
                    "ai.price_factor_per_year=0.5", "review.return_share=0.3", "worth.experiment_share=0.3"});
}

template <class... Tallies>
void check_not_empty(const Ledger& ledger, Tallies... tallies) {
    const auto check = [&](auto tally) {
        CAPTURE(tally.info.name);
        CHECK(ledger.total(tally) > 0.0);
    };
    (check(tallies), ...);
}

}  // namespace

TEST_CASE("the books balance under every shipped policy, and nothing in them is empty") {
    const Scenario scenario = strained();
    for (const auto& policy : scenario.policies) {
        CAPTURE(policy.name);
        Ledger ledger(scenario.parameters);
        CHECK(keep_books(scenario, policy.value, 5, ledger).status == RunStatus::done);
        CHECK(all_of(ledger.problems()) == "");
        CHECK(ledger.checks() > 4 * days_per_quarter * 10);
        check_not_empty(ledger, col::changes_abandoned, col::changes_unreviewed, col::defects_found, col::incidents,
                        col::defects_escaped, col::defects_reverted, col::defects_cured, col::changes_reverted,
                        col::items_dropped, col::items_released, col::items_withdrawn, col::experiments_learned,
                        col::incident_cost, col::hiring_cost, col::tool_cost, col::churned_revenue, col::tokens,
                        col::minutes_rework, col::leavers, col::hires);
        CHECK(ledger.lost_with_leavers() > 0.0);
        CHECK(ledger.defects_given_up() > 0.0);
    }
}

TEST_CASE("the books balance where people work beyond the day or hold back") {
    Scenario scenario = strained();
    put(scenario.parameters, "behaviour.choice_law", "best_response");
    scenario.study.quarters_count = 2;
    Ledger ledger(scenario.parameters);
    CHECK(keep_books(scenario, policy_named(scenario, "token_quota"), 5, ledger).status == RunStatus::done);
    CHECK(all_of(ledger.problems()) == "");
    CHECK(ledger.total(col::minutes_beyond) != 0.0);
}

TEST_CASE("the books balance when a policy moves the use of tokens") {
    const Scenario scenario = written(R"({"policies": {"frugal": {"interventions": [
        {"at": "week 8", "set": {"ai.tokens_per_minute": 1000}}]}}})");
    Ledger ledger(scenario.parameters);
    CHECK(keep_books(scenario, policy_named(scenario, "frugal"), 5, ledger).status == RunStatus::done);
    CHECK(all_of(ledger.problems()) == "");
}

TEST_CASE("the books balance when teams are pooled and parted again") {
    const Scenario scenario =
        written(R"({"organisation": {"engineers_count": 40}, "review": {"abandon_days": 5, "rights": "senior"},
        "agents": {"per_team_count": 1}, "qa": {"access": true}, "policies": {"moves": {"interventions": [
        {"at": "week 3", "set": {"organisation.pool_teams_count": 3, "work.cross_team_share": 0.5}},
        {"at": "week 6", "set": {"organisation.pool_teams_count": 2, "review.code_owners": true}},
        {"at": "week 9", "set": {"organisation.pool_teams_count": 1, "review.pickup": "smallest_first"}}]}}})");
    for (std::uint64_t seed = 0; seed < 5; ++seed) {
        Ledger ledger(scenario.parameters);
        CHECK(keep_books(scenario, policy_named(scenario, "moves"), seed, ledger).status == RunStatus::done);
        CHECK(all_of(ledger.problems()) == "");
        CHECK(ledger.total(col::changes_rejected) > 0.0);
    }
}

TEST_CASE("the books balance in any small organisation") {
    const std::string failure = first_failure(1500, [] {
        const AnyRun any = any_run();
        Ledger ledger(any.scenario.parameters);
        const RunOutcome outcome = keep_books(any.scenario, any.policy, any.seed, ledger);
        if (outcome.status != RunStatus::done) RC_FAIL("the run failed: " + outcome.what);
        if (!ledger.problems().empty()) RC_FAIL(all_of(ledger.problems()));
    });
    CHECK(failure == "");
}
