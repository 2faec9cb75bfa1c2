// What does the exit code say? The one table from which help, `explain` and the manual page tell.
#pragma once
#include <span>
#include <strathern/error.hpp>
#include <string>

namespace strathern {

/// One exit code of the program.
struct ExitCodeRow {
    int code;
    const char* meaning;  ///< a few words, for the list below the help
    const char* sentence;
    const char* advice;  ///< what to do about it
};

/// All of them except 128 + n, in order.
std::span<const ExitCodeRow> exit_code_table();

/// What ended the program with 128 + n.
inline constexpr const char* signal_meaning = "ended by signal n";

/// "Exit codes: 0 success, 1 ..., 128 + n ended by signal n." in lines of at most 110 characters.
std::string exit_codes_line();

/// Text for `explain`; empty for a code that the program does not have. @param code from 0 to 255
std::string explain_exit_code(int code);

}  // namespace strathern
