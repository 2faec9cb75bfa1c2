// Is there room for many practices? Forty of them run under every law of choice, and those that nobody knows move
// nothing.
#include <doctest/doctest.h>

#include <cmath>

#include <strathern/params/behaviour.hpp>
#include "support.hpp"

using namespace strathern;
using namespace strathern::test;

namespace {

constexpr int few = 13, many = 40;

/// Effects of practices, in turn: every kind of opportunity, and signals that a metric can see.
constexpr const char* effects[] = {
    R"("tokens_per_use": 40000, "prompts_per_use": 3)",
    R"("opportunity": "change", "minutes_per_use": 4, "change_size_factor": 0.6, "points_factor": 1.4)",
    R"("opportunity": "review", "minutes_per_use": 0.5, "glance_share": 0.6, "stigma": 1)",
    R"("knowledge_per_hour": 0.01, "debt_paid_per_minute": 0.4, "mentoring_per_hour": 0.002, "least_level": "mid")",
    R"("opportunity": "prompt", "minutes_per_use": 1, "tokens_per_use": 9000, "defect_factor": 0.8)",
    R"("library_per_hour": 0.02, "fluency_per_hour": 0.02, "erosion_paid_per_minute": 0.5)",
};

/// Whether an option is used on a part of its occasions.
bool goes_with_something(std::size_t option) {
    return option >= first_practice &&
           std::string_view(effects[(option - first_practice) % std::size(effects)]).find("opportunity") !=
               std::string_view::npos;
}

/// Practices p01, p02, ... of a scenario: how many there are, and how many engineers know those behind the first few.
struct Offer {
    int count;
    double later_known_share;
};

// Practices stand in the order of their names, so these have the same length.
std::string name_of(int k) { return (k < 9 ? "p0" : "p") + std::to_string(k + 1); }

std::string practices_of(const Offer& offer) {
    std::string all = "\"*\": null";
    for (int k = 0; k < offer.count; ++k) {
        const double known = k < few ? 0.7 : offer.later_known_share;
        all += ", \"" + name_of(k) + R"(": {"known_share": )" + std::to_string(known) + R"(, "habit_share": )" +
               std::to_string(0.004 + 0.0002 * k) + ", " + effects[static_cast<std::size_t>(k) % std::size(effects)] +
               "}";
    }
    return "{" + all + "}";
}

/// Two quarters of three teams with hires and leavers, whose tokens and points are paid from the third week on. Nobody
/// discovers a practice by chance.
Scenario scenario_with(const Offer& offer, const char* law) {
    return written(R"({"organisation": {"engineers_count": 17, "team_size": 6}, "study": {"quarters_count": 2},
        "people": {"attrition_per_year": 1.2, "vacancy_days": 5, "moves_per_year": 2},
        "behaviour": {"discovery_per_year": 0, "search_per_year": 0, "copy_per_week": 0.4}, "practices": )" +
                       practices_of(offer) + R"(, "policies": {"paid": {"interventions": [
        {"at": "week 3", "regime": {"stakes": 6, "visibility": "public", "metrics": {
            "tokens": {"numerator": {"tokens": 1}, "target": 25000000, "payoff": "quota"},
            "points": {"numerator": {"story_points": 1}, "target": 4, "lag_weeks": 1, "payoff": "linear"}}}},
        {"at": "week 16", "set": {"activities.build_with_ai.habit_share": 0.28}}]}}})",
                   {std::string("behaviour.choice_law=") + law});
}

/// How people use their hours after every choice, and what they are used to on the first day.
class Hours final : public Observer {
public:
    bool traces() const override { return true; }
    void quarter_ended(const PeriodView&) override {}
    void phase_ended(int day, const char* phase, const State& state) override {
        if (day == 0 && first_habits.empty()) keep_habits(state);
        if (std::string_view(phase) != "choose_hours") return;
        for (std::uint32_t row = 0; row < state.layout.rows(); ++row)
            if (state[col::active][EngineerId{row}] > 0.0) sums.push_back(sum_of(state, EngineerId{row}));
    }

    std::vector<double> sums;                       ///< of shares, of each person after each choice
    std::vector<std::vector<double>> first_habits;  ///< [options][rows]

private:
    static double sum_of(const State& state, EngineerId i) {
        double sum = 0.0;
        for (const auto& share : state[col::share]) sum += share[i];
        return sum;
    }
    void keep_habits(const State& state) {
        for (const auto& habit : state[col::habit])
            first_habits.emplace_back(habit.values().begin(), habit.values().end());
    }
};

Hours hours_of(const Scenario& scenario) {
    Hours hours;
    SerialExecutor executor;
    const RunRequest run{scenario.parameters, scenario.practices, policy_named(scenario, "paid"), Draws(11, 0),
                         static_cast<int>(scenario.study.quarters_count)};
    REQUIRE(simulate(run, executor, hours).status == RunStatus::done);
    return hours;
}

std::vector<QuarterRow> rows_of(const Scenario& scenario) {
    SerialExecutor executor;
    return outputs_of(scenario, "paid", executor);
}

}  // namespace

TEST_CASE("forty practices run, and their hours fill the day") {
    const Hours hours = hours_of(scenario_with({many, 0.7}, "logit"));
    CHECK(hours.first_habits.size() == 3 + many);
    CHECK(hours.sums.size() > 300);
    for (const double sum : hours.sums) REQUIRE(sum == doctest::Approx(1.0).epsilon(1e-12));
}

TEST_CASE("forty practices run under best response, within the longest day") {
    const Scenario scenario = scenario_with({many, 0.7}, "best_response");
    const Hours hours = hours_of(scenario);
    CHECK(hours.sums.size() > 300);
    int other_than_normal = 0;
    for (const double sum : hours.sums) {
        REQUIRE(sum > 0.0);
        REQUIRE(sum < scenario.parameters.behaviour().longest_day + 1e-9);
        other_than_normal += std::abs(sum - 1.0) > 1e-3;
    }
    CHECK(other_than_normal > 0);
}

TEST_CASE("practices that nobody knows and nobody can discover move nothing, not by a bit") {
    for (const char* law : {"logit", "best_response"}) {
        CAPTURE(law);
        const auto without = rows_of(scenario_with({few, 0.0}, law));
        CHECK(first_difference(rows_of(scenario_with({many, 0.0}, law)), without) == "");
        // Known, they do: else the test above would show nothing.
        CHECK(first_difference(rows_of(scenario_with({many, 0.7}, law)), without) != "");
    }
}

TEST_CASE("more practices move nobody's luck with the others") {
    const Hours with = hours_of(scenario_with({many, 0.7}, "logit")),
                without = hours_of(scenario_with({few, 0.0}, "logit"));
    const auto &all = with.first_habits, &first = without.first_habits;
    for (std::size_t a = 0; a < first.size(); ++a) {
        CAPTURE(a);
        for (std::size_t row = 0; row < first[a].size(); ++row) {
            CHECK((all[a][row] > 0.0) == (first[a][row] > 0.0));
            if (first[build][row] == 0.0) continue;  // an empty seat
            if (goes_with_something(a)) {
                CHECK(all[a][row] == first[a][row]);
                continue;
            }
            // Inclinations to hours are scaled to sum to 1, so only their proportions can be the same.
            CHECK(all[a][row] / all[build][row] == doctest::Approx(first[a][row] / first[build][row]).epsilon(1e-12));
        }
    }
}
