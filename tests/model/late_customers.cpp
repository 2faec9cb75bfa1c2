// Do people expect of customers what the law of customers does, once it stands still? And of items what they are worth?
#include <doctest/doctest.h>

#include <cmath>
#include <strathern/params/customers.hpp>
#include <strathern/params/incidents.hpp>
#include <strathern/params/worth.hpp>

#include <strathern/params/ai.hpp>
#include <strathern/params/behaviour.hpp>
#include <strathern/params/definitions.hpp>
#include <strathern/params/organisation.hpp>
#include <strathern/params/qa.hpp>
#include <strathern/params/quality.hpp>
#include <strathern/params/review.hpp>
#include <strathern/params/work.hpp>
#include "core/variates.hpp"

#include "late.hpp"
#include "model/codebase.hpp"

using namespace strathern;
using namespace strathern::test;

namespace {

/// A product of which so much is shipped and suffered every week, until nothing moves any more.
struct Product {
    double returning, satisfaction;
};

Product settled(Micro& m, double worth, double pain) {
    found_products(m.given(), m.view<FoundingView>());
    for (int week = 0; week < 20000; ++week) {
        m.s[col::worth][team(0)] += worth, m.s[col::pain_today][team(0)] = pain;
        serve_customers(m.today(), m.view<CustomersView>());
    }
    return {m.s[col::returning][team(0)], m.s[col::satisfaction][team(0)]};
}

}  // namespace

TEST_CASE("the pain of an incident is expected by how severe and how long incidents are") {
    Incidents p;
    p.high_share = 0.2, p.medium_share = 0.3, p.pain_high = 1.0, p.pain_medium = 0.4, p.pain_low = 0.1;
    p.recovery_minutes = 100.0, p.recovery_sd_log = 1.5, p.recovery_limit_minutes = 1000.0;
    p.pain_length_exponent = 0.5, p.pain_minutes = 25.0;  // those of 100 minutes hurt twice as much
    double factor = 0.0;
    constexpr int cells = 1'000'000;
    for (int k = 0; k < cells; ++k) {
        const double length = lognormal(100.0, 1.5, (k + 0.5) / cells);
        factor += std::sqrt((length < 1000.0 ? length : 1000.0) / 25.0) / cells;
    }
    CHECK(expected_pain(p) == doctest::Approx((0.2 + 0.3 * 0.4 + 0.5 * 0.1) * factor).epsilon(1e-4));
    p.recovery_sd_log = 0.0;
    CHECK(expected_pain(p) == doctest::Approx(2.0 * 0.37));
}

TEST_CASE("in the long run satisfaction moves as the law of customers does, once it stands still") {
    Micro m;
    m.lay_out(1, 5);
    constexpr double worth = 6.0, pain = 0.4, step = 1e-4;
    const Product more_worth = settled(m, worth + step, pain), less_worth = settled(m, worth - step, pain);
    const Product more_pain = settled(m, worth, pain + step), less_pain = settled(m, worth, pain - step);
    settled(m, worth, pain);
    const LongRun run = in_the_long_run(m.given(), team(0), m.view<LongRunView>());
    const auto slope = [](double above, double below) { return (above - below) / (2.0 * step); };
    const auto agrees = [&](double expected, double above, double below) {
        CHECK(expected / slope(above, below) == doctest::Approx(1.0).epsilon(0.01));
    };
    agrees(run.satisfaction_by_worth, more_worth.satisfaction, less_worth.satisfaction);
    agrees(run.satisfaction_by_pain, more_pain.satisfaction, less_pain.satisfaction);
    agrees(run.returning_by_worth, more_worth.returning, less_worth.returning);
    agrees(run.returning_by_pain, more_pain.returning, less_pain.returning);
    CHECK(run.returning_by_worth > 0.0);
    CHECK(run.returning_by_pain < 0.0);
}

TEST_CASE("knowledge settles where a little more learning a week puts it") {
    const auto settles = [](double work) {
        double share = 0.0;
        for (int week = 0; week < 5000; ++week) share = (share + (1.0 - share) * (1.0 - std::exp(-work))) * 0.95;
        return share;
    };
    CHECK(filling(0.02, 0.05) == doctest::Approx((settles(0.02 + 1e-6) - settles(0.02 - 1e-6)) / 2e-6).epsilon(1e-4));
    CHECK(filling(0.0, 0.0) == 0.0);
}

TEST_CASE("items are expected to be worth what the best of those compared is, as the rule of demand has it") {
    Micro m;
    m.p.worth().known_share = 0.4, m.p.worth().knowledge_gap_closed = 0.5;
    m.p.work().candidates_count = 3;
    m.lay_out(1, 1);
    // Ideas without end: the rule itself, over the ranks that draws would give. Seen with chance 0.4 + 0.6 x 0.5 x 0.5.
    const auto& w = m.given().worth;
    const auto worth_of = [&](double rank) {
        const double median = std::exp(-0.5 * w.size_sd_log * w.size_sd_log);
        const double useful = 1.0 - w.positive_share;
        if (rank > useful) return median * std::exp(w.size_sd_log * normal((rank - useful) / w.positive_share));
        if (rank >= w.negative_share) return 0.0;
        return -w.harm_factor * median * std::exp(w.size_sd_log * normal(1.0 - rank / w.negative_share));
    };
    double any = 0.0, best = 0.0;
    constexpr int cells = 4'000'000;
    for (int k = 0; k < cells; ++k) {
        const double rank = (k + 0.5) / cells, worth = worth_of(rank) / cells;
        any += worth, best += worth * 3.0 * rank * rank;
    }
    double any_harm = 0.0, best_harm = 0.0, best_idle = 0.0;
    for (int k = 0; k < cells; ++k) {
        const double rank = (k + 0.5) / cells, worth = worth_of(rank), density = 3.0 * rank * rank;
        if (worth < 0.0) any_harm += worth / cells, best_harm += worth * density / cells;
        if (worth == 0.0) best_idle += density / cells;
    }
    const ExpectedWorth plenty = expected_worth(m.given(), {1.0, 500.0}, 0.5);
    CHECK(plenty.item == doctest::Approx(any + 0.55 * (best - any)).epsilon(1e-3));
    CHECK(plenty.known == doctest::Approx(best - any).epsilon(1e-3));
    CHECK(plenty.harm == doctest::Approx(any_harm + 0.55 * (best_harm - any_harm)).epsilon(1e-3));
    const double any_idle = 1.0 - w.positive_share - w.negative_share;
    CHECK(plenty.idle == doctest::Approx(any_idle + 0.55 * (best_idle - any_idle)).epsilon(1e-3));
    // Experiments keep from customers what they find of the harm.
    const double tried = expected_worth(m.given(), {1.0, 500.0, 0.5}, 0.5).item;
    CHECK(tried == doctest::Approx(plenty.item - 0.5 * w.experiment_power * plenty.harm).epsilon(1e-6));
    // Where ideas are scarce, one more item leaves fewer to choose from; where there are none, it is worth nothing.
    CHECK(expected_worth(m.given(), {4.0, 8.0}, 0.5).item < 0.8 * plenty.item);
    CHECK(expected_worth(m.given(), {4.0, 0.0}, 0.5).item == 0.0);
    const auto all = [&](double items) {
        return items * any + 0.55 * expected_worth(m.given(), {items, 8.0}, 0.5).known;
    };
    const double slope = (all(4.001) - all(3.999)) / 0.002;
    CHECK(expected_worth(m.given(), {4.0, 8.0}, 0.5).item == doctest::Approx(slope).epsilon(1e-3));
}

TEST_CASE("what is expected of customers is worth and pain, through the law of customers") {
    Late w;
    w.m.p.review().impatience = 0.0, w.m.p.review().bypass_per_waiting = 0.0;
    w.pay(Signal::returning_customers);
    w.imagine();
    const LongRun run = in_the_long_run(w.m.given(), team(0), w.m.view<LongRunView>());
    const auto& given = w.m.given();
    const double per_item = given.work.item_minutes;
    const auto items = [&] { return minutes * (w.rate(col::hand_rate) + w.rate(col::ai_rate)) / per_item; };
    const double ideas = given.work.items_per_engineer_week * 2.0;
    const double worth = expected_worth(given, {2.0 * items(), ideas}, 0.0).item;
    const double pain = expected_incidents(given.incidents).of_escaped * expected_pain(given.incidents);
    // Talking to customers brings worth by knowledge, and takes its hours from all else: looked at apart.
    const auto talking = [&] { return minutes * w.m.s[col::share][talk][person(1)]; };
    const double learnt = 0.05 / 60.0, known = 0.7 * given.worth.knowledge_gap_closed;
    REQUIRE(given.worth.known_share == 0.3);
    const double by_knowledge = expected_worth(given, {2.0 * items(), ideas}, 0.0).known * known *
                                filling(2.0 * learnt * talking(), given.worth.knowledge_decay_per_week);
    for (const std::size_t a : {std::size_t{build}, std::size_t{build_with_ai}, verify, talk}) {
        CAPTURE(a);
        const double by_worth = worth * w.slope(a, items) + by_knowledge * learnt * w.slope(a, talking);
        const double expected =
            run.returning_by_worth * by_worth + run.returning_by_pain * pain * w.slope(a, [&] { return w.escaped(); });
        CHECK(w.imagined(a) == doctest::Approx(expected).epsilon(1e-4));
    }
    CHECK(w.of_reading() > 0.0);
}

namespace {

constexpr std::size_t trial = options;

/// What sending a little more of their changes' items out as an experiment first is imagined to bring.
double of_experiments(Late& w, Signal signal) {
    w.pay(signal);
    for (std::uint32_t k = 0; k < 2; ++k) w.m.s[col::chosen][trial][person(k)] = 0.3;
    w.derive();
    w.imagine();
    return w.m.s[col::expected_top][trial][person(1)] / imagined_part;
}

}  // namespace

TEST_CASE("experiments are imagined to keep harm from customers, to teach, and to take their minutes") {
    Late w;
    w.m.p.review().impatience = 0.0, w.m.p.review().bypass_per_waiting = 0.0;
    w.m.practices.push_back(practice("trial", Opportunity::change));
    w.m.practices[4].value.experiment_share = 0.8;
    auto& e = w.m.p.worth();
    e.experiment_share = 0.1, e.experiment_minutes = 0.0, e.experiment_power = 0.7, e.experiment_knowledge = 0.02;
    e.experiment_early_stop_share = 0.5, e.experiment_early_alarm_share = 0.2, e.experiment_false_alarm_share = 0.1;
    const auto& given = w.m.given();
    const auto items = [&] {
        const double per_item = given.work.item_minutes;
        return minutes * (w.rate(col::hand_rate) + w.rate(col::ai_rate)) / per_item;
    };
    const auto share = [&] { return 0.1 + 0.9 * w.rate(col::tried); };
    const auto experiments = [&] { return share() * items(); };

    const double run = of_experiments(w, Signal::experiments);
    CHECK(run == doctest::Approx(w.slope(trial, experiments)).epsilon(1e-5));
    CHECK(run > 0.0);

    const double returning = of_experiments(w, Signal::returning_customers);
    const double ideas = given.work.items_per_engineer_week * 2.0;
    const ExpectedWorth worth = expected_worth(given, {2.0 * items(), ideas, share()}, 0.0);
    const double lesson = -(1.0 - 0.15 * worth.idle) * std::log(0.98);
    const double learnt = 2.0 * (0.05 / 60.0 * minutes * w.m.s[col::share][talk][person(1)] + lesson * experiments());
    const double known = worth.known * 0.7 * e.knowledge_gap_closed * filling(learnt, e.knowledge_decay_per_week);
    const auto talking = [&] { return 0.05 / 60.0 * minutes * w.m.s[col::share][talk][person(1)]; };
    const double by_worth = worth.item * w.slope(trial, items) - 0.7 * worth.harm * items() * w.slope(trial, share) +
                            known * (lesson * w.slope(trial, experiments) + w.slope(trial, talking));
    const LongRun run_of = in_the_long_run(given, team(0), w.m.view<LongRunView>());
    const double pain = expected_incidents(given.incidents).of_escaped * expected_pain(given.incidents);
    const double by_pain = run_of.returning_by_pain * pain * w.slope(trial, [&] { return w.escaped(); });
    CHECK(returning == doctest::Approx(run_of.returning_by_worth * by_worth + by_pain).epsilon(1e-4));
    CHECK(returning > 0.0);

    // Minutes that are owed for experiments are lacking for items.
    const double without = of_experiments(w, Signal::items_completed);
    e.experiment_minutes = 60.0;
    const double with = of_experiments(w, Signal::items_completed);
    const double more = items() * 0.9 * 0.8;
    CHECK(with - without == doctest::Approx(-items() * 60.0 * more / minutes).epsilon(1e-5));
}

TEST_CASE("satisfaction counts once for each member, and a product's signals are a team's whatever the scope") {
    Late w;
    const auto reading = [&](Signal signal, Scope scope) {
        w.pay(signal);
        w.m.regime.metrics[0].value.scope = scope;
        w.imagine();
        return w.of_reading();
    };
    const double returning = reading(Signal::returning_customers, Scope::team);
    const double content = reading(Signal::satisfaction, Scope::team);
    const LongRun run = in_the_long_run(w.m.given(), team(0), w.m.view<LongRunView>());
    CHECK(content / returning == doctest::Approx(2.0 * run.satisfaction_by_pain / run.returning_by_pain));
    w.m.p.organisation().team_size = 4;
    CHECK(reading(Signal::returning_customers, Scope::team) == doctest::Approx(returning / 4.0));
    CHECK(reading(Signal::returning_customers, Scope::engineer) == doctest::Approx(returning / 4.0));
}
