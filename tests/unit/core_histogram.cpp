// Do histograms add up exactly, and how far off are their quantiles?
#include "core/histogram.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "core/variates.hpp"

using namespace strathern;

namespace {

constexpr BinScale minutes{}, whole{1.0, true};

/// Lognormal values, median 100, standard deviation of logs 1: the normal quantile at evenly spread shares.
std::vector<double> lognormals(std::size_t n) {
    std::vector<double> values;
    for (std::size_t k = 0; k < n; ++k)
        values.push_back(lognormal(100.0, 1.0, (static_cast<double>(k) + 0.5) / static_cast<double>(n)));
    return values;
}

Histogram of(const BinScale& scale, const std::vector<double>& values) {
    Histogram h;
    for (const double value : values) h.add(scale, value);
    return h;
}

}  // namespace

TEST_CASE("quantiles of many lognormal values are theirs within 1 %, far inside the 9 % of a bin") {
    const std::vector<double> values = lognormals(100'000);
    const Histogram h = of(minutes, values);
    for (const double share : {0.10, 0.25, 0.50, 0.75, 0.90, 0.95}) {
        const double exact = values[static_cast<std::size_t>(share * 100'000.0)];
        CHECK(std::fabs(h.quantile(minutes, share) / exact - 1.0) < 0.01);
    }
    CHECK(h.log_sd(minutes) == doctest::Approx(1.0).epsilon(0.002));
}

TEST_CASE("parts add up to the whole, count by count, however they are cut") {
    const std::vector<double> values = lognormals(1000);
    Histogram sum, odd, even;
    for (std::size_t k = 0; k < values.size(); ++k) (k % 2 == 0 ? even : odd).add(minutes, values[k]);
    sum.add(odd), sum.add(even);
    CHECK(std::ranges::equal(sum.counts(), of(minutes, values).counts()));
    CHECK(sum.total() == 1000);
}

TEST_CASE("what lies below the lowest edge counts as 0, what lies above the highest as the last bin") {
    const Histogram h = of(minutes, {0.0, 0.5, 0.999, 1.0, 1e300});
    CHECK(h.counts()[0] == 3);
    CHECK(h.counts()[1] == 1);
    CHECK(h.counts()[bin_count - 1] == 1);
    CHECK(h.quantile(minutes, 0.5) == 0.0);
    CHECK(lower_edge(minutes, 1) == 1.0);
    CHECK(lower_edge(minutes, 1 + bins_per_doubling) == doctest::Approx(2.0));
}

TEST_CASE("counts below 15 have bins of their own") {
    for (int count = 1; count < 15; ++count) {
        const Histogram h = of(whole, {static_cast<double>(count)});
        CHECK(h.quantile(whole, 0.5) == count);
    }
    CHECK(of(whole, {0.0, 0.0, 3.0}).quantile(whole, 0.5) == 0.0);
}

TEST_CASE("nothing has no quantile, and a single value no spread") {
    CHECK(std::isnan(Histogram().quantile(minutes, 0.5)));
    CHECK(std::isnan(of(minutes, {7.0}).log_sd(minutes)));
}
