// How is a table of a store exported to a spreadsheet? As CSV, in key order.
#pragma once
#include <strathern/rows.hpp>
#include <string>
#include <string_view>

#include "output/store_sql.hpp"

namespace strathern {

/// A text as a cell. A text that a spreadsheet would take for a formula (first character = + - @, tab or carriage
/// return) gets an apostrophe in front, and so does one that begins with an apostrophe, so that readers know which to
/// take off; quotes where commas, quotes or line ends require them (RFC 4180).
std::string csv_text(std::string_view text);

/// Writes one table, header first, lines ended by \n, numbers with their shortest round-trip digits, nothing for null.
/// @param table study, policies, columns, replicates or quarters @param write receives pieces of some kilobytes
/// Errors: ExitCode::store when the store is damaged; then nothing has been written.
void export_csv(Database& store, std::string_view table, const FunctionRef<void(std::string_view)>& write);

}  // namespace strathern
