// What happened in a quarter, over the whole organisation.
#pragma once
#include <strathern/state.hpp>

namespace strathern {

/// Sums over teams in their order; the same bits for any number of threads.
struct QuarterTotals {
    TeamTally sum;
    double operator[](Tally what) const { return sum[what]; }
};

/// Adds up the teams' tallies.
QuarterTotals total_of(const Teams& teams);

}  // namespace strathern
