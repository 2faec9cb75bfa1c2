// Are everybody's weeks those of the runs that outputs come from?
#include <doctest/doctest.h>

#include <strathern/load.hpp>
#include <strathern/params/definitions.hpp>

#include "scenario/shipped.hpp"
#include "study/people_weeks.hpp"
#include "study/study.hpp"

using namespace strathern;

namespace {

Scenario small_line() {
    const std::vector<std::string> small = {"organisation.engineers_count=21"};
    return load_scenario(shipped_scenarios() + "/facts/bright-line.json", small);
}

/// Share of the last quarter's engineer-weeks at the target or above.
double met_share(const PeopleWeeks& people) {
    constexpr std::size_t quarter = 13;
    double met = 0.0, all = 0.0;
    for (std::size_t week = people.weeks.size() - quarter; week < people.weeks.size(); ++week)
        for (const PersonWeek& person : people.weeks[week]) {
            all += person.is_counted ? 1.0 : 0.0;
            met += person.is_counted && person.reached >= 1.0 ? 1.0 : 0.0;
        }
    return met / all;
}

}  // namespace

// Published without error in this scenario, so both see the same values.
TEST_CASE("people meet their targets in as many weeks as the output says") {
    const Scenario scenario = small_line();
    const std::uint32_t arm[] = {policy_position(scenario, "tempted_3")};
    const auto people = people_weeks_of(scenario, arm[0], {.replicates = 3, .threads = 2});
    const Outcomes outcomes = outcomes_of(scenario, arm, {.replicates = 3}).front();
    const auto shares = outcomes.at("target_met_share", 4);
    REQUIRE(people.size() == 3);
    for (std::size_t k = 0; k < people.size(); ++k) CHECK(met_share(people[k]) == doctest::Approx(shares[k]));
}

TEST_CASE("weeks are kept from the regime's first to the last, nobody has a trick that is taken away") {
    const Scenario scenario = small_line();
    const auto people = people_weeks_of(scenario, policy_position(scenario, "honest_2"), {.replicates = 1});
    CHECK(people.front().weeks.size() == 60);
    for (const auto& week : people.front().weeks)
        for (const PersonWeek& person : week) CHECK_FALSE((person.knows || person.uses));
}
