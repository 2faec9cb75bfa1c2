// Do uniforms become the right distributions: quantiles against the truth, frequencies, edges, monotone in u?
#include <doctest/doctest.h>

#include <algorithm>
#include <boost/math/distributions/chi_squared.hpp>
#include <cmath>
#include <cstdint>
#include <functional>
#include <strathern/draws.hpp>
#include <vector>

#include "core/variates.hpp"
#include "support/math_reference.hpp"

using namespace strathern;

namespace {

constexpr double least = 0x1p-33, most = 1.0 - 0x1p-33;  // the ends of the uniforms of draws.hpp
constexpr double slack_of_sum = 2e-14;                   // stated error of a summed distribution function
constexpr double alpha = 1e-6;                           // of every goodness-of-fit test below

/// What an expansion that is 3e-5 standard deviations off does to P, where the density is below 6 times the tail.
double slack_of_expansion(double below) { return 3e-5 * 6.0 * std::fmin(below, 1.0 - below); }

std::vector<double> uniforms(std::size_t n, std::uint64_t seed) {
    std::vector<std::uint32_t> which(n, 0), who(n);
    for (std::size_t i = 0; i < n; ++i) who[i] = static_cast<std::uint32_t>(i);
    std::vector<double> u(n);
    Draws(seed, 0).uniforms(Purpose::theory, 0, which.data(), who.data(), n, u.data(), nullptr, nullptr, nullptr);
    return u;
}

/// The p-value of counts against probabilities; cells are joined until each expects at least 10.
double chi_square_p(const std::vector<double>& count, const std::vector<double>& probability, double n) {
    double sum = 0.0, expected = 0.0, seen = 0.0, expected_left = n, seen_left = n;
    int cells = 0;
    for (std::size_t k = 0; k < count.size(); ++k) {
        expected += n * probability[k];
        seen += count[k];
        if (expected < 10.0 || expected_left - expected < 10.0) continue;
        sum += (seen - expected) * (seen - expected) / expected;
        expected_left -= expected;
        seen_left -= seen;
        expected = seen = 0.0;
        ++cells;
    }
    sum += (seen_left - expected_left) * (seen_left - expected_left) / expected_left;
    return boost::math::cdf(boost::math::complement(boost::math::chi_squared(cells), sum));
}

/// Goodness of fit of 40,000 draws to point probabilities by the C library's lgamma.
double fit(const std::function<std::uint32_t(double)>& draw, const std::function<double(double)>& log_mass,
           std::size_t cells, std::uint64_t seed) {
    constexpr std::size_t n = 40000;
    std::vector<double> count(cells, 0.0), probability(cells);
    for (const double u : uniforms(n, seed)) {
        const std::uint32_t k = draw(u);
        if (k < cells) count[k] += 1.0;
    }
    for (std::size_t k = 0; k < cells; ++k) probability[k] = std::exp(log_mass(static_cast<double>(k)));
    return chi_square_p(count, probability, n);
}

double poisson_log_mass(double mean, double k) { return k * std::log(mean) - mean - std::lgamma(k + 1); }

double binomial_log_mass(double n, double p, double k) {
    if (k > n) return -1e9;
    return std::lgamma(n + 1) - std::lgamma(k + 1) - std::lgamma(n - k + 1) + k * std::log(p) +
           (n - k) * std::log1p(-p);
}

}  // namespace

TEST_CASE("Poisson quantiles step where the true distribution function says") {
    for (const auto& point : reference::poisson_points) {
        INFO("mean ", point.parameter, " k ", point.k);
        const double slack = point.parameter > 16384 ? slack_of_expansion(point.below) : slack_of_sum;
        CHECK(poisson(point.parameter, point.below - slack) <= point.k);
        if (point.below + slack < 1.0) CHECK(poisson(point.parameter, point.below + slack) > point.k);
    }
}

TEST_CASE("binomial quantiles step where the true distribution function says") {
    for (const auto& point : reference::binomial_points) {
        INFO("n ", point.trials, " p ", point.parameter, " k ", point.k);
        const double variance = point.trials * point.parameter * (1 - point.parameter);
        const double slack = variance > 4096 ? slack_of_expansion(point.below) : slack_of_sum;
        CHECK(binomial(point.trials, point.parameter, point.below - slack) <= point.k);
        if (point.below + slack < 1.0) CHECK(binomial(point.trials, point.parameter, point.below + slack) > point.k);
    }
}

TEST_CASE("Poisson frequencies fit, at alpha 1e-6 each") {
    std::uint64_t seed = 100;
    for (const double mean : {0.02, 0.2, 1.0, 5.5, 20.0, 31.99, 32.01, 75.3, 400.0, 20000.0}) {
        const auto cells = static_cast<std::size_t>(mean + 12 * std::sqrt(mean) + 20);
        const double p = fit([mean](double u) { return poisson(mean, u); },
                             [mean](double k) { return poisson_log_mass(mean, k); }, cells, ++seed);
        INFO("mean ", mean, " p-value ", p);
        CHECK(p > alpha);
    }
}

TEST_CASE("binomial frequencies fit, at alpha 1e-6 each") {
    struct Case {
        std::uint32_t n;
        double p;
    };
    std::uint64_t seed = 200;
    for (const Case c :
         {Case{1, 0.4}, {3, 0.01}, {10, 0.5}, {10, 0.85}, {200, 0.02}, {200, 0.5}, {1000, 0.93}, {60000, 0.3}}) {
        const double p = fit([c](double u) { return binomial(c.n, c.p, u); },
                             [c](double k) { return binomial_log_mass(c.n, c.p, k); }, c.n + 1, ++seed);
        INFO("n ", c.n, " p ", c.p, " p-value ", p);
        CHECK(p > alpha);
    }
}

TEST_CASE("geometric frequencies fit, at alpha 1e-6 each") {
    std::uint64_t seed = 300;
    for (const double mean : {0.1, 1.0, 12.0}) {
        const double p =
            fit([mean](double u) { return geometric(mean, u); },
                [mean](double k) { return k * std::log(mean / (1 + mean)) - std::log1p(mean); }, 400, ++seed);
        INFO("mean ", mean, " p-value ", p);
        CHECK(p > alpha);
    }
}

TEST_CASE("continuous variates fall into equal cells, at alpha 1e-6 each") {
    const auto uniform_again = [](const std::function<double(double)>& back, std::uint64_t seed) {
        return fit([&](double u) { return static_cast<std::uint32_t>(100.0 * back(u)); },
                   [](double) { return std::log(0.01); }, 100, seed);
    };
    CHECK(uniform_again([](double u) { return -std::expm1(-exponential(3.0, u) / 3.0); }, 401) > alpha);
    CHECK(uniform_again([](double u) { return 0.5 * std::erfc(-normal(u) / std::sqrt(2.0)); }, 402) > alpha);
    CHECK(uniform_again(
              [](double u) { return 0.5 * std::erfc(-std::log(lognormal(5.0, 0.7, u) / 5.0) / 0.7 / std::sqrt(2.0)); },
              403) > alpha);
}

TEST_CASE("parameters at their ends give what can only be") {
    for (const double u : {least, 0.3, 0.5, most}) {
        CHECK(poisson(0.0, u) == 0);
        CHECK(binomial(0, 0.4, u) == 0);
        CHECK(binomial(17, 0.0, u) == 0);
        CHECK(binomial(17, 1.0, u) == 17);
        CHECK(binomial(1000000, 0.0, u) == 0);
        CHECK(binomial(1000000, 1.0, u) == 1000000);
        CHECK(geometric(0.0, u) == 0);
        CHECK(exponential(0.0, u) == 0.0);
        CHECK(lognormal(4.5, 0.0, u) == 4.5);
    }
    CHECK(binomial(1, 0.25, 0.75) == 0);
    CHECK(binomial(1, 0.25, 0.7500001) == 1);
    CHECK(binomial(3, 0.7, most) == 3);
    CHECK(binomial(3, 0.7, least) == 0);
    CHECK(poisson(31.0, least) == 3);
    CHECK(poisson(31.0, most) == 72);
    CHECK(exponential(2.0, 0.5) == doctest::Approx(2.0 * std::log(2.0)).epsilon(1e-15));
    CHECK(lognormal(4.5, 1.0, 0.5) == 4.5);
    CHECK(poisson(1e9, 0.5) == 1000000000);
}

TEST_CASE("variates rise with u, and counts with their mean") {
    std::vector<double> u = uniforms(2000, 7);
    u.insert(u.end(), {least, 2 * least, most, 1 - 2 * least});
    std::sort(u.begin(), u.end());
    const auto rises = [&](const auto& draw) {
        for (std::size_t i = 1; i < u.size(); ++i) REQUIRE(draw(u[i - 1]) <= draw(u[i]));
    };
    for (const double mean : {0.3, 20.0, 31.9, 40.0, 900.5, 16000.0, 17000.0}) {
        rises([mean](double v) { return poisson(mean, v); });
        rises([mean](double v) { return geometric(mean, v); });
        rises([mean](double v) { return exponential(mean, v); });
    }
    for (const double p : {0.001, 0.3, 0.5, 0.51, 0.99}) {
        for (const std::uint32_t n : {1u, 20u, 500u, 16000u, 1000000u})
            rises([=](double v) { return binomial(n, p, v); });
    }
    rises([](double v) { return lognormal(3.0, 1.5, v); });
    for (const double v : {least, 0.01, 0.4, 0.77, 0.999, most}) {
        std::uint32_t last = 0;
        for (double mean = 0.0; mean < 100.0; mean += 0.05) {
            const std::uint32_t k = poisson(mean, v);
            REQUIRE(k >= last);
            last = k;
        }
    }
}

TEST_CASE("columns of counts are the single counts") {
    for (const std::size_t n : {0u, 1u, 63u, 64u, 65u, 1000u}) {
        const auto u = uniforms(n, 9);
        std::vector<double> mean(n), p(n);
        std::vector<std::uint32_t> trials(n), k(n);
        for (std::size_t i = 0; i < n; ++i) {
            mean[i] = i % 50 == 7 ? 45.0 + static_cast<double>(i) : 0.05 * static_cast<double>(i % 97);
            p[i] = static_cast<double>(i % 21) / 20.0;
            trials[i] = static_cast<std::uint32_t>(i % 50 == 9 ? 10 * i : i % 30);
        }
        poissons(n, mean.data(), u.data(), k.data());
        for (std::size_t i = 0; i < n; ++i) REQUIRE(k[i] == poisson(mean[i], u[i]));
        binomials(n, trials.data(), p.data(), u.data(), k.data());
        for (std::size_t i = 0; i < n; ++i) REQUIRE(k[i] == binomial(trials[i], p[i], u[i]));
    }
}
