// What do own scores teach? What is believed in and brings nothing is dropped, what holds what it promises is kept.
#include <doctest/doctest.h>

#include <cmath>
#include <strathern/params/behaviour.hpp>
#include <strathern/params/definitions.hpp>
#include <strathern/params/organisation.hpp>

#include "micro.hpp"
#include "model/choose/parts.hpp"

using namespace strathern;
using namespace strathern::test;

namespace {

constexpr std::size_t trick = first_practice, dial = first_practice + 1;

/// One person, who may use a practice on reviews and have another one run; 20 hours are a week. A full score is 1.
struct Pupil {
    Micro m;
    double promise[first_practice + 2] =
        {};  ///< what an hour of each option, or all its occasions, are imagined to bring
    explicit Pupil(std::vector<double> weights = {1.0}) {
        m.p.organisation().overhead_share = 0.5;
        Practice p;
        p.opportunity = Opportunity::review;
        m.practices = {{"trick", p}, {"dial", p}};
        m.practices[1].value.opportunity = Opportunity::unattended;
        for (const double weight : weights) {
            Metric metric;
            metric.numerator = {{Signal::reviews, 1.0}};
            metric.weight = weight;
            m.regime.metrics.push_back({"metric", metric});
        }
        m.lay_out(1, 1, 0, true);
        m.measure();
    }
    double& of(std::size_t option) { return m.s[col::chosen][option][person(0)]; }
    double trust(std::size_t option) const { return m.s[col::trust][option][person(0)]; }
    double doubt(std::size_t option) const { return m.s[col::trust_doubt][option][person(0)]; }
    double usual(std::size_t option) const { return m.s[col::usual_choice][option][person(0)]; }
    double usual_score() const { return m.s[col::usual_score][person(0)]; }
    /// A week with a score, as people believe in it now.
    void week(double score) {
        OptionCells gain(first_practice + 2);
        for (std::size_t a = 0; a < first_practice + 2; ++a) gain[a][0] = trust(a) * promise[a];
        m.s[col::score][person(0)] = score;
        learn_from_scores(m.today(4), m.regime, gain, m.view<LearnFromScoresView>());
    }
    /// Half a year without the trick, then as long with it on half of all occasions: promised to be worth half a full
    /// score, it brings so much of that. The score begins at 0.4.
    void try_trick(double truth, int weeks = 26) {
        promise[trick] = 1.0;
        for (int k = 0; k < 26; ++k) week(0.4);
        of(trick) = 0.5;
        for (int k = 0; k < weeks; ++k) week(0.4 + truth * 0.5);
    }
};

}  // namespace

TEST_CASE(
    "what people believe in and use steadily, and what brings nothing, loses most of their trust in half a year") {
    Pupil pupil;
    pupil.try_trick(0.0);
    CHECK(pupil.trust(trick) < 0.5);
    CHECK(pupil.trust(trick) >= 0.01);
    CHECK(pupil.trust(build) == 1.0);  // what was done as always, is not to blame
    Pupil stubborn;
    stubborn.m.p.behaviour().experience_sd = 0.0;
    stubborn.try_trick(0.0);
    CHECK(stubborn.trust(trick) > 0.9);
}

TEST_CASE("what brings what is imagined keeps its trust, and regains what it has lost") {
    Pupil pupil;
    pupil.try_trick(1.0, 52);
    CHECK(pupil.trust(trick) == doctest::Approx(1.0).epsilon(0.02));
    Pupil burnt;
    burnt.m.s[col::trust][trick][person(0)] = 0.3;
    burnt.try_trick(1.0);
    CHECK(burnt.trust(trick) > 0.75);
    CHECK(burnt.trust(trick) < 1.05);
    Pupil surprised;  // it brings more than it promised
    surprised.try_trick(1.6);
    CHECK(surprised.trust(trick) > 1.3);
}

TEST_CASE("what is usual is the mean of the first weeks, then follows slowly") {
    Pupil pupil;
    pupil.m.p.behaviour().usual_weeks = 8.0;
    double scores = 0.0, hours = 0.0;
    for (int week = 1; week <= 8; ++week) {
        const auto u = pupil.m.draws.uniforms(Purpose::theory, static_cast<std::uint32_t>(week), {0, 0});
        pupil.of(build) = u[0];
        pupil.week(u[1]);
        scores += u[1], hours += u[0];
        CHECK(pupil.usual_score() == doctest::Approx(scores / week));
        CHECK(pupil.usual(build) == doctest::Approx(hours / week));
        CHECK(pupil.m.s[col::weeks_scored][person(0)] == week);
    }
    const double score = pupil.usual_score(), usual = pupil.usual(build);
    pupil.of(build) = usual + 0.4;
    for (int week = 1; week <= 20; ++week) pupil.week(score + 0.8);
    const double left = std::pow(7.0 / 8.0, 20);
    CHECK(pupil.usual_score() == doctest::Approx(score + 0.8 * (1.0 - left)));
    CHECK(pupil.usual(build) == doctest::Approx(usual + 0.4 * (1.0 - left)));
}

TEST_CASE("one week is a step of a filter over all options, against luck in proportion to all that is at stake") {
    Pupil pupil({1.0, -0.5});
    auto& b = pupil.m.p.behaviour();
    b.experience_sd = 0.6, b.experience_forgetting = 0.02, b.score_luck_sd = 0.3, b.usual_weeks = 10.0;
    struct Option {
        std::size_t option;
        double chosen, usual, promise, trust, doubt, unit;
    };
    const Option options[] = {{build, 0.5, 0.3, 0.05, 0.8, 0.9, 20.0},  // four hours more, of twenty
                              {review, 0.1, 0.4, 0.02, 1.3, 0.2, 20.0},
                              {trick, 0.6, 0.1, 0.7, 0.5, 1.0, 1.0}};
    for (const auto& o : options) {
        pupil.of(o.option) = o.chosen, pupil.promise[o.option] = o.promise;
        pupil.m.s[col::usual_choice][o.option][person(0)] = o.usual;
        pupil.m.s[col::trust][o.option][person(0)] = o.trust;
        pupil.m.s[col::trust_doubt][o.option][person(0)] = o.doubt;
    }
    pupil.m.s[col::weeks_scored][person(0)] = 40.0, pupil.m.s[col::usual_score][person(0)] = 0.5;
    pupil.week(0.9);
    // A scalar Kalman filter: variances P, sensitivities H, one observation with the variance R of luck.
    double spread = std::pow(0.3 * 1.5, 2), expected = 0.0;
    for (const auto& o : options) {
        const double h = o.promise * o.unit * (o.chosen - o.usual);
        spread += 0.36 * o.doubt * h * h, expected += o.trust * h;
    }
    for (const auto& o : options) {
        const double h = o.promise * o.unit * (o.chosen - o.usual), p = 0.36 * o.doubt, k = p * h / spread;
        CHECK(pupil.trust(o.option) == doctest::Approx(o.trust + k * (0.9 - 0.5 - expected)));
        CHECK(pupil.doubt(o.option) == doctest::Approx(std::fmin(1.0, (p - k * h * p) / 0.36 + 0.02)));
        CHECK(pupil.usual(o.option) == doctest::Approx(o.usual + 0.1 * (o.chosen - o.usual)));
    }
    CHECK(pupil.usual_score() == doctest::Approx(0.54));
}

TEST_CASE("the first score is no surprise, and hours that are as usual teach nothing") {
    Pupil pupil;
    pupil.promise[build] = 0.1;
    pupil.of(build) = 0.5;
    pupil.week(7.0);
    CHECK(pupil.trust(build) == 1.0);
    for (const double score : {-3.0, 0.0, 9.0}) pupil.week(score);
    CHECK(pupil.trust(build) == 1.0);
    CHECK(pupil.doubt(build) == 1.0);
}

TEST_CASE("a dial teaches nothing") {
    Pupil pupil;
    pupil.promise[dial] = 0.01;
    pupil.m.s[col::weeks_scored][person(0)] = 40.0;
    pupil.of(dial) = 100.0;
    pupil.week(0.9);
    CHECK(pupil.trust(dial) == 1.0);
    CHECK(pupil.usual(dial) == 0.0);
}

TEST_CASE("trust stays within bounds, so that what was found to bring nothing is tried again some day") {
    for (const double score : {-1e300, -1e9, 1e9, 1e300})
        for (const double promise : {1e-9, 1.0, 1e9}) {
            Pupil pupil;
            pupil.promise[trick] = promise;
            pupil.m.s[col::weeks_scored][person(0)] = 40.0;
            pupil.of(trick) = 0.5;
            for (int week = 0; week < 30; ++week) {
                pupil.week(score);
                CHECK(pupil.trust(trick) >= 0.01);
                CHECK(pupil.trust(trick) <= 2.0);
                CHECK(pupil.doubt(trick) >= 0.0);
                CHECK(pupil.doubt(trick) <= 1.0);
            }
        }
    Pupil burnt;
    burnt.try_trick(-5.0);
    CHECK(burnt.trust(trick) == 0.01);
}
