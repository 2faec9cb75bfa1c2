// strathern trial: what do policies change, compared with a baseline under the same luck?
#include <algorithm>
#include <strathern/error.hpp>
#include <strathern/params/definitions.hpp>

#include "cli/console.hpp"
#include "cli/page_file.hpp"
#include "cli/study_command.hpp"
#include "cli/verbs.hpp"
#include "cli/view.hpp"
#include "cli/view_details.hpp"
#include "output/store_file.hpp"
#include "report/page.hpp"
#include "scenario/problems.hpp"
#include "study/study.hpp"

namespace strathern {
namespace {

/// Names separated by commas.
std::vector<std::string> split(const std::string& names) {
    std::vector<std::string> parts(1);
    for (const char c : names) {
        if (c == ',')
            parts.emplace_back();
        else
            parts.back() += c;
    }
    return parts;
}

/// The baseline first, then the requested policies, each once.
std::vector<std::uint32_t> policies_of(const Options& options, const Scenario& scenario) {
    std::vector<std::uint32_t> policies = {policy_position(scenario, scenario.study.baseline)};
    const auto add = [&](std::uint32_t policy) {
        if (std::find(policies.begin(), policies.end(), policy) == policies.end()) policies.push_back(policy);
    };
    if (options.policies.empty()) {
        for (std::uint32_t policy = 0; policy < scenario.policies.size(); ++policy) add(policy);
    } else {
        for (const std::string& name : split(options.policies)) add(policy_position(scenario, name));
    }
    if (policies.size() == 1)
        throw Error(
            ExitCode::command_line,
            {Problem{.rule = "there is no policy to compare with the baseline \"" + scenario.study.baseline + "\"",
                     .hint = options.policies.empty() ? "add one to the scenario's policies"
                                                      : "name others with --policies"}});
    return policies;
}

std::string store_of(const Options& options, const Scenario& scenario) {
    if (!options.out.empty()) return options.out;
    const std::string store = default_store(scenario);
    create_folder_of(store);
    return store;
}

void check_page_of(const Options& options, const Scenario& scenario) {
    const std::string store = options.out.empty() ? default_store(scenario) : options.out;
    if (same_file(options.page, store))
        throw Error(ExitCode::command_line, "--page and the store (--out) are the same file: " + printable(store));
    check_page(options.page);
}

std::string page_of(const FinishedStudy& study, const StudyAnalysis& analysis) {
    return html_page(
        {study.scenario, study.identity, study.results, analysis, study.again, study.store, study.details});
}

}  // namespace

int trial_verb(const Options& options) {
    Scenario scenario = load_asked(options);
    const std::vector<std::uint32_t> policies = policies_of(options, scenario);
    if (options.dry_run) return tell_estimate(options, scenario, policies);
    if (!options.page.empty()) check_page_of(options, scenario);
    const std::string store = store_of(options, scenario);
    const FinishedStudy study = carry_out(options, std::move(scenario), policies, store);
    const bool by_quarter = options.format == Format::json || !options.page.empty();
    const QuarterSpan span = acting_span(study.identity, study.results);
    const StudyAnalysis analysis = analyse(study.results, study.identity, {0, span, by_quarter});
    if (!options.page.empty()) write_page(options.page, page_of(study, analysis));
    switch (options.format) {
        case Format::table:
            write_answer(trial_table(study, analysis, terminal_width(1), colours_wanted(1)) +
                         details_text(study, terminal_width(1), colours_wanted(1)));
            break;
        case Format::csv:
            write_answer(trial_csv({study.identity, study.results, analysis}));
            break;
        case Format::json:
            write_answer(study_json(study, analysis, "trial"));
            break;
    }
    return report_failures(study);
}

}  // namespace strathern
