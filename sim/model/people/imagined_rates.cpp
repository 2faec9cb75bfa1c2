// What would a little more of an option do to the rates of work? The rules of rates.cpp, one step further.
#include <algorithm>
#include <strathern/params/ai.hpp>
#include <strathern/params/definitions.hpp>
#include <strathern/params/work.hpp>

#include "model/people/people.hpp"

namespace strathern {
namespace {

const Practice& practice(const Today& today, std::size_t number) { return today.catalogue.practices[number].value; }

/// How many more occasions there are with a little more of an activity. [rows of the block]
struct MoreOccasions {
    BlockColumn changes, prompts;
};

void find_more_occasions(const Today& today, std::size_t option, MoreOccasions& more, RateChangeView v) {
    const auto& given = today.given;
    for (std::uint32_t k = 0; k < today.block.rows(); ++k) {
        const EngineerId i = today.block.row(k);
        const bool builds = option == build || option == build_with_ai;
        more.changes[k] = builds ? v[col::skill][i] * v[col::ramp][i] / given.work.change_minutes : 0.0;
        more.prompts[k] = option == build_with_ai ? given.ai.prompts_per_minute : 0.0;
    }
}

/// What a little more does to a practice that goes with something.
struct MoreUses {
    double uses, part;  ///< derivatives
    double now;         ///< part of the occasions that is used now
};

// With more hours of its own, or with more occasions. Other practices leave some reviews to be glanced at.
void add_bound(const Practice& p, std::uint32_t k, const MoreUses& by, double glance, RateChange& more) {
    constexpr double least = 1e-12;  // as in rates.cpp
    more.tokens[k] += p.tokens_per_use * by.uses;
    more.prompts[k] += p.prompts_per_use * by.uses;
    more.log_size[k] += portable::log(p.change_size_factor) * by.part;
    more.log_points[k] += portable::log(p.points_factor + least) * by.part;
    const double own = 1.0 - p.glance_share * by.now;
    more.glance[k] += own > 0.0 ? p.glance_share * by.part * (1.0 - glance) / own : 0.0;
}

void add_own_hours(const Today& today, std::size_t number, RateChange& more, RateChangeView v) {
    const Practice& p = practice(today, number);
    const double per_share = 1.0 / p.minutes_per_use;
    BlockColumn chances;
    if (p.opportunity != Opportunity::free) find_chances(today, p.opportunity, v, chances);
    for (std::uint32_t k = 0; k < today.block.rows(); ++k) {
        const EngineerId i = today.block.row(k);
        if (p.opportunity == Opportunity::free) {
            more.tokens[k] += p.tokens_per_use * per_share;
            more.prompts[k] += p.prompts_per_use * per_share;
            continue;
        }
        const Uses reach = uses_of(per_share * v[col::share][first_practice + number][i], chances[k]);
        add_bound(p, k, {reach.per_wanted * per_share, reach.part_per_wanted * per_share, reach.part},
                  v[col::glance][i], more);
    }
}

void add_more_occasions(const Today& today, std::size_t number, const MoreOccasions& occasions, RateChange& more,
                        RateChangeView v) {
    const Practice& p = practice(today, number);
    if (p.opportunity != Opportunity::change && p.opportunity != Opportunity::prompt) return;
    const double* extra = p.opportunity == Opportunity::change ? occasions.changes : occasions.prompts;
    BlockColumn chances;
    find_chances(today, p.opportunity, v, chances);
    for (std::uint32_t k = 0; k < today.block.rows(); ++k) {
        const EngineerId i = today.block.row(k);
        const Uses reach = uses_of(v[col::share][first_practice + number][i] / p.minutes_per_use, chances[k]);
        add_bound(p, k, {reach.per_chance * extra[k], reach.part_per_chance * extra[k], reach.part}, v[col::glance][i],
                  more);
    }
}

// Work, tokens and prompts of an hour of building.
void add_building(const Today& today, std::size_t option, RateChange& more, RateChangeView v) {
    const auto& ai = today.given.ai;
    for (std::uint32_t k = 0; k < today.block.rows(); ++k) {
        const EngineerId i = today.block.row(k);
        (option == build ? more.hand : more.ai)[k] = v[col::skill][i] * v[col::ramp][i];
        if (option == build) continue;
        more.tokens[k] = ai.tokens_per_minute * v[col::token_intensity][i];
        more.prompts[k] = ai.prompts_per_minute;
    }
}

// Whoever builds with AI bundles work into fewer changes, as far as AI does the work.
void add_bundling(const Today& today, std::size_t option, RateChange& more, RateChangeView v) {
    const double extra = today.given.ai.bundling_factor - 1.0;
    if (extra == 0.0) return;
    for (std::uint32_t k = 0; k < today.block.rows(); ++k) {
        const EngineerId i = today.block.row(k);
        const double hand = v[col::hand_rate][i], ai = v[col::ai_rate][i], both = hand + ai;
        constexpr double none = 1e-100;  // of so little work no part has a finite slope
        if (both <= none) continue;
        const double share = ai / both, rate = v[col::skill][i] * v[col::ramp][i] / (both * both);
        const double moved = option == build_with_ai ? hand * rate : -ai * rate;
        more.log_size[k] += extra * moved / (1.0 + extra * share);
    }
}

}  // namespace

void change_rates(const Today& today, std::size_t option, RateChange& more, RateChangeView v) {
    for (auto* column :
         {&more.hand, &more.ai, &more.tokens, &more.prompts, &more.log_size, &more.log_points, &more.glance})
        std::fill_n(*column, today.block.rows(), 0.0);
    if (option >= first_practice) return add_own_hours(today, option - first_practice, more, v);
    if (option != build && option != build_with_ai) return;
    add_building(today, option, more, v);
    add_bundling(today, option, more, v);
    MoreOccasions occasions;
    find_more_occasions(today, option, occasions, v);
    for (std::size_t number = 0; number < today.catalogue.practices.size(); ++number)
        add_more_occasions(today, number, occasions, more, v);
}

}  // namespace strathern
