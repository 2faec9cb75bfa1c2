// What is there to do, and what is it truly worth? Items depend on the team and their ordinal alone, so that every
// policy meets the same demand.
#include <strathern/params/ai.hpp>
#include <strathern/params/work.hpp>
#include <strathern/params/worth.hpp>

#include "core/variates.hpp"
#include "core/wide.hpp"
#include "model/work/work.hpp"

namespace strathern {

/// What makes an item worth something.
struct WorthRates {
    double negative_share, positive_share, harm_factor, median, sd;
};

/// Numbers of several items, by column.
struct ItemLuck {
    const double* rank;  ///< uniform, from the most harmful to the most useful
    double* size;        ///< uniform of its size; then its normal
    double* counts;      ///< what the size counts for: harm, nothing or use
};

// One uniform ranks an item from the most harmful to the most useful; the worth is monotone in it. First the uniform
// of its size and what that counts for: harm, nothing or use.
STRATHERN_WIDE void split_ranks(std::size_t n, const WorthRates& r, const ItemLuck& item) {
    const double useful_from = 1.0 - r.positive_share;
    STRATHERN_INDEPENDENT
    for (std::size_t k = 0; k < n; ++k) {
        const double harm = 1.0 - item.rank[k] / r.negative_share,
                     use = (item.rank[k] - useful_from) / r.positive_share;
        const bool harms = item.rank[k] >= 0.0 && item.rank[k]<r.negative_share, useful = item.rank[k]> useful_from;
        item.size[k] = useful ? use : (harms ? harm : 0.5);
        item.counts[k] = useful ? 1.0 : (harms ? -r.harm_factor : 0.0);
    }
}

STRATHERN_WIDE void size_worths(std::size_t n, const WorthRates& r, const ItemLuck& item, double* worth) {
    STRATHERN_INDEPENDENT
    for (std::size_t k = 0; k < n; ++k) worth[k] = item.counts[k] * (r.median * portable::exp(r.sd * item.size[k]));
}

/// How often items are hard, and of old code.
struct KindRates {
    double hard_share, old_share;
};

// The same uniform says whether an item is hard and, once more uniform within its part, whether it is of old code.
// Without ideas people keep the house: easy work on old code.
STRATHERN_WIDE void find_kinds(std::size_t n, const KindRates& r, const double* kind, double* hard, double* old) {
    STRATHERN_INDEPENDENT
    for (std::size_t k = 0; k < n; ++k) {
        const bool idea = kind[k] >= 0.0, is_hard = idea && kind[k] < r.hard_share;
        const double again = is_hard ? kind[k] / r.hard_share : (kind[k] - r.hard_share) / (1.0 - r.hard_share);
        hard[k] = is_hard ? 1.0 : 0.0;
        old[k] = !idea || again < r.old_share ? 1.0 : 0.0;
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

void find_worths(const Worth& w, std::size_t n, const double* rank, double* worth) {
    const double median = portable::exp(-0.5 * w.size_sd_log * w.size_sd_log);  // mean 1
    const WorthRates rates{w.negative_share, w.positive_share, w.harm_factor, median, w.size_sd_log};
    double z[openings_limit], counts[openings_limit];
    const ItemLuck luck{.rank = rank, .size = z, .counts = counts};
    split_ranks(n, rates, luck);
    normals(n, z, z);
    size_worths(n, rates, luck, worth);
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
double gain_of_person(const InForce& given, double gain, double fluency) {
    const double own = gain + given.ai.fluency_effect * fluency * (gain < 0.0 ? -gain : gain);
    if (given.capability == 1.0) return own;
    const double today = 1.0 / (1.0 + own), judgement = given.work.judgement_share;
    const double kept = judgement < today ? judgement : today;
    return 1.0 / (kept + (today - kept) / given.capability) - 1.0;
}

// The oldest items of the team's backlog become candidates of one taker; all leave the backlog.
void compare_oldest(const InForce& given, TeamId t, Candidates& c, TakeItemsView v) {
    const std::uint32_t waiting = v[col::items_arrived][t] - v[col::items_seen][t];
    const auto most = static_cast<std::uint32_t>(given.work.candidates_count);
    const std::uint32_t compared = waiting < most ? waiting : most;
    Backlog& backlog = v[col::backlog][t];
    for (std::uint32_t k = 0; k < compared; ++k) {
        c.which[c.n] = v[col::items_seen][t] + k;
        c.arrived[c.n] = backlog.arrived[backlog.head + k];
        c.who[c.n++] = index(t) * seats_per_team;
    }
    v[col::items_seen][t] += compared;
    backlog.leave(compared);
    if (compared > 0) {
        v[col::items_taken][t] += 1.0;
        v[col::items_dropped][t] += compared - 1;
    }
}

}  // namespace

double known_share(const Worth& w, double knowledge) {
    return w.known_share + (1.0 - w.known_share) * w.knowledge_gap_closed * knowledge;
}

void put_on_desk(const InForce& given, const Items& items, std::uint32_t k, std::int32_t minute, EngineerId i,
                 DeskItemView v) {
    v[col::item_worth][i] = items.worth[k];
    v[col::hard][i] = items.hard[k];
    const bool expert = v[col::level][i] >= 2;
    const double gain = gain_with_ai(given.ai, items.hard[k] > 0.0, items.old[k] > 0.0, expert);
    v[col::ai_gain][i] = gain_of_person(given, gain, v[col::fluency][i]);
    v[col::item_started][i] = minute;
    v[col::item_arrived][i] = items.arrived[k] < 0.0 ? minute : items.arrived[k];
}

void arrive_items(const Today& today, ArriveView v) {
    const auto& work = today.given.work;
    const double per_engineer = work.items_per_engineer_week / days_per_week;
    const auto limit = static_cast<std::uint32_t>(work.backlog_limit_count);
    const std::uint32_t n = today.block.teams();
    std::uint32_t who[block_rows_limit] = {}, which[block_rows_limit] = {}, fresh[block_rows_limit];
    BlockColumn u, mean;
    for (std::uint32_t k = 0; k < n; ++k) {
        const TeamId t{today.block.first_team + k};
        who[k] = index(t) * seats_per_team;
        mean[k] = per_engineer * v[col::members][t];
    }
    today.draws.uniforms(Purpose::demand, today.draw_day(), which, who, n, u, nullptr, nullptr, nullptr);
    poissons(n, mean, u, fresh);
    for (std::uint32_t k = 0; k < n; ++k) {
        const TeamId t{today.block.first_team + k};
        v[col::items_arrived][t] += fresh[k];
        v[col::backlog][t].add(fresh[k], minute_of(today.day, 0));
        v[col::items_arrived_in_quarter][t] += fresh[k];
        const std::uint32_t waiting = v[col::items_arrived][t] - v[col::items_seen][t];
        if (waiting <= limit) continue;
        v[col::items_dropped][t] += waiting - limit;
        v[col::items_seen][t] += waiting - limit;
        v[col::backlog][t].leave(waiting - limit);
    }
}

void take_items(const Today& today, Items& items, TakeItemsView v) {
    Candidates c;
    std::uint32_t until[openings_limit];  // end of each team's candidates
    double rank[openings_limit], kind[openings_limit];
    for (std::uint32_t first = 0, last = 0; first < items.n; first = last) {
        c.n = 0;
        for (; last < items.n && c.n + candidates_limit <= lanes_limit; ++last) {
            compare_oldest(today.given, TeamId{items.team[last]}, c, v);
            until[last] = c.n;
        }
        today.draws.uniforms(Purpose::item, 0, c.which, c.who, c.n, c.rank, c.guess, c.coin, c.kind);
        for (std::uint32_t k = first, from = 0; k < last; from = until[k++]) {
            const double known = known_share(today.given.worth, v[col::knowledge][TeamId{items.team[k]}]);
            const std::uint32_t best = best_of(c, from, until[k], known);
            rank[k] = best < until[k] ? c.rank[best] : no_idea;
            kind[k] = best < until[k] ? c.kind[best] : no_idea;
            items.arrived[k] = best < until[k] ? c.arrived[best] : no_idea;
        }
    }
    find_worths(today.given.worth, items.n, rank, items.worth);
    find_kinds(items.n, {today.given.work.hard_share, today.given.work.old_share}, kind, items.hard, items.old);
}

}  // namespace strathern
