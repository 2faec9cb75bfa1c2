// Where is a value in a picture? Steps of 1, 2 or 5 times a power of ten; for ratios, 1, 2, 5.
#include "report/axis.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "report/numbers.hpp"

namespace strathern {
namespace {

double round_step(double rough) {
    const double power = std::pow(10.0, std::floor(std::log10(rough)));
    for (const double factor : {1.0, 2.0, 5.0}) {
        if (factor * power >= rough * 0.999) return factor * power;
    }
    return 10 * power;
}

/// Multiples of a step within a range.
double count_of(Range range, double step) { return std::floor(range.high / step) - std::ceil(range.low / step) + 1; }

}  // namespace

void Range::include(double value) {
    low = empty ? value : std::min(low, value);
    high = empty ? value : std::max(high, value);
    empty = false;
}

Axis Axis::linear(Range range, double from, double to, int ticks_wanted) {
    Axis axis;
    if (range.high <= range.low) {
        const double half = std::max(std::fabs(range.high) * 0.1, 1e-9);
        range = {range.low - half, range.high + half, false};
    }
    double step = round_step((range.high - range.low) / ticks_wanted);
    if (count_of(range, step) < 3) step = round_step(step * 0.4);
    axis.low_ = range.low, axis.high_ = range.high, axis.from_ = from, axis.to_ = to;
    const double slack = step * 1e-6;
    for (double i = std::ceil((range.low - slack) / step); i * step <= range.high + slack; ++i)
        axis.ticks_.push_back({i * step, tick_text(i * step, step)});
    return axis;
}

Axis Axis::ratio(Range range, double from, double to) {
    Axis axis;
    axis.ratio_ = true;
    axis.low_ = range.low, axis.high_ = range.high, axis.from_ = from, axis.to_ = to;
    for (double power = std::pow(10.0, std::floor(std::log10(range.low))); power <= range.high; power *= 10) {
        for (const double factor : {1.0, 2.0, 5.0}) {
            const double value = factor * power;
            if (value >= range.low && value <= range.high) axis.ticks_.push_back({value, tick_text(value, power)});
        }
    }
    return axis;
}

double Axis::operator()(double value) const {
    const double part = ratio_ ? std::log(value / low_) / std::log(high_ / low_) : (value - low_) / (high_ - low_);
    return from_ + std::clamp(part, 0.0, 1.0) * (to_ - from_);
}

}  // namespace strathern
