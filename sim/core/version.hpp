// Which version and which model is this? Both stand in every store, and in what is said about stores of others.
#pragma once
#include <string>

namespace strathern {

/// As "0.2.0".
std::string program_version();
/// 16 hexadecimal digits, of the sources that determine results: programs with the same ones give the same numbers.
std::string model_fingerprint();

}  // namespace strathern
