// strathern new: a scenario of one's own to start from.
#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <strathern/error.hpp>
#include <system_error>

#include "cli/console.hpp"
#include "cli/verbs.hpp"
#include "scenario/problems.hpp"
#include "scenario/shipped.hpp"
#include "scenario/texts.hpp"

namespace strathern {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void refuse(const std::string& rule, const std::string& hint) {
    throw Error(ExitCode::command_line, {Problem{.rule = rule, .hint = hint}});
}

/// The file to write: a name, with or without folder and ".json".
fs::path file_named(const std::string& name) {
    constexpr std::size_t longest = 64;  // of a scenario's name
    fs::path path = name;
    if (path.extension() != ".json") path += ".json";
    const std::string stem = path.stem().string();
    const bool good =
        !stem.empty() && stem.front() != '.' && stem.size() <= longest && stem == printable(stem) && name.back() != '/';
    if (!good)
        refuse("\"" + shortened(name) + "\" is not a name of at most 64 characters", "for example: strathern new mine");
    return path;
}

/// Whether anything has the name, a dangling link included.
bool is_taken(const fs::path& path) {
    struct stat about {};
    return lstat(path.c_str(), &about) == 0;
}

/// Where an editor finds the schema from the file's folder: a relative path as long as both lie in one tree.
std::string schema_seen_from(const fs::path& file) {
    const std::string shipped = find_shipped_scenarios();
    if (shipped.empty()) return "";
    std::error_code unknown;
    const fs::path schema = fs::path(shipped) / "editor" / "scenario.schema.json";
    const fs::path folder = fs::weakly_canonical(fs::absolute(file).parent_path(), unknown);
    const fs::path root = fs::path(shipped).parent_path();
    const bool inside = folder.string().starts_with(root.string() + "/") || folder == root;
    if (!inside) return schema.string();
    const std::string near = schema.lexically_relative(folder).string();
    return near.starts_with("..") ? near : "./" + near;
}

/// The starting scenario with its name and its schema.
std::string text_for(const fs::path& file) {
    std::string text(new_scenario_document());
    const std::string_view placeholder = "\"name\": \"mine\"";
    const std::string schema = schema_seen_from(file);
    std::string head = "\"name\": " + json_quoted(file.stem().string());
    if (!schema.empty()) head = "\"$schema\": " + json_quoted(schema) + ",\n  " + head;
    text.replace(text.find(placeholder), placeholder.size(), head);
    return text;
}

std::string what_next(const std::string& program, const std::string& file) {
    return "wrote " + printable(file) + ": three policies to compare with none. Edit it, then\n" +  //
           "  " + program + " check " + file + "\n" +                                               //
           "  " + program + " trial " + file + "\n" +                                               //
           "  " + program + " explain regime\n";
}

}  // namespace

int new_verb(const Options& options) {
    const fs::path file = file_named(options.names.front());
    if (is_taken(file))
        refuse("\"" + file.string() + "\" is already there, and was not changed", "choose another name");
    check_writable(file.string());
    FileDraft draft(file.string());
    draft.write(text_for(file));
    draft.finish();
    write_answer(what_next(options.program, shell_quoted(file.string())));
    return static_cast<int>(ExitCode::done);
}

}  // namespace strathern
