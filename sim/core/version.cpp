// Which version is this? CMake tells this file only.
#include "core/version.hpp"

#ifndef STRATHERN_VERSION
#define STRATHERN_VERSION "0.0.0"
#endif

namespace strathern {

std::string program_version() { return STRATHERN_VERSION; }

}  // namespace strathern
