// Which verbs are there? One function per verb; each returns the exit code.
#pragma once
#include "cli/options.hpp"

namespace strathern {

int run_verb(const Options& options);
int trial_verb(const Options& options);
int check_verb(const Options& options);
int explain_verb(const Options& options);
int export_verb(const Options& options);
int digest_verb(const Options& options);
int trace_verb(const Options& options);
int verify_verb(const Options& options);
int validate_verb(const Options& options);

}  // namespace strathern
