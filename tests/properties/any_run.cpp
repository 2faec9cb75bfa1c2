#include "any_run.hpp"

#include <rapidcheck/detail/TestListenerAdapter.h>

#include <sstream>
#include <strathern/params/definitions.hpp>
#include <unordered_map>

#include "support/put.hpp"

namespace strathern::test {
namespace {

double some_of(std::initializer_list<double> values) { return *rc::gen::elementOf(std::vector<double>(values)); }

void draw_organisation(Parameters& p) {
    put(p, "organisation.engineers_count", *rc::gen::inRange(1, 25));
    put(p, "organisation.team_size", *rc::gen::inRange(1, 10));
    put(p, "organisation.overhead_share", some_of({0.0, 0.25, 0.9}));
    put(p, "people.attrition_per_year", some_of({0.0, 0.5, 3.0}));
    put(p, "people.vacancy_days", *rc::gen::inRange(0, 30));
    put(p, "organisation.architects_per_team_count", *rc::gen::inRange(0, 3));
    put(p, "organisation.overhead_per_colleague_share", some_of({0.0, 0.02, 0.1}));
    put(p, "people.moves_per_year", some_of({0.0, 3.0}));
    put(p, "people.autonomy_sd", some_of({0.0, 0.5}));
    put(p, "ai.access", *rc::gen::inRange(0, 4) > 0);
    put(p, "ai.price_factor_per_year", some_of({0.2, 1.0, 1.5}));
}

void draw_work(Parameters& p) {
    put(p, "work.change_law", *rc::gen::inRange(0, 3));
    put(p, "work.change_minutes", some_of({20.0, 150.0, 900.0}));
    put(p, "work.items_per_engineer_week", some_of({0.0, 1.0, 6.0}));
    put(p, "work.backlog_limit_count", *rc::gen::inRange(1, 40));
    put(p, "work.candidates_count", *rc::gen::inRange(1, 8));
    put(p, "quality.line_defects_per_100_minutes", some_of({0.0, 0.05, 1.0}));
    put(p, "quality.ci_minutes", some_of({0.0, 45.0, 480.0, 1500.0}));
    put(p, "quality.ci_failure_share", some_of({0.0, 0.0, 0.4}));
    put(p, "quality.requirement_defects_per_100_minutes", some_of({0.0, 0.0, 0.2}));
    put(p, "ai.overhead_saved_share", some_of({0.0, 0.6, 0.95}));
    put(p, "work.change_overhead_minutes", some_of({0.0, 20.0, 500.0}));
    put(p, "work.wait_cost_share", some_of({0.0, 0.01, 1.0}));
    put(p, "quality.clash_defects", some_of({0.0, 0.0005, 0.1}));
    put(p, "release.train_days", *rc::gen::inRange(1, 16));
    put(p, "incidents.at_release_share", some_of({0.0, 0.4, 1.0}));
    put(p, "incidents.revert_share", some_of({0.0, 0.5, 1.0}));
    put(p, "incidents.revert_return_minutes", some_of({0.0, 960.0, 20000.0}));
    put(p, "incidents.postmortem_minutes", some_of({0.0, 60.0}));
    put(p, "worth.experiment_share", some_of({0.0, 0.0, 0.3, 1.0}));
    put(p, "worth.experiment_early_stop_share", some_of({0.0, 0.5, 1.0}));
    put(p, "worth.experiment_days", *rc::gen::inRange(0, 30));
}

void draw_review(Parameters& p) {
    put(p, "review.asked_share", some_of({0.0, 0.65, 1.0}));
    put(p, "review.small_first_share", some_of({0.0, 0.3, 1.0}));
    put(p, "review.second_reader_share", some_of({0.0, 0.0, 0.5, 1.0}));
    put(p, "review.minutes_law", *rc::gen::inRange(0, 4));
    put(p, "review.minutes_mean", some_of({0.2, 20.0, 700.0}));
    put(p, "review.dedicated_reviewers_per_team", *rc::gen::inRange(0, 3));
    put(p, "review.sessions_per_day", *rc::gen::inRange(1, 9));
    put(p, "review.unreviewed_share", some_of({0.0, 0.1, 1.0}));
    put(p, "review.return_share", some_of({0.0, 0.3, 0.9}));
    put(p, "review.return_minutes", some_of({1.0, 200.0, 2000.0}));
    put(p, "review.abandon_days", some_of({1.0, 5.0, 100.0}));
    put(p, "review.rights", *rc::gen::inRange(0, 4));
    put(p, "activities.review.habit_share", some_of({0.0, 0.02, 0.12, 0.5}));
}

void draw_topology(Parameters& p) {
    put(p, "organisation.pool_teams_count", *rc::gen::inRange(1, 5));
    put(p, "work.cross_team_share", some_of({0.0, 0.3, 1.0}));
    put(p, "review.code_owners", *rc::gen::inRange(0, 2) == 0);
    put(p, "review.pickup", *rc::gen::inRange(0, 3));
    put(p, "review.urgent_share", some_of({0.0, 0.2}));
    put(p, "review.reject_share", some_of({0.0, 0.0, 0.2}));
    put(p, "review.bypass_per_waiting", some_of({0.0, 0.5}));
    put(p, "review.tiring_minutes", some_of({0.0, 60.0}));
    put(p, "review.read_share", some_of({1.0, 0.3}));
}

void draw_machines(Parameters& p) {
    put(p, "qa.access", *rc::gen::inRange(0, 3) == 0);
    put(p, "qa.alarms_per_change", some_of({0.0, 1.0}));
    put(p, "agents.per_team_count", *rc::gen::element(0, 0, 1, 4));
    put(p, "agents.owner_checks", *rc::gen::inRange(0, 2) == 0);
}

void draw_behaviour(Parameters& p) {
    put(p, "behaviour.choice_law", *rc::gen::inRange(0, 6) == 0 ? "best_response" : "logit");
    put(p, "behaviour.effort_cost_crossed", some_of({0.0, 2.0, 4.0}));
    put(p, "behaviour.norm_strength", some_of({0.0, 0.0, 3.0}));
}

// Targets of one's own: one that follows the mean of all would bind teams together.
void draw_regimes(Policy& policy) {
    for (Intervention& step : policy.interventions) {
        if (!step.regime) continue;
        step.regime->ratchet_share = some_of({0.0, 0.5});
        step.regime->ratchet_scope = RatchetScope::own;
        step.regime->metrics.front().value.noise_law = *rc::gen::element(NoiseLaw::normal, NoiseLaw::heavy);
    }
}

}  // namespace

AnyRun any_run() {
    static const Scenario shipped_one = shipped("tokenmaxxing.json");
    AnyRun any{shipped_one, {}, *rc::gen::inRange<std::uint64_t>(0, 1000000)};
    any.scenario.study.quarters_count = *rc::gen::inRange(1, 3);
    draw_organisation(any.scenario.parameters);
    draw_work(any.scenario.parameters);
    draw_review(any.scenario.parameters);
    draw_topology(any.scenario.parameters);
    draw_machines(any.scenario.parameters);
    draw_behaviour(any.scenario.parameters);
    any.policy = any.scenario.policies[*rc::gen::inRange<std::size_t>(0, any.scenario.policies.size())].value;
    draw_regimes(any.policy);
    return any;
}

std::string first_failure(int cases, const std::function<void()>& property) {
    rc::detail::TestParams params;
    params.seed = 20261123;
    params.maxSuccess = cases;
    // All arguments are given, or RapidCheck would announce a random seed that is not used.
    rc::detail::TestListenerAdapter silent;
    const std::unordered_map<std::string, rc::detail::Reproduce> nothing;
    const auto result = rc::detail::checkTestable(property, rc::detail::TestMetadata{}, params, silent, nothing);
    if (result.is<rc::detail::SuccessResult>()) return "";
    std::ostringstream message;
    rc::detail::printResultMessage(result, message);
    return message.str();
}

}  // namespace strathern::test
