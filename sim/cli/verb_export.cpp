// strathern export: a table of a store as CSV, kept or computed.
#include <algorithm>
#include <strathern/error.hpp>

#include "cli/console.hpp"
#include "cli/study_command.hpp"
#include "cli/verbs.hpp"
#include "cli/view.hpp"
#include "output/csv.hpp"
#include "output/store.hpp"
#include "output/store_results.hpp"
#include "scenario/problems.hpp"

namespace strathern {
namespace {

/// Which runs a store holds.
struct Extent {
    std::uint32_t last = 0;      ///< replicates [0, last)
    std::vector<bool> policies;  ///< whether there are runs under it
};

Extent extent_of(Database& store, const StudyIdentity& identity) {
    Extent extent{0, std::vector<bool>(identity.policies.size())};
    for_each_run(store, identity, 0, UINT32_MAX, [&](const StoredRun& run) {
        extent.last = run.replicate + 1;
        extent.policies[run.policy] = true;
    });
    return extent;
}

std::uint32_t baseline_of(const Options& options, const StudyIdentity& identity, const Extent& extent) {
    const std::string& name = options.baseline.empty() ? identity.baseline : options.baseline;
    std::string others;
    for (std::uint32_t policy = 0; policy < identity.policies.size(); ++policy) {
        if (!extent.policies[policy]) continue;
        if (identity.policies[policy].name == name) return policy;
        others += (others.empty() ? "" : ", ") + identity.policies[policy].name;
    }
    throw Error(ExitCode::command_line, "the store has no runs under policy \"" + shortened(name) + "\"; it has runs " +
                                            (others.empty() ? "under none" : "under " + printable(others)));
}

/// All that have runs; for differences the baseline first.
std::vector<std::uint32_t> policies_of(const Options& options, const StudyIdentity& identity, const Extent& extent) {
    std::vector<std::uint32_t> policies;
    for (std::uint32_t policy = 0; policy < extent.policies.size(); ++policy) {
        if (extent.policies[policy]) policies.push_back(policy);
    }
    if (options.table == "means" && !policies.empty()) return policies;
    const auto baseline = std::ranges::find(policies, baseline_of(options, identity, extent));
    std::rotate(policies.begin(), baseline, baseline + 1);
    return policies;
}

void ask_over(const std::string& way, StudyIdentity& identity) {
    if (way.empty()) return;
    const Over over = way == "sum" ? Over::sum : way == "mean" ? Over::mean : Over::last;
    for (StoredColumn& column : identity.columns) column.over = over;
}

/// No differences, which would take most of the time.
StudyAnalysis levels_by_quarter(const Results& results, const StudyIdentity& identity) {
    StudyAnalysis analysis;
    Estimator estimator;
    for (std::size_t column = 0; column < identity.columns.size(); ++column) {
        auto& series = analysis.by_quarter.emplace_back(results.quarters());
        for (std::uint32_t quarter = 0; quarter < series.size(); ++quarter) {
            for (std::size_t policy = 0; policy < results.policies().size(); ++policy)
                series[quarter].levels.push_back(
                    level(estimator, results, identity.columns[column], column, policy, {quarter, quarter + 1}));
        }
    }
    return analysis;
}

std::string computed_table(const Options& options, Database& store) {
    StudyIdentity identity = read_identity(store);
    ask_over(options.over, identity);
    const Extent extent = extent_of(store, identity);
    const Results results = read_results(store, identity, policies_of(options, identity, extent), 0, extent.last);
    if (options.table == "means") return run_csv({identity, results, levels_by_quarter(results, identity)});
    const bool by_quarter = options.table == "quarter_differences";
    const StudyAnalysis analysis = analyse(results, identity, {0, acting_span(identity, results), by_quarter});
    if (by_quarter) return quarter_differences_csv({identity, results, analysis});
    return trial_csv({identity, results, analysis});
}

}  // namespace

int export_verb(const Options& options) {
    Database store = open_store(options.names.front());
    if (options.table == "means" || options.table == "differences" || options.table == "quarter_differences")
        write_answer(computed_table(options, store));
    else
        export_csv(store, options.table, [](std::string_view piece) { write_answer(piece); });
    return static_cast<int>(ExitCode::done);
}

}  // namespace strathern
