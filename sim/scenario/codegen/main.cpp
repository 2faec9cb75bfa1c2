// strathern_codegen SCHEMA [--groups NAMES] [--into FOLDER] [--docs FILE] [--check-docs FILE] [--editor FOLDER]
// [--check-editor FOLDER]: makes the parameters' structs, their tables, their reference page and the schemas for
// editors from the schema, or says why the schema is rejected (exit 1).
#include <fmt/ranges.h>

#include <cstdio>
#include <exception>
#include <filesystem>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "cpp_text.hpp"
#include "editor.hpp"
#include "schema.hpp"
#include "text_file.hpp"

namespace {

using namespace strathern::codegen;

/// The build system must know the names of all files before the generator runs. @param known sorted, between commas
void check_groups(const Schema& schema, const std::string& known) {
    std::set<std::string> names;
    for (const Node* group : groups_of(schema)) names.insert(group->name);
    if (fmt::format("{}", fmt::join(names, ",")) != known)
        throw std::runtime_error("the schema has other groups than the build: configure again");
}

void write_files(const Schema& schema, const std::string& folder) {
    std::vector<File> files = headers(schema);
    files.insert(files.end(), {parameters_cpp(schema), scenario_cpp(schema), params_cpp(schema)});
    std::filesystem::create_directories(folder + "/params");
    for (const File& file : files) write_text(folder + "/" + file.path, file.text);
}

void write_editor_schemas(const std::string& schema_path, const std::string& folder) {
    std::filesystem::create_directories(folder);
    for (const File& file : editor_schemas(schema_path)) write_text(folder + "/" + file.path, file.text);
}

void check_editor_schemas(const std::string& schema_path, const std::string& folder) {
    for (const File& file : editor_schemas(schema_path)) check_text(folder + "/" + file.path, file.text);
}

void write_output(const Schema& schema, const std::string& schema_path, std::string_view option,
                  const std::string& path) {
    if (option == "--groups") return check_groups(schema, path);
    if (option == "--into") return write_files(schema, path);
    if (option == "--docs") return write_text(path, parameters_page(schema));
    if (option == "--check-docs") return check_text(path, parameters_page(schema));
    if (option == "--editor") return write_editor_schemas(schema_path, path);
    if (option == "--check-editor") return check_editor_schemas(schema_path, path);
    throw std::runtime_error("unknown option " + std::string(option));
}

int run(int count, char** words) {
    if (count < 2 || count % 2 != 0)
        throw std::runtime_error(
            "usage: strathern_codegen SCHEMA [--groups|--into|--docs|--check-docs|--editor|--check-editor VALUE]...");
    const Schema schema = read_schema(words[1]);
    for (const std::string& problem : schema.problems) std::fprintf(stderr, "%s: %s\n", words[1], problem.c_str());
    if (!schema.problems.empty()) return 1;
    for (int i = 2; i + 1 < count; i += 2) write_output(schema, words[1], words[i], words[i + 1]);
    return 0;
}

}  // namespace

int main(int count, char** words) {
    try {
        return run(count, words);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "strathern_codegen: %s\n", error.what());
        return 1;
    }
}
