// What is a column of state? It knows its name, unit, meaning, owner and span; sizing, clearing, digests, traces, what
// moves with a person and the reference page follow from that, and so does what a phase may reach (view.hpp).
#pragma once
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <span>
#include <strathern/ids.hpp>
#include <type_traits>
#include <vector>

namespace strathern {

/// Whose a column is. What is a person's moves with the person to another seat; what is a seat's stays.
enum class Owner : std::uint8_t { person, seat, team, pool, organisation };

/// How long a column counts: it is kept, or cleared at the end of a week, a month or a quarter.
enum class Span : std::uint8_t { kept, week, month, quarter };

/// How many values a row holds: one, or one for each of something. A column of several values is kept value by value.
enum class Lanes : std::uint8_t {
    one,
    activities,        ///< building by hand, building with AI, reviewing
    options,           ///< activities, then practices
    practices,         ///< of the scenario
    measured_options,  ///< the same; none under a policy without a regime
    told_practices,    ///< practices, where somebody asked what each consumes; else none
    segments,          ///< of customers
    sizes,             ///< of changes, by which their fate is told
    origins,           ///< of changes: by hand, with AI, by an agent
    metrics,           ///< of the regime in force
    own_targets,       ///< metrics whose target is each engineer's own
    top_windows,       ///< weeks of each metric's numerator that are remembered: its lag and one
    bottom_windows,    ///< the same of denominators
    expectations,      ///< metrics times options, and reading longer
    outside_options,   ///< practices that can be seen in other teams
};

/// What a column says of itself.
struct ColumnInfo {
    const char* name;
    const char* unit;
    const char* meaning;
    Owner owner;
    Span span;
    Lanes lanes;
};

/// One value a row. Rows are numbered by `Id` and by nothing else. Dev builds check every row number.
template <class Id, class T = double>
class Column {
public:
    void resize(std::size_t rows, T value = T{}) { values_.assign(rows, value); }
    T& operator[](Id id) {
        assert(index(id) < values_.size());
        return values_[index(id)];
    }
    const T& operator[](Id id) const {
        assert(index(id) < values_.size());
        return values_[index(id)];
    }
    /// First element, for loops over a range of rows.
    T* data() { return values_.data(); }
    const T* data() const { return values_.data(); }
    std::size_t size() const { return values_.size(); }
    std::span<T> values() { return values_; }
    std::span<const T> values() const { return values_; }

private:
    std::vector<T> values_;
};

/// Several columns of one name, one a lane. Shape: [lanes][rows].
template <class Id, class T = double>
class ColumnLanes {
public:
    void resize(std::size_t lanes, std::size_t rows, T value = T{}) {
        lanes_.resize(lanes);
        for (auto& lane : lanes_) lane.resize(rows, value);
    }
    Column<Id, T>& operator[](std::size_t lane) {
        assert(lane < lanes_.size());
        return lanes_[lane];
    }
    const Column<Id, T>& operator[](std::size_t lane) const {
        assert(lane < lanes_.size());
        return lanes_[lane];
    }
    std::size_t size() const { return lanes_.size(); }
    bool empty() const { return lanes_.empty(); }
    auto begin() { return lanes_.begin(); }
    auto end() { return lanes_.end(); }
    auto begin() const { return lanes_.begin(); }
    auto end() const { return lanes_.end(); }

private:
    std::vector<Column<Id, T>> lanes_;
};

/// Values of the organisation, one a lane.
template <class T>
class Values {
public:
    void resize(std::size_t lanes, T value = T{}) { values_.assign(lanes, value); }
    T& operator[](std::size_t lane) {
        assert(lane < values_.size());
        return values_[lane];
    }
    const T& operator[](std::size_t lane) const {
        assert(lane < values_.size());
        return values_[lane];
    }
    std::size_t size() const { return values_.size(); }
    std::span<const T> values() const { return values_; }

private:
    std::vector<T> values_;
};

/// A tally: what is counted of a team while a month runs. The tallies of a team lie side by side, because an event
/// moves several of them. `T` is double or const double, `stride` how many tallies a team has.
template <class T, std::size_t stride>
class TallyLane {
public:
    TallyLane(T* first, std::size_t teams) : first_(first), teams_(teams) {}
    T& operator[](TeamId team) const {
        assert(index(team) < teams_);
        return first_[index(team) * stride];
    }
    std::size_t size() const { return teams_; }

private:
    T* first_;
    std::size_t teams_;
};

/// A tally that is told by segment or by size.
template <class T, std::size_t stride>
class TallyLanes {
public:
    TallyLanes(T* first, std::size_t lanes, std::size_t teams) : first_(first), lanes_(lanes), teams_(teams) {}
    TallyLane<T, stride> operator[](std::size_t lane) const {
        assert(lane < lanes_);
        return {first_ + lane, teams_};
    }
    std::size_t size() const { return lanes_; }

private:
    T* first_;
    std::size_t lanes_, teams_;
};

}  // namespace strathern
