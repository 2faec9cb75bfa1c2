// What is there to do, and what is it truly worth? Items depend on the team and their ordinal alone, so that every
// policy meets the same demand.
#include "core/variates.hpp"
#include "model/phases.hpp"

namespace strathern {
namespace {

constexpr std::uint32_t candidates_limit = 16;

struct Item {
    double value;
    bool hard, old;
};

// One uniform ranks an item from the most harmful to the most useful; the worth is monotone in it.
double worth_of_rank(const Value& v, double rank) {
    const double median = portable::exp(-0.5 * v.size_sd_log * v.size_sd_log);  // mean 1
    if (rank < v.negative_share) return -v.harm_factor * lognormal(median, v.size_sd_log, 1.0 - rank / v.negative_share);
    const double from = 1.0 - v.positive_share;
    return rank > from ? lognormal(median, v.size_sd_log, (rank - from) / v.positive_share) : 0.0;
}

// The item that seems best of n. With chance `known` the team sees an item's true rank, else it takes a guess; so the
// correlation of what it believes with the truth is `known`.
Item best_of(const Rules& given, const Draws& draws, std::uint32_t team, std::uint32_t first, std::uint32_t n, double known) {
    std::uint32_t which[candidates_limit] = {}, who[candidates_limit] = {};
    for (std::uint32_t k = 0; k < n; ++k) which[k] = first + k, who[k] = team * seats_per_team;
    double rank[candidates_limit], guess[candidates_limit], coin[candidates_limit], kind[candidates_limit];
    draws.uniforms(Purpose::item, 0, which, who, n, rank, guess, coin, kind);
    std::uint32_t best = 0;
    double most = -1.0;
    for (std::uint32_t k = 0; k < n; ++k) {
        const double seen = coin[k] < known ? rank[k] : guess[k];
        if (seen > most) most = seen, best = k;
    }
    const double hard = given.p.work.hard_share, u = kind[best];
    // The same uniform, once more uniform within its part.
    const double again = u < hard ? u / hard : (u - hard) / (1.0 - hard);
    return {worth_of_rank(given.p.value, rank[best]), u < hard, again < given.p.work.old_share};
}

double gain_with_ai(const Ai& ai, const Item& item, bool expert) {
    if (item.old) {
        if (item.hard) return expert ? ai.gain_expert_old_hard : ai.gain_old_hard;
        return ai.gain_old_easy;
    }
    return item.hard ? ai.gain_new_hard : ai.gain_new_easy;
}

}  // namespace

void arrive_items(const Rules& given, const Draws& draws, int day, const Block& block, Teams& teams) {
    const double per_engineer = given.p.work.items_per_engineer_week / days_per_week;
    const auto limit = static_cast<std::uint32_t>(given.p.work.backlog_limit_count);
    for (std::uint32_t team = block.first_team; team < block.last_team; ++team) {
        const TeamId t{team};
        const auto u = draws.uniforms(Purpose::demand, static_cast<std::uint32_t>(day), {team * seats_per_team, 0});
        const std::uint32_t fresh = poisson(per_engineer * teams.members[t], u[0]);
        teams.items_arrived[t] += fresh;
        teams.tally[team][Tally::items_arrived] += fresh;
        const std::uint32_t waiting = teams.items_arrived[t] - teams.items_seen[t];
        if (waiting > limit) {
            teams.tally[team][Tally::items_dropped] += waiting - limit;
            teams.items_seen[t] += waiting - limit;
        }
    }
}

void take_item(const Rules& given, const Draws& draws, std::int32_t minute, std::uint32_t row, std::uint32_t team,
               const Staff& people, Teams& teams, Desks& desks) {
    const TeamId t{team};
    const EngineerId i{row};
    const std::uint32_t waiting = teams.items_arrived[t] - teams.items_seen[t];
    const auto most = static_cast<std::uint32_t>(given.p.work.candidates_count);
    const std::uint32_t compared = waiting < most ? waiting : most;
    const auto& v = given.p.value;
    const double known = v.known_share + (1.0 - v.known_share) * v.knowledge_gap_closed * teams.knowledge[t];
    // Without ideas people keep the house: an item like others, worth nothing to customers.
    Item best{0.0, false, true};
    if (compared > 0) best = best_of(given, draws, team, teams.items_seen[t], compared, known);
    teams.items_seen[t] += compared;
    if (compared > 0) {
        teams.tally[team][Tally::items_taken] += 1.0;
        teams.tally[team][Tally::items_dropped] += compared - 1;
    }
    desks.item_value[i] = best.value;
    desks.hard[i] = best.hard ? 1.0 : 0.0;
    desks.ai_gain[i] = gain_with_ai(given.p.ai, best, people.level[i] == 2);
    desks.item_started[i] = minute;
}

}  // namespace strathern
