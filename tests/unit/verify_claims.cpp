// Does the verification see what is wrong, and does its theory follow the scenario's numbers?
#include <doctest/doctest.h>

#include <cmath>
#include <set>
#include <stdexcept>
#include <strathern/load.hpp>
#include <strathern/params/definitions.hpp>

#include "scenario/shipped.hpp"
#include "verify/chains.hpp"
#include "verify/queues.hpp"
#include "verify/verify.hpp"

using namespace strathern;

namespace {

const Claim& claim_named(const std::string& id) {
    for (const Claim* claim : all_claims())
        if (claim->id == id) return *claim;
    throw std::logic_error("no claim " + id);
}

Scenario theory(const char* name, const std::vector<std::string>& sets = {}) {
    return load_scenario(shipped_scenarios() + "/theory/" + name + ".json", sets);
}

}  // namespace

TEST_CASE("waits of queues are those of the tables") {
    CHECK(wait_of_many(0.8, 1, 1) == doctest::Approx(4.0));
    CHECK(wait_of_many(1.6, 1, 2) == doctest::Approx(1.777778));
    CHECK(wait_of_many(2.4, 1, 3) == doctest::Approx(1.078652));
    CHECK(wait_of_many(4.75, 1, 5) == doctest::Approx(3.511196));
    CHECK(wait_of_many(8, 1, 10) == doctest::Approx(0.204590));
    CHECK(wait_of_one(0.8, 1, 0) == doctest::Approx(2.0));
    CHECK(wait_of_one(0.8, 1, 4) == doctest::Approx(10.0));
}

TEST_CASE("slow: every claim has a name of its own and holds for its scenario as shipped") {
    std::set<std::string> ids;
    for (const Claim* claim : all_claims()) {
        CAPTURE(claim->id);
        CHECK(ids.insert(claim->id).second);
        const Scenario scenario = theory(claim->scenario);
        CHECK(claim->unmet(scenario) == "");
        CHECK(std::isfinite(claim->expected(scenario)));
        CHECK((claim->expected(scenario) != 0.0 || claim->side == Side::at_most));
    }
}

TEST_CASE("what is expected follows the scenario's numbers") {
    CHECK(claim_named("Q1").expected(theory("erlang-c")) == doctest::Approx(1.078652));
    CHECK(claim_named("Q1").expected(
              theory("erlang-c", {"work.change_minutes=900", "review.dedicated_reviewers_per_team=2"})) ==
          doctest::Approx(1.777778));
    CHECK(claim_named("Q2c").expected(theory("one-lognormal")) == doctest::Approx(10.0));
    CHECK(claim_named("Q6").expected(theory("overload")) == doctest::Approx(0.6));
    CHECK(claim_named("Q7").expected(theory("rework-loop")) == doctest::Approx(2.4));
    // 38.4 changes a day with 0.05 defects: of 1.152 a day, e^(-0.02 k) are hidden after k days.
    CHECK(claim_named("D1m").expected(theory("defects-late")) == doctest::Approx(29.888).epsilon(1e-4));
    CHECK(claim_named("D2v").expected(theory("defects-late")) ==
          doctest::Approx(claim_named("D1v").expected(theory("defects-late")) * std::exp(-0.02 * 65)));
    CHECK(claim_named("C2").expected(theory("customers", {"customers.large.churn_per_week=1"})) < 2081.0);
}

TEST_CASE("what is expected of people is what the textbooks say at their settings") {
    const auto expected = [](const char* id, const std::vector<std::string>& sets) {
        const Claim& claim = claim_named(id);
        return claim.expected(theory(claim.scenario, sets));
    };
    CHECK(expected("I1", {}) == doctest::Approx(0.00990099).epsilon(1e-5));
    CHECK(expected("I2", {}) == doctest::Approx(0.5 + 1.0 / 3.0).epsilon(1e-5));
    CHECK(expected("I3", {"behaviour.effort_cost_crossed=0.25"}) == doctest::Approx(-0.25));
    CHECK(expected("I4", {}) == doctest::Approx(0.827072).epsilon(1e-5));
    CHECK(expected("I4b", {}) == doctest::Approx(0.752166).epsilon(1e-5));
    CHECK(expected("I5", {}) == doctest::Approx(0.2));
    CHECK(expected("I8", {"behaviour.effort_cost=8"}) == doctest::Approx(0.2 * 1.702 / 4 / (0.25 * 8)));
    CHECK(expected("I12", {"organisation.team_size=4"}) == doctest::Approx(0.25));
    const std::vector<std::string> balanced = {"activities.build.habit_share=0.5",
                                               "activities.build_with_ai.habit_share=0.5"};
    for (const auto& [strength, upper] : {std::pair{"1.5", 0.5}, {"2.5", 0.855206}, {"3", 0.929280}}) {
        auto sets = balanced;
        sets.push_back(std::string("behaviour.norm_strength=") + strength);
        CHECK(expected("L2b", sets) == doctest::Approx(upper).epsilon(1e-5));
    }
    // A target that follows at once what was reached leaves hardly a reason to reach more.
    CHECK(expected("I10", {}) == doctest::Approx(0.15 + std::sqrt(0.0225 + 0.0476190)).epsilon(1e-5));
}

TEST_CASE("the chain of copying is Fermi's formula where copies are rare") {
    constexpr double n = 20, ahead = 0.1, compare = 0.05;
    const auto gain = [&](std::size_t i) { return compare * fermi(ahead) * static_cast<double>(i) / (n - 1); };
    const auto lose = [&](std::size_t i) { return compare * fermi(-ahead) * (n - static_cast<double>(i)) / (n - 1); };
    UserLaw law(21, 0.0);
    law[1] = 1.0;
    for (int week = 0; week < 4000; ++week) law = step(law, gain, lose);
    CHECK(law[20] == doctest::Approx(0.110057).epsilon(0.02));
    CHECK(mean_share(law) == doctest::Approx(law[20]).epsilon(0.02));
}

TEST_CASE("the chain of catching and losing stays about 1 - losing / catching in a large team") {
    constexpr double n = 100;
    UserLaw law = binomial_law(100, 0.3);
    for (int week = 0; week < 200; ++week)
        law = step(
            law, [&](std::size_t i) { return 0.05 * static_cast<double>(i) / n; }, [](std::size_t) { return 0.02; });
    CHECK(mean_share(law) == doctest::Approx(0.6).epsilon(0.02));
}

TEST_CASE("a scenario for which a formula does not hold is told apart, by its parameter") {
    CHECK(claim_named("Q1").unmet(theory("erlang-c", {"people.attrition_per_year=0.1"})) ==
          "people.attrition_per_year must be 0");
    CHECK(claim_named("Q1").unmet(theory("erlang-c", {"review.dedicated_reviewers_per_team=2"})).find("keep up") !=
          std::string::npos);
    CHECK(claim_named("Q6").unmet(theory("overload", {"review.dedicated_reviewers_per_team=4"})).find("keep up") !=
          std::string::npos);
    CHECK(claim_named("I2").unmet(theory("effort-tasks", {"behaviour.choice_law=logit"})) ==
          "behaviour.choice_law must be \"best_response\"");
    CHECK(claim_named("I2").unmet(theory("effort-tasks", {"behaviour.longest_day=1.2"})).find("longest_day") !=
          std::string::npos);
    CHECK(claim_named("I8").unmet(theory("effort-noise", {"behaviour.effort_cost=0.4"})).find("equilibrium") !=
          std::string::npos);
    CHECK(claim_named("D4").unmet(theory("defects-reviewed", {"work.lines_sd_log=1"})) ==
          "work.lines_sd_log must be 0");
    CHECK(claim_named("D3").unmet(theory("defects-unreviewed", {"incidents.revert_share=0.5"})) ==
          "incidents.revert_share must be 0");
    CHECK(claim_named("D1v").unmet(theory("defects-late", {"study.baseline=none"})).find("the baseline must set") == 0);
    CHECK(claim_named("D1v").unmet(theory("defects-late", {"study.quarters_count=3"})).find("the baseline must set") ==
          0);
    Scenario slow = theory("defects-reviewed");
    slow.policies.clear();
    CHECK(claim_named("D5d").unmet(slow).find("policies.hurried must set") == 0);
    CHECK(claim_named("C3").unmet(theory("item-choice", {"worth.experiment_share=0.1"})) ==
          "worth.experiment_share must be 0");
    CHECK(claim_named("C1").unmet(theory("customers", {"customers.pain_effect=1"})) ==
          "customers.pain_effect must be 0");
}

TEST_CASE("a bound and an approximation are judged by their own side") {
    Claim bound{"X", "", "", "", "", 0.0, nullptr, nullptr, nullptr, Side::at_most};
    Claim about{"Y", "", "", "", "", 0.1, nullptr, nullptr, nullptr, Side::about};
    std::vector<double> near(400);
    for (std::size_t k = 0; k < 400; ++k) near[k] = 10.0 + (k % 2 == 0 ? 0.5 : -0.5);
    CHECK(judge(bound, 12.0, near, 4.0).verdict == Verdict::agrees);
    CHECK(judge(bound, 10.0, near, 4.0).verdict == Verdict::vague);
    CHECK(judge(bound, 9.0, near, 4.0).verdict == Verdict::differs);
    CHECK(judge(about, 10.5, near, 4.0).verdict == Verdict::agrees);
    CHECK(judge(about, 11.15, near, 4.0).verdict == Verdict::vague);
    CHECK(judge(about, 12.0, near, 4.0).verdict == Verdict::differs);
}

TEST_CASE("waits of two classes and bounds are those of the tables") {
    const std::vector<std::string> hours{"work.change_minutes=1800", "review.minutes_mean=60"};
    CHECK(claim_named("Q5").expected(theory("priority", hours)) == doctest::Approx(1.0));
    CHECK(claim_named("Q5b").expected(theory("priority", hours)) == doctest::Approx(5.0));
    CHECK(claim_named("Q5c").expected(theory("priority", hours)) == doctest::Approx(3.2));
    CHECK(claim_named("Q5").unmet(theory("priority", {"review.pickup=first_come"})) ==
          "review.pickup must be \"urgent_first\"");
    CHECK(claim_named("Q1c").expected(theory("erlang-c-five")) == doctest::Approx(0.554113));
    const std::vector<std::string> poisson{"work.change_law=exponential", "review.minutes_law=exponential"};
    CHECK(claim_named("Q3b").expected(theory("one-author", poisson)) == doctest::Approx(4.0));
    CHECK(claim_named("Q3").unmet(theory("one-author", {"review.return_share=0.1"})) ==
          "review.return_share must be 0");
}

TEST_CASE("a difference, noise and agreement are told apart") {
    const Claim claim{"X", "", "", "", "", 0.05, nullptr, nullptr, nullptr};
    std::vector<double> near(400), noisy(400), exact(400, 10.2), far(400, 11.0);
    for (std::size_t k = 0; k < 400; ++k) {
        near[k] = 10.0 + (k % 2 == 0 ? 0.5 : -0.5);
        noisy[k] = 10.0 + (k % 2 == 0 ? 9.0 : -9.0);
    }
    CHECK(judge(claim, 10.0, near, 4.0).verdict == Verdict::agrees);
    CHECK(judge(claim, 10.2, near, 4.0).verdict == Verdict::differs);
    CHECK(judge(claim, 10.0, noisy, 4.0).verdict == Verdict::vague);
    CHECK(judge(claim, 10.0, exact, 4.0).verdict == Verdict::agrees);
    CHECK(judge(claim, 10.0, far, 4.0).verdict == Verdict::differs);
}

TEST_CASE("the limit grows with the number of claims") {
    CHECK(z_limit(1) == doctest::Approx(3.2905).epsilon(1e-4));
    CHECK(z_limit(51) == doctest::Approx(4.2645).epsilon(1e-3));
    CHECK(z_limit(51) > z_limit(27));
}
