#!/usr/bin/python3
"""What are the true values that tests/unit/core_math.cpp and core_variates.cpp compare with? Writes math_reference.hpp.

Usage: math_reference.py > math_reference.hpp. Needs python3-mpmath; the seed is fixed: same script, same output.
Each value is given as the nearest double and the rest, so that errors far below one ulp can be measured.
"""
import random
from mpmath import mp, mpf, exp, log, log1p, expm1, erfc, sqrt, pi, betainc, gammainc

mp.dps = 50
draw = random.Random(20261123)


def span(low, high, count):
    return [draw.uniform(low, high) for _ in range(count)]


def powers(low, high, count):
    return [2.0**draw.uniform(low, high) for _ in range(count)]


def quantile(u):
    u = mpf(u)
    p = min(u, 1 - u)
    if p == mpf('0.5'):
        return mpf(0)
    z = mpf(1) if p > mpf('0.05') else sqrt(-2 * log(p))
    for _ in range(200):
        tail = erfc(z / sqrt(mpf(2))) / 2
        step = log(tail / p) * tail / (exp(-z * z / 2) / sqrt(2 * pi))
        z += step
        if abs(step) < mpf(10)**-42 * abs(z):
            break
    return z if u > mpf('0.5') else -z


def cdf(x):
    return erfc(-mpf(x) / sqrt(mpf(2))) / 2


def parts(value):
    near = float(value)
    return f"{near.hex()}, {float(value - mpf(near)).hex()}"


def table(name, function, points):
    print(f"inline constexpr Point {name}[] = {{")
    for x in points:
        print(f"    {{{float(x).hex()}, {parts(function(mpf(x)))}}},")
    print("};\n")


def pow_table():
    print("inline constexpr PowPoint pow_points[] = {")
    for x, y in zip(powers(-8, 8, 150), span(-3, 3, 150)):
        print(f"    {{{x.hex()}, {y.hex()}, {parts(mpf(x)**mpf(y))}}},")
    for x, y in zip(powers(-300, 300, 50), span(-3, 3, 50)):
        print(f"    {{{x.hex()}, {y.hex()}, {parts(mpf(x)**mpf(y))}}},")
    print("};\n")


def count_tables():
    print("inline constexpr CountPoint poisson_points[] = {")
    means = [0.05, 0.7, 3.25, 12.5, 31.9, 32.0, 32.75, 50.5, 77.1, 150.2, 1000.9, 16383.5, 16385.5, 1e6]
    for mean in means:
        for z in (-4.5, -2, -0.6, 0, 0.3, 1.5, 4, 5.5):
            k = int(mean + z * mean**0.5)
            if k >= 0:
                below = gammainc(k + 1, mpf(mean), mp.inf, regularized=True)
                print(f"    {{0, {mean.hex()}, {k}, {float(below).hex()}}},")
    print("};\n\ninline constexpr CountPoint binomial_points[] = {")
    cases = [(1, 0.3), (5, 0.5), (12, 0.9), (64, 0.5), (100, 0.2), (100, 0.97), (1000, 0.031), (1000, 0.4),
             (16000, 0.5), (50000, 0.05), (1000000, 1e-6), (1000000, 0.001), (1000000, 0.3), (400000, 0.8)]
    for n, p in cases:
        for z in (-4.5, -2, -0.6, 0, 0.3, 1.5, 4, 5.5):
            k = int(n * p + z * (n * p * (1 - p))**0.5)
            if 0 <= k < n:
                below = binomial_cdf(n, k, mpf(p))
                print(f"    {{{n}, {p.hex()}, {k}, {float(below).hex()}}},")
    print("};\n")


def binomial_cdf(n, k, p):
    """By summing away from k until nothing more comes, from the smaller side."""
    at = exp(mp.loggamma(n + 1) - mp.loggamma(k + 1) - mp.loggamma(n - k + 1) + k * log(p) + (n - k) * log1p(-p))
    lower = k <= n * p
    total, term, j = (at if lower else mpf(0)), at, k
    while term > mpf(10)**-60 and (j > 0 if lower else j < n):
        if lower:
            term *= mpf(j) * (1 - p) / ((n - j + 1) * p)
            j -= 1
        else:
            term *= mpf(n - j) * p / ((j + 1) * (1 - p))
            j += 1
        total += term
    return total if lower else 1 - total


if __name__ == "__main__":
    print("""// What are the true values? Written by tests/support/math_reference.py, which says how; not to be edited.
#pragma once

namespace reference {

/// A function's value at x: the nearest double, and what is missing to the true value.
struct Point {
    double x, near, rest;
};
/// The same for x^y.
struct PowPoint {
    double x, y, near, rest;
};
/// P(X <= k), X Poisson (trials = 0, parameter = mean) or binomial (parameter = p).
struct CountPoint {
    unsigned trials;
    double parameter;
    unsigned k;
    double below;
};

// clang-format off""")
    half = 0.34657359027997264
    table("exp_points", exp, span(-708, 709.7, 150) + span(-1, 1, 100) + span(-40, 40, 100) +
          [half * (2 * k + 1) + draw.uniform(-1e-3, 1e-3) for k in span(-40, 40, 50)] + [0.0, 709.78, -708.38])
    table("log_points", log, powers(-1022, 1023, 100) + span(0.5, 2, 200) + powers(-0.02, 0.02, 60) + span(0, 1, 100) +
          span(0.70, 0.72, 30) + span(1.40, 1.43, 30) + [1.0, 2.2250738585072014e-308])
    table("log1p_points", log1p, span(-0.999, 3, 60) + [-x for x in powers(-60, -1, 40)] + powers(-60, 60, 40))
    table("expm1_points", expm1, span(-3, 3, 60) + [-x for x in powers(-60, 5, 40)] + powers(-60, 9, 40))
    table("quantile_points", quantile, span(0.0001, 0.9999, 120) + powers(-1021, -5, 40) + powers(-33, -5, 60) +
          [1 - x for x in powers(-33, -5, 40)] + [0.5 + x for x in powers(-33, -3, 20)] +
          span(0.024, 0.026, 20) + span(0.974, 0.976, 20) + [0.5, 2.0**-33, 1 - 2.0**-33, 0.025, 0.975])
    table("cdf_points", cdf, span(-8, 8, 120) + span(-1, 1, 50) + span(-37, -8, 30) + [0.0])
    pow_table()
    count_tables()
    print("// clang-format on\n\n}  // namespace reference")
