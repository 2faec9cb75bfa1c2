// Do people expect incidents and waits late as the rules bring them late? Against the rules, differentiated.
#include "late.hpp"
#include <strathern/params/ai.hpp>
#include <strathern/params/behaviour.hpp>
#include <strathern/params/organisation.hpp>
#include <strathern/params/people.hpp>
#include <strathern/params/qa.hpp>
#include <strathern/params/quality.hpp>
#include <strathern/params/review.hpp>
#include <strathern/params/work.hpp>

#include <doctest/doctest.h>

#include <cmath>
#include <strathern/params/incidents.hpp>

namespace strathern::test {

Late::Late() {
    auto& ai = m.p.ai();
    ai.believed_gain = 0.0, ai.defect_factor = 1.7, ai.library_effect = 0.5;
    m.p.quality().hard_factor = hard_factor, m.p.work().hard_share = hard_share;
    m.p.quality().debt_per_minute = 0.0, m.p.quality().change_risk_minutes = 150.0, m.p.quality().clash_defects = 0.0;
    m.p.organisation().team_size = 1;  // a team's sum counts whole
    m.p.people().unfamiliar_effort = 0.0;
    m.p.review().start_minutes = 4.0;
    m.p.behaviour().insight_junior = 1.0;
    m.practices = {practice("verify", Opportunity::change), practice("skim", Opportunity::review),
                   practice("talk", Opportunity::free), practice("mend", Opportunity::free)};
    m.practices[0].value.defect_factor = 0.5;
    m.practices[1].value.glance_share = 0.8;
    m.practices[2].value.knowledge_per_hour = 0.05;
    m.practices[3].value.erosion_paid_per_minute = 3.0;
}

double Late::changes() const {
    const double a_change = m.given().work.change_minutes * rate(col::size_factor);
    return minutes * (rate(col::hand_rate) + rate(col::ai_rate)) / a_change;
}

double Late::escaped() const {
    const auto& given = m.given();
    const double ai_factor = (1.0 + 0.7 * (1.0 - 0.5 * 0.4)) * rate(col::ai_defect_factor),
                 harder = 1.0 + (hard_factor - 1.0) * hard_share;
    const double hand = minutes * rate(col::hand_rate), ai = minutes * rate(col::ai_rate);
    const double mean_factor = hand + ai > 0.0 ? (hand + ai_factor * ai) / (hand + ai) : 1.0;
    const double work = hand + ai_factor * ai + 150.0 * mean_factor * changes();
    const double depth = std::log(4.0), reviewed = 0.8;  // three quarters are seen, a fifth goes past review
    const double line = 1.0 - reviewed * (1.0 - std::exp(-depth));
    const double design = 1.0 - reviewed * (1.0 - std::exp(-depth * given.review.design_detection_factor));
    const double unchecked = given.qa_at_work() ? 1.0 - given.qa.detection : 1.0;
    return 0.01 * harder * work * rate(col::defect_factor) *
           (given.quality.line_defects_per_100_minutes * unchecked * line +
            given.quality.design_defects_per_100_minutes * design);
}

}  // namespace strathern::test

using namespace strathern;
using namespace strathern::test;

TEST_CASE("defects that nobody will find are imagined by the rules that make and find them") {
    Late w;
    w.m.p.review().impatience = 0.0, w.m.p.review().bypass_per_waiting = 0.0;  // queues change nothing
    w.m.p.incidents().postmortem_minutes = 0.0;                                // every defect shows
    for (const auto what : {Opportunity::change, Opportunity::change_with_ai})
        for (const bool qa : {false, true}) {
            w.m.practices[0].value.opportunity = what;
            w.m.p.qa().access = qa;
            w.pay(Signal::incidents);
            REQUIRE(w.escaped() > 0.005);
            w.imagine();
            for (const std::size_t a : {std::size_t{build}, std::size_t{build_with_ai}, verify}) {
                CAPTURE(a);
                const double expected = w.slope(a, [&] { return w.escaped(); });
                CHECK(std::abs(expected) > 0.0005);
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
    w.m.s[col::risk_seen][team(0)] = 0.0;
    w.imagine();
    CHECK(w.imagined(skim) < seen);
    CHECK(w.of_reading() == 0.0);
}

TEST_CASE("who reads gets to know the code in the end, and then does more work with fewer mistakes in each") {
    Late w;
    w.m.p.review().impatience = 0.0, w.m.p.review().bypass_per_waiting = 0.0;
    w.m.p.incidents().postmortem_minutes = 0.0;
    const auto by_knowing = [&](Signal signal) {
        const auto reading = [&](double effort) {
            w.m.p.people().unfamiliar_effort = effort;
            w.pay(signal);
            w.imagine();
            return w.of_reading();
        };
        return reading(0.6) - reading(0.0);
    };
    const double incidents = by_knowing(Signal::incidents);
    const double hand = w.rate(col::hand_rate), ai = w.rate(col::ai_rate);
    // Two readings a day of 15 minutes each. By the rule of a week, at rest: how fast a little more reading makes.
    const auto log_speed = [&](double more) {
        return -std::log1p(0.6 * (1.0 - familiarity_at_rest(w.m.p.people(), hand, ai, 150.0 + more)));
    };
    w.m.p.people().unfamiliar_effort = 0.6;
    const double speed = (log_speed(0.01) - log_speed(-0.01)) / 0.02;
    CHECK(speed > 1e-5);
    // Work and defects rise by it, and defects fall again by the square root.
    REQUIRE(w.m.given().quality.skill_exponent == -0.5);
    CHECK(incidents / (30.0 * 0.5 * speed * w.escaped()) == doctest::Approx(1.0).epsilon(1e-4));  // by half an hour
    CHECK(by_knowing(Signal::returning_customers) > 0.0);
}

TEST_CASE("some defects never show, and post-mortems cure some others") {
    Incidents p;
    p.at_release_share = 0.6, p.postmortem_minutes = 0.0, p.surface_per_day = 0.02;
    CHECK(expected_incidents(p).of_escaped == doctest::Approx(1.0));
    p.surface_per_day = 0.0;
    CHECK(expected_incidents(p).of_escaped == doctest::Approx(0.6));
    p.surface_per_day = 0.02, p.postmortem_minutes = 60.0, p.high_share = 0.5, p.postmortem_finds_share = 0.5;
    CHECK(expected_incidents(p).of_escaped ==
          doctest::Approx(0.8));  // 100 defects: 80 show, 40 of them high, which cure 20
    p.at_release_share = 0.9, p.high_share = p.postmortem_finds_share = 1.0;
    CHECK(expected_incidents(p).of_escaped == doctest::Approx(0.9));  // what shows at once can't be cured any more
}

TEST_CASE("latent defects that are looked for show less often, by the rules of days and weeks") {
    Incidents p;
    p.at_release_share = 0.6, p.postmortem_minutes = 0.0, p.surface_per_day = 0.03;
    // Of one defect a day, once nothing moves any more.
    const auto shown = [&](double found) {
        double latent = 0.0, late = 0.0;
        for (int day = 0; day < 20'000; ++day) {
            late = day % 5 == 0 ? 0.0 : late;
            late += latent * -std::expm1(-0.03), latent *= std::exp(-0.03);
            latent += 0.4;
            if (day % 5 == 4) latent *= std::exp(-found);
        }
        return 0.6 + late / 5.0;
    };
    for (const double found : {0.0, 0.1, 2.0}) {
        CAPTURE(found);
        CHECK(expected_incidents(p, found).of_escaped == doctest::Approx(shown(found)).epsilon(1e-6));
        const double slope = (shown(found + 1e-4) - shown(found - 1e-4)) / 2e-4;
        CHECK(expected_incidents(p, found).spared == doctest::Approx(-slope).epsilon(1e-5));
    }
    p.surface_per_day = 0.0;
    CHECK(expected_incidents(p, 0.1).spared == 0.0);
}

TEST_CASE("who looks for latent defects expects fewer incidents of all that the team lets through") {
    Late w;
    w.m.p.review().impatience = 0.0, w.m.p.review().bypass_per_waiting = 0.0;
    w.m.practices[2].value.knowledge_per_hour = 0.0;
    w.m.practices[2].value.latent_found_per_hour = 0.05;
    w.pay(Signal::incidents);
    w.imagine();
    const double each = 0.05 / 60.0;
    const auto looking = [&] { return minutes * w.m.s[col::share][talk][person(1)]; };
    const double there = 2.0 * w.escaped(), looked = 2.0 * each * looking();
    const ExpectedIncidents of = expected_incidents(w.m.given().incidents, looked);
    REQUIRE(looked > 0.01);
    // The own part of what escapes, and what is found of what both let through.
    const double by_own = of.of_escaped * w.slope(talk, [&] { return w.escaped(); });
    const double by_search = there * of.spared * each * w.slope(talk, looking);
    CHECK(by_search > 0.0);
    CHECK(w.imagined(talk) == doctest::Approx(by_own - by_search).epsilon(1e-5));
}

TEST_CASE("failed changes are those in which a defect shows at once, and one fails but once") {
    Late w;
    w.m.p.review().impatience = 0.0, w.m.p.review().bypass_per_waiting = 0.0;
    w.m.p.quality().line_defects_per_100_minutes = 2.0;
    w.m.p.incidents().at_release_share = 0.5;
    w.pay(Signal::failed_changes);
    w.imagine();
    const auto failed = [&] { return w.changes() * (1.0 - std::exp(-0.5 * w.escaped() / w.changes())); };
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

TEST_CASE("debt and erosion that are repaid speed up the whole team, for better and worse") {
    Late w;
    w.m.p.review().impatience = 0.0, w.m.p.review().bypass_per_waiting = 0.0;
    w.m.p.incidents().postmortem_minutes = 0.0;
    w.m.practices[3].value.debt_paid_per_minute = 0.9;
    w.pay(Signal::incidents);
    const double debt = 20'000.0, erosion = 5000.0;
    w.m.s[col::debt][team(0)] = debt, w.m.s[col::erosion][team(0)] = erosion;
    const auto& q = w.m.given().quality;
    const double quarter = 2.0 * w.m.given().chosen_minutes() * 65.0;
    const auto repaid = [&](double stock) { return stock / (stock + q.repayment_half_share * quarter); };
    // The rule of 7.6 and 7.3, with so much less of both.
    const auto log_defects = [&](double part) {
        const double d = debt - 0.9 * part * repaid(debt), e = erosion - 3.0 * part * repaid(erosion);
        return -std::log(1.0 + q.debt_drag * d / quarter + q.erosion_drag * e / quarter) +
               std::log(1.0 + (q.debt_defects * d + q.erosion_defects * e) / quarter);
    };
    const double slope = (log_defects(1e-3) - log_defects(-1e-3)) / 2e-3;
    w.m.s[col::slow][team(0)] = 1.0 / (1.0 + q.debt_drag * debt / quarter + q.erosion_drag * erosion / quarter);
    w.derive();
    w.imagine();
    const auto own = [&] { return w.m.s[col::slow][team(0)] * w.escaped(); };
    const auto mending = [&] { return minutes * w.m.s[col::share][mend][person(1)]; };
    // A quarter of weeks, and two who are alike.
    const double by_code = 2.0 * own() * 13.0 * slope * w.slope(mend, mending);
    CHECK(w.imagined(mend) == doctest::Approx(w.slope(mend, own) + by_code).epsilon(1e-5));
}

TEST_CASE("a free minute of review lets people read longer, and keeps changes from going past review") {
    Late w;
    const auto reading_brings = [&](double impatience, double bypass) {
        w.m.p.review().impatience = impatience, w.m.p.review().bypass_per_waiting = bypass;
        w.pay(Signal::incidents);
        w.imagine();
        return w.of_reading() / 30.0;
    };
    w.m.p.incidents().postmortem_minutes = 0.0;
    w.m.p.review().start_minutes = 4.0;
    w.m.p.review().unreviewed_share = 0.2;
    const double found_a_minute = -reading_brings(0.0, 0.0);
    const double offered = 2.0 * minutes * w.m.s[col::share][review][person(1)];
    const double part = 3.0 / offered;  // 600 minutes of 900 were used
    const double waiting = 4000.0 / 2400.0 / 2.0;
    const double rate = std::log(4.0) / 11.0;
    const double longer = 0.15 * waiting / (1.0 + 0.15 * waiting) / rate;
    const double eased = part * 20.0 * longer * found_a_minute;  // 20 reviews a week
    CHECK(reading_brings(0.15, 0.0) == doctest::Approx(eased - found_a_minute).epsilon(1e-6));
    const double found = found_a_minute * 0.75 / 0.25 / rate;  // e^(-depth), a quarter, is left to be found
    const double past = part * 0.2 * 0.16 * waiting * 20.0 * found;
    CHECK(reading_brings(0.0, 0.16) == doctest::Approx(past - found_a_minute).epsilon(1e-6));
    CHECK(past > 0.0);
}

TEST_CASE("another change may clash with those that wait or are written, and lets the others of the team wait longer") {
    Late w;
    w.m.p.review().impatience = 0.0, w.m.p.review().bypass_per_waiting = 0.0;
    w.m.p.incidents().postmortem_minutes = 0.0;
    const auto building_brings = [&](double clashes) {
        w.m.p.quality().clash_defects = clashes;
        w.pay(Signal::incidents);
        w.m.s[col::authors][team(0)] = 2.0;  // the one who thinks, and another
        w.imagine();
        return w.imagined(build);
    };
    const double without = building_brings(0.0), with = building_brings(0.01);
    const double open = 4000.0 / 2400.0, written = 1.0, more = w.slope(build, [&] { return w.changes(); });
    const double offered = 2.0 * minutes * w.m.s[col::share][review][person(1)];
    // Part of the queue; of 15 minutes, four in five are read; and building leaves fewer minutes for review.
    const double fewer = w.slope(build, [&] { return minutes * w.m.s[col::share][review][person(1)]; });
    const double longer = 3.0 / offered * (15.0 * 0.8 * more - fewer);
    CAPTURE(fewer);
    CAPTURE(more);
    CAPTURE(longer);
    CAPTURE(w.changes());
    CHECK(with - without ==
          doctest::Approx(0.01 * ((open + written) * more + open * longer * 2.0 * w.changes())).epsilon(1e-5));
    CHECK(more > 0.0);
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
