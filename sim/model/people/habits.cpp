// What are people used to? Inclinations without a metric: at the start, after a rise, and when a policy changes them.
#include <algorithm>
#include <array>
#include <strathern/params/activities.hpp>
#include <strathern/params/behaviour.hpp>
#include <strathern/params/definitions.hpp>
#include <strathern/params/review.hpp>

#include "core/variates.hpp"
#include "model/people/people.hpp"

namespace strathern {
namespace {

double habit_of(const Today& today, std::size_t option) {
    const auto& a = today.given.activities;
    switch (option) {
        case build:
            return a.build.habit_share;
        case build_with_ai:
            return a.build_with_ai.habit_share;
        case review:
            return a.review.habit_share;
        default:
            return today.catalogue.practices[option - first_practice].value.habit_share;
    }
}

double stigma_of(const Today& today, std::size_t option) {
    return option < first_practice ? 0.0 : today.catalogue.practices[option - first_practice].value.stigma;
}

// Of hours: the declared share, or a first try for what nobody is used to, times what luck and reluctance make of it.
double inclination_to_hours(const Today& today, std::size_t option, double reluctance, double z) {
    const auto& given = today.given;
    const double declared = habit_of(today, option);
    const double share = declared > 0.0 || option < first_practice
                             ? declared * portable::exp(given.activities.habit_sd_log * z)
                             : given.behaviour.first_share;
    return share * portable::exp(-reluctance * stigma_of(today, option));
}

// The same of the occasions of a practice: luck and reluctance move the odds that one is used.
double inclination_to_part(const Today& today, std::size_t option, double reluctance, double z) {
    const auto& given = today.given;
    const double declared = habit_of(today, option);
    const double base = declared > 0.0 ? declared : given.behaviour.first_part;
    const double luck = declared > 0.0 ? given.activities.habit_sd_log * z : 0.0;
    return part_of(log_odds(base) + luck - reluctance * stigma_of(today, option));
}

/// Luck of one person with one option.
struct HabitLuck {
    double z;     ///< standard normal, of the inclination
    double coin;  ///< uniform: known if it is below the share of people who know the practice
};

HabitLuck habit_luck(const Draws& draws, Slot person, std::size_t option) {
    const HabitBlocks block = habit_blocks(option);
    return {normal(draws.uniforms(Purpose::hiring, 0, person, block.inclination)[option % 4]),
            draws.uniforms(Purpose::hiring, 0, person, block.knows)[option % 4]};
}

using KnownView = View<Reads<col::level, col::luck_seat, col::ruling>, Writes<>>;

// Luck of the team for which somebody was hired.
bool team_knows(const Today& today, std::size_t practice, EngineerId i, KnownView v) {
    const double share = today.catalogue.practices[practice].value.known_teams_share;
    if (share >= 1.0) return true;
    const Slot team{v[col::luck_seat][i] / seats_per_team, 0};
    const auto block = static_cast<std::uint32_t>(practice / 4);
    return today.draws.uniforms(Purpose::known_by_team, 0, team, block)[practice % 4] < share;
}

bool is_known(const Today& today, std::size_t option, EngineerId i, double coin, KnownView v) {
    if (option < first_practice) return true;
    const std::size_t practice = option - first_practice;
    if (v[col::ruling][practice] == taught) return true;
    const Practice& p = today.catalogue.practices[practice].value;
    return coin < p.known_share[v[col::level][i]] && team_knows(today, practice, i, v);
}

// What a level allows; building is open to all.
bool may_do(const Today& today, std::size_t option, std::uint8_t level) {
    if (option >= first_practice) return may_know(today, option - first_practice, level);
    return option != review || may_review(today, level);
}

// Weights of the hours become parts of a day.
template <class Lanes>
bool fill_day(const Today& today, Lanes& lanes, EngineerId i) {
    const double sum = hours_of(today, lanes, i);
    if (sum <= 0.0) return false;  // nobody there
    for (std::size_t a = 0; a < lanes.size(); ++a)
        if (in_hours(today, a)) lanes[a][i] /= sum;
    return true;
}

// Everybody is drawn back to what they were first used to.
void begin_habit(const Today& today, std::size_t option, EngineerId i, InclinedView v) {
    v[col::habit][option][i] = v[col::own_habit][option][i] = inclination(today, option, i, v);
}

// Some build with AI most of the time, others hardly ever; both build as much.
void spread_adoption(const Today& today, EngineerId i, HabitsView v) {
    double &by_hand = v[col::habit][build][i], &with_ai = v[col::habit][build_with_ai][i];
    const double both = by_hand + with_ai, factor = adoption(today, luck_of(v, i));
    if (factor == 1.0 || !(by_hand > 0.0) || !(with_ai > 0.0)) return;
    const double odds = with_ai / by_hand * factor;
    with_ai = both * odds / (1.0 + odds);
    by_hand = both - with_ai;
}

std::array<double, first_practice> declared_habits(const Activities& a) {
    return {a.build.habit_share, a.build_with_ai.habit_share, a.review.habit_share};
}

// A habit is the declared one times the person's own factor, so it moves by the ratio of what is declared. Of building,
// the whole and the odds of doing it with AI do.
template <class Declared, class Lanes>
void shift_lanes(const std::array<double, first_practice>& now, const Declared& was, Lanes& habit, EngineerId i) {
    const double both = habit[build][i] + habit[build_with_ai][i];
    for (std::size_t a = 0; a < first_practice; ++a)
        if (was[a] > 0.0) habit[a][i] *= now[a] / was[a];
    const double shifted = habit[build][i] + habit[build_with_ai][i];
    if (!(was[build] > 0.0) || !(was[build_with_ai] > 0.0) || !(shifted > 0.0)) return;
    const double whole = both * (now[build] + now[build_with_ai]) / (was[build] + was[build_with_ai]);
    for (const std::size_t a : {build, build_with_ai}) habit[a][i] *= whole / shifted;
}

void shift_person(const Today& today, EngineerId i, const std::array<double, first_practice>& now, ShiftHabitsView v) {
    shift_lanes(now, v[col::declared_habit], v[col::habit], i);
    shift_lanes(now, v[col::declared_habit], v[col::own_habit], i);
    fill_day(today, v[col::own_habit], i);
    if (fill_day(today, v[col::habit], i) && today.morning == 0) do_as_inclined(today, i, v);
}

// Whether somebody is to be taught a practice.
bool lacks(const Today& today, std::size_t option, EngineerId i, TeachView v) {
    return v[col::ruling][option - first_practice] == taught && may_do(today, option, v[col::level][i]) &&
           v[col::habit][option][i] == 0.0 && v[col::shelved_habit][option][i] == 0.0;
}

void teach_person(const Today& today, EngineerId i, TeachView v) {
    bool learns = false;
    for (std::size_t a = first_practice; a < v.layout().options; ++a) {
        if (!lacks(today, a, i, v)) continue;
        learns = true;
        begin_habit(today, a, i, v);
    }
    if (!learns) return;
    // On the first morning nobody has been at anything yet: it is known from the start.
    if (today.morning == 0)
        settle_habits(today, i, v);
    else
        shelve(today, i, v);
}

}  // namespace

bool may_review(const Today& today, std::uint8_t level) {
    return level >= static_cast<std::uint8_t>(today.given.review.rights);
}

bool may_know(const Today& today, std::size_t practice, std::uint8_t level) {
    return level >= static_cast<std::uint8_t>(today.catalogue.practices[practice].value.least_level);
}

// What runs by itself has not been set up.
void do_as_inclined(const Today& today, EngineerId i, ShelveView v) {
    for (std::size_t a = 0; a < v[col::habit].size(); ++a) {
        v[col::chosen][a][i] = is_dial(today, a) ? 0.0 : v[col::habit][a][i];
        if (!v[col::usual_choice].empty()) v[col::usual_choice][a][i] = v[col::chosen][a][i];
    }
}

double inclination(const Today& today, std::size_t option, EngineerId i, InclinedView v) {
    const auto of = in_hours(today, option) ? inclination_to_hours : inclination_to_part;
    return of(today, option, v[col::reluctance][i], habit_luck(today.draws, luck_of(v, i), option).z);
}

void settle_habits(const Today& today, EngineerId i, HabitsView v) {
    auto& habit = v[col::habit];
    for (std::size_t a = 0; a < habit.size(); ++a) {
        const double coin = habit_luck(today.draws, luck_of(v, i), a).coin;
        const bool knows = is_known(today, a, i, coin, v) && may_do(today, a, v[col::level][i]);
        habit[a][i] = knows ? inclination(today, a, i, v) : 0.0;
        if (v[col::reviews_only][i]) habit[a][i] = a == review ? 1.0 : 0.0;
        v[col::shelved_habit][a][i] = 0.0;
    }
    spread_adoption(today, i, v);
    if (!fill_day(today, habit, i))
        for (std::size_t a = 0; a < habit.size(); ++a) habit[a][i] = 0.0;
    for (std::size_t a = 0; a < habit.size(); ++a) v[col::own_habit][a][i] = habit[a][i];
    do_as_inclined(today, i, v);
    shelve(today, i, v);
}

void take_rights(const Today& today, EngineerId i, std::uint8_t before, TakeRightsView v) {
    for (std::size_t a = review; a < v[col::habit].size(); ++a) {
        if (may_do(today, a, before) || !may_do(today, a, v[col::level][i])) continue;
        if (is_known(today, a, i, habit_luck(today.draws, luck_of(v, i), a).coin, v)) begin_habit(today, a, i, v);
    }
    shelve(today, i, v);
}

void teach_people(const Today& today, TeachView v) {
    for (std::uint32_t k = 0; k < today.block.rows(); ++k) {
        const EngineerId i = today.block.row(k);
        if (v[col::active][i] != 0.0 && !v[col::reviews_only][i]) teach_person(today, i, v);
    }
}

void shift_habits(const Today& today, ShiftHabitsView v) {
    const auto now = declared_habits(today.given.activities);
    auto& declared = v[col::declared_habit];
    if (std::ranges::equal(now, declared.values())) return;
    const bool reaches_all = all_in_reach(today, v);
    for (std::uint32_t row = 0; row < v.layout().rows(); ++row) {
        // What is declared is what people are used to with everything in reach.
        const EngineerId i{row};
        if (v[col::reviews_only][i]) continue;
        if (!reaches_all) take_up_all(today, i, v);
        shift_person(today, i, now, v);
        shelve(today, i, v);
    }
    for (std::size_t a = 0; a < first_practice; ++a) declared[a] = now[a];
}

}  // namespace strathern
