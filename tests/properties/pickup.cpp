// Is there one way to pick changes up? Rules that rank every change alike must give the same organisation, to the bit.
#include <doctest/doctest.h>

#include <stdexcept>
#include <strathern/outputs.hpp>
#include <strathern/params/organisation.hpp>
#include <strathern/params/review.hpp>

#include "any_run.hpp"
#include "support.hpp"

using namespace strathern;
using namespace strathern::test;

namespace {

/// Every output of every quarter.
class Rows final : public Observer {
public:
    void quarter_ended(const PeriodView& view) override {
        QuarterRow row{0, 0, view.period.number, {}};
        for (const OutputColumn& column : output_columns()) row.values.push_back(column.value(view));
        rows.push_back(row);
    }
    std::vector<QuarterRow> rows;
};

std::vector<QuarterRow> outputs_under(Pickup pickup, AnyRun any) {
    auto& parameters = any.scenario.parameters;
    parameters.review().pickup = pickup;
    parameters.review().urgent_share = 0.0;
    Rows rows;
    SerialExecutor executor;
    const RunRequest run{parameters, any.scenario.practices, any.policy, Draws(any.seed, 0),
                         static_cast<int>(any.scenario.study.quarters_count)};
    const RunOutcome outcome = simulate(run, executor, rows);
    if (outcome.status != RunStatus::done) throw std::runtime_error("the run failed: " + outcome.what);
    return rows.rows;
}

/// The first output that differs where nothing is urgent; empty if none does.
std::string difference_with_nothing_urgent(const AnyRun& any) {
    return first_difference(outputs_under(Pickup::urgent_first, any), outputs_under(Pickup::first_come, any));
}

}  // namespace

TEST_CASE("where nothing is urgent, urgent first is first come, to the bit, in any small organisation") {
    const std::string failure = first_failure(200, [] { RC_ASSERT(difference_with_nothing_urgent(any_run()) == ""); });
    CHECK(failure == "");
}

TEST_CASE("where nothing is urgent, urgent first is first come, to the bit, in shipped organisations that are busy") {
    // Long queues, and authors who review: reviewers pass over changes of their own every day.
    const Scenario usual = shipped("tokenmaxxing.json", {"work.change_minutes=60", "study.quarters_count=1"});
    const Scenario owners =
        shipped("tokenmaxxing.json", {"work.change_minutes=60", "study.quarters_count=1", "review.code_owners=true",
                                      "organisation.pool_teams_count=4", "work.cross_team_share=0.3"});
    for (std::uint64_t seed = 0; seed < 10; ++seed)
        for (const Scenario* scenario : {&usual, &owners}) {
            CAPTURE(seed);
            CAPTURE(scenario == &owners);
            CHECK(difference_with_nothing_urgent({*scenario, Policy{}, seed}) == "");
        }
}

TEST_CASE("where all changes have the same size, smallest first is first come, to the bit") {
    // Every change is cut to one line.
    const Scenario scenario =
        shipped("tokenmaxxing.json", {"work.lines_limit=1", "work.change_minutes=60", "study.quarters_count=1"});
    for (std::uint64_t seed = 0; seed < 10; ++seed) {
        CAPTURE(seed);
        const AnyRun any{scenario, Policy{}, seed};
        CHECK(first_difference(outputs_under(Pickup::smallest_first, any), outputs_under(Pickup::first_come, any)) ==
              "");
    }
}
