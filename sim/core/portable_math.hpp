// What are exp, log and their kin, with the same last bit on every machine? Only + - * / sqrt and integer operations.
// The constants come from tests/support/derive_coefficients.py, which also prints the error of each fit.
#pragma once
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>

namespace strathern::portable {

namespace detail {

// ln 2 in two parts; the first has 41 bits, so that its product with an exponent is exact.
inline constexpr double log2_high = 0x1.62e42fefa3000p-1, log2_low = 0x1.3de6af278ece6p-42;
inline constexpr double per_log2 = 0x1.71547652b82fep+0;

// (exp(r) - 1 - r) / r^2 for |r| <= ln 2 / 2
inline constexpr double exp_tail[] = {0x1.0000000000000p-1,  0x1.5555555555557p-3,  0x1.5555555555556p-5,
                                      0x1.11111111100dcp-7,  0x1.6c16c16c162d4p-10, 0x1.a01a01abe7fe1p-13,
                                      0x1.a01a01a6d889cp-16, 0x1.71de0231960ebp-19, 0x1.27e4db646b17ep-22,
                                      0x1.af4de97ca4194p-26, 0x1.1f730349868cep-29};
// (log m - 2 s) / s^3 in z = s^2, s = (m - 1) / (m + 1), for m in [sqrt 1/2, sqrt 2)
inline constexpr double log_series[] = {0x1.5555555555558p-1, 0x1.9999999995273p-2, 0x1.2492492dfd86cp-2,
                                        0x1.c71c62d5e53e0p-3, 0x1.7462b91b8df65p-3, 0x1.39fdcceb4bb45p-3,
                                        0x1.2b5f68a50d903p-3};
// Q(1/2 + q) / q in centre_square - q^2
inline constexpr double centre_edge = 0.475, centre_square = 0.225625;
inline constexpr double quantile_centre_above[] = {
    0x1.081450ccea16dp+2,  0x1.0152a3722731fp+9,  0x1.897bc7cd72e89p+14, 0x1.2da2e1fc3f1d7p+19, 0x1.ed9d29a97e69cp+22,
    0x1.ab26ce62721d8p+25, 0x1.6f1e45a6e46bbp+27, 0x1.12a0d6883d024p+28, 0x1.0f8c436c6a5adp+27, 0x1.3951033313954p+23};
inline constexpr double quantile_centre_below[] = {
    0x1.0000000000000p+0,  0x1.076583dfa8e9ap+7,  0x1.ae277ad7a8380p+12, 0x1.65933f089b7e0p+17, 0x1.43fc8c66ba60ep+21,
    0x1.3fdd8540c84abp+24, 0x1.48150372897cap+26, 0x1.3bba4e529332dp+27, 0x1.d37f9fe727b16p+26, 0x1.4d0ec54162503p+24};
// -Q(p) in sqrt(-2 log p) - tail_start
inline constexpr double tail_start = 2.7;
inline constexpr double quantile_tail_above[] = {0x1.f0edba9700780p+0,  0x1.e6caa06c1c857p+1,  0x1.837e87858e82fp+1,
                                                 0x1.4bc835c61b6a7p+0,  0x1.51417a53565c8p-2,  0x1.a426dddc2aaa0p-5,
                                                 0x1.3d72d661f7737p-8,  0x1.14f968a7a12cdp-12, 0x1.fb8360e8ea61ap-18,
                                                 0x1.9cb71b4499adap-24, 0x1.9edce78088490p-32};
inline constexpr double quantile_tail_below[] = {
    0x1.0000000000000p+0, 0x1.5c264e7fc6a53p+0,  0x1.883dcd43a397bp-1,  0x1.daef57efa7117p-3,  0x1.4e7d62df627aep-5,
    0x1.14548b2a85870p-8, 0x1.00d9b6333e9e1p-12, 0x1.ea7896ad60bb5p-18, 0x1.9857df532906dp-24, 0x1.9edcb46cbaa04p-32};
// P(Z > a) exp(a^2 / 2) in y = (a - 3) / (a + 3)
inline constexpr double cdf_tail[] = {
    0x1.f1b89c231e9b8p-4,   -0x1.a6b669a315452p-3,  0x1.f8bab9ba7d868p-4,   -0x1.7a94a515d1422p-5,
    0x1.91f4b344cd349p-8,   0x1.7ce2514c6bb7fp-9,   -0x1.03be060c0aecep-10, -0x1.6a5b4857992f8p-12,
    0x1.13dd31390f8c8p-13,  0x1.1f4a048d0bad5p-14,  -0x1.a6af6fa8ac414p-17, -0x1.016cb0c1af753p-16,
    -0x1.4cfe14667c07cp-20, 0x1.8068c24807abep-19,  0x1.405ebc042df14p-20,  -0x1.fa693dad9e2e3p-23,
    -0x1.9501aeb745756p-22, -0x1.8b1d80adb4271p-24, 0x1.f81b96385ca33p-25,  0x1.7f461640919c2p-25,
    0x1.31da284caeb14p-29,  -0x1.f3f4c8cb73329p-28, -0x1.221a8fb86615bp-29};

/// c[0] + c[1] x + ... by Horner's rule; unrolled while compiling, so that loops around it become vectors.
template <std::size_t first = 0, std::size_t size>
[[gnu::always_inline]] inline double polynomial(const double (&c)[size], double x) {
    if constexpr (first + 1 == size) {
        return c[first];
    } else {
        return c[first] + x * polynomial<first + 1>(c, x);
    }
}

/// exp(x) = 2^k (1 + r + bend): k as an integer modulo 2^12, the rest as doubles.
struct ExpParts {
    std::uint64_t k;
    double r, bend;
};

[[gnu::always_inline]] inline ExpParts exp_parts(double x) {
    // Adding 1.5 * 2^52 rounds to an integer and leaves it in the low bits: SSE2 and AVX2 have no other way in vectors.
    constexpr double shift = 0x1.8p52;
    const double shifted = x * per_log2 + shift;
    const double k = shifted - shift;
    const double r = (x - k * log2_high) - k * log2_low;
    const double r2 = r * r, r4 = r2 * r2;
    const auto& c = exp_tail;
    const double low = (c[0] + c[1] * r) + r2 * (c[2] + c[3] * r);
    const double middle = (c[4] + c[5] * r) + r2 * (c[6] + c[7] * r);
    const double high = (c[8] + c[9] * r) + r2 * c[10];
    return {std::bit_cast<std::uint64_t>(shifted), r, r2 * (low + r4 * (middle + r4 * high))};
}

/// value * 2^k, as long as both value and product are normal.
[[gnu::always_inline]] inline double scaled(double value, std::uint64_t k) {
    return std::bit_cast<double>(std::bit_cast<std::uint64_t>(value) + (k << 52));
}

/// log of a positive normal number; of anything else, some finite number.
[[gnu::always_inline]] inline double log_of_normal(double x) {
    constexpr std::uint64_t root_half = 0x3fe6a09e667f3bcd, one = 0x3ff0000000000000, below_exponent = (1ull << 52) - 1;
    const std::uint64_t bits = std::bit_cast<std::uint64_t>(x) + (one - root_half);
    const double m = std::bit_cast<double>((bits & below_exponent) + root_half);
    // The biased exponent in the low bits of 2^52: an integer turned into a double without a conversion instruction.
    const double k = std::bit_cast<double>((bits >> 52) | 0x4330000000000000) - (0x1p52 + 1023.0);
    const double f = m - 1.0;
    const double s = f / (2.0 + f);
    const double z = s * s, z2 = z * z;
    const auto& c = log_series;
    const double series = ((c[0] + c[1] * z) + z2 * (c[2] + c[3] * z)) + (z2 * z2) * ((c[4] + c[5] * z) + z2 * c[6]);
    // 2 s = f - s f: the rounding error of s then weighs a sixth at most.
    return k * log2_high + (f - (s * (f - z * series) - k * log2_low));
}

/// Normal quantile of 1/2 + q for |q| <= centre_edge.
[[gnu::always_inline]] inline double quantile_centre(double q) {
    const double x = centre_square - q * q;
    return q * (polynomial(quantile_centre_above, x) / polynomial(quantile_centre_below, x));
}

/// z > 0 with P(Z > z) = p, for p <= 1/2 - centre_edge.
[[gnu::always_inline]] inline double quantile_tail(double p) {
    const double x = std::sqrt(-2.0 * log_of_normal(p)) - tail_start;
    return polynomial(quantile_tail_above, x) / polynomial(quantile_tail_below, x);
}

}  // namespace detail

/// e^x, error below 1 ulp. Exactly 0 below -708.39 (no subnormal results), infinity above 709.78; NaN stays NaN.
[[gnu::always_inline]] inline double exp(double x) {
    const detail::ExpParts parts = detail::exp_parts(x);
    const double inside = detail::scaled(1.0 + (parts.r + parts.bend), parts.k);
    const double above = x <= 0x1.62e42fefa39efp+9 ? inside : x + std::numeric_limits<double>::infinity();
    return x < -708.39 ? 0.0 : above;
}

/// Natural logarithm, error below 1 ulp. Zero and subnormals: -infinity; negative: NaN; infinity and NaN stay.
[[gnu::always_inline]] inline double log(double x) {
    constexpr double infinity = std::numeric_limits<double>::infinity();
    const double inside = detail::log_of_normal(x);
    const double above = x < infinity ? inside : x;
    const double below = x >= 0.0 ? -infinity : std::numeric_limits<double>::quiet_NaN();
    return x < std::numeric_limits<double>::min() ? below : above;
}

/// x^y for x >= 0 (normal or zero) and finite y, as exp(y log x): error below 1 + 1.5 max(1, |y log x|) ulp.
/// Exact: x^0 = 1 (0^0 too), 1^y = 1, 0^y = 0 for y > 0 and infinity for y < 0. NaN for negative x.
[[gnu::always_inline]] inline double pow(double x, double y) {
    const double positive = portable::exp(y * portable::log(x > 0.0 ? x : 1.0));
    const double at_zero = y > 0.0 ? 0.0 : std::numeric_limits<double>::infinity();
    const double not_positive = x == 0.0 ? at_zero : std::numeric_limits<double>::quiet_NaN();
    return y == 0.0 ? 1.0 : (x > 0.0 ? positive : not_positive);
}

/// log(1 + x) without loss for small x, error below 2 ulp. -infinity at -1, NaN below.
[[gnu::always_inline]] inline double log1p(double x) {
    const double sum = 1.0 + x;
    const double lost = (x - (sum - 1.0)) / sum;
    const double log_sum = portable::log(sum);
    return ((sum > 0.0) & (sum < std::numeric_limits<double>::infinity())) ? log_sum + lost : log_sum;
}

/// e^x - 1 without loss for small x, error below 2 ulp. Range as exp.
[[gnu::always_inline]] inline double expm1(double x) {
    const detail::ExpParts parts = detail::exp_parts(x);
    const double less_one = parts.r + parts.bend;
    const double power = detail::scaled(1.0, parts.k);
    const double near = power * less_one + (power - 1.0);
    const double far = x < 0.0 ? -1.0 : portable::exp(x);
    return ((x > -40.0) & (x < 40.0)) ? near : far;
}

/// z with P(Z <= z) = u for u in (0, 1), u normal; relative error below 2e-15. Monotone wherever neighbouring u are
/// 2^-44 min(u, 1 - u) apart, as the uniforms of draws.hpp are.
[[gnu::always_inline]] inline double normal_quantile(double u) {
    const double q = u - 0.5;
    if (std::fabs(q) <= detail::centre_edge) return detail::quantile_centre(q);
    const double z = detail::quantile_tail(q < 0.0 ? u : 1.0 - u);
    return q < 0.0 ? -z : z;
}

/// P(Z > |x|) of a standard normal Z, where e^(-x^2 / 2) is known, or a multiple of it: then as many times the chance.
/// Relative error below 1e-12 up to 37.
[[gnu::always_inline]] inline double normal_tail(double x, double bell) {
    const double a = std::fabs(x) < 39.0 ? std::fabs(x) : 39.0;
    return bell * detail::polynomial(detail::cdf_tail, (a - 3.0) / (a + 3.0));
}

/// P(Z <= x) of a standard normal Z, absolute error below 4e-16; relative error below 1e-12 down to x = -37.
[[gnu::always_inline]] inline double normal_cdf(double x) {
    const double a = std::fabs(x) < 39.0 ? std::fabs(x) : 39.0;
    const double tail = normal_tail(a, portable::exp(-0.5 * (a * a)));
    return x > 0.0 ? 1.0 - tail : tail;
}

}  // namespace strathern::portable
