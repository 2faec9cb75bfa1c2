// Are columns sized and cleared as they are declared, and does a view of all columns of a kind reach just these?
#include <doctest/doctest.h>

#include <algorithm>
#include <strathern/params/definitions.hpp>

#include "micro.hpp"

using namespace strathern;
using namespace strathern::test;

namespace {

/// Calls f(column, lane) for every lane of every column of numbers that has rows.
template <class F>
void each_lane_of_all(State& s, F f) {
    each_column([&](auto column) {
        using C = decltype(column);
        if constexpr (C::kind == detail::Kind::numbers && C::info.owner != Owner::organisation)
            each_lane(s[column], [&](auto& lane) { f(column, lane); });
    });
}

void fill_with(State& s, int x) {
    each_lane_of_all(s, [&](auto column, auto& lane) {
        for (auto& value : lane.values()) value = static_cast<typename decltype(column)::Value>(x);
    });
}

template <class Lane>
bool all_are(const Lane& lane, double x) {
    return std::ranges::all_of(lane.values(), [&](auto value) { return static_cast<double>(value) == x; });
}

/// Two teams of three under a regime with one metric, and two practices.
void measured(Micro& m) {
    m.practices = {{"a", Practice{}}, {"b", Practice{}}};
    m.regime.metrics = {{"one", Metric{}}};
    m.lay_out(2, 3, 0, true);
    m.measure();
}

/// How many columns a view writes, and whether each of them is one that the predicate picks.
template <class V, class Predicate>
std::pair<std::size_t, bool> written_by(Predicate picks) {
    std::size_t count = 0;
    bool all_picked = true;
    V::each([&](std::size_t number, bool write) {
        count += write;
        each_column([&](auto column) {
            if (decltype(column)::number == number) all_picked = all_picked && picks(decltype(column)::info);
        });
    });
    return {count, all_picked};
}

template <class Predicate>
std::size_t declared(Predicate picks) {
    std::size_t count = 0;
    each_column([&](auto column) { count += picks(decltype(column)::info); });
    return count;
}

}  // namespace

TEST_CASE("every column has the rows of its owner, the lanes of its declaration and its start value") {
    Micro m;
    m.practices = {{"a", Practice{}}, {"b", Practice{}}};
    m.regime.metrics = {{"one", Metric{}}};
    m.lay_out(2, 3, 0, true);
    fill_with(m.s, 1);
    size_columns(m.s, sizes_under(&m.regime, m.catalogue()));
    each_lane_of_all(m.s, [](auto column, auto& lane) {
        using C = decltype(column);
        CHECK_MESSAGE(lane.size() == (C::info.owner == Owner::team ? 2u : 6u), C::info.name);
        CHECK_MESSAGE(all_are(lane, C::start), C::info.name);
    });
    CHECK(m.s[col::chosen].size() == 5);
    CHECK(m.s[col::trust].size() == 5);
    CHECK(m.s[col::metric_numerator].size() == 1);
    CHECK(m.s[col::metric_denominator].empty());
    CHECK(m.s[col::own_target].empty());
    CHECK(m.s[col::expected_top].size() == 6);
    CHECK(m.s[col::declared_habit].size() == 3);
    CHECK(m.s[col::flow].size() == 2);
    CHECK(m.s[col::flow][team(0)].in_review.empty());
}

TEST_CASE("without a regime ever, nobody has anything to learn from scores") {
    Micro m;
    m.lay_out(2, 3);
    CHECK(m.s[col::trust].empty());
    CHECK(m.s[col::usual_choice].empty());
    CHECK(m.s[col::metric_numerator].empty());
    CHECK(m.s[col::target].size() == 0);
}

TEST_CASE("lags and denominators of all metrics are laid out one behind the other") {
    Micro m;
    Metric slow, ratio;
    slow.lag_weeks = 3;
    ratio.denominator = {{Signal::tokens, 1.0}};
    ratio.lag_weeks = 1;
    m.regime.metrics = {{"slow", slow}, {"ratio", ratio}};
    m.regime.ratchet_scope = RatchetScope::own;
    m.lay_out(1, 2, 0, true);
    m.measure();
    CHECK(m.s[col::metric_numerator].size() == 4 + 2);
    CHECK(m.s[col::metric_denominator].size() == 2);
    CHECK(m.s[col::own_target].size() == 2);
    CHECK(m.s[col::expected_bottom].size() == 2 * 4);
    size_metric_columns(sizes_under(nullptr, m.catalogue()), m.view<MetricColumnsView>());
    CHECK(m.s[col::metric_numerator].empty());
    CHECK(m.s[col::target].size() == 0);
}

TEST_CASE("a new week clears the week's columns of the block, and nothing else") {
    Micro m;
    measured(m);
    fill_with(m.s, 7);
    m.s[col::tokens][team(0)] = 7.0;
    Today today = m.today();
    today.block = {0, 1, 0, 3, 3};  // the first team
    clear_week(today, m.view<WeekColumnsView>());
    each_lane_of_all(m.s, [](auto column, auto& lane) {
        using C = decltype(column);
        const double first = static_cast<double>(*lane.data()),
                     last = static_cast<double>(*(lane.data() + lane.size() - 1));
        CHECK_MESSAGE(first == (C::info.span == Span::week ? 0.0 : 7.0), C::info.name);
        CHECK_MESSAGE(last == 7.0, C::info.name);
    });
    CHECK(m.s[col::tokens][team(0)] == 7.0);
}

TEST_CASE("a new quarter clears the quarter's columns and nothing else") {
    Micro m;
    measured(m);
    fill_with(m.s, 7);
    m.s[col::tokens][team(1)] = 7.0;
    clear_quarter(m.s);
    each_lane_of_all(m.s, [](auto column, auto& lane) {
        using C = decltype(column);
        CHECK_MESSAGE(all_are(lane, C::info.span == Span::quarter ? 0.0 : 7.0), C::info.name);
    });
    CHECK(m.s[col::tokens][team(1)] == 7.0);
}

TEST_CASE("a new month clears the month's columns and all tallies, and nothing else") {
    Micro m;
    measured(m);
    fill_with(m.s, 7);
    m.s[col::tokens][team(1)] = m.s[col::customers_lost][2][team(1)] = 7.0;
    clear_month(m.s);
    each_lane_of_all(m.s, [](auto column, auto& lane) {
        using C = decltype(column);
        CHECK_MESSAGE(all_are(lane, C::info.span == Span::month ? 0.0 : 7.0), C::info.name);
    });
    CHECK(m.s[col::tokens][team(1)] == 0.0);
    CHECK(m.s[col::customers_lost][2][team(1)] == 0.0);
}

TEST_CASE("a view of a kind of columns writes all of that kind and no other") {
    CHECK(written_by<WeekColumnsView>(is_cleared_weekly) == std::pair{declared(is_cleared_weekly), true});
    CHECK(written_by<PersonColumnsView>(moves_with_a_person) == std::pair{declared(moves_with_a_person), true});
    CHECK(written_by<MetricColumnsView>(is_sized_by_regime) == std::pair{declared(is_sized_by_regime), true});
}
