// Whom do people copy, and how far?
#include <doctest/doctest.h>

#include <strathern/params/behaviour.hpp>
#include <strathern/params/definitions.hpp>

#include "micro.hpp"
#include "model/choose/parts.hpp"

using namespace strathern;
using namespace strathern::test;

namespace {

constexpr std::uint32_t teams = 30;

/// Pairs: the first of each builds by hand, the second with AI and scores higher. Everybody knows everything, compares
/// and, where the other is ahead, copies all.
struct Pairs {
    Micro m;
    Feelings felt;
    Pairs(std::uint32_t dedicated = 0) {
        auto& b = m.p.behaviour();
        b.copy_per_week = 1.0, b.copy_sharpness = 1000.0, b.copy_step = 1.0;
        Metric metric;
        metric.numerator = {{Signal::reviews, 1.0}};
        m.regime.metrics = {{"metric", metric}};
        m.lay_out(teams, 2, dedicated, true);
        m.measure();
        for (std::uint32_t k = 0; k < m.s.layout.rows(); ++k) {
            const bool second = k % m.s.layout.width == 1;
            felt.pressure[k] = 1.0;
            m.s[col::score][person(k)] = second ? 1.0 : 0.5;
            m.s[col::chosen][second ? build_with_ai : build][person(k)] = 1.0;
            for (std::size_t a = 0; a < first_practice; ++a) m.s[col::habit][a][person(k)] = 0.5;
        }
    }
    void copy(bool fills_day = true, int day = 4) {
        const OptionCells before = choices_now(m.block(), m.view<ChosenView>());
        copy_colleagues(m.today(day), felt, before, fills_day, m.view<CopyView>());
    }
    double with_ai(std::uint32_t k) const { return m.s[col::chosen][build_with_ai][person(k)]; }
    /// The luck of who compares.
    double luck(std::uint32_t k, std::uint32_t week = 0) const {
        const Slot slot{m.s[col::luck_seat][person(k)], m.s[col::luck_number][person(k)]};
        return m.draws.uniforms(Purpose::copying, week, slot)[0];
    }
};

}  // namespace

TEST_CASE("where scores are shown, who scores less copies who scores more, and not the other way round") {
    Pairs pairs;
    pairs.copy();
    for (std::uint32_t t = 0; t < teams; ++t) {
        CHECK(pairs.with_ai(2 * t) == 1.0);
        CHECK(pairs.with_ai(2 * t + 1) == 1.0);
    }
}

TEST_CASE("where scores are hidden, or there is none, or no pressure, every second comparison is copied either way") {
    for (const int why : {0, 1, 2}) {
        Pairs pairs;
        if (why == 0) pairs.m.regime.visibility = Visibility::hidden;
        if (why == 1) pairs.m.s[col::contracts].list.clear();
        if (why == 2)
            for (double& pressure : pairs.felt.pressure) pressure = 0.0;
        pairs.copy(true, 14);
        for (std::uint32_t k = 0; k < 2 * teams; ++k)
            CHECK(pairs.with_ai(k) == ((pairs.luck(k, 2) < 0.5) == (k % 2 == 0) ? 1.0 : 0.0));
    }
}

TEST_CASE("a lead is felt by the pressure and by how sharply people compare") {
    Pairs pairs;
    pairs.m.p.behaviour().copy_sharpness = 2.0;
    for (double& pressure : pairs.felt.pressure) pressure = 3.0;
    pairs.copy();
    const double chance = 0.9525741268224334;  // 1 / (1 + e^-3): twice three times half a point
    int stayed = 0;
    for (std::uint32_t t = 0; t < teams; ++t) {
        CHECK(pairs.with_ai(2 * t) == (pairs.luck(2 * t) < chance ? 1.0 : 0.0));
        CHECK(pairs.with_ai(2 * t + 1) == (pairs.luck(2 * t + 1) < 1.0 - chance ? 0.0 : 1.0));
        stayed += pairs.with_ai(2 * t) == 0.0;
    }
    CHECK(stayed < static_cast<int>(teams) / 2);
}

TEST_CASE("only so many compare themselves in a week") {
    Pairs pairs;
    pairs.m.p.behaviour().copy_per_week = 0.3;
    pairs.copy();
    for (std::uint32_t t = 0; t < teams; ++t) CHECK(pairs.with_ai(2 * t) == (pairs.luck(2 * t) < 0.3 ? 1.0 : 0.0));
}

TEST_CASE("the chance to copy is a part of the chance to compare") {
    Pairs pairs;
    pairs.m.p.behaviour().copy_per_week = 0.6;
    pairs.m.regime.visibility = Visibility::hidden;
    pairs.copy();
    for (std::uint32_t t = 0; t < teams; ++t) CHECK(pairs.with_ai(2 * t) == (pairs.luck(2 * t) < 0.3 ? 1.0 : 0.0));
}

TEST_CASE("a copy goes some of the way to the colleague's hours of this morning, and fills the day") {
    Pairs pairs;
    Micro& m = pairs.m;
    m.p.behaviour().copy_step = 0.25;
    m.s[col::chosen][build][person(0)] = 0.5, m.s[col::chosen][review][person(0)] = 0.5;
    m.s[col::chosen][build_with_ai][person(1)] = 0.8, m.s[col::chosen][review][person(1)] = 0.2;
    m.s[col::habit][review][person(0)] = 0.0;  // who does not know it does not copy it
    OptionCells before = choices_now(m.block(), m.view<ChosenView>());
    m.s[col::chosen][build_with_ai][person(1)] = 0.0;  // has changed since; that is not seen yet
    SUBCASE("the day") {
        copy_colleagues(m.today(4), pairs.felt, before, true, m.view<CopyView>());
        // 0.375, 0.2 and the old half: 1.075 altogether.
        CHECK(m.s[col::chosen][build][person(0)] == doctest::Approx(0.375 / 1.075));
        CHECK(m.s[col::chosen][build_with_ai][person(0)] == doctest::Approx(0.2 / 1.075));
        CHECK(m.s[col::chosen][review][person(0)] == doctest::Approx(0.5 / 1.075));
    }
    SUBCASE("or as long as the colleague's, where days may be longer") {
        copy_colleagues(m.today(4), pairs.felt, before, false, m.view<CopyView>());
        CHECK(m.s[col::chosen][build][person(0)] == doctest::Approx(0.375));
        CHECK(m.s[col::chosen][build_with_ai][person(0)] == doctest::Approx(0.2));
        CHECK(m.s[col::chosen][review][person(0)] == 0.5);
    }
}

TEST_CASE("of a colleague who does nothing that one knows nothing can be copied") {
    Pairs pairs;
    for (std::uint32_t t = 0; t < teams; ++t) pairs.m.s[col::habit][build_with_ai][person(2 * t)] = 0.0;
    pairs.copy();
    for (std::uint32_t t = 0; t < teams; ++t) {
        CHECK(pairs.m.s[col::chosen][build][person(2 * t)] == 1.0);
        CHECK(pairs.with_ai(2 * t) == 0.0);
    }
}

TEST_CASE("nobody copies from or to an empty seat, and dedicated reviewers copy nobody") {
    Pairs pairs(1);
    Micro& m = pairs.m;
    m.s[col::active][person(1)] = 0.0;  // who would be copied
    m.s[col::active][person(3)] = 0.0;  // who would copy
    m.s[col::active][person(8)] = 1.0;  // a dedicated reviewer of the third team
    m.s[col::score][person(8)] = m.s[col::score][person(3)] = 0.0;
    pairs.copy();
    CHECK(pairs.with_ai(0) == 0.0);
    CHECK(pairs.with_ai(3) == 0.0);
    CHECK(pairs.with_ai(8) == 0.0);
    CHECK(m.s[col::chosen][build][person(8)] == 1.0);
    CHECK(pairs.with_ai(6) == 1.0);
}

TEST_CASE("who is alone in a team has nobody to copy") {
    Micro m;
    m.p.behaviour().copy_per_week = 1.0, m.p.behaviour().copy_step = 1.0;
    m.lay_out(1, 1);
    m.s[col::habit][build][person(0)] = 1.0, m.s[col::chosen][build][person(0)] = 1.0;
    Feelings felt{};
    const OptionCells before = choices_now(m.block(), m.view<ChosenView>());
    copy_colleagues(m.today(4), felt, before, true, m.view<CopyView>());
    CHECK(m.s[col::chosen][build][person(0)] == 1.0);
}
