// What is a signal counted from, and what do people expect of an hour?
#include <doctest/doctest.h>

#include <cmath>
#include <strathern/params/activities.hpp>
#include <strathern/params/ai.hpp>
#include <strathern/params/customers.hpp>
#include <strathern/params/definitions.hpp>
#include <strathern/params/organisation.hpp>
#include <strathern/params/review.hpp>
#include <strathern/params/work.hpp>

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

/// A practice that would move everything, had it the occasion.
Named<Practice> practice(const char* name, Opportunity opportunity, double minutes) {
    Practice p;
    p.opportunity = opportunity;
    p.minutes_per_use = minutes;
    p.tokens_per_use = 7.0;
    p.prompts_per_use = 3.0;
    p.change_size_factor = 0.25;
    p.points_factor = 3.0;
    p.glance_share = 0.6;
    p.believed_outcome_per_hour = 0.7;
    p.believed_failures_per_hour = -0.8;
    return {name, p};
}

/// What an hour of each option adds to a signal.
struct Beliefs {
    double build, with_ai, review, on_changes, on_reviews, on_prompts, any_time;
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

TEST_CASE("people know about what an hour of each option adds to each signal") {
    Micro m;
    m.p.review().start_minutes = 5.0;  // with ten minutes of reading: four reviews an hour
    auto& ai = m.p.ai();
    ai.believed_gain = 0.5, ai.tokens_per_minute = 100.0, ai.prompts_per_minute = 0.5, ai.lines_factor = 3.0;
    auto& work = m.p.work();
    work.lines_per_minute = 2.0;
    work.lines_sd_log = std::sqrt(2.0 * std::log(2.0));  // the mean of a lognormal is then twice its median
    work.change_minutes = 30.0, work.changes_per_item = 4.0, work.points_per_item = 8.0;
    m.p.activities().build = {.habit_share = 0.4, .believed_outcome_per_hour = 0.1, .believed_failures_per_hour = 0.4};
    m.p.activities().build_with_ai = {
        .habit_share = 0.4, .believed_outcome_per_hour = 0.2, .believed_failures_per_hour = 0.5};
    m.p.activities().review = {
        .habit_share = 0.2, .believed_outcome_per_hour = 0.3, .believed_failures_per_hour = -0.6};
    m.p.customers().per_team_count = 1000.0, m.p.customers().return_share = 0.25;
    m.p.organisation().team_size = 8;
    m.practices = {practice("on changes", Opportunity::change, 12.0), practice("on reviews", Opportunity::review, 20.0),
                   practice("on prompts", Opportunity::prompt, 30.0), practice("any time", Opportunity::free, 60.0)};
    m.lay_out(1, 8);

    const auto expect = [&](Signal signal, const Beliefs& b) {
        const double by_option[] = {b.build, b.with_ai, b.review, b.on_changes, b.on_reviews, b.on_prompts, b.any_time};
        for (std::size_t a = 0; a < 7; ++a) {
            CAPTURE(name(signal));
            CAPTURE(a);
            const Practice* p = a < first_practice ? nullptr : &m.practices[a - first_practice].value;
            CHECK(row_of(signal).expect(Hour{m.given(), a, p}) == doctest::Approx(by_option[a]));
        }
    };
    // Uses an hour: 5, 3, 2 and 1. An hour with AI counts for one and a half.
    expect(Signal::tokens, {0, 6000, 0, 35, 21, 14, 7});
    expect(Signal::prompts, {0, 30, 0, 15, 9, 6, 3});
    expect(Signal::ai_minutes, {0, 60, 0, 0, 0, 0, 0});
    expect(Signal::lines, {240, 1080, 0, 0, 0, 0, 0});  // 60 x 2 x 2; 60 x 1.5 x 2 x 2 x 3
    expect(Signal::ai_lines, {0, 1080, 0, 0, 0, 0, 0});
    expect(Signal::changes_opened, {2, 3, 0, 15, 0, 0, 0});  // each of five changes is made into four: three more
    expect(Signal::changes_merged, {2, 3, 0, 15, 0, 0, 0});
    expect(Signal::items_completed, {0.5, 0.75, 0, 0, 0, 0, 0});
    expect(Signal::story_points, {4, 6, 0, 20, 0, 0, 0});  // 5 / 4 items of 8 points, reported as 24
    expect(Signal::reviews, {0, 0, 4, 0, 1.2, 0, 0});      // 3 x 0.6 x 10 / 15
    expect(Signal::review_minutes, {0, 0, 60, 0, 0, 0, 0});
    expect(Signal::findings, {});
    expect(Signal::incidents, {0.4, 0.5, -0.6, -0.8, -0.8, -0.8, -0.8});
    expect(Signal::failed_changes, {0.4, 0.5, -0.6, -0.8, -0.8, -0.8, -0.8});
    expect(Signal::returning_customers, {25, 50, 75, 175, 175, 175, 175});  // of 250 who come back
    expect(Signal::satisfaction, {0.2, 0.4, 0.6, 1.4, 1.4, 1.4, 1.4});      // of a quarter, for eight members
    expect(Signal::review_wait_minutes, {});
    expect(Signal::experiments, {});
}
