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

}  // namespace

TEST_CASE("the books balance under every shipped policy, and nothing in them is empty") {
    const Scenario scenario = strained();
    for (const auto& policy : scenario.policies) {
        CAPTURE(policy.name);
        Ledger ledger(scenario.parameters);
        CHECK(keep_books(scenario, policy.value, 5, ledger).status == RunStatus::done);
        CHECK(all_of(ledger.problems()) == "");
        CHECK(ledger.checks() > 4 * days_per_quarter * 10);
        for (const Tally what : {Tally::changes_abandoned,
                                 Tally::changes_unreviewed,
                                 Tally::defects_found,
                                 Tally::incidents,
                                 Tally::defects_escaped,
                                 Tally::defects_reverted,
                                 Tally::defects_cured,
                                 Tally::changes_reverted,
                                 Tally::items_dropped,
                                 Tally::items_released,
                                 Tally::items_withdrawn,
                                 Tally::experiments_learned,
                                 Tally::incident_cost,
                                 Tally::hiring_cost,
                                 Tally::tool_cost,
                                 Tally::churned_revenue,
                                 Tally::tokens,
                                 Tally::minutes_rework,
                                 Tally::leavers,
                                 Tally::hires}) {
            CAPTURE(static_cast<int>(what));
            CHECK(ledger.total(what) > 0.0);
        }
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
    CHECK(ledger.total(Tally::minutes_beyond) != 0.0);
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
        CHECK(ledger.total(Tally::changes_rejected) > 0.0);
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
