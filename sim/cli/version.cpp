// Which program is this? CMake passes it to this file only.
#include "cli/version.hpp"

#ifndef STRATHERN_COMMIT
#define STRATHERN_COMMIT "unknown"
#endif

namespace strathern {

std::string program_commit() { return STRATHERN_COMMIT; }
std::string program_title() { return "strathern " + program_version() + " (" + program_commit() + ")"; }

}  // namespace strathern
