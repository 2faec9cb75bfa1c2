// What do people hand in that belongs to no item? Upkeep becomes changes of its own, and so does the mending of what
// failed. Both are read, merged and risked like others; their minutes are those that were owed for them.
#include <strathern/params/work.hpp>

#include "core/variates.hpp"
#include "model/work/work.hpp"

namespace strathern {
namespace {

/// Blocks of a change's luck: its work and its way past review; the minute at which it is opened.
constexpr std::uint32_t work_block = 1, minute_block = 3;

std::uint32_t next_ordinal(EngineerId i, DutiesView v) { return of_duty | v[col::duty_ordinal][i]; }

// The next change of upkeep takes as much work as any other.
double upkeep_work(const Today& today, EngineerId i, DutiesView v) {
    const double u = today.draws.uniforms(Purpose::change, 0, {v[col::seat][i], next_ordinal(i, v)}, work_block)[0];
    double work = 0.0;
    draw_work(today.given.work, 1, &u, &work);
    return work;
}

// Somebody new begins somewhere in the midst of it, or all would hand it in at the same time.
void begin_upkeep(const Today& today, EngineerId i, DutiesView v) {
    v[col::upkeep_work][i] = upkeep_work(today, i, v);
    const double u = today.draws.uniforms(Purpose::change, 0, {v[col::seat][i], next_ordinal(i, v)}, minute_block)[1];
    v[col::upkeep_done][i] = u * v[col::upkeep_work][i];
}

void add(EngineerId i, double work, Openings& f, DutiesView v) {
    f.row[f.n] = index(i);
    f.seat[f.n] = v[col::seat][i];
    f.ordinal[f.n] = next_ordinal(i, v);
    f.work[f.n++] = work;
    ++v[col::duty_ordinal][i];
}

// A day's part of the week's upkeep; what is finished is handed in.
void go_on_with_upkeep(const Today& today, EngineerId i, Openings& f, DutiesView v) {
    if (v[col::upkeep_minutes][i] == 0.0) return;
    if (v[col::upkeep_work][i] == 0.0) begin_upkeep(today, i, v);
    v[col::upkeep_done][i] += v[col::upkeep_minutes][i] / days_per_week;
    for (std::uint32_t n = 0; v[col::upkeep_done][i] >= v[col::upkeep_work][i] && n < duties_limit; ++n) {
        v[col::upkeep_done][i] -= v[col::upkeep_work][i];
        v[col::upkeep_changes][v.layout().team_of(i)] += 1.0;
        add(i, v[col::upkeep_work][i], f, v);
        v[col::upkeep_work][i] = upkeep_work(today, i, v);
    }
}

void hand_in_fix(EngineerId i, Openings& f, DutiesView v) {
    if (v[col::fix_work][i] == 0.0) return;
    v[col::fix_changes][v.layout().team_of(i)] += 1.0;
    add(i, v[col::fix_work][i], f, v);
    v[col::fix_work][i] = 0.0;
}

// What is owed is worked off by hand, since no tokens are counted for it. It leaves no debt: it changes what is there
// already.
void describe(const Today& today, Openings& f, DutiesView v) {
    double when[openings_limit];
    const std::size_t n = padded(f, 0);
    today.draws.uniforms(Purpose::change, 0, f.ordinal, f.seat, n, nullptr, nullptr, f.handing_in, nullptr, work_block);
    today.draws.uniforms(Purpose::change, 0, f.ordinal, f.seat, n, when, nullptr, nullptr, nullptr, minute_block);
    for (std::uint32_t k = 0; k < f.n; ++k) {
        const EngineerId i{f.row[k]};
        f.minute[k] = minute_of(today.day, static_cast<std::int32_t>(when[k] * minutes_per_day));
        f.started[k] = f.item_started[k] = f.item_arrived[k] = f.minute[k] - static_cast<std::int32_t>(f.work[k]);
        f.item_worth[k] = f.hard[k] = f.item_defects[k] = f.debt[k] = f.ai_share[k] = 0.0;
        f.last[k] = false;
        f.defect_scale[k] = risk_of(today.given, f.work[k]) * v[col::defect_factor][i];
    }
}

}  // namespace

void open_duties(const Today& today, DutiesView v) {
    Openings f;
    for (std::uint32_t row = today.block.first_row; row < today.block.last_row; ++row) {
        const EngineerId i{row};
        if (!(v[col::active][i] > 0.0) || v[col::reviews_only][i]) continue;
        go_on_with_upkeep(today, i, f, v);
        hand_in_fix(i, f, v);
    }
    if (f.n == 0) return;
    describe(today, f, v);
    constexpr double by_hand = 1.0;  // lines, over those of the same work by hand
    open_all(today, by_hand, f, v);
}

}  // namespace strathern
