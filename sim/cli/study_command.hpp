// What do run and trial share? The way from a scenario file to analysed results.
#pragma once
#include <cstdint>
#include <strathern/params/scenario.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/comparison.hpp"
#include "analysis/details.hpp"
#include "cli/options.hpp"
#include "output/store.hpp"
#include "output/store_results.hpp"
#include "study/runner.hpp"

namespace strathern {

/// Thrown when a signal requested a stop; everything has been reported and kept.
struct Interrupted {
    int signal;
};

/// A study with all requested runs.
struct FinishedStudy {
    Scenario scenario;
    StudyIdentity identity;
    Results results;                           ///< its policies in the requested order
    std::string store;                         ///< as the user named it; empty when nothing is kept
    std::string again;                         ///< the command that gives the same answer
    std::vector<DetailAnalysis> details = {};  ///< of the tables that were asked for
};

/// Names separated by commas. Errors: ExitCode::command_line for one that is not known, with the nearest.
/// @param rule what the message says before the name: "--log: there is no log"
std::vector<std::string> names_listed(const std::string& rule, const std::string& asked,
                                      const std::vector<std::string_view>& known);

/// Loads the requested scenario; options override the file. Errors: as load_scenario.
Scenario load_asked(const Options& options);

/// Default file of a trial's results: results/<name>.db, with a name that is safe for a file.
std::string default_store(const Scenario& scenario);

/// Simulates missing runs, stores them and reads everything back.
/// @param policies positions, in the order of the answer @param store empty: nothing is kept
/// Errors: all of Store and run_study; Interrupted.
FinishedStudy carry_out(const Options& options, Scenario scenario, std::vector<std::uint32_t> policies,
                        const std::string& store);

/// Says what the study would need, and simulates nothing of it. Returns the exit code.
int tell_estimate(const Options& options, const Scenario& scenario, const std::vector<std::uint32_t>& policies);

/// The quarters that differences are about: from the first in which a policy other than the first one acts.
QuarterSpan acting_span(const StudyIdentity& identity, const Results& results);

/// Reports failed runs on standard error. Returns the exit code: done, or runs_failed.
int report_failures(const FinishedStudy& study);

}  // namespace strathern
