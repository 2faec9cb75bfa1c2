// Who owns the store's file? The only place with POSIX calls about it.
#include "output/store_file.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string_view>
#include <utility>

namespace strathern {
namespace {

std::string folder_of(const std::string& path) {
    const std::string folder = std::filesystem::path(path).parent_path().string();
    return folder.empty() ? "." : folder;
}

[[noreturn]] void unusable(const std::string& path, const std::string& rule) {
    throw file_error(ExitCode::environment, path, rule);
}

/// The process that holds a lock on the file, from Linux's table of locks; empty if unknown.
std::string holder_of(int file) {
    struct stat status {};
    if (fstat(file, &status) != 0) return {};
    std::ifstream locks("/proc/locks");
    for (std::string line; std::getline(locks, line);) {
        std::istringstream words(line);
        std::string number, kind, advice, mode, process, place;
        words >> number >> kind >> advice >> mode >> process >> place;
        const std::size_t colon = place.rfind(':');
        if (kind == "FLOCK" && colon != std::string::npos && place.substr(colon + 1) == std::to_string(status.st_ino))
            return " (process " + process + ")";
    }
    return {};
}

}  // namespace

Error file_error(ExitCode code, const std::string& path, const std::string& rule, const std::string& hint) {
    Problem problem;
    problem.rule = path + ": " + rule;
    problem.hint = hint;
    return {code, {std::move(problem)}};
}

std::string why_unusable(const std::string& path) {
    struct stat status {};
    if (stat(path.c_str(), &status) == 0) {
        if (S_ISDIR(status.st_mode)) return "it is a folder";
        if (!S_ISREG(status.st_mode)) return "it is not a regular file";
        if (access(path.c_str(), R_OK | W_OK) != 0) return std::strerror(errno);
        return "opening failed";
    }
    if (errno != ENOENT) return std::strerror(errno);
    const std::string folder = folder_of(path);
    if (stat(folder.c_str(), &status) != 0) return "there is no folder " + folder;
    if (!S_ISDIR(status.st_mode)) return folder + " is not a folder";
    if (access(folder.c_str(), W_OK | X_OK) != 0) return "folder " + folder + ": " + std::strerror(errno);
    return "there is no such file";
}

std::string free_space(const std::string& path) {
    struct statvfs status {};
    if (statvfs(folder_of(path).c_str(), &status) != 0) return "unknown space";
    const double bytes = static_cast<double>(status.f_bavail) * static_cast<double>(status.f_frsize);
    std::ostringstream text;
    text.precision(3);
    if (bytes >= 1 << 30)
        text << bytes / (1 << 30) << " GiB";
    else if (bytes >= 1 << 20)
        text << bytes / (1 << 20) << " MiB";
    else
        text << bytes / (1 << 10) << " KiB";
    return text.str();
}

void create_folder_of(const std::string& path) {
    const std::string folder = folder_of(path);
    if (mkdir(folder.c_str(), 0777) != 0 && errno != EEXIST)
        unusable(folder, std::string("the folder can't be created: ") + std::strerror(errno));
}

bool is_foreign(const std::string& path) {
    constexpr std::string_view magic("SQLite format 3\0", 16);
    char head[16] = {};
    std::ifstream file(path, std::ios::binary);
    if (!file.read(head, sizeof head) && file.gcount() == 0) return false;
    return std::string_view(head, sizeof head) != magic;
}

void remove_if_empty(const std::string& path) noexcept {
    struct stat status {};
    if (lstat(path.c_str(), &status) == 0 && S_ISREG(status.st_mode) && status.st_size == 0) unlink(path.c_str());
}

FileLock::FileLock(const std::string& path) {
    struct stat status {};
    created_ = stat(path.c_str(), &status) != 0 && errno == ENOENT;
    if (path.empty()) unusable(path, "the name of the store is empty");
    if (!created_ && !S_ISREG(status.st_mode)) unusable(path, "the store can't be opened: " + why_unusable(path));
    file_ = open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (file_ < 0) {
        const int reason = errno;
        const std::string why = reason == ENOENT ? why_unusable(path) : std::strerror(reason);
        unusable(path, "the store can't be opened for writing: " + why);
    }
    if (flock(file_, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK) return;
    const std::string holder = holder_of(file_);
    ::close(std::exchange(file_, -1));
    throw file_error(ExitCode::store, path, "the store is in use by another process" + holder,
                     "wait for it to end, or choose another file with --out");
}

FileLock::FileLock(FileLock&& other) noexcept : file_(std::exchange(other.file_, -1)), created_(other.created_) {}

FileLock& FileLock::operator=(FileLock&& other) noexcept {
    std::swap(file_, other.file_);
    std::swap(created_, other.created_);
    return *this;
}

FileLock::~FileLock() {
    if (file_ >= 0) ::close(file_);
}

}  // namespace strathern
