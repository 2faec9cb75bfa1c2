// Which rows belong together? Blocks of whole pools, simulated independently of each other within a week.
#pragma once
#include "model/today.hpp"

namespace strathern {

/// How many blocks an organisation has.
std::uint32_t block_count(const Layout&);
/// Block number b, in [0, block_count): whole pools, and at most block_rows_limit rows.
Block block_of(const Layout&, std::uint32_t b);
/// All rows as one block, for phases over the whole organisation. It may have more rows than block_rows_limit.
Block whole(const Layout&);

}  // namespace strathern
