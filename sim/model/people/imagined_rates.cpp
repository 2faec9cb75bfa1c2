// What would a little more of an option do to the rates of work? The rules of rates.cpp and occasions.cpp, one step
// further.
#include <algorithm>
#include <strathern/params/ai.hpp>
#include <strathern/params/definitions.hpp>
#include <strathern/params/work.hpp>

#include "core/portable_math.hpp"
#include "core/wide.hpp"
#include "model/people/people.hpp"

namespace strathern {
/// What a use of a practice that goes with something takes and leaves on record.
struct UseRates {
    double tokens, prompts, hollow_reviews, minutes;
};

UseRates use_rates(const Practice& p) {
    return {p.tokens_per_use, p.prompts_per_use, p.reviews_per_use, p.minutes_per_use};
}

/// And what it changes where it is used.
struct PartRates {
    UseRates use;
    double log_size, log_points, log_defects, log_ai_defects, glance, tried;
};

PartRates part_rates(const Practice& p) {
    constexpr double least = 1e-12;  // as in rates.cpp
    const double log_defects = portable::log(p.defect_factor + least);
    const bool of_ai = p.opportunity == Opportunity::change_with_ai;
    return {.use = use_rates(p),
            .log_size = portable::log(p.change_size_factor),
            .log_points = portable::log(p.points_factor + least),
            .log_defects = of_ai ? 0.0 : log_defects,
            .log_ai_defects = of_ai ? log_defects : 0.0,
            .glance = p.glance_share,
            .tried = p.experiment_share};
}

/// How a person's day goes. [rows of the block]
struct DayOf {
    const double *left, *hours;     ///< of the day, to hours; sum of what is chosen as hours
    const double *chosen, *glance;  ///< part of the practice's occasions; share of reviews that are only a glance
    const double* tried;            ///< share of own items that go out as an experiment first, by practices
    const double* there;            ///< part of its occasions that the day leaves
};

// Work of a minute of building. @param done [rows of the block]
STRATHERN_WIDE void find_done(const Block& block, std::size_t option, double* done, RateChangeView v) {
    const std::uint32_t from = block.first_row, n = block.rows();
    const double *skill = v[col::skill].data() + from, *ramp = v[col::ramp].data() + from,
                 *yield = v[col::ai_yield].data() + from;
    const bool with_ai = option == build_with_ai;
    STRATHERN_INDEPENDENT
    for (std::uint32_t k = 0; k < n; ++k) done[k] = skill[k] * ramp[k] * (with_ai ? yield[k] : 1.0);
}

// Tokens and prompts of an hour with AI.
STRATHERN_WIDE void add_prompting(const Today& today, RateChange& more, RateChangeView v) {
    const std::uint32_t from = today.block.first_row, n = today.block.rows();
    const auto& ai = today.given.ai;
    const double tokens = ai.tokens_per_minute, prompts = ai.prompts_per_minute,
                 more_hard = ai.hard_tokens_factor - 1.0;
    const double *intensity = v[col::token_intensity].data() + from, *hard = v[col::hard].data() + from;
    STRATHERN_INDEPENDENT
    for (std::uint32_t k = 0; k < n; ++k) {
        more.tokens[k] = tokens * intensity[k] * (1.0 + more_hard * hard[k]);
        more.prompts[k] = prompts;
    }
}

/// A team's changes, and what more hours of one kind of building do to them.
struct TeamCutting {
    const ChangeCost& cost;
    double wait;            ///< for a review [minutes]
    std::uint32_t at, row;  ///< first place and row of the team
    bool with_ai;
};

// The more of the work AI does, the less one more change costs, and the smaller are changes.
STRATHERN_WIDE void add_cutting(std::size_t n, const TeamCutting& team, const double* done, RateChange& more,
                                RateChangeView v) {
    constexpr double none = 1e-100;  // of so little work no part has a finite slope
    const double *by_hand = v[col::hand_rate].data() + team.row, *by_ai = v[col::ai_rate].data() + team.row;
    STRATHERN_INDEPENDENT
    for (std::uint32_t k = 0; k < n; ++k) {
        const double hand = by_hand[k], ai = by_ai[k], both = hand + ai;
        const double share = ai / both, rate = done[team.at + k] / (both * both);
        const double moved = team.with_ai ? hand * rate : -ai * rate;
        const double log_size = -0.5 * team.cost.saved * moved / team.cost.of(share, team.wait);
        more.log_size[team.at + k] += both > none ? log_size : 0.0;
    }
}

// More occasions of a practice that is used on some of them.
STRATHERN_WIDE void add_occasions(std::size_t n, const UseRates& p, const double* chances, const double* chosen,
                                  RateChange& more) {
    STRATHERN_INDEPENDENT
    for (std::size_t k = 0; k < n; ++k) {
        const double uses = chosen[k] * chances[k];
        more.tokens[k] += p.tokens * uses;
        more.prompts[k] += p.prompts * uses;
        more.hollow_reviews[k] += p.hollow_reviews * uses;
        more.taken[k] += p.minutes * uses;
    }
}

// Hours of one option come on top of all others: a day holds no more, and their own occasions, taken so far, take
// minutes too.
STRATHERN_WIDE void find_room(std::size_t n, const DayOf& day, RateChange& more) {
    STRATHERN_INDEPENDENT
    for (std::size_t k = 0; k < n; ++k) {
        const double left = day.left[k], minutes = more.taken[k];
        more.taken[k] = 1.0;
        const double log_left = (1.0 - left - left * minutes) / day.hours[k];
        more.log_left[k] = day.hours[k] > 0.0 ? log_left : 0.0;
    }
}

// A practice that goes with something, on a little more of it.
STRATHERN_WIDE void add_part(std::size_t n, const PartRates& p, const DayOf& day, const double* chances,
                             RateChange& more) {
    STRATHERN_INDEPENDENT
    for (std::size_t k = 0; k < n; ++k) {
        const double left = day.left[k], uses = day.there[k] * chances[k];
        more.tokens[k] += p.use.tokens * uses;
        more.prompts[k] += p.use.prompts * uses;
        more.hollow_reviews[k] += p.use.hollow_reviews * uses;
        more.log_size[k] += p.log_size;
        more.log_points[k] += p.log_points;
        more.log_defects[k] += p.log_defects;
        more.log_ai_defects[k] += p.log_ai_defects;
        const double taken = left * p.use.minutes * chances[k], log_left = -taken / day.hours[k];
        more.taken[k] = taken;
        more.log_left[k] = day.hours[k] > 0.0 ? log_left : 0.0;
        // Other practices leave some reviews to be glanced at.
        const double own = 1.0 - p.glance * day.chosen[k], glance = p.glance * (1.0 - day.glance[k]) / own;
        more.glance[k] += own > 0.0 ? glance : 0.0;
        const double own_items = 1.0 - p.tried * day.chosen[k], tried = p.tried * (1.0 - day.tried[k]) / own_items;
        more.tried[k] += own_items > 0.0 ? tried : 0.0;
    }
}

namespace {

const Practice& practice(const Today& today, std::size_t number) { return today.catalogue.practices[number].value; }

// @param uses more of them, per chosen minute
void add_uses(const Today& today, std::size_t number, double uses, RateChange& more) {
    const Practice& p = practice(today, number);
    const std::uint32_t n = today.block.rows();
    std::fill_n(more.tokens, n, p.tokens_per_use * uses);
    std::fill_n(more.prompts, n, p.prompts_per_use * uses);
    std::fill_n(more.hollow_reviews, n, p.reviews_per_use * uses);
}

// An hour of building, with the occasions that come with it: changes, and prompts with AI.
void add_building(const Today& today, std::size_t option, RateChange& more, RateChangeView v) {
    const std::uint32_t from = today.block.first_row, n = today.block.rows();
    const bool with_ai = option == build_with_ai;
    double* done = with_ai ? more.ai : more.hand;
    find_done(today.block, option, done, v);
    if (with_ai) add_prompting(today, more, v);
    const ChangeCost cost = cost_of_changes(today.given);
    for (std::uint32_t number = today.block.first_team; number < today.block.last_team; ++number) {
        const TeamId t{number};
        const TeamCutting team{cost, v[col::usual_wait][t], today.block.first_place(t), v.layout().first_row(t),
                               with_ai};
        add_cutting(today.block.width, team, done, more, v);
    }
    BlockColumn changes, prompts;
    for (std::uint32_t k = 0; k < n; ++k) changes[k] = done[k] / today.given.work.change_minutes;
    std::fill_n(prompts, n, today.given.ai.prompts_per_minute);
    for (std::size_t number = 0; number < today.catalogue.practices.size(); ++number) {
        const Practice& p = practice(today, number);
        const double* chosen = v[col::chosen][first_practice + number].data() + from;
        if (p.opportunity == Opportunity::change) add_occasions(n, use_rates(p), changes, chosen, more);
        if (p.opportunity == Opportunity::change_with_ai && with_ai)
            add_occasions(n, use_rates(p), changes, chosen, more);
        if (p.opportunity == Opportunity::prompt && with_ai) add_occasions(n, use_rates(p), prompts, chosen, more);
    }
}

}  // namespace

void change_rates(const Today& today, std::size_t option, const double* hours, RateChange& more, RateChangeView v) {
    const std::uint32_t from = today.block.first_row, n = today.block.rows();
    for (auto* column :
         {&more.hand, &more.ai, &more.tokens, &more.prompts, &more.hollow_reviews, &more.log_size, &more.log_points,
          &more.log_defects, &more.log_ai_defects, &more.glance, &more.tried, &more.taken, &more.log_left})
        std::fill_n(*column, n, 0.0);
    const double* left = v[col::day_left].data() + from;
    DayOf day{.left = left,
              .hours = hours,
              .chosen = v[col::chosen][option].data() + from,
              .glance = v[col::glance].data() + from,
              .tried = v[col::tried].data() + from,
              .there = left};
    if (in_parts(today, option)) {
        BlockColumn chances, all;
        std::fill_n(all, n, 1.0);
        const Practice& p = practice(today, option - first_practice);
        if (p.opportunity == Opportunity::review) day.there = all;  // there are as many, however long the day is
        find_chances(today, p.opportunity, v, chances);
        return add_part(n, part_rates(p), day, chances, more);
    }
    if (is_dial(today, option))
        return add_uses(today, option - first_practice, 1.0 / today.given.chosen_minutes(), more);
    if (option >= first_practice)
        add_uses(today, option - first_practice, 1.0 / practice(today, option - first_practice).minutes_per_use, more);
    if (option == build || option == build_with_ai) add_building(today, option, more, v);
    find_room(n, day, more);
}

}  // namespace strathern
