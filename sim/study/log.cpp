// How does one run look in the exports of the tools that engineers use?
#include "study/log.hpp"

#include <fmt/format.h>
#include <tbb/global_control.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <strathern/calendar.hpp>
#include <strathern/params/definitions.hpp>
#include <strathern/simulate.hpp>
#include <strathern/state.hpp>
#include <vector>

#include "scenario/date.hpp"
#include "study/executor.hpp"
#include "study/working_time.hpp"

namespace strathern {
namespace {

constexpr std::array<std::string_view, log_count> names = {"changes", "reviews", "incidents", "releases"};

/// What is known of a change so far.
struct LoggedChange {
    std::uint64_t number = 0;
    std::uint32_t team = 0;
    std::string author, created, merged, closed, reviews;
    std::int64_t lines = 0;
    bool by_agent = false, urgent = false, reverted = false;
    bool is_history = false;  ///< merged or closed before the first reported day
};

/// A change by its desk and its number there.
using ChangeKey = std::pair<std::uint32_t, std::uint32_t>;

/// A thing that happened, and in which team.
struct TeamTold {
    std::uint32_t team;
    const Told* told;
};

std::string or_null(const std::string& time) { return time.empty() ? "null" : "\"" + time + "\""; }

std::string labels_of(const LoggedChange& c) {
    std::string labels = fmt::format(R"({{"name":"team-{}"}})", c.team);
    if (c.by_agent) labels += R"(,{"name":"agent"})";
    if (c.urgent) labels += R"(,{"name":"urgent"})";
    if (c.reverted) labels += R"(,{"name":"reverted"})";
    return labels;
}

/// Follows a run and writes its lines.
class Logger final : public Observer {
public:
    explicit Logger(const LogRequest& request)
        : request_(request), time_(date_of(request.scenario.study.start_date).value()) {}

    Asked asks() const override { return {.happenings = true, .warm_up = true}; }
    bool stop_asked() const override { return request_.stop && *request_.stop != 0; }
    void quarter_ended(const PeriodView&) override {}

    void week_ended(const WeekView& view) override {
        first_day_ = view.first_day;
        warming_up_ = view.week < 0;
        number_opened(view.state);
        released_.resize(view.state.layout.teams_count);
        for (std::uint32_t team = 0; team < view.state.layout.teams_count; ++team)
            for (const Told& told : view.state[col::happenings][TeamId{team}].list) note(view.state, team, told);
    }

    /// Changes that were still open, or merged and not released, in the order of their numbers.
    void finish() {
        std::vector<const LoggedChange*> left;
        for (const auto& [key, change] : changes_) left.push_back(&change);
        std::ranges::sort(left, {}, &LoggedChange::number);
        for (const LoggedChange* change : left) write(*change);
    }

private:
    std::chrono::sys_seconds time_of(const Told& told) const {
        return time_.time_of(told.day - first_day_, told.minute);
    }
    std::string at(const Told& told) const { return iso_text(time_of(told)); }

    // People keep their names when they change teams; whoever follows at a desk has another.
    static std::string login_of(const State& s, std::uint32_t row) {
        const EngineerId i{row};
        const std::uint32_t number = s[col::luck_number][i];
        return fmt::format("e{}{}", s[col::luck_seat][i], number == 0 ? "" : fmt::format("-{}", number));
    }

    // Numbers are those of one repository: by time, then team.
    void number_opened(const State& s) {
        std::vector<TeamTold> opened;
        for (std::uint32_t team = 0; team < s.layout.teams_count; ++team)
            for (const Told& told : s[col::happenings][TeamId{team}].list)
                if (told.what == Happening::opened) opened.push_back({team, &told});
        std::ranges::stable_sort(opened, {}, [](const TeamTold& t) { return std::pair{t.told->day, t.told->minute}; });
        for (const auto& [team, told] : opened) changes_[{told->seat, told->ordinal}] = opened_change(s, team, *told);
    }

    LoggedChange opened_change(const State& s, std::uint32_t team, const Told& told) {
        LoggedChange c;
        c.number = ++last_number_, c.team = team, c.by_agent = told.by_agent, c.urgent = told.urgent;
        c.author = login_of(s, told.row), c.created = at(told), c.lines = whole(told.amount);
        return c;
    }

    // Lines are whole numbers whose sum is that of the model's lines, rounded once.
    std::int64_t whole(double lines) {
        const std::int64_t before = std::llround(lines_);
        lines_ += lines;
        return std::llround(lines_) - before;
    }

    void note(const State& s, std::uint32_t team, const Told& told) {
        switch (told.what) {
            case Happening::opened:
            case Happening::picked_up:
                return;
            case Happening::reviewed:
                return review(s, told);
            case Happening::merged: {
                LoggedChange& c = change_of(told);
                c.merged = c.closed = at(told);
                c.is_history = warming_up_;
                return released_[team].push_back({told.seat, told.ordinal});
            }
            case Happening::abandoned:
            case Happening::rejected:
                change_of(told).closed = at(told);
                change_of(told).is_history = warming_up_;
                return let_go({told.seat, told.ordinal});
            case Happening::reverted:
                return revert(told);
            case Happening::released:
                return release(team, told);
            case Happening::incident:
                return incident(team, told);
        }
    }

    LoggedChange& change_of(const Told& told) { return changes_.at({told.seat, told.ordinal}); }

    void review(const State& s, const Told& told) {
        LoggedChange& c = change_of(told);
        const char* state = told.end == ReviewEnd::approved ? "APPROVED" : "CHANGES_REQUESTED";
        const std::string line = fmt::format(R"("author":{{"login":"{}"}},"state":"{}","submittedAt":"{}"}})",
                                             login_of(s, told.row), state, at(told));
        c.reviews += (c.reviews.empty() ? "{" : ",{") + line;
        tell(Log::reviews, fmt::format(R"({{"number":{},)", c.number) + line);
    }

    // A train is told before what it takes back: what is merged stays known until then.
    void release(std::uint32_t team, const Told& told) {
        flush(team);
        std::string numbers;
        for (const ChangeKey& key : released_[team])
            numbers += (numbers.empty() ? "" : ",") + std::to_string(changes_.at(key).number);
        gone_[team] = std::exchange(released_[team], {});
        const std::string time = at(told);
        tell(Log::releases,
             fmt::format(R"({{"id":"release-{0}","cicd_scope_id":"team-{1}","name":"train of team {1}",)"
                         R"("result":"{2}","status":"DONE","environment":"PRODUCTION","created_date":"{3}",)"
                         R"("started_date":"{3}","finished_date":"{3}","duration_sec":0,"pull_requests":[{4}]}})",
                         ++releases_, team, told.failed ? "FAILURE" : "SUCCESS", time, numbers));
    }

    void revert(const Told& told) {
        const auto found = changes_.find({told.seat, told.ordinal});
        if (found != changes_.end()) found->second.reverted = true;
    }

    // What the train before took along can no longer be taken back.
    void flush(std::uint32_t team) {
        for (const ChangeKey& key : gone_[team]) let_go(key);
        gone_[team].clear();
    }

    void incident(std::uint32_t team, const Told& told) {
        static constexpr const char* severities[] = {"LOW", "MEDIUM", "HIGH"};
        const auto begun = time_of(told);
        const std::string created = iso_text(begun);
        const auto length = std::chrono::seconds{std::llround(told.amount * 60.0)};
        ++incidents_;
        tell(Log::incidents,
             fmt::format(R"({{"id":"incident-{0}","incident_key":"INC-{0}","title":"Incident of team {1}",)"
                         R"("status":"DONE","severity":"{2}","created_date":"{3}","resolution_date":"{4}",)"
                         R"("lead_time_minutes":{5},"component":"team-{1}"}})",
                         incidents_, team, severities[told.seat], created, iso_text(begun + length),
                         std::llround(told.amount)));
    }

    void let_go(const ChangeKey& key) {
        const auto found = changes_.find(key);
        if (found == changes_.end()) return;
        write(found->second);
        changes_.erase(found);
    }

    void write(const LoggedChange& c) {
        if (c.is_history) return;
        const char* state = !c.merged.empty() ? "MERGED" : !c.closed.empty() ? "CLOSED" : "OPEN";
        tell(Log::changes,
             fmt::format(R"({{"number":{},"author":{{"login":"{}"}},"state":"{}","createdAt":"{}","isDraft":false,)"
                         R"("mergedAt":{},"closedAt":{},"additions":{},"deletions":0,"changedFiles":null,)"
                         R"("reviews":[{}],"labels":[{}]}})",
                         c.number, c.author, state, c.created, or_null(c.merged), or_null(c.closed), c.lines, c.reviews,
                         labels_of(c)));
    }

    // Of the warm-up nothing is told but the changes that are still open when it ends.
    void tell(Log log, const std::string& line) {
        if (!warming_up_) request_.line(log, line + "\n");
    }

    const LogRequest& request_;
    WorkingTime time_;
    std::map<ChangeKey, LoggedChange> changes_;             ///< to which something can still happen
    std::vector<std::vector<ChangeKey>> released_;          ///< [teams] merged since the last train
    std::map<std::uint32_t, std::vector<ChangeKey>> gone_;  ///< by team, with the last train
    int first_day_ = 0;
    bool warming_up_ = false;
    double lines_ = 0;
    std::uint64_t last_number_ = 0, releases_ = 0, incidents_ = 0;
};

}  // namespace

std::string_view name(Log log) { return names[static_cast<std::size_t>(log)]; }

std::optional<Log> log_of(std::string_view name) {
    const auto found = std::ranges::find(names, name);
    if (found == names.end()) return {};
    return static_cast<Log>(found - names.begin());
}

RunOutcome log_run(const LogRequest& request) {
    Logger logger(request);
    TbbExecutor executor;
    const RunRequest run{request.scenario.parameters,
                         request.scenario.practices,
                         request.scenario.policies[request.policy].value,
                         Draws(request.seed, request.replicate),
                         static_cast<int>(request.scenario.study.quarters_count),
                         static_cast<int>(request.scenario.study.warm_up_quarters),
                         request.scenario.policies};
    const tbb::global_control allow(tbb::global_control::max_allowed_parallelism,
                                    static_cast<std::size_t>(std::max(1, request.threads)));
    RunOutcome outcome;
    tbb::task_arena(std::max(1, request.threads)).execute([&] { outcome = simulate(run, executor, logger); });
    if (outcome.status == RunStatus::done) logger.finish();
    return outcome;
}

}  // namespace strathern
