// What comes out? Every output is one row of a table: name, unit, meaning, and a query over a month or a quarter.
#pragma once
#include <cstdint>
#include <span>
#include <strathern/simulate.hpp>

namespace strathern {

/// Which way is good for the organisation; `neither` for signals whose rise says nothing by itself.
enum class Better : std::uint8_t { more, less, neither };

/// How the values of several quarters become one: totals are summed, shares and times averaged, states taken at the
/// end.
enum class Over : std::uint8_t { sum, mean, last };

/// Values that an output can take, bounds included.
struct Bounds {
    double lowest, highest;  ///< -inf, inf where there is none
};

/// One output of the model.
struct OutputColumn {
    const char* name;  ///< column of the store and of CSV files
    const char* unit;
    const char* label;    ///< two to five words, for tables and figures
    const char* meaning;  ///< a sentence
    Better better;
    Over over;
    Bounds bounds;
    double (*value)(const PeriodView&);  ///< NaN where the period leaves it undefined
    const char* undefined = "";          ///< what leaves it undefined: "there was no incident"; empty: it never is
};

/// All outputs in the order in which they are stored.
std::span<const OutputColumn> output_columns();

/// Position of a column, or -1.
int output_column(const char* name);

}  // namespace strathern
