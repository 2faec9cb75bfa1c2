// Which program is this?
#pragma once
#include <string>

namespace strathern {

/// As "0.1.0"; stands in every store.
std::string program_version();
/// Of the source, by `git describe`; "unknown" outside of a repository.
std::string program_commit();
/// As "strathern 0.1.0 (1a2b3c4)".
std::string program_title();

}  // namespace strathern
