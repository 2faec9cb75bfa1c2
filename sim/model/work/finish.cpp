// Which changes are finished today? The desks of a block are looked at together; each finished change is opened, and
// the next one begun.
#include <strathern/params/ai.hpp>
#include <strathern/params/quality.hpp>
#include <strathern/params/work.hpp>

#include "core/variates.hpp"
#include "core/wide.hpp"
#include "model/work/work.hpp"

namespace strathern {

/// What is on the desks where a change is finished, at one of a day's passes over a block.
struct Finishing {
    std::uint32_t n = 0, row[block_rows_limit + 1];
    BlockColumn progress;  ///< work done today [minutes]
    BlockColumn before;    ///< minute of the day at which the last change was opened; then, at which this one is
    BlockColumn by_hand, with_ai;  ///< work on the desk [minutes]
};

// Takes down finished changes, each at the minute at which the day's steady progress reaches it.
STRATHERN_WIDE void take_down(std::size_t n, const double* work, Finishing& desk, double* ai_share) {
    STRATHERN_INDEPENDENT
    for (std::size_t k = 0; k < n; ++k) {
        const double done = desk.by_hand[k] + desk.with_ai[k], more = done - work[k];
        const double progress = desk.progress[k];
        const double reached = progress > 0.0 ? (progress - more) / progress * minutes_per_day : 0.0;
        const double minute = reached > desk.before[k] ? reached : desk.before[k];
        const double left = done > 0.0 ? more / done : 0.0;
        desk.before[k] = minute < minutes_per_day - 1 ? minute : minutes_per_day - 1;
        ai_share[k] = done > 0.0 ? desk.with_ai[k] / done : 0.0;
        desk.by_hand[k] *= left;
        desk.with_ai[k] *= left;
    }
}

namespace {

std::int32_t whole(double minutes) { return static_cast<std::int32_t>(minutes); }

// Another change on the same desk; its work was settled by the luck of the one before.
void next_change(std::int32_t minute, EngineerId i, double work, DeskView v) {
    ++v[col::change_ordinal][i];
    v[col::change_started][i] = minute;
    v[col::change_work][i] = work * v[col::size_factor][i];
}

// Rows of the block whose change is finished; nobody works on an empty seat. Without branches: a quarter of them are.
void list_finished(const Block& block, OpenChangesView v, Finishing& now) {
    const double *by_hand = v[col::done_by_hand].data(), *with_ai = v[col::done_with_ai].data(),
                 *work = v[col::change_work].data();
    now.n = 0;
    for (std::uint32_t row = block.first_row; row < block.last_row; ++row) {
        now.row[now.n] = row;
        now.n += static_cast<std::uint32_t>(by_hand[row] + with_ai[row] >= work[row]);
    }
}

// What is on the desks. opened: minute of the day at which each row's last change was opened
void look_at_desks(const Today& today, const double* opened, OpenChangesView v, Finishing& now, Openings& found) {
    for (std::uint32_t k = 0; k < now.n; ++k) {
        const EngineerId i{now.row[k]};
        const std::uint32_t at = today.block.place(i);
        now.progress[k] = today.scratch.hand[at] + today.scratch.ai[at];
        now.before[k] = opened[at];
        now.by_hand[k] = v[col::done_by_hand][i];
        now.with_ai[k] = v[col::done_with_ai][i];
        found.row[found.n] = now.row[k];
        found.seat[found.n] = v[col::seat][i];
        found.ordinal[found.n] = v[col::change_ordinal][i];
        found.started[found.n] = whole(v[col::change_started][i]);
        found.work[found.n++] = v[col::change_work][i];
    }
}

/// What the luck of a finished change says of it and of the next one on the desk.
struct NextChange {
    BlockColumn last;  ///< uniform: whether it is the last of its item
    BlockColumn work;  ///< of the next [minutes], before its size
};

void draw_next(const Today& today, std::uint32_t from, Openings& found, NextChange& next) {
    BlockColumn luck;
    const std::size_t n = padded(found, from);
    today.draws.uniforms(Purpose::change, 0, found.ordinal + from, found.seat + from, n, luck, next.last,
                         found.handing_in + from, nullptr, 1);
    draw_work(today.given.work, n, luck, next.work);
}

// One finished change of each row in `now`; then the rows that have finished the next one too.
void finish_once(const Today& today, double* opened, OpenChangesView v, Finishing& now, Openings& found) {
    const std::uint32_t from = found.n, rows = now.n;
    const double item =
        today.given.work.item_minutes / today.given.work.change_minutes;  // in changes of the usual size
    NextChange next;
    look_at_desks(today, opened, v, now, found);
    draw_next(today, from, found, next);
    take_down(rows, found.work + from, now, found.ai_share + from);
    now.n = 0;
    for (std::uint32_t k = 0; k < rows; ++k) {
        const EngineerId i{now.row[k]};
        opened[today.block.place(i)] = now.before[k];
        v[col::done_by_hand][i] = now.by_hand[k];
        v[col::done_with_ai][i] = now.with_ai[k];
        found.minute[from + k] = minute_of(today.day, whole(now.before[k]));
        found.last[from + k] = next.last[k] * item < v[col::size_factor][i];
        next_change(found.minute[from + k], i, next.work[k], v);
        now.row[now.n] = now.row[k];
        now.n += static_cast<std::uint32_t>(now.by_hand[k] + now.with_ai[k] >= v[col::change_work][i]);
    }
}

// The item behind each change; with its last change the author turns to the next item.
void take_next_items(const Today& today, OpenChangesView v, Openings& f) {
    Items next;
    for (std::uint32_t k = 0; k < f.n; ++k) {
        next.team[next.n] = index(team_of_seat(f.seat[k]));
        next.n += f.last[k];
    }
    take_items(today, next, v);
    for (std::uint32_t k = 0, taken = 0; k < f.n; ++k) {
        const EngineerId i{f.row[k]};
        f.item_worth[k] = v[col::item_worth][i];
        f.item_started[k] = whole(v[col::item_started][i]);
        f.item_arrived[k] = whole(v[col::item_arrived][i]);
        f.hard[k] = v[col::hard][i];
        if (f.last[k]) put_on_desk(today.given, next, taken++, f.minute[k], i, v);
    }
}

// Defects go with work, not with lines: twice the text for the same function does not hold twice the mistakes.
void scale_defects(const InForce& given, OpenChangesView v, Openings& found) {
    for (std::uint32_t k = 0; k < found.n; ++k) {
        const EngineerId i{found.row[k]};
        const double library = v[col::library][team_of_seat(found.seat[k])];
        const double extra = (given.ai.defect_factor - 1.0) * (1.0 - given.ai.library_effect * library);
        const double verified = (1.0 + extra) * v[col::ai_defect_factor][i];
        const double by_ai = 1.0 + (verified - 1.0) * found.ai_share[k];
        const double by_item = found.hard[k] > 0.0 ? given.quality.hard_factor : 1.0;
        const double factors = by_ai * by_item * v[col::defect_factor][i];
        found.defect_scale[k] = risk_of(given, found.work[k]) * factors;
        const double by_ai_minutes = found.work[k] * found.ai_share[k];
        found.debt[k] = debt_left(given, found.work[k] - by_ai_minutes, by_ai_minutes, library);
        found.item_defects[k] = hundredth * found.work[k] * factors;
    }
}

// Requirements are of the item: what its changes got wrong is seen when the last is there.
void gather_misunderstandings(OpenChangesView v, Openings& f) {
    for (std::uint32_t k = 0; k < f.n; ++k) {
        double& sum = v[col::item_defects][EngineerId{f.row[k]}];
        f.item_defects[k] = sum += f.item_defects[k];
        if (f.last[k]) sum = 0.0;
    }
}

}  // namespace

double debt_left(const InForce& given, double by_hand, double with_ai, double library) {
    const double extra = (given.ai.debt_factor - 1.0) * (1.0 - given.ai.library_effect * library);
    return given.quality.debt_per_minute * (by_hand + (1.0 + extra) * with_ai);
}

void open_changes(const Today& today, OpenChangesView v) {
    Openings found;
    Finishing now;
    BlockColumn opened = {};
    list_finished(today.block, v, now);
    std::uint32_t handed_in = 0;  // by whoever has finished most
    while (now.n > 0) {
        found.n = 0;
        while (now.n > 0 && found.n + block_rows_limit <= openings_limit) {
            finish_once(today, opened, v, now, found);
            if (++handed_in == handed_in_limit) now.n = 0;  // the rest stays on the desk until tomorrow
        }
        take_next_items(today, v, found);
        scale_defects(today.given, v, found);
        if (today.given.quality.requirement_defects_per_100_minutes > 0.0) gather_misunderstandings(v, found);
        open_all(today, today.given.ai.lines_factor, found, v);
    }
}

void begin_desk(const Today& today, std::int32_t minute, EngineerId i, DeskView v) {
    const Slot luck{v[col::seat][i], v[col::change_ordinal][i]};
    const auto u = today.draws.uniforms(Purpose::change, 0, luck, 1);
    double work = 0.0;
    draw_work(today.given.work, 1, &u[0], &work);
    v[col::done_by_hand][i] = v[col::done_with_ai][i] = v[col::item_defects][i] = 0.0;
    next_change(minute, i, work, v);
    Items one;
    one.team[one.n++] = index(v.layout().team_of(i));
    take_items(today, one, v);
    put_on_desk(today.given, one, 0, minute, i, v);
}

}  // namespace strathern
