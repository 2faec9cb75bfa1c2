// From approval to customers: checks, merge, what escapes, trains, changes taken back, experiments.
#include <doctest/doctest.h>

#include <cmath>
#include <strathern/params/definitions.hpp>
#include <strathern/params/incidents.hpp>
#include <strathern/params/qa.hpp>
#include <strathern/params/quality.hpp>
#include <strathern/params/release.hpp>
#include <strathern/params/worth.hpp>

#include "micro.hpp"
#include "model/work/work.hpp"

using namespace strathern;
using namespace strathern::test;

namespace {

void plain_release(Micro& m) {
    m.p.quality().ci_minutes = 20.0, m.p.quality().ci_failure_share = 0.0, m.p.quality().ci_rework_minutes = 15.0;
    m.p.incidents().at_release_share = 1.0, m.p.incidents().revert_share = 0.0;
    m.p.worth().experiment_share = 0.0, m.p.worth().spoilt_share = 0.5;
    m.p.release().train_days = 1;
}

/// A change of the first person, opened at minute 100, in its pool.
ChangeRef put(Micro& m, const Change& change) {
    Flow& flow = m.s[col::flow][team(0)];
    const ChangeRef place = flow.hold();
    flow.pool[place] = change;
    return place;
}

void approve(Micro& m, ChangeRef place, std::int32_t minute = 200) {
    approve_change(m.today(), 0, minute, team(0), place, m.view<ApproveView>());
}

}  // namespace

TEST_CASE("an approved change is merged when its checks have passed, on a later day if need be") {
    Micro m;
    plain_release(m);
    m.lay_out(1, 1);
    approve(m, put(m, {.started = 40, .opened = 100, .read = true}));
    CHECK(m.s[col::changes_merged][team(0)] == 1.0);
    CHECK(m.s[col::merge_minutes][team(0)] == 200.0 + 20.0 - 100.0);
    CHECK(m.s[col::merged][team(0)] == 1.0);
    CHECK(m.s[col::merged_started][team(0)] == 40.0);
    CHECK(m.s[col::changes_unread][team(0)] == 0.0);
    CHECK(m.s[col::week_changes_merged][person(0)] == 1.0);
    CHECK(m.s[col::flow][team(0)].free.size() == 1);  // its place is free again

    approve(m, put(m, {.opened = 100}), minutes_per_day - 20);  // ends with the day's last minute: tomorrow
    CHECK(m.s[col::changes_merged][team(0)] == 1.0);
    REQUIRE(m.s[col::flow][team(0)].checking.size() == 1);
    CHECK(m.s[col::flow][team(0)].checking[0].minute == minutes_per_day);
    finish_checks(m.today(1), m.view<FinishChecksView>());
    CHECK(m.s[col::changes_merged][team(0)] == 2.0);
    CHECK(m.s[col::changes_unread][team(0)] == 1.0);
    CHECK(m.s[col::flow][team(0)].checking.empty());
}

TEST_CASE("each run of the checks that fails asks for work of the author and for another run") {
    Micro m;
    plain_release(m);
    m.p.quality().ci_failure_share = 0.5;
    m.lay_out(1, 1);
    double runs = 0.0;
    for (std::uint32_t ordinal = 0; ordinal < 400; ++ordinal) {
        const double before = m.s[col::ci_failures][team(0)], owed = m.s[col::owed_minutes][person(0)];
        approve(m, put(m, {.ordinal = ordinal, .opened = 0}), 0);
        const double failures = m.s[col::ci_failures][team(0)] - before;
        runs += failures;
        CHECK(m.s[col::owed_minutes][person(0)] - owed == 15.0 * failures);
    }
    // Geometric with mean one and variance two: four deviations.
    CHECK(std::abs(runs / 400.0 - 1.0) < 4.0 * std::sqrt(2.0 / 400.0));
    double merged = 0.0;
    for (const Pending& p : m.s[col::flow][team(0)].checking) CHECK(p.minute >= minutes_per_day);
    merged = m.s[col::merge_minutes][team(0)];
    CHECK(merged >= 20.0 * m.s[col::changes_merged][team(0)]);
}

TEST_CASE("defects that nobody found show at release or lie hidden") {
    Micro m;
    plain_release(m);
    m.lay_out(1, 1);
    approve(m, put(m, {.opened = 100, .line_defects = 2, .design_defects = 1}));
    CHECK(m.s[col::defects_escaped][team(0)] == 3.0);
    CHECK(m.s[col::ready_defects][team(0)] == 3.0);
    CHECK(m.s[col::ready_failed][team(0)] == 1.0);
    CHECK(m.s[col::latent_defects][team(0)] == 0.0);

    m.p.incidents().at_release_share = 0.0;
    approve(m, put(m, {.opened = 100, .line_defects = 2, .design_defects = 1}));
    CHECK(m.s[col::latent_defects][team(0)] == 3.0);
    CHECK(m.s[col::ready_failed][team(0)] == 1.0);
}

TEST_CASE("a change that fails may be taken back: its hidden defects go, its author works, it comes out later") {
    Micro m;
    plain_release(m);
    m.p.incidents().at_release_share = 0.5, m.p.incidents().revert_share = 1.0;
    m.p.incidents().revert_minutes = 45.0, m.p.incidents().revert_return_minutes = 0.0;
    m.lay_out(1, 1);
    approve(m, put(m, {.opened = 100, .item_worth = 2.0, .line_defects = 40, .last = true}));
    const double shown = m.s[col::ready_defects][team(0)];
    CHECK(shown > 0.0);
    CHECK(m.s[col::defects_reverted][team(0)] == 40.0 - shown);
    CHECK(m.s[col::latent_defects][team(0)] == 0.0);
    CHECK(m.s[col::ready_items][team(0)] == 0.0);  // its item does not go out yet
    release_changes(m.today(0), m.view<ReleaseView>());
    CHECK(m.s[col::changes_reverted][team(0)] == 1.0);
    CHECK(m.s[col::owed_minutes][person(0)] == 45.0);
    REQUIRE(m.s[col::flow][team(0)].held.size() == 1);
    finish_checks(m.today(1), m.view<FinishChecksView>());
    CHECK(m.s[col::ready_items][team(0)] == 1.0);
    CHECK(m.s[col::ready_worth][team(0)] == 2.0);
}

TEST_CASE("small and medium changes are told apart, others not at all") {
    Micro m;
    plain_release(m);
    m.lay_out(1, 1);
    for (const double lines : {5.0, 50.0, 110.0, 250.0, 251.0, 2000.0})
        approve(m, put(m, {.opened = 100, .lines = lines, .line_defects = static_cast<std::uint16_t>(lines == 250.0)}));
    const auto small = static_cast<std::size_t>(SizeClass::small), medium = static_cast<std::size_t>(SizeClass::medium),
               tiny = static_cast<std::size_t>(SizeClass::tiny), huge = static_cast<std::size_t>(SizeClass::huge);
    CHECK(m.s[col::sized_merged][small][team(0)] == 1.0);
    CHECK(m.s[col::sized_merged][medium][team(0)] == 2.0);
    CHECK(m.s[col::sized_merged][tiny][team(0)] + m.s[col::sized_merged][huge][team(0)] == 0.0);
    CHECK(m.s[col::sized_merge_minutes][medium][team(0)] == 2 * 120.0);
    CHECK(m.s[col::sized_failed][medium][team(0)] == 1.0);
    CHECK(m.s[col::sized_failed][small][team(0)] == 0.0);
}

TEST_CASE("an item is completed with its last change, misunderstood requirements spoil its worth, not its harm") {
    for (const double worth : {4.0, -4.0}) {
        Micro m;
        plain_release(m);
        m.lay_out(1, 1);
        approve(m, put(m, {.opened = 100, .item_worth = worth, .points = 5.0, .requirement_defects = 2, .last = true}));
        const double left = worth > 0.0 ? 4.0 * 0.5 * 0.5 : -4.0;
        CHECK(m.s[col::items_completed][team(0)] == 1.0);
        CHECK(m.s[col::week_items_completed][person(0)] == 1.0);
        CHECK(m.s[col::points][team(0)] == 5.0);
        CHECK(m.s[col::week_story_points][person(0)] == 5.0);
        CHECK(m.s[col::quarter_worth][person(0)] == doctest::Approx(left));
        CHECK(m.s[col::ready_worth][team(0)] == doctest::Approx(left));
        CHECK(m.s[col::requirement_defects_escaped][team(0)] == 2.0);
    }
}

TEST_CASE("the train takes everything merged to customers on its days, and only then") {
    Micro m;
    plain_release(m);
    m.p.release().train_days = 2;
    m.lay_out(1, 1);
    approve(m, put(m, {.started = 40,
                       .opened = 100,
                       .item_started = 10,
                       .item_arrived = 4,
                       .item_worth = 3.0,
                       .line_defects = 1,
                       .last = true}));
    release_changes(m.today(0), m.view<ReleaseView>());
    CHECK(m.s[col::changes_released][team(0)] == 0.0);
    CHECK(m.s[col::worth][team(0)] == 0.0);
    release_changes(m.today(1), m.view<ReleaseView>());
    const double evening = 2 * minutes_per_day;
    CHECK(m.s[col::changes_released][team(0)] == 1.0);
    CHECK(m.s[col::changes_failed][team(0)] == 1.0);
    CHECK(m.s[col::week_failed][team(0)] == 1.0);
    CHECK(m.s[col::lead_minutes][team(0)] == evening - 40.0);
    CHECK(m.s[col::items_released][team(0)] == 1.0);
    CHECK(m.s[col::item_minutes][team(0)] == evening - 10.0);
    CHECK(m.s[col::insight_minutes][team(0)] == evening - 4.0);
    CHECK(m.s[col::worth_shipped][team(0)] == 3.0);
    CHECK(m.s[col::worth][team(0)] == 3.0);
    CHECK(m.s[col::releases][team(0)] == 1.0);
    CHECK(m.s[col::releases_failed][team(0)] == 1.0);
    release_changes(m.today(3), m.view<ReleaseView>());  // an empty train
    CHECK(m.s[col::releases][team(0)] == 1.0);
    CHECK(m.s[col::worth][team(0)] == 3.0);
}

TEST_CASE("an experiment that shows harm keeps it from customers, what shows nothing goes out") {
    struct Case {
        double worth, power, released, withdrawn, learned;
    };
    for (const Case& c :
         {Case{2.0, 1.0, 1, 0, 1}, Case{-2.0, 1.0, 0, 1, 1}, Case{-2.0, 0.0, 1, 0, 0}, Case{0.0, 1.0, 1, 0, 0}}) {
        Micro m;
        plain_release(m);
        auto& w = m.p.worth();
        w.experiment_share = 1.0, w.experiment_power = c.power, w.experiment_days = 10.0, w.experiment_minutes = 60.0,
        w.experiment_knowledge = 0.25;
        m.lay_out(1, 1);
        m.s[col::knowledge][team(0)] = 0.2;
        approve(m, put(m, {.opened = 100, .item_worth = c.worth, .last = true}));
        CHECK(m.s[col::experiments_run][team(0)] == 1.0);
        CHECK(m.s[col::owed_minutes][person(0)] == 60.0);
        finish_checks(m.today(9), m.view<FinishChecksView>());  // ten days are not over
        CHECK(m.s[col::experiments_ended][team(0)] == 0.0);
        finish_checks(m.today(10), m.view<FinishChecksView>());
        CHECK(m.s[col::experiments_ended][team(0)] == 1.0);
        CHECK(m.s[col::week_experiments][team(0)] == 1.0);
        CHECK(m.s[col::knowledge][team(0)] == doctest::Approx(0.2 + 0.8 * 0.25));
        CHECK(m.s[col::ready_items][team(0)] == c.released);
        CHECK(m.s[col::items_withdrawn][team(0)] == c.withdrawn);
        CHECK(m.s[col::experiments_learned][team(0)] == c.learned);
        CHECK(m.s[col::worth_averted][team(0)] == (c.withdrawn > 0 ? c.worth : 0.0));
    }
}

namespace {

/// So many experiments on items of one worth.
struct Tried {
    double learned, misled, withdrawn, early, knowledge;
};

Tried try_items(std::uint32_t items, double worth, double watched) {
    Micro m;
    plain_release(m);
    auto& w = m.p.worth();
    w.experiment_share = 1.0, w.experiment_power = 0.8, w.experiment_days = 10.0, w.experiment_knowledge = 1e-4;
    w.experiment_false_alarm_share = 0.05, w.experiment_early_alarm_share = 0.2;
    w.experiment_early_stop_share = watched, w.experiment_early_days_share = 0.4;
    m.lay_out(1, 1);
    for (std::uint32_t k = 0; k < items; ++k)
        approve(m, put(m, {.ordinal = k, .opened = 100, .item_worth = worth, .last = true}));
    finish_checks(m.today(4), m.view<FinishChecksView>());
    const double early = m.s[col::experiments_ended][team(0)];
    finish_checks(m.today(10), m.view<FinishChecksView>());
    CHECK(m.s[col::experiments_ended][team(0)] == items);
    CHECK(m.s[col::ready_items][team(0)] + m.s[col::items_withdrawn][team(0)] == items);
    return {m.s[col::experiments_learned][team(0)], m.s[col::experiments_false][team(0)],
            m.s[col::items_withdrawn][team(0)], early, m.s[col::knowledge][team(0)]};
}

bool as_often(double count, double n, double share) {
    return std::abs(count - n * share) < 4.0 * std::sqrt(n * share * (1.0 - share));
}

}  // namespace

TEST_CASE("of items without effect some seem to have one, half of these harm, which teaches nothing") {
    constexpr std::uint32_t n = 10'000;
    const Tried nothing = try_items(n, 0.0, 0.0);
    CHECK(as_often(nothing.misled, n, 0.05));
    CHECK(as_often(nothing.withdrawn, n, 0.025));
    CHECK(nothing.learned == nothing.misled);
    CHECK(nothing.early == 0.0);
    CHECK(nothing.knowledge == doctest::Approx(1.0 - std::pow(1.0 - 1e-4, n - nothing.misled)));
    for (const double worth : {2.0, -2.0}) {
        const Tried there = try_items(n, worth, 0.0);
        CHECK(there.misled == 0.0);
        CHECK(as_often(there.learned, n, 0.8));
        CHECK(there.withdrawn == (worth < 0.0 ? there.learned : 0.0));
        CHECK(there.knowledge == doctest::Approx(1.0 - std::pow(1.0 - 1e-4, n)));
    }
}

TEST_CASE("experiments that are stopped as soon as they show something are shorter, and mislead more often") {
    constexpr std::uint32_t n = 10'000;
    const Tried nothing = try_items(n, 0.0, 1.0);
    CHECK(as_often(nothing.misled, n, 0.2));
    CHECK(as_often(nothing.withdrawn, n, 0.1));
    CHECK(nothing.early == nothing.misled);  // what shows nothing runs to its end
    const Tried there = try_items(n, 2.0, 1.0);
    CHECK(as_often(there.learned, n, 0.8));
    CHECK(there.early == there.learned);
    const Tried half = try_items(n, 0.0, 0.5);
    CHECK(as_often(half.misled, n, 0.5 * (0.05 + 0.2)));
    CHECK(as_often(half.early, n, 0.5 * 0.2));
}

TEST_CASE("who chooses experiments sends so many more of their items out as one") {
    Micro m;
    plain_release(m);
    m.p.worth().experiment_share = 0.2;
    m.lay_out(1, 2);
    m.s[col::tried][person(0)] = 0.5;
    for (std::uint32_t k = 0; k < 10'000; ++k)
        approve(m, put(m, {.ordinal = k, .opened = 100, .item_worth = 1.0, .last = true}));
    CHECK(as_often(m.s[col::experiments_run][team(0)], 10'000, 0.6));
}

TEST_CASE("QA agents find defects in lines alone, raise alarms, cost money, and their findings are the author's work") {
    Micro m;
    auto& qa = m.p.qa();
    qa.detection = 1.0, qa.alarms_per_change = 0.0, qa.minutes_per_defect = 12.0, qa.minutes_per_alarm = 5.0,
    qa.minutes = 3.0, qa.price_per_change = 0.7;
    m.lay_out(1, 1);
    Change c{.line_defects = 4, .design_defects = 2};
    CHECK(check_by_qa(m.today(), c, m.view<QaView>()) == 3 + 48);
    CHECK(c.line_defects == 0);
    CHECK(c.design_defects == 2);
    CHECK(m.s[col::owed_minutes][person(0)] == 48.0);
    CHECK(m.s[col::qa_defects_found][team(0)] == 4.0);
    CHECK(m.s[col::qa_cost][team(0)] == 0.7);

    qa.alarms_per_change = 1000.0;
    check_by_qa(m.today(), c, m.view<QaView>());
    const double alarms = m.s[col::qa_alarms][team(0)];
    CHECK(std::abs(alarms - 1000.0) < 4.0 * std::sqrt(1000.0));
    CHECK(m.s[col::qa_minutes][team(0)] == doctest::Approx(48.0 + 5.0 * alarms));
}

TEST_CASE(
    "a change that is taken back has failed, and is away for minutes that are exponential, rounded to whole ones") {
    Micro m;
    plain_release(m);
    m.p.incidents().revert_share = 1.0, m.p.incidents().revert_return_minutes = 600.0;
    m.lay_out(1, 1);
    for (std::uint32_t ordinal = 0; ordinal < 40; ++ordinal)
        approve(m, put(m, {.ordinal = ordinal, .opened = 100, .lines = 50.0, .line_defects = 1}));
    CHECK(m.s[col::ready_failed][team(0)] == 40.0);
    CHECK(m.s[col::sized_failed][static_cast<std::size_t>(SizeClass::small)][team(0)] == 40.0);
    const Flow& flow = m.s[col::flow][team(0)];
    REQUIRE(flow.taking_back.size() == 40);
    for (std::uint32_t k = 0; k < 40; ++k) {
        const double u = m.draws.uniforms(Purpose::incident, 0, {0, k}, 1)[2];
        CHECK(std::abs(flow.taking_back[k].minute + 600.0 * std::log(1.0 - u)) <= 0.5);
    }
}

TEST_CASE("a change that was taken back and carries no item leaves its place when it has been redone") {
    Micro m;
    plain_release(m);
    m.p.incidents().revert_share = 1.0, m.p.incidents().revert_return_minutes = 0.0;
    m.lay_out(1, 1);
    approve(m, put(m, {.opened = 100, .line_defects = 1}));
    release_changes(m.today(0), m.view<ReleaseView>());
    CHECK(m.s[col::flow][team(0)].free.empty());
    finish_checks(m.today(1), m.view<FinishChecksView>());
    CHECK(m.s[col::flow][team(0)].held.empty());
    CHECK(m.s[col::flow][team(0)].free.size() == 1);
    CHECK(m.s[col::ready_items][team(0)] == 0.0);
}
