// How does a test change a parameter? By its path: a test that names no member isn't compiled again when its group gets
// a new one.
#pragma once
#include <algorithm>
#include <stdexcept>
#include <strathern/params.hpp>
#include <string>
#include <string_view>

namespace strathern::test {

/// Errors: std::invalid_argument for an unknown path.
inline std::uint32_t known_parameter(std::string_view path) {
    const auto table = parameter_table();
    const auto found = std::ranges::find(table, path, &ParameterInfo::path);
    if (found == table.end()) throw std::invalid_argument("no parameter " + std::string(path));
    return static_cast<std::uint32_t>(found - table.begin());
}

/// Value of a parameter; enums by their number, booleans 0 or 1.
inline double at(const Parameters& parameters, std::string_view path) {
    return parameter_value(parameters, known_parameter(path));
}

/// Gives a parameter a value, which may lie outside its range.
inline void put(Parameters& parameters, std::string_view path, double value) {
    set_parameter(parameters, known_parameter(path), value);
}

/// Gives a parameter one of its choices, as in put(p, "work.change_law", "fixed").
/// Errors: std::invalid_argument for an unknown choice.
inline void put(Parameters& parameters, std::string_view path, std::string_view choice) {
    const auto choices = parameter_table()[known_parameter(path)].choices;
    const auto found = std::ranges::find(choices, choice);
    if (found == choices.end()) throw std::invalid_argument("no choice " + std::string(choice));
    put(parameters, path, static_cast<double>(found - choices.begin()));
}

}  // namespace strathern::test
