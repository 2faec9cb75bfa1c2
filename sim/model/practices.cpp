// How do ways of working spread, and what do they do to the quantities of work? Nothing here knows a metric.
#include "core/variates.hpp"
#include "core/wide.hpp"
#include "model/phases.hpp"

namespace strathern {
namespace {

void learn(const Rules& given, std::size_t practice, EngineerId i, const Staff& people, Choices& choices) {
    auto& habit = choices.habit[first_practice + practice][i];
    const Practice& p = given.practices[practice].value;
    if (habit > 0.0 || people.level[i] < static_cast<std::uint8_t>(p.least_level)) return;
    const double share = p.habit_share > 0.0 ? p.habit_share : given.p.behaviour().first_share;
    habit = share * portable::exp(-people.reluctance[i] * p.stigma);
}

// A colleague is seen at what takes up some of the day; who hardly does a thing is hardly seen at it.
void watch(const Rules& given, EngineerId i, EngineerId other, double coin, const Staff& people, Choices& choices) {
    for (std::size_t k = 0; k < given.practices.size(); ++k) {
        const double used = choices.share[first_practice + k][other] / given.p.behaviour().first_share;
        if (coin < given.practices[k].value.visible_share * (used < 1.0 ? used : 1.0))
            learn(given, k, i, people, choices);
    }
}

// The same of somebody in another team, as things were when the week was compared.
void watch_outside(const Rules& given, EngineerId i, std::uint32_t other, double coin, const Staff& people,
                   Choices& choices) {
    for (std::size_t k = 0; k < given.practices.size(); ++k) {
        const double used = given.seen[k][other] / given.p.behaviour().first_share;
        if (coin < given.practices[k].value.visible_share * (used < 1.0 ? used : 1.0))
            learn(given, k, i, people, choices);
    }
}

// Whom somebody meets outside the team: a seat of the former team, or any of the organisation.
std::uint32_t someone_outside(const Rules& given, const Block& block, const Teams& teams, double former, double coin,
                              double u) {
    if (former < 0.0 || coin >= given.p.behaviour().contact_former_share) {
        const auto size = static_cast<std::uint32_t>(given.p.organisation().team_size);
        const auto anybody = static_cast<std::uint32_t>(u * static_cast<double>(given.p.organisation().engineers_count));
        return anybody / size * block.width + anybody % size;
    }
    const auto team = static_cast<std::uint32_t>(former);
    return team * block.width + static_cast<std::uint32_t>(u * teams.members[TeamId{team}]);
}

bool signals_only(const Practice& p) {
    return p.change_size_factor == 1.0 && p.defect_factor == 1.0 && p.glance_share == 0.0 &&
           p.knowledge_per_hour == 0.0 && p.debt_paid_per_minute == 0.0 && p.erosion_paid_per_minute == 0.0 &&
           p.mentoring_per_hour == 0.0 && p.library_per_hour == 0.0 && p.fluency_per_hour == 0.0;
}

}  // namespace

void learn_practices(const Rules& given, const Draws& draws, int week, const Block& block, const Staff& people,
                     const Teams& teams, Choices& choices) {
    double meets[block_rows_limit], whom[block_rows_limit], coin[block_rows_limit], idea[block_rows_limit];
    double outside[block_rows_limit], where[block_rows_limit];
    const std::uint32_t from = block.first_row;
    draws.uniforms(Purpose::contact, static_cast<std::uint32_t>(week), people.requisition.data() + from,
                   people.seat.data() + from, block.rows(), meets, whom, coin, idea);
    const bool sees_others = !given.seen.empty();
    if (sees_others)
        draws.uniforms(Purpose::contact, static_cast<std::uint32_t>(week), people.requisition.data() + from,
                       people.seat.data() + from, block.rows(), outside, where, nullptr, nullptr, 1);
    const double hazard = 1.0 - portable::exp(-given.p.behaviour().discovery_per_year / weeks_per_year);
    for (std::uint32_t k = 0; k < block.rows(); ++k) {
        const EngineerId i{from + k};
        if (people.active[i] == 0.0 || people.reviews_only[i]) continue;
        const double number = idea[k] / (hazard > 0.0 ? hazard : 1e-300);
        if (number < static_cast<double>(given.practices.size()))
            learn(given, static_cast<std::size_t>(number), i, people, choices);
        if (meets[k] >= given.p.behaviour().contact_per_week) continue;
        if (sees_others && outside[k] < given.p.behaviour().contact_outside_share) {
            const std::uint32_t far = someone_outside(given, block, teams, people.former_team[i], where[k], whom[k]);
            watch_outside(given, i, far, coin[k], people, choices);
            continue;
        }
        const std::uint32_t other = colleague(teams, block.width, from + k, whom[k]);
        if (people.active[EngineerId{other}] > 0.0) watch(given, i, EngineerId{other}, coin[k], people, choices);
    }
}

// How many uses a minute there are: as many as the hours allow, and never more than there are occasions.
STRATHERN_WIDE void find_uses(std::size_t n, double per_share, const double* __restrict share,
                              const double* __restrict chances, double* __restrict uses) {
    for (std::size_t k = 0; k < n; ++k) {
        const double wanted = per_share * share[k];
        uses[k] = wanted < chances[k] ? wanted : chances[k];
    }
}

// Which part of the occasions is used.
STRATHERN_WIDE void find_parts(std::size_t n, const double* __restrict uses, const double* __restrict chances,
                               double* __restrict part) {
    for (std::size_t k = 0; k < n; ++k) part[k] = chances[k] > 0.0 ? uses[k] / chances[k] : 0.0;
}

STRATHERN_WIDE void scale(std::size_t n, double factor, const double* __restrict x, double* __restrict scaled) {
    for (std::size_t k = 0; k < n; ++k) scaled[k] = factor * x[k];
}

STRATHERN_WIDE void add_multiple(std::size_t n, double factor, const double* __restrict x, double* __restrict sum) {
    for (std::size_t k = 0; k < n; ++k) sum[k] += x[k] * factor;
}

STRATHERN_WIDE void add_glances(std::size_t n, double share, const double* __restrict part, double* __restrict glance) {
    for (std::size_t k = 0; k < n; ++k) glance[k] += (1.0 - glance[k]) * part[k] * share;
}

STRATHERN_WIDE void base_rates(std::size_t n, bool access, double tokens, double prompts,
                               const double* __restrict by_hand, const double* __restrict with_ai,
                               const double* __restrict skill, const double* __restrict ramp,
                               const double* __restrict intensity, double* __restrict hand_rate,
                               double* __restrict ai_rate, double* __restrict token_rate,
                               double* __restrict prompt_rate) {
    for (std::size_t k = 0; k < n; ++k) {
        const double ai = access ? with_ai[k] : 0.0, hand = by_hand[k] + (with_ai[k] - ai);
        hand_rate[k] = hand * skill[k] * ramp[k];
        ai_rate[k] = ai * skill[k] * ramp[k];
        token_rate[k] = ai * tokens * intensity[k];
        prompt_rate[k] = ai * prompts;
    }
}

STRATHERN_WIDE void log_skill_defects(std::size_t n, double exponent, const double* __restrict skill,
                                      const double* __restrict ramp, double* __restrict log_defects) {
    for (std::size_t k = 0; k < n; ++k) log_defects[k] = exponent * portable::log(skill[k] * ramp[k] + 1e-12);
}

// Whoever builds with AI puts more work into one change, as far as AI does the work.
STRATHERN_WIDE void bundle(std::size_t n, double factor, const double* __restrict hand_rate,
                           const double* __restrict ai_rate, double* __restrict size) {
    for (std::size_t k = 0; k < n; ++k) {
        const double both = hand_rate[k] + ai_rate[k];
        size[k] *= 1.0 + (factor - 1.0) * (both > 0.0 ? ai_rate[k] / both : 0.0);
    }
}

namespace {

/// Sums over practices whose exponential counts.
struct LogFactors {
    double size[block_rows_limit] = {}, defects[block_rows_limit], points[block_rows_limit] = {};
};

// Most practices move one thing or two.
void add_if_any(std::size_t n, double factor, const double* x, double* sum) {
    if (factor != 0.0) add_multiple(n, factor, x, sum);
}

// Opportunities per chosen minute of a practice that has some.
void find_chances(const Rules& given, Opportunity what, const Block& block, const Choices& c, double* chances) {
    const std::uint32_t from = block.first_row, n = block.rows();
    const double *by_hand = c.hand_rate.data() + from, *with_ai = c.ai_rate.data() + from;
    const double *share_with_ai = c.share[build_with_ai].data() + from, *reviews = c.reviews_per_day.data() + from;
    const double prompts = given.p.ai().access ? given.p.ai().prompts_per_minute : 0.0, minutes = given.chosen_minutes();
    switch (what) {
        case Opportunity::free:
            return;
        case Opportunity::change:
            for (std::uint32_t k = 0; k < n; ++k) chances[k] = (by_hand[k] + with_ai[k]) / given.p.work().change_minutes;
            return;
        case Opportunity::prompt:
            for (std::uint32_t k = 0; k < n; ++k) chances[k] = share_with_ai[k] * prompts;
            return;
        case Opportunity::review:
            for (std::uint32_t k = 0; k < n; ++k) chances[k] = reviews[k] / minutes;
            return;
    }
}

// A practice that goes with something reaches no further than that. Of what is unlimited no part is ever used up, so
// free practices don't come here: a part of 1e-300 does nothing but make slow, subnormal products.
void add_bound(const Practice& p, std::size_t n, const double* share, const double* chances, double* uses,
               double* glance, LogFactors& logs) {
    double part[block_rows_limit];
    find_uses(n, 1.0 / p.minutes_per_use, share, chances, uses);
    find_parts(n, uses, chances, part);
    add_if_any(n, portable::log(p.change_size_factor), part, logs.size);
    add_if_any(n, portable::log(p.defect_factor + 1e-12), part, logs.defects);
    add_if_any(n, portable::log(p.points_factor + 1e-12), part, logs.points);
    if (p.glance_share > 0.0) add_glances(n, p.glance_share, part, glance);
}

// Who is tired makes more defects, and so does who works on an architecture that has worn.
void add_strain(const Rules& given, const Block& block, const Staff& people, const Teams& teams, double* log_defects) {
    add_if_any(block.rows(), given.p.people().fatigue_defects, people.fatigue.data() + block.first_row, log_defects);
    if (given.p.quality().erosion_defects == 0.0) return;
    for (std::uint32_t team = block.first_team; team < block.last_team; ++team) {
        const TeamId t{team};
        const double quarter = teams.members[t] * given.chosen_minutes() * days_per_quarter;
        const double worn = portable::log1p(given.p.quality().erosion_defects * teams.erosion[t] / quarter);
        const std::uint32_t at = (team - block.first_team) * block.width;
        for (std::uint32_t k = at; k < at + block.width; ++k) log_defects[k] += worn;
    }
}

}  // namespace

void derive_rates(const Rules& given, const Block& block, const Staff& people, const Teams& teams, Choices& c) {
    const std::uint32_t from = block.first_row, n = block.rows();
    base_rates(n, given.p.ai().access, given.p.ai().tokens_per_minute, given.p.ai().prompts_per_minute,
               c.share[build].data() + from, c.share[build_with_ai].data() + from, people.skill.data() + from,
               people.ramp.data() + from, people.token_intensity.data() + from, c.hand_rate.data() + from,
               c.ai_rate.data() + from, c.token_rate.data() + from, c.prompt_rate.data() + from);
    LogFactors logs;
    double uses[block_rows_limit], chances[block_rows_limit];
    log_skill_defects(n, given.p.quality().skill_exponent, people.skill.data() + from, people.ramp.data() + from,
                      logs.defects);
    add_strain(given, block, people, teams, logs.defects);
    for (auto* column : {&c.glance, &c.knowledge_rate, &c.debt_rate, &c.erosion_rate, &c.mentoring_rate,
                         &c.library_rate, &c.fluency_rate, &c.hollow_share})
        for (std::uint32_t k = 0; k < n; ++k) column->data()[from + k] = 0.0;
    for (std::size_t a = 0; a < given.practices.size(); ++a) {
        const Practice& p = given.practices[a].value;
        const double* share = c.share[first_practice + a].data() + from;
        if (p.opportunity == Opportunity::free) {
            scale(n, 1.0 / p.minutes_per_use, share, uses);
        } else {
            find_chances(given, p.opportunity, block, c, chances);
            add_bound(p, n, share, chances, uses, c.glance.data() + from, logs);
        }
        add_if_any(n, p.tokens_per_use, uses, c.token_rate.data() + from);
        add_if_any(n, p.prompts_per_use, uses, c.prompt_rate.data() + from);
        add_if_any(n, p.knowledge_per_hour / 60.0, share, c.knowledge_rate.data() + from);
        add_if_any(n, p.debt_paid_per_minute, share, c.debt_rate.data() + from);
        add_if_any(n, p.erosion_paid_per_minute, share, c.erosion_rate.data() + from);
        add_if_any(n, p.mentoring_per_hour / 60.0, share, c.mentoring_rate.data() + from);
        add_if_any(n, p.library_per_hour / 60.0, share, c.library_rate.data() + from);
        add_if_any(n, p.fluency_per_hour / 60.0, share, c.fluency_rate.data() + from);
        add_if_any(n, signals_only(p) ? 1.0 : 0.0, share, c.hollow_share.data() + from);
    }
    exps(n, logs.size, c.size_factor.data() + from);
    exps(n, logs.defects, c.defect_factor.data() + from);
    exps(n, logs.points, c.points_factor.data() + from);
    if (given.p.ai().bundling_factor != 1.0)
        bundle(n, given.p.ai().bundling_factor, c.hand_rate.data() + from, c.ai_rate.data() + from,
               c.size_factor.data() + from);
}

}  // namespace strathern
