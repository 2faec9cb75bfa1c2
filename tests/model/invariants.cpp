// Is a number that can't be found, wherever it stands, and a day that is not full?
#include <doctest/doctest.h>

#include <strathern/params/behaviour.hpp>
#include <strathern/params/definitions.hpp>

#include <limits>
#include <string>

#include "micro.hpp"
#include "model/invariants.hpp"

using namespace strathern;
using namespace strathern::test;

namespace {

constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

/// Two teams of two, under a regime, who build by hand all day.
void builders(Micro& m) {
    m.regime.metrics = {{"one", Metric{}}};
    m.regime.metrics[0].value.denominator = {{Signal::tokens, 1.0}};
    m.regime.ratchet_scope = RatchetScope::own;
    m.practices = {{"a", Practice{}}};
    m.p.behaviour().contact_outside_share = 0.1;
    m.lay_out(2, 2, 0, true);
    m.measure();
    look_around(m.today(), m.view<LookAroundView>());
    for (std::uint32_t k = 0; k < 4; ++k) m.s[col::share][build][person(k)] = 1.0;
}

std::string broken(Micro& m) { return broken_invariant(m.given(), m.catalogue(), m.s, 6); }

/// Last number of a column: of its last lane and row.
template <class C>
double& last_number(C column, State& s) {
    if constexpr (C::kind == detail::Kind::tally && C::info.lanes == Lanes::one)
        return s[column][team(1)];
    else if constexpr (C::kind == detail::Kind::tally)
        return s[column][s[column].size() - 1][team(1)];
    else if constexpr (C::info.owner == Owner::organisation)
        if constexpr (C::info.lanes == Lanes::one)
            return s[column];
        else
            return s[column][s[column].size() - 1];
    else {
        double* last = nullptr;
        each_lane(s[column], [&](auto& lane) { last = lane.data() + lane.size() - 1; });
        return *last;
    }
}

}  // namespace

TEST_CASE("a number that is not finite is found in every column, the last lane and row included") {
    Micro m;
    builders(m);
    REQUIRE(broken(m).empty());
    each_column([&](auto column) {
        using C = decltype(column);
        if constexpr (C::kind != detail::Kind::record && std::is_same_v<typename C::Value, double>) {
            double& x = last_number(column, m.s);
            const double was = x;
            x = not_a_number;
            CHECK_MESSAGE(broken(m).starts_with(C::info.name + std::string(" ")), broken(m));
            x = was;
        }
    });
    CHECK(broken(m).empty());
}

TEST_CASE("shares fill the day of everybody who is there, and of nobody else") {
    Micro m;
    builders(m);
    m.s[col::share][build][person(3)] = 0.9;
    CHECK(!broken(m).empty());
    m.s[col::active][person(3)] = 0.0;
    CHECK(broken(m).empty());
}

TEST_CASE("people who choose the length of their day may leave it short, and exceed the longest never") {
    Micro m;
    m.p.behaviour().choice_law = ChoiceLaw::best_response;
    m.p.behaviour().longest_day = 1.25;
    builders(m);
    m.s[col::share][build][person(0)] = 0.5;
    m.s[col::share][build][person(1)] = 1.25;
    CHECK(broken(m).empty());
    m.s[col::share][build][person(1)] = 1.26;
    CHECK(!broken(m).empty());
}

TEST_CASE("what is broken is told with its option, its owner and its week") {
    Micro m;
    builders(m);
    constexpr double infinity = std::numeric_limits<double>::infinity();
    m.s[col::habit][first_practice][person(3)] = not_a_number;
    CHECK(broken(m) == "habit (a) of the person on seat 1 of team 1: not a number, since week 7");
    m.s[col::habit][first_practice][person(3)] = 0.0;
    m.s[col::owed_minutes][person(2)] = -infinity;
    CHECK(broken(m) == "owed_minutes of the desk of seat 0 of team 1: minus infinite, since week 7");
    m.s[col::owed_minutes][person(2)] = 0.0;
    m.s[col::customers_lost][mid_customers][team(1)] = infinity;
    CHECK(broken(m) == "customers_lost (lane 1) of team 1: infinite, since week 7");
    m.s[col::customers_lost][mid_customers][team(1)] = 0.0;
    m.s[col::share][review][person(1)] = 0.25;
    CHECK(broken(m) == "share (sums to 1) of the person on seat 1 of team 0: 1.25, most of it build 1, since week 7");
}
