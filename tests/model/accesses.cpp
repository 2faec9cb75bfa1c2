// Does every phase touch just the columns that its view names? What it may not reach does not compile; what it names
// and never touches, and what it writes behind its view's back, is found here. The first needs a dev build.
#include <doctest/doctest.h>

#include <map>
#include <set>
#include <strathern/load.hpp>
#include <strathern/params/definitions.hpp>
#include <strathern/simulate.hpp>
#include <string>

#include "model/day.hpp"
#include "model/govern/govern.hpp"
#include "output/trace.hpp"
#include "support/program.hpp"

using namespace strathern;

namespace {

/// An organisation in which everything happens: agents, QA, experiments, moves, lay-offs, pools, all kinds of metrics.
const char* const everything = R"({
  "name": "everything",
  "organisation": {"engineers_count": 24, "team_size": 4, "pool_teams_count": 2, "architects_per_team_count": 1},
  "people": {"attrition_per_year": 0.5, "moves_per_year": 2, "promotion_share_per_year": 0.3, "autonomy_sd": 0.1},
  "work": {"cross_team_share": 0.3},
  "worth": {"experiment_share": 0.3},
  "practices": {"harden": {"habit_share": 0.05, "minutes_per_use": 30, "latent_found_per_hour": 0.05}},
  "ai": {"overhead_saved_share": 0.5},
  "agents": {"per_team_count": 1, "reject_share": 0.2},
  "review": {"urgent_share": 0.2, "reject_share": 0.1, "unreviewed_share": 0.1, "dedicated_reviewers_per_team": 1,
             "abandon_days": 1},
  "qa": {"access": true},
  "quality": {"ci_failure_share": 0.2, "requirement_defects_per_100_minutes": 0.2, "line_defects_per_100_minutes": 0.5,
              "erosion_defects": 0.5},
  "incidents": {"revert_share": 0.5, "postmortem_finds_share": 0.5, "high_share": 0.3},
  "behaviour": {"conformity": 0.1, "discovery_per_year": 6},
  "study": {"quarters_count": 5, "replicates_count": 1},
  "policies": {
    "measured": {"about": "", "interventions": [
      {"at": "week 1", "set": {"activities.build.habit_share": 0.4}, "teach": "dummy_prompts"},
      {"at": "week 2", "regime": {"ratchet_share": 0.5, "ratchet_scope": "own", "stakes": 4, "metrics": {
        "speed": {"numerator": {"changes_merged": 1}, "denominator": {"ai_minutes": 1}, "lag_weeks": 2, "target": 2},
        "rank": {"numerator": {"tokens": 1}, "payoff": "rank", "noise": 0.1},
        "all": {"numerator": {"prompts": 1, "changes_opened": 1, "items_completed": 1, "story_points": 1, "reviews": 1,
          "review_minutes": 1, "findings": 1, "incidents": -1, "failed_changes": -1, "returning_customers": 1,
          "satisfaction": 1, "review_wait_minutes": -0.01, "experiments": 1}, "scope": "team", "payoff": "threshold"}}}},
      {"at": "quarter 3", "take_away": "mentor", "set": {"organisation.headcount_share": 0.7, "activities.build.habit_share": 0.3,
        "review.pickup": "smallest_first", "review.second_reader_share": 0.5, "review.dedicated_reviewers_per_team": 0,
        "organisation.pool_teams_count": 3}},
      {"at": "quarter 4", "set": {"organisation.headcount_share": 1}, "end_regime": true, "teach": "mentor"},
      {"at": "week 46", "regime": {"ratchet_share": 0.5, "stakes": 3, "metrics": {"t": {"numerator": {"tokens": 1}, "target": 1}}}},
      {"at": "week 50", "set": {"ai.access": false}},
      {"at": "week 51", "set": {"activities.build.habit_share": 0.35}},
      {"at": "week 55", "set": {"ai.access": true}}]}}})";

Scenario load_everything(const std::string& set) {
    const testing::TemporaryFolder folder;
    testing::write_text(folder / "everything.json", everything);
    const std::vector<std::string> sets = {set};
    return load_scenario(folder / "everything.json", sets);
}

using Columns = std::set<std::string>;

std::string name_of(std::size_t number) {
    std::string name;
    each_column([&](auto column) {
        if (decltype(column)::number == number) name = decltype(column)::info.name;
    });
    return name;
}

/// What a phase's view names: columns read only, and columns written.
std::pair<Columns, Columns> named_by(const Phase& phase) {
    std::pair<Columns, Columns> named;
    phase.each_column(
        [&](std::size_t number, bool write) { (write ? named.second : named.first).insert(name_of(number)); });
    for (const std::string& written : named.second) named.first.erase(written);
    return named;
}

std::string listed(const Columns& columns) {
    std::string text;
    for (const std::string& name : columns) text += " " + name;
    return text;
}

std::string without_lane(const std::string& name) { return name.substr(0, name.find_first_of("[.")); }

/// Which columns have other contents after a phase than before it.
class Changes final : public Observer {
public:
    // The month's counters are cleared next, and another run begins with another state.
    void quarter_ended(const PeriodView&) override {}
    void month_ended(const PeriodView&) override { before_.clear(); }
    void week_ended(const WeekView&) override { before_.erase("happenings"); }
    Asked asks() const override { return {true, true}; }
    void phase_ended(int, const char* phase, const State& state) override {
        std::map<std::string, std::uint64_t> now;
        for (const ColumnDigest& column : state_digests(state)) now[column.name] = column.digest;
        if (!before_.empty())
            for (const auto& [name, digest] : now) {
                const auto was = before_.find(name);
                if (was != before_.end() && was->second != digest) changed[phase].insert(without_lane(name));
            }
        before_ = std::move(now);
    }
    bool traces() const override { return true; }

    std::map<std::string, Columns> changed{};

private:
    std::map<std::string, std::uint64_t> before_{};
};

#if STRATHERN_CHECKED
/// What phases have touched, over several runs.
class Touched final : public Observer {
public:
    void quarter_ended(const PeriodView&) override {}
    Asked asks() const override { return {true, true}; }
    void phase_accessed(const char* phase, const AccessLog& log) override {
        for (std::size_t number = 0; number < column_count; ++number) {
            if (log.read(number)) read[phase].insert(name_of(number));
            if (log.written(number)) written[phase].insert(name_of(number));
        }
    }

    std::map<std::string, Columns> read{}, written{};
};
#endif

void run(const Scenario& scenario, std::uint32_t policy, Observer& observer) {
    SerialExecutor executor;
    const RunRequest request{scenario.parameters, scenario.practices, scenario.policies[policy].value, Draws(1, 0),
                             static_cast<int>(scenario.study.quarters_count)};
    CHECK(simulate(request, executor, observer).status == RunStatus::done);
}

void run_all(const Scenario& scenario, Observer& observer) {
    for (std::uint32_t policy = 0; policy < scenario.policies.size(); ++policy) run(scenario, policy, observer);
}

// What one organisation can't have both ways.
constexpr const char* ways[] = {"behaviour.choice_law=logit", "behaviour.choice_law=best_response",
                                "agents.owner_checks=false"};

#if STRATHERN_CHECKED
// What only the last change of an item moves when it is handed in and merged.
constexpr const char* of_items_only[] = {"items_completed",
                                         "week_items_completed",
                                         "month_items",
                                         "quarter_items",
                                         "month_worth",
                                         "quarter_worth",
                                         "points",
                                         "week_story_points",
                                         "ready_items",
                                         "ready_worth",
                                         "experiments_run",
                                         "ready_item_started",
                                         "ready_item_arrived",
                                         "requirement_defects_made",
                                         "requirement_defects_escaped"};
#endif

}  // namespace

TEST_CASE("slow: no phase changes a column that its view does not write") {
    Changes changes;
    for (const char* set : ways) run_all(load_everything(set), changes);
    std::size_t changed = 0;
    for (const Phase& phase : day_plan()) {
        Columns written = named_by(phase).second;
        if (std::string(phase.name) == "fit_headcount")  // the first of a Monday: the policy has just acted
            PolicyView::each([&](std::size_t number, bool write) {
                if (write) written.insert(name_of(number));
            });
        Columns stray;
        for (const std::string& name : changes.changed[phase.name])
            if (!written.contains(name)) stray.insert(name);
        CHECK_MESSAGE(stray.empty(), std::string(phase.name) << " changes" << listed(stray));
        changed += changes.changed[phase.name].size();
    }
    CHECK(changed > 200);  // the test has something to look at
}

#if STRATHERN_CHECKED
TEST_CASE("every phase touches all columns that its view names, and no other") {
    Touched touched;
    for (const char* set : ways) run_all(load_everything(set), touched);
    const std::vector<std::string> sets = {"organisation.engineers_count=21", "people.moves_per_year=1"};
    const Scenario shipped = load_scenario(std::string(STRATHERN_SOURCE_DIR) + "/scenarios/tokenmaxxing.json", sets);
    run_all(shipped, touched);
    for (const Phase& phase : day_plan()) {
        Columns read = named_by(phase).first, written = named_by(phase).second;
        // A function that only reads a column may be called by one that writes it.
        Columns read_only = touched.read[phase.name];
        for (const std::string& name : written) read_only.erase(name);
        // All changes are handed in by one function; those for upkeep and fixes end no item.
        if (std::string(phase.name) == "open_duties") {
            read.erase("tried");
            for (const char* of_items : of_items_only) written.erase(of_items);
        }
        CHECK_MESSAGE(read_only == read, std::string(phase.name) << " names as read:" << listed(read)
                                                                 << "\n  touched:" << listed(read_only));
        // And owners check agents' changes only.
        if (std::string(phase.name) == "open_changes" || std::string(phase.name) == "open_duties")
            for (const char* by_owners : {"agent_check_minutes", "agent_defects_found"}) written.erase(by_owners);
        CHECK_MESSAGE(touched.written[phase.name] == written,
                      std::string(phase.name) << " names as written:" << listed(written)
                                              << "\n  touched:" << listed(touched.written[phase.name]));
    }
}
#endif
