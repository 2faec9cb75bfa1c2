// Where are the scenarios shipped with the program?
#pragma once
#include <string>
#include <vector>

namespace strathern {

/// Folders in which a program's scenarios may be, in the order in which they are tried: as installed, then
/// `scenarios` in each folder from the program's own upwards, as in a checkout.
/// @param program the program's path; empty when unknown
std::vector<std::string> shipped_places(const std::string& program);

/// The first of these places that holds scenario.schema.json; empty if none does.
std::string first_shipped(const std::vector<std::string>& places);

/// The folder of the shipped scenarios of the running program; empty if there is none.
std::string find_shipped_scenarios();

/// The same. Errors: ExitCode::environment when there is none, with the folders that were tried.
std::string shipped_scenarios();

/// A sentence for a missing shipped file: empty if the shipped scenarios are found, else the folders that were tried.
std::string shipped_missing();

}  // namespace strathern
