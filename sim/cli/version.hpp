// Which program is this? Its version, and the commit of its source.
#pragma once
#include <string>

#include "core/version.hpp"

namespace strathern {

/// Of the source, by `git describe`; "unknown" outside of a repository.
std::string program_commit();
/// As "strathern 0.2.0 (1a2b3c4)".
std::string program_title();

}  // namespace strathern
