// Which version is this? Stands in every store, and in what is said about stores of other versions.
#pragma once
#include <string>

namespace strathern {

/// As "0.2.0".
std::string program_version();

}  // namespace strathern
