// strathern check: what is wrong with these scenarios?
#include <algorithm>
#include <strathern/error.hpp>
#include <strathern/load.hpp>
#include <strathern/params/definitions.hpp>

#include "cli/console.hpp"
#include "cli/verbs.hpp"
#include "cli/version.hpp"
#include "output/csv.hpp"
#include "output/json.hpp"
#include "scenario/limits.hpp"
#include "scenario/problems.hpp"
#include "study/estimate.hpp"
#include "study/study.hpp"

namespace strathern {
namespace {

/// Result of one file.
struct Checked {
    std::string file, hash;
    std::size_t policies = 0;
    StudyEstimate estimate;
    std::string problems;  ///< lines
    std::string problems_json;
    int code = 0;
};

Checked check(const std::string& file, const Options& options) {
    Checked checked;
    checked.file = file;
    try {
        const Scenario scenario = load_scenario(file, options.sets);
        checked.hash = identity_of(scenario, program_version(), program_commit()).scenario_hash;
        checked.policies = scenario.policies.size();
        checked.estimate = estimate_by_pilot(scenario, {}, options.threads);
    } catch (const Error& error) {
        checked.problems = describe(error);
        checked.problems_json = problems_json(error);
        checked.code = static_cast<int>(error.code());
    }
    return checked;
}

void tell_json(const std::vector<Checked>& all) {
    JsonWriter json;
    json.begin_object().key("scenarios").begin_list();
    for (const Checked& one : all) {
        json.begin_object().member("file", one.file).member("ok", one.code == 0);
        if (one.code == 0)
            json.member("hash", one.hash)
                .member("policies", std::uint64_t{one.policies})
                .member("engineer_days", one.estimate.size.engineer_days)
                .member("processor_seconds", one.estimate.processor_seconds)
                .member("memory_bytes", one.estimate.size.memory_bytes())
                .member("result_bytes", one.estimate.size.result_bytes);
        else
            json.key("error").raw(one.problems_json);
        json.end_object();
    }
    json.end_list().end_object();
    write_answer(json.text() + "\n");
}

void tell_csv(const std::vector<Checked>& all) {
    std::string text = "file,ok,hash,policies\n";
    for (const Checked& one : all) {
        text +=
            csv_text(one.file) + (one.code == 0 ? ",1," : ",0,") + one.hash + "," + std::to_string(one.policies) + "\n";
    }
    write_answer(text);
}

void tell_lines(const std::vector<Checked>& all, bool quiet, int threads) {
    for (const Checked& one : all) {
        if (one.code == 0 && !quiet)
            write_answer("ok " + printable(one.file) + " (scenario " + one.hash + ", " + std::to_string(one.policies) +
                         (one.policies == 1 ? " policy; " : " policies; ") + size_text(one.estimate.size) + "; " +
                         time_text(one.estimate, threads) + ")\n");
    }
}

}  // namespace

int check_verb(const Options& options) {
    std::vector<Checked> all;
    for (const std::string& file : options.names) all.push_back(check(file, options));
    for (const Checked& one : all) {
        if (!one.problems.empty()) remark(one.problems.substr(0, one.problems.size() - 1));
    }
    switch (options.format) {
        case Format::table:
            tell_lines(all, options.quiet, options.threads);
            break;
        case Format::csv:
            tell_csv(all);
            break;
        case Format::json:
            tell_json(all);
            break;
    }
    const auto worst = std::find_if(all.begin(), all.end(), [](const Checked& one) { return one.code != 0; });
    return worst == all.end() ? static_cast<int>(ExitCode::done) : worst->code;
}

}  // namespace strathern
