// strathern_codegen SCHEMA [--hpp FILE] [--cpp FILE] [--docs FILE] [--check-docs FILE]: makes the parameters' structs,
// their tables and their reference page from the schema, or says why the schema is refused (exit 1).
#include <cstdio>
#include <exception>
#include <stdexcept>
#include <string>
#include <string_view>

#include "schema.hpp"
#include "text_file.hpp"

namespace {

using namespace strathern::codegen;

void write_output(const Schema& schema, std::string_view option, const std::string& path) {
    if (option == "--hpp") return write_text(path, params_hpp(schema));
    if (option == "--cpp") return write_text(path, params_cpp(schema));
    if (option == "--docs") return write_text(path, parameters_page(schema));
    if (option == "--check-docs") return check_text(path, parameters_page(schema));
    throw std::runtime_error("unknown option " + std::string(option));
}

int run(int count, char** words) {
    if (count < 2 || count % 2 != 0)
        throw std::runtime_error("usage: strathern_codegen SCHEMA [--hpp|--cpp|--docs|--check-docs FILE]...");
    const Schema schema = read_schema(words[1]);
    for (const std::string& problem : schema.problems) std::fprintf(stderr, "%s: %s\n", words[1], problem.c_str());
    if (!schema.problems.empty()) return 1;
    for (int i = 2; i + 1 < count; i += 2) write_output(schema, words[i], words[i + 1]);
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
