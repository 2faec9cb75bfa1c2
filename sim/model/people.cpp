// Who grows, tires, leaves and comes?
#include <algorithm>

#include "core/variates.hpp"
#include "core/wide.hpp"
#include "model/phases.hpp"

namespace strathern {
namespace {

double between(double low, double x, double high) { return x < low ? low : (x > high ? high : x); }

bool may_review(const Rules& given, std::uint8_t level) {
    return level >= static_cast<std::uint8_t>(given.p.review().rights);
}

bool may_know(const Rules& given, std::size_t practice, std::uint8_t level) {
    return level >= static_cast<std::uint8_t>(given.practices[practice].value.least_level);
}

double habit_of(const Rules& given, std::size_t option) {
    const auto& a = given.p.activities();
    switch (option) {
        case build:
            return a.build.habit_share;
        case build_with_ai:
            return a.build_with_ai.habit_share;
        case review:
            return a.review.habit_share;
        default:
            return given.practices[option - first_practice].value.habit_share;
    }
}

// Inclination to an option among those who know it: the declared habit, or a first try for what nobody is used to.
double inclination(const Rules& given, std::size_t option, double reluctance, double z) {
    const double declared = habit_of(given, option);
    if (option < first_practice) return declared * portable::exp(given.p.activities().habit_sd_log * z);
    const double stigma = given.practices[option - first_practice].value.stigma;
    const double share =
        declared > 0.0 ? declared * portable::exp(given.p.activities().habit_sd_log * z) : given.p.behaviour().first_share;
    return share * portable::exp(-reluctance * stigma);
}

void settle_habits(const Rules& given, const Draws& draws, EngineerId i, State& s) {
    const Slot slot{s.people.seat[i], s.people.requisition[i]};
    double sum = 0.0, habit[option_limit];
    for (std::size_t a = 0; a < s.options; ++a) {
        const auto block = static_cast<std::uint32_t>(a / 4);
        const double z = normal(draws.uniforms(Purpose::hiring, 0, slot, block)[a % 4]);
        const double coin = draws.uniforms(Purpose::hiring, 0, slot, 4 + block)[a % 4];
        habit[a] = inclination(given, a, s.people.reluctance[i], z);
        if (a == review && !may_review(given, s.people.level[i])) habit[a] = 0.0;
        if (a >= first_practice && coin >= given.practices[a - first_practice].value.known_share) habit[a] = 0.0;
        if (a >= first_practice && !may_know(given, a - first_practice, s.people.level[i])) habit[a] = 0.0;
        if (s.people.reviews_only[i]) habit[a] = a == review ? 1.0 : 0.0;
        sum += habit[a];
    }
    for (std::size_t a = 0; a < s.options; ++a) {
        s.choices.habit[a][i] = s.choices.share[a][i] = sum > 0.0 ? habit[a] / sum : 0.0;
        if (!s.choices.previous.empty()) s.choices.previous[a][i] = habit[a] / sum, s.choices.experience[a][i] = 0.0;
    }
}

double median_skill(const Rules& given, std::uint8_t level) {
    if (level == 0) return given.p.people().junior_skill;
    if (level == 1) return 1.0;
    return level == 2 ? given.p.people().senior_skill : given.p.people().architect_skill;
}

// A review begun goes back to the queue, to wait anew.
void drop_review(std::uint32_t place, std::int32_t minute, Flow& flow) {
    InReview& hand = flow.in_review[place];
    if (hand.minutes_left == 0) return;
    flow.waiting.push_back({minute, flow.pool[hand.change].author, hand.change});
    hand.minutes_left = 0;
}

// Somebody of the team who still works there, from the seat behind on; the same row if there is nobody.
std::uint32_t successor(std::uint32_t row, std::uint32_t team, const State& s) {
    const std::uint32_t first = team * s.width, members = s.teams.members[TeamId{team}];
    for (std::uint32_t k = 1; k < members; ++k) {
        const std::uint32_t other = first + (row - first + k) % members;
        if (s.people.active[EngineerId{other}] > 0.0) return other;
    }
    return row;
}

// A colleague answers for the leaver's open changes from now on.
void hand_over(std::uint32_t from, std::uint32_t to, Flow& flow) {
    for (auto* queue : {&flow.waiting, &flow.returning, &flow.checking, &flow.taking_back, &flow.held})
        for (Pending& p : *queue)
            if (p.author == from) p.author = to;
    for (Change& c : flow.pool)
        if (c.author == from) c.author = to;
}

}  // namespace

void clear_seat(EngineerId i, std::uint32_t team, std::int32_t minute, State& s) {
    auto& flow = s.flow_of(team);
    drop_review(index(i) - s.pool_begin(team) * s.width, minute, flow);
    for (auto* c : {&s.people.active, &s.people.owed_minutes, &s.people.carried_minutes}) (*c)[i] = 0.0;
    if (!s.people.reviews_only[i]) hand_over(index(i), successor(index(i), team, s), flow);
    for (auto* c : {&s.desks.done_by_hand, &s.desks.done_with_ai}) (*c)[i] = 0.0;
    for (auto& option : s.choices.share) option[i] = 0.0;
    for (auto& option : s.choices.habit) option[i] = 0.0;
}

std::uint8_t first_level(const Rules& given, const Draws& draws, std::uint32_t place, std::uint32_t seat) {
    const auto& o = given.p.organisation();
    if (place >= static_cast<std::uint32_t>(o.team_size)) return 2;
    if (static_cast<std::int64_t>(place) < o.architects_per_team_count) return 3;
    const double u = draws.uniforms(Purpose::setup_person, 0, {seat, 0}, 2)[0];
    if (u < o.junior_share) return 0;
    return u < o.junior_share + o.mid_share ? 1 : 2;
}

void take_rights(const Rules& given, const Draws& draws, EngineerId i, std::uint8_t before, State& s) {
    const std::uint8_t level = s.people.level[i];
    const Slot slot{s.people.seat[i], s.people.requisition[i]};
    for (std::size_t a = review; a < s.options; ++a) {
        const bool practice = a >= first_practice;
        const bool could = practice ? may_know(given, a - first_practice, before) : may_review(given, before);
        const bool can = practice ? may_know(given, a - first_practice, level) : may_review(given, level);
        const auto block = static_cast<std::uint32_t>(a / 4);
        const double z = normal(draws.uniforms(Purpose::hiring, 0, slot, block)[a % 4]);
        const double coin = draws.uniforms(Purpose::hiring, 0, slot, 4 + block)[a % 4];
        if (could || !can || (practice && coin >= given.practices[a - first_practice].value.known_share)) continue;
        s.choices.habit[a][i] = inclination(given, a, s.people.reluctance[i], z);
    }
}

namespace {

bool wanted(const Rules& given, EngineerId i, std::uint32_t team, const State& s) {
    const std::uint32_t place = index(i) - team * s.width;
    if (s.people.closed[i] > 0.0) return false;
    if (!s.people.reviews_only[i]) return place < s.teams.members[TeamId{team}];
    const std::uint32_t number = place - static_cast<std::uint32_t>(given.p.organisation().team_size);
    return static_cast<std::int64_t>(number) < given.p.review().dedicated_reviewers_per_team;
}

void leave(const Rules& given, int day, EngineerId i, std::uint32_t team, State& s) {
    clear_seat(i, team, minute_of(day + 1, 0), s);
    s.people.vacant_until[i] = day + static_cast<double>(given.p.people().vacancy_days);
    ++s.people.requisition[i];
    s.teams.tally[team][Tally::leavers] += 1.0;
}

}  // namespace

struct GrowthRates {
    double learning, delegation, lesson, deskilling, ramp_start, ramp_days, crowding, autonomy, motivation_rate;
};

/// How code becomes familiar and work tires, in a week.
struct WearRates {
    double by_being, by_review, unfamiliar, minutes, rest_share, rate, dulled;
};

void seat_person(const Rules& given, const Draws& draws, std::uint32_t row, State& s) {
    const EngineerId i{row};
    auto& p = s.people;
    const Slot slot{p.seat[i], p.requisition[i]};
    const auto u = draws.uniforms(Purpose::setup_person, 0, slot, 0),
               v = draws.uniforms(Purpose::setup_person, 0, slot, 1);
    const auto& b = given.p.behaviour();
    p.active[i] = 1.0;
    p.tenure_days[i] = 0.0;
    p.ramp[i] = p.reviews_only[i] ? 1.0 : given.p.people().ramp_start_share;
    p.skill[i] = lognormal(median_skill(given, p.level[i]), given.p.people().skill_sd_log, u[0]);
    p.token_intensity[i] = portable::exp(given.p.ai().tokens_sd_log * normal(u[1]));
    p.log_care[i] = portable::log(given.p.review().care + 1e-9) + given.p.review().care_sd_log * normal(u[2]);
    p.sophistication[i] = between(0.0, b.sophistication + b.sophistication_sd * normal(u[3]), 1.0);
    p.reluctance[i] = between(0.0, b.reluctance + b.reluctance_sd * normal(v[0]), 10.0);
    p.motivation[i] = p.familiarity[i] = p.fatigue[i] = p.fluency[i] = 0.0;
    p.acuity[i] = given.p.people().unfamiliar_acuity;
    p.former_team[i] = -1.0;
    settle_habits(given, draws, i, s);
    s.choices.hour_gain[i] = 0.0;
    s.choices.reviews_per_day[i] = 1.0;
    s.scoreboard.score[i] = s.scoreboard.last_score[i] = 0.0;
    for (std::size_t m = 0; m < s.scoreboard.own_target.size(); ++m)
        s.scoreboard.own_target[m][i] = given.regime->metrics[m].value.target;
}

STRATHERN_WIDE void grow(std::size_t n, const GrowthRates& r, const double* __restrict by_hand,
                         const double* __restrict with_ai, const double* __restrict lessons,
                         const double* __restrict mentored, const double* __restrict away,
                         const double* __restrict felt, double* __restrict skill, double* __restrict ramp,
                         double* __restrict tenure, double* __restrict motivation) {
    for (std::size_t k = 0; k < n; ++k) {
        const double both = by_hand[k] + with_ai[k];
        const double doing = both > 0.0 ? (by_hand[k] + r.delegation * with_ai[k]) / both : 0.0;
        const double delegated = both > 0.0 ? with_ai[k] / both : 0.0;
        skill[k] *= 1.0 + r.learning * (doing + r.lesson * lessons[k]) + mentored[k] - r.deskilling * delegated;
        tenure[k] += days_per_week;
        const double ramped = r.ramp_start + (1.0 - r.ramp_start) * tenure[k] / r.ramp_days;
        ramp[k] = ramped < 1.0 ? ramped : 1.0;
        const double wanted = -r.crowding * felt[k] / (1.0 + felt[k]) - r.autonomy * away[k];
        motivation[k] += r.motivation_rate * (wanted - motivation[k]);
    }
}

// Familiarity closes in on 1, fatigue on the strain of the week; both decide what a reading finds.
STRATHERN_WIDE void wear(std::size_t n, const WearRates& r, const double* __restrict reviews,
                         const double* __restrict review_minutes, const double* __restrict owed,
                         double* __restrict familiarity, double* __restrict fatigue, double* __restrict acuity) {
    for (std::size_t k = 0; k < n; ++k) {
        familiarity[k] += (1.0 - familiarity[k]) * (1.0 - portable::exp(-r.by_being - r.by_review * reviews[k]));
        const double load = (review_minutes[k] + owed[k]) / r.minutes;
        const double over = (load - r.rest_share) / (1.0 - r.rest_share);
        const double strain = over < 0.0 ? 0.0 : (over < 1.0 ? over : 1.0);
        fatigue[k] += r.rate * (strain - fatigue[k]);
        acuity[k] = (1.0 - (1.0 - r.unfamiliar) * (1.0 - familiarity[k])) * (1.0 - r.dulled * fatigue[k]);
    }
}

namespace {

// Every junior and middle-level engineer of a team gets an equal part of what the team's mentors give.
void share_mentoring(const Block& block, const Choices& c, const Staff& people, double* mentored) {
    for (std::uint32_t team = block.first_team; team < block.last_team; ++team) {
        double given = 0.0, learners = 0.0;
        const std::uint32_t first = team * block.width, last = first + block.width;
        for (std::uint32_t row = first; row < last; ++row) {
            const EngineerId i{row};
            given += c.week_minutes[i] * c.mentoring_rate[i];
            learners += people.level[i] < 2 ? people.active[i] : 0.0;
        }
        for (std::uint32_t row = first; row < last; ++row)
            mentored[row - block.first_row] =
                learners > 0.0 && people.level[EngineerId{row}] < 2 ? given / learners : 0.0;
    }
}

// How far hours are from the own inclination: the part that would have to move.
void find_distance(const Block& block, const Choices& c, double* away) {
    for (std::size_t a = 0; a < c.share.size(); ++a)
        for (std::uint32_t k = 0; k < block.rows(); ++k) {
            const EngineerId i{block.first_row + k};
            const double apart = c.share[a][i] - c.habit[a][i];
            away[k] += 0.5 * (apart < 0.0 ? -apart : apart);
        }
}

void gain_fluency(const Block& block, const Choices& c, Staff& people) {
    for (std::uint32_t row = block.first_row; row < block.last_row; ++row) {
        const EngineerId i{row};
        const double trained = c.week_minutes[i] * c.fluency_rate[i];
        if (trained > 0.0) people.fluency[i] += (1.0 - people.fluency[i]) * (1.0 - portable::exp(-trained));
    }
}

}  // namespace

void grow_people(const Rules& given, const Block& block, const Choices& choices, const EngineerColumn& reviews,
                 const EngineerColumn& review_minutes, const Teams& teams, Staff& people) {
    const auto& p = given.p.people();
    const GrowthRates rates{p.learning_per_year / weeks_per_year,
                            p.delegation_learning_factor,
                            p.lesson_weeks,
                            p.deskilling_per_year / weeks_per_year,
                            p.ramp_start_share,
                            p.ramp_days,
                            p.crowding_out_sd,
                            p.autonomy_sd,
                            p.motivation_rate};
    const WearRates worn{p.familiarity_per_year / weeks_per_year,
                         p.familiarity_per_review,
                         p.unfamiliar_acuity,
                         given.chosen_minutes() * days_per_week,
                         p.fatigue_rest_share,
                         p.fatigue_rate,
                         p.fatigue_acuity};
    double felt[block_rows_limit], mentored[block_rows_limit], away[block_rows_limit] = {};
    const std::uint32_t from = block.first_row;
    for (std::uint32_t k = 0; k < block.rows(); ++k)
        felt[k] = teams.pressure[TeamId{block.first_team + k / block.width}];
    share_mentoring(block, choices, people, mentored);
    if (p.autonomy_sd > 0.0) find_distance(block, choices, away);
    grow(block.rows(), rates, choices.week_by_hand.data() + from, choices.week_with_ai.data() + from,
         choices.week_lessons.data() + from, mentored, away, felt, people.skill.data() + from,
         people.ramp.data() + from, people.tenure_days.data() + from, people.motivation.data() + from);
    wear(block.rows(), worn, reviews.data() + from, review_minutes.data() + from, choices.week_owed.data() + from,
         people.familiarity.data() + from, people.fatigue.data() + from, people.acuity.data() + from);
    gain_fluency(block, choices, people);
}

// The chance of leaving within the week.
STRATHERN_WIDE void find_departures(std::size_t n, double usual_hazard, double per_motivation,
                                    const double* __restrict motivation, double* __restrict chance) {
    for (std::size_t k = 0; k < n; ++k) {
        const double hazard = usual_hazard * portable::exp(-per_motivation * motivation[k]);
        chance[k] = 1.0 - portable::exp(-hazard);
    }
}

void let_leave(const Rules& given, const Draws& draws, int day, const Block& block, State& s) {
    double gone[block_rows_limit], chance[block_rows_limit];
    const std::uint32_t from = block.first_row, n = block.rows();
    draws.uniforms(Purpose::attrition, static_cast<std::uint32_t>(day), s.people.requisition.data() + from,
                   s.people.seat.data() + from, n, gone, nullptr, nullptr, nullptr);
    const auto& p = given.p.people();
    find_departures(n, p.attrition_per_year / weeks_per_year, p.attrition_per_motivation,
                    s.people.motivation.data() + from, chance);
    for (std::uint32_t k = 0; k < n; ++k) {
        const EngineerId i{from + k};
        if (gone[k] < chance[k] && s.people.active[i] > 0.0) leave(given, day, i, (from + k) / block.width, s);
    }
}

void fill_seats(const Rules& given, const Draws& draws, int day, const Block& block, State& s) {
    for (std::uint32_t row = block.first_row; row < block.last_row; ++row) {
        const EngineerId i{row};
        const std::uint32_t team = row / block.width;
        const bool seated = s.people.active[i] > 0.0, needed = wanted(given, i, team, s);
        if (seated && !needed) clear_seat(i, team, minute_of(day, 0), s);
        if (seated || !needed || day < s.people.vacant_until[i]) continue;
        s.people.level[i] = first_level(given, draws, row - team * s.width, s.people.seat[i]);
        seat_person(given, draws, row, s);
        if (!s.people.reviews_only[i]) begin_desk(given, draws, minute_of(day, 0), row, team, s);
        if (day == 0) continue;
        s.teams.tally[team][Tally::hires] += 1.0;
        s.teams.tally[team][Tally::hiring_cost] +=
            given.p.money().hiring_cost_share * yearly_cost(given.p.money(), s.people.level[i]);
    }
}

// A habit is the declared one times the person's own factor, so it moves by the ratio of what is declared.
void shift_habits(const Activities& before, const Rules& given, bool first_morning, const Block& block, Choices& c) {
    const auto& now = given.p.activities();
    const double was[] = {before.build.habit_share, before.build_with_ai.habit_share, before.review.habit_share};
    const double is[] = {now.build.habit_share, now.build_with_ai.habit_share, now.review.habit_share};
    if (std::equal(was, was + first_practice, is)) return;
    for (std::uint32_t row = block.first_row; row < block.last_row; ++row) {
        const EngineerId i{row};
        double sum = 0.0;
        for (std::size_t a = 0; a < c.habit.size(); ++a) {
            if (a < first_practice && was[a] > 0.0) c.habit[a][i] *= is[a] / was[a];
            sum += c.habit[a][i];
        }
        if (sum <= 0.0) continue;  // nobody there
        for (std::size_t a = 0; a < c.habit.size(); ++a) {
            c.habit[a][i] /= sum;
            if (!first_morning) continue;
            c.share[a][i] = c.habit[a][i];
            if (!c.previous.empty()) c.previous[a][i] = c.habit[a][i];
        }
    }
}

void count_reviewers(const Block& block, const Staff& people, const Choices& choices, Teams& teams) {
    for (std::uint32_t team = block.first_team; team < block.last_team; ++team) {
        double reviewers = 0.0;
        for (std::uint32_t row = team * block.width; row < (team + 1) * block.width; ++row)
            if (people.active[EngineerId{row}] > 0.0 && choices.share[review][EngineerId{row}] > 0.0) reviewers += 1.0;
        teams.reviewers[TeamId{team}] = reviewers;
    }
}

}  // namespace strathern
