// The program: a table of verbs, and the one place where errors become messages and exit codes.
#include <exception>
#include <new>
#include <strathern/error.hpp>
#include <string>
#include <vector>

#include "cli/console.hpp"
#include "cli/options.hpp"
#include "cli/study_command.hpp"
#include "cli/verbs.hpp"
#include "cli/version.hpp"
#include "scenario/problems.hpp"

namespace strathern {
namespace {

constexpr unsigned study_options = option_seed | option_replicates | option_threads | option_out | option_set |
                                   option_tables | option_format | option_quiet | option_dry_run;

const std::vector<Verb> verbs = {
    {"run", "Simulates a scenario under one policy, quarter by quarter", "SCENARIO", "a scenario file", false,
     study_options | option_policy | option_log,
     "  strathern run scenarios/tokenmaxxing.json\n"
     "  strathern run my.json --policy token_quota --replicates 200 --out mine.db\n"
     "  strathern run my.json --set review.care=3 --format json\n"
     "  strathern run my.json --tables levels,practices --out closer.db\n"
     "  strathern run my.json --policy token_quota --log changes,reviews,incidents,releases --out log",
     run_verb},
    {"trial", "Compares policies with a baseline, replicate by replicate", "SCENARIO", "a scenario file", false,
     study_options | option_baseline | option_policies | option_page,
     "  strathern trial scenarios/tokenmaxxing.json --page tokenmaxxing.html\n"
     "  strathern trial my.json --baseline none --policies token_quota,token_quota_paired --replicates 1000\n"
     "  strathern trial my.json --set management.pressure=2 --out strict.db --format csv",
     trial_verb},
    {"check", "Reports every problem in scenarios", "SCENARIO", "scenario files", true,
     option_set | option_format | option_quiet,
     "  strathern check scenarios/*.json\n"
     "  strathern check my.json --set people.ramp_days=-1 --format json",
     check_verb},
    {"explain", "Explains anything that has a name: parameters, policies, outputs, words, exit codes", "NAME",
     "what to explain", true, 0,
     "  strathern explain goodhart\n"
     "  strathern explain review.care\n"
     "  strathern explain token_quota\n"
     "  strathern explain exit code 7",
     explain_verb},
    {"list", "Lists what there is: scenarios, policies, practices, signals, outputs and more", "[KIND]",
     "what to list; without it, the kinds", false, option_format | option_quiet,
     "  strathern list\n"
     "  strathern list policies\n"
     "  strathern list outputs --format csv",
     list_verb},
    {"new", "Writes a scenario to start from, as NAME.json", "NAME", "name of the scenario", false, 0,
     "  strathern new mine\n"
     "  strathern new studies/reviewers\n"
     "An existing file is never changed.",
     new_verb},
    {"export", "Writes a table of a store as CSV", "STORE", "a store file", false, option_table,
     "  strathern export results/tokenmaxxing.db --table quarters > quarters.csv\n"
     "  strathern export results/tokenmaxxing.db --table differences --baseline token_quota\n"
     "Everything is compared with its fingerprint first; nothing of a damaged store is written. Tables months,\n"
     "teams, levels, practices and distributions are there if --tables asked for them. Tables means and\n"
     "quarter_differences (by quarter) and differences are computed, with the intervals of run and trial.\n"
     "Text that a spreadsheet would take for a formula (it starts with = + - @, a tab or a carriage return) is "
     "written\n"
     "with an apostrophe in front, and so is text that starts with an apostrophe.",
     export_verb},
    {"digest", "Prints the fingerprint of a store's results", "STORE", "a store file", false, 0,
     "  strathern digest results/tokenmaxxing.db\n"
     "Two stores with the same results have the same digest, regardless of order, threads or interruptions.",
     digest_verb},
    {"trace", "Digests every column of state after each phase, or reports where two traces diverge", "FILE",
     "a scenario file; with --compare, two traces", true,
     option_policy | option_seed | option_threads | option_set | option_trace,
     "  strathern trace my.json --policy token_quota --days 60..70 --out a.csv\n"
     "  strathern trace my.json --policy token_quota --days 60..70 --set review.care=3 --out b.csv\n"
     "  strathern trace --compare a.csv b.csv\n"
     "A trace is CSV: day (from 1), phase, column, digest. Its first line is a comment that starts with #.",
     trace_verb},
    {"verify", "Checks the program against theory, scenario by scenario", "", "", false,
     option_seed | option_replicates | option_threads | option_format | option_quiet | option_verify,
     "  strathern verify\n"
     "  strathern verify --filter wait --seed 7\n"
     "  strathern verify --folder my-theory --format json\n"
     "  strathern verify --coverage\n"
     "Expected values are computed from each scenario's own numbers. Exit code 1 when a claim does not hold.",
     verify_verb},
    {"validate", "Compares the program with published findings, fact by fact", "", "", false,
     option_seed | option_replicates | option_threads | option_format | option_quiet | option_validate,
     "  strathern validate\n"
     "  strathern validate --filter review --seed 7\n"
     "  strathern validate --folder my-facts --format json\n"
     "docs/validation.md explains how facts are judged and why some fail. Exit code 1 when one is not inside its band.",
     validate_verb},
    {"completion", "Prints the completion of commands for a shell", "SHELL", "bash, zsh or fish", false, 0,
     "  source <(strathern completion bash)\n"
     "  strathern completion fish > ~/.config/fish/completions/strathern.fish\n"
     "An installation puts all three where the shells look for them.",
     completion_verb, "bash zsh fish"},
    {"man", "Prints the manual page, for man and groff", "", "", false, 0,
     "  strathern man > strathern.1\n"
     "  strathern man | man -l -",
     man_verb},
};

int act(int argc, const char* const* argv) {
    const Command command = parse_command_line(argc, argv, verbs, program_title());
    if (command.verb) return command.verb->run(command.options);
    write_answer(command.text);
    return static_cast<int>(ExitCode::done);
}

int tell(const Error& error) {
    std::string text = describe(error);
    text.pop_back();
    remark(text);
    return static_cast<int>(error.code());
}

/// Everything that can end the program, as an exit code.
int guarded(int argc, const char* const* argv) {
    try {
        return act(argc, argv);
    } catch (const Error& error) {
        return tell(error);
    } catch (const Interrupted& interrupted) {
        return 128 + interrupted.signal;
    } catch (const ReaderGone&) {
        return 128 + 13;  // as a program that SIGPIPE ends
    } catch (const std::bad_alloc&) {
        return tell(Error(ExitCode::environment, "out of memory"));
    } catch (const std::exception& error) {
        return tell(Error(ExitCode::internal, std::string("internal error, please report it: ") + error.what()));
    }
}

}  // namespace

const std::vector<Verb>& all_verbs() { return verbs; }

}  // namespace strathern

int main(int argc, char** argv) {
    strathern::guard_standard_streams();
    return strathern::guarded(argc, argv);
}
