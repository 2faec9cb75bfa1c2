// What is there to do, and what is it truly worth? Items depend on the team and their ordinal alone, so that every
// policy meets the same demand.
#include "core/variates.hpp"
#include "core/wide.hpp"
#include "model/phases.hpp"

namespace strathern {

/// What makes an item worth something.
struct WorthRates {
    double negative_share, positive_share, harm_factor, median, sd;
};

// One uniform ranks an item from the most harmful to the most useful; the worth is monotone in it. First the uniform
// of its size and what that counts for: harm, nothing or use.
STRATHERN_WIDE void split_ranks(std::size_t n, const WorthRates& r, const double* __restrict rank,
                                double* __restrict size, double* __restrict counts) {
    const double useful_from = 1.0 - r.positive_share;
    for (std::size_t k = 0; k < n; ++k) {
        const double harm = 1.0 - rank[k] / r.negative_share, use = (rank[k] - useful_from) / r.positive_share;
        const bool harms = rank[k] >= 0.0 && rank[k]<r.negative_share, useful = rank[k]> useful_from;
        size[k] = useful ? use : (harms ? harm : 0.5);
        counts[k] = useful ? 1.0 : (harms ? -r.harm_factor : 0.0);
    }
}

STRATHERN_WIDE void size_worths(std::size_t n, const WorthRates& r, const double* __restrict z,
                                const double* __restrict counts, double* __restrict worth) {
    for (std::size_t k = 0; k < n; ++k) worth[k] = counts[k] * (r.median * portable::exp(r.sd * z[k]));
}

// The same uniform says whether an item is hard and, once more uniform within its part, whether it is of old code.
// Without ideas people keep the house: easy work on old code.
STRATHERN_WIDE void find_kinds(std::size_t n, double hard_share, double old_share, const double* __restrict kind,
                               double* __restrict hard, double* __restrict old) {
    for (std::size_t k = 0; k < n; ++k) {
        const bool idea = kind[k] >= 0.0, is_hard = idea && kind[k] < hard_share;
        const double again = is_hard ? kind[k] / hard_share : (kind[k] - hard_share) / (1.0 - hard_share);
        hard[k] = is_hard ? 1.0 : 0.0;
        old[k] = !idea || again < old_share ? 1.0 : 0.0;
    }
}

namespace {

constexpr std::uint32_t candidates_limit = 16, lanes_limit = 256;
constexpr double no_idea = -1.0;  // in place of a uniform, or of a minute

/// The candidates of several takers, one behind the other, with their luck.
struct Candidates {
    std::uint32_t n = 0;
    std::uint32_t which[lanes_limit], who[lanes_limit];
    double rank[lanes_limit], guess[lanes_limit], coin[lanes_limit], kind[lanes_limit];
    std::int32_t arrived[lanes_limit];
};

void find_worths(const Worth& v, std::size_t n, const double* rank, double* worth) {
    const double median = portable::exp(-0.5 * v.size_sd_log * v.size_sd_log);  // mean 1
    const WorthRates rates{v.negative_share, v.positive_share, v.harm_factor, median, v.size_sd_log};
    double z[openings_limit], counts[openings_limit];
    split_ranks(n, rates, rank, z, counts);
    normals(n, z, z);
    size_worths(n, rates, z, counts, worth);
}

// The item that seems best of those in [from, to). With chance `known` the team sees an item's true rank, else it takes
// a guess; so the correlation of what it believes with the truth is `known`.
std::uint32_t best_of(const Candidates& c, std::uint32_t from, std::uint32_t to, double known) {
    std::uint32_t best = from;
    double most = -1.0;
    for (std::uint32_t k = from; k < to; ++k) {
        const double seen = c.coin[k] < known ? c.rank[k] : c.guess[k];
        best = seen > most ? k : best;
        most = seen > most ? seen : most;
    }
    return best;
}

double gain_with_ai(const Ai& ai, bool hard, bool old, bool expert) {
    if (old) {
        if (hard) return expert ? ai.gain_expert_old_hard : ai.gain_old_hard;
        return ai.gain_old_easy;
    }
    return hard ? ai.gain_new_hard : ai.gain_new_easy;
}

// Fluency scales the gain. Then an hour by hand takes 1 / (1 + gain) hours with AI; of these the part that takes
// judgement stays, and the rest is done the faster the more AI can do.
double gain_of_person(const Rules& given, double gain, double fluency) {
    const double own = gain + given.p.ai().fluency_effect * fluency * (gain < 0.0 ? -gain : gain);
    if (given.capability == 1.0) return own;
    const double today = 1.0 / (1.0 + own), judgement = given.p.work().judgement_share;
    const double kept = judgement < today ? judgement : today;
    return 1.0 / (kept + (today - kept) / given.capability) - 1.0;
}

// The oldest items of the team's backlog become candidates of one taker; all leave the backlog.
void compare_oldest(const Rules& given, std::uint32_t team, Teams& teams, Candidates& c) {
    const TeamId t{team};
    const std::uint32_t waiting = teams.items_arrived[t] - teams.items_seen[t];
    const auto most = static_cast<std::uint32_t>(given.p.work().candidates_count);
    const std::uint32_t compared = waiting < most ? waiting : most;
    Backlog& backlog = teams.backlog[team];
    for (std::uint32_t k = 0; k < compared; ++k) {
        c.which[c.n] = teams.items_seen[t] + k;
        c.arrived[c.n] = backlog.arrived[backlog.head + k];
        c.who[c.n++] = team * seats_per_team;
    }
    teams.items_seen[t] += compared;
    backlog.leave(compared);
    if (compared > 0) {
        teams.tally[team][Tally::items_taken] += 1.0;
        teams.tally[team][Tally::items_dropped] += compared - 1;
    }
}

double known_share(const Worth& v, double knowledge) {
    return v.known_share + (1.0 - v.known_share) * v.knowledge_gap_closed * knowledge;
}

}  // namespace

void put_on_desk(const Rules& given, const Items& items, std::uint32_t k, std::int32_t minute, EngineerId i,
                 const Staff& people, Desks& desks) {
    desks.item_worth[i] = items.value[k];
    desks.hard[i] = items.hard[k];
    desks.ai_gain[i] = gain_with_ai(given.p.ai(), items.hard[k] > 0.0, items.old[k] > 0.0, people.level[i] >= 2);
    desks.ai_gain[i] = gain_of_person(given, desks.ai_gain[i], people.fluency[i]);
    desks.item_started[i] = minute;
    desks.item_arrived[i] = items.arrived[k] < 0.0 ? minute : items.arrived[k];
}

void arrive_items(const Rules& given, const Draws& draws, int day, const Block& block, Teams& teams) {
    const double per_engineer = given.p.work().items_per_engineer_week / days_per_week;
    const auto limit = static_cast<std::uint32_t>(given.p.work().backlog_limit_count);
    const std::uint32_t n = block.last_team - block.first_team;
    std::uint32_t who[block_rows_limit] = {}, which[block_rows_limit] = {}, fresh[block_rows_limit];
    double u[block_rows_limit], mean[block_rows_limit];
    for (std::uint32_t k = 0; k < n; ++k) {
        who[k] = (block.first_team + k) * seats_per_team;
        mean[k] = per_engineer * teams.members[TeamId{block.first_team + k}];
    }
    draws.uniforms(Purpose::demand, static_cast<std::uint32_t>(day), which, who, n, u, nullptr, nullptr, nullptr);
    poissons(n, mean, u, fresh);
    for (std::uint32_t k = 0; k < n; ++k) {
        const TeamId t{block.first_team + k};
        auto& tally = teams.tally[block.first_team + k];
        teams.items_arrived[t] += fresh[k];
        teams.backlog[block.first_team + k].add(fresh[k], minute_of(day, 0));
        tally[Tally::items_arrived] += fresh[k];
        const std::uint32_t waiting = teams.items_arrived[t] - teams.items_seen[t];
        if (waiting <= limit) continue;
        tally[Tally::items_dropped] += waiting - limit;
        teams.items_seen[t] += waiting - limit;
        teams.backlog[block.first_team + k].leave(waiting - limit);
    }
}

void take_items(const Rules& given, const Draws& draws, Teams& teams, Items& items) {
    Candidates c;
    std::uint32_t until[openings_limit];  // end of each team's candidates
    double rank[openings_limit], kind[openings_limit];
    for (std::uint32_t first = 0, last = 0; first < items.n; first = last) {
        c.n = 0;
        for (; last < items.n && c.n + candidates_limit <= lanes_limit; ++last) {
            compare_oldest(given, items.team[last], teams, c);
            until[last] = c.n;
        }
        draws.uniforms(Purpose::item, 0, c.which, c.who, c.n, c.rank, c.guess, c.coin, c.kind);
        for (std::uint32_t k = first, from = 0; k < last; from = until[k++]) {
            const double knowledge = teams.knowledge[TeamId{items.team[k]}];
            const std::uint32_t best = best_of(c, from, until[k], known_share(given.p.worth(), knowledge));
            rank[k] = best < until[k] ? c.rank[best] : no_idea;
            kind[k] = best < until[k] ? c.kind[best] : no_idea;
            items.arrived[k] = best < until[k] ? c.arrived[best] : no_idea;
        }
    }
    find_worths(given.p.worth(), items.n, rank, items.value);
    find_kinds(items.n, given.p.work().hard_share, given.p.work().old_share, kind, items.hard, items.old);
}

}  // namespace strathern
