// What is given to every phase? Parameters in force, what can be done and seen, luck, the day and the block.
#pragma once
#include <array>
#include <memory>
#include <span>
#include <strathern/draws.hpp>
#include <strathern/fields.hpp>
#include <strathern/params/forward.hpp>
#include <strathern/simulate.hpp>
#include <strathern/view.hpp>
#include <vector>

namespace strathern {

/// Parameters in force: constant for a week. A reference a group, so that a file includes only the groups it uses.
class InForce {
public:
    /// @param parameters must outlive it; a policy changes them between weeks
    explicit InForce(const Parameters& parameters);

    const Organisation& organisation;
    const Activities& activities;
    const People& people;
    const Work& work;
    const Worth& worth;
    const Ai& ai;
    const Agents& agents;
    const Review& review;
    const Qa& qa;
    const Quality& quality;
    const Release& release;
    const Incidents& incidents;
    const Customers& customers;
    const Money& money;
    const Behaviour& behaviour;
    const Management& management;

    double token_price = 0;  ///< [US$ per token] this week
    double capability = 1;   ///< how many times faster AI does its part of an item than at the start

    /// Minutes of a day that are left after overhead.
    double chosen_minutes() const;
    /// Whether there is AI at all.
    bool has_ai() const;
    /// Whether there are AI agents that work by themselves, and QA agents: without access to AI there are none.
    bool agents_at_work() const;
    bool qa_at_work() const;
};

/// What people can do, and how the organisation is laid out: constant for a run.
struct Catalogue {
    std::span<const Named<Practice>> practices;
    std::uint32_t dedicated_seats = 0;  ///< a team, at most over the whole policy
    double most_headcount = 1.0;        ///< engineers over those of the first day, at most; [1, 2]
    bool ever_measured = false;         ///< the policy begins a regime at some time
    Asked asked = {};                   ///< what is kept for the observer only

    std::size_t options() const { return first_practice + practices.size(); }
};

/// Rows of one block of whole teams; blocks are simulated independently of each other within a week.
struct Block {
    std::uint32_t first_team, last_team, first_row, last_row, width;
    std::uint32_t rows() const { return last_row - first_row; }
    std::uint32_t teams() const { return last_team - first_team; }
    /// Place of a row or a team within the block.
    std::uint32_t place(EngineerId i) const { return index(i) - first_row; }
    std::uint32_t place(TeamId team) const { return index(team) - first_team; }
    std::uint32_t first_place(TeamId team) const { return place(team) * width; }
    EngineerId row(std::uint32_t place) const { return EngineerId{first_row + place}; }
    TeamId team_at(std::uint32_t place) const { return TeamId{first_team + place / width}; }
};
inline constexpr std::uint32_t block_rows_limit = 128;
inline constexpr std::size_t metric_limit = 8;

/// One number a row of a block.
using BlockColumn = double[block_rows_limit];

/// Numbers of a block by option; as many options as the scenario has. Written before they are read: clearing them first
/// costs some per cent of a week.
class OptionCells {
public:
    explicit OptionCells(std::size_t options)
        : values_(std::make_unique_for_overwrite<double[]>(options * block_rows_limit)) {}
    double* operator[](std::size_t option) { return values_.get() + option * block_rows_limit; }
    const double* operator[](std::size_t option) const { return values_.get() + option * block_rows_limit; }

private:
    std::unique_ptr<double[]> values_;
};

/// Today's luck and today's minutes of one block; forgotten in the evening.
struct Scratch {
    BlockColumn effort, session, small_first, people_first;  ///< uniforms
    BlockColumn chosen;                                      ///< minutes to choose over, after what is owed
    BlockColumn hand, ai;                                    ///< work done today [minutes]
};

/// A phase's day.
struct Today {
    const InForce& given;
    const Catalogue& catalogue;
    const Draws& draws;
    int day;
    int morning;  ///< day for whose morning seats are filled
    Block block;  ///< all rows, in phases over the whole organisation
    Scratch& scratch;

    int week() const { return day / days_per_week; }
    /// The day as draws count it.
    std::uint32_t draw_day() const { return static_cast<std::uint32_t>(day); }
    std::uint32_t draw_week() const { return static_cast<std::uint32_t>(week()); }
    bool begins_quarter() const { return week() % weeks_per_quarter == 0; }
    bool ends_month() const { return month_of(week()).ends; }
    bool ends_quarter() const { return (week() + 1) % weeks_per_quarter == 0; }
};

constexpr std::int32_t minute_of(int day, int minute) { return day * minutes_per_day + minute; }

/// Whose luck a person's draws are.
template <class V>
Slot luck_of(const V& v, EngineerId i) {
    return {v[col::luck_seat][i], v[col::luck_number][i]};
}

/// Adds to a list what happened to a change today. Out of the way, so that a run that nobody follows stays as small as
/// if it told nothing. @param minute since day 0
[[gnu::noinline, gnu::cold]] Told& add_told(Happenings& happenings, Happening what, const Today& today, const Change& c,
                                            std::int32_t minute);

/// Notes what happens to a change of a team, where somebody asked. @param amount see Told
template <class V>
void tell(const Today& today, const V& v, Happening what, const Change& c, std::int32_t minute, double amount = 0.0) {
    if (today.catalogue.asked.happenings) [[unlikely]]
        add_told(v[col::happenings][team_of_seat(c.seat)], what, today, c, minute).amount = amount;
}

/// The contract in force, or null.
inline const Contract* first_contract(const Contracts& contracts) {
    return contracts.list.empty() ? nullptr : &contracts.list.front();
}

/// Seats of a team's engineers on which somebody is wanted. @param V reads places and closed
template <class V>
std::uint32_t open_seats(const V& v, TeamId team) {
    std::uint32_t open = 0;
    for (std::uint32_t k = 0, first = v.layout().first_row(team); k < v[col::places][team]; ++k)
        open += v[col::closed][EngineerId{first + k}] == 0.0 ? 1 : 0;
    return open;
}

/// One of them by its number in [0, open_seats), in their order.
template <class V>
EngineerId open_seat(const V& v, TeamId team, std::uint32_t number) {
    std::uint32_t row = v.layout().first_row(team);
    for (;; ++row)
        if (v[col::closed][EngineerId{row}] == 0.0 && number-- == 0) return EngineerId{row};
}

/// Sum of a column over a team's rows, in their order.
template <class Values>
double team_sum(const Values& column, const Layout& layout, TeamId team) {
    double sum = 0.0;
    for (std::uint32_t row = layout.first_row(team), end = layout.last_row(team); row < end; ++row)
        sum += column[EngineerId{row}];
    return sum;
}

/// Sum of products of two columns over a team's rows.
template <class A, class B>
double team_product(const A& a, const B& b, const Layout& layout, TeamId team) {
    double sum = 0.0;
    for (std::uint32_t row = layout.first_row(team), end = layout.last_row(team); row < end; ++row)
        sum += a[EngineerId{row}] * b[EngineerId{row}];
    return sum;
}

}  // namespace strathern
