#!/usr/bin/python3
"""Where do the constants of sim/core/portable_math.hpp and variates.cpp come from? Prints them and each fit's error.

Every function is interpolated at Chebyshev nodes in 60 digits (near-minimax), then each coefficient is rounded to
double. Needs python3-mpmath; takes seconds.
"""
from mpmath import mp, mpf, cos, pi, log, exp, sqrt, matrix, lu_solve, erfc, erf, atanh, gammainc, findroot

mp.dps = 60


def nodes(count, low, high):
    return [(low + high) / 2 + (high - low) / 2 * cos(pi * (2 * i + 1) / (2 * count)) for i in range(count)]


def clustered(count, reach, scale):
    """Chebyshev nodes of [0, reach], drawn towards 0 by a Moebius map: where the singularity is near."""
    last = (reach - scale) / (reach + scale)
    return [scale * (1 + y) / (1 - y) for y in nodes(count, mpf(-1), last)]


def polynomial(function, low, high, degree):
    points = nodes(degree + 1, mpf(low), mpf(high))
    return list(lu_solve(matrix([[x**j for j in range(degree + 1)] for x in points]),
                         matrix([function(x) for x in points])))


def rational(function, points, top, bottom):
    """Coefficients (numerator, denominator) with denominator[0] = 1, exact at top + bottom + 1 points."""
    rows, right = [], []
    for x in points:
        y = function(x)
        rows.append([x**j for j in range(top + 1)] + [-y * x**j for j in range(1, bottom + 1)])
        right.append(y)
    solution = list(lu_solve(matrix(rows), matrix(right)))
    return solution[:top + 1], [mpf(1)] + solution[top + 1:]


def value(coefficients, x):
    total = mpf(0)
    for c in reversed(coefficients):
        total = total * x + mpf(float(c))
    return total


def show(name, coefficients):
    print(f"constexpr double {name}[] = {{" + ", ".join(float(c).hex() for c in coefficients) + "};")


def report(name, errors):
    worst = max(errors)
    print(f"// {name}: {float(worst):.2e} = 2^{float(log(worst, 2)):.1f}")


def split_log2():
    high = mpf(int(log(mpf(2)) * mpf(2)**41)) / mpf(2)**41
    print("// ln 2 in two parts; the first has 41 bits, so that its product with an exponent is exact")
    print(f"constexpr double log2_high = {float(high).hex()}, log2_low = {float(log(mpf(2)) - high).hex()};")
    print(f"constexpr double per_log2 = {float(1 / log(mpf(2))).hex()};")


def derive_exp():
    half = log(mpf(2)) / 2 * mpf('1.0001')

    def tail(r):
        return sum(r**j / mp.factorial(j + 2) for j in range(40))
    c = polynomial(tail, -half, half, 10)
    show("exp_tail", c)
    grid = [half * (2 * mpf(i) / 999 - 1) for i in range(1000)]
    report("exp(r) relative", [abs((1 + r + r * r * value(c, r)) / exp(r) - 1) for r in grid])


def derive_log():
    edge = (sqrt(mpf(2)) - 1) / (sqrt(mpf(2)) + 1)
    high = edge**2 * mpf('1.001')

    def series(z):
        return sum(2 * z**j / (2 * j + 3) for j in range(60))
    c = polynomial(series, 0, high, 6)
    show("log_series", c)
    grid = [high * (mpf(i) + 1) / 1000 for i in range(1000)]
    report("log(m) relative", [abs((2 * sqrt(z) + sqrt(z) * z * value(c, z)) / (2 * atanh(sqrt(z))) - 1) for z in grid])


def quantile_of_tail(p):
    """z > 0 with P(Z > z) = p."""
    z = sqrt(-2 * log(p))
    z = z - log(z * sqrt(2 * pi)) / z if p < mpf('0.02') else mpf(2)
    for _ in range(60):
        tail = erfc(z / sqrt(mpf(2))) / 2
        # Newton on log P: converges from anywhere in the tail
        step = log(tail / p) * tail / (exp(-z * z / 2) / sqrt(2 * pi))
        z += step
        if abs(step) < mpf(10)**-50:
            break
    return z


def derive_quantile():
    edge = mpf('0.475')
    square = edge**2

    def centre(x):  # x = square - q^2, value Q(0.5 + q) / q
        q = sqrt(max(square - x, mpf(10)**-40))
        return quantile_of_tail(mpf('0.5') - q) / q if q > mpf(10)**-18 else sqrt(2 * pi)
    above, below = rational(centre, clustered(19, square, mpf('0.1')), 9, 9)
    show("quantile_centre_above", above)
    show("quantile_centre_below", below)
    grid = [square * mpf(i) / 300 for i in range(301)]
    report("centre relative", [abs(value(above, x) / value(below, x) / centre(x) - 1) for x in grid])

    start = mpf('2.7')
    reach = sqrt(2 * 1022 * log(mpf(2))) - start

    def tail(x):  # x = sqrt(-2 log p) - start
        return quantile_of_tail(exp(-(x + start)**2 / 2))
    above, below = rational(tail, clustered(20, reach, mpf(8)), 10, 9)
    show("quantile_tail_above", above)
    show("quantile_tail_below", below)
    grid = [mpf(0)] + clustered(400, reach, mpf(4)) + [reach]
    report("tail relative", [abs(value(above, x) / value(below, x) / tail(x) - 1) for x in grid])


def derive_cdf():
    scale = mpf(3)
    reach = mpf(39)

    def tail(y):  # P(Z > a) exp(a^2 / 2), with y = (a - scale) / (a + scale)
        a = scale * (1 + y) / (1 - y)
        return erfc(a / sqrt(mpf(2))) / 2 * exp(a * a / 2)
    ends = (mpf(-1), (reach - scale) / (reach + scale))
    c = polynomial(tail, *ends, 22)
    show("cdf_tail", c)
    grid = [ends[0] + (ends[1] - ends[0]) * mpf(i) / 500 for i in range(501)]
    report("cdf tail absolute", [abs(value(c, y) - tail(y)) for y in grid])


def derive_theta():
    """Ramanujan: P(Poisson(n) <= n - 1) = 1/2 - theta(n) P(Poisson(n) = n), theta a smooth function of 1/n."""
    def theta(x):
        n = 1 / x
        # The incomplete gamma function continues the sum to any real n.
        below = gammainc(n, n, mp.inf, regularized=True)
        at = exp(n * log(n) - n - mp.loggamma(n + 1))
        return (mpf('0.5') - below) / at
    c = polynomial(theta, mpf(1) / 1000000, mpf(1) / 31, 6)
    show("mode_theta", c)
    report("theta absolute", [abs(value(c, 1 / mpf(n)) - theta(1 / mpf(n))) for n in (32, 37, 50, 80, 200, 1000, 9999)])


if __name__ == "__main__":
    split_log2()
    derive_exp()
    derive_log()
    derive_quantile()
    derive_cdf()
    derive_theta()
