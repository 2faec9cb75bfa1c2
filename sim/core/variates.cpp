// How are counts drawn by inversion in a bounded number of steps, and whole columns of variates in vectors?
#include "core/variates.hpp"

#include <cmath>

#include "core/wide.hpp"

namespace strathern {
namespace {

constexpr double from_zero_below = 32.0;     // of a mean: the sum starts at 0
constexpr double poisson_sum_below = 16384;  // of a mean: the sum starts at the mode, 6.5 sigma = 832 steps
constexpr double binomial_sum_below = 4096;  // of a variance: 8.5 sigma to sum below the mode, 6.5 to walk
constexpr int from_zero_steps = 200;         // P(X > 200) < 1e-80 at a mean of 32
constexpr int walk_steps = 1000;
constexpr std::size_t block_rows = 64;
constexpr double per_root_two_pi = 0x1.9884533d43651p-2;

// From tests/support/derive_coefficients.py: P(Poisson(m) <= m - 1) = 1/2 - theta(1/m) P(Poisson(m) = m), m >= 32.
constexpr double mode_theta[] = {0x1.5555555555555p-2,   0x1.e573ac901ed49p-6,  -0x1.71de3a5d06cc3p-9,
                                 -0x1.ed2842aeab5d6p-10, 0x1.753de6af0edeap-11, 0x1.650e52a21d64ep-11,
                                 -0x1.18379b3b25017p-11};
// Gauss and Legendre's five points of [0, 1].
constexpr double gauss_at[] = {0x1.80498fd662cb6p-5, 0x1.d89b804cc91f6p-3, 0x1.0000000000000p-1, 0x1.89d91feccdb82p-1,
                               0x1.e7fb670299d35p-1};
constexpr double gauss_weight[] = {0x1.e539ec36e038cp-4, 0x1.ea1da25ae415bp-3, 0x1.23456789abcdfp-2,
                                   0x1.ea1da25ae415bp-3, 0x1.e539ec36e038cp-4};

/// A point of a distribution: P(X = k) and P(X <= k).
struct Point {
    double k, here, below;
};

/// log(n!) minus Stirling's formula for it, n >= 32. Source: the asymptotic series.
double stirling_rest(double n) {
    const double x = 1.0 / n, x2 = x * x;
    return x * (1.0 / 12 - x2 * (1.0 / 360 - x2 * (1.0 / 1260 - x2 * (1.0 / 1680))));
}

/// Walks from a point to the least k with P(X <= k) >= u. @param up,down P(k + 1) / P(k) and P(k - 1) / P(k)
template <class Up, class Down>
double walk(Point at, double u, double last, Up up, Down down) {
    for (int step = 0; u > at.below && at.k < last && step < walk_steps; ++step) {
        at.here *= up(at.k);
        at.below += at.here;
        at.k += 1.0;
        if (u <= at.below) return at.k;
    }
    for (int step = 0; u <= at.below - at.here && at.k > 0.0 && step < walk_steps; ++step) {
        at.below -= at.here;
        at.here *= down(at.k);
        at.k -= 1.0;
    }
    return at.k;
}

/// Cornish and Fisher's quantile. X + U(-1/2, 1/2) has P(X <= k) at k + 1/2 exactly, hence the 1/12 and 1/120.
double expansion(double mean, double variance, double third, double fourth, double u) {
    const double z = portable::normal_quantile(u);
    const double spread = std::sqrt(variance + 1.0 / 12);
    const double square = spread * spread;
    const double skew = third / (square * spread), excess = (fourth - 1.0 / 120) / (square * square);
    const double z2 = z * z;
    const double w = z + (z2 - 1.0) * skew / 6 + z * (z2 - 3.0) * excess / 24 - z * (2.0 * z2 - 5.0) * skew * skew / 36;
    return std::ceil(mean + spread * w - 0.5);
}

Point poisson_mode(double mean) {
    const double m = std::floor(mean);
    const double whole = portable::exp(-stirling_rest(m)) * per_root_two_pi / std::sqrt(m);  // P(Poisson(m) = m)
    // P(Poisson(m + x) = m) / whole; minus its integral is how P(X <= m) falls when the mean grows from m to m + x
    const auto ratio = [m](double x) { return portable::exp(m * portable::log1p(x / m) - x); };
    const double rest = mean - m;
    double lost = 0.0;
    for (int i = 0; i < 5; ++i) lost += gauss_weight[i] * ratio(rest * gauss_at[i]);
    const double theta = portable::detail::polynomial(mode_theta, 1.0 / m);
    return {m, whole * ratio(rest), 0.5 + whole * (1.0 - theta - rest * lost)};
}

double poisson_from_zero(double mean, double u) {
    double here = portable::exp(-mean), below = here, k = 0.0;
    for (int step = 1; u > below && step <= from_zero_steps; ++step) {
        here *= mean * (1.0 / step);
        below += here;
        k += 1.0;
    }
    return k;
}

double poisson_from_mode(double mean, double u) {
    if (mean > poisson_sum_below) return std::fmax(0.0, expansion(mean, mean, mean, mean, u));
    return walk(
        poisson_mode(mean), u, 1e9, [mean](double k) { return mean / (k + 1.0); },
        [mean](double k) { return k / mean; });
}

Point binomial_mode(double n, double p) {
    const double q = 1.0 - p, m = std::floor((n + 1.0) * p), rest = n - m, off = m - n * p;
    const double bend = m * portable::log1p(off / (n * p)) + rest * portable::log1p(-off / (n * q));
    const double stirling = stirling_rest(n) - stirling_rest(m) - stirling_rest(rest);
    const double here = portable::exp(stirling - bend) * per_root_two_pi * std::sqrt(n / (m * rest));
    const double down = q / p;
    double below = here, term = here;
    for (double k = m; k > 0.0 && term > here * 0x1p-56; k -= 1.0) {
        term *= down * k / (n - k + 1.0);
        below += term;
    }
    return {m, here, below};
}

double binomial_from_mode(double n, double p, double u) {
    const double q = 1.0 - p, variance = n * p * q;
    if (variance > binomial_sum_below) {
        const double k = expansion(n * p, variance, variance * (q - p), variance * (1.0 - 6.0 * p * q), u);
        return std::fmin(std::fmax(0.0, k), n);
    }
    const double up = p / q, down = q / p;
    return walk(
        binomial_mode(n, p), u, n, [=](double k) { return up * (n - k) / (k + 1.0); },
        [=](double k) { return down * k / (n - k + 1.0); });
}

[[gnu::always_inline]] inline double no_success(double n, double p) { return portable::exp(n * portable::log1p(-p)); }

double binomial_from_zero(double n, double p, double u) {
    const double odds = p / (1.0 - p);
    double here = no_success(n, p), below = here, k = 0.0;
    for (int step = 1; u > below && step <= from_zero_steps; ++step) {
        here *= (n - (step - 1)) * (1.0 / step) * odds;
        below += here;
        k += 1.0;
    }
    return std::fmin(k, n);
}

/// A block of counts summed from 0, all rows in step; what a pass adds to a finished row no longer matters.
struct Sums {
    double here[block_rows], below[block_rows], u[block_rows], k[block_rows];
};

/// Whether a row of the block still has u above its sum.
[[gnu::always_inline]] inline bool unfinished(const Sums& s, std::size_t rows) {
    std::uint64_t any = 0;  // as wide as a double: a sum of doubles would have to be added in order, one by one
    for (std::size_t i = 0; i < rows; ++i) any |= s.u[i] > s.below[i] ? 1 : 0;
    return any != 0;
}

}  // namespace

std::uint32_t poisson(double mean, double u) {
    return static_cast<std::uint32_t>(mean < from_zero_below ? poisson_from_zero(mean, u) : poisson_from_mode(mean, u));
}

std::uint32_t binomial(std::uint32_t n, double p, double u) {
    const bool flip = p > 0.5;
    const double trials = n, chance = flip ? 1.0 - p : p, v = flip ? 1.0 - u : u;
    const double k = trials * chance < from_zero_below ? binomial_from_zero(trials, chance, v)
                                                       : binomial_from_mode(trials, chance, v);
    return static_cast<std::uint32_t>(flip ? trials - k : k);
}

STRATHERN_WIDE void exps(std::size_t n, const double* x, double* y) {
    for (std::size_t i = 0; i < n; ++i) y[i] = portable::exp(x[i]);
}

STRATHERN_WIDE void logs(std::size_t n, const double* x, double* y) {
    for (std::size_t i = 0; i < n; ++i) y[i] = portable::log(x[i]);
}

STRATHERN_WIDE void exponentials(std::size_t n, const double* mean, const double* u, double* x) {
    for (std::size_t i = 0; i < n; ++i) x[i] = mean[i] * (0.0 - portable::log(1.0 - u[i]));
}

STRATHERN_WIDE void normals(std::size_t n, const double* u, double* z) {
    constexpr std::size_t rows_per_block = 256;
    for (std::size_t begin = 0; begin < n; begin += rows_per_block) {
        const std::size_t rows = n - begin < rows_per_block ? n - begin : rows_per_block;
        double q[rows_per_block], tail[rows_per_block];
        std::uint32_t row[rows_per_block];
        for (std::size_t i = 0; i < rows; ++i) q[i] = u[begin + i] - 0.5;
        // The tails, one row in twenty, are put side by side: vectors again, and no branch that can't be foretold.
        std::size_t tails = 0;
        for (std::size_t i = 0; i < rows; ++i) {
            row[tails] = static_cast<std::uint32_t>(i);
            tails += std::fabs(q[i]) > portable::detail::centre_edge ? 1 : 0;
        }
        for (std::size_t i = 0; i < tails; ++i) tail[i] = u[begin + row[i]];
        for (std::size_t i = 0; i < tails; ++i) {
            const double away = portable::detail::quantile_tail(tail[i] < 0.5 ? tail[i] : 1.0 - tail[i]);
            tail[i] = tail[i] < 0.5 ? -away : away;
        }
        for (std::size_t i = 0; i < rows; ++i) z[begin + i] = portable::detail::quantile_centre(q[i]);
        for (std::size_t i = 0; i < tails; ++i) z[begin + row[i]] = tail[i];
    }
}

STRATHERN_WIDE void lognormals(std::size_t n, double log_median, double sd, const double* u, double* x) {
    normals(n, u, x);
    for (std::size_t i = 0; i < n; ++i) x[i] = portable::exp(log_median + sd * x[i]);
}

STRATHERN_WIDE void poissons(std::size_t n, const double* mean, const double* u, std::uint32_t* k) {
    for (std::size_t begin = 0; begin < n; begin += block_rows) {
        const std::size_t rows = n - begin < block_rows ? n - begin : block_rows;
        const double* const m = mean + begin;
        Sums s;
        for (std::size_t i = 0; i < rows; ++i) {
            s.here[i] = s.below[i] = portable::exp(-m[i]);
            s.u[i] = m[i] < from_zero_below ? u[begin + i] : 0.0;  // large means are drawn alone, further down
            s.k[i] = 0.0;
        }
        for (int step = 1; step <= from_zero_steps && unfinished(s, rows); ++step) {
            const double per_step = 1.0 / step;
            for (std::size_t i = 0; i < rows; ++i) {
                s.k[i] += s.u[i] > s.below[i] ? 1.0 : 0.0;
                s.here[i] *= m[i] * per_step;
                s.below[i] += s.here[i];
            }
        }
        for (std::size_t i = 0; i < rows; ++i)
            k[begin + i] = static_cast<std::uint32_t>(static_cast<std::int32_t>(s.k[i]));
        for (std::size_t i = 0; i < rows; ++i) {
            if (m[i] >= from_zero_below) k[begin + i] = poisson(m[i], u[begin + i]);
        }
    }
}

STRATHERN_WIDE void binomials(std::size_t n, const std::uint32_t* trials, const double* p, const double* u,
                              std::uint32_t* k) {
    for (std::size_t begin = 0; begin < n; begin += block_rows) {
        const std::size_t rows = n - begin < block_rows ? n - begin : block_rows;
        Sums s;
        double count[block_rows], odds[block_rows];
        for (std::size_t i = 0; i < rows; ++i) {
            const double chance = p[begin + i] > 0.5 ? 1.0 - p[begin + i] : p[begin + i];
            const double v = p[begin + i] > 0.5 ? 1.0 - u[begin + i] : u[begin + i];
            count[i] = static_cast<std::int32_t>(trials[begin + i]);
            odds[i] = chance / (1.0 - chance);
            s.here[i] = s.below[i] = no_success(count[i], chance);
            s.u[i] = count[i] * chance < from_zero_below ? v : 0.0;
            s.k[i] = 0.0;
        }
        for (int step = 1; step <= from_zero_steps && unfinished(s, rows); ++step) {
            const double per_step = 1.0 / step, before = step - 1;
            for (std::size_t i = 0; i < rows; ++i) {
                s.k[i] += s.u[i] > s.below[i] ? 1.0 : 0.0;
                s.here[i] *= (count[i] - before) * per_step * odds[i];
                s.below[i] += s.here[i];
            }
        }
        for (std::size_t i = 0; i < rows; ++i) {
            const double chance = p[begin + i] > 0.5 ? 1.0 - p[begin + i] : p[begin + i];
            const double least = s.k[i] < count[i] ? s.k[i] : count[i];
            const double drawn = p[begin + i] > 0.5 ? count[i] - least : least;
            k[begin + i] = static_cast<std::uint32_t>(static_cast<std::int32_t>(drawn));
            if (count[i] * chance >= from_zero_below)
                k[begin + i] = binomial(trials[begin + i], p[begin + i], u[begin + i]);
        }
    }
}

}  // namespace strathern
