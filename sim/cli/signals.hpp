// Was the program asked to stop?
#pragma once
#include <atomic>

namespace strathern {

/// From now on SIGINT, SIGTERM and SIGHUP only raise a flag; a second one ends the program at once. Signals that the
/// program was started to ignore stay ignored.
void catch_stop_signals();

/// Restores their default action: ending the program.
void release_stop_signals();

/// Number of the signal that requested a stop, 0 before.
const std::atomic<int>& stop_signal();

}  // namespace strathern
