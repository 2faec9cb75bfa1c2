// What does a use of hours do to the quantities of work? Rates per chosen minute, until hours are chosen again.
#include <strathern/params/ai.hpp>
#include <strathern/params/definitions.hpp>
#include <strathern/params/people.hpp>
#include <strathern/params/quality.hpp>
#include <strathern/params/work.hpp>

#include "core/portable_math.hpp"
#include "core/saturate.hpp"
#include "core/wide.hpp"
#include "model/codebase.hpp"
#include "model/people/people.hpp"

namespace strathern {

/// What AI asks for and takes a minute.
struct AiRates {
    double tokens, prompts;  ///< [1/minute with AI]
    double more_hard;        ///< tokens of a complex item, over those of a simple one, less one
};

STRATHERN_WIDE void base_rates(const Block& block, const AiRates& r, RatesView v) {
    const std::uint32_t from = block.first_row, n = block.rows();
    const double *by_hand = v[col::share][build].data() + from, *with_ai = v[col::share][build_with_ai].data() + from,
                 *skill = v[col::skill].data() + from, *ramp = v[col::ramp].data() + from,
                 *intensity = v[col::token_intensity].data() + from, *yield = v[col::ai_yield].data() + from,
                 *hard = v[col::hard].data() + from;
    double *hand_rate = v[col::hand_rate].data() + from, *ai_rate = v[col::ai_rate].data() + from,
           *token_rate = v[col::token_rate].data() + from, *prompt_rate = v[col::prompt_rate].data() + from;
    STRATHERN_INDEPENDENT
    for (std::uint32_t k = 0; k < n; ++k) {
        hand_rate[k] = by_hand[k] * skill[k] * ramp[k];
        ai_rate[k] = with_ai[k] * skill[k] * ramp[k] * yield[k];
        token_rate[k] = with_ai[k] * r.tokens * intensity[k] * (1.0 + r.more_hard * hard[k]);
        prompt_rate[k] = with_ai[k] * r.prompts;
    }
}

STRATHERN_WIDE void scale(std::size_t n, double factor, const double* __restrict x, double* __restrict scaled) {
    for (std::size_t k = 0; k < n; ++k) scaled[k] = factor * x[k];
}

STRATHERN_WIDE void add_multiple(std::size_t n, double factor, const double* __restrict x, double* __restrict sum) {
    for (std::size_t k = 0; k < n; ++k) sum[k] += x[k] * factor;
}

// Of several practices each takes its share of what the others leave.
STRATHERN_WIDE void add_shares(std::size_t n, double share, const double* __restrict part, double* __restrict sum) {
    for (std::size_t k = 0; k < n; ++k) sum[k] += (1.0 - sum[k]) * part[k] * share;
}

STRATHERN_WIDE void log_skill_defects(std::size_t n, double exponent, const double* __restrict skill,
                                      const double* __restrict ramp, double* __restrict log_defects) {
    constexpr double least = 1e-12;  // keeps the logarithm finite where nobody sits
    for (std::size_t k = 0; k < n; ++k) log_defects[k] = exponent * portable::log(skill[k] * ramp[k] + least);
}

// The less one more change costs, the smaller are changes.
STRATHERN_WIDE void cut_changes(std::size_t n, const ChangeCost& cost, double wait, const double* __restrict hand_rate,
                                const double* __restrict ai_rate, double* __restrict size) {
    for (std::size_t k = 0; k < n; ++k) {
        const double both = hand_rate[k] + ai_rate[k];
        size[k] *= __builtin_sqrt(cost.of(both > 0.0 ? ai_rate[k] / both : 0.0, wait));
    }
}

// Factors of many practices multiply: their product saturates at e^50 either way.
STRATHERN_WIDE void find_factors(std::size_t n, const double* __restrict log_factor, double* __restrict factor) {
    constexpr double knee = 50.0;
    for (std::size_t k = 0; k < n; ++k) factor[k] = portable::exp(saturated(log_factor[k], knee));
}

namespace {

/// Sums over practices whose exponential counts.
struct LogFactors {
    BlockColumn size = {}, defects, ai_defects = {}, points = {};
};

// Most practices move one thing or two.
void add_if_any(std::size_t n, double factor, const double* x, double* sum) {
    if (factor != 0.0) add_multiple(n, factor, x, sum);
}

bool signals_only(const Practice& p) {
    return p.change_size_factor == 1.0 && p.defect_factor == 1.0 && p.glance_share == 0.0 &&
           p.knowledge_per_hour == 0.0 && p.debt_paid_per_minute == 0.0 && p.erosion_paid_per_minute == 0.0 &&
           p.mentoring_per_hour == 0.0 && p.library_per_hour == 0.0 && p.fluency_per_hour == 0.0 &&
           p.latent_found_per_hour == 0.0 && p.experiment_share == 0.0;
}

// A practice that goes with something acts on that part of it.
void add_bound(const Practice& p, const Block& block, const double* part, LogFactors& logs, RatesView v) {
    const std::uint32_t from = block.first_row, n = block.rows();
    constexpr double least = 1e-12;  // keeps the logarithm finite where a factor is 0
    add_if_any(n, portable::log(p.change_size_factor), part, logs.size);
    double* defects = p.opportunity == Opportunity::change_with_ai ? logs.ai_defects : logs.defects;
    add_if_any(n, portable::log(p.defect_factor + least), part, defects);
    add_if_any(n, portable::log(p.points_factor + least), part, logs.points);
    if (p.glance_share > 0.0) add_shares(n, p.glance_share, part, v[col::glance].data() + from);
    if (p.experiment_share > 0.0) add_shares(n, p.experiment_share, part, v[col::tried].data() + from);
}

// Tired engineers make more defects, and so do engineers at work on code that is in debt or has worn.
void add_strain(const Today& today, RatesView v, double* log_defects) {
    const Block& block = today.block;
    const auto& given = today.given;
    add_if_any(block.rows(), given.people.fatigue_defects, v[col::fatigue].data() + block.first_row, log_defects);
    const auto& q = given.quality;
    if (q.erosion_defects == 0.0 && q.debt_defects == 0.0) return;
    for (std::uint32_t number = block.first_team; number < block.last_team; ++number) {
        const TeamId t{number};
        const double quarter = v[col::members][t] * given.chosen_minutes() * days_per_quarter;
        const double worn = portable::log(spoiling(q, quarter, v[col::debt][t], v[col::erosion][t]));
        const std::uint32_t at = block.first_place(t);
        for (std::uint32_t k = at; k < at + block.width; ++k) log_defects[k] += worn;
    }
}

void cut_changes(const Today& today, RatesView v) {
    const Block& block = today.block;
    const ChangeCost cost = cost_of_changes(today.given);
    for (std::uint32_t number = block.first_team; number < block.last_team; ++number) {
        const TeamId t{number};
        const std::uint32_t row = v.layout().first_row(t);
        cut_changes(block.width, cost, v[col::usual_wait][t], v[col::hand_rate].data() + row,
                    v[col::ai_rate].data() + row, v[col::size_factor].data() + row);
    }
}

void clear_rates(const Block& block, RatesView v) {
    for (auto* column :
         {&v[col::glance], &v[col::knowledge_rate], &v[col::debt_rate], &v[col::erosion_rate], &v[col::mentoring_rate],
          &v[col::library_rate], &v[col::fluency_rate], &v[col::latent_rate], &v[col::tried], &v[col::hollow_share],
          &v[col::hollow_review_rate], &v[col::hollow_token_rate]})
        for (std::uint32_t row = block.first_row; row < block.last_row; ++row) (*column)[EngineerId{row}] = 0.0;
}

// Uses of a practice per chosen minute. Reviews come as they come, however full the day is.
void find_uses(const Today& today, std::size_t number, double* uses, RatesView v) {
    const std::uint32_t from = today.block.first_row, n = today.block.rows();
    const Practice& p = today.catalogue.practices[number].value;
    const double* chosen = v[col::chosen][first_practice + number].data() + from;
    if (p.opportunity == Opportunity::unattended) return scale(n, 1.0 / today.given.chosen_minutes(), chosen, uses);
    if (p.opportunity != Opportunity::review)
        return scale(n, 1.0 / p.minutes_per_use, v[col::share][first_practice + number].data() + from, uses);
    find_chances(today, p.opportunity, v, uses);
    for (std::uint32_t k = 0; k < n; ++k) uses[k] *= chosen[k];
}

// What one practice adds to the rates of those who do it.
void add_practice(const Today& today, std::size_t number, RatesView v, LogFactors& logs) {
    constexpr double minutes_per_hour = 60.0;
    const std::uint32_t from = today.block.first_row, n = today.block.rows();
    const Practice& p = today.catalogue.practices[number].value;
    const double* share = v[col::share][first_practice + number].data() + from;
    BlockColumn uses;  // per chosen minute
    find_uses(today, number, uses, v);
    if (in_parts(today, first_practice + number))
        add_bound(p, today.block, v[col::chosen][first_practice + number].data() + from, logs, v);
    const auto add = [&](double factor, const double* x, auto& column) {
        add_if_any(n, factor, x, column.data() + from);
    };
    add(p.tokens_per_use, uses, v[col::token_rate]);
    add(p.prompts_per_use, uses, v[col::prompt_rate]);
    add(p.knowledge_per_hour / minutes_per_hour, share, v[col::knowledge_rate]);
    add(p.debt_paid_per_minute, share, v[col::debt_rate]);
    add(p.erosion_paid_per_minute, share, v[col::erosion_rate]);
    add(p.mentoring_per_hour / minutes_per_hour, share, v[col::mentoring_rate]);
    add(p.library_per_hour / minutes_per_hour, share, v[col::library_rate]);
    add(p.fluency_per_hour / minutes_per_hour, share, v[col::fluency_rate]);
    add(p.latent_found_per_hour / minutes_per_hour, share, v[col::latent_rate]);
    add(signals_only(p) ? 1.0 : 0.0, share, v[col::hollow_share]);
    add(p.reviews_per_use, uses, v[col::hollow_review_rate]);
    add(signals_only(p) ? p.tokens_per_use : 0.0, uses, v[col::hollow_token_rate]);
    if (today.catalogue.asked.practices)
        scale(n, p.tokens_per_use, uses, v[col::practice_token_rate][number].data() + from);
}

}  // namespace

void derive_rates(const Today& today, RatesView v) {
    const std::uint32_t from = today.block.first_row, n = today.block.rows();
    const auto& given = today.given;
    spend_hours(today, v);
    base_rates(today.block,
               {given.ai.tokens_per_minute, given.ai.prompts_per_minute, given.ai.hard_tokens_factor - 1.0}, v);
    LogFactors logs;
    log_skill_defects(n, given.quality.skill_exponent, v[col::skill].data() + from, v[col::ramp].data() + from,
                      logs.defects);
    add_strain(today, v, logs.defects);
    clear_rates(today.block, v);
    for (std::size_t number = 0; number < today.catalogue.practices.size(); ++number)
        add_practice(today, number, v, logs);
    find_factors(n, logs.size, v[col::size_factor].data() + from);
    find_factors(n, logs.defects, v[col::defect_factor].data() + from);
    find_factors(n, logs.ai_defects, v[col::ai_defect_factor].data() + from);
    find_factors(n, logs.points, v[col::points_factor].data() + from);
    cut_changes(today, v);
}

ChangeCost cost_of_changes(const InForce& given) {
    const double overhead = given.work.change_overhead_minutes;
    if (overhead == 0.0) return {};
    return {given.ai.overhead_saved_share, given.work.wait_cost_share / overhead};
}

}  // namespace strathern
