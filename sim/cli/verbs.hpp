// What can be asked? One function a verb; each gives the exit code.
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
