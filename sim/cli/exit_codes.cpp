// What does the exit code say? The one table from which help, `explain` and the manual page tell.
#include "cli/exit_codes.hpp"

#include <csignal>
#include <cstring>

namespace strathern {
namespace {

constexpr int code(ExitCode value) { return static_cast<int>(value); }

constexpr ExitCodeRow rows[] = {
    {code(ExitCode::done), "success", "What was asked for was done.", "Nothing is wrong."},
    {code(ExitCode::answered_no), "traces differ or a claim or fact does not hold",
     "The program worked; the answer to a question is no.", "Read the answer: it names what differs."},
    {code(ExitCode::command_line), "invalid command line",
     "A verb, an option, a name or a file on the command line is not valid, or a named file does not exist.",
     "The message names the nearest; strathern VERB --help lists what is possible."},
    {code(ExitCode::invalid), "invalid scenario", "A scenario, or a file that it names, breaks a rule.",
     "Every problem is listed with file, line and column; strathern check lists them without simulating."},
    {code(ExitCode::refused), "study too large", "A limit of size, memory or length would be passed.",
     "Fewer engineers, quarters, replicates or policies; the message names the limit."},
    {code(ExitCode::environment), "file or system error",
     "The disk, a permission, memory or another part of the system failed.",
     "What was finished is kept; when the cause is gone, the same command resumes."},
    {code(ExitCode::store), "store can't be used",
     "A store is damaged, belongs to another study, or is in use by another process.",
     "Give another file with --out; a damaged store is never changed."},
    {code(ExitCode::runs_failed), "some runs failed",
     "Some replicates ended in a state that the model does not allow; all others are kept.",
     "The message names the replicates and the reason; please report it."},
    {code(ExitCode::internal), "internal error", "The program has a mistake.",
     "Please report the message, the scenario and the version."},
};

}  // namespace

std::span<const ExitCodeRow> exit_code_table() { return rows; }

std::string exit_codes_line() {
    constexpr std::size_t width = 110;
    std::string text = "Exit codes:", line;
    const auto add = [&](const std::string& piece) {
        if (text.size() - text.rfind('\n') - 1 + piece.size() >= width)
            text += "\n" + piece;
        else
            text += " " + piece;
    };
    for (const ExitCodeRow& row : rows) add(std::to_string(row.code) + " " + row.meaning + ",");
    add(std::string("128 + n ") + signal_meaning + ".");
    return text;
}

std::string explain_exit_code(int wanted) {
    for (const ExitCodeRow& row : rows) {
        if (row.code == wanted)
            return "exit code " + std::to_string(wanted) + ": " + row.meaning + "\n  " + row.sentence + "\n  " +
                   row.advice + "\n";
    }
    const int signal = wanted - 128;
    if (signal < 1 || signal > 64) return "";
    return "exit code " + std::to_string(wanted) + ": " + "ended by signal " + std::to_string(signal) + " (" +
           strsignal(signal) + ")\n  Finished replicates are kept; the same command resumes.\n";
}

}  // namespace strathern
