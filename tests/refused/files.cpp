// Files that are no scenarios at all, and sizes that would break a machine: refused at once.
#include <doctest/doctest.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <strathern/load.hpp>

#include "scenario/document.hpp"
#include "support.hpp"

namespace fs = std::filesystem;
using namespace strathern;
using namespace strathern::test;

namespace {

/// A folder of its own that vanishes afterwards.
class TemporaryFolder {
public:
    TemporaryFolder() : path_(fs::temp_directory_path() / ("strathern_refused_" + std::to_string(::getpid()))) {
        fs::create_directories(path_);
    }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    ~TemporaryFolder() { fs::remove_all(path_); }

    std::string file(const std::string& name, const std::string& text) const {
        std::ofstream(path_ / name, std::ios::binary) << text;
        return (path_ / name).string();
    }
    fs::path path() const { return path_; }

private:
    fs::path path_;
};

struct Cost {
    double seconds = 0;
    long kilobytes = 0;  ///< more than the process had before
    ExitCode code = ExitCode::done;
};

/// Judges a text in a process of its own, so that its memory can be told.
Cost cost_of(const std::string& text) {
    rusage before{};
    getrusage(RUSAGE_SELF, &before);
    const auto start = std::chrono::steady_clock::now();
    const pid_t child = ::fork();
    if (child == 0) ::_exit(static_cast<int>(verdict_of(text).code));
    int status = 0;
    rusage usage{};
    REQUIRE(::wait4(child, &status, 0, &usage) == child);
    REQUIRE(WIFEXITED(status));
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
    return {seconds.count(), usage.ru_maxrss - before.ru_maxrss, static_cast<ExitCode>(WEXITSTATUS(status))};
}

std::string repeated(const std::string& text, std::size_t count) {
    std::string result;
    for (std::size_t i = 0; i < count; ++i) result += text;
    return result;
}

#if defined(__SANITIZE_ADDRESS__)
#define STRATHERN_SLOW
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define STRATHERN_SLOW
#endif
#endif

#ifdef STRATHERN_SLOW
constexpr double allowance = 10;  // sanitizers take time and memory
#else
constexpr double allowance = 1;
#endif
constexpr double seconds_limit = 1 * allowance;
constexpr double memory_limit = 64 * 1024 * allowance;  // kilobytes

}  // namespace

TEST_CASE("what is no regular file is refused without waiting for it") {
    const TemporaryFolder folder;
    CHECK(verdict_of_file((folder.path() / "missing.json").string()).code == ExitCode::command_line);
    CHECK(verdict_of_file(folder.file("file", "{}") + "/below.json").code == ExitCode::command_line);
    CHECK(verdict_of_file("").code == ExitCode::command_line);
    CHECK(verdict_of_file(folder.path().string()).code == ExitCode::command_line);
    CHECK(verdict_of_file("/dev/zero").code == ExitCode::command_line);
    CHECK(verdict_of_file(std::string("a\0b", 3)).code == ExitCode::command_line);
    REQUIRE(::mkfifo((folder.path() / "pipe").c_str(), 0600) == 0);
    CHECK(verdict_of_file((folder.path() / "pipe").string()).code == ExitCode::command_line);
    fs::create_symlink(folder.path() / "loop", folder.path() / "loop");
    CHECK(verdict_of_file((folder.path() / "loop").string()).code == ExitCode::command_line);
}

TEST_CASE("a file that may not be read is the environment's fault") {
    const TemporaryFolder folder;
    const std::string path = folder.file("secret.json", "{}");
    REQUIRE(::chmod(path.c_str(), 0) == 0);
    if (::getuid() == 0) return;  // root may read everything
    CHECK(verdict_of_file(path).code == ExitCode::environment);
}

TEST_CASE("long files are refused, files at the limit are read") {
    const TemporaryFolder folder;
    const std::string body = "{\"practices\": {\"*\": null}}";
    const std::string fits = folder.file("fits.json", body + std::string(document_bytes_limit - body.size(), ' '));
    CHECK(verdict_of_file(fits).code == ExitCode::done);
    const std::string long_file =
        folder.file("long.json", body + std::string(document_bytes_limit - body.size() + 1, ' '));
    CHECK(verdict_of_file(long_file).code == ExitCode::refused);
}

TEST_CASE("depth: accepted by the parser up to the limit, refused above, at any depth") {
    const auto nested = [](std::size_t depth) {
        return "{\"practices\": {\"*\": null}, \"name\": " + repeated("[", depth - 1) + repeated("]", depth - 1) + "}";
    };
    const auto too_deep = [](const Verdict& verdict) {
        return verdict.problems.at(0).rule.find("64 deep") != std::string::npos;
    };
    CHECK_FALSE(too_deep(verdict_of(nested(document_depth_limit))));
    CHECK(too_deep(verdict_of(nested(document_depth_limit + 1))));
    for (const std::size_t depth : {1'000U, 100'000U, 2'000'000U}) {
        const Cost cost = cost_of(nested(depth));
        CHECK(cost.code == ExitCode::invalid);
        CHECK(cost.seconds < seconds_limit / 2);
        CHECK(static_cast<double>(cost.kilobytes) < memory_limit);
    }
    CHECK(cost_of("{\"name\": " + repeated("{\"a\":", 100'000)).code == ExitCode::invalid);
}

TEST_CASE("a trillion engineers are refused with the estimate and the limit, in little time and memory") {
    const std::string text = R"({"organisation": {"engineers_count": 1000000000000}})";
    const Verdict verdict = verdict_of(text);
    REQUIRE(verdict.problems.size() == 1);
    CHECK(verdict.problems[0].value.find("engineer-days") != std::string::npos);
    CHECK(verdict.problems[0].rule.find("at most") != std::string::npos);
    for (
        const std::string& sized :
        {text, std::string(R"({"study": {"quarters_count": 1000000000000000000}})"),
         std::string(R"({"study": {"replicates_count": 99999999999999999999999999999999999999}})"),
         std::string(
             R"({"organisation": {"engineers_count": 10000000}, "study": {"quarters_count": 80, "replicates_count": 10000000}})")}) {
        const Cost cost = cost_of(sized);
        CHECK(cost.code == ExitCode::refused);
        CHECK(cost.seconds < seconds_limit);
        CHECK(static_cast<double>(cost.kilobytes) < memory_limit);
    }
}

TEST_CASE("texts that are large in other ways cost little") {
    const std::string texts[] = {
        "{\"policies\": [" + repeated("1,", 1'000'000) + "1]}",
        repeated("{\"name\": 1,", 1) + repeated("\"name\": 1,", 90'000) + "\"name\": 1}",
        "{\"name\": \"" + std::string(4'000'000, 'x') + "\"}",
        "{\"name\": " + std::string(1'000'000, '7') + "}",
        "{\"" + std::string(1'000'000, 'k') + "\": 1}",
        "{\"policies\": {" + repeated("\"p\": \"token_quota\",", 90'000) + "\"q\": \"none\"}}",
    };
    for (const std::string& text : texts) {
        CAPTURE(text.substr(0, 40));
        const Cost cost = cost_of(text);
        CHECK(cost.code == ExitCode::invalid);
        CHECK(cost.seconds < seconds_limit);
        CHECK(static_cast<double>(cost.kilobytes) < 2 * memory_limit);
    }
}
