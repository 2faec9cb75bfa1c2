// A person: what somebody brings to a seat, and what happens to a seat that is left. For the files of this wing; others
// include people.hpp.
#pragma once
#include "model/today.hpp"

namespace strathern {

constexpr std::uint8_t junior = 0, mid = 1, senior = 2, architect = 3;

/// Whether somebody at a level may review, or do a practice.
bool may_review(const Today&, std::uint8_t level);
bool may_know(const Today&, std::size_t practice, std::uint8_t level);

// habits.cpp

/// Blocks of words of the purpose `hiring` that an option's draws stand in, at word option % 4.
struct HabitBlocks {
    std::uint32_t inclination;  ///< how much the person is inclined to the option
    std::uint32_t knows;        ///< whether the person knows a practice
};
/// Options 0 to 15: blocks 0 to 3 and 4 to 7, where they have always been. From 16 on the four options of a group have
/// two blocks side by side, 8 and 9 first, so that no number of practices moves another option's luck.
/// @param option [0, 512), because a slot has 256 blocks
constexpr HabitBlocks habit_blocks(std::size_t option) {
    constexpr std::uint32_t options_a_block = 4, first_groups = 4;
    const auto group = static_cast<std::uint32_t>(option) / options_a_block;
    if (group < first_groups) return {group, first_groups + group};
    return {2 * group, 2 * group + 1};
}

// tools.cpp

using ReachView = View<Reads<col::ruling>, Writes<>>;
/// Whether an option can be had: its tools are at hand, and no policy has taken it away.
bool in_reach(const Today&, std::size_t option, ReachView);
bool all_in_reach(const Today&, ReachView);

using ShelveView =
    Join<ReachView, View<Reads<>, Writes<col::habit, col::shelved_habit, col::share, col::previous_share>>>;
/// An engineer does without what is out of reach: what was built with AI is built by hand, hours of practices go to
/// everything else in proportion, and so do habits, until it is in reach again.
void shelve(const Today&, EngineerId, ShelveView);
/// Shelved habits of what is in reach are taken up again. Hours follow by choice.
void take_up(const Today&, EngineerId, ShelveView);
/// The same of everything, in reach or not: what somebody would be used to if nothing were missing.
void take_up_all(EngineerId, ShelveView);

// habits.cpp

using HabitsView =
    Join<ShelveView, View<Reads<col::luck_seat, col::luck_number, col::level, col::reviews_only, col::reluctance>,
                          Writes<col::experience>>>;
/// What a new person is used to, by option. Draws: hiring, known_by_team.
void settle_habits(const Today&, EngineerId, HabitsView);

using TakeRightsView =
    Join<ShelveView, View<Reads<col::luck_seat, col::luck_number, col::level, col::reluctance>, Writes<>>>;
/// Somebody who has risen to the level of the column gets used to what it allows. Draws: hiring, known_by_team.
/// @param before level until now
void take_rights(const Today&, EngineerId, std::uint8_t before, TakeRightsView);

// person.cpp

/// Level of whoever is hired for a seat; a dedicated reviewer is a senior. Draws: setup_person.
std::uint8_t first_level(const Today&, EngineerId, View<Reads<col::seat>, Writes<>>);

using SeatPersonView =
    Join<HabitsView,
         View<Reads<col::seat, col::hired_before, col::target>,
              Writes<col::luck_seat, col::luck_number, col::active, col::tenure_days, col::ramp, col::skill,
                     col::token_intensity, col::log_care, col::sophistication, col::reluctance, col::motivation,
                     col::familiarity, col::fatigue, col::fluency, col::acuity, col::former_team, col::hour_gain,
                     col::reviews_per_day, col::score, col::last_score, col::own_target>>>;
/// A new person on a seat, at the level that stands there. Draws: setup_person, hiring.
void seat_person(const Today&, EngineerId, SeatPersonView);

// turnover.cpp

using ClearSeatView = View<Reads<col::members, col::reviews_only>,
                           Writes<col::active, col::owed_minutes, col::carried_minutes, col::done_by_hand,
                                  col::done_with_ai, col::share, col::habit, col::flow>>;
/// What lies on a seat is handed over or cleared; nobody sits there from a minute on.
void clear_seat(EngineerId, std::int32_t minute, ClearSeatView);

}  // namespace strathern
