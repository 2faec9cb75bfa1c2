// What is a signal counted from?
#include <doctest/doctest.h>

#include <strathern/params/definitions.hpp>

#include "micro.hpp"
#include "model/measure/measure.hpp"

using namespace strathern;
using namespace strathern::test;

namespace {

/// Two teams, each of three members and the seat of a dedicated reviewer: rows 0 to 3 and 4 to 7.
struct Counted {
    Micro m;
    Counted() { m.lay_out(2, 3, 1); }

    template <class C>
    void fill(C column, double from) {
        for (std::uint32_t k = 0; k < 8; ++k) m.s[column][person(k)] = from + k;
    }
    template <class C>
    void fill_team(C column, double from) {
        for (std::uint32_t k = 0; k < 2; ++k) m.s[column][team(k)] = from + k;
    }
    void engineers_own(Signal signal, double from) {
        CAPTURE(name(signal));
        const auto v = m.view<SignalsView>();
        const SignalRow& row = row_of(signal);
        CHECK(row.signal == signal);
        CHECK(row.owner == Owner::person);
        CHECK(row.count.owner() == Owner::person);
        CHECK(row.count.of(v, person(1)) == from + 1);
        CHECK(row.count.of(v, person(6)) == from + 6);
        CHECK(row.count.of(v, team(0)) == 4 * from + 0 + 1 + 2 + 3);
        CHECK(row.count.of(v, team(1)) == 4 * from + 4 + 5 + 6 + 7);
    }
    void teams_own(Signal signal, double first, double second) {
        CAPTURE(name(signal));
        const auto v = m.view<SignalsView>();
        const SignalRow& row = row_of(signal);
        CHECK(row.signal == signal);
        CHECK(row.owner == Owner::team);
        CHECK(row.count.owner() == Owner::team);
        CHECK(row.count.of(v, team(0)) == first);
        CHECK(row.count.of(v, team(1)) == second);
    }
};

}  // namespace

TEST_CASE("every signal of an engineer is counted from its own column, and a team's is the sum over its seats") {
    Counted c;
    c.fill(col::week_tokens, 1000), c.fill(col::week_prompts, 1100), c.fill(col::week_ai_minutes, 1200);
    c.fill(col::week_lines, 1300), c.fill(col::week_ai_lines, 1400), c.fill(col::week_changes_opened, 1500);
    c.fill(col::week_changes_merged, 1600), c.fill(col::week_items_completed, 1700);
    c.fill(col::week_story_points, 1800), c.fill(col::week_reviews, 1900), c.fill(col::week_review_minutes, 2000);
    c.fill(col::week_findings, 2100);
    c.engineers_own(Signal::tokens, 1000);
    c.engineers_own(Signal::prompts, 1100);
    c.engineers_own(Signal::ai_minutes, 1200);
    c.engineers_own(Signal::lines, 1300);
    c.engineers_own(Signal::ai_lines, 1400);
    c.engineers_own(Signal::changes_opened, 1500);
    c.engineers_own(Signal::changes_merged, 1600);
    c.engineers_own(Signal::items_completed, 1700);
    c.engineers_own(Signal::story_points, 1800);
    c.engineers_own(Signal::reviews, 1900);
    c.engineers_own(Signal::review_minutes, 2000);
    c.engineers_own(Signal::findings, 2100);
}

TEST_CASE("every signal of a product is counted from its team's column, satisfaction once for each member") {
    Counted c;
    c.fill_team(col::week_incidents, 10), c.fill_team(col::week_failed, 20), c.fill_team(col::returning, 30);
    c.fill_team(col::week_wait, 40), c.fill_team(col::week_experiments, 50);
    c.m.s[col::satisfaction][team(0)] = 0.5, c.m.s[col::satisfaction][team(1)] = 0.25;
    c.teams_own(Signal::incidents, 10, 11);
    c.teams_own(Signal::failed_changes, 20, 21);
    c.teams_own(Signal::returning_customers, 30, 31);
    c.teams_own(Signal::satisfaction, 1.5, 0.75);  // three members, though there is a fourth seat
    c.teams_own(Signal::review_wait_minutes, 40, 41);
    c.teams_own(Signal::experiments, 50, 51);
}

TEST_CASE("no two signals go by one place, and each says its unit") {
    CHECK(signal_table().size() == signal_count);
    for (std::size_t k = 0; k < signal_table().size(); ++k) {
        CHECK(static_cast<std::size_t>(signal_table()[k].signal) == k);
        CHECK_FALSE(signal_table()[k].unit.empty());
    }
}
