// How do policies compare on one output? A mark and an interval for each, one below the other.
#pragma once
#include <cstddef>
#include <vector>

#include "report/markup.hpp"
#include "report/view.hpp"

namespace strathern {

/// Which policies a picture shows, and how large it is.
struct Forest {
    double width = 330, label_width = 136;
    std::vector<std::size_t> policies = {};  ///< from top to bottom
    std::vector<bool> tied = {};             ///< whether each is tied with the one above it; empty: not said
};

/// Differences of policies to the baseline, with their 95 % intervals, beside the side that is better.
Markup forest(const View& view, std::size_t column, const Forest& what);

/// The same below the output's name, its level under the baseline, and the unit of differences.
void add_forest_panel(Markup& page, const View& view, std::size_t column);

}  // namespace strathern
