// Do people imagine what the rules of the week do? Each derivative against the rules themselves, a millionth further.
#include <doctest/doctest.h>

#include <cmath>
#include <strathern/params/ai.hpp>
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
        ai.lines_factor = 1.5, ai.overhead_saved_share = 0.5;
        m.p.organisation().team_size = 4;
        m.p.work().lines_limit = 1e12;
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
            const double chosen[] = {0.3, 0.25, 0.2, 0.6, 0.3, 0.4, 0.08};  // three of them parts of occasions
            for (std::size_t a = 0; a < 7; ++a) m.s[col::chosen][a][person(k)] = chosen[a];
        }
        derive();
    }

    void derive() { derive_rates(m.today(4), m.view<RatesView>()); }
    void imagine() { imagine_week(m.today(4), m.view<ImagineWeekView>()); }
    double rate(auto column) const { return m.s[column][person(1)]; }
    double work() const { return minutes * slow * (rate(col::hand_rate) + rate(col::ai_rate) * 1.25); }

    /// What more of an option is imagined to bring person 1: per share of the week, or for all occasions.
    double imagined(std::size_t option) const {
        const double steps = option >= 3 && option < 6 ? 1.0 / imagined_part : minutes / 30.0;
        return m.s[col::expected_top][option][person(1)] * steps;
    }

    /// The slope of a sum of the week's rates by what person 1 chooses of an option.
    template <class Sum>
    double slope(std::size_t option, const Sum& sum) {
        return slope_by(
            m.s[col::chosen][option][person(1)], [this] { derive(); }, sum);
    }

    /// What is imagined of an option that brings so much by itself, where all hours bring `all`: hours are squeezed by
    /// occasions, and give room to what is done more.
    double squeezed(std::size_t option, double brings, double all) {
        const double left = rate(col::day_left), room = slope(option, [&] { return std::log(rate(col::day_left)); });
        const bool part = option >= 3 && option < 6;
        return (part ? brings : left * brings) + (room + returned(option)) * left * all;
    }

    /// Minutes of review that find nothing to read, which the next day has on top, as a part of all. Of a minute
    /// offered more, a part is read away from the others; a glance offers what is not read.
    double returned(std::size_t option) {
        const double a_review = m.s[col::reviews][team(0)] > 0.0 ? 15.0 : m.given().review.start_minutes;
        const double back = 1.0 - take() * a_review;
        if (option == review) return back * rate(col::day_left);
        const double reading = (a_review - m.given().review.start_minutes) / (1.0 - rate(col::glance));
        return option == 5 ? back * 10.0 * reading / minutes * slope(5, [&] { return rate(col::glance); }) : 0.0;
    }

    /// Reviews that a minute more of person 1 takes from the others' 30 a week.
    double take() const {
        double offered = 0.0;
        for (std::uint32_t k = 0; k < 3; ++k) offered += minutes * m.s[col::share][review][person(k)];
        return 30.0 / offered * (1.0 - minutes * m.s[col::share][review][person(1)] / offered);
    }

    /// @param apart part of the sum that does not go with hours
    template <class Sum>
    void agrees(Signal signal, const Sum& sum, double apart = 0.0) {
        pay({{signal, 1.0}});
        imagine();
        bool moves = false;
        for (std::size_t a = 0; a < 7; ++a) {
            CAPTURE(name(signal));
            CAPTURE(a);
            const double expected = slope(a, sum) + returned(a) * (sum() - apart);
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
    const auto items = [&] { return w.work() / given.work.item_minutes; };
    const double on_reviews = minutes * 0.4 * 2.0 / given.chosen_minutes();  // uses, however many hours there are
    w.agrees(
        Signal::tokens, [&] { return minutes * w.rate(col::token_rate); }, 700.0 * on_reviews);
    w.agrees(
        Signal::prompts, [&] { return minutes * w.rate(col::prompt_rate); }, 3.0 * on_reviews);
    w.agrees(Signal::ai_minutes, [&] { return minutes * w.m.s[col::share][build_with_ai][person(1)]; });
    w.agrees(Signal::lines, [&] { return lines_a_minute() * (w.work() + 0.5 * ai_work()); });
    w.agrees(Signal::ai_lines, [&] { return lines_a_minute() * (w.work() + 0.5 * ai_work()) * ai_work() / w.work(); });
    w.agrees(Signal::changes_opened, changes);
    w.agrees(Signal::changes_merged, changes);
    w.agrees(Signal::items_completed, items);
    w.agrees(Signal::story_points, [&] { return items() * given.work.points_per_item * w.rate(col::points_factor); });
}

TEST_CASE("lines are imagined as they are cut, whatever the law of work") {
    for (const Law law : {Law::lognormal, Law::fixed}) {
        Week w;
        auto& work = w.m.p.work();
        work.change_law = law, work.change_sd_log = 0.8, work.lines_sd_log = 1.2, work.lines_limit = 150.0;
        const double of_work = law == Law::fixed ? 0.0 : 0.8, sd = std::hypot(1.2, of_work);
        const auto ai_share = [&] { return w.rate(col::ai_rate) * 1.25 / (w.work() / (minutes * slow)); };
        // A change has lines like a lognormal around so many, of which no more than 150 are counted: as many as are
        // likely to be there, one by one.
        const auto lines = [&] {
            const double a_change = work.change_minutes * w.rate(col::size_factor);
            const double log_median = std::log(work.lines_per_minute * a_change * (1.0 + 0.5 * ai_share()));
            double mean = 0.0;
            for (double line = 0.005; line < 150.0; line += 0.01)
                mean +=
                    0.005 * std::erfc((std::log(line) - log_median + 0.5 * of_work * of_work) / sd / std::sqrt(2.0));
            return w.work() / a_change * mean;
        };
        w.agrees(Signal::lines, lines);
        w.agrees(Signal::ai_lines, [&] { return ai_share() * lines(); });
    }
}

TEST_CASE("who reviews more takes from the others, and a glance leaves minutes for the next change") {
    Week w;
    w.pay({{Signal::reviews, 1.0}});
    w.m.s[col::review_minutes][team(0)] = 600.0, w.m.s[col::reviews][team(0)] = 40.0;  // a quarter of an hour each
    w.m.p.review().start_minutes = 5.0;
    w.imagine();
    const double by_review = w.take() * minutes, all = 0.2 * by_review;
    CHECK(w.imagined(review) == doctest::Approx(w.squeezed(review, by_review, all)).epsilon(1e-6));
    const double glance = w.rate(col::glance), more = w.slope(5, [&] { return w.rate(col::glance); });
    CHECK(glance > 0.1);
    const double saved = w.take() * 10.0 * 10.0 / (1.0 - glance) * more;
    CHECK(w.imagined(5) == doctest::Approx(w.squeezed(5, saved, all)).epsilon(1e-5));
    CHECK(w.imagined(build) == doctest::Approx(w.squeezed(build, 0.0, all)).epsilon(1e-5));
    CHECK(w.m.s[col::expected_top][7][person(1)] == 0.0);  // nobody is paid for reading longer

    w.pay({{Signal::review_minutes, 1.0}});
    w.m.s[col::review_minutes][team(0)] = 600.0, w.m.s[col::reviews][team(0)] = 40.0;
    w.imagine();
    CHECK(w.imagined(review) == doctest::Approx(w.squeezed(review, 15.0 * by_review, 15.0 * all)).epsilon(1e-6));
    CHECK(w.m.s[col::expected_top][7][person(1)] == 30.0);
}

TEST_CASE("an approval beside a colleague's counts as a review, and nothing is found in it") {
    Week w;
    w.m.practices[2].value.glance_share = 0.0, w.m.practices[2].value.reviews_per_use = 1.0;
    w.pay({{Signal::reviews, 1.0}});
    w.m.s[col::reviews_per_day][person(1)] = 2.0;
    w.imagine();
    const double by_review = w.take() * minutes, uses = minutes * 2.0 / w.m.given().chosen_minutes();
    CHECK(w.imagined(5) == doctest::Approx(w.squeezed(5, uses, 0.2 * by_review)).epsilon(1e-6));
    CHECK(w.rate(col::hollow_review_rate) * minutes == doctest::Approx(0.4 * uses));
    w.pay({{Signal::findings, 1.0}});
    w.imagine();
    CHECK(w.imagined(5) <= 0.0);
}

TEST_CASE("a lone reviewer can take from nobody") {
    Week w;
    w.pay({{Signal::reviews, 1.0}});
    w.m.s[col::chosen][review][person(0)] = w.m.s[col::chosen][review][person(2)] = 0.0;
    w.derive();
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
    w.m.s[col::risk_read][team(0)] = w.m.s[col::risk_reached][team(0)] = 1000.0, w.m.s[col::risk_seen][team(0)] = 750.0;
    w.m.p.quality().change_risk_minutes = 30.0;
    double risk = 0.0, changes = 0.0;
    for (std::uint32_t k = 0; k < 3; ++k) {
        const double done = w.m.s[col::hand_rate][person(k)] + w.m.s[col::ai_rate][person(k)] * 1.25;
        const double a_change = 50.0 * w.m.s[col::size_factor][person(k)];
        risk += done / a_change * w.m.s[col::defect_factor][person(k)] * (a_change + 30.0);
        changes += done / a_change;
    }
    w.imagine();
    const double found = 0.01 * 1.0 * risk / changes * 0.75, take = w.take();
    const double by_review = found * take * minutes;
    CHECK(w.imagined(review) == doctest::Approx(w.squeezed(review, by_review, 0.2 * by_review)).epsilon(1e-6));
    // A glance saves ten minutes of reading for the next change, and overlooks what is in this one.
    const double glance = w.rate(col::glance), more = w.slope(5, [&] { return w.rate(col::glance); });
    w.imagine();
    const double saved = take * 10.0 * 10.0 / (1.0 - glance), overlooked = 10.0 / (1.0 - glance);
    const double brings = found * (saved - overlooked) * more;
    CHECK(w.imagined(5) == doctest::Approx(w.squeezed(5, brings, 0.2 * by_review)).epsilon(1e-5));
    // Of e^(-depth) = 1/4 that are left, ten minutes of reading at the same rate find depth / 10 a minute.
    CHECK(w.m.s[col::expected_top][7][person(1)] == doctest::Approx(30.0 * found / 0.75 * 0.25 * std::log(4.0) / 10.0));
}

TEST_CASE("of a team's sum only a member's part counts, and weights add up") {
    Week w;
    w.pay({{Signal::ai_minutes, 2.0}, {Signal::review_minutes, -3.0}}, Scope::team);
    w.imagine();
    const double with_ai = 2.0 * minutes / 4.0;  // reviews bring nothing yet: none has been finished
    CHECK(w.m.given().review.start_minutes > 0.0);
    w.m.s[col::chosen][review][person(1)] = 0.0;
    w.derive(), w.imagine();
    CHECK(w.imagined(build_with_ai) ==
          doctest::Approx(w.squeezed(build_with_ai, with_ai, 0.25 * with_ai)).epsilon(1e-6));
    CHECK(w.m.s[col::expected_top][7][person(1)] == doctest::Approx(-3.0 * 30.0 / 4.0));
}
