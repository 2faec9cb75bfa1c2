// Invariants: what can never be.
#pragma once
#include "model/today.hpp"

namespace strathern {

/// Why the state can't be, or null: a number that is not finite, shares that don't fill the day or exceed the longest.
const char* broken_invariant(const InForce&, const State&);

}  // namespace strathern
