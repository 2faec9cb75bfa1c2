// Where does the page go? To a new file or over an older page, never over anything else.
#pragma once
#include <string>
#include <string_view>

namespace strathern {

/// Rejects a path that write_page could not write, before anything is computed: a folder, a device, a pipe, a file that
/// is not a page, a folder that is missing or not writable. Errors: ExitCode::environment.
void check_page(const std::string& path);

/// Writes the page under a temporary name beside it and renames it, so that nobody sees half of it. A link stays a
/// link: its target is written. Errors: ExitCode::environment, and the older page is left unchanged.
void write_page(const std::string& path, std::string_view page);

/// Whether two paths lead to the same file, existing or not.
bool same_file(const std::string& one, const std::string& other);

}  // namespace strathern
