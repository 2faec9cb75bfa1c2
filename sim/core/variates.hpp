// How does a uniform become an exponential, normal, Poisson or binomial number? By inversion: every function here is
// monotone in u, so that a small change of a parameter moves a draw a little and paired differences stay small.
#pragma once
#include <cstddef>
#include <cstdint>

#include "core/portable_math.hpp"

namespace strathern {

/// Exponential with a mean >= 0, for u in [0, 1); increasing in u. Source: inversion.
inline double exponential(double mean, double u) { return mean * (0.0 - portable::log(1.0 - u)); }

/// Standard normal for u in (0, 1). Source: inversion.
inline double normal(double u) { return portable::normal_quantile(u); }

/// Lognormal: median > 0 times e^(sigma Z), sigma >= 0; u in (0, 1). Source: inversion.
inline double lognormal(double median, double sigma, double u) { return median * portable::exp(sigma * normal(u)); }

/// Failures before the first success, {0, 1, ...}, with a mean in [0, 1e7]; u in [0, 1). Source: inversion.
inline std::uint32_t geometric(double mean, double u) {
    const double failures = portable::log(1.0 - u) / (0.0 - portable::log1p(1.0 / mean));
    return failures < 4294967295.0 ? static_cast<std::uint32_t>(failures) : 4294967295u;
}

/// Poisson with a mean in [0, 1e9]: the least k with P(X <= k) >= u, u in (0, 1). The sum starts at 0 below a mean of
/// 32 and at the mode up to 16384 (P correct to 2e-14); above, Cornish and Fisher's expansion to the fourth cumulant
/// (the tests find P within 3e-5 standard deviations). At most 1000 steps. Source: inversion; ramanujan1911 at the
/// mode.
std::uint32_t poisson(double mean, double u);

/// Binomial of n in [0, 1e6] trials with p in [0, 1]; u in (0, 1). Increasing in u; p > 1/2 counts failures with 1 - u.
/// The sum starts at 0 below n p = 32 and at the mode up to a variance of 4096 (P correct to 2e-14); above, as poisson.
/// At most 1000 steps.
/// Source: inversion.
std::uint32_t binomial(std::uint32_t n, double p, double u);

// By column: y[i] is the scalar function of x[i], bit for bit. No alignment needed; y may be x, otherwise no overlap.

/// portable::exp of a column. @param x,y [n]
void exps(std::size_t n, const double* x, double* y);

/// portable::log of a column. @param x,y [n]
void logs(std::size_t n, const double* x, double* y);

/// normal of a column. @param u,z [n]
void normals(std::size_t n, const double* u, double* z);

/// e^(log_median + sd Z) of a column of uniforms. @param u,x [n]
void lognormals(std::size_t n, double log_median, double sd, const double* u, double* x);

/// exponential of a column. @param mean,u,x [n]
void exponentials(std::size_t n, const double* mean, const double* u, double* x);

/// poisson of a column: fast where means are below 32 and alike. @param mean,u,k [n]
void poissons(std::size_t n, const double* mean, const double* u, std::uint32_t* k);

/// binomial of a column: fast where n p is below 32 and alike. @param trials,p,u,k [n]
void binomials(std::size_t n, const std::uint32_t* trials, const double* p, const double* u, std::uint32_t* k);

}  // namespace strathern
