// Which study does a store hold?
#pragma once
#include <strathern/error.hpp>
#include <string>
#include <vector>

#include "output/store.hpp"

namespace strathern {

/// Fills the tables study, policies and columns of a new store.
void write_identity(Database& store, const StudyIdentity& identity);

/// Every field in which a file's study differs from the requested one, as problems of that file; only the version
/// if that differs.
std::vector<Problem> identity_differences(const std::string& path, const StudyIdentity& held,
                                          const StudyIdentity& asked);

}  // namespace strathern
