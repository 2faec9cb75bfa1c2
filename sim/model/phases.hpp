// What may a phase read and write? Every phase, with its arguments: what it reads first, what it writes last.
#pragma once
#include <strathern/draws.hpp>
#include <strathern/params/all.hpp>
#include <strathern/state.hpp>

namespace strathern {

/// Rows of one block of whole teams; blocks are simulated independently of each other within a day.
struct Block {
    std::uint32_t first_team, last_team, first_row, last_row, width;
    std::uint32_t rows() const { return last_row - first_row; }
};
inline constexpr std::uint32_t block_rows_limit = 128;
inline constexpr std::uint32_t openings_limit = 4 * block_rows_limit;  ///< changes opened in one go
inline constexpr std::size_t metric_limit = 8;

/// What half an hour more a week of one option adds to one metric, as everybody knows it (not blurred).
struct Foresight {
    double numerator = 0, denominator = 0;
};

/// Everything that is given to people on a day: parameters in force, practices, regime.
struct Rules {
    Parameters p;
    std::span<const Named<Practice>> practices;
    std::optional<Regime> regime;       ///< targets move with the ratchet
    int regime_weeks = 0;               ///< weeks since it began
    double token_price = 0;             ///< [US$ per token] this week
    double capability = 1;              ///< how many times faster AI does its part of an item than at the start
    std::uint32_t dedicated_seats = 0;  ///< a team, at most over the whole policy
    double chosen_minutes() const { return minutes_per_day * (1.0 - p.organisation().overhead_share); }  ///< a day
    std::vector<std::vector<Foresight>> foresight;  ///< [metrics][options]
    std::vector<double> mean, spread;               ///< [metrics] of the published values, for ranks
    std::vector<std::vector<double>> seen;  ///< [practices][rows] shares at the comparison, for contacts outside
};

/// Today's luck and today's minutes of one block; forgotten in the evening.
struct Scratch {
    double effort[block_rows_limit], session[block_rows_limit];  ///< uniforms
    double chosen[block_rows_limit];                             ///< minutes to choose over, after what is owed
    double hand[block_rows_limit], ai[block_rows_limit];         ///< work done today [minutes]
};

/// Items that teams take, by column, in the order in which they are taken.
struct Items {
    std::uint32_t n = 0;
    std::uint32_t team[openings_limit];
    double value[openings_limit];
    double arrived[openings_limit];                    ///< minute at which the idea came; below 0: none waited
    double hard[openings_limit], old[openings_limit];  ///< 0 or 1
};

/// Changes that are finished today, by column, in the order in which they are opened: the first of each row, then the
/// second of those who finish another, and so on.
struct Openings {
    std::uint32_t n = 0;
    std::uint32_t row[openings_limit], seat[openings_limit], ordinal[openings_limit];  // seat and ordinal: whose luck
    std::uint32_t line_defects[openings_limit], design_defects[openings_limit];
    std::int32_t started[openings_limit], minute[openings_limit], item_started[openings_limit],
        item_arrived[openings_limit];
    double work[openings_limit], ai_share[openings_limit], lines[openings_limit], defect_scale[openings_limit];
    double item_worth[openings_limit], hard[openings_limit];
    bool last[openings_limit];            // of their items
    double item_defects[openings_limit];  // work on the item that may have misunderstood a requirement, if `last`
    double handing_in[openings_limit], review[4][openings_limit], traits[4][openings_limit];  // uniforms
};

/// Columns of openings are whole vectors; the places behind the last change are worked out and not looked at.
/// @returns how many places there are from `from` on
inline std::size_t padded(Openings& f, std::uint32_t from) {
    const std::uint32_t n = f.n - from, whole_vectors = (n + 7) / 8 * 8;
    for (std::uint32_t k = f.n; k < from + whole_vectors; ++k)
        f.seat[k] = f.ordinal[k] = 0, f.work[k] = f.ai_share[k] = f.defect_scale[k] = 0.0;
    return whole_vectors;
}

/// A random colleague of the engineer on `row`, by a uniform; the same row if there is none.
inline std::uint32_t colleague(const Teams& teams, std::uint32_t width, std::uint32_t row, double u) {
    const std::uint32_t team = row / width, first = team * width, others = teams.members[TeamId{team}] - 1;
    if (others == 0) return row;
    const std::uint32_t at = first + static_cast<std::uint32_t>(u * others);
    return at + (at >= row);
}

/// Yearly cost of somebody at a level [US$].
inline double yearly_cost(const Money& m, std::uint8_t level) {
    const double factor[] = {m.junior_pay_factor, 1.0, m.senior_pay_factor, m.architect_pay_factor};
    return m.salary_per_year * factor[level];
}

constexpr std::uint32_t team_of_seat(std::uint32_t seat) { return seat / seats_per_team; }
constexpr std::int32_t minute_of(int day, int minute) { return day * minutes_per_day + minute; }

/// Level that a seat starts with, and that whoever is hired for it has; a dedicated reviewer is a senior. Draws:
/// setup_person.
std::uint8_t first_level(const Rules&, const Draws&, std::uint32_t place, std::uint32_t seat);

// demand.cpp
/// New items join each team's backlog. Draws: demand, by team and day. Writes: items_arrived, items_seen, backlog.
void arrive_items(const Rules&, const Draws&, int day, const Block&, Teams&);
/// Each team in turn compares its oldest items and takes the one that seems best. Draws: item.
void take_items(const Rules&, const Draws&, Teams&, Items&);
/// Item number k lies in hand from a minute on.
void put_on_desk(const Rules&, const Items&, std::uint32_t k, std::int32_t minute, EngineerId, const Staff&, Desks&);

// work.cpp
/// Luck of the day by engineer. Draws: effort_noise.
void draw_luck(const Draws&, int day, const Block&, const Staff&, Scratch&);
/// What is owed (rework, incidents) is paid first; the rest may be chosen over.
void plan_hours(const Rules&, const Block&, Staff&, Choices&, Teams&, Scratch&);
/// Hours become work. Writes: desks' done_by_hand and done_with_ai, the week's minutes and work.
void make_progress(const Rules&, const Block&, const Teams&, const Scratch& luck, Choices&, Desks&, Scratch&);
/// Finished changes are opened; defects come with them. Draws: change, by seat and ordinal.
void open_changes(const Rules&, const Draws&, int day, const Block&, const Scratch&, State&);
/// Work of n changes by the law in force. Uniforms in, minutes out.
void draw_work(const Work&, std::size_t n, const double* u, double* work);
/// A person begins: first change and first item on the desk.
void begin_desk(const Rules&, const Draws&, std::int32_t minute, std::uint32_t row, std::uint32_t team, State&);

// open.cpp
/// Finished changes get their lines and defects, take their places in the pools and go to the reviewers, or past them.
/// @param lines_factor lines for the same work of what is written with AI
/// Draws: change and review, by seat and ordinal.
void open_all(const Rules&, const Draws&, int day, double lines_factor, Openings&, State&);

// checks.cpp
/// QA agents look at an opened change; its author mends what they find. Returns the minutes that it takes.
std::int32_t check_by_qa(const Rules&, const Draws&, Change&, State&);

// agents.cpp
/// Agents take items and open changes, through the night and by day. Draws: agents, by team and day; change.
void run_agents(const Rules&, const Draws&, int day, const Block&, State&);
/// The owner's check of an agent's change: what is found is mended. Returns the minutes that it takes.
std::int32_t check_by_owner(const Rules&, const Draws&, Change&, State&);
/// Who of the team is next to look after what belongs to nobody; beyond all rows if nobody is there.
std::uint32_t next_on_rota(const State&, std::uint32_t team, std::uint32_t number);

// pools.cpp
/// Lays out the queues of the pools that the parameters ask for; what is open moves over.
void share_queues(const Rules&, State&);
/// How many review in a team's pool, and how many changes wait for each of them.
double reviewers_of_pool(const State&, std::uint32_t team);
double waiting_per_reviewer(const State&, std::uint32_t team);

// review.cpp
/// Each pool's reviewers read what waits, minute by minute. Draws: review, by change and round.
void review_changes(const Rules&, const Draws&, int day, const Block&, const Scratch&, State&);

// release.cpp
/// An approved change goes through checks and is merged, later than on `day` if they last that long. Draws: checks,
/// incident, experiment, by change.
void approve_change(const Rules&, const Draws&, int day, std::int32_t minute, ChangeRef, Flow&, State&);
/// Changes whose checks end today are merged; items that were held back go out. Draws: incident, experiment, by change.
void finish_checks(const Rules&, const Draws&, int day, const Block&, State&);
/// On the days of the train everything merged goes to customers, and what failed may be taken back.
void release_changes(const Rules&, int day, const Block&, State&);

// incidents.cpp
/// Defects show, at release or later; people are called. Draws: incident, incident_course, by team and day.
void suffer_incidents(const Rules&, const Draws&, int day, const Block&, State&);

// customers.cpp
/// Every product's customers on the evening before day 0: as many as they are used to, and as content.
void found_products(const Rules&, Teams&);
/// Weekly: customers return, join and leave.
void serve_customers(const Rules&, const Block&, Teams&);

// money.cpp
/// Weekly: people and their tools are paid.
void pay_bills(const Rules&, const Block&, const Staff&, Teams&);

// people.cpp
/// Weekly: skill, ramp, familiarity, fatigue and motivation move. Writes: people.
void grow_people(const Rules&, const Block&, const Choices&, const EngineerColumn& reviews,
                 const EngineerColumn& review_minutes, const Teams&, Staff&);
/// Weekly: some leave. Draws: attrition.
void let_leave(const Rules&, const Draws&, int day, const Block&, State&);
/// Seats that are wanted and free on the morning of a day are filled, seats no longer wanted cleared. Draws: hiring.
void fill_seats(const Rules&, const Draws&, int day, const Block&, State&);
/// After a policy has set what people are used to: habits move in proportion, and on the first morning hours with them.
/// @param before as it was in force until now
void shift_habits(const Activities& before, const Rules&, bool first_morning, const Block&, Choices&);
/// What lies on a seat is handed over or cleared; nobody sits there from a minute on.
void clear_seat(EngineerId, std::uint32_t team, std::int32_t minute, State&);
/// Somebody who has risen to the level of the seat gets used to what it allows. Draws: hiring.
void take_rights(const Rules&, const Draws&, EngineerId, std::uint8_t before, State&);
/// A new person on a seat. Draws: setup_person.
void seat_person(const Rules&, const Draws&, std::uint32_t row, State&);

// reorganise.cpp: between the weeks, over the whole organisation
/// Seats beyond the headcount are cleared, or offered anew. Draws: lay_off.
void fit_headcount(const Rules&, const Draws&, int day, State&);
/// At the end of a year some rise by a level. Draws: appraisal.
void promote(const Rules&, const Draws&, int week, State&);
/// At the end of a quarter some change places with somebody in another team. Draws: move.
void change_teams(const Rules&, const Draws&, int week, State&);
/// What can be seen of people in other teams. Writes: seen.
void look_around(const State&, Rules&);

// practices.cpp
/// Weekly: practices are stumbled on or seen at colleagues. Draws: contact.
void learn_practices(const Rules&, const Draws&, int week, const Block&, const Staff&, const Teams&, Choices&);
/// How many in each team review.
void count_reviewers(const Block&, const Staff&, const Choices&, Teams&);
/// Rates that follow from the use of hours, until it changes. Writes: choices' rates.
void derive_rates(const Rules&, const Block&, const Staff&, const Teams&, Choices&);

// signals.cpp
/// Weekly: the week's events become signals, tallies and team quantities.
void count_week(const Rules&, const Block&, State&);
/// Weekly: metrics look at the week. Writes: scoreboard windows.
void smooth_metrics(const Rules&, int week, const Block&, State&);
/// Weekly, last: the counters of the week start again.
void clear_week(const Block&, State&);

// regimes.cpp
/// Weekly: scores are published. Draws: metric_noise.
void publish_scores(const Rules&, const Draws&, int week, const Block&, State&);
/// Error by which a threshold is softened, as a share of the target.
inline double error_of(const Metric& metric) { return metric.noise > 0.01 ? metric.noise : 0.01; }
/// Pay-off of n people's metric values under the regime. values: [metrics][n], overwritten; scores: [n]
void pay_off(const Rules&, std::size_t n, double (*values)[block_rows_limit], double* scores);
/// Where engineers have targets of their own: values over these, in units of the common target.
/// @param planned part of what is reached beyond the own target that is reckoned as the target to come
void meet_own_targets(const Rules&, const Block&, const State&, double planned, double (*values)[block_rows_limit]);
/// Column of a metric's windows that is published in a week, given its lag.
std::size_t published_slot(const Metric&, int week);
/// A metric's value: the numerator, over the denominator if there is one; 0 where nothing is counted.
inline double ratio_or_value(double top, const double* bottom) {
    if (bottom == nullptr) return top;
    return *bottom > 0.0 ? top / *bottom : 0.0;
}
/// Published values of metric m, without noise. values: [rows of the block]
void metric_values(const Rules&, std::size_t m, int week, const Block&, const State&, double* values);
/// Fills the foresight table of the regime in force.
void look_ahead(Rules&);

// effort.cpp
/// Weekly: people choose their hours again. Draws: perception, copying.
void choose_hours(const Rules&, const Draws&, int week, const Block&, State&);

// managers.cpp
/// Weekly: managers pass pressure on; at the end of a quarter they look whether the metric meant anything.
void press_teams(const Rules&, const Draws&, int week, const Block&, State&);
/// Weekly: mean and spread of published values over the organisation, for ranks; quarterly, targets move up to them.
void compare_all(int week, const State&, Rules&);

// policy.cpp
/// Interventions of the week take effect on its Monday. Returns whether anything changed.
bool apply_policy(const Policy&, int week, Rules&, State&);

// setup.cpp
/// The organisation on the evening before day 0.
void set_up(const Rules&, const Draws&, const Policy&, State&);
/// Block number b of an organisation; blocks hold whole teams and at most block_rows_limit rows.
Block block_of(const State&, std::uint32_t b);
std::uint32_t block_count(const State&);

// invariants.cpp
/// Why the state can't be, or null: not finite, shares that don't fill the day or exceed the longest.
const char* broken_invariant(const Rules&, const State&);

}  // namespace strathern
