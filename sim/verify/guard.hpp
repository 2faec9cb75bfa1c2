// May a claim judge a changed scenario? Guards follow from the claim's formula instead of being written by hand.
#pragma once
#include <string>
#include <string_view>

#include "verify/claim.hpp"

namespace strathern {

/// Whether a path is one of those listed: "review.care money.*" holds review.care and all of money.
bool is_listed(std::string_view listed, std::string_view path);

/// Whether two expected values differ by more than rounding. Not a number counts as moved: the formula has something
/// to say about what changed.
bool is_moved(double one, double other);

/// Why a claim cannot judge `given`, or empty. Each value that differs from the shipped scenario must move what is
/// expected or be listed as without influence; else it must be the shipped value. Then the numbers must be within the
/// formula's range, and the formula must give a number.
std::string unmet(const Claim& claim, const Scenario& given, const Scenario& shipped);

}  // namespace strathern
