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

// Inclination to an option among those who know it: the declared habit, or a first try for what nobody is used to.
double inclination(const Today& today, std::size_t option, double reluctance, double z) {
    const auto& given = today.given;
    const double declared = habit_of(today, option);
    if (option < first_practice) return declared * portable::exp(given.activities.habit_sd_log * z);
    const double stigma = today.catalogue.practices[option - first_practice].value.stigma;
    const double share =
        declared > 0.0 ? declared * portable::exp(given.activities.habit_sd_log * z) : given.behaviour.first_share;
    return share * portable::exp(-reluctance * stigma);
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

std::array<double, first_practice> declared_habits(const Activities& a) {
    return {a.build.habit_share, a.build_with_ai.habit_share, a.review.habit_share};
}

// A habit is the declared one times the person's own factor, so it moves by the ratio of what is declared.
void shift_person(const Today& today, EngineerId i, const std::array<double, first_practice>& now, ShiftHabitsView v) {
    auto& habit = v[col::habit];
    double sum = 0.0;
    for (std::size_t a = 0; a < habit.size(); ++a) {
        const double was = a < first_practice ? v[col::declared_habit][a] : 0.0;
        if (was > 0.0) habit[a][i] *= now[a] / was;
        sum += habit[a][i];
    }
    if (sum <= 0.0) return;  // nobody there
    for (std::size_t a = 0; a < habit.size(); ++a) {
        habit[a][i] /= sum;
        if (today.morning != 0) continue;
        v[col::share][a][i] = habit[a][i];
        if (!v[col::previous_share].empty()) v[col::previous_share][a][i] = habit[a][i];
    }
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
        v[col::habit][a][i] = inclination(today, a, v[col::reluctance][i], habit_luck(today.draws, luck_of(v, i), a).z);
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

void settle_habits(const Today& today, EngineerId i, HabitsView v) {
    auto& habit = v[col::habit];
    double sum = 0.0;
    for (std::size_t a = 0; a < habit.size(); ++a) {
        const HabitLuck luck = habit_luck(today.draws, luck_of(v, i), a);
        const bool knows = is_known(today, a, i, luck.coin, v) && may_do(today, a, v[col::level][i]);
        habit[a][i] = knows ? inclination(today, a, v[col::reluctance][i], luck.z) : 0.0;
        if (v[col::reviews_only][i]) habit[a][i] = a == review ? 1.0 : 0.0;
        sum += habit[a][i];
    }
    for (std::size_t a = 0; a < habit.size(); ++a) {
        habit[a][i] = v[col::share][a][i] = sum > 0.0 ? habit[a][i] / sum : 0.0;
        if (v[col::previous_share].empty()) continue;
        v[col::previous_share][a][i] = habit[a][i];
        v[col::experience][a][i] = 0.0;
    }
    for (std::size_t a = 0; a < habit.size(); ++a) v[col::shelved_habit][a][i] = 0.0;
    shelve(today, i, v);
}

void take_rights(const Today& today, EngineerId i, std::uint8_t before, TakeRightsView v) {
    for (std::size_t a = review; a < v[col::habit].size(); ++a) {
        if (may_do(today, a, before) || !may_do(today, a, v[col::level][i])) continue;
        const HabitLuck luck = habit_luck(today.draws, luck_of(v, i), a);
        if (is_known(today, a, i, luck.coin, v))
            v[col::habit][a][i] = inclination(today, a, v[col::reluctance][i], luck.z);
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
        if (!reaches_all) take_up_all(i, v);
        shift_person(today, i, now, v);
        shelve(today, i, v);
    }
    for (std::size_t a = 0; a < first_practice; ++a) declared[a] = now[a];
}

}  // namespace strathern
