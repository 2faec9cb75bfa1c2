// Which study does a store hold?
#pragma once
#include <strathern/error.hpp>
#include <string>
#include <vector>

#include "output/store.hpp"

namespace strathern {

/// Fills the tables study, policies and columns of a new store.
void write_identity(Database& store, const StudyIdentity& identity);

/// Every field in which a file holds another study than the asked one, as problems of that file; only the version
/// where that is another.
std::vector<Problem> identity_differences(const std::string& path, const StudyIdentity& held,
                                          const StudyIdentity& asked);

}  // namespace strathern
