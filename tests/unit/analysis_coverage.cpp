// Do 95 % intervals cover the truth 95 times in 100? Counted over experiments with known means, where no warning is
// given in at least nine experiments of ten. Fixed draws: the counts are the same on every run.
#include <doctest/doctest.h>

#include <cmath>
#include <strathern/draws.hpp>
#include <vector>

#include "analysis/statistics.hpp"
#include "core/portable_math.hpp"

using namespace strathern;

namespace {

constexpr std::uint32_t experiments = 4000;

/// Shares of experiments, all and those without the flag `skewed`.
struct Coverage {
    double all = 0, unflagged = 0, unflagged_share = 0;
};

/// @param sigma 0: normal differences with mean 0; else lognormal ones, exp(sigma z)
Coverage coverage(std::size_t n, double sigma) {
    const double truth = sigma == 0 ? 0 : std::exp(sigma * sigma / 2);
    Estimator estimator;
    std::vector<double> values(n);
    double covered = 0, unflagged = 0, both = 0;
    for (std::uint32_t experiment = 0; experiment < experiments; ++experiment) {
        const Draws draws(4711, experiment);
        for (std::size_t i = 0; i < n; ++i) {
            const double u = draws.uniforms(Purpose::theory, 0, Slot{static_cast<std::uint32_t>(i), 0})[0];
            const double z = portable::normal_quantile(u);
            values[i] = sigma == 0 ? z : portable::exp(sigma * z);
        }
        const Estimate e = estimator(values);
        const bool in = e.low <= truth && truth <= e.high;
        covered += in;
        unflagged += !e.skewed;
        both += in && !e.skewed;
    }
    return {covered / experiments, both / unflagged, unflagged / experiments};
}

void covers(std::size_t n, double sigma) {
    const Coverage c = coverage(n, sigma);
    CAPTURE(n);
    CAPTURE(sigma);
    CAPTURE(c.all);
    CAPTURE(c.unflagged);
    CHECK(c.unflagged_share > 0.9);
    CHECK(c.all > 0.935);
    CHECK(c.all < 0.965);
    CHECK(c.unflagged > 0.935);
    CHECK(c.unflagged < 0.965);
}

}  // namespace

TEST_CASE("normal differences are covered") {
    covers(30, 0);
    covers(100, 0);
}

TEST_CASE("slow: lognormal differences are covered where no warning is given") {
    covers(100, 0.25);
    covers(400, 0.5);
}

TEST_CASE("few normal differences are covered too, the warning is about those that aren't normal") {
    const Coverage c = coverage(5, 0);
    CHECK(c.all > 0.935);
    CHECK(c.all < 0.965);
}

TEST_CASE("slow: where a warning is given, bootstrap-t still does far better than Student's interval") {
    const Coverage c = coverage(50, 1);
    CHECK(c.unflagged_share < 0.05);
    CHECK(c.all > 0.91);
}
