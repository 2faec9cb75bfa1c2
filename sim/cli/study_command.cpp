// What do run and trial share? The way from a scenario file to analysed results.
#include "cli/study_command.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <sstream>
#include <strathern/error.hpp>
#include <strathern/load.hpp>
#include <strathern/params/definitions.hpp>

#include "cli/console.hpp"
#include "cli/progress.hpp"
#include "cli/signals.hpp"
#include "cli/version.hpp"
#include "output/json.hpp"
#include "scenario/limits.hpp"
#include "scenario/nearest.hpp"
#include "scenario/problems.hpp"
#include "study/estimate.hpp"
#include "study/study.hpp"

namespace strathern {
namespace {

/// Replicates below `last` whose runs are all in the store.
std::uint64_t count_kept(const Store& store, const std::vector<std::uint32_t>& policies, std::uint32_t last) {
    std::uint64_t kept = 0;
    for (std::uint32_t replicate = 0; replicate < last; ++replicate) {
        bool whole = true;
        for (const std::uint32_t policy : policies) whole = whole && store.holds(replicate, policy);
        kept += whole;
    }
    return kept;
}

/// Tables by their names, in the order of Detail and each once. Errors: as names_listed.
std::vector<Detail> tables_of(const std::string& names) {
    std::vector<std::string_view> known;
    for (const DetailTable& each : detail_tables()) known.emplace_back(each.name);
    std::vector<Detail> tables;
    for (const std::string& name : names_listed("--tables: there is no table", names, known)) {
        const Detail table = *detail_of(name);
        if (std::ranges::find(tables, table) == tables.end()) tables.push_back(table);
    }
    std::ranges::sort(tables);
    return tables;
}

/// The command that repeats the answer: everything that affects a number, spelled out.
std::string again(const Options& options, const Scenario& scenario) {
    std::string line = options.line;
    if (!options.seed) line += fmt::format(" --seed {}", scenario.study.seed);
    if (!options.replicates) line += fmt::format(" --replicates {}", scenario.study.replicates_count);
    return line;
}

/// Simulates into an open store; an error keeps what was committed.
void simulate_missing(const StudyRequest& request, Store& store, const std::string& name, bool quiet) {
    StoreSink sink(store);
    StudyState state;
    try {
        TerminalProgress progress(store, name, quiet);
        state = run_study(request, sink, progress);
        store.close();
    } catch (...) {
        store.roll_back();
        remark("strathern: " + kept_text(count_kept(store, request.policies, request.last), request.last, name));
        throw;
    }
    if (state.stopped) {
        remark("strathern: " + kept_text(state.held + state.finished, state.total, name));
        throw Interrupted{stop_signal()};
    }
}

}  // namespace

namespace {

/// The command line can request more than the file did: replicates, and threads that run them in parallel.
void refuse_large(const Scenario& scenario, int threads) {
    const auto side_by_side = std::min<std::int64_t>(threads, scenario.study.replicates_count);
    const std::vector<Problem> problems = limits_passed(scenario, static_cast<int>(side_by_side));
    if (problems.empty()) return;
    const Problem& first = problems.front();
    throw Error(ExitCode::refused, fmt::format("{}: {}, expected {}", first.pointer, first.value, first.rule));
}

/// What else has made the store's runs.
void remark_others(const Store& store, const std::string& name, const StudyIdentity& identity) {
    if (!store.other_models().empty())
        remark(fmt::format("strathern: {} mixes results of models {} with those of this one, {}", printable(name),
                           printable(store.other_models()), identity.model));
    else if (!store.other_commit().empty())
        remark("strathern: " + printable(name) + " was started by commit " + printable(store.other_commit()) +
               "; this is " + identity.commit);
}

}  // namespace

std::vector<std::string> names_listed(const std::string& rule, const std::string& asked,
                                      const std::vector<std::string_view>& known) {
    std::vector<std::string> names;
    std::istringstream words(asked);
    for (std::string word; std::getline(words, word, ',');) {
        const std::string near = nearest_name(word, known);
        if (std::ranges::find(known, word) == known.end())
            throw Error(ExitCode::command_line,
                        {Problem{.rule = rule + " \"" + shortened(word) + "\"",
                                 .hint = near.empty() ? fmt::format("there are {}", fmt::join(known, ", ")) : near}});
        names.push_back(word);
    }
    return names;
}

Scenario load_asked(const Options& options) {
    Scenario scenario = load_scenario(options.names.front(), options.sets);
    if (options.seed) scenario.study.seed = *options.seed;
    if (options.replicates) scenario.study.replicates_count = *options.replicates;
    if (!options.baseline.empty())
        scenario.study.baseline = scenario.policies[policy_position(scenario, options.baseline)].name;
    refuse_large(scenario, options.threads);
    return scenario;
}

std::string default_store(const Scenario& scenario) {
    std::string name;
    for (const char c : scenario.name) {
        const bool harmless = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
        name += harmless ? c : '_';
    }
    return "results/" + name + ".db";
}

FinishedStudy carry_out(const Options& options, Scenario scenario, std::vector<std::uint32_t> policies,
                        const std::string& store_name) {
    StudyIdentity identity = identity_of(scenario, program_version(), program_commit());
    identity.tables = tables_of(options.tables);
    const auto last = static_cast<std::uint32_t>(scenario.study.replicates_count);
    catch_stop_signals();
    const Programs programs = options.mixed ? Programs::mixed : Programs::one;
    Store store(store_name.empty() ? ":memory:" : store_name, identity, programs);
    if (!options.quiet) remark_others(store, store_name, identity);
    const StudyRequest request{
        .scenario = scenario,
        .policies = policies,
        .seed = scenario.study.seed,
        .first = 0,
        .last = last,
        .threads = options.threads,
        .tables = identity.tables,
        .stop = &stop_signal(),
        .held = [&](std::uint32_t replicate, std::uint32_t policy) { return store.holds(replicate, policy); }};
    simulate_missing(request, store, store_name, options.quiet);
    release_stop_signals();
    Results results = read_results(store.database(), identity, policies, 0, last);
    const DetailRequest details{std::move(policies), last, acting_span(identity, results)};
    std::vector<DetailAnalysis> closer = analyse_details(store.database(), identity, details);
    std::string line = again(options, scenario);
    return {std::move(scenario), std::move(identity), std::move(results),
            store_name,          std::move(line),     std::move(closer)};
}

int tell_estimate(const Options& options, const Scenario& scenario, const std::vector<std::uint32_t>& policies) {
    const StudyEstimate estimate = estimate_by_pilot(scenario, policies, options.threads);
    const std::string time = time_text(estimate, options.threads);
    if (options.format == Format::json) {
        JsonWriter json;
        json.begin_object().member("engineer_days", estimate.size.engineer_days);
        json.member("processor_seconds", estimate.processor_seconds).member("threads", options.threads);
        json.member("memory_bytes", estimate.size.memory_bytes()).member("result_bytes", estimate.size.result_bytes);
        json.end_object();
        write_answer(json.text() + "\n");
    } else {
        write_answer(fmt::format("{}: {}; {}\n", printable(scenario.name), size_text(estimate.size), time));
    }
    return static_cast<int>(ExitCode::done);
}

QuarterSpan acting_span(const StudyIdentity& identity, const Results& results) {
    const std::vector<std::uint32_t>& policies = results.policies();
    return {first_acting_quarter(identity, {policies.begin() + 1, policies.end()}),
            static_cast<std::uint32_t>(identity.quarters)};
}

int report_failures(const FinishedStudy& study) {
    constexpr std::size_t shown = 10;
    const auto& failed = study.results.failed();
    for (std::size_t i = 0; i < failed.size() && i < shown; ++i) {
        const FailedRun& run = failed[i];
        remark(fmt::format("strathern: error: replicate {} under {} failed on day {}: {}; seed {}", run.replicate,
                           printable(study.identity.policies[run.policy].name), run.day, printable(run.what),
                           study.identity.seed));
    }
    if (failed.empty()) return static_cast<int>(ExitCode::done);
    remark(fmt::format("strathern: error: {} of {} runs failed; the rest are kept and shown", failed.size(),
                       study.results.policies().size() * study.results.replicates()));
    return static_cast<int>(ExitCode::runs_failed);
}

}  // namespace strathern
