// Does what changes nothing change nothing? Pressure of zero, a setting to the value it has, a policy without content.
#include <doctest/doctest.h>
#include <strathern/params/definitions.hpp>

#include <set>

#include "any_run.hpp"
#include "model/day.hpp"
#include "support.hpp"
#include "support/put.hpp"

using namespace strathern;
using namespace strathern::test;

namespace {

/// What a board shows, and what is only made of it. Without a regime there is no board: these columns are empty or
/// absent, a manager without a metric has nothing to revise the belief in it by, and there is no time before it that
/// reviews are compared with. Nothing else is left out.
constexpr std::string_view scoreboard[] = {"contracts",
                                           "diary",
                                           "target",
                                           "own_target",
                                           "published_mean",
                                           "published_spread",
                                           "expected_top",
                                           "expected_bottom",
                                           "metric_numerator",
                                           "metric_denominator",
                                           "score",
                                           "last_score",
                                           "team_score",
                                           "last_team_score",
                                           "trust",
                                           "trust_doubt",
                                           "usual_choice",
                                           "usual_score",
                                           "weeks_scored",
                                           "variation",
                                           "board_people",
                                           "board_log_mean",
                                           "board_log_spread",
                                           "belief",
                                           "score_weeks",
                                           "score_squares",
                                           "scored_weeks",
                                           "target_met_weeks",
                                           "just_met_weeks",
                                           "quality_before"};

constexpr std::string_view published_outputs[] = {
    "score",          "score_sd",           "target_met_share",  "just_met_share",    "top_tenth_score",
    "top_tenth_next", "bottom_tenth_score", "bottom_tenth_next", "quality_fell_share"};

/// The same policy with nothing at stake.
Policy without_stakes(Policy policy) {
    for (Intervention& step : policy.interventions)
        if (step.regime) step.regime->stakes = 0.0;
    return policy;
}

/// The same dates and settings without any regime.
Policy without_regime(Policy policy) {
    for (Intervention& step : policy.interventions) step.regime.reset();
    return policy;
}

/// Every parameter that a policy may change, set to the value that it has.
Intervention all_as_they_are(const Scenario& scenario, int week) {
    Intervention step;
    step.at = week;
    const auto table = parameter_table();
    for (std::uint32_t k = 0; k < table.size(); ++k)
        if (table[k].dated)
            step.set.push_back({std::string(table[k].path), k, parameter_value(scenario.parameters, k)});
    return step;
}

Intervention nothing_in(int week) {
    Intervention step;
    step.at = week;
    return step;
}

int weeks_of(const Scenario& scenario) { return static_cast<int>(scenario.study.quarters_count) * weeks_per_quarter; }

/// Without the phases of mornings on which a policy has acted: the other run may have no such morning.
Trace day_by_day(Trace trace) {
    std::set<std::string_view> extra;
    for (const Phase& phase : day_plan())
        if (phase.when == When::policy) extra.insert(phase.name);
    std::erase_if(trace.columns, [&](const ColumnMark& mark) { return extra.contains(mark.phase); });
    return trace;
}

void check_no_difference(const Scenario& scenario, const Policy& policy, const Policy& baseline) {
    const Trace found = day_by_day(trace_of(scenario, {.policy = policy})),
                expected = day_by_day(trace_of(scenario, {.policy = baseline}));
    CHECK(first_difference(found, expected) == "");
    CHECK(first_difference(found.quarters, expected.quarters) == "");
}

}  // namespace

TEST_CASE("a regime with nothing at stake is no regime, bit for bit") {
    const Scenario scenario = busy_year();
    int regimes = 0;
    for (const auto& named : scenario.policies) {
        CAPTURE(named.name);
        const Policy& policy = named.value;
        const Policy powerless = without_stakes(policy), free = without_regime(policy);
        const Trace measured = trace_of(scenario, {.policy = powerless}),
                    not_measured = trace_of(scenario, {.policy = free});
        CHECK(first_difference(measured, not_measured, scoreboard) == "");
        CHECK(first_difference(measured.quarters, not_measured.quarters, published_outputs) == "");
        if (powerless == free) continue;
        ++regimes;
        // The board is there, and with stakes it does move people: else the test above would show nothing.
        CHECK(first_difference(measured, not_measured) != "");
        CHECK(first_difference(trace_of(scenario, {.policy = policy}), not_measured, scoreboard) != "");
    }
    CHECK(regimes >= 5);
}

TEST_CASE("every kind of pay-off is powerless without stakes") {
    const Scenario scenario = busy_year();
    const Policy& quota = policy_named(scenario, "token_quota");
    const Policy free = without_regime(quota);
    const Trace not_measured = trace_of(scenario, {.policy = free});
    for (const Payoff payoff : {Payoff::linear, Payoff::quota, Payoff::threshold, Payoff::rank}) {
        Policy powerless = without_stakes(quota);
        Regime& regime = *powerless.interventions.front().regime;
        regime.ratchet_share = 0.5;
        regime.metrics.front().value.payoff = payoff;
        regime.metrics.front().value.noise = 0.3;
        regime.metrics.front().value.lag_weeks = 2;
        CAPTURE(static_cast<int>(payoff));
        CHECK(first_difference(trace_of(scenario, {.policy = powerless}), not_measured, scoreboard) == "");
    }
}

TEST_CASE("who looks for the best hours and has nothing at stake keeps to the usual ones, bit for bit") {
    Scenario scenario = busy_year();
    put(scenario.parameters, "behaviour.choice_law", "best_response");
    const Policy& quota = policy_named(scenario, "token_quota");
    const Trace not_measured = trace_of(scenario, {.policy = without_regime(quota)});
    Policy powerless = without_stakes(quota);
    powerless.interventions.front().regime->ratchet_share = 0.5;
    powerless.interventions.front().regime->ratchet_scope = RatchetScope::own;
    CHECK(first_difference(trace_of(scenario, {.policy = powerless}), not_measured, scoreboard) == "");
    CHECK(first_difference(trace_of(scenario, {.policy = quota}), not_measured, scoreboard) != "");
}

TEST_CASE("in any small organisation, nothing at stake is no regime") {
    const std::string failure = first_failure(150, [] {
        const AnyRun any = any_run();
        const Policy powerless = without_stakes(any.policy), free = without_regime(any.policy);
        const Trace measured = trace_of(any.scenario, {.policy = powerless, .seed = any.seed});
        const Trace not_measured = trace_of(any.scenario, {.policy = free, .seed = any.seed});
        RC_ASSERT(first_difference(measured, not_measured, scoreboard) == "");
        RC_ASSERT(first_difference(measured.quarters, not_measured.quarters, published_outputs) == "");
    });
    CHECK(failure == "");
}

TEST_CASE("a policy that sets every parameter to the value it has differs by exactly 0") {
    const Scenario scenario = busy_year();
    const Policy none, quota = policy_named(scenario, "token_quota");
    for (const Policy& baseline : {none, quota}) {
        Policy same_again = baseline;
        for (int week = 0; week < weeks_of(scenario); ++week)
            same_again.interventions.push_back(all_as_they_are(scenario, week));
        CHECK(same_again.interventions.back().set.size() > 50);
        check_no_difference(scenario, same_again, baseline);
    }
}

TEST_CASE("a policy without content differs by exactly 0") {
    const Scenario scenario = busy_year();
    Policy empty;
    for (int week = 0; week < weeks_of(scenario); ++week) empty.interventions.push_back(nothing_in(week));
    empty.interventions.back().end_regime = true;
    check_no_difference(scenario, empty, Policy{});
}

TEST_CASE("in any small organisation, taking away a practice that nobody knows differs by exactly 0") {
    constexpr std::string_view said[] = {"ruling", "diary"};
    const std::string failure = first_failure(60, [&] {
        AnyRun any = any_run();
        const auto practice =
            static_cast<std::uint32_t>(*rc::gen::inRange<std::size_t>(0, any.scenario.practices.size()));
        any.scenario.practices[practice].value.known_share = 0.0;
        put(any.scenario.parameters, "behaviour.discovery_per_year", 0.0);
        put(any.scenario.parameters, "behaviour.search_per_year", 0.0);
        put(any.scenario.parameters, "ai.access", *rc::gen::inRange(0, 2) == 0);
        Policy taking = any.policy;
        Intervention step = nothing_in(*rc::gen::inRange(0, weeks_of(any.scenario)));
        step.take_away = {{any.scenario.practices[practice].name, practice}};
        taking.interventions.push_back(step);
        const Trace found = day_by_day(trace_of(any.scenario, {.policy = taking, .seed = any.seed})),
                    expected = day_by_day(trace_of(any.scenario, {.policy = any.policy, .seed = any.seed}));
        RC_ASSERT(first_difference(found, expected, said) == "");
        RC_ASSERT(first_difference(found.quarters, expected.quarters) == "");
    });
    CHECK(failure == "");
}

TEST_CASE("in any small organisation, what is taught on the first morning is known from the start, bit for bit") {
    constexpr std::string_view said[] = {"ruling", "diary"};
    int moved = 0;
    const std::string failure = first_failure(60, [&] {
        AnyRun any = any_run();
        const auto practice =
            static_cast<std::uint32_t>(*rc::gen::inRange<std::size_t>(0, any.scenario.practices.size()));
        put(any.scenario.parameters, "ai.access", *rc::gen::inRange(0, 3) > 0);
        // Debt and skill of the first morning are those of the years before it, in which nobody was taught.
        put(any.scenario.parameters, "quality.debt_per_minute", 0);
        put(any.scenario.parameters, "people.skill_fading_per_year", 0);
        any.scenario.practices[practice].value.known_share = 0.2;
        Policy teaching = any.policy;
        teaching.interventions.insert(teaching.interventions.begin(), nothing_in(0));
        teaching.interventions.front().teach = {{any.scenario.practices[practice].name, practice}};
        const Trace without = trace_of(any.scenario, {.policy = any.policy, .seed = any.seed}),
                    found = day_by_day(trace_of(any.scenario, {.policy = teaching, .seed = any.seed}));
        any.scenario.practices[practice].value.known_share = 1.0;
        const Trace expected = day_by_day(trace_of(any.scenario, {.policy = any.policy, .seed = any.seed}));
        RC_ASSERT(first_difference(found, expected, said) == "");
        RC_ASSERT(first_difference(found.quarters, expected.quarters) == "");
        moved += first_difference(found.quarters, without.quarters) == "" ? 0 : 1;
    });
    CHECK(failure == "");
    CHECK(moved > 20);  // it does matter who knows what
}

TEST_CASE("what is planned for a week that never comes changes no output") {
    const Scenario scenario = busy_year();
    Policy late;
    Intervention step = nothing_in(weeks_of(scenario));
    // Seats for dedicated reviewers are laid out from the first day on.
    for (std::uint32_t k = 0; k < parameter_table().size(); ++k)
        if (parameter_table()[k].path == "review.dedicated_reviewers_per_team")
            step.set.push_back({std::string(parameter_table()[k].path), k, 2.0});
    REQUIRE(step.set.size() == 1);
    late.interventions.push_back(step);
    const Trace expected = trace_of(scenario, {.policy = Policy{}}), found = trace_of(scenario, {.policy = late});
    CHECK(first_difference(found.quarters, expected.quarters) == "");
    step.at -= weeks_per_quarter;
    late.interventions.front() = step;
    CHECK(first_difference(trace_of(scenario, {.policy = late}).quarters, expected.quarters) != "");
}

TEST_CASE("what is switched off costs nothing, whatever its other settings: reverts, post-mortems, experiments") {
    const std::string off =
        R"({"incidents": {"revert_share": 0, "postmortem_minutes": 0}, "worth": {"experiment_share": 0}})";
    const Scenario usual = written(off),
                   changed = written(off, {"incidents.revert_minutes=900", "incidents.revert_return_minutes=9000",
                                           "incidents.postmortem_finds_share=1", "worth.experiment_power=0.1",
                                           "worth.experiment_days=3", "worth.experiment_minutes=600",
                                           "worth.experiment_knowledge=0.9", "worth.experiment_early_stop_share=1",
                                           "worth.experiment_false_alarm_share=0.9"});
    const Policy nothing;
    const Trace found = trace_of(changed, {.policy = nothing}), expected = trace_of(usual, {.policy = nothing});
    CHECK(first_difference(found, expected) == "");
    CHECK(first_difference(found.quarters, expected.quarters) == "");
    for (const char* on : {"incidents.revert_share=1", "incidents.postmortem_minutes=60", "worth.experiment_share=1"}) {
        CAPTURE(on);
        CHECK(first_difference(trace_of(written(off, {on}), {.policy = nothing}), expected) != "");
    }
}
