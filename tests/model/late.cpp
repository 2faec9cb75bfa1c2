// Do people expect late what the rules bring late? Incidents and customers, against the rules differentiated, and
// against the law of customers run until it stands still.
#include <doctest/doctest.h>

#include <cmath>
#include <strathern/params/ai.hpp>
#include <strathern/params/behaviour.hpp>
#include <strathern/params/customers.hpp>
#include <strathern/params/definitions.hpp>
#include <strathern/params/incidents.hpp>
#include <strathern/params/organisation.hpp>
#include <strathern/params/qa.hpp>
#include <strathern/params/quality.hpp>
#include <strathern/params/review.hpp>
#include <strathern/params/work.hpp>
#include <strathern/params/worth.hpp>

#include "core/variates.hpp"
#include "micro.hpp"
#include "model/codebase.hpp"
#include "model/customers.hpp"
#include "model/measure/measure.hpp"

using namespace strathern;
using namespace strathern::test;

namespace {

constexpr double minutes = 2000.0;
constexpr std::size_t verify = 3, skim = 4, talk = 5, mend = 6, options = 7;
constexpr double hard_factor = 1.5, hard_share = 0.4;

Named<Practice> practice(const char* name, Opportunity opportunity) {
    Practice p;
    p.opportunity = opportunity, p.minutes_per_use = 10.0;
    return {name, p};
}

/// A team of two, alike, with all insight, who build, review, verify on some changes, skim some reviews, talk to
/// customers and mend the architecture.
struct Late {
    Micro m;

    Late() {
        auto& ai = m.p.ai();
        ai.believed_gain = 0.0, ai.defect_factor = 1.7, ai.bundling_factor = 1.0, ai.library_effect = 0.5;
        m.p.quality().hard_factor = hard_factor, m.p.work().hard_share = hard_share;
        m.p.quality().debt_per_minute = 0.0;
        m.p.organisation().team_size = 1;  // a team's sum counts whole
        m.p.behaviour().insight_junior = 1.0;
        m.practices = {practice("verify", Opportunity::change), practice("skim", Opportunity::review),
                       practice("talk", Opportunity::free), practice("mend", Opportunity::free)};
        m.practices[0].value.defect_factor = 0.5;
        m.practices[1].value.glance_share = 0.8;
        m.practices[2].value.knowledge_per_hour = 0.05;
        m.practices[3].value.erosion_paid_per_minute = 3.0;
    }

    void pay(Signal signal) {
        Metric metric;
        metric.numerator = {{signal, 1.0}}, metric.scope = Scope::team;
        m.regime.metrics = {{"metric", metric}};
        m.lay_out(1, 2, 0, true);
        m.measure();
        found_products(m.given(), m.view<FoundingView>());
        m.s[col::slow][team(0)] = 1.0, m.s[col::library][team(0)] = 0.4;
        m.s[col::review_minutes][team(0)] = 600.0, m.s[col::reviews][team(0)] = 40.0;
        m.s[col::review_minutes_offered][team(0)] = 900.0, m.s[col::week_wait][team(0)] = 4000.0;
        m.s[col::lines_read][team(0)] = 1000.0, m.s[col::lines_seen][team(0)] = 750.0;
        m.s[col::changes_opened][team(0)] = 50.0, m.s[col::changes_unreviewed][team(0)] = 10.0;
        for (std::uint32_t k = 0; k < 2; ++k) {
            m.s[col::skill][person(k)] = 1.2, m.s[col::ramp][person(k)] = 0.9;
            m.s[col::week_minutes][person(k)] = minutes, m.s[col::reviews_per_day][person(k)] = 2.0;
            const double chosen[options] = {0.4, 0.2, 0.2, 0.6, 0.3, 0.1, 0.1};
            for (std::size_t a = 0; a < options; ++a) m.s[col::chosen][a][person(k)] = chosen[a];
        }
        derive();
    }

    void derive() { derive_rates(m.today(4), m.view<RatesView>()); }
    void imagine() { imagine_week(m.today(4), m.view<ImagineWeekView>()); }
    double rate(auto column) const { return m.s[column][person(1)]; }

    /// What more of an option is imagined to bring person 1: per share of the week, or for all occasions.
    double imagined(std::size_t option) const {
        const double steps = option == verify || option == skim ? 1.0 / imagined_part : minutes / 30.0;
        return m.s[col::expected_top][option][person(1)] * steps;
    }
    double of_reading() const { return m.s[col::expected_top][options][person(1)]; }

    /// The slope of a quantity by what person 1 chooses of an option: the rules, asked twice.
    template <class Sum>
    double slope(std::size_t option, const Sum& sum) {
        constexpr double step = 1e-6;
        double& chosen = m.s[col::chosen][option][person(1)];
        const double was = chosen;
        chosen = was + step, derive();
        const double above = sum();
        chosen = was - step, derive();
        const double below = sum();
        chosen = was, derive();
        return (above - below) / (2.0 * step);
    }

    /// Defects of person 1's own week that neither checks nor reviewers find, by the rules of work and of reading.
    double escaped() const {
        const auto& given = m.given();
        const double ai_factor = 1.0 + 0.7 * (1.0 - 0.5 * 0.4), harder = 1.0 + (hard_factor - 1.0) * hard_share;
        const double work = minutes * (rate(col::hand_rate) + ai_factor * rate(col::ai_rate));
        const double depth = std::log(4.0), reviewed = 0.8;  // three quarters are seen, a fifth goes past review
        const double line = 1.0 - reviewed * (1.0 - std::exp(-depth));
        const double design = 1.0 - reviewed * (1.0 - std::exp(-depth * given.review.design_detection_factor));
        const double unchecked = given.qa_at_work() ? 1.0 - given.qa.detection : 1.0;
        return 0.01 * harder * work * rate(col::defect_factor) *
               (given.quality.line_defects_per_100_minutes * unchecked * line +
                given.quality.design_defects_per_100_minutes * design);
    }
};

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

TEST_CASE("defects that nobody will find are imagined by the rules that make and find them") {
    Late w;
    w.m.p.review().impatience = 0.0, w.m.p.review().bypass_per_waiting = 0.0;  // queues change nothing
    w.m.p.incidents().postmortem_minutes = 0.0;                                // every defect shows
    for (const bool qa : {false, true}) {
        w.m.p.qa().access = qa;
        w.pay(Signal::incidents);
        REQUIRE(w.escaped() > 0.01);
        w.imagine();
        for (const std::size_t a : {std::size_t{build}, std::size_t{build_with_ai}, verify}) {
            CAPTURE(a);
            const double expected = w.slope(a, [&] { return w.escaped(); });
            CHECK(std::abs(expected) > 0.001);
            CHECK(w.imagined(a) == doctest::Approx(expected).epsilon(1e-5));
        }
    }
}

TEST_CASE("a glance lets through what a reading would have found, and reading longer finds more") {
    Late w;
    w.m.p.review().impatience = 0.0, w.m.p.review().bypass_per_waiting = 0.0;
    w.m.p.incidents().postmortem_minutes = 0.0;
    w.pay(Signal::findings);
    w.imagine();
    const double found_longer = w.of_reading();
    w.pay(Signal::incidents);
    w.imagine();
    CHECK(found_longer > 0.0);
    CHECK(w.of_reading() == doctest::Approx(-found_longer));
    CHECK(w.imagined(skim) > 0.0);
    // With nothing to be found, nothing is overlooked: what is left is that the minutes of skimming take hours away.
    const double seen = w.imagined(skim);
    w.m.s[col::lines_seen][team(0)] = 0.0;
    w.imagine();
    CHECK(w.imagined(skim) < seen);
    CHECK(w.of_reading() == 0.0);
}

TEST_CASE("some defects never show, and post-mortems cure some others") {
    Incidents p;
    p.at_release_share = 0.6, p.postmortem_minutes = 0.0, p.surface_per_day = 0.02;
    CHECK(expected_incidents(p) == doctest::Approx(1.0));
    p.surface_per_day = 0.0;
    CHECK(expected_incidents(p) == doctest::Approx(0.6));
    p.surface_per_day = 0.02, p.postmortem_minutes = 60.0, p.high_share = 0.5, p.postmortem_finds_share = 0.5;
    CHECK(expected_incidents(p) == doctest::Approx(0.8));  // 100 defects: 80 show, 40 of them high, which cure 20
}

TEST_CASE("failed changes are those in which a defect shows at once, and one fails but once") {
    Late w;
    w.m.p.review().impatience = 0.0, w.m.p.review().bypass_per_waiting = 0.0;
    w.m.p.quality().line_defects_per_100_minutes = 2.0;
    w.m.p.incidents().at_release_share = 0.5;
    w.pay(Signal::failed_changes);
    w.imagine();
    const auto failed = [&] {
        const double changes =
            minutes * (w.rate(col::hand_rate) + w.rate(col::ai_rate)) / w.m.given().work.change_minutes;
        return changes * (1.0 - std::exp(-0.5 * w.escaped() / changes));
    };
    for (const std::size_t a : {std::size_t{build}, std::size_t{build_with_ai}, verify})
        CHECK(w.imagined(a) == doctest::Approx(w.slope(a, failed)).epsilon(1e-5));
}

TEST_CASE("who sees fewer incidents paid for wants more care and longer reading, never less") {
    Late w;
    for (const Signal signal : {Signal::incidents, Signal::failed_changes}) {
        w.pay(signal);
        w.m.s[col::erosion][team(0)] = 1000.0;
        w.imagine();
        CHECK(w.imagined(verify) < 0.0);
        CHECK(w.imagined(review) < w.imagined(build));
        CHECK(w.imagined(mend) < 0.0);
        CHECK(w.of_reading() < 0.0);
        CHECK(w.imagined(skim) > 0.0);
    }
}

TEST_CASE("where nothing is worn there is nothing to mend") {
    Late w;
    w.pay(Signal::incidents);
    w.imagine();
    CHECK(w.imagined(mend) == doctest::Approx(w.imagined(talk)));  // neither moves anything but the day
}

TEST_CASE("an offered minute shortens the queue by its part of the minutes that are free") {
    Late w;
    w.pay(Signal::review_wait_minutes);
    w.m.s[col::chosen][build][person(1)] = w.m.s[col::chosen][build_with_ai][person(1)] = 0.0;
    w.derive();
    w.imagine();
    double offered = 0.0;
    for (std::uint32_t k = 0; k < 2; ++k) offered += minutes * w.m.s[col::share][review][person(k)];
    CHECK(w.of_reading() == doctest::Approx(30.0 * 4000.0 / (offered / 3.0)));  // 600 of 900 are used
    CHECK(w.imagined(review) < 0.0);
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
    CHECK(run.satisfaction_by_worth ==
          doctest::Approx(slope(more_worth.satisfaction, less_worth.satisfaction)).epsilon(0.01));
    CHECK(run.satisfaction_by_pain ==
          doctest::Approx(slope(more_pain.satisfaction, less_pain.satisfaction)).epsilon(0.01));
    CHECK(run.returning_by_worth == doctest::Approx(slope(more_worth.returning, less_worth.returning)).epsilon(0.01));
    CHECK(run.returning_by_pain == doctest::Approx(slope(more_pain.returning, less_pain.returning)).epsilon(0.01));
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
    const ExpectedWorth plenty = expected_worth(m.given(), 1.0, 500.0, 0.5);
    CHECK(plenty.item == doctest::Approx(any + 0.55 * (best - any)).epsilon(1e-3));
    CHECK(plenty.known == doctest::Approx(best - any).epsilon(1e-3));
    // Where ideas are scarce, one more item leaves fewer to choose from; where there are none, it is worth nothing.
    CHECK(expected_worth(m.given(), 4.0, 8.0, 0.5).item < 0.8 * plenty.item);
    CHECK(expected_worth(m.given(), 4.0, 0.0, 0.5).item == 0.0);
    const auto all = [&](double items) { return expected_worth(m.given(), items, 8.0, 0.5).item; };
    CHECK(all(3.0) > all(4.0));
}

TEST_CASE("what is expected of customers is worth and pain, through the law of customers") {
    Late w;
    w.m.p.review().impatience = 0.0, w.m.p.review().bypass_per_waiting = 0.0;
    w.pay(Signal::returning_customers);
    w.imagine();
    const LongRun run = in_the_long_run(w.m.given(), team(0), w.m.view<LongRunView>());
    const auto& given = w.m.given();
    const double per_item = given.work.change_minutes * given.work.changes_per_item;
    const auto items = [&] { return minutes * (w.rate(col::hand_rate) + w.rate(col::ai_rate)) / per_item; };
    const double ideas = given.work.items_per_engineer_week * 2.0;
    const double worth = expected_worth(given, 2.0 * items(), ideas, 0.0).item;
    const double pain = expected_incidents(given.incidents) * expected_pain(given.incidents);
    // Talking to customers brings worth by knowledge, and takes its hours from all else: looked at apart.
    const auto talking = [&] { return minutes * w.m.s[col::share][talk][person(1)]; };
    const double learnt = 0.05 / 60.0, known = 0.7 * given.worth.knowledge_gap_closed;
    REQUIRE(given.worth.known_share == 0.3);
    const double by_knowledge = expected_worth(given, 2.0 * items(), ideas, 0.0).known * known *
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

TEST_CASE("without insight nothing comes late") {
    Late w;
    auto& b = w.m.p.behaviour();
    b.insight_junior = b.insight_per_level = b.insight_by_postmortems = b.insight_per_talk_share = 0.0;
    for (const Signal signal :
         {Signal::incidents, Signal::failed_changes, Signal::returning_customers, Signal::satisfaction}) {
        w.pay(signal);
        w.imagine();
        for (std::size_t a = 0; a <= options; ++a) CHECK(w.m.s[col::expected_top][a][person(1)] == 0.0);
    }
}

TEST_CASE("insight grows with level, post-mortems and talking to customers, and ends at the whole") {
    Late w;
    auto& b = w.m.p.behaviour();
    const auto expects = [&](int level, double talks, double postmortem) {
        w.m.p.incidents().postmortem_minutes = postmortem;
        w.m.p.incidents().postmortem_finds_share = 0.0;
        w.pay(Signal::incidents);
        w.m.s[col::level][person(1)] = static_cast<std::uint8_t>(level);
        w.m.s[col::share][talk][person(1)] = talks;
        w.imagine();
        return w.of_reading();
    };
    b.insight_junior = 1.0, b.insight_per_level = b.insight_by_postmortems = b.insight_per_talk_share = 0.0;
    const double whole = expects(0, 0.0, 0.0);
    REQUIRE(whole < 0.0);
    b.insight_junior = 0.2, b.insight_per_level = 0.15, b.insight_by_postmortems = 0.1, b.insight_per_talk_share = 2.0;
    CHECK(expects(0, 0.0, 0.0) / whole == doctest::Approx(0.2));
    CHECK(expects(2, 0.0, 0.0) / whole == doctest::Approx(0.5));
    CHECK(expects(3, 0.0, 60.0) / whole == doctest::Approx(0.75));
    CHECK(expects(0, 0.1, 0.0) / whole == doctest::Approx(0.4));
    CHECK(expects(3, 0.5, 60.0) / whole == doctest::Approx(1.0));
}
