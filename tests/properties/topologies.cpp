// Do pools, pick-up rules, owners and machines do what they are declared to do, and nothing when they are off?
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <strathern/outputs.hpp>
#include <strathern/params/definitions.hpp>

#include "support.hpp"

using namespace strathern;
using namespace strathern::test;

namespace {

/// Every output of every quarter, one after the other.
class Rows final : public Observer {
public:
    void quarter_ended(const PeriodView& view) override {
        for (const OutputColumn& column : output_columns()) values.push_back(column.value(view));
    }
    std::vector<double> values;
};

std::vector<double> outputs_of(const Scenario& scenario, const Policy& policy = {}, std::uint64_t seed = 7) {
    Rows rows;
    SerialExecutor executor;
    const RunRequest run{scenario.parameters, scenario.practices, policy, Draws(seed, 0), 2};
    REQUIRE(simulate(run, executor, rows).status == RunStatus::done);
    return rows.values;
}

double last_of(const std::vector<double>& values, const char* name) {
    return values[values.size() - output_columns().size() + static_cast<std::size_t>(output_column(name))];
}

/// Equal, or undefined both.
bool same_value(double a, double b) { return a == b || (std::isnan(a) && std::isnan(b)); }

double output_of(const char* name, const std::vector<std::string>& sets) {
    return last_of(outputs_of(shipped("tokenmaxxing.json", sets)), name);
}

}  // namespace

TEST_CASE("what is off moves nothing: its other numbers may be anything") {
    const std::vector<double> usual = outputs_of(shipped("tokenmaxxing.json"));
    for (const char* set : {"review.unfamiliar_factor=0.1", "review.code_owners=true", "review.urgent_share=0.3",
                            "work.cross_team_share=1", "qa.detection=1", "qa.price_per_change=1000",
                            "agents.work_minutes_per_day=1600", "agents.owner_checks=false", "worth.spoilt_share=1",
                            "quality.ci_rework_minutes=1000", "review.requirement_detection_factor=5"}) {
        CAPTURE(set);
        const std::vector<double> same = outputs_of(shipped("tokenmaxxing.json", {set}));
        for (std::size_t k = 0; k < usual.size(); ++k) {
            const std::string name = output_columns()[k % output_columns().size()].name;
            if (name.find("urgent") == std::string::npos && name != "other_wait_hours")
                REQUIRE(same_value(usual[k], same[k]));
        }
    }
}

TEST_CASE("a policy that pools teams and one that parts them again keep every change") {
    const Scenario scenario = written(R"({"policies": {"there_and_back": {"interventions": [
        {"at": "week 3", "set": {"organisation.pool_teams_count": 3, "work.cross_team_share": 0.5}},
        {"at": "week 9", "set": {"organisation.pool_teams_count": 2}},
        {"at": "week 15", "set": {"organisation.pool_teams_count": 1}}]}}})");
    const auto values = outputs_of(scenario, policy_named(scenario, "there_and_back"));
    CHECK(last_of(values, "changes_merged") > 0.0);
}

TEST_CASE("pools wait less, strangers find less, owners find more again") {
    const double own = output_of("review_wait_hours", {});
    const double pooled = output_of("review_wait_hours", {"organisation.pool_teams_count=4"});
    CHECK(pooled < own);
    const std::vector<std::string> strangers{"organisation.pool_teams_count=4", "work.cross_team_share=0.3",
                                             "quality.line_defects_per_100_minutes=0.05"};
    std::vector<std::string> owners = strangers;
    owners.push_back("review.code_owners=true");
    CHECK(output_of("defects_found", owners) > output_of("defects_found", strangers));
    CHECK(output_of("review_wait_hours", owners) > output_of("review_wait_hours", strangers));
}

TEST_CASE("urgent changes wait less than others where they go first, and not where they don't") {
    const std::vector<std::string> busy{"review.urgent_share=0.3", "work.change_minutes=120"};
    std::vector<std::string> first = busy;
    first.push_back("review.pickup=urgent_first");
    CHECK(output_of("urgent_wait_hours", first) < 0.7 * output_of("other_wait_hours", first));
    CHECK(output_of("urgent_wait_hours", busy) > 0.8 * output_of("other_wait_hours", busy));
}

TEST_CASE("choosing among equals is first come, first served, to the bit") {
    const std::vector<double> in_order = outputs_of(shipped("tokenmaxxing.json", {"work.change_minutes=120"}));
    const std::vector<double> chosen =
        outputs_of(shipped("tokenmaxxing.json", {"work.change_minutes=120", "review.pickup=urgent_first"}));
    CHECK(std::ranges::equal(in_order, chosen, same_value));
}

TEST_CASE("machines find, cost and open what they are declared to") {
    CHECK(output_of("qa_defects_found", {"qa.access=true", "qa.detection=1"}) > 0.0);
    CHECK(output_of("qa_cost", {"qa.access=true"}) ==
          doctest::Approx(20.0 * output_of("changes_opened", {"qa.access=true"})));
    CHECK(output_of("agent_changes", {"agents.per_team_count=2"}) > 1500.0);  // 8 teams x 65 days x 2 x 2
    CHECK(output_of("agent_defects_found", {"agents.per_team_count=2"}) > 0.0);
    CHECK(output_of("agent_defects_found", {"agents.per_team_count=2", "agents.owner_checks=false"}) == 0.0);
    CHECK(output_of("changes_rejected", {"agents.per_team_count=2", "agents.reject_share=0"}) == 0.0);
    CHECK(output_of("failed_checks", {"quality.ci_failure_share=0.2"}) ==
          doctest::Approx(0.25 * output_of("changes_merged", {"quality.ci_failure_share=0.2"})).epsilon(0.1));
}

TEST_CASE("misunderstood requirements spoil worth and cause no incident") {
    const std::vector<double> usual = outputs_of(shipped("tokenmaxxing.json", {"customers.worth_effect=0"}));
    const std::vector<double> spoilt = outputs_of(
        shipped("tokenmaxxing.json", {"customers.worth_effect=0", "quality.requirement_defects_per_100_minutes=0.1",
                                      "review.requirement_detection_factor=0"}));
    CHECK(last_of(spoilt, "requirements_spoilt") > 0.0);
    CHECK(last_of(spoilt, "worth_shipped") < last_of(usual, "worth_shipped"));
    CHECK(last_of(spoilt, "incidents") == last_of(usual, "incidents"));
}
