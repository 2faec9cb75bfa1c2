// Does the log of a run tell what its outputs count?
#include "study/log.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <strathern/load.hpp>
#include <strathern/outputs.hpp>
#include <strathern/params/definitions.hpp>

#include "scenario/date.hpp"
#include "study/executor.hpp"
#include "study/runner.hpp"
#include "study/working_time.hpp"

using namespace strathern;
using nlohmann::json;

namespace {

using Lines = std::map<Log, std::vector<json>>;

/// Few who review, agents whose changes may be turned down, failures that are taken back.
Scenario busy(const char* warm_up = "0") {
    const std::vector<std::string> sets = {std::string("study.warm_up_quarters=") + warm_up,
                                           "organisation.engineers_count=18",
                                           "study.quarters_count=2",
                                           "incidents.revert_share=0.5",
                                           "agents.per_team_count=2",
                                           "agents.reject_share=0.2",
                                           "review.abandon_days=2",
                                           "activities.review.habit_share=0.03"};
    return load_scenario(STRATHERN_SOURCE_DIR "/scenarios/minimal.json", sets);
}

std::string text_of(const Scenario& scenario, int threads) {
    std::string text;
    const LogRequest request{
        .scenario = scenario, .policy = 1, .seed = 7, .threads = threads, .line = [&](Log log, std::string_view line) {
            text += std::string(name(log)) + " " + std::string(line);
        }};
    CHECK(log_run(request).status == RunStatus::done);
    return text;
}

Lines lines_of(const Scenario& scenario) {
    Lines lines;
    const LogRequest request{.scenario = scenario, .policy = 1, .seed = 7, .line = [&](Log log, std::string_view line) {
                                 lines[log].push_back(json::parse(line));
                             }};
    CHECK(log_run(request).status == RunStatus::done);
    return lines;
}

double total(const Scenario& scenario, const char* output) {
    SerialExecutor executor;
    const StudyRequest request{.scenario = scenario, .policies = {1}, .seed = 7, .first = 0, .last = 1};
    double sum = 0.0;
    for (const QuarterRow& row : run_policy(request, 0, 1, executor, [] { return false; }).rows)
        sum += row.values[static_cast<std::size_t>(output_column(output))];
    return sum;
}

double count_if(const std::vector<json>& lines, const std::function<bool(const json&)>& test) {
    return static_cast<double>(std::count_if(lines.begin(), lines.end(), test));
}

}  // namespace

TEST_CASE("sums of the log are the outputs") {
    const Scenario scenario = busy();
    Lines lines = lines_of(scenario);
    const auto& changes = lines[Log::changes];
    CHECK(static_cast<double>(changes.size()) == total(scenario, "changes_opened"));
    CHECK(count_if(changes, [](const json& c) { return !c["mergedAt"].is_null(); }) ==
          total(scenario, "changes_merged"));
    const double given_up = total(scenario, "changes_abandoned"), turned_down = total(scenario, "changes_rejected");
    CHECK(given_up > 0.0);
    CHECK(turned_down > 0.0);
    CHECK(count_if(changes, [](const json& c) { return c["state"] == "CLOSED"; }) == given_up + turned_down);
    double additions = 0.0, reviews = 0.0;
    for (const json& c : changes)
        additions += c["additions"].get<double>(), reviews += static_cast<double>(c["reviews"].size());
    CHECK(additions == doctest::Approx(total(scenario, "lines")).epsilon(1e-6));
    CHECK(reviews + 40.0 > total(scenario, "reviews"));
    CHECK(static_cast<double>(lines[Log::reviews].size()) == total(scenario, "reviews"));
    CHECK(static_cast<double>(lines[Log::incidents].size()) == total(scenario, "incidents"));
    CHECK(static_cast<double>(lines[Log::releases].size()) == total(scenario, "releases"));
    const double agents =
        count_if(changes, [](const json& c) { return c["labels"].dump().find("\"agent\"") != std::string::npos; });
    CHECK(agents == total(scenario, "agent_changes"));
}

TEST_CASE("numbers follow the order of opening, and every change has one line") {
    Lines lines = lines_of(busy());
    std::map<std::uint64_t, std::string> created;
    for (const json& c : lines[Log::changes]) created[c["number"].get<std::uint64_t>()] = c["createdAt"];
    CHECK(created.size() == lines[Log::changes].size());
    CHECK(created.rbegin()->first == created.size());
    std::string before;
    for (const auto& [number, time] : created) {
        CHECK(before <= time);
        before = time;
    }
}

TEST_CASE("everybody is somebody else's reader, and nothing happens before its change is opened") {
    Lines lines = lines_of(busy());
    for (const json& c : lines[Log::changes]) {
        for (const json& review : c["reviews"]) {
            CHECK(review["author"]["login"] != c["author"]["login"]);
            CHECK(review["submittedAt"] >= c["createdAt"]);
        }
        if (!c["mergedAt"].is_null()) CHECK(c["mergedAt"] >= c["createdAt"]);
    }
}

TEST_CASE("of the warm-up the log has the changes that are still open when it ends, and no other line") {
    const Scenario scenario = busy("2");
    Lines lines = lines_of(scenario);
    const std::string first = "2026-01-05";
    const auto since = [&](const json& time) { return !time.is_null() && time >= first; };
    const auto& changes = lines[Log::changes];
    CHECK(count_if(changes, [&](const json& c) { return since(c["createdAt"]); }) == total(scenario, "changes_opened"));
    CHECK(count_if(changes, [&](const json& c) { return since(c["mergedAt"]); }) == total(scenario, "changes_merged"));
    double earlier = 0.0;
    for (const json& c : changes) {
        earlier += since(c["createdAt"]) ? 0.0 : 1.0;
        CHECK((c["closedAt"].is_null() || since(c["closedAt"])));
    }
    CHECK(earlier > 0.0);
    for (const json& review : lines[Log::reviews]) CHECK(since(review["submittedAt"]));
    CHECK(static_cast<double>(lines[Log::reviews].size()) == total(scenario, "reviews"));
    CHECK(static_cast<double>(lines[Log::incidents].size()) == total(scenario, "incidents"));
    for (const json& incident : lines[Log::incidents]) CHECK(since(incident["created_date"]));
    for (const json& release : lines[Log::releases]) CHECK(since(release["created_date"]));
}

TEST_CASE("lines don't depend on threads") { CHECK(text_of(busy(), 1) == text_of(busy(), 3)); }

TEST_CASE("a working minute is a minute from nine to five, Monday to Friday") {
    const WorkingTime time(date_of("2026-01-05").value());
    CHECK(iso_text(time.time_of(0, 0)) == "2026-01-05T09:00:00Z");
    CHECK(iso_text(time.time_of(4, 480)) == "2026-01-09T17:00:00Z");
    CHECK(iso_text(time.time_of(5, 1.5)) == "2026-01-12T09:01:30Z");
    CHECK(iso_text(time.time_of(64, 0)) == "2026-04-03T09:00:00Z");
    CHECK(iso_text(time.time_of(-1, 0)) == "2026-01-02T09:00:00Z");  // the Friday before
    CHECK(iso_text(time.time_of(-5, 0)) == "2025-12-29T09:00:00Z");
    CHECK(iso_text(time.time_of(-6, 0)) == "2025-12-26T09:00:00Z");
}

TEST_CASE("a date is one of the calendar") {
    CHECK(date_of("2024-02-29"));
    for (const char* wrong :
         {"2026-02-29", "2026-1-05", "2026-01-05T", "26-01-05", "2026/01/05", "2026-00-10", "+026-01-05"})
        CHECK_FALSE(date_of(wrong));
}
