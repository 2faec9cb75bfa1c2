// How large may the largest of many chance differences be? One bound for a whole family of comparisons.
#pragma once
#include <cstddef>
#include <span>
#include <vector>

namespace strathern {

/// One value per replicate: a paired difference, NaN where there is none. The replicates of a family are the same.
using PairedValues = std::vector<double>;

/// How many standard errors a mean difference must lie from 0 to be called one, so that with probability 95 % nothing
/// is called a difference where there is none, in the whole family together: the 95 % quantile of the largest |t| when
/// the centred differences of a replicate change sign together, by a coin per replicate (1999 times, always the same
/// coins). Outputs of one organisation hang together, so this asks for less than Bonferroni's rule, which is taken for
/// fewer than 20 replicates or more than 2000. Never below Student's t of a single comparison. Series with fewer than
/// two values, or without spread, are left out; 0 when none is left.
/// Source: westfall1993; the coverage is measured in docs/statistics.md
/// @param family [comparisons], each [replicates]
double critical_value(std::span<const PairedValues> family);

}  // namespace strathern
