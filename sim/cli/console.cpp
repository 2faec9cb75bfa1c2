// Who reads along? System calls on standard streams and on the files that a verb writes by itself.
#include "cli/console.hpp"

#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>

#include "core/error.hpp"
#include "output/store_file.hpp"

namespace strathern {
namespace {

/// Writes all bytes; 0 or the error's number.
int write_all(int file, std::string_view text) {
    while (!text.empty()) {
        const ssize_t written = write(file, text.data(), text.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return errno;
        text.remove_prefix(static_cast<std::size_t>(written));
    }
    return 0;
}

[[noreturn]] void fail(const std::string& path, const char* doing, int reason) {
    throw file_error(ExitCode::environment, path, std::string(doing) + ": " + std::strerror(reason));
}

}  // namespace

void write_answer(std::string_view text) {
    const int reason = write_all(STDOUT_FILENO, text);
    if (reason == EPIPE) throw ReaderGone();
    if (reason != 0) fail("standard output", "the answer can't be written", reason);
}

void guard_standard_streams() {
    for (int file = 0; file <= 2; ++file) {
        // Opened the wrong way round on purpose: using a stream that was closed stays an error.
        if (fcntl(file, F_GETFD) < 0 && errno == EBADF) (void)open("/dev/null", file == 0 ? O_WRONLY : O_RDONLY);
    }
    std::signal(SIGPIPE, SIG_IGN);
    std::signal(SIGXFSZ, SIG_IGN);
}

void remark(std::string_view line) { write_all(STDERR_FILENO, std::string(line) + "\n"); }

int terminal_width(int stream) {
    if (!isatty(stream)) return 0;
    winsize size{};
    return ioctl(stream, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

bool cursor_moves(int stream) {
    const char* const kind = std::getenv("TERM");
    return isatty(stream) && kind && std::strcmp(kind, "dumb") != 0;
}

bool colours_wanted(int stream) {
    const char* const refused = std::getenv("NO_COLOR");
    return cursor_moves(stream) && !(refused && *refused);
}

void write_file(const std::string& path, std::string_view content) {
    const std::string draft = path + ".part";
    const int file = open(draft.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (file < 0) fail(path, "the file can't be opened for writing", errno);
    int reason = write_all(file, content);
    if (reason == 0 && fsync(file) != 0 && errno != EINVAL) reason = errno;
    if (close(file) != 0 && reason == 0) reason = errno;
    if (reason == 0 && std::rename(draft.c_str(), path.c_str()) != 0) reason = errno;
    if (reason == 0) return;
    unlink(draft.c_str());
    fail(path, "the file can't be written", reason);
}

void check_writable(const std::string& path) {
    struct stat status {};
    const bool there = stat(path.c_str(), &status) == 0;
    const std::string draft = path + ".part";
    const bool regular = !there || S_ISREG(status.st_mode);
    const int file = regular && !path.empty() ? open(draft.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0666) : -1;
    if (file < 0) throw file_error(ExitCode::environment, path, "the file can't be written: " + why_unusable(path));
    close(file);
    unlink(draft.c_str());
}

}  // namespace strathern
