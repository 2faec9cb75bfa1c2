// Where are the scenarios shipped with the program? Found from the running program, so that an installation can be
// moved, and so can a checkout: no path of the build machine is compiled in.
#include "scenario/shipped.hpp"

#ifdef __APPLE__
#include <mach-o/dyld.h>
#endif

#include <cstdint>
#include <filesystem>
#include <strathern/error.hpp>
#include <system_error>

#ifndef STRATHERN_DATA_FROM_PROGRAM
#define STRATHERN_DATA_FROM_PROGRAM "../share/strathern/scenarios"
#endif

namespace strathern {
namespace {

namespace fs = std::filesystem;

/// The running program's path, with symbolic links followed; empty when unknown.
std::string running_program() {
    std::error_code unknown;
#ifdef __APPLE__
    std::uint32_t size = 0;
    _NSGetExecutablePath(nullptr, &size);
    std::string path(size, '\0');
    if (_NSGetExecutablePath(path.data(), &size) != 0) return "";
    return fs::canonical(path.c_str(), unknown).string();
#else
    return fs::read_symlink("/proc/self/exe", unknown).string();
#endif
}

}  // namespace

std::vector<std::string> shipped_places(const std::string& program) {
    std::vector<std::string> places;
    if (program.empty()) return places;
    fs::path folder = fs::path(program).parent_path();
    places.push_back((folder / STRATHERN_DATA_FROM_PROGRAM).lexically_normal().string());
    for (; folder.has_relative_path(); folder = folder.parent_path()) places.push_back((folder / "scenarios").string());
    return places;
}

std::string first_shipped(const std::vector<std::string>& places) {
    for (const std::string& place : places) {
        std::error_code unknown;
        if (fs::is_regular_file(fs::path(place) / "scenario.schema.json", unknown)) return place;
    }
    return "";
}

std::string find_shipped_scenarios() { return first_shipped(shipped_places(running_program())); }

std::string shipped_missing() {
    const std::vector<std::string> places = shipped_places(running_program());
    if (!first_shipped(places).empty()) return "";
    std::string text = "the scenarios shipped with the program were not found";
    if (places.empty()) return text + ": the system does not say where the program is";
    text += "; none of these folders contains scenario.schema.json: ";
    for (const std::string& place : places) text += (&place == &places.front() ? "" : ", ") + place;
    return text;
}

std::string shipped_scenarios() {
    std::string found = find_shipped_scenarios();
    if (found.empty()) throw Error(ExitCode::environment, shipped_missing());
    return found;
}

}  // namespace strathern
