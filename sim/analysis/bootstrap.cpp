// What if the sample had come out otherwise? Intervals that follow the skewness of the values.
#include <algorithm>
#include <cmath>
#include <strathern/draws.hpp>

#include "analysis/statistics.hpp"

namespace strathern {
namespace {

constexpr auto bootstrap_purpose = static_cast<Purpose>(21);

// Above this many values resampling takes long and Student's interval is hardly worse.
constexpr std::size_t bootstrap_limit = 20000;

/// How far a resample's mean lies from the sample's, in its own standard errors; false when it has no spread.
bool studentised(const std::vector<double>& centred, const std::uint32_t* indices, double& t) {
    double sum = 0, squares = 0;
    for (std::size_t i = 0; i < centred.size(); ++i) {
        const double d = centred[indices[i]];
        sum += d;
        squares += d * d;
    }
    const double n = static_cast<double>(centred.size());
    const double variance = (squares - sum * sum / n) / (n - 1);
    if (!(variance > 1e-12 * squares)) return false;
    t = sum / n / std::sqrt(variance / n);
    return true;
}

}  // namespace

void Estimator::draw_resamples(std::size_t n) {
    if (n == n_) return;
    n_ = n;
    indices_.resize(n * resamples_count);
    const Draws draws(0, 0);
    for (std::uint32_t resample = 0; resample < resamples_count; ++resample) {
        std::uint32_t* const indices = indices_.data() + resample * n;
        for (std::size_t i = 0; i < n; i += 4) {
            const auto words = draws.words(bootstrap_purpose, 0, Slot{resample, static_cast<std::uint32_t>(i / 4)});
            for (std::size_t j = 0; j < 4 && i + j < n; ++j)
                indices[i + j] = static_cast<std::uint32_t>(words[j] * std::uint64_t{n} >> 32);
        }
    }
}

bool Estimator::bootstrap(std::span<const double> values, Estimate& e) {
    if (e.n > bootstrap_limit) return false;
    draw_resamples(e.n);
    std::vector<double> centred(values.begin(), values.end());
    for (double& value : centred) value -= e.mean;
    std::vector<double> ts;
    ts.reserve(resamples_count);
    for (std::size_t b = 0; b < resamples_count; ++b) {
        double t = 0;
        if (studentised(centred, indices_.data() + b * e.n, t)) ts.push_back(t);
    }
    if (ts.size() * 20 < std::size_t{resamples_count} * 19) return false;
    std::sort(ts.begin(), ts.end());
    const std::size_t tail = (ts.size() + 1) / 40;  // 2.5 %
    const double error = e.sd / std::sqrt(static_cast<double>(e.n));
    e.low = e.mean - ts[ts.size() - tail] * error;
    e.high = e.mean - ts[tail - 1] * error;
    e.method = Method::bootstrap_t;
    return true;
}

}  // namespace strathern
