// Reads a scenario's files: only regular files of limited length, without ever blocking.
#include "scenario/files.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <system_error>

#include "scenario/document.hpp"
#include "scenario/shipped.hpp"

namespace strathern {
namespace {

namespace fs = std::filesystem;

FileText failure() {
    const int code = errno;
    const bool missing = code == ENOENT || code == ENOTDIR || code == ELOOP || code == ENAMETOOLONG;
    const FileState state = missing         ? FileState::missing
                            : code == ENXIO ? FileState::not_a_file
                                            : FileState::unreadable;
    return {state, "", std::generic_category().message(code)};
}

FileText read_all(int file) {
    struct stat about {};
    if (::fstat(file, &about) != 0) return failure();
    if (!S_ISREG(about.st_mode)) return {FileState::not_a_file};
    FileText result;
    char buffer[65536];
    for (;;) {
        const ssize_t count = ::read(file, buffer, sizeof buffer);
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return failure();
        if (count == 0) return result;
        result.text.append(buffer, static_cast<std::size_t>(count));
        if (result.text.size() > document_bytes_limit) return {FileState::too_long};
    }
}

}  // namespace

FileText read_file(const std::string& path) {
    if (path.find('\0') != std::string::npos) return {FileState::missing};
    const int file = ::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
    if (file < 0) return failure();
    FileText result = read_all(file);
    ::close(file);
    return result;
}

std::vector<std::string> folders_of(const std::string& scenario_path, std::string_view folder) {
    const fs::path own = fs::path(scenario_path).parent_path();
    const bool named = own.has_filename() && own.filename() != "." && own.filename() != "..";
    const fs::path above = named ? own.parent_path() : own / "..";
    std::vector<std::string> result = {(own / folder).string(), (above / folder).string()};
    const std::string shipped = find_shipped_scenarios();
    if (!shipped.empty()) result.push_back((fs::path(shipped) / folder).string());
    return result;
}

std::vector<std::string> names_in(const std::string& folder) {
    std::vector<std::string> names;
    std::error_code error;
    fs::directory_iterator entries(folder, error);
    for (; !error && entries != fs::directory_iterator(); entries.increment(error)) {
        std::error_code ignored;
        const fs::path& path = entries->path();
        if (path.extension() == ".json" && entries->is_regular_file(ignored)) names.push_back(path.stem().string());
    }
    std::ranges::sort(names);
    return names;
}

bool is_plain_name(std::string_view name) {
    constexpr std::size_t limit = 64;
    const auto fits = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; };
    return !name.empty() && name.size() <= limit && name[0] >= 'a' && name[0] <= 'z' && std::ranges::all_of(name, fits);
}

}  // namespace strathern
