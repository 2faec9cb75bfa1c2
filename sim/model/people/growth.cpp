// Who grows, tires and stays keen? Skill, ramp, familiarity, fatigue, fluency and motivation move once a week.
#include <strathern/params/ai.hpp>
#include <strathern/params/people.hpp>

#include "core/portable_math.hpp"
#include "core/saturate.hpp"
#include "core/wide.hpp"
#include "model/codebase.hpp"
#include "model/people/people.hpp"

namespace strathern {

/// [log a week] Growth of skill saturates: a week of lessons and mentors teaches no more than a week can.
constexpr double growth_knee = 0.25;
/// [ratio] Above the largest skill that a level may have as its median, growth fades with the square of skill.
constexpr double skill_knee = 10.0;

// A week's factor of skill; as it is, to the last bit, where neither bound is passed.
[[gnu::always_inline]] inline double bounded_growth(double factor, double skill) {
    const double fades = skill > skill_knee ? skill_knee / skill : 1.0;
    const double grown = saturated(factor - 1.0, growth_knee) * fades * fades;
    const bool usual = factor <= 1.0 || (factor - 1.0 <= growth_knee && skill <= skill_knee);
    return usual ? factor : 1.0 + grown;
}

struct GrowthRates {
    double learning, delegation, lesson, deskilling, fading, crowding, autonomy, motivation_rate;
};

/// How code becomes familiar and strange again, in a week.
struct CodeRates {
    double by_writing, delegation, by_reading, kept;
    double ramp_start, ramp_days, unfamiliar_effort;
};

/// How work tires, in a week, and what dulls a reader.
struct WearRates {
    double unfamiliar, minutes, rest_share, rate, dulled;
};

/// What reaches people from around them in a week, by row of the block.
struct Surroundings {
    BlockColumn pressure;   ///< felt by the team [log-odds per unit of pay-off]
    BlockColumn mentored;   ///< growth of skill that mentors give [log]
    BlockColumn away = {};  ///< part of the hours that would have to move to be as the person is inclined
};

// How much of a week's work is learnt from, relative to work by hand; 0 where nothing is done.
[[gnu::always_inline]] inline double learnt_from(double by_hand, double with_ai, double delegation) {
    const double both = by_hand + with_ai;
    return both > 0.0 ? (by_hand + delegation * with_ai) / both : 0.0;
}

STRATHERN_WIDE void grow(const Block& block, const GrowthRates& r, const Surroundings& around, GrowView v) {
    const std::uint32_t from = block.first_row, n = block.rows();
    const double *by_hand = v[col::week_by_hand].data() + from, *with_ai = v[col::week_with_ai].data() + from,
                 *lessons = v[col::week_lessons].data() + from;
    const double* own_skill = v[col::own_skill].data() + from;
    double *skill = v[col::skill].data() + from, *motivation = v[col::motivation].data() + from;
    STRATHERN_INDEPENDENT
    for (std::uint32_t k = 0; k < n; ++k) {
        const double doing = learnt_from(by_hand[k], with_ai[k], r.delegation), both = by_hand[k] + with_ai[k];
        const double delegated = both > 0.0 ? with_ai[k] / both : 0.0;
        const double factor = 1.0 + r.learning * (doing + r.lesson * lessons[k]) + around.mentored[k] -
                              r.deskilling * delegated -
                              r.fading * portable::log(skill[k] > 0.0 ? skill[k] / own_skill[k] : 1.0);
        skill[k] *= bounded_growth(factor, skill[k]);
        const double felt = around.pressure[k];
        const double wanted = -r.crowding * felt / (1.0 + felt) - r.autonomy * around.away[k];
        motivation[k] += r.motivation_rate * (wanted - motivation[k]);
    }
}

// How much of the code a week shows that is not known yet.
[[gnu::always_inline]] inline double seen_a_week(const CodeRates& r, double by_hand, double with_ai,
                                                 double review_minutes) {
    return r.by_writing * learnt_from(by_hand, with_ai, r.delegation) + r.by_reading * review_minutes;
}

// Work for a change, over that of somebody who knows all of the code.
[[gnu::always_inline]] inline double work_in_strange_code(double unfamiliar_effort, double known) {
    return 1.0 + unfamiliar_effort * (1.0 - known);
}

// What a rested reader finds, of what one finds who knows all of the code.
[[gnu::always_inline]] inline double acuity_in(double unfamiliar, double known) {
    return 1.0 - (1.0 - unfamiliar) * (1.0 - known);
}

// People get to know the code by writing it and by reading what others write; the better they know it, the less work
// the same change takes.
STRATHERN_WIDE void know_code(const Block& block, const CodeRates& r, GrowView v) {
    const std::uint32_t from = block.first_row, n = block.rows();
    const double *by_hand = v[col::week_by_hand].data() + from, *with_ai = v[col::week_with_ai].data() + from,
                 *reading = v[col::week_review_minutes].data() + from;
    double *familiarity = v[col::familiarity].data() + from, *ramp = v[col::ramp].data() + from,
           *tenure = v[col::tenure_days].data() + from;
    STRATHERN_INDEPENDENT
    for (std::uint32_t k = 0; k < n; ++k) {
        const double seen = seen_a_week(r, by_hand[k], with_ai[k], reading[k]);
        familiarity[k] = r.kept * (1.0 - (1.0 - familiarity[k]) * portable::exp(-seen));
        tenure[k] += days_per_week;
        const double ramped = r.ramp_start + (1.0 - r.ramp_start) * tenure[k] / r.ramp_days;
        ramp[k] = (ramped < 1.0 ? ramped : 1.0) / work_in_strange_code(r.unfamiliar_effort, familiarity[k]);
    }
}

// Fatigue closes in on the strain of the week; with familiarity it decides what a reading finds.
STRATHERN_WIDE void wear(const Block& block, const WearRates& r, GrowView v) {
    const std::uint32_t from = block.first_row, n = block.rows();
    const double *review_minutes = v[col::week_review_minutes].data() + from, *owed = v[col::week_owed].data() + from,
                 *familiarity = v[col::familiarity].data() + from;
    double *fatigue = v[col::fatigue].data() + from, *acuity = v[col::acuity].data() + from;
    STRATHERN_INDEPENDENT
    for (std::uint32_t k = 0; k < n; ++k) {
        const double load = (review_minutes[k] + owed[k]) / r.minutes;
        const double over = (load - r.rest_share) / (1.0 - r.rest_share);
        const double strain = over < 0.0 ? 0.0 : (over < 1.0 ? over : 1.0);
        fatigue[k] += r.rate * (strain - fatigue[k]);
        acuity[k] = acuity_in(r.unfamiliar, familiarity[k]) * (1.0 - r.dulled * fatigue[k]);
    }
}

namespace {

void feel_pressure(const Block& block, GrowView v, double* pressure) {
    for (std::uint32_t k = 0; k < block.rows(); ++k) pressure[k] = v[col::pressure][block.team_at(k)];
}

// Every junior and middle-level engineer of a team gets an equal part of what the team's mentors give.
void share_mentoring(const Block& block, GrowView v, double* mentored) {
    for (std::uint32_t number = block.first_team; number < block.last_team; ++number) {
        double given = 0.0, learners = 0.0;
        const std::uint32_t first = v.layout().first_row(TeamId{number}), last = v.layout().last_row(TeamId{number});
        for (std::uint32_t row = first; row < last; ++row) {
            const EngineerId i{row};
            given += v[col::week_minutes][i] * v[col::mentoring_rate][i];
            learners += v[col::level][i] < senior ? v[col::active][i] : 0.0;
        }
        for (std::uint32_t row = first; row < last; ++row)
            mentored[row - block.first_row] =
                learners > 0.0 && v[col::level][EngineerId{row}] < senior ? given / learners : 0.0;
    }
}

// How far hours are from the own inclination: the part that would have to move.
void find_distance(const Today& today, GrowView v, double* away) {
    for (std::size_t a = 0; a < v[col::chosen].size(); ++a)
        for (std::uint32_t k = 0; in_hours(today, a) && k < today.block.rows(); ++k) {
            const EngineerId i = today.block.row(k);
            const double apart = v[col::chosen][a][i] - v[col::habit][a][i];
            away[k] +=
                0.5 * (apart < 0.0 ? -apart : apart);  // each hour is counted where it leaves and where it arrives
        }
}

// Tools change: what was learnt of them fades.
void gain_fluency(const Today& today, GrowView v) {
    const double kept = portable::exp(-today.given.ai.fluency_fading_per_year / weeks_per_year);
    for (std::uint32_t row = today.block.first_row; row < today.block.last_row; ++row) {
        const EngineerId i{row};
        const double trained = v[col::week_minutes][i] * v[col::fluency_rate][i];
        if (trained > 0.0) v[col::fluency][i] += (1.0 - v[col::fluency][i]) * (1.0 - portable::exp(-trained));
        v[col::fluency][i] *= kept;
    }
}

GrowthRates growth_rates(const People& p) {
    return {p.learning_per_year / weeks_per_year,
            p.delegation_learning_factor,
            p.lesson_weeks,
            p.deskilling_per_year / weeks_per_year,
            p.skill_fading_per_year / weeks_per_year,
            p.crowding_out_sd,
            p.autonomy_sd,
            p.motivation_rate};
}

constexpr double minutes_per_hour = 60.0;

CodeRates code_rates(const People& p) {
    return {p.familiarity_per_year / weeks_per_year,
            p.delegation_learning_factor,
            p.familiarity_per_review_hour / minutes_per_hour,
            portable::exp(-p.familiarity_fading_per_year / weeks_per_year),
            p.ramp_start_share,
            p.ramp_days,
            p.unfamiliar_effort};
}

WearRates wear_rates(const InForce& given) {
    const auto& p = given.people;
    return {p.unfamiliar_acuity, given.chosen_minutes() * days_per_week, p.fatigue_rest_share, p.fatigue_rate,
            p.fatigue_acuity};
}

}  // namespace

// From ten times or a tenth of the own skill on, as weekly growth slows down there: long tenures where hardly anything
// fades would else know no bounds.
constexpr double log_skill_knee = 2.302585092994046;

double skill_after(const People& p, double by_hand, double with_ai, double days) {
    const double both = by_hand + with_ai, fading = p.skill_fading_per_year;
    if (fading == 0.0 || both == 0.0) return 1.0;  // without a ceiling there is no usual lead over a newcomer
    const double doing = (by_hand + p.delegation_learning_factor * with_ai) / both, delegated = with_ai / both;
    const double lead = (p.learning_per_year * doing - p.deskilling_per_year * delegated) / fading;
    const double log_skill = -lead * portable::expm1(-fading * days / (days_per_week * weeks_per_year));
    return portable::exp(saturated(log_skill, log_skill_knee));
}

double familiarity_at_rest(const People& p, double by_hand, double with_ai, double review_minutes) {
    const CodeRates r = code_rates(p);
    const double strange = portable::exp(-seen_a_week(r, by_hand, with_ai, review_minutes));
    const double lost = 1.0 - r.kept * strange;
    return lost > 0.0 ? r.kept * (1.0 - strange) / lost : 1.0;
}

double sped_up_by_reading(const People& p, double by_hand, double with_ai, double review_minutes) {
    const CodeRates r = code_rates(p);
    const double known = familiarity_at_rest(p, by_hand, with_ai, review_minutes);
    const double by_knowing = p.unfamiliar_effort * known_code_factor(p, known);
    return by_knowing * r.by_reading * filling(seen_a_week(r, by_hand, with_ai, review_minutes), 1.0 - r.kept);
}

double acuity_of(const People& p, double familiarity) { return acuity_in(p.unfamiliar_acuity, familiarity); }

double known_code_factor(const People& p, double familiarity) {
    return 1.0 / work_in_strange_code(p.unfamiliar_effort, familiarity);
}

void grow_people(const Today& today, GrowView v) {
    Surroundings around;
    feel_pressure(today.block, v, around.pressure);
    share_mentoring(today.block, v, around.mentored);
    if (today.given.people.autonomy_sd > 0.0) find_distance(today, v, around.away);
    grow(today.block, growth_rates(today.given.people), around, v);
    know_code(today.block, code_rates(today.given.people), v);
    wear(today.block, wear_rates(today.given), v);
    gain_fluency(today, v);
}

}  // namespace strathern
