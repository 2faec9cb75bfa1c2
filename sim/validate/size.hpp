// How large is an experiment: whose work is it, and for how long? For levels, which are rates.
#pragma once
#include "study/outcomes.hpp"

namespace strathern {

/// Seats of engineers, vacant ones included.
double engineers(const Outcomes& outcomes);

/// Teams on the first day.
double teams(const Outcomes& outcomes);

/// Reported years.
double years(const Outcomes& outcomes);

}  // namespace strathern
