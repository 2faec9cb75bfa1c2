// A person: what somebody brings to a seat, and what happens to a seat that is left. For the files of this wing; others
// include people.hpp.
#pragma once
#include <strathern/params/definitions.hpp>

#include "core/portable_math.hpp"
#include "model/today.hpp"

namespace strathern {

constexpr std::uint8_t junior = 0, mid = 1, senior = 2, architect = 3;

/// Whether somebody at a level may review, or do a practice.
bool may_review(const Today&, std::uint8_t level);
bool may_know(const Today&, std::size_t practice, std::uint8_t level);

/// As what an option is chosen: as hours; as a part of the occasions that it goes with; or as a dial, in uses a day, of
/// what runs by itself.
enum class ChosenAs : std::uint8_t { hours, part, dial };
inline ChosenAs chosen_as(const Today& today, std::size_t option) {
    if (option < first_practice) return ChosenAs::hours;
    const Opportunity what = today.catalogue.practices[option - first_practice].value.opportunity;
    if (what == Opportunity::unattended) return ChosenAs::dial;
    return what == Opportunity::free ? ChosenAs::hours : ChosenAs::part;
}
inline bool in_hours(const Today& today, std::size_t option) { return chosen_as(today, option) == ChosenAs::hours; }
inline bool in_parts(const Today& today, std::size_t option) { return chosen_as(today, option) == ChosenAs::part; }
inline bool is_dial(const Today& today, std::size_t option) { return chosen_as(today, option) == ChosenAs::dial; }

/// Sum over the options that are chosen as hours.
template <class Values>
double hours_of(const Today& today, const Values& lanes, EngineerId i) {
    double sum = 0.0;
    for (std::size_t a = 0; a < lanes.size(); ++a)
        if (in_hours(today, a)) sum += lanes[a][i];
    return sum;
}

/// [log-odds] Beyond these a part of occasions is hardly ever, or as good as always.
inline constexpr double least_odds = -8.0, most_odds = 8.0;

/// A part of occasions as log-odds, and back.
inline double log_odds(double part) {
    constexpr double least = 1e-4;  // keeps the logarithms finite; beyond the limits of the odds
    const double inside = part < least ? least : (part > 1.0 - least ? 1.0 - least : part);
    return portable::log(inside / (1.0 - inside));
}
inline double part_of(double log_odds) {
    const double within = log_odds < least_odds ? least_odds : (log_odds > most_odds ? most_odds : log_odds);
    return 1.0 / (1.0 + portable::exp(-within));
}

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
    Join<ReachView, View<Reads<>, Writes<col::habit, col::shelved_habit, col::chosen, col::usual_choice>>>;
/// An engineer does without what is out of reach: what was built with AI is built by hand, hours of practices go to
/// everything else in proportion, and so do habits, until it is in reach again.
void shelve(const Today&, EngineerId, ShelveView);
/// Shelved habits of what is in reach are taken up again. Hours follow by choice.
void take_up(const Today&, EngineerId, ShelveView);
/// The same of everything, in reach or not: what somebody would be used to if nothing were missing.
void take_up_all(const Today&, EngineerId, ShelveView);

// habits.cpp

/// Somebody does what they are used to, and has always done it.
void do_as_inclined(const Today&, EngineerId, ShelveView);

using InclinedView = View<Reads<col::luck_seat, col::luck_number, col::reluctance>, Writes<col::habit, col::own_habit>>;
/// How far somebody who knows an option is inclined to it without a metric: a weight among the hours, or a part of the
/// occasions. Draws: hiring.
double inclination(const Today&, std::size_t option, EngineerId, InclinedView);

using HabitsView = Join<ShelveView, InclinedView, View<Reads<col::level, col::reviews_only>, Writes<>>>;
/// What a new person is used to, by option. Draws: hiring, known_by_team.
void settle_habits(const Today&, EngineerId, HabitsView);

using TakeRightsView = Join<ShelveView, InclinedView, View<Reads<col::level>, Writes<>>>;
/// Somebody who has risen to the level of the column gets used to what it allows. Draws: hiring, known_by_team.
/// @param before level until now
void take_rights(const Today&, EngineerId, std::uint8_t before, TakeRightsView);

// person.cpp

/// Factor of a person's odds of building with AI rather than by hand. Draws: setup_person.
double adoption(const Today&, Slot luck);

/// Level of whoever is hired for a seat; a dedicated reviewer is a senior. Draws: setup_person.
std::uint8_t first_level(const Today&, EngineerId, View<Reads<col::seat, col::reviews_only>, Writes<>>);

using SeatPersonView =
    Join<HabitsView,
         View<Reads<col::seat, col::hired_before, col::target>,
              Writes<col::luck_seat, col::luck_number, col::active, col::tenure_days, col::ramp, col::skill,
                     col::own_skill, col::token_intensity, col::ai_yield, col::log_care, col::sophistication,
                     col::status_concern, col::reluctance, col::motivation, col::familiarity, col::fatigue,
                     col::fluency, col::acuity, col::former_team, col::hour_gain, col::trust, col::trust_doubt,
                     col::weeks_scored, col::reviews_per_day, col::score, col::last_score, col::own_target>>>;
/// A new person on a seat, at the level that stands there. Draws: setup_person, hiring.
void seat_person(const Today&, EngineerId, SeatPersonView);

// turnover.cpp

using ClearSeatView = View<Reads<col::places, col::reviews_only>,
                           Writes<col::active, col::owed_minutes, col::carried_minutes, col::done_by_hand,
                                  col::done_with_ai, col::upkeep_work, col::fix_work, col::chosen, col::dial_weeks,
                                  col::dial_mean, col::share, col::habit, col::own_habit, col::flow>>;
/// What lies on a seat is handed over or cleared; nobody sits there from a minute on.
void clear_seat(EngineerId, std::int32_t minute, ClearSeatView);

}  // namespace strathern
