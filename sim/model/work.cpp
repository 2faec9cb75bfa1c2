// How do hours become changes? Minutes, progress, and the opening of what is finished.
#include "core/variates.hpp"
#include "core/wide.hpp"
#include "model/phases.hpp"

namespace strathern {
/// Changes that are finished at the same pass over a block, by column: at most one a row.
struct Openings {
    std::uint32_t n = 0;
    std::uint32_t row[block_rows_limit], team[block_rows_limit], seat[block_rows_limit], ordinal[block_rows_limit];
    std::uint32_t line_faults[block_rows_limit], design_faults[block_rows_limit];
    std::int32_t minute[block_rows_limit];
    double work[block_rows_limit], ai_share[block_rows_limit], lines[block_rows_limit], fault_scale[block_rows_limit];
    double next_work[block_rows_limit];
    ChangeRef place[block_rows_limit];
    double own[4][block_rows_limit], next[4][block_rows_limit], review[4][block_rows_limit];  // uniforms
};

STRATHERN_WIDE void size_lines(std::size_t n, double log_per_minute, double sd, double ai_factor, double limit,
                               const double* __restrict z, const double* __restrict work,
                               const double* __restrict ai_share, double* __restrict lines) {
    for (std::size_t k = 0; k < n; ++k) {
        const double verbosity = 1.0 + (ai_factor - 1.0) * ai_share[k];
        const double all = work[k] * verbosity * portable::exp(log_per_minute + sd * z[k]);
        lines[k] = all < 1.0 ? 1.0 : (all < limit ? all : limit);
    }
}

STRATHERN_WIDE void scale_lognormal(std::size_t n, double log_median, double sd, double* __restrict z) {
    for (std::size_t k = 0; k < n; ++k) z[k] = portable::exp(log_median + sd * z[k]);
}

namespace {

std::int32_t whole(double minutes) { return static_cast<std::int32_t>(minutes); }

// Work of changes to be begun. Uniforms in, minutes out. [n]
void draw_work(const Work& w, std::size_t n, const double* u, double* work) {
    switch (w.change_law) {
        case Law::lognormal:
            normals(n, u, work);
            scale_lognormal(n, portable::log(w.change_minutes) - 0.5 * w.change_sd_log * w.change_sd_log, w.change_sd_log, work);
            return;
        case Law::exponential:
            for (std::size_t k = 0; k < n; ++k) work[k] = exponential(w.change_minutes, u[k]);
            return;
        case Law::fixed:
            for (std::size_t k = 0; k < n; ++k) work[k] = w.change_minutes;
            return;
    }
}

bool somebody_else_reviews(const State& s, std::uint32_t team, EngineerId author) {
    const bool is_reviewer = s.choices.share[review][author] > 0.0;
    return s.teams.reviewers[TeamId{team}] > (is_reviewer ? 1.0 : 0.0);
}

// Another change on the same desk; its work was settled by the luck of the one before.
void next_change(std::int32_t minute, EngineerId i, double work, State& s) {
    ++s.desks.change_ordinal[i];
    s.desks.change_started[i] = minute;
    s.desks.change_work[i] = work * s.choices.size_factor[i];
}

// Takes down the finished change on a desk, at the minute at which the day's steady progress reaches it.
// @param before minute of the day at which the desk's last change was opened
void take_down(int day, const Block& block, const Scratch& today, std::uint32_t row, std::uint32_t team, double* before,
               State& s, Openings& found) {
    auto& d = s.desks;
    const EngineerId i{row};
    const std::uint32_t k = row - block.first_row, at = found.n++;
    const double done = d.done_by_hand[i] + d.done_with_ai[i], work = d.change_work[i];
    const double progress = today.hand[k] + today.ai[k];
    const double reached = progress > 0.0 ? (progress - (done - work)) / progress * minutes_per_day : 0.0;
    const double minute = reached > before[k] ? reached : before[k];
    before[k] = minute < minutes_per_day - 1 ? minute : minutes_per_day - 1;
    const double left = done > 0.0 ? (done - work) / done : 0.0;
    found.row[at] = row;
    found.team[at] = team;
    found.seat[at] = s.people.seat[i];
    found.ordinal[at] = d.change_ordinal[i];
    found.minute[at] = minute_of(day, whole(before[k]));
    found.work[at] = work;
    found.ai_share[at] = done > 0.0 ? d.done_with_ai[i] / done : 0.0;
    d.done_by_hand[i] *= left;
    d.done_with_ai[i] *= left;
}

bool finished(const State& s, EngineerId i) {
    return s.desks.done_by_hand[i] + s.desks.done_with_ai[i] >= s.desks.change_work[i];
}

// Rows of the block whose change is finished; nobody works on an empty seat. Without branches: a quarter of them are.
std::uint32_t list_finished(const Block& block, const Desks& d, std::uint32_t* rows) {
    std::uint32_t n = 0;
    for (std::uint32_t row = block.first_row; row < block.last_row; ++row) {
        const EngineerId i{row};
        rows[n] = row;
        n += static_cast<std::uint32_t>(d.done_by_hand[i] + d.done_with_ai[i] >= d.change_work[i]);
    }
    return n;
}

// Columns of work are whole vectors; the places behind the last change are worked out and not looked at.
std::size_t padded(Openings& f) {
    const std::uint32_t whole_vectors = (f.n + 7) / 8 * 8;
    for (std::uint32_t k = f.n; k < whole_vectors; ++k)
        f.seat[k] = f.ordinal[k] = 0, f.work[k] = f.ai_share[k] = f.fault_scale[k] = 0.0;
    return whole_vectors;
}

// Faults go with work, not with lines: twice the text for the same function does not hold twice the mistakes.
void scale_faults(const Rules& given, const State& s, Openings& found) {
    for (std::uint32_t k = 0; k < found.n; ++k) {
        const EngineerId i{found.row[k]};
        const double by_ai = 1.0 + (given.p.ai.defect_factor - 1.0) * found.ai_share[k];
        const double by_item = s.desks.hard[i] > 0.0 ? given.p.quality.hard_factor : 1.0;
        found.fault_scale[k] = 0.01 * found.work[k] * by_ai * by_item * s.choices.defect_factor[i];
    }
}

void draw_faults(double per_100_minutes, std::size_t n, const Openings& found, const double* u, std::uint32_t* faults) {
    double mean[block_rows_limit];
    for (std::size_t k = 0; k < n; ++k) mean[k] = per_100_minutes * found.fault_scale[k];
    poissons(n, mean, u, faults);
}

void draw_openings(const Rules& given, const Draws& draws, const State& s, Openings& f) {
    const std::size_t n = padded(f);
    draws.uniforms(Purpose::change, 0, f.ordinal, f.seat, n, f.own[0], f.own[1], f.own[2], f.own[3], 0);
    draws.uniforms(Purpose::change, 0, f.ordinal, f.seat, n, f.next[0], f.next[1], f.next[2], f.next[3], 1);
    draws.uniforms(Purpose::review, 0, f.ordinal, f.seat, n, f.review[0], f.review[1], f.review[2], f.review[3], 0);
    const auto& w = given.p.work;
    double z[block_rows_limit];
    normals(n, f.own[1], z);
    size_lines(n, portable::log(w.lines_per_minute), w.lines_sd_log, given.p.ai.lines_factor, w.lines_limit, z, f.work,
               f.ai_share, f.lines);
    scale_faults(given, s, f);
    draw_faults(given.p.quality.line_defects_per_100_minutes, n, f, f.own[2], f.line_faults);
    draw_faults(given.p.quality.design_defects_per_100_minutes, n, f, f.own[3], f.design_faults);
    draw_work(w, n, f.next[0], f.next_work);
}

void write_change(const Openings& f, std::uint32_t k, const State& s, Change& c) {
    const EngineerId i{f.row[k]};
    c.author = f.row[k];
    c.seat = f.seat[k];
    c.ordinal = f.ordinal[k];
    c.started = whole(s.desks.change_started[i]);
    c.opened = f.minute[k];
    c.item_started = whole(s.desks.item_started[i]);
    c.lines = f.lines[k];
    c.line_faults = static_cast<std::uint16_t>(f.line_faults[k]);
    c.design_faults = static_cast<std::uint16_t>(f.design_faults[k]);
    for (int word = 0; word < 4; ++word) c.luck[word] = f.review[word][k];
    c.rounds = 0;
    c.read = c.picked_up = false;
}

void count_opened(const Change& c, double ai_share, std::uint32_t team, State& s) {
    const EngineerId i{c.author};
    s.signal(Signal::changes_opened)[i] += 1.0;
    s.signal(Signal::lines)[i] += c.lines;
    s.signal(Signal::ai_lines)[i] += c.lines * ai_share;
    s.teams.tally[team][Tally::faults_made] += c.line_faults + c.design_faults;
}

// Every finished change takes its place in the pool; the last of an item carries its worth.
void write_changes(const Rules& given, Openings& f, State& s) {
    for (std::uint32_t k = 0; k < f.n; ++k) {
        const EngineerId i{f.row[k]};
        Flow& flow = s.teams.flow[f.team[k]];
        f.place[k] = flow.hold();
        Change& c = flow.pool[f.place[k]];
        write_change(f, k, s, c);
        c.last = f.next[1][k] * given.p.work.changes_per_item < s.choices.size_factor[i];
        c.item_value = c.last ? s.desks.item_value[i] : 0.0;
        c.points = c.last ? given.p.work.points_per_item * s.choices.points_factor[i] : 0.0;
        count_opened(c, f.ai_share[k], f.team[k], s);
        next_change(f.minute[k], i, f.next_work[k], s);
    }
}

void take_next_items(const Rules& given, const Draws& draws, const Openings& f, State& s) {
    Takers takers;
    for (std::uint32_t k = 0; k < f.n; ++k)
        if (s.teams.flow[f.team[k]].pool[f.place[k]].last) takers.add(f.row[k], f.team[k], f.minute[k]);
    take_items(given, draws, takers, s.people, s.teams, s.desks);
}

// To the reviewers, or past them.
void hand_in(const Rules& given, const Draws& draws, const Openings& f, State& s) {
    for (std::uint32_t k = 0; k < f.n; ++k) {
        const std::uint32_t team = f.team[k];
        if (f.next[2][k] < given.p.review.unreviewed_share || !somebody_else_reviews(s, team, EngineerId{f.row[k]})) {
            s.teams.tally[team][Tally::changes_unreviewed] += 1.0;
            approve_change(given, draws, f.minute[k], team, f.place[k], s);
        } else {
            insert_by_minute(s.teams.flow[team].arriving, 0, {f.minute[k], f.row[k], f.place[k]});
        }
    }
}

}  // namespace

void draw_luck(const Draws& draws, int day, const Block& block, const Staff& people, Scratch& luck) {
    const std::uint32_t from = block.first_row;
    draws.uniforms(Purpose::effort_noise, static_cast<std::uint32_t>(day), people.requisition.data() + from,
                   people.seat.data() + from, block.rows(), luck.effort, luck.session, nullptr, nullptr);
}

STRATHERN_WIDE void settle_minutes(std::size_t n, double given_minutes, const double* __restrict active, double* __restrict owed,
                                   double* __restrict carried, double* __restrict chosen, double* __restrict paid) {
    for (std::size_t k = 0; k < n; ++k) {
        const double all = active[k] * given_minutes + carried[k];
        paid[k] = owed[k] < all ? owed[k] : all;
        owed[k] -= paid[k];
        carried[k] = 0.0;
        chosen[k] = all - paid[k];
    }
}

void plan_hours(const Rules& given, const Block& block, Staff& people, Teams& teams, Scratch& today) {
    const std::uint32_t from = block.first_row;
    const double minutes = minutes_per_day * (1.0 - given.p.organisation.overhead_share);
    const double* active = people.active.data() + from;
    double* paid = today.hand;  // not in use yet
    settle_minutes(block.rows(), minutes, active, people.owed_minutes.data() + from,
                   people.carried_minutes.data() + from, today.chosen, paid);
    for (std::uint32_t team = block.first_team; team < block.last_team; ++team) {
        double present = 0.0, rework = 0.0;
        for (std::uint32_t k = (team - block.first_team) * block.width, end = k + block.width; k < end; ++k)
            present += active[k], rework += paid[k];
        teams.tally[team][Tally::person_days] += present;
        teams.tally[team][Tally::minutes_given] += present * minutes;
        teams.tally[team][Tally::minutes_rework] += rework;
    }
}

STRATHERN_WIDE void progress(std::size_t n, double sd, const double* __restrict z, const double* __restrict slow, const double* __restrict chosen,
                             const double* __restrict hand_rate, const double* __restrict ai_rate, const double* __restrict gain, double* __restrict hand,
                             double* __restrict ai) {
    for (std::size_t k = 0; k < n; ++k) {
        const double effort = chosen[k] * slow[k] * portable::exp(sd * z[k] - 0.5 * sd * sd);
        hand[k] = effort * hand_rate[k];
        ai[k] = effort * ai_rate[k] * (1.0 + gain[k]);
    }
}

STRATHERN_WIDE void gather_work(std::size_t n, const double* __restrict chosen, const double* __restrict hand, const double* __restrict ai,
                                double* __restrict minutes, double* __restrict by_hand, double* __restrict with_ai, double* __restrict done_hand, double* __restrict done_ai) {
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
    progress(n, given.p.people.day_sd_log, z, slow, luck.chosen, choices.hand_rate.data() + from,
             choices.ai_rate.data() + from, desks.ai_gain.data() + from, today.hand, today.ai);
    gather_work(n, luck.chosen, today.hand, today.ai, choices.week_minutes.data() + from,
                choices.week_by_hand.data() + from, choices.week_with_ai.data() + from,
                desks.done_by_hand.data() + from, desks.done_with_ai.data() + from);
}

void open_changes(const Rules& given, const Draws& draws, int day, const Block& block, const Scratch& today, State& s) {
    Openings found;
    double before[block_rows_limit] = {};
    std::uint32_t rows[block_rows_limit + 1], n = list_finished(block, s.desks, rows);
    while (n > 0) {
        found.n = 0;
        for (std::uint32_t k = 0; k < n; ++k) take_down(day, block, today, rows[k], rows[k] / block.width, before, s, found);
        draw_openings(given, draws, s, found);
        write_changes(given, found, s);
        take_next_items(given, draws, found, s);
        hand_in(given, draws, found, s);
        // Some have finished the next one too.
        n = 0;
        for (std::uint32_t k = 0; k < found.n; ++k)
            if (finished(s, EngineerId{found.row[k]})) rows[n++] = found.row[k];
    }
}

void begin_desk(const Rules& given, const Draws& draws, std::int32_t minute, std::uint32_t row, std::uint32_t team,
                State& s) {
    const EngineerId i{row};
    const auto u = draws.uniforms(Purpose::change, 0, {s.people.seat[i], s.desks.change_ordinal[i]}, 1);
    double work = 0.0;
    draw_work(given.p.work, 1, &u[0], &work);
    s.desks.done_by_hand[i] = s.desks.done_with_ai[i] = 0.0;
    next_change(minute, i, work, s);
    Takers one;
    one.add(row, team, minute);
    take_items(given, draws, one, s.people, s.teams, s.desks);
}

}  // namespace strathern
