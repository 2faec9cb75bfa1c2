// Is gaming a result? Under the same quota of tokens it fades with what people know and can work out, and no name is
// read. Hollow tokens are consumed in practices that move signals and nothing else.
//
// Seeds are fixed. Each claim is a paired t test over 32 replicates at t > 4.3: where there is no effect it is claimed
// with chance 1e-4. All of them hold under three other seeds too.
#include <doctest/doctest.h>

#include <cmath>
#include <strathern/params/definitions.hpp>

#include "support.hpp"
#include "support/put.hpp"

using namespace strathern;
using namespace strathern::test;

namespace {

constexpr std::uint32_t replicates = 32;
constexpr double certain = 4.3;

/// Hollow tokens over all tokens, from the third quarter on: the quota begins in week 6 of the first.
double hollow_share(const std::vector<QuarterRow>& quarters) {
    double hollow = 0.0, all = 0.0;
    for (const QuarterRow& row : quarters) {
        if (row.quarter < 2) continue;
        hollow += output(row, "hollow_tokens");
        all += output(row, "tokens");
    }
    return hollow / all;
}

std::vector<double> hollow_shares(const Scenario& scenario, const char* policy) {
    SerialExecutor executor;
    std::vector<double> shares;
    for (std::uint32_t replicate = 0; replicate < replicates; ++replicate)
        shares.push_back(hollow_share(outputs_of(scenario, policy, executor, replicate)));
    return shares;
}

/// What the quota adds to it, by replicate.
std::vector<double> gaming(const Scenario& scenario) {
    std::vector<double> more = hollow_shares(scenario, "token_quota");
    const std::vector<double> usual = hollow_shares(scenario, "none");
    for (std::size_t r = 0; r < more.size(); ++r) more[r] -= usual[r];
    return more;
}

/// Student's t of `factor` times a, less b.
double t_of(double factor, const std::vector<double>& a, const std::vector<double>& b) {
    double sum = 0.0, squares = 0.0;
    const auto n = static_cast<double>(a.size());
    for (std::size_t r = 0; r < a.size(); ++r) {
        const double d = factor * a[r] - b[r];
        sum += d;
        squares += d * d;
    }
    return sum / std::sqrt(n * (squares - sum * sum / n) / (n - 1.0));
}

Scenario question() { return shipped("tokenmaxxing.json"); }

void make_illegible(Scenario& scenario) {
    for (auto& [name, policy] : scenario.policies)
        for (Intervention& step : policy.interventions)
            if (step.regime)
                for (auto& metric : step.regime->metrics) metric.value.legibility = 0.0;
}

bool hollow(const Practice& p) {
    return p.change_size_factor == 1.0 && p.defect_factor == 1.0 && p.glance_share == 0.0 &&
           p.knowledge_per_hour == 0.0 && p.debt_paid_per_minute == 0.0 && p.erosion_paid_per_minute == 0.0 &&
           p.mentoring_per_hour == 0.0 && p.library_per_hour == 0.0 && p.fluency_per_hour == 0.0 &&
           p.latent_found_per_hour == 0.0 && p.experiment_share == 0.0;
}

}  // namespace

TEST_CASE("the same quota is hardly gamed where nobody can work out or guess what would move it") {
    Scenario scenario = question();
    const std::vector<double> legible = gaming(scenario);
    CHECK(t_of(1.0, legible, std::vector<double>(replicates)) > certain);
    make_illegible(scenario);
    put(scenario.parameters, "behaviour.unthought_share", 0.0);
    CHECK(t_of(0.05, legible, gaming(scenario)) > certain);
}

TEST_CASE("the same quota is gamed less where nobody learns a practice, and not at all where nobody knows one") {
    Scenario scenario = question();
    const std::vector<double> learning = gaming(scenario);
    for (const char* way : {"behaviour.discovery_per_year", "behaviour.search_per_year", "behaviour.contact_per_week"})
        put(scenario.parameters, way, 0.0);
    CHECK(t_of(0.5, learning, gaming(scenario)) > certain);
    int unknown = 0;
    for (auto& [name, practice] : scenario.practices)
        if (hollow(practice)) practice.known_share = 0.0, ++unknown;
    CHECK(unknown > 0);
    for (const double share : hollow_shares(scenario, "token_quota")) CHECK(share == 0.0);
}

TEST_CASE("the same quota is not gamed with what a policy has taken away, whatever people know") {
    Scenario scenario = question();
    const auto quota = std::ranges::find(scenario.policies, "token_quota", &Named<Policy>::name);
    REQUIRE(quota != scenario.policies.end());
    for (const double share : hollow_shares(scenario, "token_quota")) CHECK(share > 0.0);
    std::vector<PracticeName> hollow_ones;
    for (std::uint32_t k = 0; k < scenario.practices.size(); ++k)
        if (hollow(scenario.practices[k].value)) hollow_ones.push_back({scenario.practices[k].name, k});
    REQUIRE(!hollow_ones.empty());
    quota->value.interventions.insert(quota->value.interventions.begin(), {.at = 0, .take_away = hollow_ones});
    for (const double share : hollow_shares(scenario, "token_quota")) CHECK(share == 0.0);
}

TEST_CASE("the same quota is not gamed by people whom pay-offs don't move") {
    Scenario scenario = question();
    const std::vector<double> moved = gaming(scenario);
    for (const char* how : {"behaviour.sharpness", "behaviour.part_sharpness", "behaviour.felt_weight"})
        put(scenario.parameters, how, 0.0);
    CHECK(t_of(0.05, moved, gaming(scenario)) > certain);
}

TEST_CASE("no name is read: practices and metrics called otherwise give the same bytes") {
    const Scenario scenario = question();
    Scenario renamed = scenario;
    int number = 0;
    for (auto& practice : renamed.practices) practice.name = "practice_" + std::to_string(++number);
    for (auto& [name, policy] : renamed.policies)
        for (Intervention& step : policy.interventions)
            if (step.regime)
                for (auto& metric : step.regime->metrics) metric.name = "metric_" + std::to_string(++number);
    CHECK(number > static_cast<int>(scenario.practices.size()));
    SerialExecutor executor;
    for (const auto& policy : scenario.policies) {
        CAPTURE(policy.name);
        const auto found = outputs_of(renamed, policy.name, executor),
                   expected = outputs_of(scenario, policy.name, executor);
        CHECK(first_difference(found, expected) == "");
    }
}
