// How large may the largest of many chance differences be? Found by turning the signs of whole replicates.
#include "analysis/simultaneous.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <strathern/draws.hpp>

#include "analysis/statistics.hpp"

namespace strathern {
namespace {

constexpr auto signs_purpose = static_cast<Purpose>(22);
constexpr std::size_t turns_limit = 2000;  ///< replicates beyond which Bonferroni's rule is close enough, and quick

/// A series without its mean; 0 where it has no value.
struct Centred {
    std::vector<double> values;  ///< [replicates]
    double n = 0, squares = 0;   ///< number of values; sum of their squares
};

Centred centred(const PairedValues& series) {
    Centred c;
    double sum = 0;
    for (const double x : series)
        if (!std::isnan(x)) sum += x, c.n += 1;
    for (const double x : series) c.values.push_back(std::isnan(x) ? 0.0 : x - sum / c.n);
    for (const double x : c.values) c.squares += x * x;
    return c;
}

std::vector<Centred> with_spread(std::span<const PairedValues> family) {
    std::vector<Centred> all;
    for (const PairedValues& series : family) {
        Centred c = centred(series);
        const double most = *std::max_element(series.begin(), series.end(), [](double x, double y) {
            return (std::isnan(x) ? 0.0 : std::fabs(x)) < (std::isnan(y) ? 0.0 : std::fabs(y));
        });
        // What rounding leaves of equal values is no spread.
        if (c.n >= 2 && c.squares > 1e-24 * c.n * most * most) all.push_back(std::move(c));
    }
    return all;
}

/// +1 or -1 for each replicate.
void draw_signs(std::uint32_t turn, std::vector<double>& signs) {
    const Draws draws(0, 0);
    std::array<std::uint32_t, 4> words{};  // of 128 signs
    for (std::size_t i = 0; i < signs.size(); ++i) {
        if (i % 128 == 0) words = draws.words(signs_purpose, 0, Slot{turn, static_cast<std::uint32_t>(i / 128)});
        signs[i] = (words[i / 32 % 4] >> (i % 32) & 1) != 0 ? 1.0 : -1.0;
    }
}

/// |t| of the mean when signs are turned; the sum of squares does not change.
double turned_t(const Centred& c, const std::vector<double>& signs) {
    double sum = 0;
    for (std::size_t i = 0; i < signs.size(); ++i) sum += signs[i] * c.values[i];
    const double mean = sum / c.n, variance = (c.squares - sum * mean) / (c.n - 1);
    return variance > 0 ? std::fabs(mean) / std::sqrt(variance / c.n) : 0.0;
}

double largest_by_signs(const std::vector<Centred>& family, std::size_t replicates) {
    std::vector<double> signs(replicates), largest(resamples_count);
    for (std::uint32_t turn = 0; turn < resamples_count; ++turn) {
        draw_signs(turn, signs);
        for (const Centred& c : family) largest[turn] = std::max(largest[turn], turned_t(c, signs));
    }
    std::sort(largest.begin(), largest.end());
    return largest[(resamples_count + 1) * 19 / 20 - 1];
}

}  // namespace

double critical_value(std::span<const PairedValues> family) {
    const std::vector<Centred> series = with_spread(family);
    if (series.empty()) return 0;
    double least = series.front().n;
    for (const Centred& c : series) least = std::min(least, c.n);
    const auto degrees = static_cast<std::size_t>(least) - 1;
    const std::size_t replicates = family.front().size();
    if (least < few_limit || replicates > turns_limit)
        return student_quantile(degrees, 0.025 / static_cast<double>(series.size()));
    return std::max(student_quantile(degrees), largest_by_signs(series, replicates));
}

}  // namespace strathern
