// What do people go by who think of what comes late? What a pool lets through, what the code base does to a team, what
// customers make of it, and how much of that a person has come to see.
#include <strathern/params/ai.hpp>
#include <strathern/params/behaviour.hpp>
#include <strathern/params/definitions.hpp>
#include <strathern/params/incidents.hpp>
#include <strathern/params/qa.hpp>
#include <strathern/params/quality.hpp>
#include <strathern/params/review.hpp>
#include <strathern/params/work.hpp>
#include <strathern/params/worth.hpp>

#include "core/portable_math.hpp"
#include "model/codebase.hpp"
#include "model/measure/expected.hpp"
#include "model/people/people.hpp"

namespace strathern {
namespace {

// ---------------------------------------------------------------------------------------------------------- a pool

double reviewed_share(const InForce& given, const PoolWeek& pool) {
    const double missed = pool.opened > 0.0 ? pool.unread / pool.opened : given.review.unreviewed_share;
    return missed < 1.0 ? 1.0 - missed : 0.0;
}

// Defects in 100 minutes of work that neither checks nor a first reading finds.
double through_per_100_minutes(const InForce& given, const PoolWeek& pool) {
    const auto& r = given.review;
    const double reviewed = reviewed_share(given, pool),
                 unchecked = given.qa_at_work() ? 1.0 - given.qa.detection : 1.0;
    const double line = reviewed * pool.seen_share(),
                 gets_to = r.read_share > 0.0 ? pool.reached_share() / r.read_share : 0.0;
    const double design = reviewed * gets_to * (1.0 - portable::exp(-pool.depth() * r.design_detection_factor));
    return given.quality.line_defects_per_100_minutes * unchecked * (1.0 - line) +
           given.quality.design_defects_per_100_minutes * (1.0 - design);
}

/// What a minute of review does that is left free: queues are used / free minutes long, so each frees a part of them.
struct Relief {
    double part = 0;   ///< of what waits, by a minute
    double found = 0;  ///< defects that are found more, by a minute
};

// The fewer changes wait, the longer people read, and the fewer go past review.
Relief relief(const ImaginedWeek& w, const PoolWeek& pool, std::uint32_t k) {
    constexpr double least_free = 0.05, minutes_per_week = days_per_week * minutes_per_day;
    const auto& r = w.today.given.review;
    if (!(pool.offered > 0.0) || !(pool.available > 0.0) || !(pool.reviewers > 0.0)) return {};
    const double free = 1.0 - pool.spent / pool.available;
    const double part = 1.0 / (pool.offered * (free > least_free ? free : least_free));
    const double waiting = pool.waited / minutes_per_week / pool.reviewers;  // what came in times how long it waited
    const double fewer_past = r.unreviewed_share * r.bypass_per_waiting * waiting * pool.usual * w.found[k];
    double longer = 0.0;
    const double depth = pool.depth(), reading = w.minutes_a_review[k] - r.start_minutes;
    if (r.minutes_law == ReviewLaw::chosen && depth > 0.0 && reading > 0.0)
        longer = r.impatience * waiting / (1.0 + r.impatience * waiting) * reading / depth;
    const double open = pool.reviewers * waiting / pool.teams;  // of one team's code
    const double fewer_open = w.today.given.quality.clash_defects * open * pool.changes;
    return {part, part * (fewer_past + pool.usual * longer * w.found_a_minute[k] + fewer_open)};
}

/// Minutes of debt and erosion that a first reading has mended, and a minute more of it.
struct Tidied {
    double a_review = 0, a_minute = 0;
};

Tidied tidied_by_reading(const InForce& given, const PoolWeek& pool, double reading) {
    if (!(pool.read > 0.0) || !(pool.changes > 0.0)) return {};
    const double could = given.review.debt_found_share * pool.debt / pool.changes / pool.read;
    return {could * pool.seen, reading > 0.0 ? could * (pool.reached - pool.seen) * pool.depth() / reading : 0.0};
}

void find_pool(ImaginedWeek& w, TeamId first, TeamId end, ImagineWeekView v) {
    LateWeek& late = w.late;
    const auto& given = w.today.given;
    const PoolWeek pool = pool_week(w, first, end, v);
    const double harder = 1.0 + (given.quality.hard_factor - 1.0) * given.work.hard_share;
    const double through = hundredth * harder * through_per_100_minutes(given, pool);
    const double reviewed = reviewed_share(given, pool);
    const double open = pool.waited / (days_per_week * minutes_per_day) / pool.teams;
    for (std::uint32_t k = w.today.block.first_place(first), last = w.today.block.first_place(end); k < last; ++k) {
        const EngineerId i = w.today.block.row(k);
        const Relief of = relief(w, pool, k);
        const Tidied tidied = tidied_by_reading(given, pool, w.minutes_a_review[k] - given.review.start_minutes);
        const TeamId t = v.layout().team_of(i);
        const double quarter = v[col::members][t] * given.chosen_minutes() * days_per_quarter;
        late.untidied[k] = breeding(given.quality, quarter, v[col::debt][t]);
        late.untidied[k] *= 1.0 - given.review.debt_found_share * reviewed * pool.seen_share();
        late.tidied[k] = tidied.a_review;
        late.tidied_a_minute[k] = tidied.a_minute;
        late.clashes[k] = given.quality.clash_defects * (open + others_at_work(t, v));
        late.through[k] = through * v[col::defect_factor][i];
        late.asked[k] = reviewed * w.minutes_a_review[k];
        late.eased[k] = of.found;
        late.shortened[k] = of.part * v[col::week_wait][v.layout().team_of(i)];
    }
}

// ---------------------------------------------------------------------------------------------------------- a team

/// What is the same for all members of a team.
struct TeamWeek {
    double escaped = 0, items = 0, learnt = 0;  ///< of the week
    double experiments = 0;                     ///< of the week
    double found = 0;                           ///< share of latent defects, as 1 - e^-found
    double ai_defects = 1, ai_debt = 1;
};

// Fills what is each member's own on the way.
TeamWeek team_week(ImaginedWeek& w, TeamId t, ImagineWeekView v) {
    const InForce& given = w.today.given;
    const auto& ai = given.ai;
    TeamWeek team;
    const double unhelped = 1.0 - ai.library_effect * v[col::library][t];
    team.ai_defects = 1.0 + (ai.defect_factor - 1.0) * unhelped, team.ai_debt = 1.0 + (ai.debt_factor - 1.0) * unhelped;
    const std::uint32_t at = w.today.block.first_place(t);
    for (std::uint32_t k = at; k < at + w.today.block.width; ++k) {
        const EngineerId i = w.today.block.row(k);
        const double changes = (w.hand[k] + w.ai[k]) / a_change(w, k), risk = given.quality.change_risk_minutes;
        const double of_ai = w.late.ai_defects[k] = team.ai_defects * v[col::ai_defect_factor][i];
        const double share = ai_share(w, k), own = risk * changes;
        w.late.escaped_ai[k] = w.late.through[k] * of_ai * (w.ai[k] + own * share);
        w.late.escaped[k] =
            w.late.through[k] * (w.hand[k] + own * (1.0 - share)) + w.late.escaped_ai[k] + w.late.clashes[k] * changes;
        team.escaped += v[col::active][i] * w.late.escaped[k];
        team.items += v[col::active][i] * (w.hand[k] + w.ai[k]) / an_item(given);
        team.experiments += v[col::active][i] * w.tried[k] * (w.hand[k] + w.ai[k]) / an_item(given);
        team.learnt += v[col::active][i] * w.minutes[k] * v[col::knowledge_rate][i];
        team.found += v[col::active][i] * w.minutes[k] * v[col::latent_rate][i];
    }
    return team;
}

/// What a minute a week of debt or erosion does that is left, or repaid, for a quarter. Where everything is repaid it
/// does nothing.
struct Code {
    double slowed_by_debt = 0, slowed_by_erosion = 0, spoilt_by_debt = 0, spoilt_by_erosion = 0;
    double debt_repaid = 0, erosion_repaid = 0;  ///< by a minute that repays, of what it would where there is plenty
};

Code code_of(const InForce& given, TeamId t, ImagineWeekView v) {
    const auto& q = given.quality;
    const double quarter = v[col::members][t] * given.chosen_minutes() * days_per_quarter;
    if (!(quarter > 0.0)) return {};
    const double part = weeks_per_quarter / quarter, slow = v[col::slow][t];
    const double debt = v[col::debt][t], erosion = v[col::erosion][t];
    Code code;
    code.debt_repaid = repaid_share(q, quarter, debt), code.erosion_repaid = repaid_share(q, quarter, erosion);
    const double spoilt = part / spoiling(q, quarter, debt, erosion);
    if (debt > 0.0) code.slowed_by_debt = -slow * q.debt_drag * part, code.spoilt_by_debt = q.debt_defects * spoilt;
    if (!(erosion > 0.0)) return code;
    code.slowed_by_erosion = -slow * q.erosion_drag * part, code.spoilt_by_erosion = q.erosion_defects * spoilt;
    return code;
}

/// Worth of one more item, of all by what is learnt a week, and of one more experiment.
struct TeamWorth {
    double item, known, averted, taught;
};

TeamWorth worth_of(const InForce& given, const TeamWeek& team, TeamId t, ImagineWeekView v) {
    const auto& w = given.worth;
    const double ideas = given.work.items_per_engineer_week * v[col::members][t];
    const double tried = team.items > 0.0 ? team.experiments / team.items : 0.0;
    const ExpectedWorth worth = expected_worth(given, {team.items, ideas, tried}, v[col::knowledge][t]);
    const double lesson = expected_lesson(given, worth.idle), learnt = team.learnt + lesson * team.experiments;
    const double known =
        worth.known * ((1.0 - w.known_share) * w.knowledge_gap_closed * filling(learnt, w.knowledge_decay_per_week));
    return {worth.item, known, -w.experiment_power * worth.harm, known * lesson};
}

void find_team(ImaginedWeek& w, TeamId t, ImagineWeekView v) {
    LateWeek& late = w.late;
    const TeamWeek team = team_week(w, t, v);
    const Code code = code_of(w.today.given, t, v);
    const TeamWorth worth = worth_of(w.today.given, team, t, v);
    const LongRun customers = in_the_long_run(w.today.given, t, v);
    const ExpectedIncidents incidents = expected_incidents(w.today.given.incidents, team.found);
    const double members = v[col::members][t];  // satisfaction counts once for each
    const std::uint32_t at = w.today.block.first_place(t);
    for (std::uint32_t k = at; k < at + w.today.block.width; ++k) {
        late.ai_debt[k] = team.ai_debt;
        late.team_escaped[k] = team.escaped, late.team_items[k] = team.items;
        late.slowed_by_debt[k] = code.slowed_by_debt, late.slowed_by_erosion[k] = code.slowed_by_erosion;
        late.spoilt_by_debt[k] = code.spoilt_by_debt, late.spoilt_by_erosion[k] = code.spoilt_by_erosion;
        late.debt_repaid[k] = code.debt_repaid, late.erosion_repaid[k] = code.erosion_repaid;
        late.item_worth[k] = worth.item, late.known_worth[k] = worth.known;
        late.averted[k] = worth.averted, late.taught[k] = worth.taught;
        late.shown[k] = incidents.of_escaped, late.spared[k] = team.escaped * incidents.spared;
        late.returning_by_worth[k] = customers.returning_by_worth;
        late.returning_by_pain[k] = customers.returning_by_pain;
        late.content_by_worth[k] = members * customers.satisfaction_by_worth;
        late.content_by_pain[k] = members * customers.satisfaction_by_pain;
    }
}

// -------------------------------------------------------------------------------------------------------- a person

// Who has seen more of what became of things: by level, from customers, from post-mortems.
void find_insight(ImaginedWeek& w, ImagineWeekView v) {
    const auto& b = w.today.given.behaviour;
    const auto& practices = w.today.catalogue.practices;
    const double by_all = w.today.given.incidents.postmortem_minutes > 0.0 ? b.insight_by_postmortems : 0.0;
    for (std::uint32_t k = 0; k < w.today.block.rows(); ++k) {
        const EngineerId i = w.today.block.row(k);
        double talks = 0.0;
        for (std::size_t p = 0; p < practices.size(); ++p)
            if (practices[p].value.knowledge_per_hour > 0.0) talks += v[col::share][first_practice + p][i];
        const double insight = b.insight_junior + by_all + b.insight_per_level * static_cast<double>(v[col::level][i]) +
                               b.insight_per_talk_share * talks;
        w.late.insight[k] = insight < 1.0 ? insight : 1.0;
    }
}

// Who reads what others write gets to know the code.
void find_learning(ImaginedWeek& w) {
    for (std::uint32_t k = 0; k < w.today.block.rows(); ++k)
        w.late.learnt_a_minute[k] =
            sped_up_by_reading(w.today.given.people, w.hand[k], w.ai[k], w.reviews[k] * w.minutes_a_review[k]);
}

}  // namespace

void find_late(ImaginedWeek& w, ImagineWeekView v) {
    const Block& block = w.today.block;
    w.late.pain = expected_pain(w.today.given.incidents);
    find_insight(w, v);
    find_learning(w);
    for (std::uint32_t team = block.first_team; team < block.last_team; team += v.layout().pool_teams)
        find_pool(w, TeamId{team}, v.layout().pool_end(TeamId{team}), v);
    for (std::uint32_t team = block.first_team; team < block.last_team; ++team) find_team(w, TeamId{team}, v);
}

}  // namespace strathern
