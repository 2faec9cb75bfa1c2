// Reading: how long somebody looks at a change, and what is found. Rates are chosen so that a change of 100 lines is
// read at a rate of 1 / 100 and attention lasts 100 minutes: care of 1 log then reads 1 / (0.01 + 0.01) = 50 minutes.
#include <doctest/doctest.h>

#include <cmath>
#include <strathern/params/people.hpp>
#include <strathern/params/review.hpp>

#include "core/variates.hpp"
#include "micro.hpp"
#include "model/review/queue.hpp"

using namespace strathern;
using namespace strathern::test;

namespace {

constexpr double one_deviation = 0.8413447460685429;  // normal distribution, one standard deviation above the median

/// One change of 100 lines by the first person of a team, read by its second. Another team stands in front.
struct Reading {
    Micro m;
    Change c;
    InReview hand;
    double used[4] = {};  // by row of the pool
    TeamId pool = team(1);
    EngineerId reader = person(3);
    double load = 0.0;

    Reading() {
        Review& r = m.p.review();
        r.minutes_law = ReviewLaw::chosen;
        r.start_minutes = 0.0, r.minutes_per_line = 1.0, r.detection = 1.0, r.read_share = 1.0;
        r.design_detection_factor = 0.5, r.requirement_detection_factor = 0.25;
        r.attention_minutes = 100.0, r.tiring_minutes = 0.0, r.second_look_share = 0.5, r.return_share = 0.0;
        m.p.people().care_per_motivation = 0.2;
        m.lay_out(2, 2);
        c.author = 2, c.seat = seats_per_team, c.ordinal = 9, c.code_team = 1, c.lines = 100.0;
        for (double& u : c.luck) u = 0.5;
        m.s[col::log_care][reader] = 1.0;
    }
    Review& rules() { return m.p.review(); }
    /// Teams 0 and 1 have one queue.
    void in_one_pool() { m.s.layout.pool_teams = 2, pool = team(0); }
    int minutes() {
        const Today today = m.today(3);
        read_change({today, pool, used, load}, reader, c, hand, m.view<ReadView>());
        return hand.minutes_left;
    }
};

/// A binomial number at its median, which is less than one away from n p.
bool is_median(double found, double n, double p) { return std::abs(found - n * p) < 1.0; }

}  // namespace

TEST_CASE("people read until a minute finds less than it is worth elsewhere") {
    struct Case {
        double log_care;
        int minutes;
    };
    for (const Case& k :
         {Case{1.0, 50}, Case{2.0, 100}, Case{0.848, 42}, Case{0.852, 43}, Case{0.0, 0}, Case{-0.7, 0}}) {
        Reading r;
        r.m.s[col::log_care][r.reader] = k.log_care;
        CHECK(r.minutes() == k.minutes);
        CHECK(r.c.read == (k.minutes > 0));
    }
}

TEST_CASE("motivation gives reading time, pressure and the queue of the morning take it") {
    Reading keen, pressed, queue;
    keen.m.s[col::motivation][keen.reader] = 2.0;  // 1 + 0.2 x 2
    CHECK(keen.minutes() == 70);
    pressed.m.s[col::hour_gain][pressed.reader] = 0.5;
    CHECK(pressed.minutes() == 25);
    queue.load = 0.3;
    CHECK(queue.minutes() == 35);
}

TEST_CASE("long changes are read longer but less closely, and attention ends") {
    Reading r;
    r.c.lines = 200.0;  // 1 / (0.005 + 0.01) = 66.7 minutes, a depth of 1/3
    r.c.line_defects = 10000;
    CHECK(r.minutes() == 67);
    CHECK(is_median(r.hand.line_defects_found, 10000, 0.283469));

    Reading slow, quick, tireless;
    slow.rules().minutes_per_line = 2.0;
    CHECK(slow.minutes() == 67);
    quick.rules().detection = 2.0;  // 1 / (0.02 + 0.01): what there is to find is found soon
    quick.c.line_defects = 10000;
    CHECK(quick.minutes() == 33);
    CHECK(is_median(quick.hand.line_defects_found, 10000, 0.486583));  // 1 - e^(-2/3)
    tireless.rules().attention_minutes = 400.0;                        // 1 / (0.01 + 0.0025)
    CHECK(tireless.minutes() == 80);
}

TEST_CASE("getting into a change takes its time, however little is read then") {
    Reading r, glance;
    r.rules().start_minutes = glance.rules().start_minutes = 4.0;
    r.c.line_defects = glance.c.line_defects = 10000;
    CHECK(r.minutes() == 54);
    CHECK(is_median(r.hand.line_defects_found, 10000, 0.393469));  // of 50 minutes: 1 - e^(-1/2)
    glance.m.s[col::glance][glance.reader] = 1.0;
    CHECK(glance.minutes() == 4);
}

TEST_CASE("a glance reads nothing, finds nothing and sends nothing back") {
    for (const double glance : {0.5, 0.51}) {  // luck says 0.5
        Reading r;
        r.m.s[col::glance][r.reader] = glance;
        r.c.luck[2] = 0.9;  // whether it is sent back
        r.c.line_defects = r.c.design_defects = r.c.requirement_defects = 10000;
        r.rules().return_share = 1.0;
        const bool reads = glance == 0.5;
        CHECK(r.minutes() == (reads ? 50 : 0));
        CHECK(r.c.read == reads);
        CHECK(r.hand.sent_back == reads);
        CHECK((r.hand.line_defects_found > 0) == reads);
        CHECK((r.hand.design_defects_found > 0) == reads);
        CHECK((r.hand.requirement_defects_found > 0) == reads);
    }
}

TEST_CASE("a change that was read before stays so after a glance") {
    Reading r;
    r.c.read = true, r.c.rounds = 1;
    r.m.s[col::glance][r.reader] = 1.0;
    CHECK(r.minutes() == 0);
    CHECK(r.c.read);
}

TEST_CASE("tired or new readers read as long and find less") {
    Reading r;
    r.m.s[col::acuity][r.reader] = 0.5;
    r.c.line_defects = 10000;
    CHECK(r.minutes() == 50);
    CHECK(is_median(r.hand.line_defects_found, 10000, 0.221199));  // 1 - e^(-1/4)
}

TEST_CASE("each kind of defect has its rate and its luck") {
    Reading r;
    r.c.line_defects = r.c.design_defects = r.c.requirement_defects = 10000;
    r.c.luck[1] = one_deviation;
    r.c.luck[2] = r.c.luck[3] = 0.9;  // of other things
    r.minutes();
    CHECK(is_median(r.hand.line_defects_found, 10000, 0.393469));                        // depth 1/2
    CHECK(std::abs(r.hand.design_defects_found - (2211.99 + 41.50)) < 2.0);              // 1/4: n p + sqrt(n p q)
    const double u = r.m.draws.uniforms(Purpose::reading, 0, {seats_per_team, 9}, 2)[0];  // 1/8: p = 0.117503
    CHECK(std::abs(r.hand.requirement_defects_found - (1175.03 + 32.20 * normal(u))) < 3.0);
}

TEST_CASE("requirements have new luck in the second round") {
    Reading r;
    r.rules().second_look_share = 1.0;
    r.c.requirement_defects = 10000;
    r.c.rounds = 1;
    r.minutes();
    const double u = r.m.draws.uniforms(Purpose::reading, 1, {seats_per_team, 9}, 2)[0];
    CHECK(std::abs(r.hand.requirement_defects_found - (1175.03 + 32.20 * normal(u))) < 3.0);
}

TEST_CASE("who looks at half of the lines misses defects in the others, not those of design") {
    Reading r;
    r.rules().read_share = 0.5;  // 50 lines: 1 / (0.02 + 0.01) minutes, a depth of 2/3
    r.c.line_defects = r.c.design_defects = 10000;
    CHECK(r.minutes() == 33);
    CHECK(is_median(r.hand.line_defects_found, 10000, 0.5 * 0.486583));
    CHECK(is_median(r.hand.design_defects_found, 10000, 0.283469));  // 1 - e^(-1/3)
}

TEST_CASE("the second look is at a part of the change") {
    Reading r;
    r.rules().second_look_share = 0.25;  // 25 lines: 1 / (0.04 + 0.01) minutes, a depth of 0.8
    r.c.rounds = 1;
    r.c.line_defects = 10000;
    CHECK(r.minutes() == 20);
    CHECK(is_median(r.hand.line_defects_found, 10000, 0.550671));
}

TEST_CASE("strange code blunts reading, and so shortens it, code of the own team does not") {
    for (const std::uint32_t code_team : {1u, 0u}) {
        Reading r;
        r.in_one_pool();
        r.rules().unfamiliar_factor = 0.5;
        r.c.code_team = code_team;
        r.c.line_defects = 10000;
        // Strange: (1 - ln 2) / (0.005 + 0.01) = 20.46 minutes, a depth of 0.1023.
        CHECK(r.minutes() == (code_team == 1 ? 50 : 20));
        CHECK(is_median(r.hand.line_defects_found, 10000, code_team == 1 ? 0.393469 : 0.097229));
    }
}

TEST_CASE("what a reviewer has read today tires, what others have read does not") {
    for (const bool pool : {false, true}) {
        Reading r;
        if (pool) r.in_one_pool();
        r.rules().tiring_minutes = 100.0;
        for (double& used : r.used) used = 1000.0;
        r.used[pool ? 3 : 1] = 50.0;
        r.c.line_defects = 10000;
        // 0.5 / (0.01 e^(-1/2) + 0.01) = 31.12 minutes, a depth of 0.1888.
        CHECK(r.minutes() == 31);
        CHECK(is_median(r.hand.line_defects_found, 10000, 0.172026));
    }
}

TEST_CASE("strange code and a tiring day blunt one another's rest") {
    Reading r;
    r.in_one_pool();
    r.c.code_team = 0;
    r.m.s[col::log_care][r.reader] = 2.0;
    r.rules().unfamiliar_factor = 0.5, r.rules().tiring_minutes = 100.0;
    r.used[3] = 50.0;
    // (2 - ln 2 - 1/2) / (0.005 e^(-1/2) + 0.01) = 0.806853 / 0.0130327
    CHECK(r.minutes() == 62);
}

TEST_CASE("lengths may follow a law instead, without a start and whatever care says") {
    struct Case {
        ReviewLaw law;
        double u;
        int minutes;
    };
    for (const Case& k : {Case{ReviewLaw::fixed, 0.5, 100}, Case{ReviewLaw::fixed, 0.9, 100},
                          Case{ReviewLaw::exponential, 0.5, 69}, Case{ReviewLaw::exponential, 0.75, 139},
                          Case{ReviewLaw::lognormal, 0.5, 84}, Case{ReviewLaw::lognormal, one_deviation, 152}}) {
        Reading r;
        r.rules().minutes_law = k.law;
        r.rules().minutes_mean = 100.0, r.rules().minutes_sd_log = 0.6;  // median 100 e^(-0.18)
        r.rules().start_minutes = 7.0;
        r.m.s[col::glance][r.reader] = 1.0;
        r.m.s[col::log_care][r.reader] = -5.0;
        r.c.luck[3] = k.u;
        CHECK(r.minutes() == k.minutes);
        CHECK(r.c.read);
    }
}

TEST_CASE("longer reviews by law find more: rate times minutes") {
    Reading r;
    r.rules().minutes_law = ReviewLaw::fixed;
    r.rules().minutes_mean = 200.0;
    r.c.line_defects = 10000;
    r.minutes();
    CHECK(is_median(r.hand.line_defects_found, 10000, 0.864665));  // 1 - e^(-2)
}

TEST_CASE("a change is sent back if anything is found, or by its luck") {
    Reading nothing, unlucky, line, design, requirement;
    nothing.rules().return_share = 0.5;                               // luck says 0.5
    nothing.c.luck[0] = nothing.c.luck[1] = nothing.c.luck[3] = 0.1;  // of other things
    nothing.minutes();
    CHECK(!nothing.hand.sent_back);
    unlucky.rules().return_share = 0.51;
    unlucky.minutes();
    CHECK(unlucky.hand.sent_back);
    line.c.line_defects = 1000;
    design.c.design_defects = 1000;
    requirement.c.requirement_defects = 1000;
    for (Reading* r : {&line, &design, &requirement}) {
        r->minutes();
        CHECK(r->hand.sent_back);
    }
}

TEST_CASE("what was in hand before leaves nothing behind") {
    Reading r;
    r.hand = {7, 9, 3, 3, 3, true};
    r.minutes();
    CHECK(r.hand.change == 7);
    CHECK(r.hand.line_defects_found + r.hand.design_defects_found + r.hand.requirement_defects_found == 0);
    CHECK(!r.hand.sent_back);
}

TEST_CASE("scrutiny is told of the author's team by size, at first reviews") {
    struct Case {
        double lines;
        int rounds, lane;  // -1: not told
    };
    for (const Case& k : {Case{5.0, 0, 0}, Case{50.0, 0, 1}, Case{200.0, 0, 2}, Case{2000.0, 0, 3}, Case{110.0, 0, -1},
                          Case{200.0, 1, -1}}) {
        Reading r;
        r.in_one_pool();
        r.reader = person(1);
        r.c.code_team = 0;
        r.rules().minutes_law = ReviewLaw::fixed;
        r.rules().minutes_mean = k.lines;  // a minute a line: a depth of 1
        r.c.lines = k.lines;
        r.c.rounds = static_cast<std::uint8_t>(k.rounds);
        r.minutes();
        for (int lane = 0; lane < 4; ++lane) {
            const double told = lane == k.lane ? k.lines : 0.0;
            const auto size = static_cast<std::size_t>(lane);
            CHECK(r.m.s[col::sized_lines][size][team(1)] == told);
            CHECK(r.m.s[col::sized_lines_seen][size][team(1)] == doctest::Approx(told * 0.632121));
            CHECK(r.m.s[col::sized_lines][size][team(0)] == 0.0);
        }
    }
}
