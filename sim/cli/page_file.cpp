// Where does the page go? A rename replaces anything of that name, even a device, so the name is checked first.
#include "cli/page_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <strathern/error.hpp>

#include "cli/console.hpp"
#include "output/store_file.hpp"

namespace strathern {
namespace {

[[noreturn]] void fail(const std::string& path, const std::string& why) {
    throw file_error(ExitCode::environment, path, "the page can't be written: " + why);
}

/// Whether a file is empty or begins like our pages, so that a mistyped name never overwrites a scenario or a store.
bool may_be_replaced(const std::string& path) {
    constexpr std::string_view beginning = "<!doctype html>";
    char head[beginning.size()] = {};
    std::ifstream file(path, std::ios::binary);
    if (!file) return false;
    file.read(head, sizeof head);
    return file.gcount() == 0 || std::string_view(head, sizeof head) == beginning;
}

/// The name to be written, links followed. Errors: when it belongs to something that is not a page.
std::string target_of(const std::string& path) {
    struct stat status {};
    if (path.empty()) fail(path, "its name is empty");
    if (lstat(path.c_str(), &status) != 0) {
        if (errno != ENOENT) fail(path, why_unusable(path));
        return path;
    }
    std::error_code dangling;
    const std::string target = S_ISLNK(status.st_mode) ? std::filesystem::canonical(path, dangling).string() : path;
    if (dangling) fail(path, "it is a dangling link");
    if (lstat(target.c_str(), &status) != 0 || !S_ISREG(status.st_mode) || access(target.c_str(), W_OK) != 0)
        fail(path, why_unusable(target));
    if (!may_be_replaced(target)) fail(path, "a file of this name exists and is not a page");
    return target;
}

/// A new file beside the page, removed at the end unless it was renamed to the page.
class Draft {
public:
    Draft(const std::string& path, const std::string& target) : path_(path), target_(target) {
        for (int attempt = 0; attempt < 100 && file_ < 0; ++attempt) {
            name_ = target + "." + std::to_string(getpid()) + "-" + std::to_string(attempt) + ".part";
            // Exclusive: an existing file, link or device of this name is not ours.
            file_ = open(name_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
            if (file_ < 0 && errno != EEXIST) break;
        }
        if (file_ < 0) fail(path, errno == ENOENT ? why_unusable(target) : std::strerror(errno));
    }
    Draft(const Draft&) = delete;
    Draft& operator=(const Draft&) = delete;
    ~Draft() {
        if (file_ >= 0) close(file_);
        if (!name_.empty()) unlink(name_.c_str());
    }

    void write(std::string_view page) {
        int reason = write_all(file_, page);
        if (reason == 0 && fsync(file_) != 0 && errno != EINVAL) reason = errno;
        if (reason != 0) fail(path_, std::strerror(reason));
    }

    void publish() {
        target_of(path_);  // hours may have passed since it was checked
        if (std::rename(name_.c_str(), target_.c_str()) != 0) fail(path_, std::strerror(errno));
        name_.clear();
    }

private:
    std::string path_, target_, name_;
    int file_ = -1;
};

}  // namespace

void check_page(const std::string& path) { Draft(path, target_of(path)); }

void write_page(const std::string& path, std::string_view page) {
    Draft draft(path, target_of(path));
    draft.write(page);
    draft.publish();
}

bool same_file(const std::string& one, const std::string& other) {
    std::error_code missing;
    if (std::filesystem::equivalent(one, other, missing)) return true;
    const auto whole = [](const std::string& path) {
        return std::filesystem::weakly_canonical(std::filesystem::absolute(path));
    };
    return whole(one) == whole(other);
}

}  // namespace strathern
