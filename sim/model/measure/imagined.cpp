// What would a little more of each option bring, by the rules of the week itself? In expectation, at what everybody
// does now, with team-mates held at that (docs/model.md, 7.9).
#include <algorithm>
#include <strathern/params/ai.hpp>
#include <strathern/params/organisation.hpp>
#include <strathern/params/quality.hpp>
#include <strathern/params/review.hpp>
#include <strathern/params/work.hpp>

#include "core/portable_math.hpp"
#include "model/measure/expected.hpp"
#include "model/measure/measure.hpp"
#include "model/work/work.hpp"

namespace strathern {
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
        const double done = w.minutes[k] * v[col::slow][v.layout().team_of(i)];
        w.hand[k] = done * v[col::hand_rate][i];
        w.ai[k] = done * v[col::ai_rate][i] * gain;
        w.size[k] = v[col::size_factor][i], w.points[k] = v[col::points_factor][i];
        w.glance[k] = v[col::glance][i], w.left[k] = v[col::day_left][i];
        w.reviews[k] = v[col::reviews_per_day][i] * days_per_week;
    }
}

/// What a pool's reviewers do.
struct PoolWeek {
    double offered = 0, usual = 0;   ///< minutes of the week; reviews in a usual week
    double spent = 0, finished = 0;  ///< minutes and reviews since the month began
    double read = 0, seen = 0;       ///< lines, and those in which a reading would find a defect, since it began
    double rate = 0, work = 0;       ///< work of the week, and the same times the factors of defects in it
};

PoolWeek pool_week(const ImaginedWeek& w, TeamId first, TeamId end, ImagineWeekView v) {
    PoolWeek pool;
    for (std::uint32_t team = index(first); team < index(end); ++team) {
        const TeamId t{team};
        pool.spent += v[col::review_minutes][t], pool.finished += v[col::reviews][t];
        pool.read += v[col::lines_read][t], pool.seen += v[col::lines_seen][t];
    }
    for (std::uint32_t k = w.today.block.first_place(first), last = w.today.block.first_place(end); k < last; ++k) {
        const EngineerId i = w.today.block.row(k);
        const double work = v[col::active][i] * (w.hand[k] + w.ai[k]);
        pool.offered += v[col::active][i] * w.minutes[k] * v[col::share][review][i];
        pool.usual += w.reviews[k];
        pool.work += work;
        pool.rate += work * v[col::defect_factor][i] * w.size[k];
    }
    return pool;
}

// Defects that a reading finds in a change: those that are expected there, as far as readings find them.
double found_in_a_review(const InForce& given, const PoolWeek& pool) {
    const double per_100_minutes =
        given.quality.line_defects_per_100_minutes + given.quality.design_defects_per_100_minutes;
    const double factors = pool.work > 0.0 ? pool.rate / pool.work : 1.0;
    const double seen = pool.read > 0.0 ? pool.seen / pool.read : 0.0;
    return hundredth * per_100_minutes * given.work.change_minutes * factors * seen;
}

// Reading a minute longer finds the less, the more has been found: e^(-depth) of the defects are left.
double found_by_a_minute(const PoolWeek& pool, double found, double reading) {
    const double seen = pool.read > 0.0 ? pool.seen / pool.read : 0.0;
    if (!(seen > 0.0) || !(seen < 1.0) || !(reading > 0.0)) return 0.0;
    const double depth = -portable::log(1.0 - seen);
    return found / seen * (1.0 - seen) * depth / reading;
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
    const double gain = 1.0 + w.today.given.ai.believed_gain;
    for (std::uint32_t k = 0; k < w.today.block.rows(); ++k) {
        const double done = w.minutes[k] * v[col::slow][w.today.block.team_at(k)];
        w.more_hand[k] = done * w.more.hand[k];
        w.more_ai[k] = done * w.more.ai[k] * gain;
    }
}

// As a share of the chosen hours of the week.
double half_hour(const ImaginedWeek& w, std::uint32_t k) { return imagined_minutes / w.minutes[k]; }

// Of a team's sum only a member's part counts, and products are always a team's.
double weight_of(const ImaginedWeek& w, const Weight& weight, Scope scope) {
    const bool own = scope == Scope::engineer && row_of(weight.signal).owner == Owner::person;
    return own ? weight.weight : weight.weight / static_cast<double>(w.today.given.organisation.team_size);
}

// Half an hour more of the option, as far as occasions leave it, with all other hours as they are; or more occasions.
void write_option(const ImaginedWeek& w, const std::vector<Weight>& weights, Scope scope, double* to) {
    const bool hours = in_hours(w.today, w.option);
    const double step = is_dial(w.today, w.option) ? imagined_uses : imagined_part;
    for (std::uint32_t k = 0; k < w.today.block.rows(); ++k) {
        double sum = 0.0;
        for (const Weight& weight : weights) sum += weight_of(w, weight, scope) * row_of(weight.signal).more(w, k);
        to[k] = sum * (hours ? w.left[k] * half_hour(w, k) : step);
    }
}

// Half an hour more of reading, in reviews that are as many.
void write_reading(const ImaginedWeek& w, const std::vector<Weight>& weights, Scope scope, double* to) {
    for (std::uint32_t k = 0; k < w.today.block.rows(); ++k) {
        double sum = 0.0;
        for (const Weight& weight : weights) sum += weight_of(w, weight, scope) * row_of(weight.signal).reading(w, k);
        to[k] = sum * imagined_minutes;
    }
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
        const double *chosen = v[col::chosen][a].data() + from, *lane = lanes[first + a].data() + from;
        for (std::uint32_t k = 0; k < n; ++k) all[k] += chosen[k] * lane[k];
    }
    for (std::size_t a = 0; a < options; ++a) {
        const bool hours = in_hours(w.today, a);
        double* lane = lanes[first + a].data() + from;
        for (std::uint32_t k = 0; k < n; ++k)
            lane[k] += room[a][k] * all[k] * (hours ? 1.0 : imagined_part / half_hour(w, k));
    }
}

// Minutes of review that find nothing to read are given back on the next day, to all hours alike.
void add_returned(const ImaginedWeek& w, double* room) {
    for (std::uint32_t k = 0; k < w.today.block.rows(); ++k) {
        const double used = w.take[k] * w.minutes_a_review[k], back = used < 1.0 ? 1.0 - used : 0.0;
        const double freed = minutes_freed(w, k) / w.minutes[k];
        room[k] += back * (w.option == review ? w.left[k] : 1.0) * freed;
    }
}

bool pays_late(const Regime& regime) {
    const auto late = [](const Weight& weight) { return row_of(weight.signal).owner == Owner::team; };
    for (const auto& metric : regime.metrics)
        for (const auto* weights : {&metric.value.numerator, &metric.value.denominator})
            if (std::any_of(weights->begin(), weights->end(), late)) return true;
    return false;
}

}  // namespace

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
        if (a < options) add_returned(w, room[a]);
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
