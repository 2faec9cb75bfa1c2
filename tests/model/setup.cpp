// Who is there on the first morning, and where do they sit?
#include <doctest/doctest.h>

#include <strathern/params/organisation.hpp>

#include "micro.hpp"
#include "model/people/people.hpp"

using namespace strathern;
using namespace strathern::test;

TEST_CASE("teams are filled one after the other, the last takes who is left") {
    Micro m;
    m.p.organisation().engineers_count = 7, m.p.organisation().team_size = 3;
    set_up(m.given(), {{}, 1}, m.draws, m.s);
    REQUIRE(m.s.layout.teams_count == 3);
    REQUIRE(m.s.layout.width == 4);  // a seat for a dedicated reviewer
    CHECK(m.s[col::members][team(0)] == 3);
    CHECK(m.s[col::members][team(1)] == 3);
    CHECK(m.s[col::members][team(2)] == 1);
    double present = 0.0;
    for (std::uint32_t row = 0; row < m.s.layout.rows(); ++row) {
        present += m.s[col::active][person(row)];
        CHECK(m.s[col::reviews_only][person(row)] == (row % 4 == 3));
    }
    CHECK(present == 7.0);
    CHECK(m.s[col::seat][person(6)] == seats_per_team + 2);
    CHECK(m.s[col::seat][person(7)] == 2 * seats_per_team - 1);  // counted from the top
}
