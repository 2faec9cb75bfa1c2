// Reads a scenario's files: only regular files of limited length, without ever blocking.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace strathern {

/// Outcome of reading a file.
enum class FileState : unsigned char { read, missing, not_a_file, too_long, unreadable };

/// A file's content, or why there is none.
struct FileText {
    FileState state = FileState::read;
    std::string text = {};
    std::string reason = {};  ///< when unreadable: the system's message
};

/// Reads a regular file of at most document_bytes_limit bytes. Never waits for a pipe or a device.
FileText read_file(const std::string& path);

/// Folders searched for files that a scenario names (policies/ or practices/), nearest first: next to the
/// scenario, next to its folder, among the shipped scenarios where there are any.
std::vector<std::string> folders_of(const std::string& scenario_path, std::string_view folder);

/// Names without ".json" of the regular files *.json in a folder, sorted; none if there is no such folder.
std::vector<std::string> names_in(const std::string& folder);

/// Whether a name fits [a-z][a-z0-9_]{0,63}.
bool is_plain_name(std::string_view name);

}  // namespace strathern
