// How a failure is told: what kind (the exit code), where, which value, which rule, what was probably meant.
#pragma once
#include <exception>
#include <string>
#include <utility>
#include <vector>

namespace strathern {

/// Exit codes of the program, part of its contract.
enum class ExitCode : int {
    done = 0,
    answered_no = 1,
    command_line = 2,
    invalid = 3,
    refused = 4,
    environment = 5,
    store = 6,
    runs_failed = 7,
    internal = 70,
};

/// One thing that is wrong. Empty strings and zeros mean "not applicable".
struct Problem {
    std::string file{};     ///< path as the user gave it
    int line = 0;           ///< [1, ...)
    int column = 0;         ///< [1, ...), in bytes
    std::string pointer{};  ///< JSON pointer
    std::string value{};    ///< the offending value, shortened
    std::string rule{};     ///< what was expected, a sentence without full stop
    std::string hint{};     ///< nearest known name or a way out
};

/// Thrown above the engine only; carries every problem found, not just the first.
class Error : public std::exception {
public:
    Error(ExitCode code, std::vector<Problem> problems) : code_(code), problems_(std::move(problems)) {
        if (!problems_.empty()) what_ = problems_.front().rule;
    }
    Error(ExitCode code, std::string rule) : Error(code, {Problem{.rule = std::move(rule)}}) {}

    ExitCode code() const { return code_; }
    const std::vector<Problem>& problems() const { return problems_; }
    const char* what() const noexcept override { return what_.c_str(); }

private:
    ExitCode code_;
    std::vector<Problem> problems_;
    std::string what_;
};

}  // namespace strathern
