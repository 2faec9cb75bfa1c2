// Which outputs are shown first? One list for the table on the terminal and for the page.
#pragma once
#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include "output/store.hpp"

namespace strathern {

/// Names of output columns, most important first: a terminal shows as many as it has room for.
std::span<const std::string_view> headline_names();

/// Their positions among a study's columns; names that the study doesn't have are left out.
std::vector<std::size_t> headline_columns(std::span<const StoredColumn> columns);

}  // namespace strathern
