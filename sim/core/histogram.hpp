// How are values counted so that counts of teams, replicates and threads add up exactly? In bins of equal width in
// logs.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace strathern {

/// Bins of a histogram: one for values below its lowest edge, then eight to each doubling.
inline constexpr std::size_t bins_per_doubling = 8, doublings = 20, bin_count = 1 + bins_per_doubling * doublings;

/// What the bins of a histogram stand for.
struct BinScale {
    double lowest = 1.0;         ///< lower edge of the second bin
    bool whole_numbers = false;  ///< values are counts: a bin stands for the least whole number in it
};

/// Counts by bin. Adding histograms is exact, in any order.
class Histogram {
public:
    void add(const BinScale& scale, double value);
    void add(std::size_t bin, double count) { counts_[bin] += static_cast<std::uint64_t>(count); }
    void add(const Histogram& other);
    std::span<const std::uint64_t, bin_count> counts() const { return counts_; }
    std::uint64_t total() const;

    /// Value below which a share of the values lies: within its bin by logs, so off by less than 9 %; 0 in the lowest
    /// bin. NaN where nothing was counted. @param share (0, 1)
    double quantile(const BinScale& scale, double share) const;
    /// Standard deviation of the logs of the values above the lowest bin, less what the width of the bins adds
    /// (Sheppard's correction). NaN for fewer than two.
    double log_sd(const BinScale& scale) const;

private:
    std::array<std::uint64_t, bin_count> counts_{};
};

/// Lower edge of a bin; 0 of the first.
double lower_edge(const BinScale& scale, std::size_t bin);

}  // namespace strathern
