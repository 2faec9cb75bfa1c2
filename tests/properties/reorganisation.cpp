// What becomes of people when seats are closed, when some rise or change teams, and of what seniors give their time to?
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <set>
#include <strathern/params/definitions.hpp>
#include <vector>

#include "ledger.hpp"
#include "support.hpp"

using namespace strathern;
using namespace strathern::test;

namespace {

/// The state after one phase of one day, as somebody wants to see it.
class Looker final : public Observer {
public:
    using See = std::function<void(int day, std::string_view phase, const State&)>;
    explicit Looker(See see) : see_(std::move(see)) {}
    bool traces() const override { return true; }
    void phase_ended(int day, const char* phase, const State& state) override { see_(day, phase, state); }
    void quarter_ended(const PeriodView&) override {}

private:
    See see_;
};

void look(const Scenario& scenario, const Policy& policy, const Looker::See& see) {
    SerialExecutor executor;
    Looker looker(see);
    const RunRequest run{scenario.parameters, scenario.practices, policy, Draws(5, 0),
                         static_cast<int>(scenario.study.quarters_count)};
    REQUIRE(simulate(run, executor, looker).status == RunStatus::done);
}

double people(const State& s) {
    double sum = 0.0;
    for (const double one : s[col::active].values()) sum += one;
    return sum;
}

Scenario with_policies(const std::string& policies, const std::vector<std::string>& sets = {}) {
    return written(R"({"organisation": {"engineers_count": 30, "team_size": 6}, "study": {"quarters_count": 4},
        "policies": {"none": "none", )" +
                       policies + "}}",
                   sets);
}

double sum_of(const std::vector<QuarterRow>& rows, const char* name) {
    double sum = 0.0;
    for (const QuarterRow& row : rows) sum += output(row, name);
    return sum;
}

double total(const Scenario& scenario, const char* policy, const char* name) {
    SerialExecutor executor;
    double sum = 0.0;
    for (std::uint32_t replicate = 0; replicate < 4; ++replicate)
        sum += sum_of(outputs_of(scenario, policy, executor, replicate), name);
    return sum;
}

constexpr const char* fifth = R"("fifth": "layoff_a_fifth")";

}  // namespace

TEST_CASE("a lay-off closes one seat in five and no more, and the books balance") {
    const Scenario scenario =
        with_policies(fifth, {"people.attrition_per_year=1.2", "incidents.labour_limit_minutes=2000"});
    Ledger ledger(scenario.parameters);
    SerialExecutor executor;
    const Policy& policy = policy_named(scenario, "fifth");
    const RunRequest run{scenario.parameters, scenario.practices, policy, Draws(5, 0), 4};
    CHECK(simulate(run, executor, ledger).status == RunStatus::done);
    CHECK(ledger.problems().empty());
    CHECK(ledger.total(col::laid_off) > 0.0);
    CHECK(ledger.total(col::laid_off) <= 6.0);
    look(scenario, policy, [](int day, std::string_view phase, const State& s) {
        if (phase != "draw_luck" || day < 65) return;
        double closed = 0.0;
        for (const double one : s[col::closed].values()) closed += one;
        REQUIRE(closed == 6.0);
        REQUIRE(people(s) <= 24.0);
    });
}

TEST_CASE("under a regime those with the lowest published scores are laid off") {
    Scenario scenario = with_policies(fifth, {"people.attrition_per_year=0"});
    Policy policy = policy_named(shipped("tokenmaxxing.json"), "token_quota");
    policy.interventions.push_back(policy_named(scenario, "fifth").interventions.front());
    std::vector<double> before, active;
    look(scenario, policy, [&](int day, std::string_view phase, const State& s) {
        if (day == 64 && phase == "clear_week") {
            const auto scores = s[col::score].values();
            before.assign(scores.begin(), scores.end());
        }
        if (day == 65 && phase == "draw_luck") {
            const auto here = s[col::active].values();
            active.assign(here.begin(), here.end());
        }
    });
    double best_gone = -1e9, worst_kept = 1e9;
    for (std::size_t row = 0; row < active.size(); ++row)
        if (active[row] > 0.0)
            worst_kept = std::min(worst_kept, before[row]);
        else
            best_gone = std::max(best_gone, before[row]);
    CHECK(std::ranges::count(active, 0.0) == 6);
    CHECK(best_gone <= worst_kept);
}

TEST_CASE("seats that were closed are offered anew, and hired for") {
    const Scenario scenario = with_policies(R"("back": {"interventions": [
        {"at": "week 2", "set": {"organisation.headcount_share": 0.5}},
        {"at": "week 10", "set": {"organisation.headcount_share": 1}}]})",
                                            {"people.attrition_per_year=0", "people.vacancy_days=20"});
    double least = 30.0, last = 0.0;
    look(scenario, policy_named(scenario, "back"), [&](int, std::string_view, const State& s) {
        last = people(s);
        least = std::min(least, last);
    });
    CHECK(least == 15.0);
    CHECK(last == 30.0);
}

TEST_CASE("a lay-off is felt as pressure only where a metric presses, and is forgotten") {
    const Scenario scenario = with_policies(
        R"("quota": "token_quota", "both": {"interventions": [{"at": "week 14", "set": {"organisation.headcount_share": 0.8}}]})");
    CHECK(total(scenario, "both", "pressure") == 0.0);
    Policy both = policy_named(scenario, "quota");
    both.interventions.push_back(policy_named(scenario, "both").interventions.front());
    const Trace pressed = trace_of(scenario, {.policy = both}),
                plain = trace_of(scenario, {.policy = policy_named(scenario, "quota")});
    CHECK(output(pressed.quarters[0], "pressure") == output(plain.quarters[0], "pressure"));
    CHECK(output(pressed.quarters[1], "pressure") > 1.05 * output(plain.quarters[1], "pressure"));
    double at_first = 0.0, later = 0.0;
    look(scenario, both, [&](int day, std::string_view phase, const State& s) {
        if (phase != "press_teams") return;
        if (day == 69) at_first = s[col::insecurity][TeamId{0}];
        if (day == 259) later = s[col::insecurity][TeamId{0}];
    });
    CHECK(at_first > 0.0);
    CHECK(later == doctest::Approx(at_first * std::exp(-38.0 / 26.0)));
}

TEST_CASE("who changes teams takes skill and habits along, and remembers the team") {
    const Scenario scenario =
        with_policies(R"("same": {})", {"people.moves_per_year=3", "people.attrition_per_year=0"});
    std::multiset<double> before, after;
    double moved = 0.0;
    look(scenario, Policy{}, [&](int day, std::string_view phase, const State& s) {
        const auto skills = s[col::skill].values();
        if (day == 64 && phase == "smooth_metrics") before = {skills.begin(), skills.end()};
        if (day == 64 && phase == "press_teams") {
            after = {skills.begin(), skills.end()};
            for (std::uint32_t row = 0; row < s.layout.rows(); ++row) {
                const EngineerId i{row};
                if (s[col::former_team][i] < 0.0) continue;
                ++moved;
                REQUIRE(s[col::former_team][i] != index(s.layout.team_of(i)));
                REQUIRE(s[col::familiarity][i] == 0.0);
            }
        }
    });
    CHECK(before == after);
    CHECK(moved >= 4.0);
    CHECK(std::fmod(moved, 2.0) == 0.0);
}

TEST_CASE("a share of juniors and mids rises at the end of a year, and may review then") {
    const Scenario scenario = with_policies(
        R"("same": {})", {"people.promotion_share_per_year=0.25", "people.attrition_per_year=0",
                          "organisation.junior_share=1", "organisation.mid_share=0", "study.quarters_count=5"});
    const Trace trace = trace_of(scenario, {.policy = Policy{}});
    CHECK(output(trace.quarters[3], "promoted") == 8.0);
    CHECK(output(trace.quarters[3], "promoted_lead") > 0.0);
    CHECK(output(trace.quarters[2], "hours_review") == 0.0);
    CHECK(output(trace.quarters[4], "hours_review") > 0.0);
}

TEST_CASE("only seniors and architects design, and all their hours are accounted for") {
    const Scenario scenario =
        with_policies(R"("same": {})", {"organisation.architects_per_team_count=1", "people.attrition_per_year=0",
                                        "organisation.junior_share=0", "organisation.mid_share=0"});
    const Trace trace = trace_of(scenario, {.policy = Policy{}});
    for (const QuarterRow& row : trace.quarters) {
        CHECK(output(row, "senior_hours_building") ==
              doctest::Approx(output(row, "hours_by_hand") + output(row, "hours_with_ai")));
        CHECK(output(row, "senior_hours_review") == doctest::Approx(output(row, "hours_review")));
        CHECK(output(row, "senior_hours_rework") == doctest::Approx(output(row, "hours_rework")));
        CHECK(output(row, "senior_hours_design") > 0.0);
    }
    const Scenario juniors =
        with_policies(R"("same": {})", {"organisation.junior_share=1", "organisation.mid_share=0"});
    CHECK(total(juniors, "none", "senior_hours_design") == 0.0);
    CHECK(total(juniors, "none", "erosion_hours") > total(scenario, "none", "erosion_hours"));
}

TEST_CASE("what management asks for gets hours: mentoring teaches, training makes fluent, cookbooks fill the library") {
    const Scenario scenario =
        with_policies(R"("train": "ai_training", "write": "cookbooks", "mentor": {"interventions": [
        {"at": "week 1", "set": {"management.ask_mentoring": 2, "management.ask_review": 0.5, "management.ask_design": 1}}]})");
    CHECK(total(scenario, "mentor", "senior_hours_mentoring") >
          2.0 * total(scenario, "none", "senior_hours_mentoring"));
    CHECK(total(scenario, "mentor", "senior_hours_design") > 1.2 * total(scenario, "none", "senior_hours_design"));
    CHECK(total(scenario, "mentor", "skill") > total(scenario, "none", "skill"));
    CHECK(total(scenario, "train", "fluency") > 3.0 * total(scenario, "none", "fluency"));
    CHECK(total(scenario, "train", "ai_gain_true") > total(scenario, "none", "ai_gain_true"));
    CHECK(total(scenario, "write", "skill_library") > 2.0 * total(scenario, "none", "skill_library"));
    CHECK(total(scenario, "write", "defects_made") < total(scenario, "none", "defects_made"));
}

TEST_CASE("however capable AI is, judgement takes its time") {
    const Scenario scenario = with_policies(R"("able": {"interventions": [
        {"at": "week 1", "set": {"ai.capability_factor_per_year": 100}}]})",
                                            {"study.quarters_count=12", "work.judgement_share=0.25"});
    const Trace able = trace_of(scenario, {.policy = policy_named(scenario, "able")}),
                plain = trace_of(scenario, {.policy = Policy{}});
    CHECK(output(able.quarters[3], "ai_gain_true") > output(plain.quarters[3], "ai_gain_true"));
    CHECK(output(able.quarters[11], "ai_gain_true") > 2.8);
    CHECK(output(able.quarters[11], "ai_gain_true") < 3.0);
}

TEST_CASE("who is new to the code finds less, and who is tired makes more defects") {
    const std::vector<std::string> turnover = {"people.attrition_per_year=3", "people.vacancy_days=0",
                                               "study.quarters_count=4"};
    std::vector<std::string> alike = turnover;
    alike.push_back("people.unfamiliar_acuity=1");
    const Scenario newcomers = with_policies(R"("same": {})", turnover), known = with_policies(R"("same": {})", alike);
    CHECK(total(newcomers, "none", "familiarity") < 0.9 * 16);
    CHECK(total(newcomers, "none", "defects_found") < total(known, "none", "defects_found"));
    const Scenario tired = with_policies(R"("same": {})", {"people.fatigue_rest_share=0", "people.fatigue_defects=2"}),
                   rested = with_policies(R"("same": {})", {"people.fatigue_rest_share=0"});
    CHECK(total(tired, "none", "fatigue") > 0.0);
    CHECK(total(tired, "none", "defects_made") > total(rested, "none", "defects_made"));
}

TEST_CASE("hours that are not one's own cost motivation where autonomy counts") {
    const Scenario indifferent = with_policies(R"("quota": "merged_changes")", {"people.crowding_out_sd=0"}),
                   proud = with_policies(R"("quota": "merged_changes")",
                                         {"people.crowding_out_sd=0", "people.autonomy_sd=1"});
    CHECK(total(indifferent, "quota", "motivation") == 0.0);
    CHECK(total(proud, "quota", "motivation") < total(proud, "none", "motivation"));
}

TEST_CASE("each colleague more takes time from all") {
    const Scenario alone = with_policies(R"("same": {})", {"people.attrition_per_year=0"}),
                   agreeing = with_policies(R"("same": {})", {"people.attrition_per_year=0",
                                                              "organisation.overhead_per_colleague_share=0.02"});
    SerialExecutor executor;
    const auto hours = [&](const Scenario& s) {
        const auto row = outputs_of(s, "none", executor, 0).front();
        double sum = 0.0;
        for (const char* name : {"hours_by_hand", "hours_with_ai", "hours_review", "hours_practices", "hours_rework"})
            sum += output(row, name);
        return sum;
    };
    // Review time carried over the end of the quarter is in neither sum.
    CHECK(hours(agreeing) / hours(alone) == doctest::Approx((0.5 - 0.02 * 5) / 0.5).epsilon(0.01));
}
