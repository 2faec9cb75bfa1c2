// What comes of a review? The change is turned down, sent back to its author, or approved.
#include <strathern/params/agents.hpp>
#include <strathern/params/review.hpp>

#include "core/variates.hpp"
#include "model/review/queue.hpp"

namespace strathern {
namespace {

// A change that its reader turns down goes with all its defects; none of them is mended.
void reject(const PoolDay& day, ChangeRef place, std::int32_t end, OutcomesView v) {
    Flow& flow = v[col::flow][day.pool];
    const Change& c = flow.pool[place];
    const TeamId team = team_of_seat(c.seat);
    tell(day.today, v, Happening::rejected, c, day.minute(end));
    v[col::changes_rejected][team] += 1.0;
    v[col::origin_rejected][static_cast<std::size_t>(c.origin())][team] += 1.0;
    v[col::defects_rejected][team] += c.line_defects + c.design_defects;
    flow.let_go(place);
}

// Nobody answers for this agent's change: the rework falls to whoever is next on the rota.
void pass_on(Change& c, OutcomesView v) {
    const std::uint32_t next = next_on_rota(team_of_seat(c.seat), c.ordinal + c.rounds + 1, v);
    if (next < v.layout().rows()) c.author = next;
}

// The luck of the next review.
void prepare_next_round(const Today& today, Change& c) {
    ++c.rounds;
    const auto u = today.draws.uniforms(Purpose::reading, c.rounds, {c.seat, c.ordinal}, 0);
    for (std::size_t word = 0; word < u.size(); ++word) c.luck[word] = u[word];
}

// How long the author keeps the change until then [minutes].
std::int32_t time_away(const Today& today, const Change& c) {
    const auto delay = today.draws.uniforms(Purpose::reading, c.rounds, {c.seat, c.ordinal}, 1);
    return whole_minutes(exponential(today.given.review.return_minutes, delay[0]));
}

// The author owes the rework. The change waits again as soon as it is back, today or later.
void send_back(const PoolDay& day, ChangeRef place, int found, std::int32_t end, OutcomesView v) {
    const Review& rules = day.today.given.review;
    Flow& flow = v[col::flow][day.pool];
    Change& c = flow.pool[place];
    if (c.by_agent() && !day.today.given.agents.owner_checks) pass_on(c, v);
    if (c.asked == c.author) c.asked = anybody;
    v[col::owed_minutes][EngineerId{c.author}] += rules.rework_minutes + rules.rework_minutes_per_defect * found;
    prepare_next_round(day.today, c);
    c.known = true;
    const Pending back{day.minute(end) + time_away(day.today, c), c.author, place, c.asked};
    if (back.minute < day.minute(minutes_per_day))
        insert_by_minute(flow.waiting, flow.head, back);
    else
        flow.returning.push_back(back);
}

// One has approved; another reads it afresh, if there is another. Returns whether there is.
bool ask_second(const PoolDay& day, EngineerId reader, ChangeRef place, std::int32_t end, OutcomesView v) {
    Flow& flow = v[col::flow][day.pool];
    Change& c = flow.pool[place];
    c.read_by = index(reader);
    const auto u = day.today.draws.uniforms(Purpose::reading, 0, {c.seat, c.ordinal}, 4);
    const std::uint32_t second = asked_reader(day.pool, c, u[1], v);
    if (second == anybody) return false;
    v[col::first_approvals][team_of_seat(c.seat)] += 1.0;
    if (c.asked != anybody) c.asked = second;
    prepare_next_round(day.today, c);
    c.known = false;
    const Pending again{day.minute(end), c.author, place, c.asked};
    if (again.minute < day.minute(minutes_per_day))
        insert_by_minute(flow.waiting, flow.head, again);
    else
        flow.returning.push_back(again);
    return true;
}

// What was found is taken out of the change, and teaches its author. Returns how much it was.
int take_out_defects(EngineerId reader, const InReview& hand, Change& c, OutcomesView v) {
    const TeamId team = team_of_seat(c.seat);
    const int defects = hand.line_defects_found + hand.design_defects_found;
    const int found = defects + hand.requirement_defects_found;
    v[col::week_findings][reader] += found;
    v[col::defects_found][team] += defects;
    v[col::requirement_defects_found][team] += hand.requirement_defects_found;
    c.line_defects = static_cast<std::uint16_t>(c.line_defects - hand.line_defects_found);
    c.design_defects = static_cast<std::uint16_t>(c.design_defects - hand.design_defects_found);
    c.requirement_defects = static_cast<std::uint16_t>(c.requirement_defects - hand.requirement_defects_found);
    if (found > 0) v[col::week_lessons][EngineerId{c.author}] += 1.0;
    return found;
}

[[gnu::noinline, gnu::cold]] void tell_review(const PoolDay& day, EngineerId reader, const InReview& hand,
                                              std::int32_t end, OutcomesView v) {
    const Change& c = v[col::flow][day.pool].pool[hand.change];
    Happenings& happenings = v[col::happenings][team_of_seat(c.seat)];
    Told& told = add_told(happenings, Happening::reviewed, day.today, c, day.minute(end));
    told.row = index(reader);
    told.end = c.unwanted && c.read ? ReviewEnd::rejected : hand.sent_back ? ReviewEnd::sent_back : ReviewEnd::approved;
}

}  // namespace

void finish_review(const PoolDay& day, EngineerId reader, const InReview& hand, std::int32_t end, OutcomesView v) {
    Flow& flow = v[col::flow][day.pool];
    Change& c = flow.pool[hand.change];
    v[col::week_reviews][reader] += 1.0;
    v[col::reviews][team_of_seat(c.seat)] += 1.0;
    if (day.today.catalogue.asked.happenings) [[unlikely]]
        tell_review(day, reader, hand, end, v);
    if (c.unwanted && c.read) return reject(day, hand.change, end, v);
    const int found = take_out_defects(reader, hand, c, v);
    if (c.asked != anybody) c.asked = index(reader);  // whoever came in place of the one who was asked reads it again
    if (hand.sent_back) return send_back(day, hand.change, found, end, v);
    if (c.for_two && c.read_by == anybody && ask_second(day, reader, hand.change, end, v)) return;
    // A review that takes the last minute of the day ends with the first of the next.
    const std::int32_t minute = day.minute(end);
    approve_change(day.today, minute / minutes_per_day, minute, day.pool, hand.change, v);
}

}  // namespace strathern
