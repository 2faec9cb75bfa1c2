// How are columns sized, cleared and moved? By their declarations in state.def, all in the same way.
#include "model/columns.hpp"

#include <algorithm>
#include <strathern/params/definitions.hpp>
#include <utility>

#include "model/blocks.hpp"

namespace strathern {
namespace {

std::size_t rows_of(Owner owner, const Layout& layout) {
    return owner == Owner::team || owner == Owner::pool ? layout.teams_count : layout.rows();
}

// Sizes a column of numbers, all at its start value.
template <class C, class Stored>
void size_numbers(C, const Layout& layout, const Sizes& sizes, Stored& stored) {
    constexpr bool of_organisation = C::info.owner == Owner::organisation, one = C::info.lanes == Lanes::one;
    [[maybe_unused]] const std::size_t rows = rows_of(C::info.owner, layout), lanes = lanes_of(C::info.lanes, sizes);
    if constexpr (of_organisation && one)
        stored = C::start;
    else if constexpr (of_organisation)
        stored.resize(lanes, C::start);
    else if constexpr (one)
        stored.resize(rows, C::start);
    else
        stored.resize(lanes, rows, C::start);
}

// The block's rows of a lane, or its teams.
template <class C, class Lane>
void clear_rows(C, const Block& block, Lane& lane) {
    static_assert(C::info.owner != Owner::organisation && C::info.owner != Owner::pool, "no rows in blocks");
    constexpr bool by_team = C::info.owner == Owner::team;
    std::fill(lane.data() + (by_team ? block.first_team : block.first_row),
              lane.data() + (by_team ? block.last_team : block.last_row), C::start);
}

template <Span span, class V>
void clear_span(V&& v, const Block& block) {
    each_column([&](auto column) {
        using C = decltype(column);
        if constexpr (C::info.span == span && C::kind == detail::Kind::numbers)
            each_lane(v[column], [&](auto& lane) { clear_rows(column, block, lane); });
    });
}

}  // namespace

std::size_t lanes_of(Lanes lanes, const Sizes& sizes) {
    switch (lanes) {
        case Lanes::one:
            return 1;
        case Lanes::activities:
            return first_practice;
        case Lanes::options:
            return sizes.options;
        case Lanes::practices:
            return sizes.options - first_practice;
        case Lanes::measured_options:
            return sizes.measured_options;
        case Lanes::told_practices:
            return sizes.told_practices;
        case Lanes::segments:
        case Lanes::sizes:
        case Lanes::origins:
            return detail::tally_lanes(lanes);
        case Lanes::metrics:
            return sizes.metrics;
        case Lanes::own_targets:
            return sizes.own_targets;
        case Lanes::top_windows:
            return sizes.top_windows;
        case Lanes::bottom_windows:
            return sizes.bottom_windows;
        case Lanes::expectations:
            return sizes.metrics * (sizes.options + 1);
        case Lanes::outside_options:
            return sizes.outside_options;
    }
    return 0;
}

Sizes sizes_under(const Regime* regime, const Catalogue& catalogue) {
    Sizes sizes;
    sizes.options = catalogue.options();
    sizes.measured_options = catalogue.ever_measured ? catalogue.options() : 0;
    sizes.told_practices = catalogue.asked.practices ? catalogue.practices.size() : 0;
    if (regime == nullptr) return sizes;
    sizes.metrics = regime->metrics.size();
    sizes.own_targets = regime->ratchet_scope == RatchetScope::own ? sizes.metrics : 0;
    for (const auto& [name, metric] : regime->metrics) {
        const auto windows = static_cast<std::size_t>(metric.lag_weeks + 1);
        sizes.top_windows += windows;
        sizes.bottom_windows += metric.denominator.empty() ? 0 : windows;
    }
    return sizes;
}

void size_columns(State& s, const Sizes& sizes) {
    each_column([&](auto column) {
        using C = decltype(column);
        if constexpr (C::kind == detail::Kind::numbers)
            size_numbers(column, s.layout, sizes, s[column]);
        else if constexpr (C::kind == detail::Kind::record && C::info.owner != Owner::organisation)
            s[column].resize(rows_of(C::info.owner, s.layout));
    });
    s.clear_tallies(s.layout.teams_count);
}

void size_metric_columns(const Sizes& sizes, MetricColumnsView v) {
    each_column([&](auto column) {
        if constexpr (is_sized_by_regime(decltype(column)::info)) size_numbers(column, v.layout(), sizes, v[column]);
    });
}

void clear_week(const Today& today, WeekColumnsView v) { clear_span<Span::week>(v, today.block); }

void clear_month(State& s) {
    clear_span<Span::month>(s, whole(s.layout));
    s.clear_tallies(s.layout.teams_count);
}

void clear_quarter(State& s) { clear_span<Span::quarter>(s, whole(s.layout)); }

void swap_people(EngineerId a, EngineerId b, PersonColumnsView v) {
    each_column([&](auto column) {
        if constexpr (moves_with_a_person(decltype(column)::info))
            each_lane(v[column], [&](auto& lane) { std::swap(lane[a], lane[b]); });
    });
}

}  // namespace strathern
