// Reading: how long somebody looks at a change, and what is found. A change of 100 lines is read at a rate of 1 / 50:
// care of 1 log reads it for 50 minutes, down to a depth of 1, where 1 / e of its defects are left.
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

constexpr double log_pace = 0.6931471805599453;   // of finding: what care counts
constexpr double one_depth = 0.6321205588285577;  // found at a depth of 1: 1 - 1/e

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
        r.start_minutes = 0.0, r.minutes_per_line = 1.0, r.detection = 2.0, r.read_share = 1.0;
        r.design_detection_factor = 0.5, r.requirement_detection_factor = 0.25;
        r.sitting_lines = 1e9, r.tiring_minutes = 0.0, r.second_look_share = 0.5, r.return_share = 0.0;
        m.p.people().care_per_motivation = 0.2;
        m.lay_out(2, 2);
        c.author = 2, c.seat = seats_per_team, c.ordinal = 9, c.code_team = 1, c.lines = 100.0;
        for (double& u : c.luck) u = 0.5;
        m.s[col::log_care][reader] = 1.0 - log_pace;
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
        r.m.s[col::log_care][r.reader] = k.log_care - log_pace;
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

TEST_CASE("twice the lines take twice the minutes, and each line is read as closely") {
    Reading r;
    r.c.lines = 200.0;
    r.c.line_defects = 10000;
    CHECK(r.minutes() == 100);
    CHECK(is_median(r.hand.line_defects_found, 10000, one_depth));

    Reading slow, quick;
    slow.rules().minutes_per_line = 2.0;  // (1 - ln 2) 100 minutes: a minute finds half as much, and is worth half
    CHECK(slow.minutes() == 31);
    quick.rules().detection = 4.0;  // (1 + ln 2) 25 minutes
    quick.c.line_defects = 10000;
    CHECK(quick.minutes() == 42);
    CHECK(is_median(quick.hand.line_defects_found, 10000, 0.816060));  // 1 - 1 / (2 e)
}

TEST_CASE("what a reading finds of the debt that a change leaves is mended, once") {
    Reading r;
    r.rules().debt_found_share = 0.5;
    r.c.debt = 100.0;
    r.minutes();
    CHECK(r.c.debt == doctest::Approx(100.0 - 50.0 * one_depth));
    CHECK(r.m.s[col::week_debt][team(1)] == doctest::Approx(-50.0 * one_depth));
    r.c.known = true;  // back from its author, it is looked at for what was to be mended
    r.minutes();
    CHECK(r.m.s[col::week_debt][team(1)] == doctest::Approx(-50.0 * one_depth));
}

TEST_CASE("where a reading finds nothing nobody reads") {
    Reading r;
    r.rules().detection = 0.0, r.rules().start_minutes = 4.0;
    CHECK(r.minutes() == 4);
    CHECK(!r.c.read);
}

TEST_CASE("of what is longer than a sitting less and less is read") {
    struct Case {
        double lines, exponent;
        int minutes;
        double reached;
    };
    for (const Case& k : {Case{100.0, 1.0, 25, 0.5}, Case{300.0, 1.0, 38, 0.25}, Case{300.0, 2.0, 15, 0.1},
                          Case{50.0, 2.0, 20, 0.8}, Case{100.0, 0.0, 25, 0.5}}) {
        Reading r;
        r.rules().sitting_lines = 100.0, r.rules().sitting_exponent = k.exponent;
        r.c.lines = k.lines;
        r.c.line_defects = r.c.design_defects = r.c.requirement_defects = 10000;
        CHECK(r.minutes() == k.minutes);  // half a minute for each line that is read
        CHECK(is_median(r.hand.line_defects_found, 10000, k.reached * one_depth));
        CHECK(is_median(r.hand.design_defects_found, 10000, k.reached * 0.393469));  // 1 - e^(-1/2)
        CHECK(r.hand.requirement_defects_found < k.reached * 10000);
    }
}

TEST_CASE("changes by agents are read less closely, a colleague's as any, whatever AI wrote of it") {
    for (const bool by_agent : {false, true}) {
        Reading r;
        r.rules().agent_care_factor = std::exp(-0.4);
        r.c.ai_share = 1.0;
        if (by_agent) r.c.ordinal |= of_agent;
        CHECK(r.minutes() == (by_agent ? 30 : 50));
    }
}

TEST_CASE("getting into a change takes its time, however little is read then") {
    Reading r, glance;
    r.rules().start_minutes = glance.rules().start_minutes = 4.0;
    r.c.line_defects = glance.c.line_defects = 10000;
    CHECK(r.minutes() == 54);
    CHECK(is_median(r.hand.line_defects_found, 10000, one_depth));
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
    CHECK(is_median(r.hand.line_defects_found, 10000, 0.393469));  // 1 - e^(-1/2)
}

TEST_CASE("each kind of defect has its rate and its luck") {
    Reading r;
    r.c.line_defects = r.c.design_defects = r.c.requirement_defects = 10000;
    r.c.luck[1] = one_deviation;
    r.c.luck[2] = r.c.luck[3] = 0.9;  // of other things
    r.minutes();
    CHECK(is_median(r.hand.line_defects_found, 10000, one_depth));
    CHECK(std::abs(r.hand.design_defects_found - (3934.69 + 48.85)) < 2.0);               // 1/2: n p + sqrt(n p q)
    const double u = r.m.draws.uniforms(Purpose::reading, 0, {seats_per_team, 9}, 2)[0];  // 1/4: p = 0.221199
    CHECK(std::abs(r.hand.requirement_defects_found - (2211.99 + 41.50 * normal(u))) < 3.0);
}

TEST_CASE("requirements have new luck in the second round") {
    Reading r;
    r.rules().second_look_share = 1.0;
    r.c.requirement_defects = 10000;
    r.c.rounds = 1;
    r.minutes();
    const double u = r.m.draws.uniforms(Purpose::reading, 1, {seats_per_team, 9}, 2)[0];
    CHECK(std::abs(r.hand.requirement_defects_found - (2211.99 + 41.50 * normal(u))) < 3.0);
}

TEST_CASE("who looks at half of the lines misses defects in the others, not those of design") {
    Reading r;
    r.rules().read_share = 0.5;  // 50 lines
    r.c.line_defects = r.c.design_defects = 10000;
    CHECK(r.minutes() == 25);
    CHECK(is_median(r.hand.line_defects_found, 10000, 0.5 * one_depth));
    CHECK(is_median(r.hand.design_defects_found, 10000, 0.393469));
}

TEST_CASE("the second look is at a part of the change") {
    Reading r;
    r.rules().second_look_share = 0.26;  // 26 lines
    r.c.rounds = 1, r.c.known = true;
    r.c.line_defects = 10000;
    CHECK(r.minutes() == 13);
    CHECK(is_median(r.hand.line_defects_found, 10000, one_depth));
}

TEST_CASE("strange code blunts reading, and so shortens it, code of the own team does not") {
    for (const std::uint32_t code_team : {1u, 0u}) {
        Reading r;
        r.in_one_pool();
        r.rules().unfamiliar_factor = 0.5;
        r.c.code_team = code_team;
        r.c.line_defects = 10000;
        // Strange: a depth of 1 - ln 2 at half the rate, (1 - ln 2) / 0.01 = 30.69 minutes.
        CHECK(r.minutes() == (code_team == 1 ? 50 : 31));
        CHECK(is_median(r.hand.line_defects_found, 10000, code_team == 1 ? one_depth : 0.264241));
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
        // A depth of 1 - 1/2, 0.5 / (0.02 e^(-1/2)) = 41.22 minutes.
        CHECK(r.minutes() == 41);
        CHECK(is_median(r.hand.line_defects_found, 10000, 0.393469));
    }
}

TEST_CASE("strange code and a tiring day blunt one another's rest") {
    Reading r;
    r.in_one_pool();
    r.c.code_team = 0;
    r.m.s[col::log_care][r.reader] = 2.0 - log_pace;
    r.rules().unfamiliar_factor = 0.5, r.rules().tiring_minutes = 100.0;
    r.used[3] = 50.0;
    // (2 - ln 2 - 1/2) / (0.01 e^(-1/2)) = 0.806853 / 0.00606531
    CHECK(r.minutes() == 133);
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
    CHECK(is_median(r.hand.line_defects_found, 10000, 0.981684));  // 1 - e^(-4)
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
        r.rules().detection = 1.0, r.rules().minutes_mean = k.lines;  // a minute a line: a depth of 1
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
