// How does the program talk to its standard streams? Standard output carries the answer only; progress and remarks go
// to standard error.
#pragma once
#include <string>
#include <string_view>

namespace strathern {

/// The reader has closed standard output. This is not an error.
struct ReaderGone {};

/// Writes to standard output. Errors: ReaderGone; ExitCode::environment when the bytes can't be written.
void write_answer(std::string_view text);

/// Ensures that files opened later never take the numbers of standard streams, and that a lost reader or a file that
/// grew too big causes an error, not a signal.
void guard_standard_streams();

/// Writes a line to standard error; failures are ignored.
void remark(std::string_view line);

/// Columns to write in: COLUMNS if it is set, else the width of the terminal behind a stream; 0 if it is not a
/// terminal.
/// @param stream 1 or 2
int terminal_width(int stream);

/// Whether a line on a stream can be redrawn: a terminal that isn't TERM=dumb.
bool cursor_moves(int stream);

/// Whether colours are wanted on a stream: cursor_moves, and no NO_COLOR.
bool colours_wanted(int stream);

/// A file that is written piece by piece under a temporary name and renamed when complete, so that nobody sees
/// half of it. Errors of every member: ExitCode::environment.
class FileDraft {
public:
    explicit FileDraft(const std::string& path);
    FileDraft(const FileDraft&) = delete;
    FileDraft& operator=(const FileDraft&) = delete;
    /// Removes an unfinished file.
    ~FileDraft();

    void write(std::string_view piece);
    void finish();

private:
    std::string path_, draft_;
    int file_;
};

/// Rejects a path that a FileDraft could not write, before anything is computed. Errors: ExitCode::environment.
void check_writable(const std::string& path);

/// Writes all bytes to an open file; 0 or the error's number.
int write_all(int file, std::string_view text);

}  // namespace strathern
