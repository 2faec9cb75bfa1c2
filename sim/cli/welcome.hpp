// What does the program say to somebody who says nothing?
#pragma once
#include <string>

namespace strathern {

/// Six lines: what it is, and what to do first. @param program the program as it was called
std::string welcome(const std::string& program);

}  // namespace strathern
