// How far are portable exp, log and the rest from the truth, and what do they do at their edges?
#include <doctest/doctest.h>

#include <bit>
#include <cfloat>
#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

#include "core/portable_math.hpp"
#include "core/variates.hpp"
#include "support/math_reference.hpp"

using namespace strathern;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

/// Distance of a result from the truth, in units of the truth's last place.
template <class Point>
double ulps_off(double got, const Point& truth) {
    const double next = std::nextafter(std::fabs(truth.near), infinity);
    return std::fabs((got - truth.near) - truth.rest) / (next - std::fabs(truth.near));
}

template <class F, std::size_t n>
double worst_ulps(F f, const reference::Point (&points)[n]) {
    double worst = 0.0;
    for (const auto& point : points) worst = std::fmax(worst, ulps_off(f(point.x), point));
    return worst;
}

/// Steps between two doubles of the same sign.
std::int64_t steps_apart(double low, double high) {
    return std::bit_cast<std::int64_t>(high) - std::bit_cast<std::int64_t>(low);
}

}  // namespace

TEST_CASE("exp and log are within one unit in the last place of the truth") {
    const double exp_off = worst_ulps([](double x) { return portable::exp(x); }, reference::exp_points);
    const double log_off = worst_ulps([](double x) { return portable::log(x); }, reference::log_points);
    INFO("worst ulp: exp ", exp_off, ", log ", log_off);
    CHECK(exp_off < 1.0);
    CHECK(log_off < 1.0);
}

TEST_CASE("log1p and expm1 are within two units in the last place, however small the argument") {
    const double log1p_off = worst_ulps([](double x) { return portable::log1p(x); }, reference::log1p_points);
    const double expm1_off = worst_ulps([](double x) { return portable::expm1(x); }, reference::expm1_points);
    INFO("worst ulp: log1p ", log1p_off, ", expm1 ", expm1_off);
    CHECK(log1p_off < 2.0);
    CHECK(expm1_off < 2.0);
}

TEST_CASE("pow keeps its stated bound") {
    double worst = 0.0, share = 0.0;
    for (const auto& point : reference::pow_points) {
        const double off = ulps_off(portable::pow(point.x, point.y), point);
        const double exponent = std::fabs(point.y * std::log(point.x));
        share = std::fmax(share, off / (1.0 + 1.5 * std::fmax(1.0, exponent)));
        if (exponent < 4.0) worst = std::fmax(worst, off);
    }
    INFO("worst ulp of pow where |y log x| < 4: ", worst, ", share of the bound used anywhere: ", share);
    CHECK(share < 1.0);
}

TEST_CASE("exp at its edges") {
    CHECK(portable::exp(0.0) == 1.0);
    CHECK(portable::exp(-0.0) == 1.0);
    CHECK(portable::exp(709.79) == infinity);
    CHECK(portable::exp(1e300) == infinity);
    CHECK(portable::exp(infinity) == infinity);
    CHECK(portable::exp(-708.4) == 0.0);
    CHECK(portable::exp(-1e300) == 0.0);
    CHECK(portable::exp(-infinity) == 0.0);
    CHECK(std::isfinite(portable::exp(709.782712893384)));
    CHECK(portable::exp(-708.39) >= DBL_MIN);
    for (const std::uint64_t payload : {0ull, 1ull, 0xFFFull, 0x123456789ull}) {
        CHECK(std::isnan(portable::exp(std::bit_cast<double>(0x7ff8000000000000ull | payload))));
    }
}

TEST_CASE("log at its edges") {
    CHECK(portable::log(1.0) == 0.0);
    CHECK(portable::log(0.0) == -infinity);
    CHECK(portable::log(DBL_MIN / 2) == -infinity);
    CHECK(portable::log(infinity) == infinity);
    CHECK(std::isnan(portable::log(-1.0)));
    CHECK(std::isnan(portable::log(std::nan(""))));
    CHECK(portable::log1p(-1.0) == -infinity);
    CHECK(portable::log1p(infinity) == infinity);
    CHECK(portable::log1p(0.0) == 0.0);
    CHECK(std::isnan(portable::log1p(-2.0)));
    CHECK(portable::expm1(0.0) == 0.0);
    CHECK(portable::expm1(-50.0) == -1.0);
    for (const double x : {-720.0, -1000.0, -1e300, -infinity}) CHECK(portable::expm1(x) == -1.0);
    CHECK(portable::expm1(800.0) == infinity);
    CHECK(std::isnan(portable::expm1(std::nan(""))));
}

TEST_CASE("pow at its edges") {
    CHECK(portable::pow(0.0, 0.0) == 1.0);
    CHECK(portable::pow(7.0, 0.0) == 1.0);
    CHECK(portable::pow(-7.0, 0.0) == 1.0);
    CHECK(portable::pow(0.0, 0.3) == 0.0);
    CHECK(portable::pow(0.0, -0.3) == infinity);
    CHECK(portable::pow(1.0, 123.4) == 1.0);
    CHECK(std::isnan(portable::pow(-1.0, 2.0)));
}

TEST_CASE("exp and log never fall where they should rise") {
    double last_exp = portable::exp(-708.39), last_log = portable::log(1e-300);
    for (int i = 1; i < 200000; ++i) {
        const double e = portable::exp(-708.39 + i * 0.00709);
        const double l = portable::log(1e-300 + i * 1e-5);
        REQUIRE(e >= last_exp);
        REQUIRE(l >= last_log);
        last_exp = e;
        last_log = l;
    }
}

TEST_CASE("the normal quantile is within 2e-15 of the truth, in both tails too") {
    double worst = 0.0;
    for (const auto& point : reference::quantile_points) {
        const double off = std::fabs((portable::normal_quantile(point.x) - point.near) - point.rest);
        worst = std::fmax(worst, point.near == 0.0 ? off : off / std::fabs(point.near));
    }
    INFO("worst relative error of the normal quantile: ", worst);
    CHECK(worst < 2e-15);
    CHECK(portable::normal_quantile(0.5) == 0.0);
}

TEST_CASE("the normal quantile rises from one uniform to the next") {
    // Where neighbours are 2^-32 apart: around the seams between centre and tails, at the ends, and here and there.
    const double seams[] = {0.025, 0.975, 0.5, 0x1p-20, 1 - 0x1p-20, 0.1, 0.3, 0.7, 0.9};
    for (const double seam : seams) {
        const auto middle = static_cast<std::int64_t>(seam * 0x1p32);
        double last = -infinity;
        for (std::int64_t word = middle - 2000; word < middle + 2000; ++word) {
            const double z = portable::normal_quantile((static_cast<double>(word) + 0.5) * 0x1p-32);
            REQUIRE(z > last);
            last = z;
        }
    }
    // The stated finer grid of 2^-44 min(u, 1 - u) at the seams.
    for (const double seam : {0.025, 0.975, 0.1, 0.9, 0.5}) {
        const double step = 0x1p-44 * std::fmin(seam, 1.0 - seam);
        double last = -infinity;
        for (int i = -2000; i < 2000; ++i) {
            const double z = portable::normal_quantile(seam + i * step);
            REQUIRE(z >= last);
            last = z;
        }
    }
    for (std::uint32_t word = 0; word < 4000; ++word) {
        CHECK(portable::normal_quantile((word + 0.5) * 0x1p-32) ==
              -portable::normal_quantile(1 - (word + 0.5) * 0x1p-32));
    }
}

TEST_CASE("the normal distribution function is within 4e-16 of the truth") {
    double worst = 0.0, relative = 0.0;
    for (const auto& point : reference::cdf_points) {
        const double off = std::fabs((portable::normal_cdf(point.x) - point.near) - point.rest);
        worst = std::fmax(worst, off);
        relative = std::fmax(relative, off / point.near);
    }
    INFO("worst error of the normal distribution function: ", worst, ", relative ", relative);
    CHECK(worst < 4e-16);
    CHECK(relative < 1e-12);
    CHECK(portable::normal_cdf(-infinity) == 0.0);
    CHECK(portable::normal_cdf(infinity) == 1.0);
}

TEST_CASE("columns give the same bits as single calls, at any length and in place") {
    for (const std::size_t n : {0u, 1u, 3u, 4u, 7u, 255u, 256u, 257u, 1000u}) {
        std::vector<double> x(n + 1), u(n + 1), y(n + 1), mean(n + 1);
        for (std::size_t i = 0; i < n; ++i) {
            x[i] = -800.0 + 1600.0 * static_cast<double>(i * 7919 % 1000) / 1000.0;
            u[i] = (static_cast<double>(i * 7919 % 1000) + 0.5) / 1000.0;
            mean[i] = static_cast<double>(i % 13);
        }
        y[n] = 42.0;
        exps(n, x.data(), y.data());
        for (std::size_t i = 0; i < n; ++i) REQUIRE(steps_apart(portable::exp(x[i]), y[i]) == 0);
        logs(n, u.data(), y.data());
        for (std::size_t i = 0; i < n; ++i) REQUIRE(steps_apart(portable::log(u[i]), y[i]) == 0);
        exponentials(n, mean.data(), u.data(), y.data());
        for (std::size_t i = 0; i < n; ++i) REQUIRE(steps_apart(exponential(mean[i], u[i]), y[i]) == 0);
        normals(n, u.data(), y.data());
        for (std::size_t i = 0; i < n; ++i) REQUIRE(steps_apart(normal(u[i]), y[i]) == 0);
        CHECK(y[n] == 42.0);
        std::vector<double> in_place = u;
        normals(n, in_place.data(), in_place.data());
        for (std::size_t i = 0; i < n; ++i) REQUIRE(in_place[i] == y[i]);
    }
}
