// What is a state's fingerprint, column by column? The columns are those of state.def. Members of records are unpacked
// by name, so that a new one can't be forgotten.
#include "output/trace.hpp"

#include <algorithm>
#include <array>
#include <strathern/state.hpp>
#include <type_traits>

#include "core/digest.hpp"

namespace strathern {
namespace {

using Numbers = std::vector<double>;

void add_change(const Change& change, Numbers& numbers) {
    const auto& [author, seat, ordinal, code_team, started, opened, item_started, item_arrived, asked, read_by, lines,
                 risk, ai_share, debt, item_worth, points, luck, line_defects, design_defects, requirement_defects,
                 rounds, last, read, picked_up, in_experiment, urgent, unwanted, for_two, known] = change;
    for (const double x : {static_cast<double>(author),
                           static_cast<double>(seat),
                           static_cast<double>(ordinal),
                           static_cast<double>(started),
                           static_cast<double>(opened),
                           static_cast<double>(item_started),
                           static_cast<double>(item_arrived),
                           static_cast<double>(asked),
                           static_cast<double>(read_by),
                           lines,
                           risk,
                           ai_share,
                           debt,
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
                           static_cast<double>(unwanted),
                           static_cast<double>(for_two),
                           static_cast<double>(known)})
        numbers.push_back(x);
}

/// A queue with its changes; their positions in the pool are storage without meaning.
void add_queue(const Flow& flow, const std::vector<Pending>& queue, std::size_t head, Numbers& numbers) {
    numbers.push_back(static_cast<double>(queue.size() - head));
    for (std::size_t i = head; i < queue.size(); ++i) {
        const auto& [minute, author, change, asked] = queue[i];
        numbers.push_back(minute);
        numbers.push_back(author);
        numbers.push_back(asked);
        add_change(flow.pool[change], numbers);
    }
}

void add_hands(const Flow& flow, const std::vector<InReview>& hands, Numbers& numbers) {
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

/// The suffix of the column's name for each part of a record; none where the record is a single list.
template <class Record>
inline constexpr std::array<const char*, 1> part_names = {""};
template <>
inline constexpr std::array<const char*, 7> part_names<Flow> = {".waiting",     ".returning", ".arriving", ".checking",
                                                                ".taking_back", ".held",      ".in_review"};

template <class Record>
using Parts = std::array<Numbers, part_names<Record>.size()>;

// A record's numbers, part by part: one overload per kind of record.

void add(const Flow& flow, Parts<Flow>& parts) {
    const auto& [pool, free, waiting, head, returning, arriving, checking, taking_back, held, in_review] = flow;
    auto& [waits, returns, arrivals, checks, taken_back, held_back, reviews] = parts;
    add_queue(flow, waiting, head, waits);
    add_queue(flow, returning, 0, returns);
    add_queue(flow, arriving, 0, arrivals);
    add_queue(flow, checking, 0, checks);
    add_queue(flow, taking_back, 0, taken_back);
    add_queue(flow, held, 0, held_back);
    add_hands(flow, in_review, reviews);
}

void add(const Backlog& backlog, Parts<Backlog>& parts) {
    const auto& [arrived, head] = backlog;
    auto& [minutes] = parts;
    minutes.push_back(static_cast<double>(arrived.size() - head));
    minutes.insert(minutes.end(), arrived.begin() + static_cast<std::ptrdiff_t>(head), arrived.end());
}

void add(const Happenings& happenings, Parts<Happenings>& parts) {
    const auto& [list] = happenings;
    auto& [numbers] = parts;
    numbers.push_back(static_cast<double>(list.size()));
    for (const Told& told : list) {
        const auto& [what, end, by_agent, urgent, read, failed, day, minute, seat, ordinal, row, since, amount] = told;
        for (const double x : {static_cast<double>(what), static_cast<double>(end), by_agent ? 1.0 : 0.0,
                               urgent ? 1.0 : 0.0, read ? 1.0 : 0.0, failed ? 1.0 : 0.0, static_cast<double>(day),
                               static_cast<double>(minute), static_cast<double>(seat), static_cast<double>(ordinal),
                               static_cast<double>(row), static_cast<double>(since), amount})
            numbers.push_back(x);
    }
}

/// Only what changes. Two runs whose regimes differ in a number diverge where that number first takes effect.
void add(const Contracts& contracts, Parts<Contracts>& parts) {
    const auto& [list] = contracts;
    auto& [numbers] = parts;
    numbers.push_back(static_cast<double>(list.size()));
    for (const Contract& contract : list) {
        const auto& [regime, audience, weeks] = contract;
        numbers.push_back(static_cast<double>(audience));
        numbers.push_back(weeks);
    }
}

void add(const Diary& diary, Parts<Diary>& parts) {
    const auto& [entries] = diary;
    auto& [numbers] = parts;
    numbers.push_back(static_cast<double>(entries.size()));
    for (const DiaryEntry& entry : entries) {
        const auto& [week, deed, intervention] = entry;
        numbers.push_back(week);
        numbers.push_back(static_cast<double>(deed));
        numbers.push_back(intervention);
    }
}

/// Shows one column as lists of numbers with names, however it is stored.
class Shower {
public:
    using See = FunctionRef<void(const StatePart&)>;

    /// @param teams,rows show only the first so many
    Shower(const ColumnInfo& info, std::size_t teams, std::size_t rows, const See& see)
        : info_(info), teams_(teams), rows_(rows), see_(see) {}

    template <class Id, class T>
    void show(const Column<Id, T>& column, const std::string& name) const {
        const auto values = column.values().first(std::min(column.size(), std::is_same_v<Id, TeamId> ? teams_ : rows_));
        if constexpr (std::is_same_v<T, double>)
            see_({info_, name, values});
        else if constexpr (std::is_arithmetic_v<T>)
            tell(name, Numbers(values.begin(), values.end()));
        else
            show_records<T>(name, values);
    }

    template <std::size_t stride>
    void show(const TallyLane<const double, stride>& tally, const std::string& name) const {
        Numbers numbers(std::min(tally.size(), teams_));
        for (std::uint32_t team = 0; team < numbers.size(); ++team) numbers[team] = tally[TeamId{team}];
        tell(name, numbers);
    }

    /// A number or a record of the organisation.
    template <class T>
    void show(const T& value, const std::string& name) const {
        if constexpr (std::is_arithmetic_v<T>)
            tell(name, {static_cast<double>(value)});
        else
            show_records<T>(name, std::span<const T, 1>(&value, 1));
    }

    template <class Id, class T>
    void show(const ColumnLanes<Id, T>& lanes, const std::string& name) const {
        show_lanes(lanes, name);
    }
    template <std::size_t stride>
    void show(const TallyLanes<const double, stride>& lanes, const std::string& name) const {
        show_lanes(lanes, name);
    }
    template <class T>
    void show(const Values<T>& lanes, const std::string& name) const {
        show_lanes(lanes, name);
    }

private:
    void tell(const std::string& name, const Numbers& numbers) const { see_({info_, name, numbers}); }

    template <class Lanes>
    void show_lanes(const Lanes& lanes, const std::string& name) const {
        for (std::size_t lane = 0; lane < lanes.size(); ++lane)
            show(lanes[lane], lanes.size() > 1 ? name + '[' + std::to_string(lane) + ']' : name);
    }

    template <class Record>
    void show_records(const std::string& name, std::span<const Record> records) const {
        Parts<Record> parts;
        for (const Record& record : records) add(record, parts);
        for (std::size_t part = 0; part < parts.size(); ++part) tell(name + part_names<Record>[part], parts[part]);
    }

    const ColumnInfo& info_;
    std::size_t teams_, rows_;
    const See& see_;
};

}  // namespace

void each_part(const State& state, const FunctionRef<void(const StatePart&)>& see, std::uint32_t teams) {
    const bool all = teams == UINT32_MAX;
    const std::size_t rows = std::size_t{teams} * state.layout.width;
    each_column([&](auto column) {
        const ColumnInfo& info = decltype(column)::info;
        Shower(info, all ? SIZE_MAX : teams, all ? SIZE_MAX : rows, see).show(state[column], info.name);
    });
}

std::vector<ColumnDigest> state_digests(const State& state) {
    std::vector<ColumnDigest> digests;
    each_part(state, [&](const StatePart& part) {
        digests.push_back({part.name, column_digest(part.numbers.data(), part.numbers.size())});
    });
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
