// What follows from the declaration of a column alone? Its size, when it is cleared, and whether it moves with a
// person. Nothing here names a column; views of all columns of a kind are picked from state.def.
#pragma once
#include <array>
#include <utility>

#include "model/today.hpp"

namespace strathern {
namespace detail {

/// A column by its number.
template <std::size_t number>
struct ColumnAt;
#define COLUMN(owner, span, lanes, type, name, start, unit, meaning) \
    template <>                                                      \
    struct ColumnAt<name##_number> {                                 \
        using Type = col::name##_column;                             \
    };
#define RECORD(owner, type, name, meaning) COLUMN(owner, kept, one, type, name, , , meaning)
#define TALLY(lanes, name, unit, meaning) COLUMN(team, month, lanes, double, name, , unit, meaning)
#include <strathern/state.def>
#undef COLUMN
#undef RECORD
#undef TALLY

template <std::size_t... number>
constexpr std::array<ColumnInfo, column_count> infos_of(std::index_sequence<number...>) {
    return {ColumnAt<number>::Type::info...};
}
inline constexpr std::array<ColumnInfo, column_count> column_infos = infos_of(std::make_index_sequence<column_count>{});

template <auto picks>
constexpr std::size_t picked_count() {
    std::size_t sum = 0;
    for (const ColumnInfo& info : column_infos) sum += picks(info) ? 1 : 0;
    return sum;
}

/// Numbers of the columns that a predicate picks.
template <auto picks>
inline constexpr auto picked_numbers = [] {
    std::array<std::size_t, picked_count<picks>()> numbers{};
    std::size_t k = 0;
    for (std::size_t number = 0; number < column_count; ++number)
        if (picks(column_infos[number])) numbers[k++] = number;
    return numbers;
}();

template <auto picks, class Places>
struct ViewOfPicked;
template <auto picks, std::size_t... k>
struct ViewOfPicked<picks, std::index_sequence<k...>> {
    using Type = View<Reads<>, Writes<typename ColumnAt<picked_numbers<picks>[k]>::Type {}...>>;
};

}  // namespace detail

/// A view that writes every column which a predicate over ColumnInfo picks, and reaches no other.
template <auto picks>
using ViewOf =
    typename detail::ViewOfPicked<picks, std::make_index_sequence<detail::picked_numbers<picks>.size()>>::Type;

constexpr bool moves_with_a_person(const ColumnInfo& info) { return info.owner == Owner::person; }
constexpr bool is_cleared_weekly(const ColumnInfo& info) { return info.span == Span::week; }
/// How many lanes the column has depends on the metrics of the regime in force.
constexpr bool is_sized_by_regime(const ColumnInfo& info) {
    return info.lanes == Lanes::metrics || info.lanes == Lanes::own_targets || info.lanes == Lanes::top_windows ||
           info.lanes == Lanes::bottom_windows || info.lanes == Lanes::expectations;
}

/// How many lanes columns have, where the declaration alone does not say it.
struct Sizes {
    std::size_t options = 0;           ///< activities and practices
    std::size_t measured_options = 0;  ///< the same, or 0 under a policy without a regime
    std::size_t told_practices = 0;    ///< practices, where somebody asked what each consumes
    std::size_t metrics = 0;           ///< of the regime in force
    std::size_t own_targets = 0;       ///< as many as metrics where each engineer has a target, or 0
    std::size_t top_windows = 0;       ///< sum over metrics of their lag and one
    std::size_t bottom_windows = 0;    ///< the same sum over metrics with a denominator
    std::size_t outside_options = 0;   ///< practices, where they can be seen in other teams
};

/// Lanes of a column.
std::size_t lanes_of(Lanes, const Sizes&);

/// Sizes under a regime; without one (null) the metrics' columns have no lanes.
Sizes sizes_under(const Regime*, const Catalogue&);

/// Calls f for every lane of a column, or for the column itself if it has one value a row.
template <class Stored, class F>
void each_lane(Stored& stored, F&& f) {
    if constexpr (requires { stored.begin(); })
        for (auto& lane : stored) f(lane);
    else
        f(stored);
}

/// Gives every column its rows, its lanes and its start value, as the layout and the sizes say. Records of teams and
/// pools become empty; those of the organisation stay as they are.
void size_columns(State&, const Sizes&);

using MetricColumnsView = ViewOf<is_sized_by_regime>;
/// Sizes the columns that depend on the regime anew, all at their start values: when a regime begins or ends.
void size_metric_columns(const Sizes&, MetricColumnsView);

using WeekColumnsView = ViewOf<is_cleared_weekly>;
/// Weekly, last: resets the week's counters.
void clear_week(const Today&, WeekColumnsView);

/// Resets the month's counters and all tallies.
void clear_month(State&);
/// Resets the quarter's counters.
void clear_quarter(State&);

using PersonColumnsView = ViewOf<moves_with_a_person>;
/// Two people exchange their seats and take along everything that is theirs.
void swap_people(EngineerId, EngineerId, PersonColumnsView);

}  // namespace strathern
