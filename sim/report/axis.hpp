// Where is a value in a picture? Round steps, linear or by ratio.
#pragma once
#include <string>
#include <vector>

namespace strathern {

/// Smallest and largest value to show.
struct Range {
    double low = 0, high = 0;
    bool empty = true;
    /// Includes a value.
    void include(double value);
};

/// A tick of an axis.
struct Tick {
    double value = 0;
    std::string text;
};

/// From values to positions.
class Axis {
public:
    /// @param from,to positions of the range's ends @param ticks_wanted about how many
    static Axis linear(Range range, double from, double to, int ticks_wanted);
    /// Equal ratios are equal lengths; all values positive.
    static Axis ratio(Range range, double from, double to);

    double operator()(double value) const;
    const std::vector<Tick>& ticks() const { return ticks_; }

private:
    double low_ = 0, high_ = 1, from_ = 0, to_ = 1;
    bool ratio_ = false;
    std::vector<Tick> ticks_;
};

}  // namespace strathern
