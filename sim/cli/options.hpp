// What was requested on the command line? Options mean the same for every verb that has them.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace strathern {

/// How an answer is written.
enum class Format : std::uint8_t { table, json, csv };

/// Everything that can be requested; a verb reads the options it has.
struct Options {
    std::string line;                ///< the command as it was given, quoted for a shell
    std::string program;             ///< its first word
    std::vector<std::string> names;  ///< SCENARIO..., NAME or STORE
    std::vector<std::string> sets;   ///< path=value
    std::string policy, policies, baseline, page, out, table, tables, over, days, filter, folder, log;
    std::optional<std::uint64_t> seed;
    std::optional<std::uint32_t> replicates;
    std::uint32_t replicate = 0;
    int threads = 1;
    Format format = Format::table;
    bool quiet = false;
    bool compare = false;
    bool mixed = false;
    bool coverage = false;
};

/// Which options a verb has, as a sum of bits.
enum OptionBit : unsigned {
    option_seed = 1,
    option_replicates = 2,
    option_threads = 4,
    option_out = 8,
    option_set = 16,
    option_format = 32,
    option_quiet = 64,
    option_policy = 128,
    option_baseline = 256,
    option_policies = 512,
    option_page = 1024,
    option_table = 2048,
    option_trace = 4096,
    option_verify = 8192,
    option_validate = 16384,
    option_tables = 32768,
    option_log = 65536,
};

/// One verb of the program: a row in main.cpp.
struct Verb {
    const char* name;
    const char* summary;
    const char* argument;  ///< what follows the verb; empty: nothing; in brackets: it may be left out
    const char* argument_help;
    bool several;                ///< whether the argument may be repeated
    unsigned options;            ///< sum of OptionBit
    const char* examples;        ///< lines, shown by --help
    int (*run)(const Options&);  ///< gives the exit code
    const char* words = "";      ///< what the argument may be, between blanks; empty: anything
};

/// What the command line requests.
struct Command {
    const Verb* verb = nullptr;  ///< null: `text` is the answer
    Options options;
    std::string text;  ///< help or version
};

/// Reads the command line. Errors: ExitCode::command_line, with a usage line.
/// @param version the answer to --version
Command parse_command_line(int argc, const char* const* argv, const std::vector<Verb>& verbs,
                           const std::string& version);

/// A word as a POSIX shell takes it.
std::string shell_quoted(const std::string& word);

}  // namespace strathern
