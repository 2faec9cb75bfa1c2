// What is remembered from one day to the next? Every column of it, with its unit and meaning.
#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <strathern/calendar.hpp>
#include <strathern/params/enums.hpp>
#include <strathern/table.hpp>
#include <vector>

namespace strathern {

/// Seats that a team's luck is numbered by; more than any team can have, so that luck does not depend on team size.
inline constexpr std::uint32_t seats_per_team = 64;

/// The first options are the three activities; the practices of the scenario follow in their order.
inline constexpr std::size_t build = 0, build_with_ai = 1, review = 2, first_practice = 3;
inline constexpr std::size_t option_limit = 16;

/// Signals that belong to one engineer; those behind them in `Signal` belong to a team.
inline constexpr std::size_t engineer_signals = static_cast<std::size_t>(Signal::findings) + 1;
static_assert(engineer_signals == 12, "the engineer's signals come first in the schema");

/// Segments of customers: small firms, those of middle size, large ones.
inline constexpr std::size_t segment_count = 3;

using EngineerColumn = Column<EngineerId>;
using TeamColumn = Column<TeamId>;

/// Who sits on each seat.
struct Staff {
    Column<EngineerId, std::uint32_t> seat;         ///< whose luck: team * seats_per_team + place
    Column<EngineerId, std::uint32_t> requisition;  ///< how many have sat there before
    Column<EngineerId, std::uint8_t> level;         ///< 0 junior, 1 mid, 2 senior, 3 architect
    Column<EngineerId, std::uint8_t> reviews_only;  ///< a dedicated reviewer's seat
    EngineerColumn active, vacant_until, tenure_days, skill, ramp, token_intensity, log_care, sophistication,
        reluctance, motivation, owed_minutes, carried_minutes, familiarity, fatigue, acuity, fluency, former_team,
        closed;
};

/// What people do with their hours, and what follows from it until they choose again.
struct Choices {
    std::vector<EngineerColumn> share, habit, experience, previous;  ///< [options]; the last two only under a regime
    EngineerColumn week_minutes, week_by_hand, week_with_ai;         ///< chosen minutes and work since the week began
    EngineerColumn week_owed, week_lessons;                          ///< minutes paid, own changes found defective
    EngineerColumn hand_rate, ai_rate, token_rate, prompt_rate, size_factor, defect_factor, points_factor, glance,
        knowledge_rate, debt_rate, erosion_rate, mentoring_rate, library_rate, fluency_rate, hollow_share, hour_gain,
        reviews_per_day;
};

/// What lies on each desk: the item in hand and the change being written.
struct Desks {
    EngineerColumn ai_gain, hard, item_worth, item_arrived, item_started, item_defects, change_work, change_started,
        done_by_hand, done_with_ai;
    Column<EngineerId, std::uint32_t> change_ordinal;  ///< changes begun by this person; names the change's luck
};

/// Ordinals from here on number the changes of a team's agents, so that no person's luck moves.
inline constexpr std::uint32_t of_agent = 1u << 31;

/// A change from opening to merge. Minutes count working minutes from the start of day 0.
struct Change {
    std::uint32_t author = 0;       ///< row
    std::uint32_t seat = 0;         ///< whose luck
    std::uint32_t ordinal = 0;      ///< which change of that seat; agents' changes have `of_agent` set
    std::uint32_t code_team = 0;    ///< whose code it changes
    std::int32_t started = 0;       ///< first line [minute]
    std::int32_t opened = 0;        ///< [minute]
    std::int32_t item_started = 0;  ///< [minute]
    std::int32_t item_arrived = 0;  ///< when the idea came [minute]
    double lines = 0;
    double item_worth = 0;  ///< true worth of the item, if `last`
    double points = 0;      ///< reported for the item, if `last`
    double luck[4] = {};    ///< uniforms of the next review: defects in lines, of design, whether sent back, how long
    std::uint16_t line_defects = 0, design_defects = 0;
    std::uint16_t requirement_defects = 0;  ///< of the whole item, if `last`
    std::uint8_t rounds = 0;                ///< reviews finished
    bool last = false;                      ///< the item's last change
    bool read = false;                      ///< somebody read it, not only glanced
    bool picked_up = false;                 ///< a first review has begun
    bool in_experiment = false;             ///< its item is out as an experiment
    bool urgent = false;
    bool unwanted = false;  ///< whoever reads it will turn it down

    bool by_agent() const { return ordinal >= of_agent; }
};

/// A change's place in its team's pool.
using ChangeRef = std::uint32_t;

/// A change that waits, comes back or is being checked.
struct Pending {
    std::int32_t minute;   ///< from which it waits, or at which it is merged
    std::uint32_t author;  ///< row
    ChangeRef change;
};

/// A review in hand, its outcome settled when it began.
struct InReview {
    ChangeRef change = 0;
    std::int32_t minutes_left = 0;  ///< 0: nothing in hand
    std::uint16_t line_defects_found = 0, design_defects_found = 0, requirement_defects_found = 0;
    bool sent_back = false;
};

/// One pool's changes between opening and merge. The pool grows to the most that were ever open at once.
struct Flow {
    std::vector<Change> pool;
    std::vector<ChangeRef> free;       ///< places of the pool that hold no change
    std::vector<Pending> waiting;      ///< in the order in which they began to wait, from `head` on
    std::size_t head = 0;              ///< first that still waits
    std::vector<Pending> returning;    ///< with their authors
    std::vector<Pending> arriving;     ///< today, by minute
    std::vector<Pending> checking;     ///< approved, not merged
    std::vector<Pending> taking_back;  ///< merged, to be taken back at release; minutes from then until it is out again
    std::vector<Pending> held;         ///< released; the item is being redone or in an experiment, until a minute
    std::vector<InReview> in_review;   ///< [teams of a pool * width]

    std::size_t waiting_count() const { return waiting.size() - head; }
    /// A place for a change; what stood there before is gone.
    ChangeRef hold() {
        if (free.empty()) {
            pool.emplace_back();
            return static_cast<ChangeRef>(pool.size() - 1);
        }
        const ChangeRef place = free.back();
        free.pop_back();
        return place;
    }
    void let_go(ChangeRef change) { free.push_back(change); }
};

/// When the ideas in a team's backlog came, the oldest first.
struct Backlog {
    std::vector<std::int32_t> arrived;  ///< [minute], from `head` on
    std::size_t head = 0;               ///< first that still waits

    void add(std::uint32_t items, std::int32_t minute) { arrived.insert(arrived.end(), items, minute); }
    /// Takes the oldest out. Storage is given back now and then, so that it stays near what waits.
    void leave(std::uint32_t items) {
        head += items;
        if (head < 64 || head * 2 < arrived.size()) return;
        arrived.erase(arrived.begin(), arrived.begin() + static_cast<std::ptrdiff_t>(head));
        head = 0;
    }
};

/// Puts a change among those of today, by minute; behind equals, and behind the first `settled`.
inline void insert_by_minute(std::vector<Pending>& all, std::size_t settled, const Pending& p) {
    auto place = all.end();
    while (place != all.begin() + static_cast<std::ptrdiff_t>(settled) && p.minute < (place - 1)->minute) --place;
    all.insert(place, p);
}

/// What is counted while a quarter runs, per team. The order is the order of addition.
enum class Tally : std::uint8_t {
    person_days,
    minutes_given,
    minutes_by_hand,
    minutes_with_ai,
    minutes_practices,
    minutes_hollow,
    minutes_rework,
    review_minutes,
    review_minutes_offered,
    minutes_idle,
    tokens,
    token_cost,
    prompts,
    lines,
    ai_lines,
    work_by_hand,
    work_with_ai,
    changes_opened,
    changes_merged,
    changes_unread,
    changes_unreviewed,
    changes_abandoned,
    changes_released,
    changes_failed,
    changes_reverted,
    reviews,
    first_reviews,
    first_review_wait,
    defects_made,
    defects_found,
    defects_escaped,
    defects_reverted,
    defects_cured,
    changes_rejected,
    defects_rejected,
    urgent_reviews,
    urgent_review_wait,
    agent_changes,
    agent_tokens,
    agent_check_minutes,
    agent_defects_found,
    qa_defects_found,
    qa_alarms,
    qa_minutes,
    qa_cost,
    ci_failures,
    requirement_defects_made,
    requirement_defects_found,
    requirement_defects_escaped,
    items_arrived,
    items_taken,
    items_completed,
    items_dropped,
    items_released,
    item_minutes,
    insight_minutes,
    items_withdrawn,
    worth_averted,
    experiments_run,
    experiments_ended,
    experiments_learned,
    lead_minutes,
    worth_shipped,
    points,
    incidents,
    incidents_at_release,
    incidents_high,
    incidents_medium,
    recovery_minutes,
    incident_minutes,
    pain,
    customer_weeks,
    customer_weeks_small,
    customer_weeks_mid,
    customer_weeks_large,
    lost_small,
    lost_mid,
    lost_large,
    returning_weeks,
    satisfaction_weeks,
    revenue,
    churned_revenue,
    salary_cost,
    tool_cost,
    hiring_cost,
    incident_cost,
    leavers,
    hires,
    score_weeks,
    pressure_weeks,
    motivation_weeks,
    person_weeks,
    merge_minutes,
    releases,
    releases_failed,
    tiny_lines,
    small_lines,
    medium_lines,
    huge_lines,
    tiny_lines_seen,
    small_lines_seen,
    medium_lines_seen,
    huge_lines_seen,
    small_merged,
    medium_merged,
    small_merge_minutes,
    medium_merge_minutes,
    small_failed,
    medium_failed,
    laid_off,
    moved,
    promoted,
    promoted_lead,
    senior_building,
    senior_review,
    senior_design,
    senior_mentoring,
    senior_rework,
    gain_minutes,
    minutes_beyond,
    scored_weeks,
    score_squares,
    target_met_weeks,
    just_met_weeks,
    count
};
inline constexpr std::size_t tally_count = static_cast<std::size_t>(Tally::count);

/// Sizes by which the fate of changes is told. No rule looks at them.
enum class SizeClass : std::uint8_t { tiny, small, medium, huge, between };

/// Below 10 lines; around 50 (25 to 100); around 250 (125 to 500); from 1000 on; neither.
inline SizeClass size_class(double lines) {
    if (lines < 10.0) return SizeClass::tiny;
    if (lines >= 25.0 && lines < 100.0) return SizeClass::small;
    if (lines >= 125.0 && lines < 500.0) return SizeClass::medium;
    return lines >= 1000.0 ? SizeClass::huge : SizeClass::between;
}

/// The tally of a size, `places` behind that of the first one.
inline Tally behind(Tally first, int places) { return static_cast<Tally>(static_cast<int>(first) + places); }

/// Sums of one team over a quarter.
struct TeamTally {
    std::array<double, tally_count> values{};
    double& operator[](Tally what) { return values[static_cast<std::size_t>(what)]; }
    double operator[](Tally what) const { return values[static_cast<std::size_t>(what)]; }
};

/// Each team, its backlog, its product, its customers and its manager.
struct Teams {
    Column<TeamId, std::uint32_t> members;                    ///< seats of engineers
    Column<TeamId, std::uint32_t> items_arrived, items_seen;  ///< ordinals: the backlog lies between them
    Column<TeamId, std::uint32_t> agent_ordinal;              ///< changes opened by the team's agents
    std::vector<Flow> flow;                                   ///< a pool's at its first team; the others' are empty
    std::vector<Backlog> backlog;
    std::vector<TeamTally> tally;
    std::array<TeamColumn, segment_count> segment_customers, mood;  ///< by segment
    TeamColumn reviewers, knowledge, debt, erosion, library, insecurity, slow, merged, merged_started, ready_defects,
        ready_failed, ready_items, ready_worth, ready_item_started, ready_item_arrived, latent_defects, worth, pain,
        pain_today, satisfaction, customers, returning, week_revenue, week_incidents, week_failed, week_wait,
        week_experiments, pressure, belief, score, last_score, last_satisfaction, agent_item_worth, agent_item_hard,
        agent_item_arrived, agent_item_started, agent_item_defects;
};

/// What a regime's metrics look at: smoothed signals, as published.
struct Scoreboard {
    std::vector<std::vector<EngineerColumn>> numerator, denominator;  ///< [metrics][lag + 1]
    std::vector<EngineerColumn> own_target;                           ///< [metrics], only where each engineer has one
    EngineerColumn score, last_score;
};

/// The whole organisation at the end of a phase.
struct State {
    std::uint32_t teams_count = 0, width = 0, options = 0;  ///< rows of team t: [t * width, (t + 1) * width)
    std::uint32_t pool_teams = 1;                           ///< neighbouring teams with one queue of changes
    Staff people;
    Choices choices;
    Desks desks;
    std::array<EngineerColumn, engineer_signals> week;  ///< signals counted since the week began
    EngineerColumn quarter_tokens, quarter_worth;       ///< counted since the quarter began
    Teams teams;
    Scoreboard scoreboard;

    std::uint32_t rows() const { return teams_count * width; }
    EngineerColumn& signal(Signal what) { return week[static_cast<std::size_t>(what)]; }
    const EngineerColumn& signal(Signal what) const { return week[static_cast<std::size_t>(what)]; }
    /// First team of a team's pool, and the team behind its last.
    std::uint32_t pool_begin(std::uint32_t team) const { return pool_teams == 1 ? team : team - team % pool_teams; }
    std::uint32_t pool_end(std::uint32_t team) const {
        const std::uint32_t end = pool_begin(team) + pool_teams;
        return end < teams_count ? end : teams_count;
    }
    Flow& flow_of(std::uint32_t team) { return teams.flow[pool_begin(team)]; }
    const Flow& flow_of(std::uint32_t team) const { return teams.flow[pool_begin(team)]; }
};

/// Calls f(ColumnInfo, column) for every column of numbers, in a fixed order.
template <class S, class F>
void each_column(S& state, F&& f) {
    auto& p = state.people;
    f(ColumnInfo{"active", "0 or 1", "somebody sits on the seat"}, p.active);
    f(ColumnInfo{"vacant_until", "day", "first day on which a hire may start"}, p.vacant_until);
    f(ColumnInfo{"tenure_days", "working days", "since the person started"}, p.tenure_days);
    f(ColumnInfo{"skill", "ratio", "output per minute over a typical middle-level engineer"}, p.skill);
    f(ColumnInfo{"ramp", "share", "part of the skill that is effective yet"}, p.ramp);
    f(ColumnInfo{"token_intensity", "ratio", "tokens per minute with AI over the median"}, p.token_intensity);
    f(ColumnInfo{"log_care", "log", "care taken in review, in logs"}, p.log_care);
    f(ColumnInfo{"sophistication", "share", "how far a published metric is thought through"}, p.sophistication);
    f(ColumnInfo{"reluctance", "ratio", "reluctance to do what is frowned upon"}, p.reluctance);
    f(ColumnInfo{"motivation", "sd", "own motivation; 0 is the usual level"}, p.motivation);
    f(ColumnInfo{"owed_minutes", "minutes", "rework and incident work still to be done"}, p.owed_minutes);
    f(ColumnInfo{"carried_minutes", "minutes", "unused review time of the day before"}, p.carried_minutes);
    f(ColumnInfo{"familiarity", "share", "how far the person knows the code of the team"}, p.familiarity);
    f(ColumnInfo{"fatigue", "share", "left by weeks of review, rework and incidents"}, p.fatigue);
    f(ColumnInfo{"acuity", "ratio", "what a reading finds over one by somebody rested who knows the code"}, p.acuity);
    f(ColumnInfo{"fluency", "share", "in working with AI"}, p.fluency);
    f(ColumnInfo{"former_team", "team", "in which the person sat before; -1: none"}, p.former_team);
    f(ColumnInfo{"closed", "0 or 1", "nobody is wanted on the seat since a lay-off"}, p.closed);
    auto& c = state.choices;
    for (auto& column : c.share)
        f(ColumnInfo{"share", "share of chosen hours", "use of hours, one column an option"}, column);
    for (auto& column : c.habit)
        f(ColumnInfo{"habit", "share of chosen hours", "inclination without a metric; 0 = unknown"}, column);
    for (auto& column : c.experience) f(ColumnInfo{"experience", "pay-off per hour", "learnt from own scores"}, column);
    f(ColumnInfo{"week_minutes", "minutes", "chosen minutes since the week began"}, c.week_minutes);
    f(ColumnInfo{"week_by_hand", "minutes", "work by hand since the week began"}, c.week_by_hand);
    f(ColumnInfo{"week_with_ai", "minutes", "work with AI since the week began"}, c.week_with_ai);
    f(ColumnInfo{"week_owed", "minutes", "of rework and incidents paid since the week began"}, c.week_owed);
    f(ColumnInfo{"week_lessons", "reviews", "that found a defect of this author since the week began"}, c.week_lessons);
    f(ColumnInfo{"hand_rate", "minutes/minute", "work by hand per chosen minute"}, c.hand_rate);
    f(ColumnInfo{"ai_rate", "minutes/minute", "work with AI per chosen minute, before its gain"}, c.ai_rate);
    f(ColumnInfo{"token_rate", "tokens/minute", "tokens per chosen minute"}, c.token_rate);
    f(ColumnInfo{"prompt_rate", "prompts/minute", "prompts per chosen minute"}, c.prompt_rate);
    f(ColumnInfo{"size_factor", "ratio", "size of changes over the natural one"}, c.size_factor);
    f(ColumnInfo{"defect_factor", "ratio", "defects over those without practices"}, c.defect_factor);
    f(ColumnInfo{"points_factor", "ratio", "reported points over honest ones"}, c.points_factor);
    f(ColumnInfo{"glance", "share", "reviews that are only a glance"}, c.glance);
    f(ColumnInfo{"knowledge_rate", "1/minute", "knowledge of customers per chosen minute"}, c.knowledge_rate);
    f(ColumnInfo{"debt_rate", "minutes/minute", "debt repaid per chosen minute"}, c.debt_rate);
    f(ColumnInfo{"erosion_rate", "minutes/minute", "erosion repaid per chosen minute"}, c.erosion_rate);
    f(ColumnInfo{"mentoring_rate", "log/minute", "growth of skill given to colleagues per chosen minute"},
      c.mentoring_rate);
    f(ColumnInfo{"library_rate", "1/minute", "filling of the skill library per chosen minute"}, c.library_rate);
    f(ColumnInfo{"fluency_rate", "1/minute", "gain of fluency with AI per chosen minute"}, c.fluency_rate);
    f(ColumnInfo{"hollow_share", "share of chosen hours", "hours in practices that move signals only"}, c.hollow_share);
    f(ColumnInfo{"hour_gain", "log-odds", "what an hour elsewhere is felt to bring over one of review"}, c.hour_gain);
    f(ColumnInfo{"reviews_per_day", "1/day", "reviews done, smoothed"}, c.reviews_per_day);
    auto& d = state.desks;
    f(ColumnInfo{"ai_gain", "share", "true gain of AI on the item in hand"}, d.ai_gain);
    f(ColumnInfo{"hard", "0 or 1", "the item in hand is complex"}, d.hard);
    f(ColumnInfo{"item_worth", "worth", "true worth of the item in hand"}, d.item_worth);
    f(ColumnInfo{"item_arrived", "minute", "when the idea of the item in hand came"}, d.item_arrived);
    f(ColumnInfo{"item_started", "minute", "when the item in hand was begun"}, d.item_started);
    f(ColumnInfo{"item_defects", "100 minutes", "work on the item that may have misunderstood a requirement"},
      d.item_defects);
    f(ColumnInfo{"change_work", "minutes", "work in the change being written"}, d.change_work);
    f(ColumnInfo{"change_started", "minute", "when it was begun"}, d.change_started);
    f(ColumnInfo{"done_by_hand", "minutes", "of it, done by hand"}, d.done_by_hand);
    f(ColumnInfo{"done_with_ai", "minutes", "of it, done with AI"}, d.done_with_ai);
    for (auto& column : state.week)
        f(ColumnInfo{"signal", "count", "this week's signals, one column a signal"}, column);
    f(ColumnInfo{"quarter_tokens", "tokens", "since the quarter began"}, state.quarter_tokens);
    f(ColumnInfo{"quarter_worth", "worth", "of own items released since the quarter began"}, state.quarter_worth);
    auto& t = state.teams;
    f(ColumnInfo{"reviewers", "persons", "who may and do review"}, t.reviewers);
    f(ColumnInfo{"knowledge", "share", "gap in knowing what is worth doing that is closed"}, t.knowledge);
    f(ColumnInfo{"debt", "minutes", "technical debt"}, t.debt);
    f(ColumnInfo{"erosion", "minutes", "of the architecture"}, t.erosion);
    f(ColumnInfo{"library", "share", "how full the skill library for AI is"}, t.library);
    f(ColumnInfo{"insecurity", "share", "of people laid off, as far as it is remembered"}, t.insecurity);
    f(ColumnInfo{"slow", "ratio", "speed left by debt and erosion"}, t.slow);
    f(ColumnInfo{"merged", "changes", "merged and not released"}, t.merged);
    f(ColumnInfo{"merged_started", "minutes", "sum of their first minutes"}, t.merged_started);
    f(ColumnInfo{"ready_defects", "defects", "in them, that will show at release"}, t.ready_defects);
    f(ColumnInfo{"ready_failed", "changes", "of them, with such a defect"}, t.ready_failed);
    f(ColumnInfo{"ready_items", "items", "whose last change is among them"}, t.ready_items);
    f(ColumnInfo{"ready_worth", "worth", "of those items"}, t.ready_worth);
    f(ColumnInfo{"ready_item_started", "minutes", "sum of their first minutes"}, t.ready_item_started);
    f(ColumnInfo{"ready_item_arrived", "minutes", "sum of the minutes at which their ideas came"},
      t.ready_item_arrived);
    f(ColumnInfo{"latent_defects", "defects", "released and not seen"}, t.latent_defects);
    f(ColumnInfo{"worth", "worth", "shipped and still felt by customers"}, t.worth);
    f(ColumnInfo{"pain", "pain", "of incidents and still remembered"}, t.pain);
    f(ColumnInfo{"pain_today", "pain", "of incidents since the week began"}, t.pain_today);
    for (auto& column : t.segment_customers)
        f(ColumnInfo{"segment_customers", "persons", "customers, one column a segment"}, column);
    for (auto& column : t.mood) f(ColumnInfo{"mood", "log-odds", "satisfaction, one column a segment"}, column);
    f(ColumnInfo{"satisfaction", "share", "of customers, who come back in a week"}, t.satisfaction);
    f(ColumnInfo{"customers", "persons", "of the team's product"}, t.customers);
    f(ColumnInfo{"returning", "persons", "who came back in the last week"}, t.returning);
    f(ColumnInfo{"week_revenue", "US$", "of the last week"}, t.week_revenue);
    f(ColumnInfo{"week_incidents", "incidents", "since the week began"}, t.week_incidents);
    f(ColumnInfo{"week_failed", "changes", "failed since the week began"}, t.week_failed);
    f(ColumnInfo{"week_wait", "minutes", "waited for first reviews that began this week"}, t.week_wait);
    f(ColumnInfo{"week_experiments", "experiments", "ended since the week began"}, t.week_experiments);
    f(ColumnInfo{"pressure", "log-odds", "felt by the team per unit of pay-off"}, t.pressure);
    f(ColumnInfo{"belief", "share", "of the manager in the metric"}, t.belief);
    f(ColumnInfo{"team_score", "pay-off", "mean published score of the team"}, t.score);
    f(ColumnInfo{"last_team_score", "pay-off", "the same a quarter ago"}, t.last_score);
    f(ColumnInfo{"last_satisfaction", "share", "satisfaction a quarter ago"}, t.last_satisfaction);
    f(ColumnInfo{"agent_item_worth", "worth", "true worth of the item that the agents have in hand"},
      t.agent_item_worth);
    f(ColumnInfo{"agent_item_hard", "0 or 1", "that item is complex"}, t.agent_item_hard);
    f(ColumnInfo{"agent_item_arrived", "minute", "when that item came to the team"}, t.agent_item_arrived);
    f(ColumnInfo{"agent_item_started", "minute", "when it was begun"}, t.agent_item_started);
    f(ColumnInfo{"agent_item_defects", "100 minutes", "work on it that may have misunderstood a requirement"},
      t.agent_item_defects);
    auto& s = state.scoreboard;
    for (auto& metric : s.numerator)
        for (auto& column : metric) f(ColumnInfo{"metric_numerator", "signal", "smoothed"}, column);
    for (auto& metric : s.denominator)
        for (auto& column : metric) f(ColumnInfo{"metric_denominator", "signal", "smoothed"}, column);
    f(ColumnInfo{"score", "pay-off", "published score"}, s.score);
    f(ColumnInfo{"last_score", "pay-off", "the week before"}, s.last_score);
    for (auto& column : s.own_target)
        f(ColumnInfo{"own_target", "metric units a week", "each engineer's own, one column a metric"}, column);
}

}  // namespace strathern
