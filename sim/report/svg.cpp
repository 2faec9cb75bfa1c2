// How is a picture drawn? Shapes as SVG elements.
#include "report/svg.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>

namespace strathern {
namespace {

/// Hundredths are finer than any screen; -0 is 0.
std::string coordinate(double value) {
    const double rounded = std::round(value * 100.0) / 100.0;
    return fmt::format("{}", rounded == 0 ? 0.0 : rounded);
}

std::string pair(Point p) { return fmt::format("{} {}", coordinate(p.x), coordinate(p.y)); }

void append_line(std::string& data, const std::vector<Point>& points, bool first_moves) {
    for (std::size_t i = 0; i < points.size(); ++i)
        data += fmt::format("{}{}", i == 0 && first_moves ? 'M' : 'L', pair(points[i]));
}

std::string diamond(Point at, double r) {
    return fmt::format("M{}L{}L{}L{}Z", pair({at.x, at.y - r}), pair({at.x + r, at.y}), pair({at.x, at.y + r}),
                       pair({at.x - r, at.y}));
}

}  // namespace

Svg::Svg(double width, double height, std::string_view title) {
    markup_.open("svg", {{"viewBox", fmt::format("0 0 {} {}", coordinate(width), coordinate(height))},
                         {"role", "img"},
                         {"aria-label", std::string(title)}});
}

Svg& Svg::line(Point from, Point to, std::string_view style) {
    markup_.single("line", {{"x1", coordinate(from.x)},
                            {"y1", coordinate(from.y)},
                            {"x2", coordinate(to.x)},
                            {"y2", coordinate(to.y)},
                            {"class", std::string(style)}});
    return *this;
}

Svg& Svg::path(const std::vector<Point>& points, std::string_view style) {
    std::string data;
    append_line(data, points, true);
    if (!data.empty()) markup_.single("path", {{"d", data}, {"class", std::string(style)}});
    return *this;
}

Svg& Svg::band(const std::vector<Point>& above, const std::vector<Point>& below, std::string_view style) {
    std::string data;
    append_line(data, above, true);
    append_line(data, {below.rbegin(), below.rend()}, false);
    if (!data.empty()) markup_.single("path", {{"d", data + "Z"}, {"class", std::string(style)}});
    return *this;
}

Svg& Svg::box(Point corner, double width, double height, std::string_view style) {
    markup_.single("rect", {{"x", coordinate(corner.x)},
                            {"y", coordinate(corner.y)},
                            {"width", coordinate(width)},
                            {"height", coordinate(height)},
                            {"class", std::string(style)}});
    return *this;
}

Svg& Svg::mark(Mark shape, Point at, double size, std::string_view style) {
    if (shape == Mark::diamond) {
        markup_.single("path", {{"d", diamond(at, size * 1.3)}, {"class", std::string(style)}});
        return *this;
    }
    if (shape == Mark::square) return box({at.x - size * 0.9, at.y - size * 0.9}, size * 1.8, size * 1.8, style);
    markup_.single(
        "circle",
        {{"cx", coordinate(at.x)}, {"cy", coordinate(at.y)}, {"r", coordinate(size)}, {"class", std::string(style)}});
    return *this;
}

Svg& Svg::words(Point at, std::string_view text, Anchor anchor, std::string_view style) {
    constexpr std::array<const char*, 3> anchors = {"start", "middle", "end"};
    markup_.element("text", text,
                    {{"x", coordinate(at.x)},
                     {"y", coordinate(at.y)},
                     {"text-anchor", anchors[static_cast<std::size_t>(anchor)]},
                     {"class", std::string(style)}});
    return *this;
}

const Markup& Svg::finish() {
    markup_.close().line();
    return markup_;
}

}  // namespace strathern
