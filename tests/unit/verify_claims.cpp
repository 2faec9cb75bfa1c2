// Does the verification see what is wrong, and does its theory follow the scenario's numbers?
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>
#include <stdexcept>
#include <strathern/load.hpp>
#include <strathern/params/definitions.hpp>

#include "scenario/shipped.hpp"
#include "verify/chains.hpp"
#include "verify/coverage.hpp"
#include "verify/guard.hpp"
#include "verify/leaves.hpp"
#include "verify/queues.hpp"
#include "verify/vacations.hpp"
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

/// Why a claim does not judge its scenario with these values changed.
std::string unmet_with(const char* id, const std::vector<std::string>& sets) {
    const Claim& claim = claim_named(id);
    return unmet(claim, theory(claim.scenario, sets), theory(claim.scenario));
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
        CAPTURE(std::string(claim->id));
        CHECK(ids.insert(claim->id).second);
        const Scenario scenario = theory(claim->scenario);
        CHECK(unmet(*claim, scenario, scenario) == "");
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
    CHECK(expected("I8", {"behaviour.effort_cost=8"}) ==
          doctest::Approx(0.2 / (2 * 0.25 * 8 * std::sqrt(std::acos(-1.0)))));
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

// A session of l minutes in a day of d begins at a uniform minute. Who comes at any minute of the day, and meets nobody
// else's change, waits for 0 within it and else for what is left until the next: 7 (d - l)^2 / (12 d) on average.
// Minutes that nobody needs add up: l = share (d + l).
TEST_CASE("without load a change waits for the next session only") {
    const double day = 480.0, away = day - 56.0;
    const PartTimeReader idle{day, 56.5 / (day + 56.5), 1e-6, 30.0};
    CHECK(VacationChain(idle).mean_wait() == doctest::Approx(7.0 * away * away / (12.0 * day)).epsilon(0.002));
}

// Of sessions that are far shorter than a reading, one beside the other, nobody sees but that the reader is slower.
TEST_CASE("with many sessions within a reading a change waits as for a slower reader") {
    const PartTimeReader slow{40.0, 0.25, 0.4 * 0.25 / 800.0, 800.0};
    CHECK(VacationChain(slow).mean_wait() ==
          doctest::Approx(wait_of_one(slow.arrivals, slow.service / slow.share, 1.0)).epsilon(0.02));
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

// The guards follow from the formulas: what a formula does not mention must be as it was when the claim was made.
TEST_CASE("what a formula neither reads nor is free of must keep its value") {
    CHECK(unmet_with("Q1", {"people.attrition_per_year=0.1"}) == "people.attrition_per_year must be 0");
    CHECK(unmet_with("I2", {"behaviour.choice_law=logit"}) == "behaviour.choice_law must be \"best_response\"");
    CHECK(unmet_with("D4", {"work.lines_sd_log=1"}) == "work.lines_sd_log must be 0");
    CHECK(unmet_with("D3", {"incidents.revert_share=0.5"}) == "incidents.revert_share must be 0");
    CHECK(unmet_with("D1v", {"study.baseline=none"}) == "study.baseline must be \"flawless\"");
    CHECK(unmet_with("D1v", {"study.quarters_count=3"}) == "study.quarters_count must be 2");
    CHECK(unmet_with("C1", {"customers.pain_effect=1"}) == "customers.pain_effect must be 0");
    CHECK(unmet_with("Q5", {"review.pickup=first_come"}) == "review.pickup must be \"urgent_first\"");
    CHECK(unmet_with("Q3", {"review.return_share=0.1"}) == "review.return_share must be 0");
}

TEST_CASE("what a formula reads or lists as without influence may change") {
    CHECK(unmet_with("Q1", {"review.minutes_mean=62", "money.salary_per_year=1"}) == "");
    CHECK(unmet_with("L11", {"people.attrition_per_year=0.1"}) == "");
    CHECK(unmet_with("Q9", {"review.minutes_law=exponential"}) == "");
    CHECK(unmet_with("L19", {"organisation.engineers_count=84", "organisation.team_size=7"}) == "");
}

// Policies and practices are part of a scenario as parameters are.
TEST_CASE("values of practices and policies are guarded as parameters are") {
    const auto changed = [](const char* id, const auto& change) {
        Scenario scenario = theory(claim_named(id).scenario);
        change(scenario);
        return unmet(claim_named(id), scenario, theory(claim_named(id).scenario));
    };
    const auto step = [](Scenario& s, std::string_view policy) -> Intervention& {
        return std::ranges::find(s.policies, policy, &Named<Policy>::name)->value.interventions.front();
    };
    CHECK(changed("I1b", [&](Scenario& s) { step(s, "wanted").regime->stakes *= 1.1; }) == "");
    CHECK(changed("I1b", [&](Scenario& s) {
              step(s, "wanted").regime->metrics.front().value.lag_weeks = 1;
          }).ends_with(".metrics.prompts.lag_weeks must be 0"));
    CHECK(changed("I1b", [](Scenario& s) { s.practices.front().value.known_share = 0.5; }) ==
          "practices.extra.known_share must be 1");
    CHECK(changed("D5d", [&](Scenario& s) { step(s, "hurried").set.front().value = 20; }) == "");
    CHECK(changed("I1b", [](Scenario& s) { std::ranges::reverse(s.policies); }) == "");
    CHECK(changed("D5d", [](Scenario& s) { s.policies.clear(); }).find("policies.") == 0);
    CHECK(changed("L2b", [](Scenario& s) { s.practices.emplace_back(); }).find("must not be there") !=
          std::string::npos);
}

TEST_CASE("numbers beyond a formula's range are told apart") {
    const auto says = [](const char* id, const std::vector<std::string>& sets, const char* what) {
        CAPTURE(id);
        CHECK(unmet_with(id, sets).find(what) != std::string::npos);
    };
    says("Q1", {"review.dedicated_reviewers_per_team=2"}, "keep up");
    says("Q1", {"work.change_minutes=510"}, "more to spare");
    says("Q1", {"review.dedicated_reviewers_per_team=12"}, "so few");
    says("Q6", {"review.dedicated_reviewers_per_team=4"}, "keep up");
    says("I2", {"behaviour.longest_day=1.2"}, "longest_day");
    says("I8", {"behaviour.effort_cost=0.1"}, "equilibrium");
    says("G2", {"work.candidates_count=5"}, "ideas run out");
    says("L19", {"organisation.team_size=7"}, "fill teams");
    says("Q2c", {"review.minutes_law=chosen"}, "settle");
}

TEST_CASE("paths are listed one by one or by their group") {
    CHECK(is_listed("review.care money.*", "review.care"));
    CHECK(is_listed("review.care money.*", "money.salary_per_year"));
    CHECK_FALSE(is_listed("review.care money.*", "review.care_sd_log"));
    CHECK_FALSE(is_listed("", "review.care"));
}

TEST_CASE("every value of a scenario is a leaf, but for words, the seed and the number of replicates") {
    Scenario one = theory("effort-tasks"), other = theory("effort-tasks", {"review.care=3", "study.seed=7"});
    const std::vector<Leaf> leaves = leaves_of(one), others = leaves_of(other);
    std::set<std::string> paths;
    std::string differing;
    for (std::size_t k = 0; k < leaves.size(); ++k) {
        CHECK(paths.insert(leaves[k].path).second);
        if (leaves[k].text() != others[k].text()) differing += leaves[k].path + "=" + others[k].text();
    }
    CHECK(differing == "review.care=3");
    for (const ParameterInfo& info : parameter_table()) CHECK(paths.contains(std::string(info.path)));
    CHECK(paths.contains("practices.extra.tokens_per_use"));
    CHECK(paths.contains("policies.one.interventions.0.regime.metrics.ai.numerator.prompts"));
    CHECK(paths.contains("policies.one.interventions.0.regime.stakes"));
}

// What nobody moves nobody checks: the table shows it.
TEST_CASE("coverage names the claims that a parameter moves") {
    const std::string folder = shipped_scenarios() + "/theory";
    const auto ids = [](const std::vector<const Claim*>& claims) {
        std::string text;
        for (const Claim* claim : claims) text += claim->id + std::string(" ");
        return text;
    };
    for (const Coverage& row : coverage({.folder = folder, .shipped = folder, .filter = "one-exponential"})) {
        CAPTURE(row.parameter);
        const bool moves = row.parameter == "organisation.engineers_count" || row.parameter == "work.change_minutes" ||
                           row.parameter == "review.minutes_mean" || row.parameter == "review.minutes_law";
        CHECK(ids(row.moved) == (moves ? "Q2b " : ""));
        CHECK(row.spared.empty() == !is_listed(claim_named("Q2b").without_influence, row.parameter));
    }
}

TEST_CASE("every claim must see an error of five percent") {
    for (const Claim* claim : all_claims()) {
        CAPTURE(claim->id);
        CHECK(claim->band <= 0.05);
        CHECK((claim->side == Side::equal || claim->kind == ClaimKind::invariant));
    }
}

TEST_CASE("a bound fails only above it") {
    const Claim bound{"X", ClaimKind::invariant, "", "", "", "", 0.0, nullptr, nullptr, nullptr, "", Side::at_most};
    std::vector<double> near(400);
    for (std::size_t k = 0; k < 400; ++k) near[k] = 10.0 + (k % 2 == 0 ? 0.5 : -0.5);
    CHECK(judge(bound, 12.0, near, 4.0).verdict == Verdict::agrees);
    CHECK(judge(bound, 10.0, near, 4.0).verdict == Verdict::vague);
    CHECK(judge(bound, 9.0, near, 4.0).verdict == Verdict::differs);
}

TEST_CASE("waits of two classes and bounds are those of the tables") {
    const std::vector<std::string> hours{"work.change_minutes=1800", "review.minutes_mean=60"};
    CHECK(claim_named("Q5").expected(theory("priority", hours)) == doctest::Approx(1.0));
    CHECK(claim_named("Q5b").expected(theory("priority", hours)) == doctest::Approx(5.0));
    CHECK(claim_named("Q5c").expected(theory("priority", hours)) == doctest::Approx(3.2));
    CHECK(claim_named("Q1c").expected(theory("erlang-c-five")) == doctest::Approx(0.554113));
    const std::vector<std::string> poisson{"work.change_law=exponential", "review.minutes_law=exponential"};
    CHECK(claim_named("Q3").expected(theory("one-author", poisson)) == doctest::Approx(4.0));
    // The root of s = e^(-(1 - s) / 0.8).
    CHECK(claim_named("Q3").expected(theory("one-author", {"work.change_law=fixed"})) ==
          doctest::Approx(0.628630 / 0.371370).epsilon(1e-4));
}

TEST_CASE("a difference, noise and agreement are told apart") {
    const Claim claim{"X", ClaimKind::theorem, "", "", "", "", 0.05, nullptr, nullptr, nullptr};
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

// Nine times in ten means 1.28 standard errors beyond the limit.
TEST_CASE("a claim says which error it sees nine times in ten") {
    const Claim claim{"X", ClaimKind::theorem, "", "", "", "", 0.05, nullptr, nullptr, nullptr};
    std::vector<double> values(401);
    for (std::size_t k = 0; k < 401; ++k) values[k] = 10.0 + (k % 2 == 0 ? 1.0 : -1.0);
    const Judged row = judge(claim, 10.0, values, 4.0);
    CHECK(row.error == doctest::Approx(0.05).epsilon(1e-5));
    CHECK(row.sees == doctest::Approx((4.0 + 1.281552) * row.error / 10.0).epsilon(1e-6));
    CHECK(judge(claim, 10.0, std::vector<double>(5, 10.0), 4.0).sees == 0.05);
}

TEST_CASE("replicates in which a statistic is undefined are left out") {
    constexpr double undefined = std::numeric_limits<double>::quiet_NaN();
    const Claim claim{"X", ClaimKind::theorem, "", "", "", "", 0.5, nullptr, nullptr, nullptr};
    const Judged row = judge(claim, 10.0, {9.9, undefined, 10.1, 10.0, undefined}, 4.0);
    CHECK(row.verdict == Verdict::agrees);
    CHECK(row.replicates == 3);
    CHECK(row.simulated == doctest::Approx(10.0));
    CHECK(judge(claim, 10.0, {undefined, 10.0}, 4.0).verdict == Verdict::vague);
    CHECK(judge(claim, 10.0, {undefined, undefined}, 4.0).verdict == Verdict::vague);
}

TEST_CASE("the limit grows with the number of claims") {
    CHECK(z_limit(1) == doctest::Approx(3.2905).epsilon(1e-4));
    CHECK(z_limit(51) == doctest::Approx(4.2645).epsilon(1e-3));
    CHECK(z_limit(51) > z_limit(27));
}
