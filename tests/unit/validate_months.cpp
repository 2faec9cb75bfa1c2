// Do months say what a fact by month is judged by?
#include <doctest/doctest.h>

#include <strathern/load.hpp>
#include <strathern/params/definitions.hpp>

#include "scenario/shipped.hpp"
#include "study/study.hpp"
#include "validate/experiment.hpp"

using namespace strathern;

TEST_CASE("months of an arm are those of its quarters, replicate by replicate, with the same luck") {
    const std::vector<std::string> small = {"organisation.engineers_count=7"};
    const Scenario scenario = load_scenario(shipped_scenarios() + "/facts/boost.json", small);
    const std::uint32_t arm[] = {policy_position(scenario, "with")};
    const Outcomes quarters = outcomes_of(scenario, arm, {.replicates = 3}).front();
    const Outcomes months = months_of(scenario, arm[0], {.replicates = 3});
    for (std::size_t quarter = 0; quarter < 3; ++quarter) {
        PerReplicate merged(3, 0.0);
        for (std::size_t month = 3 * quarter; month < 3 * quarter + 3; ++month)
            merged = minus(merged, months.at("changes_merged", month));
        CHECK(minus({0.0, 0.0, 0.0}, merged) == quarters.at("changes_merged", quarter));
        CHECK(months.at("debt_hours", 3 * quarter + 2) == quarters.at("debt_hours", quarter));
    }
    CHECK(months.at("changes_merged", 0) != months.at("changes_merged", 1));
}

TEST_CASE("an arm is run by month once, beside its quarters") {
    const Scenario scenario;
    int runs = 0, by_month = 0;
    const auto count = [&scenario](int& n) {
        return [&scenario, &n](const char*) {
            ++n;
            return Outcomes(scenario, {});
        };
    };
    Arms arms(count(runs), nullptr, nullptr, count(by_month));
    const Outcomes* first = &arms.months("a");
    CHECK(first != &arms["a"]);
    CHECK(&arms.months("a") == first);
    CHECK(by_month == 1);
    CHECK(runs == 1);
}
