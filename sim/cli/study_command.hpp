// What do run and trial share? From the scenario's file to analysed results, whatever stands in the way.
#pragma once
#include <cstdint>
#include <strathern/params/scenario.hpp>
#include <string>
#include <vector>

#include "analysis/comparison.hpp"
#include "cli/options.hpp"
#include "output/store.hpp"
#include "output/store_results.hpp"
#include "study/runner.hpp"

namespace strathern {

/// Thrown when a signal asked for a stop; everything has been said and kept.
struct Interrupted {
    int signal;
};

/// A study whose asked runs are all there.
struct FinishedStudy {
    Scenario scenario;
    StudyIdentity identity;
    Results results;    ///< its policies in the asked order
    std::string store;  ///< as the user named it; empty when nothing is kept
    std::string again;  ///< the command that gives the same answer
};

/// Loads the scenario that was asked for; options win over the file. Errors: what load_scenario says.
Scenario load_asked(const Options& options);

/// File in which a trial is kept unless told otherwise: results/<name>.db with a harmless name.
std::string default_store(const Scenario& scenario);

/// Simulates what is missing, keeps it, reads everything back.
/// @param policies positions, in the order of the answer @param store empty: nothing is kept
/// Errors: all of Store and run_study; Interrupted.
FinishedStudy carry_out(const Options& options, Scenario scenario, std::vector<std::uint32_t> policies,
                        const std::string& store);

/// Tells of failed runs on standard error. Gives the exit code: done, or runs_failed.
int report_failures(const FinishedStudy& study);

}  // namespace strathern
