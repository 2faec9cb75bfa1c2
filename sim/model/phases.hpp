// What may a phase read and write? Every phase, with its arguments: what it reads first, what it writes last.
#pragma once
#include <strathern/draws.hpp>
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
    std::optional<Regime> regime;        ///< targets move with the ratchet
    int regime_weeks = 0;                ///< weeks since it began
    double token_price = 0;              ///< [US$ per token] this week
    std::uint32_t dedicated_seats = 0;   ///< a team, at most over the whole policy
    double chosen_minutes() const { return minutes_per_day * (1.0 - p.organisation.overhead_share); }  ///< a day
    std::vector<std::vector<Foresight>> foresight;  ///< [metrics][options]
    std::vector<double> mean, spread;               ///< [metrics] of the published values, for ranks
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
    double hard[openings_limit], old[openings_limit];  ///< 0 or 1
};

/// A random colleague of the engineer on `row`, by a uniform; the same row if there is none.
inline std::uint32_t colleague(const Teams& teams, std::uint32_t width, std::uint32_t row, double u) {
    const std::uint32_t team = row / width, first = team * width, others = teams.members[TeamId{team}] - 1;
    if (others == 0) return row;
    const std::uint32_t at = first + static_cast<std::uint32_t>(u * others);
    return at + (at >= row);
}

constexpr std::uint32_t team_of_seat(std::uint32_t seat) { return seat / seats_per_team; }
constexpr std::int32_t minute_of(int day, int minute) { return day * minutes_per_day + minute; }

// demand.cpp
/// New items join each team's backlog. Draws: demand, by team and day. Writes: items_arrived, items_seen.
void arrive_items(const Rules&, const Draws&, int day, const Block&, Teams&);
/// Each team in turn compares its oldest items and takes the one that seems best. Draws: item.
void take_items(const Rules&, const Draws&, Teams&, Items&);
/// Item number k lies in hand from a minute on.
void put_on_desk(const Rules&, const Items&, std::uint32_t k, std::int32_t minute, EngineerId, const Staff&, Desks&);

// work.cpp
/// Luck of the day by engineer. Draws: effort_noise.
void draw_luck(const Draws&, int day, const Block&, const Staff&, Scratch&);
/// What is owed (rework, incidents) is paid first; the rest may be chosen over.
void plan_hours(const Rules&, const Block&, Staff&, Teams&, Scratch&);
/// Hours become work. Writes: desks' done_by_hand and done_with_ai, the week's minutes and work.
void make_progress(const Rules&, const Block&, const Teams&, const Scratch& luck, Choices&, Desks&, Scratch&);
/// Finished changes are opened; faults come with them. Draws: change, by seat and ordinal.
void open_changes(const Rules&, const Draws&, int day, const Block&, const Scratch&, State&);
/// A person begins: first change and first item on the desk.
void begin_desk(const Rules&, const Draws&, std::int32_t minute, std::uint32_t row, std::uint32_t team, State&);

// review.cpp
/// Each team's reviewers read what waits, minute by minute. Draws: review, by change and round.
void review_changes(const Rules&, const Draws&, int day, const Block&, const Scratch&, State&);

// release.cpp
/// An approved change goes through checks and is merged, tomorrow if they last that long. Draws: incident, by change.
void approve_change(const Rules&, const Draws&, std::int32_t minute, std::uint32_t team, ChangeRef, State&);
/// Changes whose checks end today are merged. Draws: incident, by change.
void finish_checks(const Rules&, const Draws&, int day, const Block&, State&);
/// On the days of the train everything merged goes to customers.
void release_changes(const Rules&, int day, const Block&, State&);

// incidents.cpp
/// Faults show, at release or later; people are called. Draws: incident, incident_course, by team and day.
void suffer_incidents(const Rules&, const Draws&, int day, const Block&, State&);

// customers.cpp
/// Weekly: customers return, join and leave.
void serve_customers(const Rules&, const Block&, Teams&);

// people.cpp
/// Weekly: skill, ramp and motivation move. Writes: people.
void grow_people(const Rules&, const Block&, const Choices&, const Teams&, Staff&);
/// Weekly: some leave. Draws: attrition.
void let_leave(const Rules&, const Draws&, int day, const Block&, State&);
/// Seats that are wanted and free on the morning of a day are filled, seats no longer wanted cleared. Draws: hiring.
void fill_seats(const Rules&, const Draws&, int day, const Block&, State&);
/// After a policy has set what people are used to: habits move in proportion, and on the first morning hours with them.
/// @param before as it was in force until now
void shift_habits(const Activities& before, const Rules&, bool first_morning, const Block&, Choices&);
/// A new person on a seat. Draws: setup_person.
void seat_person(const Rules&, const Draws&, std::uint32_t row, State&);

// practices.cpp
/// Weekly: practices are stumbled on or seen at colleagues. Draws: contact.
void learn_practices(const Rules&, const Draws&, int day, const Block&, const Staff&, const Teams&, Choices&);
/// How many in each team review.
void count_reviewers(const Block&, const Staff&, const Choices&, Teams&);
/// Rates that follow from the use of hours, until it changes. Writes: choices' rates.
void derive_rates(const Rules&, const Block&, const Staff&, Choices&);

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
