// Who owns the store's file? Errors before SQLite opens it, and the lock that one writer holds.
#pragma once
#include <strathern/error.hpp>
#include <string>

namespace strathern {

/// An error about a file as a sentence: "results/a.db: the store is in use by another process".
Error file_error(ExitCode code, const std::string& path, const std::string& rule, const std::string& hint = {});

/// A lock held while a store is written; the system releases it however the process ends.
class FileLock {
public:
    FileLock() = default;
    /// Creates the file when there is none. Errors: ExitCode::environment when it can't be written, ExitCode::store
    /// when another process holds it (named by its number if known).
    explicit FileLock(const std::string& path);
    FileLock(FileLock&& other) noexcept;
    FileLock& operator=(FileLock&& other) noexcept;
    ~FileLock();

    /// True when the file was not there before.
    bool created() const { return created_; }

private:
    int file_ = -1;
    bool created_ = false;
};

/// Free space where `path` lies, as "12.3 MiB".
std::string free_space(const std::string& path);

/// Why a path can't be opened for writing, in words: "no such folder", "is a folder", "permission denied", ...
std::string why_unusable(const std::string& path);

/// Creates the folder of `path` when only its last part is missing. Errors: ExitCode::environment.
void create_folder_of(const std::string& path);

/// Whether a file can't be an SQLite database: it is not empty and begins otherwise. False where it can't be read.
bool is_foreign(const std::string& path);

/// Removes a file that is still empty and leaves any other unchanged.
void remove_if_empty(const std::string& path) noexcept;

}  // namespace strathern
