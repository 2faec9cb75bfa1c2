// Invariants: what can never be.
#pragma once
#include <string>

#include "model/today.hpp"

namespace strathern {

/// Why the state can't be, or nothing: a number that is not finite, shares that don't fill the day or exceed the
/// longest. Says which column, of which option, whose, and since which week; the first found.
/// @param week that has just ended; the week before nothing was broken
std::string broken_invariant(const InForce&, const Catalogue&, const State&, int week);

/// Whether all of n numbers are finite.
bool all_finite(std::size_t n, const double* x);

}  // namespace strathern
