// Who shares a queue of changes with whom? Pools are neighbouring teams; a team of its own is a pool of one.
#include "model/phases.hpp"

namespace strathern {
namespace {

/// A change from one pool's place to another's.
ChangeRef move_change(const Flow& from, ChangeRef place, Flow& to) {
    const ChangeRef there = to.hold();
    to.pool[there] = from.pool[place];
    return there;
}

// By minute, so that the oldest stay first.
void move_queue(const Flow& from, const std::vector<Pending>& queue, std::size_t head,
                std::vector<Pending> Flow::*which, State& s) {
    for (std::size_t k = head; k < queue.size(); ++k) {
        Flow& to = s.flow_of(team_of_seat(from.pool[queue[k].change].seat));
        insert_by_minute(to.*which, 0, {queue[k].minute, queue[k].author, move_change(from, queue[k].change, to)});
    }
}

// A review goes on if its reader is of the author's new pool; else the change waits on.
void move_review(const Flow& from, const InReview& hand, std::uint32_t row, State& s) {
    const Change& c = from.pool[hand.change];
    Flow& to = s.flow_of(team_of_seat(c.seat));
    const ChangeRef there = move_change(from, hand.change, to);
    const std::uint32_t team = row / s.width;
    if (&s.flow_of(team) != &to) {
        insert_by_minute(to.waiting, 0, {c.opened, c.author, there});
        return;
    }
    InReview& moved = to.in_review[row - s.pool_begin(team) * s.width];
    moved = hand;
    moved.change = there;
}

// Code of a team that has left the pool is looked after by the author's.
void keep_code_in_pool(Flow& flow, const State& s) {
    for (Change& c : flow.pool)
        if (s.pool_begin(c.code_team) != s.pool_begin(team_of_seat(c.seat))) c.code_team = team_of_seat(c.seat);
}

}  // namespace

void share_queues(const Rules& given, State& s) {
    const std::uint32_t before = s.pool_teams;
    const std::vector<Flow> old = std::move(s.teams.flow);
    s.pool_teams = static_cast<std::uint32_t>(given.p.organisation().pool_teams_count);
    s.teams.flow.assign(s.teams_count, Flow{});
    for (std::uint32_t team = 0; team < s.teams_count; team += s.pool_teams)
        s.teams.flow[team].in_review.resize((s.pool_end(team) - team) * s.width);
    for (std::uint32_t team = 0; team < old.size(); team += before) {
        const Flow& from = old[team];
        move_queue(from, from.waiting, from.head, &Flow::waiting, s);
        move_queue(from, from.returning, 0, &Flow::returning, s);
        move_queue(from, from.checking, 0, &Flow::checking, s);
        move_queue(from, from.taking_back, 0, &Flow::taking_back, s);
        move_queue(from, from.held, 0, &Flow::held, s);
        for (std::uint32_t k = 0; k < from.in_review.size(); ++k)
            if (from.in_review[k].minutes_left > 0) move_review(from, from.in_review[k], team * s.width + k, s);
    }
    for (Flow& flow : s.teams.flow) keep_code_in_pool(flow, s);
}

double reviewers_of_pool(const State& s, std::uint32_t team) {
    double sum = 0.0;
    for (std::uint32_t t = s.pool_begin(team), end = s.pool_end(team); t < end; ++t)
        sum += s.teams.reviewers[TeamId{t}];
    return sum;
}

double waiting_per_reviewer(const State& s, std::uint32_t team) {
    const double reviewers = reviewers_of_pool(s, team);
    return reviewers > 0.0 ? static_cast<double>(s.flow_of(team).waiting_count()) / reviewers : 0.0;
}

}  // namespace strathern
