// How does something change from quarter to quarter? Drawing of lines with bands.
#include "report/series.hpp"

#include <fmt/format.h>

#include <cmath>

#include <strathern/calendar.hpp>

namespace strathern {
namespace {

double quarter_x(const Frame& frame, double quarter, std::size_t quarters) {
    return frame.left + (frame.right - frame.left) * quarter / static_cast<double>(quarters);
}

void draw_quarters(Svg& svg, const Frame& frame, std::size_t quarters) {
    const std::size_t every = quarters > 6 ? (quarters + 3) / 4 : 1;
    for (std::size_t quarter = 0; quarter < quarters; quarter += every) {
        const double x = quarter_x(frame, static_cast<double>(quarter) + 0.5, quarters);
        svg.words({x, frame.bottom + 12}, std::to_string(quarter + 1), Anchor::middle, "tick");
    }
}

std::vector<Point> points_of(const Frame& frame, const Axis& axis, const std::vector<double>& values) {
    std::vector<Point> points;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (std::isnan(values[i])) continue;  // undefined in this quarter
        points.push_back({quarter_x(frame, static_cast<double>(i) + 0.5, values.size()), axis(values[i])});
    }
    return points;
}

}  // namespace

Series level_series(const View& view, std::size_t column, std::size_t policy, std::string style) {
    Series series{{}, {}, {}, std::move(style)};
    const double factor = level_telling(view.what(column)).factor;
    for (std::size_t quarter = 0; quarter < view.quarters(); ++quarter) {
        const Estimate& e = view.in_quarter(column, quarter).levels[policy];
        series.mean.push_back(e.mean * factor);
        series.low.push_back(e.low * factor);
        series.high.push_back(e.high * factor);
    }
    return series;
}

Series index_series(const View& view, std::size_t column, std::size_t policy, std::string style) {
    Series series{{}, {}, {}, std::move(style)};
    for (std::size_t quarter = 0; quarter < view.quarters(); ++quarter) {
        const Comparison& now = view.in_quarter(column, quarter);
        const Estimate& relative = now.differences[policy].relative;
        if (!(now.levels[view.baseline()].mean > 0)) return {{}, {}, {}, series.style};
        series.mean.push_back(100 * (1 + relative.mean));
        series.low.push_back(100 * (1 + relative.low));
        series.high.push_back(100 * (1 + relative.high));
    }
    return series;
}

void include(Range& range, const Series& series) {
    for (const auto* ends : {&series.low, &series.high})
        for (const double value : *ends)
            if (!std::isnan(value)) range.include(value);
}

void draw_frame(Svg& svg, const Frame& frame, const Axis& axis, std::size_t quarters, int week) {
    for (const Tick& tick : axis.ticks()) {
        const double y = axis(tick.value);
        svg.line({frame.left, y}, {frame.right, y}, "grid");
        svg.words({frame.left - 4, y + 3.5}, tick.text, Anchor::end, "tick");
    }
    if (frame.numbered) draw_quarters(svg, frame, quarters);
    if (week < 0) return;
    const double x = quarter_x(frame, static_cast<double>(week) / weeks_per_quarter, quarters);
    if (x <= frame.right) svg.line({x, frame.top}, {x, frame.bottom}, "regime");
}

void draw_series(Svg& svg, const Frame& frame, const Axis& axis, const Series& series) {
    const auto points = points_of(frame, axis, series.mean);
    svg.band(points_of(frame, axis, series.high), points_of(frame, axis, series.low),
             fmt::format("band {}", series.style));
    svg.path(points, fmt::format("stroke {}", series.style));
    if (!series.marks) return;
    const Mark shape = series.style == "returning" ? Mark::diamond : Mark::circle;
    for (const Point& point : points) svg.mark(shape, point, 2.2, fmt::format("mark {}", series.style));
}

}  // namespace strathern
