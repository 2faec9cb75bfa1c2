// Every message of the loader, as a reader sees it: data/NAME.json and the expected text data/NAME.txt beside it.
// STRATHERN_ACCEPT=1 rewrites the texts; then read the diff.
#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "support.hpp"

namespace fs = std::filesystem;
using namespace strathern;
using namespace strathern::test;

namespace {

std::string read(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

std::string without_folder(std::string text, const std::string& folder) {
    for (auto at = text.find(folder); at != std::string::npos; at = text.find(folder, at))
        text.erase(at, folder.size());
    return text;
}

std::string message_of(const fs::path& path) {
    const Verdict verdict = verdict_of_file(path.string());
    const std::string code = "exit code " + std::to_string(static_cast<int>(verdict.code)) + "\n";
    return code + without_folder(verdict.text, path.parent_path().string() + "/");
}

std::vector<fs::path> bad_files() {
    std::vector<fs::path> files;
    for (const fs::path& folder : {fs::path(data_folder()), fs::path(data_folder()) / "files"}) {
        for (const auto& entry : fs::directory_iterator(folder)) {
            if (entry.path().extension() == ".json" && entry.is_regular_file()) files.push_back(entry.path());
        }
    }
    return files;
}

}  // namespace

TEST_CASE("messages about bad scenarios read as agreed") {
    const bool accept = std::getenv("STRATHERN_ACCEPT") != nullptr;
    const auto files = bad_files();
    CHECK(files.size() >= 60);
    for (fs::path path : files) {
        CAPTURE(path.filename().string());
        const std::string message = message_of(path);
        path.replace_extension(".txt");
        if (accept) std::ofstream(path, std::ios::binary) << message;
        CHECK(message == read(path));
    }
}

TEST_CASE("every bad file is refused, with a place for every problem") {
    for (const fs::path& path : bad_files()) {
        CAPTURE(path.filename().string());
        const Verdict verdict = verdict_of_file(path.string());
        CHECK((verdict.code == ExitCode::invalid || verdict.code == ExitCode::refused));
        REQUIRE(!verdict.problems.empty());
        for (const Problem& problem : verdict.problems) {
            CHECK((problem.line > 0 || problem.value == "more than 100 problems"));
            CHECK(!problem.rule.empty());
        }
    }
}
