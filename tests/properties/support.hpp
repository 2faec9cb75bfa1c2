// What the tests of the whole model share: scenarios, runs that are looked at phase by phase, and where two differ.
#pragma once
#include <cstdint>
#include <span>
#include <strathern/params/definitions.hpp>
#include <strathern/simulate.hpp>
#include <strathern/totals.hpp>  // behind simulate.hpp: a name of draws.hpp would shadow one of the state's
#include <string>
#include <string_view>
#include <vector>

#include "study/runner.hpp"

namespace strathern::test {

/// A scenario of the folder `scenarios`, cold on its first morning, with settings as on the command line.
Scenario shipped(const std::string& file, const std::vector<std::string>& sets = {});

/// A scenario from its text, cold unless it speaks of a warm-up, with settings as on the command line.
Scenario written(const std::string& json, const std::vector<std::string>& sets = {});

/// The shipped study of seven policies, in a year of four teams with a high turnover: hires and leavers every week.
Scenario busy_year();

/// The policy of that name.
const Policy& policy_named(const Scenario& scenario, const std::string& name);

/// Which run: luck, policy and what is taken down of it.
struct Sight {
    const Policy& policy;
    std::uint64_t seed = 1;
    std::uint32_t replicate = 0;
    /// Only rows of the first so many teams are taken down, and nothing that belongs to the whole organisation.
    std::uint32_t teams = UINT32_MAX;
};

/// One column after one phase. Of several lanes or parts the `number`th.
struct ColumnMark {
    int day;
    const char* phase;
    const char* name;
    int number;
    std::uint64_t digest;  ///< of the bits, with -0 taken as 0: nothing times a negative number is nothing
};

/// Everything that could be seen of a run.
struct Trace {
    std::vector<ColumnMark> columns;
    std::vector<QuarterRow> quarters;
};

/// Simulates the scenario and takes down every column after every phase, and every output.
Trace trace_of(const Scenario& scenario, const Sight& sight);
Trace trace_of(const Scenario& scenario, const Sight& sight, Executor& executor);

/// The first column that differs, in words; empty if none does. Columns named in `left_out` are not looked at.
std::string first_difference(const Trace& a, const Trace& b, std::span<const std::string_view> left_out = {});

/// The first output that differs, in words; empty if none does.
std::string first_difference(const std::vector<QuarterRow>& a, const std::vector<QuarterRow>& b,
                             std::span<const std::string_view> left_out = {});

/// Runs one policy as a study does, without looking on: outputs only, of the scenario's seed.
std::vector<QuarterRow> outputs_of(const Scenario& scenario, const std::string& policy, Executor& executor,
                                   std::uint32_t replicate = 0);

/// One output of one quarter.
double output(const QuarterRow& row, const char* name);

}  // namespace strathern::test
