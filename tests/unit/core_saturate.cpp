// Does a saturating quantity leave usual values alone, and bound all others?
#include <doctest/doctest.h>

#include <initializer_list>
#include <limits>

#include "core/saturate.hpp"

using namespace strathern;

TEST_CASE("below its knee nothing saturates, to the last bit") {
    for (const double x : {0.0, 1e-300, 0.1, 3.0, 7.999999999999999, 8.0}) {
        CHECK(saturated(x, 8.0) == x);
        CHECK(saturated(-x, 8.0) == -x);
    }
}

TEST_CASE("beyond its knee everything rises towards twice the knee, on either side") {
    double before = 8.0;
    for (const double x : {8.000001, 9.0, 16.0, 1e3, 1e300}) {
        const double bent = saturated(x, 8.0);
        CHECK(bent >= before);
        CHECK(bent <= 16.0);
        CHECK(saturated(-x, 8.0) == -bent);
        before = bent;
    }
    CHECK(saturated(16.0, 8.0) == 12.0);  // 8 (2 - 8 / 16)
    CHECK(saturated(std::numeric_limits<double>::infinity(), 8.0) == 16.0);
}

TEST_CASE("the slope is 1 at the knee, so that no jump tempts anybody") {
    constexpr double step = 1e-6;
    CHECK((saturated(8.0 + step, 8.0) - saturated(8.0, 8.0)) / step == doctest::Approx(1.0).epsilon(1e-5));
}
