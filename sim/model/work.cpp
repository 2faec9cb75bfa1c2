// How do hours become changes? Minutes, progress, and the opening of what is finished.
#include "core/variates.hpp"
#include "core/wide.hpp"
#include "model/phases.hpp"

namespace strathern {

/// What lies on the desks of those who finish a change, at one of a day's passes over a block.
struct Finishing {
    std::uint32_t n = 0, row[block_rows_limit + 1];
    double progress[block_rows_limit], before[block_rows_limit], by_hand[block_rows_limit], with_ai[block_rows_limit];
};

// Takes down finished changes, each at the minute at which the day's steady progress reaches it.
// before: minute of the day at which the row's last change was opened; then, at which this one is
STRATHERN_WIDE void take_down(std::size_t n, const double* __restrict progress, const double* __restrict work,
                              double* __restrict before, double* __restrict by_hand, double* __restrict with_ai,
                              double* __restrict ai_share) {
    for (std::size_t k = 0; k < n; ++k) {
        const double done = by_hand[k] + with_ai[k], more = done - work[k];
        const double reached = progress[k] > 0.0 ? (progress[k] - more) / progress[k] * minutes_per_day : 0.0;
        const double minute = reached > before[k] ? reached : before[k];
        const double left = done > 0.0 ? more / done : 0.0;
        before[k] = minute < minutes_per_day - 1 ? minute : minutes_per_day - 1;
        ai_share[k] = done > 0.0 ? with_ai[k] / done : 0.0;
        by_hand[k] *= left;
        with_ai[k] *= left;
    }
}

void draw_work(const Work& w, std::size_t n, const double* u, double* work) {
    switch (w.change_law) {
        case Law::lognormal:
            lognormals(n, portable::log(w.change_minutes) - 0.5 * w.change_sd_log * w.change_sd_log, w.change_sd_log, u,
                       work);
            return;
        case Law::exponential:
            for (std::size_t k = 0; k < n; ++k) work[k] = exponential(w.change_minutes, u[k]);
            return;
        case Law::fixed:
            for (std::size_t k = 0; k < n; ++k) work[k] = w.change_minutes;
            return;
    }
}

namespace {

std::int32_t whole(double minutes) { return static_cast<std::int32_t>(minutes); }

// Another change on the same desk; its work was settled by the luck of the one before.
void next_change(std::int32_t minute, EngineerId i, double work, State& s) {
    ++s.desks.change_ordinal[i];
    s.desks.change_started[i] = minute;
    s.desks.change_work[i] = work * s.choices.size_factor[i];
}

// Rows of the block whose change is finished; nobody works on an empty seat. Without branches: a quarter of them are.
void list_finished(const Block& block, const Desks& d, Finishing& now) {
    now.n = 0;
    for (std::uint32_t row = block.first_row; row < block.last_row; ++row) {
        const EngineerId i{row};
        now.row[now.n] = row;
        now.n += static_cast<std::uint32_t>(d.done_by_hand[i] + d.done_with_ai[i] >= d.change_work[i]);
    }
}

// What lies on the desks.
void look_at_desks(const Block& block, const Scratch& today, const double* opened, const State& s, Finishing& now,
                   Openings& found) {
    const auto& d = s.desks;
    for (std::uint32_t k = 0; k < now.n; ++k) {
        const EngineerId i{now.row[k]};
        const std::uint32_t at = now.row[k] - block.first_row;
        now.progress[k] = today.hand[at] + today.ai[at];
        now.before[k] = opened[at];
        now.by_hand[k] = d.done_by_hand[i];
        now.with_ai[k] = d.done_with_ai[i];
        found.row[found.n] = now.row[k];
        found.seat[found.n] = s.people.seat[i];
        found.ordinal[found.n] = d.change_ordinal[i];
        found.started[found.n] = whole(d.change_started[i]);
        found.work[found.n++] = d.change_work[i];
    }
}

// One finished change of each row in `now`; then the rows that have finished the next one too.
void finish_once(const Rules& given, const Draws& draws, int day, const Block& block, const Scratch& today,
                 double* opened, State& s, Finishing& now, Openings& found) {
    const std::uint32_t from = found.n, rows = now.n;
    double luck[block_rows_limit], last[block_rows_limit], next_work[block_rows_limit];
    look_at_desks(block, today, opened, s, now, found);
    const std::size_t n = padded(found, from);
    draws.uniforms(Purpose::change, 0, found.ordinal + from, found.seat + from, n, luck, last, found.handing_in + from,
                   nullptr, 1);
    draw_work(given.p.work(), n, luck, next_work);
    take_down(rows, now.progress, found.work + from, now.before, now.by_hand, now.with_ai, found.ai_share + from);
    now.n = 0;
    for (std::uint32_t k = 0; k < rows; ++k) {
        const EngineerId i{now.row[k]};
        opened[now.row[k] - block.first_row] = now.before[k];
        s.desks.done_by_hand[i] = now.by_hand[k];
        s.desks.done_with_ai[i] = now.with_ai[k];
        found.minute[from + k] = minute_of(day, whole(now.before[k]));
        found.last[from + k] = last[k] * given.p.work().changes_per_item < s.choices.size_factor[i];
        next_change(found.minute[from + k], i, next_work[k], s);
        now.row[now.n] = now.row[k];
        now.n += static_cast<std::uint32_t>(now.by_hand[k] + now.with_ai[k] >= s.desks.change_work[i]);
    }
}

// The item behind each change; with its last change the author turns to the next item.
void take_next_items(const Rules& given, const Draws& draws, State& s, Openings& f) {
    Items next;
    for (std::uint32_t k = 0; k < f.n; ++k) {
        next.team[next.n] = team_of_seat(f.seat[k]);
        next.n += f.last[k];
    }
    take_items(given, draws, s.teams, next);
    for (std::uint32_t k = 0, taken = 0; k < f.n; ++k) {
        const EngineerId i{f.row[k]};
        f.item_worth[k] = s.desks.item_worth[i];
        f.item_started[k] = whole(s.desks.item_started[i]);
        f.item_arrived[k] = whole(s.desks.item_arrived[i]);
        f.hard[k] = s.desks.hard[i];
        if (f.last[k]) put_on_desk(given, next, taken++, f.minute[k], i, s.people, s.desks);
    }
}

// Defects go with work, not with lines: twice the text for the same function does not hold twice the mistakes.
void scale_defects(const Rules& given, const State& s, Openings& found) {
    for (std::uint32_t k = 0; k < found.n; ++k) {
        const EngineerId i{found.row[k]};
        const double library = s.teams.library[TeamId{team_of_seat(found.seat[k])}];
        const double extra = (given.p.ai().defect_factor - 1.0) * (1.0 - given.p.ai().library_effect * library);
        const double by_ai = 1.0 + extra * found.ai_share[k];
        const double by_item = found.hard[k] > 0.0 ? given.p.quality().hard_factor : 1.0;
        found.defect_scale[k] = 0.01 * found.work[k] * by_ai * by_item * s.choices.defect_factor[i];
    }
}

// Requirements are of the item: what its changes got wrong is seen when the last is there.
void gather_misunderstandings(State& s, Openings& f) {
    for (std::uint32_t k = 0; k < f.n; ++k) {
        double& sum = s.desks.item_defects[EngineerId{f.row[k]}];
        f.item_defects[k] = sum += f.defect_scale[k];
        if (f.last[k]) sum = 0.0;
    }
}

}  // namespace

void draw_luck(const Draws& draws, int day, const Block& block, const Staff& people, Scratch& luck) {
    const std::uint32_t from = block.first_row;
    draws.uniforms(Purpose::effort_noise, static_cast<std::uint32_t>(day), people.requisition.data() + from,
                   people.seat.data() + from, block.rows(), luck.effort, luck.session, nullptr, nullptr);
}

STRATHERN_WIDE void settle_minutes(std::size_t n, const double* __restrict minutes, double* __restrict owed,
                                   double* __restrict carried, double* __restrict chosen, double* __restrict paid,
                                   double* __restrict week_paid) {
    for (std::size_t k = 0; k < n; ++k) {
        const double all = minutes[k] + carried[k];
        paid[k] = owed[k] < all ? owed[k] : all;
        owed[k] -= paid[k];
        carried[k] = 0.0;
        chosen[k] = all - paid[k];
        week_paid[k] += paid[k];
    }
}

// Minutes of a day that somebody in a team of so many has left when all has been agreed.
double minutes_in_team_of(const Rules& given, double present) {
    const double others = present > 1.0 ? present - 1.0 : 0.0;
    const double left =
        given.chosen_minutes() - minutes_per_day * given.p.organisation().overhead_per_colleague_share * others;
    return left > 0.0 ? left : 0.0;
}

void plan_hours(const Rules& given, const Block& block, Staff& people, Choices& choices, Teams& teams, Scratch& today) {
    const std::uint32_t from = block.first_row;
    const double* active = people.active.data() + from;
    double *minutes = today.ai, *paid = today.hand;  // not in use yet
    for (std::uint32_t team = block.first_team; team < block.last_team; ++team) {
        double present = 0.0;
        const std::uint32_t first = (team - block.first_team) * block.width, end = first + block.width;
        for (std::uint32_t k = first; k < end; ++k) present += active[k];
        const double each = minutes_in_team_of(given, present);
        for (std::uint32_t k = first; k < end; ++k) minutes[k] = active[k] * each;
        teams.tally[team][Tally::person_days] += present;
        teams.tally[team][Tally::minutes_given] += present * each;
    }
    settle_minutes(block.rows(), minutes, people.owed_minutes.data() + from, people.carried_minutes.data() + from,
                   today.chosen, paid, choices.week_owed.data() + from);
    for (std::uint32_t team = block.first_team; team < block.last_team; ++team) {
        double rework = 0.0;
        for (std::uint32_t k = (team - block.first_team) * block.width, end = k + block.width; k < end; ++k)
            rework += paid[k];
        teams.tally[team][Tally::minutes_rework] += rework;
    }
}

STRATHERN_WIDE void progress(std::size_t n, double sd, const double* __restrict z, const double* __restrict slow,
                             const double* __restrict chosen, const double* __restrict hand_rate,
                             const double* __restrict ai_rate, const double* __restrict gain, double* __restrict hand,
                             double* __restrict ai) {
    for (std::size_t k = 0; k < n; ++k) {
        const double effort = chosen[k] * slow[k] * portable::exp(sd * z[k] - 0.5 * sd * sd);
        hand[k] = effort * hand_rate[k];
        ai[k] = effort * ai_rate[k] * (1.0 + gain[k]);
    }
}

STRATHERN_WIDE void gather_work(std::size_t n, const double* __restrict chosen, const double* __restrict hand,
                                const double* __restrict ai, double* __restrict minutes, double* __restrict by_hand,
                                double* __restrict with_ai, double* __restrict done_hand, double* __restrict done_ai) {
    for (std::size_t k = 0; k < n; ++k) {
        minutes[k] += chosen[k];
        by_hand[k] += hand[k];
        with_ai[k] += ai[k];
        done_hand[k] += hand[k];
        done_ai[k] += ai[k];
    }
}

void make_progress(const Rules& given, const Block& block, const Teams& teams, const Scratch& luck, Choices& choices,
                   Desks& desks, Scratch& today) {
    const std::uint32_t from = block.first_row, n = block.rows();
    double z[block_rows_limit], slow[block_rows_limit];
    normals(n, luck.effort, z);
    for (std::uint32_t k = 0; k < n; ++k) slow[k] = teams.slow[TeamId{block.first_team + k / block.width}];
    progress(n, given.p.people().day_sd_log, z, slow, luck.chosen, choices.hand_rate.data() + from,
             choices.ai_rate.data() + from, desks.ai_gain.data() + from, today.hand, today.ai);
    gather_work(n, luck.chosen, today.hand, today.ai, choices.week_minutes.data() + from,
                choices.week_by_hand.data() + from, choices.week_with_ai.data() + from,
                desks.done_by_hand.data() + from, desks.done_with_ai.data() + from);
}

void open_changes(const Rules& given, const Draws& draws, int day, const Block& block, const Scratch& today, State& s) {
    Openings found;
    Finishing now;
    double opened[block_rows_limit] = {};
    list_finished(block, s.desks, now);
    while (now.n > 0) {
        found.n = 0;
        while (now.n > 0 && found.n + block_rows_limit <= openings_limit)
            finish_once(given, draws, day, block, today, opened, s, now, found);
        take_next_items(given, draws, s, found);
        scale_defects(given, s, found);
        if (given.p.quality().requirement_defects_per_100_minutes > 0.0) gather_misunderstandings(s, found);
        open_all(given, draws, day, given.p.ai().lines_factor, found, s);
    }
}

void begin_desk(const Rules& given, const Draws& draws, std::int32_t minute, std::uint32_t row, std::uint32_t team,
                State& s) {
    const EngineerId i{row};
    const auto u = draws.uniforms(Purpose::change, 0, {s.people.seat[i], s.desks.change_ordinal[i]}, 1);
    double work = 0.0;
    draw_work(given.p.work(), 1, &u[0], &work);
    s.desks.done_by_hand[i] = s.desks.done_with_ai[i] = s.desks.item_defects[i] = 0.0;
    next_change(minute, i, work, s);
    Items one;
    one.team[one.n++] = team;
    take_items(given, draws, s.teams, one);
    put_on_desk(given, one, 0, minute, i, s.people, s.desks);
}

}  // namespace strathern
