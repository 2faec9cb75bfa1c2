// How do ways of working spread, and what do they do to the quantities of work? Nothing here knows a metric.
#include "core/variates.hpp"
#include "core/wide.hpp"
#include "model/phases.hpp"

namespace strathern {
namespace {

void learn(const Rules& given, std::size_t practice, EngineerId i, const Staff& people, Choices& choices) {
    auto& habit = choices.habit[first_practice + practice][i];
    if (habit > 0.0) return;
    const Practice& p = given.practices[practice].value;
    const double share = p.habit_share > 0.0 ? p.habit_share : given.p.behaviour.first_share;
    habit = share * portable::exp(-people.reluctance[i] * p.stigma);
}

// A colleague is seen at what takes up some of the day; who hardly does a thing is hardly seen at it.
void watch(const Rules& given, EngineerId i, EngineerId other, double coin, const Staff& people, Choices& choices) {
    for (std::size_t k = 0; k < given.practices.size(); ++k) {
        const double used = choices.share[first_practice + k][other] / given.p.behaviour.first_share;
        if (coin < given.practices[k].value.visible_share * (used < 1.0 ? used : 1.0)) learn(given, k, i, people, choices);
    }
}

bool signals_only(const Practice& p) {
    return p.change_size_factor == 1.0 && p.defect_factor == 1.0 && p.glance_share == 0.0 &&
           p.knowledge_per_hour == 0.0 && p.debt_paid_per_minute == 0.0;
}

}  // namespace

void learn_practices(const Rules& given, const Draws& draws, int day, const Block& block, const Staff& people,
                     const Teams& teams, Choices& choices) {
    double meets[block_rows_limit], whom[block_rows_limit], coin[block_rows_limit], idea[block_rows_limit];
    const std::uint32_t from = block.first_row;
    draws.uniforms(Purpose::contact, static_cast<std::uint32_t>(day), people.requisition.data() + from,
                   people.seat.data() + from, block.rows(), meets, whom, coin, idea);
    const double hazard = 1.0 - portable::exp(-given.p.behaviour.discovery_per_year / weeks_per_year);
    for (std::uint32_t k = 0; k < block.rows(); ++k) {
        const EngineerId i{from + k};
        if (people.active[i] == 0.0 || people.reviews_only[i]) continue;
        const double number = idea[k] / (hazard > 0.0 ? hazard : 1e-300);
        if (number < static_cast<double>(given.practices.size())) learn(given, static_cast<std::size_t>(number), i, people, choices);
        if (meets[k] >= given.p.behaviour.contact_per_week) continue;
        const std::uint32_t other = colleague(teams, block.width, from + k, whom[k]);
        if (people.active[EngineerId{other}] > 0.0) watch(given, i, EngineerId{other}, coin[k], people, choices);
    }
}

/// What one practice does per chosen minute, and how far it reaches the things it goes with.
struct PracticeEffect {
    double uses_per_share, tokens, prompts, log_size, log_defects, log_points, glance, knowledge, debt;
    bool hollow;
    Opportunity opportunity;
};

STRATHERN_WIDE void add_practice(std::size_t n, const PracticeEffect& e, const double* __restrict share,
                                 const double* __restrict chances, double* __restrict token_rate,
                                 double* __restrict prompt_rate, double* __restrict log_size,
                                 double* __restrict log_defects, double* __restrict log_points,
                                 double* __restrict glance) {
    for (std::size_t k = 0; k < n; ++k) {
        const double uses = e.uses_per_share * share[k];
        const double reach = uses < chances[k] ? uses : chances[k];          // a minute
        const double part = chances[k] > 0.0 ? reach / chances[k] : 0.0;     // of the opportunities
        token_rate[k] += reach * e.tokens;
        prompt_rate[k] += reach * e.prompts;
        log_size[k] += part * e.log_size;
        log_defects[k] += part * e.log_defects;
        log_points[k] += part * e.log_points;
        glance[k] += (1.0 - glance[k]) * part * e.glance;
    }
}

STRATHERN_WIDE void add_steady(std::size_t n, const PracticeEffect& e, const double* __restrict share,
                               double* __restrict knowledge, double* __restrict debt, double* __restrict hollow) {
    for (std::size_t k = 0; k < n; ++k) {
        knowledge[k] += share[k] * e.knowledge;
        debt[k] += share[k] * e.debt;
        hollow[k] += e.hollow ? share[k] : 0.0;
    }
}

STRATHERN_WIDE void base_rates(std::size_t n, bool access, double tokens, double prompts, const double* __restrict by_hand,
                               const double* __restrict with_ai, const double* __restrict skill,
                               const double* __restrict ramp, const double* __restrict intensity,
                               double* __restrict hand_rate, double* __restrict ai_rate,
                               double* __restrict token_rate, double* __restrict prompt_rate) {
    for (std::size_t k = 0; k < n; ++k) {
        const double ai = access ? with_ai[k] : 0.0, hand = by_hand[k] + (with_ai[k] - ai);
        hand_rate[k] = hand * skill[k] * ramp[k];
        ai_rate[k] = ai * skill[k] * ramp[k];
        token_rate[k] = ai * tokens * intensity[k];
        prompt_rate[k] = ai * prompts;
    }
}

STRATHERN_WIDE void log_skill_faults(std::size_t n, double exponent, const double* __restrict skill,
                                    const double* __restrict ramp, double* __restrict log_defects) {
    for (std::size_t k = 0; k < n; ++k) log_defects[k] = exponent * portable::log(skill[k] * ramp[k] + 1e-12);
}

namespace {

PracticeEffect effect_of(const Practice& p) {
    return {1.0 / p.minutes_per_use, p.tokens_per_use, p.prompts_per_use, portable::log(p.change_size_factor),
            portable::log(p.defect_factor + 1e-12), portable::log(p.points_factor + 1e-12), p.glance_share,
            p.knowledge_per_hour / 60.0, p.debt_paid_per_minute, signals_only(p), p.opportunity};
}

// Opportunities per chosen minute.
void find_chances(const Rules& given, Opportunity what, const Block& block, const Choices& c, double* chances) {
    const std::uint32_t from = block.first_row;
    for (std::uint32_t k = 0; k < block.rows(); ++k) {
        const EngineerId i{from + k};
        switch (what) {
            case Opportunity::free: chances[k] = 1e300; break;
            case Opportunity::change: chances[k] = (c.hand_rate[i] + c.ai_rate[i]) / given.p.work.change_minutes; break;
            case Opportunity::prompt: chances[k] = given.p.ai.access ? c.share[build_with_ai][i] * given.p.ai.prompts_per_minute : 0.0; break;
            case Opportunity::review: chances[k] = c.reviews_per_day[i] / given.chosen_minutes(); break;
        }
    }
}

}  // namespace

void derive_rates(const Rules& given, const Block& block, const Staff& people, Choices& c) {
    const std::uint32_t from = block.first_row, n = block.rows();
    base_rates(n, given.p.ai.access, given.p.ai.tokens_per_minute, given.p.ai.prompts_per_minute,
               c.share[build].data() + from, c.share[build_with_ai].data() + from, people.skill.data() + from,
               people.ramp.data() + from, people.token_intensity.data() + from, c.hand_rate.data() + from,
               c.ai_rate.data() + from, c.token_rate.data() + from, c.prompt_rate.data() + from);
    double log_size[block_rows_limit] = {}, log_defects[block_rows_limit], log_points[block_rows_limit] = {};
    double chances[block_rows_limit];
    log_skill_faults(n, given.p.quality.skill_exponent, people.skill.data() + from, people.ramp.data() + from, log_defects);
    for (auto* column : {&c.glance, &c.knowledge_rate, &c.debt_rate, &c.hollow_share})
        for (std::uint32_t k = 0; k < n; ++k) column->data()[from + k] = 0.0;
    for (std::size_t k = 0; k < given.practices.size(); ++k) {
        const PracticeEffect effect = effect_of(given.practices[k].value);
        const double* share = c.share[first_practice + k].data() + from;
        find_chances(given, effect.opportunity, block, c, chances);
        add_practice(n, effect, share, chances, c.token_rate.data() + from, c.prompt_rate.data() + from, log_size,
                     log_defects, log_points, c.glance.data() + from);
        add_steady(n, effect, share, c.knowledge_rate.data() + from, c.debt_rate.data() + from, c.hollow_share.data() + from);
    }
    exps(n, log_size, c.size_factor.data() + from);
    exps(n, log_defects, c.defect_factor.data() + from);
    exps(n, log_points, c.points_factor.data() + from);
}

}  // namespace strathern
