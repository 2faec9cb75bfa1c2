// Which verbs are there? One function per verb; each returns the exit code.
#pragma once
#include <vector>

#include "cli/options.hpp"

namespace strathern {

/// The rows of main.cpp.
const std::vector<Verb>& all_verbs();

int run_verb(const Options& options);
int trial_verb(const Options& options);
int check_verb(const Options& options);
int explain_verb(const Options& options);
int export_verb(const Options& options);
int digest_verb(const Options& options);
int trace_verb(const Options& options);
int verify_verb(const Options& options);
int validate_verb(const Options& options);
int list_verb(const Options& options);
int new_verb(const Options& options);
int completion_verb(const Options& options);
int man_verb(const Options& options);

}  // namespace strathern
