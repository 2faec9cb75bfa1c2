// How is a picture drawn? Lines, bands, marks and words in SVG; colours are classes, so that they follow the scheme.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "report/markup.hpp"

namespace strathern {

/// A point of a picture, in its own units, y downwards.
struct Point {
    double x = 0, y = 0;
};

/// Shape of a mark: each verdict has its own, so nobody needs to tell colours apart.
enum class Mark : std::uint8_t { circle, diamond, ring, square };

/// Where a text is anchored.
enum class Anchor : std::uint8_t { start, middle, end };

/// One picture. Coordinates are rounded to hundredths.
class Svg {
public:
    /// @param title what it shows, read aloud in its place
    Svg(double width, double height, std::string_view title);

    Svg& line(Point from, Point to, std::string_view style);
    /// An open line through points.
    Svg& path(const std::vector<Point>& points, std::string_view style);
    /// A filled area between a line above and one below with the same x.
    Svg& band(const std::vector<Point>& above, const std::vector<Point>& below, std::string_view style);
    Svg& box(Point corner, double width, double height, std::string_view style);
    Svg& mark(Mark shape, Point at, double size, std::string_view style);
    Svg& words(Point at, std::string_view text, Anchor anchor, std::string_view style);

    /// The finished picture.
    const Markup& finish();

private:
    Markup markup_;
};

}  // namespace strathern
