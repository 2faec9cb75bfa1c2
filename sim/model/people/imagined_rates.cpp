// What would a little more of an option do to the rates of work? The rules of rates.cpp and occasions.cpp, one step
// further.
#include <algorithm>
#include <strathern/params/ai.hpp>
#include <strathern/params/definitions.hpp>
#include <strathern/params/work.hpp>

#include "model/people/people.hpp"

namespace strathern {
namespace {

const Practice& practice(const Today& today, std::size_t number) { return today.catalogue.practices[number].value; }

// Work of a minute of building.
double done_of(std::size_t option, EngineerId i, RateChangeView v) {
    return v[col::skill][i] * v[col::ramp][i] * (option == build_with_ai ? v[col::ai_yield][i] : 1.0);
}

// How many more occasions there are with a little more of an activity, per chosen minute.
void find_more_chances(const Today& today, Opportunity what, std::size_t option, double* more, RateChangeView v) {
    const auto& given = today.given;
    const bool builds = option == build || option == build_with_ai;
    const double prompts = option == build_with_ai ? given.ai.prompts_per_minute : 0.0;
    for (std::uint32_t k = 0; k < today.block.rows(); ++k) {
        const EngineerId i = today.block.row(k);
        const double changes = builds ? done_of(option, i, v) / given.work.change_minutes : 0.0;
        more[k] = what == Opportunity::change ? changes : (what == Opportunity::prompt ? prompts : 0.0);
    }
}

// Work, tokens and prompts of an hour of building.
void add_building(const Today& today, std::size_t option, RateChange& more, RateChangeView v) {
    const auto& ai = today.given.ai;
    for (std::uint32_t k = 0; k < today.block.rows(); ++k) {
        const EngineerId i = today.block.row(k);
        (option == build ? more.hand : more.ai)[k] = done_of(option, i, v);
        if (option == build) continue;
        const double harder = 1.0 + (ai.hard_tokens_factor - 1.0) * v[col::hard][i];
        more.tokens[k] = ai.tokens_per_minute * v[col::token_intensity][i] * harder;
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
        const double share = ai / both, rate = done_of(option, i, v) / (both * both);
        const double moved = option == build_with_ai ? hand * rate : -ai * rate;
        more.log_size[k] += extra * moved / (1.0 + extra * share);
    }
}

// @param uses more of them, per chosen minute
void add_uses(const Today& today, std::size_t number, double uses, RateChange& more) {
    const Practice& p = practice(today, number);
    for (std::uint32_t k = 0; k < today.block.rows(); ++k) {
        more.tokens[k] += p.tokens_per_use * uses;
        more.prompts[k] += p.prompts_per_use * uses;
        more.hollow_reviews[k] += p.reviews_per_use * uses;
    }
}

// More occasions of a practice that is used on some of them.
void add_occasions(const Today& today, std::size_t option, std::size_t number, double* minutes, RateChange& more,
                   RateChangeView v) {
    const Practice& p = practice(today, number);
    if (!in_parts(today, first_practice + number)) return;
    BlockColumn chances;
    find_more_chances(today, p.opportunity, option, chances, v);
    for (std::uint32_t k = 0; k < today.block.rows(); ++k) {
        const double uses = v[col::chosen][first_practice + number][today.block.row(k)] * chances[k];
        more.tokens[k] += p.tokens_per_use * uses;
        more.prompts[k] += p.prompts_per_use * uses;
        more.hollow_reviews[k] += p.reviews_per_use * uses;
        minutes[k] += p.minutes_per_use * uses;
    }
}

// Hours of one option come on top of all others: a day holds no more, and their own occasions take minutes too.
void find_room(const Today& today, const double* hours, const double* minutes, RateChange& more, RateChangeView v) {
    for (std::uint32_t k = 0; k < today.block.rows(); ++k) {
        const double left = v[col::day_left][today.block.row(k)];
        more.taken[k] = 1.0;
        more.log_left[k] = hours[k] > 0.0 ? (1.0 - left - left * minutes[k]) / hours[k] : 0.0;
    }
}

// A practice that goes with something, on a little more of it.
void add_part(const Today& today, std::size_t number, const double* hours, RateChange& more, RateChangeView v) {
    constexpr double least = 1e-12;  // as in rates.cpp
    const Practice& p = practice(today, number);
    BlockColumn chances;
    find_chances(today, p.opportunity, v, chances);
    const double log_size = portable::log(p.change_size_factor), log_points = portable::log(p.points_factor + least),
                 log_defects = portable::log(p.defect_factor + least);
    for (std::uint32_t k = 0; k < today.block.rows(); ++k) {
        const EngineerId i = today.block.row(k);
        const double left = v[col::day_left][i];
        const double uses = p.opportunity == Opportunity::review ? chances[k] : left * chances[k];
        more.tokens[k] += p.tokens_per_use * uses;
        more.prompts[k] += p.prompts_per_use * uses;
        more.hollow_reviews[k] += p.reviews_per_use * uses;
        more.log_size[k] += log_size;
        more.log_points[k] += log_points;
        more.log_defects[k] += log_defects;
        more.taken[k] = left * p.minutes_per_use * chances[k];
        more.log_left[k] = hours[k] > 0.0 ? -more.taken[k] / hours[k] : 0.0;
        // Other practices leave some reviews to be glanced at.
        const double own = 1.0 - p.glance_share * v[col::chosen][first_practice + number][i];
        more.glance[k] += own > 0.0 ? p.glance_share * (1.0 - v[col::glance][i]) / own : 0.0;
    }
}

}  // namespace

void change_rates(const Today& today, std::size_t option, const double* hours, RateChange& more, RateChangeView v) {
    for (auto* column : {&more.hand, &more.ai, &more.tokens, &more.prompts, &more.hollow_reviews, &more.log_size,
                         &more.log_points, &more.log_defects, &more.glance, &more.taken, &more.log_left})
        std::fill_n(*column, today.block.rows(), 0.0);
    if (in_parts(today, option)) return add_part(today, option - first_practice, hours, more, v);
    if (is_dial(today, option))
        return add_uses(today, option - first_practice, 1.0 / today.given.chosen_minutes(), more);
    BlockColumn minutes = {};
    if (option >= first_practice)
        add_uses(today, option - first_practice, 1.0 / practice(today, option - first_practice).minutes_per_use, more);
    if (option == build || option == build_with_ai) {
        add_building(today, option, more, v);
        add_bundling(today, option, more, v);
        for (std::size_t number = 0; number < today.catalogue.practices.size(); ++number)
            add_occasions(today, option, number, minutes, more, v);
    }
    find_room(today, hours, minutes, more, v);
}

}  // namespace strathern
