// How is a number shown to a reader? The half-width of its interval decides how many digits it deserves.
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

constexpr std::array<Magnitude, 4> magnitudes = {{{1e12, "\xC2\xA0trillion"},
                                                  {1e9,
                                                   "\xC2\xA0"
                                                   "billion"},
                                                  {1e6, "\xC2\xA0million"},
                                                  {1, ""}}};

/// The magnitude in which a value of this size is shown: half a million is 0.5 million.
Magnitude magnitude_of(double size) {
    return *std::find_if(magnitudes.begin(), magnitudes.end() - 1,
                         [&](const Magnitude& m) { return size >= m.size / 2; });
}

std::string grouped(std::string digits) {
    const std::size_t point = digits.find('.');
    std::size_t at = point == std::string::npos ? digits.size() : point;
    for (; at > 3; at -= 3) digits.insert(at - 3, "\xE2\x80\xAF");
    return digits;
}

/// The digits an interval deserves: two if its half-width begins with 1 or 2, otherwise one.
double step_of(double half) {
    if (half <= 0) return 0;
    const double power = std::pow(10.0, std::floor(std::log10(half)));
    return half < 3 * power ? power / 10 : power;
}

/// The digits of a value in a magnitude; "0" never has a sign.
std::string digits(double value, double step, const Magnitude& magnitude, bool sign) {
    if (step <= 0) step = value == 0 ? 1 : std::pow(10.0, std::floor(std::log10(std::fabs(value))) - 2);
    const int decimals = std::clamp(static_cast<int>(-std::floor(std::log10(step / magnitude.size) + 1e-9)), 0, 8);
    const double rounded = std::round(value / step) * step / magnitude.size;
    std::string text = fmt::format("{:.{}f}", std::fabs(rounded), decimals);
    const bool zero = text.find_first_of("123456789") == std::string::npos;
    if (text.size() > 4) text = grouped(text);
    if (zero) return text;
    return (value < 0 ? minus : sign ? "+" : "") + text;
}

/// Magnitude and step for a mean and its interval together.
struct Manner {
    Magnitude magnitude;
    double step;
};

double fine_enough(double step, double end) {
    for (int i = 0; i < 5 && end != 0 && std::fabs(end) < step / 2; ++i) step /= 10;
    return step;
}

Manner manner_of(const Estimate& e, double factor) {
    const double size = std::fabs(factor);
    const double most = std::max({std::fabs(e.mean), std::fabs(e.low), std::fabs(e.high)}) * size;
    return {magnitude_of(most), told_step(e, factor)};
}

std::string no_interval(const Estimate& e) { return fmt::format("no interval (n = {})", e.n); }

/// A value with its prefix and suffix.
std::string told(double value, const Manner& manner, const Telling& t) {
    std::string text = digits(std::fabs(value) * t.factor, manner.step, manner.magnitude, false);
    const bool zero = text.find_first_of("123456789") == std::string::npos;
    const char* sign = zero ? "" : value < 0 ? minus : t.sign ? "+" : "";
    return fmt::format("{}{}{}{}{}", sign, t.before, text, manner.magnitude.word, t.after);
}

/// "[low to high]", without units; it stays on one line.
std::string bracketed(const Estimate& e, const Manner& manner, const Telling& t) {
    const auto plain = [&](double value) { return digits(value * t.factor, manner.step, manner.magnitude, t.sign); };
    return fmt::format("[{}\xC2\xA0to\xC2\xA0{}]", plain(e.low), plain(e.high));
}

}  // namespace

double told_step(const Estimate& e, double factor) {
    const double size = std::fabs(factor);
    const double step = step_of((e.high - e.low) / 2.0 * size);
    return fine_enough(fine_enough(step, e.low * size), e.high * size);
}

Telling level_telling(const StoredColumn& column) {
    if (column.unit == "share") return {100, "", "\xC2\xA0%", false};
    if (column.unit == "US$") return {1, "US$\xC2\xA0", "", false};
    if (column.unit == "ratio" || column.unit == "correlation") return {1, "", "", false};
    return {1, "", " " + column.unit, false};
}

Telling difference_telling(const StoredColumn& column) {
    Telling telling = level_telling(column);
    if (column.unit == "share") telling.after = "\xC2\xA0points";
    telling.sign = true;
    return telling;
}

Telling percent_telling() { return {100, "", "\xC2\xA0%", true}; }

std::string with_interval(const Estimate& e, const Telling& t) {
    if (e.n == 0) return "\xE2\x80\x93";
    if (e.method == Method::none) return no_interval(e);
    const Manner manner = manner_of(e, t.factor);
    const std::string count =
        e.undefined == 0 ? std::string() : fmt::format(" ({} of {} defined)", e.n, e.n + e.undefined);
    if (e.method == Method::exact) return told(e.mean, manner, t) + " (all equal)" + count;
    return told(e.mean, manner, t) + " " + bracketed(e, manner, t) + count;
}

std::string interval_only(const Estimate& e, const Telling& t) {
    if (e.method == Method::none) return no_interval(e);
    const Manner manner = manner_of(e, t.factor);
    return told(e.low, manner, t) + " to " + told(e.high, manner, t);
}

Estimate turned(Estimate e) {
    const double low = e.low;
    e.mean = -e.mean, e.low = -e.high, e.high = -low;
    return e;
}

std::string round_number(double value) {
    const Magnitude magnitude = magnitude_of(std::fabs(value));
    return fmt::format("{:.6g}{}", value / magnitude.size, magnitude.word);
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
