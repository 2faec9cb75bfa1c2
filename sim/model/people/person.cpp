// Who is it that starts on a seat? Level, skill, temper: luck of the seat, and of how many were hired for it before.
#include <strathern/params/ai.hpp>
#include <strathern/params/behaviour.hpp>
#include <strathern/params/organisation.hpp>
#include <strathern/params/people.hpp>
#include <strathern/params/review.hpp>

#include "core/variates.hpp"
#include "model/people/people.hpp"

namespace strathern {
namespace {

constexpr double most_reluctant = 10.0;        ///< the parameter's own limit
constexpr double least_care = 1e-9;            ///< keeps the logarithm finite where nobody cares
constexpr double first_reviews_per_day = 1.0;  ///< until the person's own reviews have been counted

double between(double low, double x, double high) { return x < low ? low : (x > high ? high : x); }

double median_skill(const People& p, std::uint8_t level) {
    if (level == junior) return p.junior_skill;
    if (level == senior) return p.senior_skill;
    return level == architect ? p.architect_skill : 1.0;  // 1: mid, whose skill is the unit
}

// Work out of an hour with AI, where so many attempts are made as the median user makes one of. The median's chance of
// success is the unit.
double yield_of(double attempts, double success) {
    constexpr double sure = 1.0 - 1e-12;  // keeps the logarithm finite
    const double failure = portable::log(1.0 - (success < sure ? success : sure));
    return (1.0 - portable::exp(attempts * failure)) / success;
}

// What somebody brings along.
void draw_traits(const Today& today, EngineerId i, SeatPersonView v) {
    const auto u = today.draws.uniforms(Purpose::setup_person, 0, luck_of(v, i), 0),
               w = today.draws.uniforms(Purpose::setup_person, 0, luck_of(v, i), 1);
    const auto& given = today.given;
    const auto& b = given.behaviour;
    v[col::skill][i] = v[col::own_skill][i] =
        lognormal(median_skill(given.people, v[col::level][i]), given.people.skill_sd_log, u[0]);
    v[col::token_intensity][i] = portable::exp(given.ai.tokens_sd_log * normal(u[1]));
    v[col::ai_yield][i] = yield_of(v[col::token_intensity][i], given.ai.attempt_success);
    v[col::log_care][i] = portable::log(given.review.care + least_care) + given.review.care_sd_log * normal(u[2]);
    v[col::sophistication][i] = between(0.0, b.sophistication + b.sophistication_sd * normal(u[3]), 1.0);
    v[col::status_concern][i] = exponential(b.status, w[1]);
    v[col::reluctance][i] = between(0.0, b.reluctance + b.reluctance_sd * normal(w[0]), most_reluctant);
}

// Where somebody stands on the first day.
void start_afresh(const Today& today, EngineerId i, SeatPersonView v) {
    v[col::active][i] = 1.0;
    v[col::tenure_days][i] = 0.0;
    v[col::ramp][i] = (v[col::reviews_only][i] ? 1.0 : today.given.people.ramp_start_share) *
                      known_code_factor(today.given.people, 0.0);
    v[col::motivation][i] = v[col::familiarity][i] = v[col::fatigue][i] = v[col::fluency][i] = 0.0;
    v[col::acuity][i] = today.given.people.unfamiliar_acuity;
    v[col::former_team][i] = col::former_team.start;
    v[col::hour_gain][i] = 0.0;
    v[col::reviews_per_day][i] = first_reviews_per_day;
    v[col::score][i] = v[col::last_score][i] = v[col::weeks_scored][i] = 0.0;
    for (auto& option : v[col::trust]) option[i] = 1.0;
    for (auto& option : v[col::trust_doubt]) option[i] = 1.0;
    for (std::size_t m = 0; m < v[col::own_target].size(); ++m) v[col::own_target][m][i] = v[col::target][m];
}

}  // namespace

std::uint8_t first_level(const Today& today, EngineerId i, View<Reads<col::seat, col::reviews_only>, Writes<>> v) {
    if (v[col::reviews_only][i]) return senior;
    const auto& o = today.given.organisation;
    const std::int64_t place = index(i) - v.layout().first_row(v.layout().team_of(i));
    if (place < o.architects_per_team_count) return architect;
    const double u = today.draws.uniforms(Purpose::setup_person, 0, {v[col::seat][i], 0}, 2)[0];
    if (u < o.junior_share) return junior;
    return u < o.junior_share + o.mid_share ? mid : senior;
}

double adoption(const Today& today, Slot luck) {
    constexpr std::uint32_t block = 1, word = 2;  // behind the traits
    const double z = normal(today.draws.uniforms(Purpose::setup_person, 0, luck, block)[word]);
    return portable::exp(today.given.ai.adoption_sd_log * z);
}

void seat_person(const Today& today, EngineerId i, SeatPersonView v) {
    v[col::luck_seat][i] = v[col::seat][i];
    v[col::luck_number][i] = v[col::hired_before][i];
    draw_traits(today, i, v);
    start_afresh(today, i, v);
    settle_habits(today, i, v);
}

}  // namespace strathern
