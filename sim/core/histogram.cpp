// How are values counted so that counts of teams, replicates and threads add up exactly?
#include "core/histogram.hpp"

#include <cmath>
#include <limits>
#include <numeric>

#include "core/portable_math.hpp"

namespace strathern {
namespace {

constexpr double log_width = 0.693147180559945309417 / static_cast<double>(bins_per_doubling);
constexpr double nan = std::numeric_limits<double>::quiet_NaN();

// Edges lie a little below whole numbers, so that rounding moves none to another bin: those below 15 have bins of their
// own.
double first_edge(const BinScale& scale) {
    constexpr double below = 1.05;
    return scale.whole_numbers ? scale.lowest / below : scale.lowest;
}

// What a bin stands for: its middle by logs, or the least whole number in it.
double log_of_bin(const BinScale& scale, std::size_t bin) {
    if (scale.whole_numbers) return portable::log(std::ceil(lower_edge(scale, bin)));
    return portable::log(scale.lowest) + (static_cast<double>(bin) - 0.5) * log_width;
}

}  // namespace

double lower_edge(const BinScale& scale, std::size_t bin) {
    if (bin == 0) return 0.0;
    return first_edge(scale) * portable::exp(static_cast<double>(bin - 1) * log_width);
}

void Histogram::add(const BinScale& scale, double value) {
    const double lowest = first_edge(scale);
    if (!(value >= lowest)) {
        ++counts_[0];
        return;
    }
    const double place = portable::log(value / lowest) / log_width;
    constexpr double last = bin_count - 2;
    ++counts_[1 + static_cast<std::size_t>(place < last ? place : last)];
}

void Histogram::add(const Histogram& other) {
    for (std::size_t bin = 0; bin < bin_count; ++bin) counts_[bin] += other.counts_[bin];
}

std::uint64_t Histogram::total() const { return std::accumulate(counts_.begin(), counts_.end(), std::uint64_t{0}); }

double Histogram::quantile(const BinScale& scale, double share) const {
    const double all = static_cast<double>(total()), wanted = share * all;
    if (all == 0.0) return nan;
    double below = 0.0;
    std::size_t bin = 0;
    while (bin + 1 < bin_count && below + static_cast<double>(counts_[bin]) < wanted)
        below += static_cast<double>(counts_[bin++]);
    if (bin == 0) return 0.0;
    if (scale.whole_numbers) return std::ceil(lower_edge(scale, bin));
    const double part = (wanted - below) / static_cast<double>(counts_[bin]);
    return lower_edge(scale, bin) * portable::exp(part * log_width);
}

double Histogram::log_sd(const BinScale& scale) const {
    double n = 0.0, sum = 0.0, squares = 0.0;
    for (std::size_t bin = 1; bin < bin_count; ++bin) {
        const double count = static_cast<double>(counts_[bin]), x = counts_[bin] > 0 ? log_of_bin(scale, bin) : 0.0;
        n += count, sum += count * x, squares += count * x * x;
    }
    if (n < 2.0) return nan;
    const double mean = sum / n, widening = scale.whole_numbers ? 0.0 : log_width * log_width / 12.0;
    const double variance = (squares - n * mean * mean) / (n - 1.0) - widening;
    return std::sqrt(variance > 0.0 ? variance : 0.0);
}

}  // namespace strathern
