// How do ways of working spread? By chance and by watching colleagues; nothing here knows a metric.
#include <strathern/params/behaviour.hpp>
#include <strathern/params/definitions.hpp>
#include <strathern/params/organisation.hpp>

#include "core/variates.hpp"
#include "model/people/people.hpp"

namespace strathern {
namespace {

/// A week's encounters of each engineer of a block, as uniforms.
struct Encounters {
    BlockColumn meets, whom, coin, idea;
    BlockColumn outside, where;  ///< drawn only where others can be seen
};

void draw_encounters(const Today& today, LearnView v, bool sees_others, Encounters& luck) {
    const std::uint32_t from = today.block.first_row, n = today.block.rows();
    const std::uint32_t *seat = v[col::luck_seat].data() + from, *number = v[col::luck_number].data() + from;
    today.draws.uniforms(Purpose::contact, today.draw_week(), number, seat, n, luck.meets, luck.whom, luck.coin,
                         luck.idea);
    if (sees_others)
        today.draws.uniforms(Purpose::contact, today.draw_week(), number, seat, n, luck.outside, luck.where, nullptr,
                             nullptr, 1);
}

// @param use_of the chance that the other is at a practice
template <class UseOf>
void watch(const Today& today, EngineerId i, double coin, LearnView v, UseOf use_of) {
    for (std::size_t k = 0; k < today.catalogue.practices.size(); ++k)
        if (coin < today.catalogue.practices[k].value.visible_share * use_of(k)) learn_practice(today, k, i, v);
}

// Whom somebody meets outside the team: a seat of the former team, or any of the organisation.
EngineerId someone_outside(const Today& today, EngineerId i, double coin, double u, LearnView v) {
    const double former = v[col::former_team][i];
    if (former < 0.0 || coin >= today.given.behaviour.contact_former_share) {
        const auto size = static_cast<std::uint32_t>(today.given.organisation.team_size);
        const auto anybody =
            static_cast<std::uint32_t>(u * static_cast<double>(today.given.organisation.engineers_count));
        return EngineerId{anybody / size * v.layout().width + anybody % size};
    }
    const TeamId team{static_cast<std::uint32_t>(former)};
    return EngineerId{v.layout().first_row(team) + static_cast<std::uint32_t>(u * v[col::members][team])};
}

void meet_outside(const Today& today, EngineerId i, std::uint32_t k, const Encounters& luck, LearnView v) {
    const EngineerId other = someone_outside(today, i, luck.where[k], luck.whom[k], v);
    // As things were when the week was compared: other blocks go on at their own pace.
    watch(today, i, luck.coin[k], v, [&](std::size_t practice) { return v[col::seen_use][practice][other]; });
}

void meet_colleague(const Today& today, EngineerId i, std::uint32_t k, const Encounters& luck, LearnView v) {
    const EngineerId other = colleague(i, luck.whom[k], v);
    if (v[col::active][other] == 0.0) return;
    watch(today, i, luck.coin[k], v, [&](std::size_t practice) { return use_to_be_seen(today, practice, other, v); });
}

}  // namespace

// Where a week is too short for all, each is as likely as the others, or the last ones would never be found.
double chance_of_each(double hazard, std::size_t practices) {
    constexpr double hardly_ever = 1e-300;  // a divisor: no uniform is so small
    const double each = 1.0 - portable::exp(-hazard), all = static_cast<double>(practices);
    const double chance = each * all < 1.0 ? each : 1.0 / all;
    return chance > 0.0 ? chance : hardly_ever;
}

void learn_practice(const Today& today, std::size_t practice, EngineerId i, LearnOneView v) {
    double& habit = v[col::habit][first_practice + practice][i];
    if (habit > 0.0 || !in_reach(today, first_practice + practice, v) || !may_know(today, practice, v[col::level][i]))
        return;
    habit = v[col::own_habit][first_practice + practice][i] = inclination(today, first_practice + practice, i, v);
}

// What everybody has always done teaches nobody. Hours: who is at it for as long as a first try is seen at it.
double use_to_be_seen(const Today& today, std::size_t practice, EngineerId i, UseView v) {
    const std::size_t option = first_practice + practice;
    const bool usual = today.catalogue.practices[practice].value.habit_share > 0.0;
    const double beyond = v[col::chosen][option][i] - (usual ? v[col::own_habit][option][i] : 0.0);
    if (!(beyond > 0.0)) return 0.0;
    if (in_parts(today, option)) return beyond;
    if (is_dial(today, option)) return 1.0;
    const double tries = today.given.behaviour.first_share;
    return beyond < tries ? beyond / tries : 1.0;
}

EngineerId colleague(EngineerId i, double u, ColleagueView v) {
    const TeamId team = v.layout().team_of(i);
    const std::uint32_t open = open_seats(v, team);
    if (open < 2) return i;
    const auto number = static_cast<std::uint32_t>(u * (open - 1));
    const EngineerId other = open_seat(v, team, number);
    return index(other) < index(i) ? other : open_seat(v, team, number + 1);
}

void learn_practices(const Today& today, LearnView v) {
    const bool sees_others = !v[col::seen_use].empty();
    Encounters luck;
    draw_encounters(today, v, sees_others, luck);
    const auto& b = today.given.behaviour;
    const std::size_t practices = today.catalogue.practices.size();
    const double chance = chance_of_each(b.discovery_per_year / weeks_per_year, practices);
    for (std::uint32_t k = 0; k < today.block.rows(); ++k) {
        const EngineerId i = today.block.row(k);
        if (v[col::active][i] == 0.0 || v[col::reviews_only][i]) continue;
        const double number = luck.idea[k] / chance;
        if (number < static_cast<double>(practices)) learn_practice(today, static_cast<std::size_t>(number), i, v);
        if (luck.meets[k] >= b.contact_per_week) continue;
        if (sees_others && luck.outside[k] < b.contact_outside_share)
            meet_outside(today, i, k, luck, v);
        else
            meet_colleague(today, i, k, luck, v);
    }
}

void look_around(const Today& today, LookAroundView v) {
    const std::size_t practices =
        today.given.behaviour.contact_outside_share > 0.0 ? today.catalogue.practices.size() : 0;
    auto& seen = v[col::seen_use];
    if (seen.size() != practices) seen.resize(practices, v.layout().rows());
    for (std::size_t k = 0; k < practices; ++k)
        for (std::uint32_t row = 0; row < v.layout().rows(); ++row)
            seen[k][EngineerId{row}] = use_to_be_seen(today, k, EngineerId{row}, v);
}

}  // namespace strathern
