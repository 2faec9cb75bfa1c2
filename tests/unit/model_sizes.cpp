// Which size of change is which, and has each tally its own place?
#include <doctest/doctest.h>

#include <strathern/totals.hpp>
#include <utility>

using namespace strathern;

TEST_CASE("sizes by which changes are told apart") {
    CHECK(size_class(9.9) == SizeClass::tiny);
    CHECK(size_class(10.0) == SizeClass::between);
    CHECK(size_class(25.0) == SizeClass::small);
    CHECK(size_class(100.0) == SizeClass::between);
    CHECK(size_class(125.0) == SizeClass::medium);
    CHECK(size_class(500.0) == SizeClass::between);
    CHECK(size_class(1000.0) == SizeClass::huge);
    CHECK(static_cast<std::size_t>(SizeClass::between) == size_class_count);
}

namespace {

/// Calls f with every tally of a team, of those told by segment or size with every lane.
template <class F>
void each_tally(State& state, TeamId team, F&& f) {
    each_column([&](auto column) {
        using C = decltype(column);
        if constexpr (C::kind != detail::Kind::tally)
            return;
        else if constexpr (C::info.lanes == Lanes::one)
            f(state[column][team]);
        else
            for (std::size_t lane = 0; lane < state[column].size(); ++lane) f(state[column][lane][team]);
    });
}

}  // namespace

TEST_CASE("each tally of each team has its own place, and totals are sums over teams") {
    State state;
    state.layout = {.teams_count = 3, .width = 1};
    state.clear_tallies(3);
    double written = 0.0, read = 0.0;
    for (std::uint32_t team = 0; team < 3; ++team) each_tally(state, TeamId{team}, [&](double& x) { x = ++written; });
    for (std::uint32_t team = 0; team < 3; ++team)
        each_tally(state, TeamId{team}, [&](const double& x) { CHECK(x == ++read); });
    CHECK(read == written);

    const Totals totals = total_of(state);
    CHECK(totals.values().size() * 3 == static_cast<std::size_t>(written));
    for (const SizeClass size : {SizeClass::tiny, SizeClass::small, SizeClass::medium, SizeClass::huge}) {
        const auto lane = static_cast<std::size_t>(size);
        const auto lines = std::as_const(state)[col::sized_lines][lane];
        CHECK(totals[col::sized_lines][lane] == lines[TeamId{0}] + lines[TeamId{1}] + lines[TeamId{2}]);
    }
    CHECK(totals[col::person_days] ==
          state[col::person_days][TeamId{0}] + state[col::person_days][TeamId{1}] + state[col::person_days][TeamId{2}]);
}
