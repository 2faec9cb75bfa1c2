// Which tables look closer than quarters of a whole organisation? They are written where somebody asks for them.
#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <strathern/outputs.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "core/histogram.hpp"

namespace strathern {

/// Tables of a month each, in the order in which they are stored.
enum class Detail : std::uint8_t { months, teams, levels, practices, distributions };

/// One row: a month, and what of the organisation it is about.
struct DetailRow {
    std::uint32_t month = 0;     ///< from 0
    std::uint32_t number = 0;    ///< of the team, level, practice or quantity; 0 in table months
    std::string name{};          ///< of the level, practice or quantity; empty in the other tables
    std::vector<double> values;  ///< [columns of the table], NaN where undefined
};

/// A run's rows of one table, by month, then number.
struct DetailRows {
    Detail table = Detail::months;
    std::vector<DetailRow> rows{};
};

/// What a table says of itself.
struct DetailTable {
    const char* name;
    const char* about;        ///< a sentence
    const char* key;          ///< column that numbers what a row is about; empty: there is none
    const char* key_meaning;  ///< of that column
    const char* named;        ///< column with its name; empty: there is none
};

/// In the order of Detail.
std::span<const DetailTable> detail_tables();
inline const DetailTable& table_of(Detail detail) { return detail_tables()[static_cast<std::size_t>(detail)]; }
/// A table by its name.
std::optional<Detail> detail_of(std::string_view name);

/// Columns of values. Months and teams have all outputs.
std::vector<OutputColumn> detail_columns(Detail);

/// Something whose distribution is told.
struct Quantity {
    const char* name;
    const char* unit;
    const char* label;
    const char* meaning;
    BinScale scale;
    double per_unit;  ///< of the counted values, that one unit has: minutes an hour, say
};

/// In the order of the rows of table distributions.
enum class Distributed : std::uint8_t { review_wait, merge, lead_time, change_size, restore, tokens, changes };
inline constexpr std::size_t quantity_count = 7;
std::span<const Quantity, quantity_count> quantities();

/// Shares of the quantiles that are told.
inline constexpr double quantile_shares[] = {0.10, 0.25, 0.50, 0.75, 0.90, 0.95};
inline constexpr std::size_t quantile_count = 6;
/// Values of a distribution in front of its bins: count, quantiles, log_sd.
inline constexpr std::size_t summary_width = quantile_count + 2;

/// Count, quantiles and standard deviation of logs, in units of the quantity. [summary_width]
std::vector<double> summary_of(const Quantity&, const Histogram&);

}  // namespace strathern
