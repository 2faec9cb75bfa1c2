// How does something change from quarter to quarter? Lines with bands in a small frame.
#pragma once
#include <functional>
#include <string>
#include <vector>

#include "report/axis.hpp"
#include "report/svg.hpp"
#include "report/view.hpp"

namespace strathern {

/// One value per quarter, with its interval, in the unit in which it is drawn.
struct Series {
    std::vector<double> mean, low, high;
    std::string style;  ///< class of line, band and marks
    bool marks = true;
};

/// Frame of one plot inside a picture.
struct Frame {
    double left = 0, right = 0, top = 0, bottom = 0;
    bool numbered = true;  ///< whether quarters have their numbers below
};

/// Levels of an output under a policy, in the displayed unit.
Series level_series(const View& view, std::size_t column, std::size_t policy, std::string style);

/// Level under a policy as a percentage of the baseline's in the same quarter: 100 times (1 + difference / baseline's
/// mean). Empty when the baseline's mean isn't positive in every quarter.
Series index_series(const View& view, std::size_t column, std::size_t policy, std::string style);

/// Includes a series with its intervals in a range.
void include(Range& range, const Series& series);

/// Grid, ticks, quarters and the date on which the regime begins. @param day -1: none
void draw_frame(Svg& svg, const Frame& frame, const Axis& axis, std::size_t quarters, int day);

/// Band, line and marks; each quarter is drawn at its middle.
void draw_series(Svg& svg, const Frame& frame, const Axis& axis, const Series& series);

}  // namespace strathern
