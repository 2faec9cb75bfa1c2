// strathern_outputs [--docs|--check-docs FILE] [--state|--check-state FILE]: makes the reference pages of outputs,
// docs/outputs.md, and of state, docs/state.md, or reports that one is stale (exit 1).
#include <cstdio>
#include <exception>
#include <stdexcept>
#include <string>
#include <string_view>

#include "output/docs/outputs_page.hpp"
#include "output/docs/state_page.hpp"
#include "scenario/codegen/text_file.hpp"

namespace {

using namespace strathern;

void write_output(std::string_view option, const std::string& path) {
    if (option == "--docs") return codegen::write_text(path, outputs_page());
    if (option == "--check-docs") return codegen::check_text(path, outputs_page());
    if (option == "--state") return codegen::write_text(path, state_page());
    if (option == "--check-state") return codegen::check_text(path, state_page());
    throw std::runtime_error("unknown option " + std::string(option));
}

void run(int count, char** words) {
    if (count < 3 || count % 2 != 1)
        throw std::runtime_error("usage: strathern_outputs [--docs|--check-docs|--state|--check-state FILE]...");
    for (int i = 1; i + 1 < count; i += 2) write_output(words[i], words[i + 1]);
}

}  // namespace

int main(int count, char** words) {
    try {
        run(count, words);
        return 0;
    } catch (const std::exception& error) {
        std::fprintf(stderr, "strathern_outputs: %s\n", error.what());
        return 1;
    }
}
