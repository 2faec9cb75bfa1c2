// strathern run --log: one run as the files that engineers' tools export.
#include "cli/run_log.hpp"

#include <fmt/format.h>

#include <array>
#include <filesystem>
#include <memory>
#include <strathern/error.hpp>
#include <strathern/params/definitions.hpp>

#include "cli/console.hpp"
#include "cli/signals.hpp"
#include "cli/study_command.hpp"
#include "output/store_file.hpp"
#include "scenario/problems.hpp"
#include "study/log.hpp"
#include "study/study.hpp"

namespace strathern {
namespace {

constexpr std::size_t piece_size = 1 << 16;

/// A file that is written in pieces, and how many lines it has.
struct LogFile {
    std::string path{};
    std::unique_ptr<FileDraft> draft{};
    std::string text{};
    std::uint64_t lines = 0;
};
using LogFiles = std::array<LogFile, log_count>;

/// Errors: as names_listed.
std::vector<Log> logs_of(const std::string& asked) {
    std::vector<Log> logs;
    for (const std::string& each :
         names_listed("--log: there is no log", asked,
                      {name(Log::changes), name(Log::reviews), name(Log::incidents), name(Log::releases)}))
        logs.push_back(*log_of(each));
    return logs;
}

LogFiles open_files(const std::string& folder, const std::vector<Log>& logs) {
    LogFiles files;
    for (const Log log : logs) {
        LogFile& file = files[static_cast<std::size_t>(log)];
        file.path = (std::filesystem::path(folder) / (std::string(name(log)) + ".jsonl")).string();
        create_folder_of(file.path);
        if (!file.draft) file.draft = std::make_unique<FileDraft>(file.path);
    }
    return files;
}

void write(LogFile& file, std::string_view line) {
    if (!file.draft) return;
    file.text += line;
    ++file.lines;
    if (file.text.size() < piece_size) return;
    file.draft->write(file.text);
    file.text.clear();
}

std::string finish(LogFiles& files) {
    std::string answer;
    for (LogFile& file : files) {
        if (!file.draft) continue;
        file.draft->write(file.text);
        file.draft->finish();
        answer += fmt::format("{}: {} lines\n", printable(file.path), file.lines);
    }
    return answer;
}

}  // namespace

int write_log(const Options& options) {
    if (options.out.empty())
        throw Error(ExitCode::command_line, "--log writes files into a folder: name it with --out");
    const std::vector<Log> logs = logs_of(options.log);
    const Scenario scenario = load_asked(options);
    const std::string& policy = options.policy.empty() ? scenario.study.baseline : options.policy;
    LogRequest request{.scenario = scenario,
                       .policy = policy_position(scenario, policy),
                       .seed = scenario.study.seed,
                       .replicate = options.replicate,
                       .threads = options.threads,
                       .stop = &stop_signal()};
    LogFiles files = open_files(options.out, logs);
    request.line = [&](Log log, std::string_view line) { write(files[static_cast<std::size_t>(log)], line); };
    catch_stop_signals();
    const RunOutcome outcome = log_run(request);
    if (outcome.status == RunStatus::stopped) throw Interrupted{stop_signal()};
    release_stop_signals();
    if (outcome.status == RunStatus::failed) {
        remark(fmt::format("strathern: error: the run failed on day {}: {}", outcome.day, printable(outcome.what)));
        return static_cast<int>(ExitCode::runs_failed);
    }
    write_answer(finish(files));
    return static_cast<int>(ExitCode::done);
}

}  // namespace strathern
