// strathern run --log: one run as the files that engineers' tools export.
#pragma once
#include "cli/options.hpp"

namespace strathern {

/// Simulates one replicate under one policy and writes a file a log into the folder --out. Gives the exit code.
int write_log(const Options& options);

}  // namespace strathern
