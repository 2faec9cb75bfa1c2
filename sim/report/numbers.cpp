// How is a number told to a person? The half-width of its interval decides how many digits it deserves.
#include "report/numbers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace strathern {
namespace {

constexpr const char* minus = "\xE2\x88\x92";

struct Magnitude {
    double size;
    const char* word;
};

constexpr std::array<Magnitude, 4> magnitudes = {{{1e12, " trillion"}, {1e9, " billion"}, {1e6, " million"}, {1, ""}}};

/// The magnitude in which a value of this size is told.
Magnitude magnitude_of(double size) {
    return *std::find_if(magnitudes.begin(), magnitudes.end() - 1, [&](const Magnitude& m) { return size >= m.size; });
}

std::string grouped(std::string digits) {
    const std::size_t point = digits.find('.');
    std::size_t at = point == std::string::npos ? digits.size() : point;
    for (; at > 3; at -= 3) digits.insert(at - 3, "\xE2\x80\xAF");
    return digits;
}

/// One tenth of the second digit of `half`, so that an interval keeps two digits.
double step_of(double half) { return half > 0 ? std::pow(10.0, std::floor(std::log10(half)) - 1) : 0; }

/// The digits of a value in a magnitude; "0" never has a sign.
std::string digits(double value, double step, const Magnitude& magnitude, bool sign) {
    const double scaled = value / magnitude.size;
    if (step <= 0) step = value == 0 ? 1 : step_of(std::fabs(value)) / 10.0;
    const int decimals = std::clamp(static_cast<int>(-std::floor(std::log10(step / magnitude.size) + 1e-9)), 0, 8);
    const double rounded = std::round(value / step) * step / magnitude.size;
    std::string text = fmt::format("{:.{}f}", std::fabs(rounded), decimals);
    const bool zero = text.find_first_of("123456789") == std::string::npos;
    if (text.size() > 4) text = grouped(text);
    if (zero) return text;
    return (scaled < 0 ? minus : sign ? "+" : "") + text;
}

/// Magnitude and step for a mean and its interval together.
struct Manner {
    Magnitude magnitude;
    double step;
};

Manner manner_of(const Estimate& e, double factor) {
    const double most = std::max({std::fabs(e.mean), std::fabs(e.low), std::fabs(e.high)}) * std::fabs(factor);
    return {magnitude_of(most), step_of((e.high - e.low) / 2.0 * std::fabs(factor))};
}

}  // namespace

Telling level_telling(const StoredColumn& column) {
    if (column.unit == "share") return {100, "", " %", false};
    if (column.unit == "US$") return {1, "US$ ", "", false};
    if (column.unit == "ratio" || column.unit == "correlation") return {1, "", "", false};
    return {1, "", " " + column.unit, false};
}

Telling difference_telling(const StoredColumn& column) {
    Telling telling = level_telling(column);
    if (column.unit == "share") telling.after = " points";
    telling.sign = true;
    return telling;
}

Telling percent_telling(double whole) { return {100 / whole, "", " %", true}; }

std::string number(double value, double step, bool sign) {
    const Magnitude magnitude = magnitude_of(std::fabs(value));
    return digits(value, step, magnitude, sign) + magnitude.word;
}

std::string with_interval(const Estimate& e, const Telling& t) {
    if (e.method == Method::none) return "no interval (n = " + std::to_string(e.n) + ")";
    const Manner manner = manner_of(e, t.factor);
    const auto told = [&](double value) { return digits(value * t.factor, manner.step, manner.magnitude, t.sign); };
    std::string text = t.before + told(e.mean);
    if (e.method == Method::exact) return text + manner.magnitude.word + t.after + " (all equal)";
    return text + " [" + told(e.low) + " to " + told(e.high) + "]" + manner.magnitude.word + t.after;
}

std::string interval_only(const Estimate& e, const Telling& t) {
    if (e.method == Method::none) return "no interval (n = " + std::to_string(e.n) + ")";
    const Manner manner = manner_of(e, t.factor);
    const auto told = [&](double value) { return digits(value * t.factor, manner.step, manner.magnitude, t.sign); };
    return t.before + told(e.low) + " to " + told(e.high) + manner.magnitude.word + t.after;
}

std::string tick_text(double value, double step) {
    static constexpr std::array<Magnitude, 5> short_ones = {{{1e12, "T"}, {1e9, "G"}, {1e6, "M"}, {1e3, "k"}, {1, ""}}};
    const double size = std::fabs(value);
    // 1500 stays 1500 where the steps are 500; 20,000 becomes 20k.
    const auto fits = [&](const Magnitude& m) { return size >= m.size && (m.size < 1e3 || step >= m.size / 10); };
    const auto found = std::find_if(short_ones.begin(), short_ones.end() - 1, fits);
    return digits(value, step, {found->size, ""}, false) + found->word;
}

}  // namespace strathern
