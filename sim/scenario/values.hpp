// How are single values written in JSON, and which are allowed?
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "scenario/document.hpp"
#include "strathern/params.hpp"

namespace strathern {

/// Reads one value into its address. Nothing is converted: "5", 1.0 for an integer and 1 for true are rejected.
/// Errors: a problem; the address keeps what it held.
void read_leaf(const JsonNode& node, const ParameterInfo& info, void* address, const std::string& pointer,
               Sources& sources);

/// Whether a parameter determines a run's size; these may exceed their maximum when read, check_limits rejects them.
bool is_size(const ParameterInfo& info);

/// What is allowed for a value, for messages: "a number from 0 to 1 [share]".
std::string rule_of(const ParameterInfo& info);

/// First week, from 0, of "week 6" or "quarter 2"; -1 if the text is not a date.
int week_of(const std::string& date);

/// The date of a week, in the largest unit that fits: 5 -> "week 6", 13 -> "quarter 2".
std::string date_of(int week);

/// Index of a parameter in parameter_table(), or the table's size if the path is unknown.
std::uint32_t parameter_index(std::string_view path);

}  // namespace strathern
