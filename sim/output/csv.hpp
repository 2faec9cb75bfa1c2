// How is a table of a store exported to a spreadsheet? As CSV, in key order.
#pragma once
#include <span>
#include <strathern/rows.hpp>
#include <string>
#include <string_view>

#include "output/store_sql.hpp"

namespace strathern {

/// Tables that can be exported: study, policies, columns, replicates, quarters.
std::span<const std::string_view> export_tables();

/// A text as a cell. A text that a spreadsheet would take for a formula (first character = + - @, tab or carriage
/// return) gets an apostrophe in front; quotes where commas, quotes or line ends require them (RFC 4180).
std::string csv_text(std::string_view text);

/// Writes one table, header first, lines ended by \n, numbers with their shortest round-trip digits, nothing for null.
/// @param table one of export_tables() @param write receives pieces of some kilobytes
/// Errors: ExitCode::store when the store is damaged.
void export_csv(Database& store, std::string_view table, const FunctionRef<void(std::string_view)>& write);

}  // namespace strathern
