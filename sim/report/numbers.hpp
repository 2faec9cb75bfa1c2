// How is a number shown to a reader? With its unit, its interval, and no more digits than the interval allows.
#pragma once
#include <string>

#include "analysis/statistics.hpp"
#include "output/store.hpp"

namespace strathern {

/// How values of one unit are shown: "2.1 %", "US$ 1.23 million", "14 hours". A number keeps no more digits than its
/// interval allows.
struct Telling {
    double factor = 1;   ///< from the stored unit to the shown one
    std::string before;  ///< before the number: a currency
    std::string after;   ///< after it: a unit with its space
    bool sign = false;   ///< whether a plus is written
};

/// Levels of an output.
Telling level_telling(const StoredColumn& column);
/// Differences of an output in its own unit; of shares in percentage points.
Telling difference_telling(const StoredColumn& column);
/// Relative differences, in percent.
Telling percent_telling();

/// Step to which an estimate is rounded for display: as its interval deserves, but an end other than 0 never becomes 0,
/// because it decides whether there is a difference. 0 when the interval has no width.
double told_step(const Estimate& e, double factor);

/// "25 million", "0.8": a declared number, which has no interval.
std::string round_number(double value);

/// "812 hours [805 to 819]"; "812 hours (all equal)"; without an interval: "no interval (n = 1)".
std::string with_interval(const Estimate& e, const Telling& telling);

/// The same without the mean: "805 hours to 819 hours".
std::string interval_only(const Estimate& e, const Telling& telling);

/// A difference the other way round.
Estimate turned(Estimate e);

/// A number of an axis.
std::string tick_text(double value, double step);

}  // namespace strathern
