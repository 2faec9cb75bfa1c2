// Does a policy that sets what people are used to move those who are there, and only then?
#include <doctest/doctest.h>

#include <strathern/load.hpp>

#include "study/outcomes.hpp"
#include "study/study.hpp"
#include "support/program.hpp"

using namespace strathern;

namespace {

/// Seven people without turnover, and a policy with these settings in this week.
Scenario with_policy(const std::string& at, const std::string& set, const std::vector<std::string>& sets = {}) {
    const testing::TemporaryFolder folder;
    testing::write_text(folder / "habits.json", R"({"name": "habits", "organisation": {"engineers_count": 7},
      "people": {"attrition_per_year": 0}, "study": {"quarters_count": 3, "replicates_count": 4, "warm_up_quarters": 0},
      "policies": {"habits": {"about": "", "interventions": [{"at": ")" +
                                                    at + R"(", "set": {)" + set + "}}]}}}");
    return load_scenario(folder / "habits.json", sets);
}

std::vector<double> hours(const Scenario& scenario, const char* policy, const char* output, std::size_t first) {
    const std::uint32_t one[] = {policy_position(scenario, policy)};
    return outcomes_of(scenario, one, {}).front().sum(output, first);
}

constexpr const char* more_ai = R"("activities.build.habit_share": 0.2, "activities.build_with_ai.habit_share": 0.38)";

}  // namespace

TEST_CASE("habits set on the first morning are those of a scenario that begins with them") {
    const Scenario set = with_policy("week 1", more_ai);
    const Scenario begun =
        with_policy("week 1", R"("review.care": 1.05)",
                    {"activities.build.habit_share=0.2", "activities.build_with_ai.habit_share=0.38"});
    const auto by_policy = hours(set, "habits", "hours_with_ai", 0),
               by_scenario = hours(begun, "none", "hours_with_ai", 0);
    const auto before = hours(set, "none", "hours_with_ai", 0);
    for (std::size_t k = 0; k < by_policy.size(); ++k) {
        CHECK(by_policy[k] == doctest::Approx(by_scenario[k]).epsilon(0.06));  // but for the code that was there
        CHECK(by_policy[k] > 1.7 * before[k]);
    }
}

TEST_CASE("habits set later change nothing before, and hours follow afterwards") {
    const Scenario scenario = with_policy("quarter 2", more_ai);
    const auto with = hours(scenario, "habits", "hours_with_ai", 1),
               without = hours(scenario, "none", "hours_with_ai", 1);
    const auto all_with = hours(scenario, "habits", "hours_with_ai", 0),
               all_without = hours(scenario, "none", "hours_with_ai", 0);
    for (std::size_t k = 0; k < with.size(); ++k) {
        CHECK(all_with[k] - with[k] == doctest::Approx(all_without[k] - without[k]).epsilon(1e-12));
        CHECK(with[k] > 1.5 * without[k]);
    }
}

TEST_CASE("habits set to what they are move nothing, not by a bit") {
    const Scenario scenario =
        with_policy("week 6", R"("activities.build.habit_share": 0.38, "activities.review.habit_share": 0.335)");
    for (const char* output : {"hours_with_ai", "hours_review", "incidents", "worth_shipped"})
        CHECK(hours(scenario, "habits", output, 0) == hours(scenario, "none", output, 0));
}
