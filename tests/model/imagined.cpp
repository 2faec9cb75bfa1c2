// Do people imagine what the rules of the week do? Each derivative against the rules themselves, a millionth further.
#include <doctest/doctest.h>

#include <cmath>
#include <strathern/params/activities.hpp>
#include <strathern/params/ai.hpp>
#include <strathern/params/customers.hpp>
#include <strathern/params/definitions.hpp>
#include <strathern/params/organisation.hpp>
#include <strathern/params/quality.hpp>
#include <strathern/params/review.hpp>
#include <strathern/params/work.hpp>

#include "core/portable_math.hpp"
#include "micro.hpp"
#include "model/measure/measure.hpp"

using namespace strathern;
using namespace strathern::test;

namespace {

constexpr double minutes = 2000.0, slow = 0.8;

Named<Practice> practice(const char* name, Opportunity opportunity, double minutes_per_use) {
    Practice p;
    p.opportunity = opportunity, p.minutes_per_use = minutes_per_use;
    p.tokens_per_use = 700.0, p.prompts_per_use = 3.0;
    if (opportunity == Opportunity::change) p.change_size_factor = 0.5, p.points_factor = 2.0;
    if (opportunity == Opportunity::review) p.glance_share = 0.8;
    return {name, p};
}

/// A team of three at work, of whom person 1 uses every option and every practice.
struct Week {
    Micro m;

    Week() {
        auto& ai = m.p.ai();
        ai.believed_gain = 0.25, ai.tokens_per_minute = 100.0, ai.prompts_per_minute = 0.2;
        ai.lines_factor = 1.5, ai.bundling_factor = 1.4;
        m.p.organisation().team_size = 4;
        m.practices = {practice("on changes", Opportunity::change, 12.0),
                       practice("on prompts", Opportunity::prompt, 5.0),
                       practice("on reviews", Opportunity::review, 1.0), practice("any time", Opportunity::free, 30.0)};
    }

    void pay(std::vector<Weight> numerator, Scope scope = Scope::engineer) {
        Metric metric;
        metric.numerator = std::move(numerator);
        metric.scope = scope;
        m.regime.metrics = {{"metric", metric}};
        m.lay_out(1, 3, 0, true);
        m.measure();
        m.s[col::slow][team(0)] = slow;
        for (std::uint32_t k = 0; k < 3; ++k) {
            m.s[col::skill][person(k)] = 1.0 + 0.2 * k, m.s[col::ramp][person(k)] = 0.9;
            m.s[col::token_intensity][person(k)] = 1.3, m.s[col::week_minutes][person(k)] = minutes;
            m.s[col::reviews_per_day][person(k)] = 2.0;
            const double share[] = {0.3, 0.25, 0.2, 0.1, 0.05, 0.02, 0.08};
            for (std::size_t a = 0; a < 7; ++a) m.s[col::share][a][person(k)] = share[a];
        }
        derive();
    }

    void derive() { derive_rates(m.today(4), m.view<RatesView>()); }
    void imagine() { imagine_week(m.today(4), m.view<ImagineWeekView>()); }
    double rate(auto column) const { return m.s[column][person(1)]; }
    double work() const { return minutes * slow * (rate(col::hand_rate) + rate(col::ai_rate) * 1.25); }

    /// What half an hour more of an option is imagined to bring person 1, per share of the week.
    double imagined(std::size_t option) const { return m.s[col::expected_top][option][person(1)] * minutes / 30.0; }

    /// The slope of a sum of the week's rates by person 1's hours of an option: the rules, asked twice.
    template <class Sum>
    double slope(std::size_t option, const Sum& sum) {
        constexpr double step = 1e-6;
        double& share = m.s[col::share][option][person(1)];
        const double was = share;
        share = was + step, derive();
        const double above = sum();
        share = was - step, derive();
        const double below = sum();
        share = was, derive();
        return (above - below) / (2.0 * step);
    }

    template <class Sum>
    void agrees(Signal signal, const Sum& sum) {
        pay({{signal, 1.0}});
        imagine();
        bool moves = false;
        for (std::size_t a = 0; a < 7; ++a) {
            CAPTURE(name(signal));
            CAPTURE(a);
            const double expected = slope(a, sum);
            moves = moves || expected != 0.0;
            CHECK(imagined(a) == doctest::Approx(expected).epsilon(1e-5));
        }
        CHECK(moves);
    }
};

}  // namespace

TEST_CASE("signals of the own week are imagined by the rules that make them") {
    Week w;
    const auto& given = w.m.given();
    const auto lines_a_minute = [&] {
        return given.work.lines_per_minute * std::exp(0.5 * given.work.lines_sd_log * given.work.lines_sd_log);
    };
    const auto ai_work = [&] { return minutes * slow * w.rate(col::ai_rate) * 1.25; };
    const auto changes = [&] { return w.work() / (given.work.change_minutes * w.rate(col::size_factor)); };
    const auto items = [&] { return w.work() / given.work.change_minutes / given.work.changes_per_item; };
    w.agrees(Signal::tokens, [&] { return minutes * w.rate(col::token_rate); });
    w.agrees(Signal::prompts, [&] { return minutes * w.rate(col::prompt_rate); });
    w.agrees(Signal::ai_minutes, [&] { return minutes * w.m.s[col::share][build_with_ai][person(1)]; });
    w.agrees(Signal::lines, [&] { return lines_a_minute() * (w.work() + 0.5 * ai_work()); });
    w.agrees(Signal::ai_lines, [&] { return lines_a_minute() * 1.5 * ai_work(); });
    w.agrees(Signal::changes_opened, changes);
    w.agrees(Signal::changes_merged, changes);
    w.agrees(Signal::items_completed, items);
    w.agrees(Signal::story_points, [&] { return items() * given.work.points_per_item * w.rate(col::points_factor); });
}

TEST_CASE("who reviews more takes from the others, and a glance leaves minutes for the next change") {
    Week w;
    w.pay({{Signal::reviews, 1.0}});
    w.m.s[col::review_minutes][team(0)] = 600.0, w.m.s[col::reviews][team(0)] = 40.0;  // a quarter of an hour each
    w.m.p.review().start_minutes = 5.0;
    w.imagine();
    // 30 reviews a week by 3 x 400 offered minutes; two thirds of them are others'.
    const double take = 30.0 / 1200.0 * 2.0 / 3.0;
    CHECK(w.imagined(review) == doctest::Approx(take * minutes));
    const double glance = w.rate(col::glance), more = w.slope(5, [&] { return w.rate(col::glance); });
    CHECK(glance > 0.1);
    CHECK(w.imagined(5) == doctest::Approx(take * 10.0 * 10.0 / (1.0 - glance) * more).epsilon(1e-5));
    CHECK(w.imagined(build) == 0.0);
    CHECK(w.m.s[col::expected_top][7][person(1)] == 0.0);  // nobody is paid for reading longer

    w.pay({{Signal::review_minutes, 1.0}});
    w.m.s[col::review_minutes][team(0)] = 600.0, w.m.s[col::reviews][team(0)] = 40.0;
    w.imagine();
    CHECK(w.imagined(review) == doctest::Approx(take * minutes * 15.0));
    CHECK(w.m.s[col::expected_top][7][person(1)] == 30.0);
}

TEST_CASE("a lone reviewer can take from nobody") {
    Week w;
    w.pay({{Signal::reviews, 1.0}});
    w.m.s[col::share][review][person(0)] = w.m.s[col::share][review][person(2)] = 0.0;
    w.imagine();
    CHECK(w.imagined(review) == doctest::Approx(0.0));
}

TEST_CASE("findings are those that are there, as far as readings find them, and reading longer finds ever less") {
    Week w;
    w.m.p.quality().line_defects_per_100_minutes = 0.6, w.m.p.quality().design_defects_per_100_minutes = 0.4;
    w.m.p.work().change_minutes = 50.0;
    w.pay({{Signal::findings, 1.0}});
    w.m.s[col::review_minutes][team(0)] = 600.0, w.m.s[col::reviews][team(0)] = 40.0;
    w.m.p.review().start_minutes = 5.0;
    w.m.s[col::lines_read][team(0)] = 1000.0, w.m.s[col::lines_seen][team(0)] = 750.0;
    double factors = 0.0, work = 0.0;
    for (std::uint32_t k = 0; k < 3; ++k) {
        const double done = w.m.s[col::hand_rate][person(k)] + w.m.s[col::ai_rate][person(k)] * 1.25;
        factors += done * w.m.s[col::defect_factor][person(k)] * w.m.s[col::size_factor][person(k)];
        work += done;
    }
    w.imagine();
    const double found = 0.01 * 1.0 * 50.0 * factors / work * 0.75, take = 30.0 / 1200.0 * 2.0 / 3.0;
    CHECK(w.imagined(review) == doctest::Approx(found * take * minutes));
    // A glance saves ten minutes of reading for the next change, and overlooks what is in this one.
    const double glance = w.rate(col::glance), more = w.slope(5, [&] { return w.rate(col::glance); });
    w.imagine();
    const double saved = take * 10.0 * 10.0 / (1.0 - glance), overlooked = 10.0 / (1.0 - glance);
    CHECK(w.imagined(5) == doctest::Approx(found * (saved - overlooked) * more).epsilon(1e-5));
    // Of e^(-depth) = 1/4 that are left, ten minutes of reading at the same rate find depth / 10 a minute.
    CHECK(w.m.s[col::expected_top][7][person(1)] == doctest::Approx(30.0 * found / 0.75 * 0.25 * std::log(4.0) / 10.0));
}

TEST_CASE("of a team's sum only a member's part counts, and weights add up") {
    Week w;
    w.pay({{Signal::ai_minutes, 2.0}, {Signal::review_minutes, -3.0}}, Scope::team);
    w.imagine();
    CHECK(w.imagined(build_with_ai) == doctest::Approx(2.0 * minutes / 4.0));
    CHECK(w.m.s[col::expected_top][7][person(1)] == doctest::Approx(-3.0 * 30.0 / 4.0));
}

TEST_CASE("of what comes late people have beliefs, an hour at a time") {
    Week w;
    w.m.p.activities().build.believed_failures_per_hour = 0.4;
    w.m.p.activities().review.believed_outcome_per_hour = 0.3;
    w.m.p.customers().per_team_count = 1000.0, w.m.p.customers().return_share = 0.25;
    w.pay({{Signal::incidents, 1.0}});
    w.imagine();
    CHECK(w.imagined(build) == doctest::Approx(0.4 * minutes / 60.0));
    w.pay({{Signal::returning_customers, 1.0}});
    w.imagine();
    CHECK(w.imagined(review) == doctest::Approx(0.3 * 250.0 * minutes / 60.0));
    CHECK(w.m.s[col::expected_top][7][person(1)] == doctest::Approx(0.3 * 250.0 * 0.5));
}

TEST_CASE("uses come at random: some on an occasion that has been used, and no more than there are") {
    const Uses few = uses_of(0.01, 10.0), many = uses_of(1000.0, 10.0), some = uses_of(10.0, 10.0);
    CHECK(few.count == doctest::Approx(0.01).epsilon(1e-3));
    CHECK(many.count == doctest::Approx(10.0));
    CHECK(some.part == doctest::Approx(1.0 - std::exp(-1.0)));
    CHECK(uses_of(5.0, 0.0).count == 0.0);
    for (const double wanted : {1e-300, 1.0, 1e300})
        for (const double chances : {1e-310, 1e-99, 1e300}) {  // with slopes that can be multiplied
            const Uses hardly = uses_of(wanted, chances);
            CHECK(std::isfinite(hardly.per_chance + hardly.part_per_wanted + hardly.part_per_chance));
        }
}
