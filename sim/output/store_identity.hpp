// Which study does a store hold?
#pragma once
#include <strathern/error.hpp>
#include <string>
#include <vector>

#include "output/store.hpp"

namespace strathern {

/// Fills the tables study, policies, columns and fingerprints of a new store.
void write_identity(Database& store, const StudyIdentity& identity);

/// Notes in the store that another model adds runs.
void note_model(Database& store, const std::string& model);

/// Models other than this one whose runs a store holds, separated by commas.
std::string models_besides(const StudyIdentity& held, const std::string& model);

/// Whether a store's study names a model among those that made its runs.
bool holds_runs_of(const StudyIdentity& held, const std::string& model);

/// Every field in which a file's study differs from the requested one, as problems of that file; only the program
/// (version, model) if that differs and programs may not be mixed.
std::vector<Problem> identity_differences(const std::string& path, const StudyIdentity& held,
                                          const StudyIdentity& asked, Programs programs);

}  // namespace strathern
