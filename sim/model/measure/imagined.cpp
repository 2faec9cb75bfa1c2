// What would a little more of each option bring, by the rules of the week itself? In expectation, at what everybody
// does now, with team-mates held at that (docs/model.md, 7.9).
#include <algorithm>
#include <strathern/params/ai.hpp>
#include <strathern/params/organisation.hpp>
#include <strathern/params/quality.hpp>
#include <strathern/params/review.hpp>
#include <strathern/params/work.hpp>
#include <strathern/params/worth.hpp>

#include "core/portable_math.hpp"
#include "core/wide.hpp"
#include "model/measure/expected.hpp"
#include "model/work/work.hpp"

namespace strathern {

/// What is chosen more of an option, and what that does to all hours. [rows of the block]
struct Given {
    const double* room;  ///< as a part of all hours
    const double* all;   ///< what these bring, in half hours
    const double* unit;  ///< of a step of the option
};

STRATHERN_WIDE void add_room(std::size_t n, const Given& g, double* brings) {
    STRATHERN_INDEPENDENT
    for (std::size_t k = 0; k < n; ++k) brings[k] += g.room[k] * g.all[k] * g.unit[k];
}

// Minutes of work more, from more minutes of it in a chosen one.
STRATHERN_WIDE void find_more_work(std::size_t n, double gain, const double* __restrict done,
                                   const double* __restrict rate, double* __restrict work) {
    for (std::size_t k = 0; k < n; ++k) work[k] = done[k] * rate[k] * gain;
}

STRATHERN_WIDE void scale_hours(std::size_t n, const double* __restrict left, const double* __restrict half_hour,
                                double* __restrict brings) {
    for (std::size_t k = 0; k < n; ++k) brings[k] *= left[k] * half_hour[k];
}

STRATHERN_WIDE void add_hours(std::size_t n, const double* __restrict chosen, const double* __restrict brings,
                              double* __restrict all) {
    for (std::size_t k = 0; k < n; ++k) all[k] += chosen[k] * brings[k];
}

namespace {

constexpr double minutes_per_hour = 60.0, imagined_minutes = imagined_hours * minutes_per_hour;

double minutes_of(const Today& today, EngineerId i, ImagineWeekView v) {
    const double chosen = v[col::week_minutes][i];
    return chosen > 0.0 ? chosen : today.given.chosen_minutes() * days_per_week;  // away this week
}

// What does not depend on the option.
void find_week(ImaginedWeek& w, ImagineWeekView v) {
    const double gain = 1.0 + w.today.given.ai.believed_gain;
    find_hours(w.today, v, w.hours);
    for (std::uint32_t k = 0; k < w.today.block.rows(); ++k) {
        const EngineerId i = w.today.block.row(k);
        w.minutes[k] = minutes_of(w.today, i, v);
        w.half_hour[k] = imagined_minutes / w.minutes[k];
        w.done[k] = w.minutes[k] * v[col::slow][v.layout().team_of(i)];
        w.hand[k] = w.done[k] * v[col::hand_rate][i];
        w.ai[k] = w.done[k] * v[col::ai_rate][i] * gain;
        w.size[k] = v[col::size_factor][i], w.points[k] = v[col::points_factor][i];
        w.tried[k] = tried_share(w.today.given, v[col::tried][i]);
        w.glance[k] = v[col::glance][i], w.left[k] = v[col::day_left][i];
        w.reviews[k] = v[col::reviews_per_day][i] * days_per_week;
    }
}

// Defects that a reading finds in a change: those that are expected there, as far as readings find them.
double found_in_a_review(const InForce& given, const PoolWeek& pool) {
    const double per_100_minutes =
        given.quality.line_defects_per_100_minutes + given.quality.design_defects_per_100_minutes;
    const double usual = risk_of(given, given.work.change_minutes);
    return per_100_minutes * (pool.changes > 0.0 ? pool.risk / pool.changes : usual) * pool.seen_share();
}

// Reading a minute longer finds the less, the more has been found: e^(-depth) of the defects are left where it gets to.
double found_by_a_minute(const PoolWeek& pool, double found, double reading) {
    const double depth = pool.depth();
    if (!(depth > 0.0) || !(reading > 0.0)) return 0.0;
    return found / pool.seen * (pool.reached - pool.seen) * depth / reading;
}

void find_pool(ImaginedWeek& w, TeamId first, TeamId end, ImagineWeekView v) {
    const PoolWeek pool = pool_week(w, first, end, v);
    const double start = w.today.given.review.start_minutes;
    const double a_review = pool.finished > 0.0 ? pool.spent / pool.finished : start;
    const double found = found_in_a_review(w.today.given, pool);
    const double per_minute = pool.offered > 0.0 ? pool.usual / pool.offered : 0.0;
    for (std::uint32_t k = w.today.block.first_place(first), last = w.today.block.first_place(end); k < last; ++k) {
        const EngineerId i = w.today.block.row(k);
        const double own = pool.offered > 0.0 ? w.minutes[k] * v[col::share][review][i] / pool.offered : 0.0;
        const double read = 1.0 - w.glance[k], reading = a_review > start ? a_review - start : 0.0;
        w.take[k] = per_minute * (own < 1.0 ? 1.0 - own : 0.0);
        w.minutes_a_review[k] = a_review;
        w.reading[k] = read > 0.0 ? reading / read : 0.0;
        w.found[k] = found;
        w.found_a_minute[k] = found_by_a_minute(pool, found, reading);
    }
}

void find_pools(ImaginedWeek& w, ImagineWeekView v) {
    for (std::uint32_t team = w.today.block.first_team; team < w.today.block.last_team; team += v.layout().pool_teams)
        find_pool(w, TeamId{team}, v.layout().pool_end(TeamId{team}), v);
}

void turn_to(ImaginedWeek& w, std::size_t option, ImagineWeekView v) {
    w.option = option;
    change_rates(w.today, option, w.hours, w.more, v);
    const std::uint32_t n = w.today.block.rows();
    std::fill_n(w.more_hand, n, 0.0);
    std::fill_n(w.more_ai, n, 0.0);
    if (option == build) find_more_work(n, 1.0, w.done, w.more.hand, w.more_hand);
    if (option == build_with_ai) find_more_work(n, 1.0 + w.today.given.ai.believed_gain, w.done, w.more.ai, w.more_ai);
}

// Of a team's sum only a member's part counts, and products are always a team's.
double weight_of(const ImaginedWeek& w, const Weight& weight, Scope scope) {
    const bool own = scope == Scope::engineer && row_of(weight.signal).owner == Owner::person;
    return own ? weight.weight : weight.weight / static_cast<double>(w.today.given.organisation.team_size);
}

// Half an hour more of the option, as far as occasions leave it, with all other hours as they are; or more occasions.
void write_option(const ImaginedWeek& w, const std::vector<Weight>& weights, Scope scope, double* to) {
    const bool hours = in_hours(w.today, w.option);
    const double step = is_dial(w.today, w.option) ? imagined_uses : imagined_part;
    std::fill_n(to, w.today.block.rows(), 0.0);
    for (const Weight& weight : weights) row_of(weight.signal).more(w, weight_of(w, weight, scope), to);
    if (hours)
        scale_hours(w.today.block.rows(), w.left, w.half_hour, to);
    else
        for (std::uint32_t k = 0; k < w.today.block.rows(); ++k) to[k] *= step;
}

// Half an hour more of reading, in reviews that are as many.
void write_reading(const ImaginedWeek& w, const std::vector<Weight>& weights, Scope scope, double* to) {
    std::fill_n(to, w.today.block.rows(), 0.0);
    for (const Weight& weight : weights) row_of(weight.signal).reading(w, weight_of(w, weight, scope), to);
    for (std::uint32_t k = 0; k < w.today.block.rows(); ++k) to[k] *= imagined_minutes;
}

/// What a little more of each option does to the hours of all, as a part of them; by option.
using Room = OptionCells;

// All hours give room to what is done more. @param lanes of one metric, by option
template <class Lanes>
void give_room(const ImaginedWeek& w, const Room& room, std::size_t first, Lanes& lanes, ImagineWeekView v) {
    const std::uint32_t from = w.today.block.first_row, n = w.today.block.rows();
    const std::size_t options = w.today.catalogue.options();
    BlockColumn all = {};  // what all hours bring, in half hours
    for (std::size_t a = 0; a < options; ++a) {
        if (!in_hours(w.today, a)) continue;
        add_hours(n, v[col::chosen][a].data() + from, lanes[first + a].data() + from, all);
    }
    BlockColumn hour, part;
    std::fill_n(hour, n, 1.0);
    for (std::uint32_t k = 0; k < n; ++k) part[k] = imagined_part / w.half_hour[k];
    for (std::size_t a = 0; a < options; ++a)
        add_room(n, {room[a], all, in_hours(w.today, a) ? hour : part}, lanes[first + a].data() + from);
}

// Minutes of review that find nothing to read are given back on the next day, to all hours alike.
void add_returned(const ImaginedWeek& w, double* room) {
    for (std::uint32_t k = 0; k < w.today.block.rows(); ++k) {
        const double used = w.take[k] * w.minutes_a_review[k], back = used < 1.0 ? 1.0 - used : 0.0;
        const double freed = minutes_freed(w, k) / w.minutes[k];
        room[k] += back * (w.option == review ? w.left[k] : 1.0) * freed;
    }
}

// Experiments ask for minutes, which all hours lack.
void take_for_experiments(const ImaginedWeek& w, double* room) {
    const double each = w.today.given.worth.experiment_minutes;
    for (std::uint32_t k = 0; k < w.today.block.rows(); ++k)
        room[k] -= (in_hours(w.today, w.option) ? w.left[k] : 1.0) * each * more_experiments(w, k) / w.minutes[k];
}

bool pays_late(const Regime& regime) {
    const auto late = [](const Weight& weight) { return row_of(weight.signal).owner == Owner::team; };
    for (const auto& metric : regime.metrics)
        for (const auto* weights : {&metric.value.numerator, &metric.value.denominator})
            if (std::any_of(weights->begin(), weights->end(), late)) return true;
    return false;
}

}  // namespace

double more_experiments(const ImaginedWeek& w, std::uint32_t k) {
    const double others = 1.0 - w.today.given.worth.experiment_share;
    const double items = (w.hand[k] + w.ai[k]) / an_item(w.today.given);
    return w.tried[k] * more_items(w, k) + items * others * w.more.tried[k];
}

PoolWeek pool_week(const ImaginedWeek& w, TeamId first, TeamId end, ImagineWeekView v) {
    PoolWeek pool{.teams = static_cast<double>(index(end) - index(first))};
    for (std::uint32_t team = index(first); team < index(end); ++team) {
        const TeamId t{team};
        pool.available += v[col::review_minutes_offered][t], pool.spent += v[col::review_minutes][t];
        pool.finished += v[col::reviews][t], pool.waited += v[col::week_wait][t];
        pool.read += v[col::risk_read][t], pool.reached += v[col::risk_reached][t], pool.seen += v[col::risk_seen][t];
        pool.opened += v[col::changes_opened][t], pool.unread += v[col::changes_unreviewed][t];
    }
    for (std::uint32_t k = w.today.block.first_place(first), last = w.today.block.first_place(end); k < last; ++k) {
        const EngineerId i = w.today.block.row(k);
        const double changes = v[col::active][i] * (w.hand[k] + w.ai[k]) / a_change(w, k);
        const double offered = v[col::active][i] * w.minutes[k] * v[col::share][review][i];
        pool.offered += offered;
        pool.reviewers += offered > 0.0 ? 1.0 : 0.0;
        pool.usual += w.reviews[k];
        pool.changes += changes;
        pool.debt +=
            v[col::active][i] * debt_left(w.today.given, w.hand[k], w.ai[k], v[col::library][v.layout().team_of(i)]);
        pool.risk += changes * v[col::defect_factor][i] * risk_of(w.today.given, a_change(w, k));
    }
    return pool;
}

void imagine_week(const Today& today, ImagineWeekView v) {
    const Contract* contract = first_contract(v[col::contracts]);
    if (contract == nullptr) return;
    const std::size_t options = today.catalogue.options(), lanes = options + 1;
    ImaginedWeek w(today);
    find_week(w, v);
    find_pools(w, v);
    if (pays_late(*contract->regime)) find_late(w, v);
    Room room(options);
    for (std::size_t a = 0; a <= options; ++a) {
        if (a < options) turn_to(w, a, v);
        if (a < options) std::copy_n(w.more.log_left, today.block.rows(), room[a]);
        if (a < options) add_returned(w, room[a]), take_for_experiments(w, room[a]);
        for (std::size_t m = 0; m < contract->regime->metrics.size(); ++m) {
            const Metric& metric = contract->regime->metrics[m].value;
            const auto write = a < options ? write_option : write_reading;
            write(w, metric.numerator, metric.scope,
                  v[col::expected_top][m * lanes + a].data() + today.block.first_row);
            if (!metric.denominator.empty())
                write(w, metric.denominator, metric.scope,
                      v[col::expected_bottom][m * lanes + a].data() + today.block.first_row);
        }
    }
    for (std::size_t m = 0; m < contract->regime->metrics.size(); ++m) {
        give_room(w, room, m * lanes, v[col::expected_top], v);
        if (!contract->regime->metrics[m].value.denominator.empty())
            give_room(w, room, m * lanes, v[col::expected_bottom], v);
    }
}

}  // namespace strathern
