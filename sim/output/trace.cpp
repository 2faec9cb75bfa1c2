// What is a state's fingerprint, column by column? Members are unpacked by name, so that a new one can't be forgotten.
#include "output/trace.hpp"

#include <map>
#include <strathern/state.hpp>
#include <type_traits>

#include "core/digest.hpp"

namespace strathern {
namespace {

template <class Id, class T>
std::uint64_t digest_of(const Column<Id, T>& column) {
    if constexpr (std::is_same_v<T, double>) {
        return column_digest(column.data(), column.size());
    } else {
        const std::vector<double> numbers(column.values().begin(), column.values().end());
        return column_digest(numbers.data(), numbers.size());
    }
}

void add_change(const Change& change, std::vector<double>& numbers) {
    const auto& [author, seat, ordinal, code_team, started, opened, item_started, item_arrived, lines, item_worth,
                 points, luck, line_defects, design_defects, requirement_defects, rounds, last, read, picked_up,
                 in_experiment, urgent, unwanted] = change;
    for (const double x : {static_cast<double>(author),
                           static_cast<double>(seat),
                           static_cast<double>(ordinal),
                           static_cast<double>(started),
                           static_cast<double>(opened),
                           static_cast<double>(item_started),
                           static_cast<double>(item_arrived),
                           lines,
                           item_worth,
                           points,
                           luck[0],
                           luck[1],
                           luck[2],
                           luck[3],
                           static_cast<double>(line_defects),
                           static_cast<double>(design_defects),
                           static_cast<double>(rounds),
                           static_cast<double>(last),
                           static_cast<double>(read),
                           static_cast<double>(picked_up),
                           static_cast<double>(in_experiment),
                           static_cast<double>(code_team),
                           static_cast<double>(requirement_defects),
                           static_cast<double>(urgent),
                           static_cast<double>(unwanted)})
        numbers.push_back(x);
}

/// A queue with its changes; the places of the pool are storage, and say nothing.
void add_queue(const Flow& flow, const std::vector<Pending>& queue, std::size_t head, std::vector<double>& numbers) {
    numbers.push_back(static_cast<double>(queue.size() - head));
    for (std::size_t i = head; i < queue.size(); ++i) {
        const auto& [minute, author, change] = queue[i];
        numbers.push_back(minute);
        numbers.push_back(author);
        add_change(flow.pool[change], numbers);
    }
}

void add_hands(const Flow& flow, const std::vector<InReview>& hands, std::vector<double>& numbers) {
    for (const InReview& hand : hands) {
        const auto& [change, minutes_left, line_defects_found, design_defects_found, requirement_defects_found,
                     sent_back] = hand;
        numbers.push_back(minutes_left);
        if (minutes_left == 0) continue;
        for (const double x : {static_cast<double>(line_defects_found), static_cast<double>(design_defects_found),
                               static_cast<double>(requirement_defects_found), static_cast<double>(sent_back)})
            numbers.push_back(x);
        add_change(flow.pool[change], numbers);
    }
}

std::uint64_t digest_of(const std::vector<double>& numbers) { return column_digest(numbers.data(), numbers.size()); }

void add_flows(const std::vector<Flow>& flows, std::vector<ColumnDigest>& digests) {
    std::vector<double> waits, returns, arrivals, checks, taken_back, held_back, reviews;
    for (const Flow& flow : flows) {
        const auto& [pool, free, waiting, head, returning, arriving, checking, taking_back, held, in_review] = flow;
        add_queue(flow, waiting, head, waits);
        add_queue(flow, returning, 0, returns);
        add_queue(flow, arriving, 0, arrivals);
        add_queue(flow, checking, 0, checks);
        add_queue(flow, taking_back, 0, taken_back);
        add_queue(flow, held, 0, held_back);
        add_hands(flow, in_review, reviews);
    }
    digests.push_back({"flow.waiting", digest_of(waits)});
    digests.push_back({"flow.returning", digest_of(returns)});
    digests.push_back({"flow.arriving", digest_of(arrivals)});
    digests.push_back({"flow.checking", digest_of(checks)});
    digests.push_back({"flow.taking_back", digest_of(taken_back)});
    digests.push_back({"flow.held", digest_of(held_back)});
    digests.push_back({"flow.in_review", digest_of(reviews)});
}

std::uint64_t digest_of(const std::vector<Backlog>& backlogs) {
    std::vector<double> minutes;
    for (const Backlog& backlog : backlogs) {
        const auto& [arrived, head] = backlog;
        minutes.push_back(static_cast<double>(arrived.size() - head));
        for (std::size_t k = head; k < arrived.size(); ++k) minutes.push_back(arrived[k]);
    }
    return digest_of(minutes);
}

std::uint64_t digest_of(const std::vector<TeamTally>& tallies) {
    std::vector<double> numbers;
    for (const TeamTally& tally : tallies) numbers.insert(numbers.end(), tally.values.begin(), tally.values.end());
    return digest_of(numbers);
}

/// Columns that share a name get a number each.
void number_repeated(std::vector<ColumnDigest>& digests) {
    std::map<std::string, std::size_t> times, seen;
    for (const ColumnDigest& column : digests) ++times[column.name];
    for (ColumnDigest& column : digests) {
        if (times[column.name] > 1) column.name += "[" + std::to_string(seen[column.name]++) + "]";
    }
}

}  // namespace

std::vector<ColumnDigest> state_digests(const State& state) {
    std::vector<ColumnDigest> digests;
    each_column(state, [&](const ColumnInfo& info, const auto& column) {
        digests.push_back({info.name, digest_of(column)});
    });
    number_repeated(digests);
    digests.push_back({"seat", digest_of(state.people.seat)});
    digests.push_back({"requisition", digest_of(state.people.requisition)});
    digests.push_back({"level", digest_of(state.people.level)});
    digests.push_back({"reviews_only", digest_of(state.people.reviews_only)});
    digests.push_back({"change_ordinal", digest_of(state.desks.change_ordinal)});
    digests.push_back({"members", digest_of(state.teams.members)});
    digests.push_back({"items_arrived", digest_of(state.teams.items_arrived)});
    digests.push_back({"items_seen", digest_of(state.teams.items_seen)});
    digests.push_back({"backlog", digest_of(state.teams.backlog)});
    digests.push_back({"agent_ordinal", digest_of(state.teams.agent_ordinal)});
    digests.push_back({"tally", digest_of(state.teams.tally)});
    add_flows(state.teams.flow, digests);
    return digests;
}

void append_trace_lines(int day, const char* phase, const State& state, std::string& text) {
    for (const ColumnDigest& column : state_digests(state)) {
        text += std::to_string(day + 1) + "," + phase + "," + column.name + ",";
        for (int shift = 60; shift >= 0; shift -= 4) text += "0123456789abcdef"[column.digest >> shift & 15];
        text += '\n';
    }
}

}  // namespace strathern
