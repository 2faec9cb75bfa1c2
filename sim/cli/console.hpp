// Who reads along? Standard output carries the answer only; progress and remarks go to standard error.
#pragma once
#include <string>
#include <string_view>

namespace strathern {

/// Standard output is closed at the reader's end: nobody is interested any more, which is no error.
struct ReaderGone {};

/// Writes to standard output. Errors: ReaderGone; ExitCode::environment when the bytes can't be written.
void write_answer(std::string_view text);

/// Makes sure that files opened later are never taken for standard streams, and that a lost reader or a file that
/// grew too big is told by an error, not by a signal.
void guard_standard_streams();

/// Writes a line to standard error; failures to do so are nobody's business.
void remark(std::string_view line);

/// Columns of the terminal behind a stream; 0 when it is none. @param stream 1 or 2
int terminal_width(int stream);

/// Whether a line on a stream can be drawn again: a terminal that isn't TERM=dumb.
bool cursor_moves(int stream);

/// Whether colours are wanted on a stream: cursor_moves, and no NO_COLOR.
bool colours_wanted(int stream);

/// A file that is written in pieces under a temporary name beside it and renamed when it is whole, so that nobody sees
/// half of it. Errors, of all: ExitCode::environment.
class FileDraft {
public:
    explicit FileDraft(const std::string& path);
    FileDraft(const FileDraft&) = delete;
    FileDraft& operator=(const FileDraft&) = delete;
    /// Removes what was not finished.
    ~FileDraft();

    void write(std::string_view piece);
    void finish();

private:
    std::string path_, draft_;
    int file_;
};

/// Refuses a path that a FileDraft could not write, before anything is computed. Errors: ExitCode::environment.
void check_writable(const std::string& path);

/// Writes all bytes to an open file; 0 or the error's number.
int write_all(int file, std::string_view text);

}  // namespace strathern
