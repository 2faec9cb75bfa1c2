// Work: how changes come to be, how they reach customers, and what they do there.
#pragma once
#include "model/pools.hpp"
#include "model/today.hpp"

namespace strathern {

// demand.cpp

using ArriveView =
    View<Reads<col::members>,
         Writes<col::items_arrived, col::items_seen, col::backlog, col::items_arrived_in_quarter, col::items_dropped>>;
/// Daily: new items join each team's backlog. Draws: demand, by team and day.
void arrive_items(const Today&, ArriveView);

/// Rates of defects are stated per 100 minutes of work.
inline constexpr double hundredth = 0.01;

/// Minutes of debt that work leaves in the code. Work with AI leaves more, the less the team's library holds.
double debt_left(const InForce&, double by_hand, double with_ai, double library);

/// What is risked with a change, in hundreds of minutes of work: a part is its own whatever its size.
double risk_of(const InForce&, double work);

inline constexpr std::uint32_t openings_limit = 4 * block_rows_limit;  ///< changes opened in one go

/// Most changes that an engineer hands in on a day, and most of agents that an engineer answers for: one in ten
/// minutes.
inline constexpr std::uint32_t handed_in_limit = minutes_per_day / 10;
/// Most changes of upkeep that one engineer hands in on a day: with a fix, a block's fit into what is opened in one go.
inline constexpr std::uint32_t duties_limit = 2;
/// Most defects of a product that show on a day: what fails every five minutes can't fail more.
inline constexpr std::uint32_t incidents_limit = minutes_per_day / 5;
/// Of a kind in a change, on average: a change counts them in 16 bits. It fails for certain long before.
inline constexpr double defects_knee = 32000.0;

/// Items that teams take, by column, in the order in which they are taken.
struct Items {
    std::uint32_t n = 0;
    std::uint32_t team[openings_limit];
    double worth[openings_limit];
    double arrived[openings_limit];                    ///< minute at which the idea came; below 0: none waited
    double hard[openings_limit], old[openings_limit];  ///< 0 or 1
};

using TakeItemsView = View<Reads<col::items_arrived, col::knowledge>,
                           Writes<col::items_seen, col::backlog, col::items_taken, col::items_dropped>>;
/// Each team in turn compares its oldest items and takes the one that seems best. Draws: item.
void take_items(const Today&, Items&, TakeItemsView);

using DeskItemView = View<Reads<col::level, col::fluency>,
                          Writes<col::item_worth, col::hard, col::ai_gain, col::item_started, col::item_arrived>>;
/// Item number k is in hand at a desk from a minute on.
void put_on_desk(const InForce&, const Items&, std::uint32_t k, std::int32_t minute, EngineerId, DeskItemView);

/// Chance that a team sees the true rank of an idea, by its knowledge of customers.
double known_share(const Worth&, double knowledge);

// expected_worth.cpp

/// What items that a team takes are expected to be worth, by the rule by which it takes them.
struct ExpectedWorth {
    double item;   ///< of one more a week: the more are taken, the fewer ideas there are to compare
    double known;  ///< of all items of a week, by the chance that the true rank of an idea is seen
    double harm;   ///< part of an item's worth that is harm, before experiments: at most 0
    double idle;   ///< chance that an item does nothing
};
/// What a team takes in a week.
struct TakenItems {
    double items, ideas;  ///< taken; ideas that reach it
    double tried = 0.0;   ///< share of items that go out as an experiment first
};
ExpectedWorth expected_worth(const InForce&, const TakenItems&, double knowledge);

/// Share of somebody's items that go out as an experiment first. @param by_practices the same by what they do
double tried_share(const InForce&, double by_practices);
/// What an experiment teaches, as a week's work on knowledge. @param idle chance that its item does nothing
double expected_lesson(const InForce&, double idle);

// release.cpp

/// What a merge moves, and what follows from it.
using MergeView = View<
    Reads<col::authors, col::tried>,
    Writes<col::flow, col::owed_minutes, col::week_changes_merged, col::week_items_completed, col::week_story_points,
           col::month_worth, col::quarter_worth, col::month_items, col::quarter_items, col::happenings, col::merged,
           col::merged_started, col::ready_defects, col::ready_failed, col::ready_items, col::ready_worth,
           col::ready_item_started, col::ready_item_arrived, col::latent_defects, col::items_completed, col::points,
           col::requirement_defects_escaped, col::experiments_run, col::defects_reverted, col::defects_made,
           col::clashes, col::defects_escaped, col::origin_merged, col::origin_failed, col::changes_merged,
           col::merge_minutes, col::changes_unread, col::sized_merged, col::sized_merge_minutes, col::sized_failed>>;
using ApproveView = Join<MergeView, View<Reads<>, Writes<col::ci_failures>>>;
/// An approved change goes through the last checks and is merged: at once if they end on `day`, else on a later day.
/// Draws: checks, incident, experiment, by change.
void approve_change(const Today&, int day, std::int32_t minute, TeamId pool, ChangeRef, ApproveView);

using FinishChecksView =
    Join<MergeView,
         View<Reads<>, Writes<col::experiments_ended, col::week_experiments, col::knowledge, col::experiments_learned,
                              col::experiments_false, col::items_withdrawn, col::worth_averted>>>;
/// Daily: changes whose checks end today are merged; items that were held back go out. Draws: incident, experiment, by
/// change.
void finish_checks(const Today&, FinishChecksView);

using ReleaseView =
    View<Reads<>, Writes<col::happenings, col::flow, col::owed_minutes, col::merged, col::merged_started,
                         col::ready_failed, col::ready_items, col::ready_worth, col::ready_item_started,
                         col::ready_item_arrived, col::worth, col::week_failed, col::releases, col::releases_failed,
                         col::changes_released, col::changes_failed, col::changes_reverted, col::lead_minutes,
                         col::items_released, col::item_minutes, col::insight_minutes, col::worth_shipped>>;
/// Daily: on the days of the train everything merged goes to customers, and what failed may be taken back.
void release_changes(const Today&, ReleaseView);

// checks.cpp

using QaView =
    View<Reads<>, Writes<col::owed_minutes, col::qa_defects_found, col::qa_alarms, col::qa_minutes, col::qa_cost>>;
/// QA agents look at an opened change; its author mends what they find. Returns the minutes that it takes.
std::int32_t check_by_qa(const Today&, Change&, QaView);

// agents.cpp

using RotaView = View<Reads<col::places, col::closed, col::active>, Writes<>>;
/// Row of the engineer who is next to look after what belongs to nobody; beyond all rows if nobody is there.
std::uint32_t next_on_rota(TeamId, std::uint32_t number, RotaView);

using OwnerCheckView = View<Reads<>, Writes<col::owed_minutes, col::agent_defects_found, col::agent_check_minutes>>;
/// The owner's check of an agent's change: what is found is mended. Returns the minutes that it takes.
std::int32_t check_by_owner(const Today&, Change&, OwnerCheckView);

// open.cpp

/// Changes that are finished today, by column, in the order in which they are opened: the first of each row, then the
/// second of those rows that finish another, and so on.
struct Openings {
    std::uint32_t n = 0;
    std::uint32_t row[openings_limit], seat[openings_limit], ordinal[openings_limit];  // seat and ordinal: whose luck
    std::uint32_t line_defects[openings_limit], design_defects[openings_limit];
    std::int32_t started[openings_limit], minute[openings_limit], item_started[openings_limit],
        item_arrived[openings_limit];
    double work[openings_limit], ai_share[openings_limit], lines[openings_limit], defect_scale[openings_limit];
    double debt[openings_limit], item_worth[openings_limit], hard[openings_limit];
    bool last[openings_limit];            // of their items
    double item_defects[openings_limit];  // work on the item that may have misunderstood a requirement, if `last`
    double handing_in[openings_limit], review[4][openings_limit], traits[4][openings_limit],
        asking[3][openings_limit];  // uniforms
};

using OpenView = Join<
    ApproveView, QaView, OwnerCheckView, AskView,
    View<Reads<col::points_factor, col::share>, Writes<col::week_changes_opened, col::week_lines, col::week_ai_lines,
                                                       col::requirement_defects_made, col::changes_unreviewed>>>;
/// Finished changes get their lines and defects, take their places in the pools and go to the reviewers, or past them.
/// @param lines_factor lines for the same work of what is written with AI
/// Draws: change and reading, by seat and ordinal.
void open_all(const Today&, double lines_factor, Openings&, OpenView);

// agents.cpp

using AgentsView =
    Join<OpenView, TakeItemsView, RotaView,
         View<Reads<col::library>,
              Writes<col::agent_ordinal, col::agent_item_worth, col::agent_item_hard, col::agent_item_arrived,
                     col::agent_item_started, col::agent_item_defects, col::week_tokens, col::month_tokens,
                     col::quarter_tokens, col::week_debt, col::agent_changes, col::agent_tokens>>>;
/// Daily: agents take items and open changes, through the night and by day. Draws: agents, by team and day; change.
void run_agents(const Today&, AgentsView);

// duties.cpp

using DutiesView =
    Join<OpenView, View<Reads<col::seat, col::active, col::reviews_only, col::upkeep_minutes, col::defect_factor>,
                        Writes<col::upkeep_work, col::upkeep_done, col::fix_work, col::duty_ordinal,
                               col::upkeep_changes, col::fix_changes>>>;
/// Daily: upkeep that is done, and what was mended yesterday, is handed in as changes that belong to no item. Draws:
/// change, by seat and ordinal.
void open_duties(const Today&, DutiesView);

// work.cpp

using LuckView = View<Reads<col::luck_seat, col::luck_number>, Writes<>>;
/// Daily: luck of the day, by engineer. Writes: the scratch. Draws: effort_noise.
void draw_luck(const Today&, LuckView);

using PlanHoursView = View<Reads<col::active>, Writes<col::owed_minutes, col::carried_minutes, col::week_owed,
                                                      col::person_days, col::minutes_given, col::minutes_rework>>;
/// Daily: what is owed (rework, incidents) is worked off first; the rest may be chosen over.
void plan_hours(const Today&, PlanHoursView);

using ProgressView =
    View<Reads<col::slow, col::hand_rate, col::ai_rate, col::ai_gain>,
         Writes<col::week_minutes, col::week_by_hand, col::week_with_ai, col::done_by_hand, col::done_with_ai>>;
/// Daily: hours become work.
void make_progress(const Today&, ProgressView);

using DeskView =
    Join<TakeItemsView, DeskItemView,
         View<Reads<col::seat, col::size_factor>, Writes<col::done_by_hand, col::done_with_ai, col::item_defects,
                                                         col::change_ordinal, col::change_started, col::change_work>>>;
/// A person begins at a desk: the first change and the first item. Draws: change.
void begin_desk(const Today&, std::int32_t minute, EngineerId, DeskView);

using OpenChangesView =
    Join<OpenView, DeskView, View<Reads<col::library, col::defect_factor, col::ai_defect_factor>, Writes<>>>;
/// Daily: finished changes are opened; defects come with them. Draws: change, by seat and ordinal.
void open_changes(const Today&, OpenChangesView);

/// Work of n changes by the law in force. Uniforms in, minutes out.
void draw_work(const Work&, std::size_t n, const double* u, double* work);

/// Columns of openings are whole vectors; the places behind the last change are worked out and not looked at.
/// @returns how many places there are from `from` on
std::size_t padded(Openings&, std::uint32_t from);

// incidents.cpp

using IncidentsView =
    View<Reads<col::places, col::closed, col::active, col::members, col::upkeep, col::week_revenue>,
         Writes<col::happenings, col::latent_defects, col::ready_defects, col::owed_minutes, col::fix_work,
                col::pain_today, col::week_incidents, col::incidents, col::incidents_at_release,
                col::incidents_without_change, col::incidents_high, col::incidents_medium, col::recovery_minutes,
                col::incident_minutes, col::incident_cost, col::defects_cured, col::pain_caused>>;
/// Daily: defects show, at release or later; people are called. Draws: incident, incident_course, by team and day.
void suffer_incidents(const Today&, IncidentsView);
/// Of one incident.
double expected_pain(const Incidents&);
/// What one incident takes besides pain: people's minutes, and weeks of the product's revenue.
struct IncidentCost {
    double minutes, weeks;
};
IncidentCost expected_cost(const InForce&);
/// Some defects never show, some are cured by post-mortems of others, or found by who looks for them.
struct ExpectedIncidents {
    double of_escaped;  ///< that come of a defect that escapes
    double spared;      ///< how much less that is by looking for latent ones a little more
};
/// @param found by the team's search of a week: 1 - e^-found of its latent defects
ExpectedIncidents expected_incidents(const Incidents&, double found = 0.0);

}  // namespace strathern
