// What was requested on the command line? The only file that knows CLI11.
#include "cli/options.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>
#include <iterator>
#include <sstream>
#include <strathern/error.hpp>
#include <strathern/params/definitions.hpp>
#include <thread>
#include <utility>

#include "cli/exit_codes.hpp"
#include "cli/pages.hpp"
#include "cli/welcome.hpp"
#include "output/details.hpp"
#include "scenario/nearest.hpp"
#include "study/log.hpp"

namespace strathern {
namespace {

constexpr int threads_limit = 1024;
constexpr std::uint32_t replicates_limit = 10'000'000;
constexpr std::uint32_t replicate_limit = (1u << 24) - 1;  // what a draw's counter has room for

/// Accepts an unsigned number in decimal digits only: no sign, space, fraction or trailing text.
template <class Number>
CLI::Validator whole_number(Number least, Number greatest) {
    const std::string rule = "a whole number from " + std::to_string(least) + " to " + std::to_string(greatest);
    return CLI::Validator(
        [=](const std::string& text) {
            Number number{};
            const char* const end = text.data() + text.size();
            const auto result = std::from_chars(text.data(), end, number);
            const bool good = result.ec == std::errc() && result.ptr == end && number >= least && number <= greatest;
            return good ? std::string() : "\"" + text + "\" is not " + rule;
        },
        "");
}

/// "; the nearest is "--page"", or nothing. @param before "--" for options
std::string nearest(const std::string& before, const std::string& written, const std::vector<std::string_view>& names) {
    const std::string near = nearest_name(written, names);
    return near.empty() ? "" : "; the nearest is \"" + before + near + "\"";
}

/// "a, b or c"
std::string either(const std::vector<std::string_view>& names) {
    std::string text;
    for (std::size_t i = 0; i < names.size(); ++i)
        text += (i == 0 ? "" : i + 1 == names.size() ? " or " : ", ") + std::string(names[i]);
    return text;
}

/// "a b c"
std::string joined(const std::vector<std::string_view>& names) {
    std::string text;
    for (const std::string_view name : names) text += (text.empty() ? "" : " ") + std::string(name);
    return text;
}

/// Takes anything; the names are only proposed by completions.
CLI::Validator proposing(const std::vector<std::string_view>& names) {
    return CLI::Validator([](const std::string&) { return std::string(); }, "", joined(names));
}

std::vector<std::string> split(const std::string& words) {
    std::istringstream stream(words);
    return {std::istream_iterator<std::string>(stream), {}};
}

/// Takes one of these names only; they are also the validator's own name, by which words_of finds them.
CLI::Validator one_of(const std::vector<std::string_view>& names) {
    return CLI::Validator(
        [=](const std::string& text) {
            if (std::find(names.begin(), names.end(), text) != names.end()) return std::string();
            return "\"" + text + "\" is not " + either(names) + nearest("", text, names);
        },
        "", joined(names));
}

void add_study_options(CLI::App& app, unsigned bits, Options& options) {
    if (bits & option_policy)
        app.add_option("--policy", options.policy, "Policy to simulate (default: the scenario's baseline)")
            ->type_name("NAME");
    if (bits & option_baseline)
        app.add_option("--baseline", options.baseline, "Policy to compare the others with (default: the scenario's)")
            ->type_name("NAME");
    if (bits & option_policies)
        app.add_option("--policies", options.policies,
                       "Policies to compare, separated by commas (default: all in the scenario)")
            ->type_name("A,B");
    if (bits & option_seed)
        app.add_option("--seed", options.seed, "Random seed, a 64-bit number (default: the scenario's)")
            ->type_name("N")
            ->check(whole_number<std::uint64_t>(0, UINT64_MAX));
    if (bits & option_replicates)
        app.add_option("--replicates", options.replicates,
                       "Simulated organisations per policy (default: the scenario's)")
            ->type_name("N")
            ->check(whole_number<std::uint32_t>(1, replicates_limit));
    if (bits & option_threads)
        app.add_option("--threads", options.threads,
                       "Number of threads; does not affect results (default: all processors)")
            ->type_name("N")
            ->check(whole_number(1, threads_limit));
}

void add_replicate_option(CLI::App& app, Options& options, const char* help) {
    app.add_option("--replicate", options.replicate, help)
        ->type_name("N")
        ->check(whole_number<std::uint32_t>(0, replicate_limit));
}

void add_trace_options(CLI::App& app, Options& options) {
    add_replicate_option(app, options, "Replicate to trace, from 0 (default: 0)");
    app.add_option("--days", options.days, "Days to trace, from 1, as in policies (default: all)")->type_name("A..B");
    app.add_option("--out", options.out, "File to write the trace to (default: standard output)")->type_name("FILE");
    app.add_flag("--compare", options.compare, "Compares two traces; exit code 1 when they differ");
}

/// @param rows what is judged @param shipped folder of their scenarios
void add_judging_options(CLI::App& app, Options& options, const std::string& rows, const std::string& shipped) {
    app.add_option("--filter", options.filter, "Only " + rows + " whose name, statement or scenario contains this")
        ->type_name("TEXT");
    app.add_option("--folder", options.folder,
                   "Folder of the scenarios (default: the shipped scenarios/" + shipped + ")")
        ->type_name("FOLDER");
}

std::vector<std::string_view> detail_names() {
    std::vector<std::string_view> names;
    for (const DetailTable& table : detail_tables()) names.emplace_back(table.name);
    return names;
}

void add_export_options(CLI::App& app, Options& options) {
    std::vector<std::string_view> tables = {"study",    "policies", "columns",     "replicates",
                                            "quarters", "means",    "differences", "quarter_differences"};
    for (const std::string_view name : detail_names()) tables.push_back(name);
    app.add_option("--table", options.table, "Table to export: " + either(tables))
        ->type_name("TABLE")
        ->required()
        ->check(one_of(tables));
    app.add_option("--baseline", options.baseline,
                   "Policy to compare the others with, for differences (default: the study's)")
        ->type_name("NAME");
    app.add_option("--over", options.over,
                   "How quarters become one number, for differences: sum, mean or last (default: each output's way)")
        ->type_name("WAY")
        ->check(one_of({"sum", "mean", "last"}));
}

/// Where results go by default depends on the verb: a trial is worth keeping.
std::string store_help(const Verb& verb) {
    const bool trial = (verb.options & option_policies) != 0;
    return std::string("SQLite file for the results; an existing store is resumed (default: ") +
           (trial ? "results/NAME.db, after the scenario's name)" : "results are not kept)");
}

void add_common_options(CLI::App& app, const Verb& verb, Options& options) {
    const std::vector<std::string_view> formats = {"table", "json", "csv"};  // in the order of Format
    const auto set_format = [&options, formats](const std::string& text) {
        options.format = static_cast<Format>(std::find(formats.begin(), formats.end(), text) - formats.begin());
    };
    if (verb.options & option_set)
        app.add_option("--set", options.sets, "Sets a parameter to another value; may be repeated")
            ->type_name("PATH=VALUE")
            ->allow_extra_args(false)
            ->take_all();
    if (verb.options & option_out) app.add_option("--out", options.out, store_help(verb))->type_name("STORE");
    if (verb.options & option_out)
        app.add_flag("--mixed", options.mixed, "Resumes a store that a program with another model started");
    if (verb.options & option_dry_run)
        app.add_flag("--dry-run", options.dry_run, "Only estimates time, memory and size, in half a second");
    if (verb.options & option_log) {
        app.add_option("--log", options.log,
                       "Writes one replicate as JSON lines into the folder --out instead: changes, reviews, incidents, "
                       "releases, those named")
            ->type_name("A,B")
            ->check(proposing({name(Log::changes), name(Log::reviews), name(Log::incidents), name(Log::releases)}));
        add_replicate_option(app, options, "Replicate to log, from 0 (default: 0)");
    }
    if (verb.options & option_tables)
        app.add_option("--tables", options.tables,
                       "Also tells months, teams, levels, practices, distributions: those named, separated by commas")
            ->type_name("A,B")
            ->check(proposing(detail_names()));
    if (verb.options & option_page)
        app.add_option("--page", options.page, "Also writes the comparison as one HTML page")->type_name("FILE");
    if (verb.options & option_table) add_export_options(app, options);
    if (verb.options & option_format)
        app.add_option_function<std::string>("--format", set_format,
                                             "Output format: table, json or csv (default: table)")
            ->type_name("FORMAT")
            ->check(one_of(formats));
    if (verb.options & option_quiet)
        app.add_flag("--quiet", options.quiet, "Prints errors only, no progress and no remarks");
}

/// "usage: strathern trial SCENARIO [options]"; for null, the program's own.
std::string usage_line(const Verb* verb) {
    if (!verb) return "usage: strathern VERB ...";
    const std::string argument = *verb->argument == '\0' ? "" : std::string(" ") + verb->argument;
    return "usage: strathern " + std::string(verb->name) + argument + (verb->several ? "..." : "") + " [options]";
}

bool may_be_left_out(const Verb& verb) { return verb.argument[0] == '['; }

/// The argument's name without brackets.
std::string argument_name(const Verb& verb) {
    std::string name = verb.argument;
    return may_be_left_out(verb) ? name.substr(1, name.size() - 2) : name;
}

/// Help whose usage line shows the verb's argument.
class VerbFormatter : public CLI::Formatter {
public:
    explicit VerbFormatter(std::string usage) : usage_(std::move(usage)) {}
    std::string make_usage(const CLI::App*, std::string) const override { return usage_; }
    std::string make_help(const CLI::App* app, std::string name, CLI::AppFormatMode mode) const override {
        if (mode == CLI::AppFormatMode::Sub) return CLI::Formatter::make_help(app, name, mode);
        return make_description(app) + usage_ + "\n" + make_positionals(app) + make_groups(app, mode) +
               make_subcommands(app, mode) + "\n" + make_footer(app);
    }

private:
    std::string usage_;
};

void add_verb(CLI::App& app, const Verb& verb, Options& options) {
    CLI::App* const sub = app.add_subcommand(verb.name, verb.summary);
    sub->group("Verbs");
    sub->set_help_flag("--help,-h", "Shows this help");
    sub->formatter(std::make_shared<VerbFormatter>(usage_line(&verb)));
    sub->footer(std::string("Examples:\n") + verb.examples);
    if (*verb.argument != '\0') {
        auto* const names = sub->add_option(argument_name(verb), options.names, verb.argument_help)->type_name("");
        names->required(!may_be_left_out(verb));
        if (const std::vector<std::string> words = split(verb.words); !words.empty())
            names->check(one_of({words.begin(), words.end()}));
        names->expected(1, verb.several ? 1 << 20 : 1);
    }
    add_study_options(*sub, verb.options, options);
    if (verb.options & option_trace) add_trace_options(*sub, options);
    if (verb.options & option_verify) {
        add_judging_options(*sub, options, "claims", "theory");
        sub->add_flag("--coverage", options.coverage,
                      "Lists which parameter moves which claim's expected value; simulates nothing");
    }
    if (verb.options & option_validate) add_judging_options(*sub, options, "experiments", "facts");
    add_common_options(*sub, verb, options);
}

const Verb* chosen_verb(const CLI::App& app, const std::vector<Verb>& verbs) {
    const auto parsed = app.get_subcommands();
    const auto is_parsed = [&](const Verb& verb) { return !parsed.empty() && parsed.front()->get_name() == verb.name; };
    const auto found = std::find_if(verbs.begin(), verbs.end(), is_parsed);
    return found == verbs.end() ? nullptr : &*found;
}

/// The program as it was called. A relative path works for anybody who repeats the command; an absolute one would
/// expose the user's folders.
std::string program_called(const char* path) {
    const std::string_view program = path;
    const bool nearby = program.find('/') != std::string_view::npos && program.front() != '/';
    return nearby ? shell_quoted(path) : "strathern";
}

std::string command_line(int argc, const char* const* argv) {
    std::string line = program_called(argv[0]);
    for (int i = 1; i < argc; ++i) line += " " + shell_quoted(argv[i]);
    return line;
}

std::string no_verb(const std::vector<Verb>& verbs, const std::string& word) {
    std::vector<std::string_view> names;
    for (const Verb& verb : verbs) names.emplace_back(verb.name);
    if (word[0] == '-')
        return "\"" + word + "\" is not an option of strathern" + nearest("--", word, {"help", "version"});
    const std::string near = nearest("", word, names);
    return "\"" + word + "\" is not a verb" + (near.empty() ? "; the verbs are " + either(names) : near);
}

/// A message about the first word that looks like an option of the verb but is not; empty if there is none.
std::string no_option(const CLI::App& sub, int argc, const char* const* argv) {
    std::vector<std::string> known = {"help"};
    for (const CLI::Option* option : sub.get_options()) {
        for (const std::string& name : option->get_lnames()) known.push_back(name);
    }
    for (int i = 2; i < argc && std::string_view(argv[i]) != "--"; ++i) {
        const std::string_view word = std::string_view(argv[i]).substr(0, std::string_view(argv[i]).find('='));
        if (!word.starts_with("--") || std::find(known.begin(), known.end(), word.substr(2)) != known.end()) continue;
        return "\"" + std::string(word) + "\" is not an option of " + sub.get_name() +
               nearest("--", std::string(word.substr(2)), {known.begin(), known.end()});
    }
    return {};
}

/// What is wrong with a command line. CLI11 only counts words that it can't place, which hides a misspelt option:
/// unknown words are looked for first.
std::string told(const CLI::ParseError& error, CLI::App& app, const std::vector<Verb>& verbs, int argc,
                 const char* const* argv) {
    const Verb* verb = chosen_verb(app, verbs);
    if (!verb) return no_verb(verbs, argv[1]);
    const CLI::App& sub = *app.get_subcommand(verb->name);
    const std::string unknown = no_option(sub, argc, argv);
    if (!unknown.empty()) return unknown;
    const CLI::Option* const argument = sub.get_option_no_throw(argument_name(*verb));
    const std::vector<std::string> names = argument ? argument->results() : std::vector<std::string>();
    if (verb->several || names.size() < 2) return error.what();
    return std::string(verb->name) + " takes one " + argument_name(*verb) + "; \"" + names[1] + "\" is one too many";
}

/// Values that an option is limited to by one_of; none for other options.
std::vector<std::string> words_of(CLI::Option& option) {
    try {
        return split(option.get_validator(0)->get_name());
    } catch (const CLI::OptionNotFound&) {
        return {};
    }
}

OptionPage page_of(CLI::Option& option) {
    const bool is_switch = option.get_items_expected_max() == 0;
    return {"--" + option.get_lnames().front(), is_switch ? "" : option.get_type_name(), option.get_description(),
            words_of(option)};
}

}  // namespace

std::vector<VerbPage> pages_of(const std::vector<Verb>& verbs) {
    std::vector<VerbPage> pages;
    Options options;
    for (const Verb& verb : verbs) {
        CLI::App app;
        add_verb(app, verb, options);
        VerbPage& page = pages.emplace_back();
        page.verb = &verb;
        page.argument = argument_name(verb);
        page.needed = !may_be_left_out(verb);
        page.words = split(verb.words);
        for (CLI::Option* option : app.get_subcommand(verb.name)->get_options())
            if (!option->get_lnames().empty()) page.options.push_back(page_of(*option));
    }
    return pages;
}

std::string shell_quoted(const std::string& word) {
    constexpr std::string_view plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./=,:+@%";
    if (!word.empty() && word.find_first_not_of(plain) == std::string::npos) return word;
    std::string quoted = "'";
    for (const char c : word) quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return quoted + "'";
}

Command parse_command_line(int argc, const char* const* argv, const std::vector<Verb>& verbs,
                           const std::string& version) {
    Command command;
    command.options.program = program_called(argv[0]);
    if (argc < 2) {
        command.text = welcome(command.options.program);
        return command;
    }
    CLI::App app("A wind tunnel for metrics: simulates an engineering organisation under metric regimes.", "strathern");
    app.formatter(std::make_shared<VerbFormatter>(usage_line(nullptr)));
    app.set_help_flag("--help,-h", "Shows this help");
    app.set_version_flag("--version", version, "Shows the version");
    app.footer("Run strathern VERB --help for more about a verb.\n" + exit_codes_line());
    app.require_subcommand(1);
    command.options.threads = std::clamp(static_cast<int>(std::thread::hardware_concurrency()), 1, threads_limit);
    for (const Verb& verb : verbs) add_verb(app, verb, command.options);
    try {
        app.parse(argc, argv);
    } catch (const CLI::CallForHelp&) {
        command.text = app.help();
        return command;
    } catch (const CLI::CallForVersion&) {
        command.text = version + "\n";
        return command;
    } catch (const CLI::ParseError& error) {
        Problem problem;
        problem.rule = told(error, app, verbs, argc, argv);
        problem.hint = usage_line(chosen_verb(app, verbs)) + ", more with --help";
        throw Error(ExitCode::command_line, {std::move(problem)});
    }
    command.verb = chosen_verb(app, verbs);
    command.options.line = command_line(argc, argv);
    return command;
}

}  // namespace strathern
