// Who shares a queue of changes with whom? Pools are neighbouring teams; a team of its own is a pool of one.
#include "model/pools.hpp"

#include <utility>

namespace strathern {
namespace {

// A change moves from its place in one pool to a place in another.
ChangeRef move_change(const Flow& from, ChangeRef place, Flow& to) {
    const ChangeRef there = to.hold();
    to.pool[there] = from.pool[place];
    to.pool[there].asked = anybody;  // who was asked may be in another pool now
    return there;
}

// The queue that the changes of a seat stand in.
Flow& flow_of_seat(std::uint32_t seat, ShareQueuesView v) {
    return v[col::flow][v.layout().pool_of(team_of_seat(seat))];
}

// By minute, so that the oldest stay first.
void move_queue(const Flow& from, std::vector<Pending> Flow::*which, std::size_t first, ShareQueuesView v) {
    const std::vector<Pending>& queue = from.*which;
    for (std::size_t k = first; k < queue.size(); ++k) {
        Flow& to = flow_of_seat(from.pool[queue[k].change].seat, v);
        insert_by_minute(to.*which, 0, {queue[k].minute, queue[k].author, move_change(from, queue[k].change, to)});
    }
}

// A review is continued if its reader is in the author's new pool; else the change waits again.
void move_review(const Flow& from, const InReview& hand, EngineerId reader, ShareQueuesView v) {
    const Layout& layout = v.layout();
    const Change& c = from.pool[hand.change];
    const TeamId pool = layout.pool_of(team_of_seat(c.seat));
    Flow& to = v[col::flow][pool];
    const ChangeRef there = move_change(from, hand.change, to);
    if (layout.pool_of(layout.team_of(reader)) != pool) {
        insert_by_minute(to.waiting, 0, {c.opened, c.author, there});
        return;
    }
    InReview& moved = to.in_review[index(reader) - layout.first_row(pool)];
    moved = hand;
    moved.change = there;
}

// The author's team looks after code whose own team has left the pool.
void keep_code_in_pool(Flow& flow, const Layout& layout) {
    for (Change& c : flow.pool) {
        const TeamId author = team_of_seat(c.seat);
        if (layout.pool_of(TeamId{c.code_team}) != layout.pool_of(author)) c.code_team = index(author);
    }
}

// An empty queue for every pool, at its first team.
void lay_out_queues(ShareQueuesView v) {
    const Layout& layout = v.layout();
    v[col::flow].resize(layout.teams_count);
    for (std::uint32_t team = 0; team < layout.teams_count; team += layout.pool_teams) {
        const TeamId pool{team};
        const std::size_t teams = index(layout.pool_end(pool)) - team;
        v[col::flow][pool].in_review.resize(teams * layout.width);
    }
}

}  // namespace

std::uint32_t asked_reader(TeamId pool, const Change& c, double u, AskView v) {
    const auto weight = [&](std::uint32_t row) {
        const EngineerId i{row};
        if (row == c.author || row == c.read_by || !(v[col::active][i] > 0.0)) return 0.0;
        return v[col::share][review][i];
    };
    const std::uint32_t first = v.layout().first_row(pool);
    const std::uint32_t end = v.layout().first_row(v.layout().pool_end(pool));
    double all = 0.0;
    for (std::uint32_t row = first; row < end; ++row) all += weight(row);
    double left = u * all;
    std::uint32_t asked = anybody;
    for (std::uint32_t row = first; row < end && left >= 0.0; ++row) {
        const double w = weight(row);
        if (!(w > 0.0)) continue;
        asked = row;
        left -= w;
    }
    return asked;
}

void share_queues(std::uint32_t before, ShareQueuesView v) {
    const Layout& layout = v.layout();
    const auto old = std::exchange(v[col::flow], {});
    lay_out_queues(v);
    for (std::uint32_t team = 0; team < old.size(); team += before) {
        const Flow& from = old[TeamId{team}];
        move_queue(from, &Flow::waiting, from.head, v);
        for (auto which : {&Flow::returning, &Flow::checking, &Flow::taking_back, &Flow::held})
            move_queue(from, which, 0, v);
        const std::uint32_t first = layout.first_row(TeamId{team});
        for (std::uint32_t k = 0; k < from.in_review.size(); ++k)
            if (from.in_review[k].minutes_left > 0) move_review(from, from.in_review[k], EngineerId{first + k}, v);
    }
    for (Flow& flow : v[col::flow].values()) keep_code_in_pool(flow, layout);
}

double reviewers_of_pool(TeamId team, PoolView v) {
    double sum = 0.0;
    for (std::uint32_t t = index(v.layout().pool_of(team)), end = index(v.layout().pool_end(team)); t < end; ++t)
        sum += v[col::reviewers][TeamId{t}];
    return sum;
}

double others_at_work(TeamId team, View<Reads<col::authors>, Writes<>> v) {
    const double authors = v[col::authors][team];
    return authors > 1.0 ? authors - 1.0 : 0.0;
}

double waiting_per_reviewer(TeamId team, PoolView v) {
    const double reviewers = reviewers_of_pool(team, v);
    const Flow& flow = v[col::flow][v.layout().pool_of(team)];
    return reviewers > 0.0 ? static_cast<double>(flow.waiting_count()) / reviewers : 0.0;
}

}  // namespace strathern
