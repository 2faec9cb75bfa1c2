// How are teams split into blocks?
#include "model/blocks.hpp"

namespace strathern {
namespace {

// A pool stays within one block.
std::uint32_t teams_per_block(const Layout& layout) {
    const std::uint32_t teams = block_rows_limit / layout.width;
    return teams - teams % layout.pool_teams;
}

}  // namespace

std::uint32_t block_count(const Layout& layout) {
    const std::uint32_t teams = teams_per_block(layout);
    return (layout.teams_count + teams - 1) / teams;
}

Block block_of(const Layout& layout, std::uint32_t b) {
    const std::uint32_t teams = teams_per_block(layout), first = b * teams;
    const std::uint32_t last = first + teams < layout.teams_count ? first + teams : layout.teams_count;
    return {first, last, first * layout.width, last * layout.width, layout.width};
}

Block whole(const Layout& layout) { return {0, layout.teams_count, 0, layout.rows(), layout.width}; }

}  // namespace strathern
