// An organisation that has been left alone: from where the policies of a replicate start.
#pragma once
#include <strathern/results.hpp>
#include <strathern/state.hpp>

namespace strathern {

/// On the eve of the first reported day. What `simulate` takes is the state.
struct Rested {
    RunOutcome outcome;  ///< of the warm-up
    State state;
};

}  // namespace strathern
