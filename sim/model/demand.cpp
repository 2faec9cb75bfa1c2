// What is there to do, and what is it truly worth? Items depend on the team and their ordinal alone, so that every
// policy meets the same demand.
#include "core/variates.hpp"
#include "model/phases.hpp"

namespace strathern {
namespace {

constexpr std::uint32_t candidates_limit = 16, lanes_limit = 256;

struct Item {
    double value;
    bool hard, old;
};

/// The candidates of several takers, one behind the other, with their luck.
struct Candidates {
    std::uint32_t n = 0;
    std::uint32_t which[lanes_limit], who[lanes_limit];
    double rank[lanes_limit], guess[lanes_limit], coin[lanes_limit], kind[lanes_limit];
};

// One uniform ranks an item from the most harmful to the most useful; the worth is monotone in it.
double worth_of_rank(const Value& v, double rank) {
    const double from = 1.0 - v.positive_share;
    if (rank >= v.negative_share && rank <= from) return 0.0;
    const double median = portable::exp(-0.5 * v.size_sd_log * v.size_sd_log);  // mean 1
    if (rank > from) return lognormal(median, v.size_sd_log, (rank - from) / v.positive_share);
    return -v.harm_factor * lognormal(median, v.size_sd_log, 1.0 - rank / v.negative_share);
}

// The item that seems best of those in [from, to). With chance `known` the team sees an item's true rank, else it takes
// a guess; so the correlation of what it believes with the truth is `known`.
Item best_of(const Rules& given, const Candidates& c, std::uint32_t from, std::uint32_t to, double known) {
    std::uint32_t best = from;
    double most = -1.0;
    for (std::uint32_t k = from; k < to; ++k) {
        const double seen = c.coin[k] < known ? c.rank[k] : c.guess[k];
        best = seen > most ? k : best;
        most = seen > most ? seen : most;
    }
    const double hard = given.p.work.hard_share, u = c.kind[best];
    // The same uniform, once more uniform within its part.
    const double again = u < hard ? u / hard : (u - hard) / (1.0 - hard);
    return {worth_of_rank(given.p.value, c.rank[best]), u < hard, again < given.p.work.old_share};
}

double gain_with_ai(const Ai& ai, const Item& item, bool expert) {
    if (item.old) {
        if (item.hard) return expert ? ai.gain_expert_old_hard : ai.gain_old_hard;
        return ai.gain_old_easy;
    }
    return item.hard ? ai.gain_new_hard : ai.gain_new_easy;
}

void put_on_desk(const Rules& given, const Item& item, std::int32_t minute, EngineerId i, const Staff& people,
                 Desks& desks) {
    desks.item_value[i] = item.value;
    desks.hard[i] = item.hard ? 1.0 : 0.0;
    desks.ai_gain[i] = gain_with_ai(given.p.ai, item, people.level[i] == 2);
    desks.item_started[i] = minute;
}

// The oldest items of the team's backlog become candidates of one taker; all leave the backlog.
void compare_oldest(const Rules& given, std::uint32_t team, Teams& teams, Candidates& c) {
    const TeamId t{team};
    const std::uint32_t waiting = teams.items_arrived[t] - teams.items_seen[t];
    const auto most = static_cast<std::uint32_t>(given.p.work.candidates_count);
    const std::uint32_t compared = waiting < most ? waiting : most;
    for (std::uint32_t k = 0; k < compared; ++k) {
        c.which[c.n] = teams.items_seen[t] + k;
        c.who[c.n++] = team * seats_per_team;
    }
    teams.items_seen[t] += compared;
    if (compared > 0) {
        teams.tally[team][Tally::items_taken] += 1.0;
        teams.tally[team][Tally::items_dropped] += compared - 1;
    }
}

double known_share(const Value& v, double knowledge) {
    return v.known_share + (1.0 - v.known_share) * v.knowledge_gap_closed * knowledge;
}

}  // namespace

void arrive_items(const Rules& given, const Draws& draws, int day, const Block& block, Teams& teams) {
    const double per_engineer = given.p.work.items_per_engineer_week / days_per_week;
    const auto limit = static_cast<std::uint32_t>(given.p.work.backlog_limit_count);
    const std::uint32_t n = block.last_team - block.first_team;
    std::uint32_t who[block_rows_limit], which[block_rows_limit] = {}, fresh[block_rows_limit];
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
        tally[Tally::items_arrived] += fresh[k];
        const std::uint32_t waiting = teams.items_arrived[t] - teams.items_seen[t];
        if (waiting <= limit) continue;
        tally[Tally::items_dropped] += waiting - limit;
        teams.items_seen[t] += waiting - limit;
    }
}

void take_items(const Rules& given, const Draws& draws, const Takers& all, const Staff& people, Teams& teams,
                Desks& desks) {
    Candidates c;
    std::uint32_t until[block_rows_limit];  // end of each taker's candidates
    for (std::uint32_t first = 0, last = 0; first < all.n; first = last) {
        c.n = 0;
        for (; last < all.n && c.n + candidates_limit <= lanes_limit; ++last) {
            compare_oldest(given, all.team[last], teams, c);
            until[last] = c.n;
        }
        draws.uniforms(Purpose::item, 0, c.which, c.who, c.n, c.rank, c.guess, c.coin, c.kind);
        for (std::uint32_t k = first, from = 0; k < last; from = until[k++]) {
            // Without ideas people keep the house: an item like others, worth nothing to customers.
            Item item{0.0, false, true};
            const double knowledge = teams.knowledge[TeamId{all.team[k]}];
            if (until[k] > from) item = best_of(given, c, from, until[k], known_share(given.p.value, knowledge));
            put_on_desk(given, item, all.minute[k], EngineerId{all.row[k]}, people, desks);
        }
    }
}

}  // namespace strathern
