// What does more of an option bring late and elsewhere? By the chain that makes incidents and customers, in
// expectation, as far as people have insight (docs/model.md, 7.9).
#include "model/measure/late.hpp"

#include <strathern/params/definitions.hpp>
#include <strathern/params/incidents.hpp>
#include <strathern/params/quality.hpp>
#include <strathern/params/worth.hpp>

#include "core/portable_math.hpp"
#include "model/measure/expected.hpp"

namespace strathern {
namespace {

constexpr double minutes_per_hour = 60.0;

// Minutes more of what the option itself takes times what a practice does in one.
double done_by_practice(const ImaginedWeek& w, std::uint32_t k, double Practice::*per_minute) {
    if (w.option < first_practice) return 0.0;
    return w.minutes[k] * w.more.taken[k] * (w.today.catalogue.practices[w.option - first_practice].value.*per_minute);
}

/// Minutes that the code base is left with, more than is repaid.
struct Burden {
    double debt, erosion;
};

Burden burden(const ImaginedWeek& w, std::uint32_t k) {
    const auto& q = w.today.given.quality;
    const double made = q.debt_per_minute * (w.more_hand[k] + w.late.ai_debt[k] * w.more_ai[k]);
    const double read = 1.0 - w.glance[k];
    const double overlooked = read > 0.0 ? w.reviews[k] * w.late.tidied[k] * w.more.glance[k] / read : 0.0;
    const double left = w.late.untidied[k] * made + overlooked;
    const double paid = done_by_practice(w, k, &Practice::debt_paid_per_minute),
                 mended = done_by_practice(w, k, &Practice::erosion_paid_per_minute);
    return {(1.0 - q.erosion_share) * left - w.late.debt_repaid[k] * paid,
            q.erosion_share * left - w.late.erosion_repaid[k] * mended};
}

// By a minute of reading more.
Burden burden_by_reading(const ImaginedWeek& w, std::uint32_t k) {
    const double erosion = w.today.given.quality.erosion_share;
    return {-(1.0 - erosion) * w.late.tidied_a_minute[k], -erosion * w.late.tidied_a_minute[k]};
}

// Log of how fast the team works.
double sped_up(const ImaginedWeek& w, std::uint32_t k, const Burden& of) {
    return w.late.slowed_by_debt[k] * of.debt + w.late.slowed_by_erosion[k] * of.erosion;
}

// Log of the team's defects that nobody finds.
double spoilt(const ImaginedWeek& w, std::uint32_t k, const Burden& of) {
    return sped_up(w, k, of) + w.late.spoilt_by_debt[k] * of.debt + w.late.spoilt_by_erosion[k] * of.erosion;
}

// What a changed queue leaves of the pool's free minutes: each further change asks for a review.
double minutes_left_free(const ImaginedWeek& w, std::uint32_t k) {
    return minutes_freed(w, k) - more_changes(w, k) * w.late.asked[k];
}

// What more or other changes risk whatever their size, as minutes of work by hand.
double more_risk(const ImaginedWeek& w, std::uint32_t k) {
    const double extra = w.late.ai_defects[k] - 1.0, changes = (w.hand[k] + w.ai[k]) / a_change(w, k);
    return w.today.given.quality.change_risk_minutes *
           ((1.0 + extra * ai_share(w, k)) * more_changes(w, k) + extra * changes * more_ai_share(w, k));
}

// Defects that nobody finds before customers do.
double let_through(const ImaginedWeek& w, std::uint32_t k) {
    const LateWeek& late = w.late;
    const double made = late.through[k] * (w.more_hand[k] + late.ai_defects[k] * w.more_ai[k] + more_risk(w, k)) +
                        late.clashes[k] * more_changes(w, k);
    const double clashing = late.clashes[k] * (w.hand[k] + w.ai[k]) / a_change(w, k);
    const double with_care =
        (late.escaped[k] - clashing) * w.more.log_defects[k] + late.escaped_ai[k] * w.more.log_ai_defects[k];
    return made + with_care + more_overlooked(w, k) - late.eased[k] * minutes_left_free(w, k) +
           late.team_escaped[k] * spoilt(w, k, burden(w, k));
}

// Reading a minute longer finds more, and keeps the queue waiting; and who knows more of the code does more work, the
// better.
double let_through_by_reading(const ImaginedWeek& w, std::uint32_t k) {
    return w.late.eased[k] - w.found_a_minute[k] + w.late.team_escaped[k] * spoilt(w, k, burden_by_reading(w, k)) +
           w.late.escaped[k] * (1.0 + w.today.given.quality.skill_exponent) * w.late.learnt_a_minute[k];
}

/// Of c changes with so many defects that will show at once c (1 - e^-x) fail, x of them a change.
struct Failing {
    double by_defects, by_changes;
};

Failing failing(const ImaginedWeek& w, std::uint32_t k) {
    const double at_once = w.today.given.incidents.at_release_share;
    const double changes = (w.hand[k] + w.ai[k]) / a_change(w, k);
    const double x = changes > 0.0 ? at_once * w.late.escaped[k] / changes : 0.0;
    const double spared = portable::exp(-x);
    return {at_once * spared, 1.0 - spared * (1.0 + x)};
}

double more_worth(const ImaginedWeek& w, std::uint32_t k) {
    const double items = more_items(w, k) + w.late.team_items[k] * sped_up(w, k, burden(w, k));
    const double learnt = done_by_practice(w, k, &Practice::knowledge_per_hour) / minutes_per_hour;
    const double own = (w.hand[k] + w.ai[k]) / an_item(w.today.given);
    const double others = 1.0 - w.today.given.worth.experiment_share;
    return w.late.item_worth[k] * items + w.late.known_worth[k] * learnt +
           w.late.averted[k] * own * others * w.more.tried[k] + w.late.taught[k] * more_experiments(w, k);
}

double worth_by_reading(const ImaginedWeek& w, std::uint32_t k) {
    const double own_items = (w.hand[k] + w.ai[k]) / an_item(w.today.given) * w.late.learnt_a_minute[k];
    return w.late.item_worth[k] * (own_items + w.late.team_items[k] * sped_up(w, k, burden_by_reading(w, k)));
}

// Incidents more, of which `found` are less: latent defects that are found before they show.
double shown(const ImaginedWeek& w, std::uint32_t k, double defects, double found = 0.0) {
    return w.late.insight[k] * w.late.shown[k] * defects - w.late.insight[k] * w.late.spared[k] * found;
}

double pain(const ImaginedWeek& w, std::uint32_t k, double defects, double found = 0.0) {
    return w.late.pain * w.late.shown[k] * defects - w.late.pain * w.late.spared[k] * found;
}

double found_latent(const ImaginedWeek& w, std::uint32_t k) {
    return done_by_practice(w, k, &Practice::latent_found_per_hour) / minutes_per_hour;
}

}  // namespace

double more_incidents(const ImaginedWeek& w, std::uint32_t k) {
    return shown(w, k, let_through(w, k), found_latent(w, k));
}

double more_failed_changes(const ImaginedWeek& w, std::uint32_t k) {
    const Failing of = failing(w, k);
    return w.late.insight[k] * (of.by_defects * let_through(w, k) + of.by_changes * more_changes(w, k));
}

double more_returning(const ImaginedWeek& w, std::uint32_t k) {
    const double by_pain = w.late.returning_by_pain[k] * pain(w, k, let_through(w, k), found_latent(w, k));
    return w.late.insight[k] * (w.late.returning_by_worth[k] * more_worth(w, k) + by_pain);
}

double more_satisfaction(const ImaginedWeek& w, std::uint32_t k) {
    const double by_pain = w.late.content_by_pain[k] * pain(w, k, let_through(w, k), found_latent(w, k));
    return w.late.insight[k] * (w.late.content_by_worth[k] * more_worth(w, k) + by_pain);
}

double more_waiting(const ImaginedWeek& w, std::uint32_t k) { return -w.late.shortened[k] * minutes_left_free(w, k); }

double incidents_by_reading(const ImaginedWeek& w, std::uint32_t k) {
    return shown(w, k, let_through_by_reading(w, k));
}

double failed_changes_by_reading(const ImaginedWeek& w, std::uint32_t k) {
    return w.late.insight[k] * failing(w, k).by_defects * let_through_by_reading(w, k);
}

double returning_by_reading(const ImaginedWeek& w, std::uint32_t k) {
    const double by_pain = w.late.returning_by_pain[k] * pain(w, k, let_through_by_reading(w, k));
    return w.late.insight[k] * (w.late.returning_by_worth[k] * worth_by_reading(w, k) + by_pain);
}

double satisfaction_by_reading(const ImaginedWeek& w, std::uint32_t k) {
    const double by_pain = w.late.content_by_pain[k] * pain(w, k, let_through_by_reading(w, k));
    return w.late.insight[k] * (w.late.content_by_worth[k] * worth_by_reading(w, k) + by_pain);
}

double waiting_by_reading(const ImaginedWeek& w, std::uint32_t k) { return w.late.shortened[k]; }

}  // namespace strathern
