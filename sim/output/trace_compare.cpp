// Where do two traces diverge? Read side by side, line by line, so that their size doesn't matter.
#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <strathern/error.hpp>

#include "output/store_file.hpp"
#include "output/trace.hpp"
#include "scenario/problems.hpp"

namespace strathern {
namespace {

/// One trace, from its first line to its last.
class TraceFile {
public:
    explicit TraceFile(const std::string& path) : path_(path), file_(path) {
        if (!file_)
            throw file_error(ExitCode::environment, path, std::string("can't be read: ") + std::strerror(errno));
        if (!next_text() || line_ + "\n" != trace_header) refuse("the header of a trace, day,phase,column,digest");
    }

    /// False at the end.
    bool next() {
        if (!next_text()) return false;
        split();
        return true;
    }

    /// "day 5, phase serve_customers, column customers"
    std::string place() const { return "day " + part_[0] + ", phase " + part_[1] + ", column " + part_[2]; }
    const std::string& digest() const { return part_[3]; }
    const std::string& line() const { return line_; }
    std::string name() const { return printable(path_); }

private:
    bool next_text() {
        do {
            ++number_;
            if (!std::getline(file_, line_)) {
                if (file_.bad()) throw file_error(ExitCode::environment, path_, "can't be read to the end");
                return false;
            }
        } while (line_.starts_with('#'));
        return true;
    }

    void split() {
        std::size_t begin = 0;
        for (std::string& part : part_) {
            const std::size_t end = std::min(line_.find(',', begin), line_.size());
            part = begin <= line_.size() ? line_.substr(begin, end - begin) : "";
            begin = end + 1;
        }
        const bool whole = begin == line_.size() + 1 && !part_[1].empty() && !part_[2].empty();
        const bool digest = part_[3].size() == 16 && only(part_[3], "0123456789abcdef");
        if (!whole || !digest || !only(part_[0], "0123456789")) refuse("a line of a trace");
    }

    static bool only(const std::string& text, const char* allowed) {
        return !text.empty() && text.find_first_not_of(allowed) == std::string::npos;
    }

    [[noreturn]] void refuse(const std::string& rule) const {
        Problem problem;
        problem.file = path_;
        problem.line = number_;
        problem.column = 1;
        problem.value = json_quoted(shortened(line_));
        problem.rule = rule;
        problem.hint = "strathern trace SCENARIO --out FILE makes one";
        throw Error(ExitCode::store, {std::move(problem)});
    }

    std::string path_, line_;
    std::ifstream file_;
    int number_ = 0;
    std::string part_[4];  ///< day, phase, column, digest
};

std::string difference(const TraceFile& one, const TraceFile& other) {
    if (one.place() != other.place())
        return one.name() + " continues with " + one.place() + " where " + other.name() + " has " + other.place();
    return one.place() + ": " + one.digest() + " in " + one.name() + ", " + other.digest() + " in " + other.name();
}

}  // namespace

TraceComparison compare_traces(const std::string& one, const std::string& other) {
    TraceFile a(one), b(other);
    TraceComparison result;
    for (;; ++result.same) {
        const bool more_a = a.next(), more_b = b.next();
        if (!more_a && !more_b) return result;
        if (more_a != more_b) {
            const TraceFile& longer = more_a ? a : b;
            const TraceFile& shorter = more_a ? b : a;
            result.difference = shorter.name() + " ends where " + longer.name() + " has " + longer.place();
            return result;
        }
        if (a.line() == b.line()) continue;
        result.difference = difference(a, b);
        return result;
    }
}

}  // namespace strathern
