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

void learn(const Today& today, std::size_t practice, EngineerId i, LearnView v) {
    double& habit = v[col::habit][first_practice + practice][i];
    const Practice& p = today.catalogue.practices[practice].value;
    if (habit > 0.0 || !in_reach(today, first_practice + practice, v) || !may_know(today, practice, v[col::level][i]))
        return;
    const double share = p.habit_share > 0.0 ? p.habit_share : today.given.behaviour.first_share;
    habit = share * portable::exp(-v[col::reluctance][i] * p.stigma);
}

// Somebody is seen at what takes up some of the day, and hardly ever at what they hardly do.
// @param share_of the other's hours in a practice
template <class ShareOf>
void watch(const Today& today, EngineerId i, double coin, LearnView v, ShareOf share_of) {
    for (std::size_t k = 0; k < today.catalogue.practices.size(); ++k) {
        const double share = share_of(k);
        if (share <= 0.0) continue;  // nothing to see, even where the first tries of a practice take no time
        const double used = share / today.given.behaviour.first_share;
        if (coin < today.catalogue.practices[k].value.visible_share * (used < 1.0 ? used : 1.0)) learn(today, k, i, v);
    }
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

// The chance of coming upon any one practice within a week. A uniform over it, rounded down, is the practice's number.
double discovery_chance(const Behaviour& b) {
    constexpr double hardly_ever = 1e-300;  // a divisor: no uniform is so small
    const double chance = 1.0 - portable::exp(-b.discovery_per_year / weeks_per_year);
    return chance > 0.0 ? chance : hardly_ever;
}

void meet_outside(const Today& today, EngineerId i, std::uint32_t k, const Encounters& luck, LearnView v) {
    const EngineerId other = someone_outside(today, i, luck.where[k], luck.whom[k], v);
    // As things were when the week was compared: other blocks go on at their own pace.
    watch(today, i, luck.coin[k], v, [&](std::size_t practice) { return v[col::seen_share][practice][other]; });
}

void meet_colleague(const Today& today, EngineerId i, std::uint32_t k, const Encounters& luck, LearnView v) {
    const EngineerId other = colleague(i, luck.whom[k], v);
    if (v[col::active][other] == 0.0) return;
    watch(today, i, luck.coin[k], v,
          [&](std::size_t practice) { return v[col::share][first_practice + practice][other]; });
}

}  // namespace

EngineerId colleague(EngineerId i, double u, ColleagueView v) {
    const TeamId team = v.layout().team_of(i);
    const std::uint32_t others = v[col::members][team] - 1;
    if (others == 0) return i;
    const std::uint32_t at = v.layout().first_row(team) + static_cast<std::uint32_t>(u * others);
    return EngineerId{at + (at >= index(i))};
}

void learn_practices(const Today& today, LearnView v) {
    const bool sees_others = !v[col::seen_share].empty();
    Encounters luck;
    draw_encounters(today, v, sees_others, luck);
    const auto& b = today.given.behaviour;
    const double discovery = discovery_chance(b), practices = static_cast<double>(today.catalogue.practices.size());
    for (std::uint32_t k = 0; k < today.block.rows(); ++k) {
        const EngineerId i = today.block.row(k);
        if (v[col::active][i] == 0.0 || v[col::reviews_only][i]) continue;
        const double number = luck.idea[k] / discovery;
        if (number < practices) learn(today, static_cast<std::size_t>(number), i, v);
        if (luck.meets[k] >= b.contact_per_week) continue;
        if (sees_others && luck.outside[k] < b.contact_outside_share)
            meet_outside(today, i, k, luck, v);
        else
            meet_colleague(today, i, k, luck, v);
    }
}

}  // namespace strathern
