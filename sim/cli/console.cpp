// How does the program talk to its standard streams? System calls.
#include "cli/console.hpp"

#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <strathern/error.hpp>
#include <utility>

#include "output/store_file.hpp"

namespace strathern {
namespace {

[[noreturn]] void fail(const std::string& path, const std::string& what, int reason) {
    throw file_error(ExitCode::environment, path, what + ": " + std::strerror(reason));
}

}  // namespace

int write_all(int file, std::string_view text) {
    while (!text.empty()) {
        const ssize_t written = write(file, text.data(), text.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return errno;
        text.remove_prefix(static_cast<std::size_t>(written));
    }
    return 0;
}

void write_answer(std::string_view text) {
    const int reason = write_all(STDOUT_FILENO, text);
    if (reason == EPIPE) throw ReaderGone();
    if (reason != 0)
        throw file_error(ExitCode::environment, "standard output",
                         std::string("the answer can't be written: ") + std::strerror(reason));
}

void guard_standard_streams() {
    for (int file = 0; file <= 2; ++file) {
        // Opened with the opposite access on purpose: using a closed stream remains an error.
        if (fcntl(file, F_GETFD) < 0 && errno == EBADF) (void)open("/dev/null", file == 0 ? O_WRONLY : O_RDONLY);
    }
    std::signal(SIGPIPE, SIG_IGN);
    std::signal(SIGXFSZ, SIG_IGN);
}

void remark(std::string_view line) { write_all(STDERR_FILENO, std::string(line) + "\n"); }

int terminal_width(int stream) {
    constexpr int widest = 10000;
    const char* const asked = std::getenv("COLUMNS");
    const int columns = asked ? std::atoi(asked) : 0;
    if (columns > 0 && columns <= widest) return columns;
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

FileDraft::FileDraft(const std::string& path) : path_(path), draft_(path + ".part") {
    file_ = open(draft_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (file_ < 0) fail(path_, "the file can't be opened for writing", errno);
}

FileDraft::~FileDraft() {
    if (file_ < 0) return;
    close(file_);
    unlink(draft_.c_str());
}

void FileDraft::write(std::string_view piece) {
    const int reason = write_all(file_, piece);
    if (reason != 0) fail(path_, "the file can't be written", reason);
}

void FileDraft::finish() {
    int reason = fsync(file_) != 0 && errno != EINVAL ? errno : 0;
    if (close(std::exchange(file_, -1)) != 0 && reason == 0) reason = errno;
    if (reason == 0 && std::rename(draft_.c_str(), path_.c_str()) != 0) reason = errno;
    if (reason == 0) return;
    unlink(draft_.c_str());
    fail(path_, "the file can't be written", reason);
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
