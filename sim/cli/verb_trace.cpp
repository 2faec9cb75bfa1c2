// strathern trace: on which day, in which phase and in which column do two histories diverge?
#include <fmt/format.h>

#include <charconv>
#include <memory>
#include <strathern/error.hpp>
#include <strathern/params/definitions.hpp>

#include "cli/console.hpp"
#include "cli/signals.hpp"
#include "cli/study_command.hpp"
#include "cli/verbs.hpp"
#include "cli/version.hpp"
#include "output/trace.hpp"
#include "scenario/problems.hpp"
#include "study/study.hpp"
#include "study/trace.hpp"

namespace strathern {
namespace {

constexpr int days_per_quarter = 65;
constexpr std::size_t piece_size = 1 << 16;

/// Days [first, last), from 0.
struct Days {
    int first, last;
};

/// Removes a day, counted from 1, from the beginning of the text and returns it; 0 when there is none.
int take_day(std::string_view& text) {
    int day = 0;
    const auto result = std::from_chars(text.data(), text.data() + text.size(), day);
    if (result.ec != std::errc() || day < 1) return 0;
    text.remove_prefix(static_cast<std::size_t>(result.ptr - text.data()));
    return day;
}

/// "12" or "12..20", within the scenario's days; "" is all of them.
Days days_asked(const std::string& asked, const Scenario& scenario) {
    const int all = static_cast<int>(scenario.study.quarters_count) * days_per_quarter;
    if (asked.empty()) return {0, all};
    std::string_view text = asked;
    const int first = take_day(text);
    int last = first;
    if (text.starts_with("..")) {
        text.remove_prefix(2);
        last = take_day(text);
    }
    if (first == 0 || last < first || !text.empty() || last > all)
        throw Error(ExitCode::command_line, fmt::format("--days {} is not a day or a range such as 1..5, within 1..{}",
                                                        shortened(printable(asked)), all));
    return {first - 1, last};
}

/// Lines on their way to a file or to standard output, in pieces.
class TraceWriter {
public:
    explicit TraceWriter(const std::string& path) {
        if (!path.empty()) file_ = std::make_unique<FileDraft>(path);
    }
    std::string& text() { return text_; }
    void write_if_large() {
        if (text_.size() >= piece_size) write();
    }
    void finish() {
        write();
        if (file_) file_->finish();
    }

private:
    void write() {
        if (file_)
            file_->write(text_);
        else
            write_answer(text_);
        text_.clear();
    }
    std::unique_ptr<FileDraft> file_;
    std::string text_;
};

std::string remarks(const TraceRequest& request) {
    const StudyIdentity identity = identity_of(request.scenario, program_version(), program_commit());
    return fmt::format("# {}, scenario {}, policy {}, seed {}, replicate {}\n", program_title(), identity.scenario_hash,
                       printable(identity.policies[request.policy].name), request.seed, request.replicate);
}

int trace(const Options& options) {
    if (options.names.size() != 1)
        throw Error(ExitCode::command_line, "one scenario is traced at a time; --compare takes two traces");
    const Scenario scenario = load_asked(options);
    const std::string& policy = options.policy.empty() ? scenario.study.baseline : options.policy;
    if (!options.out.empty()) check_writable(options.out);
    const Days days = days_asked(options.days, scenario);
    const TraceRequest request{.scenario = scenario,
                               .policy = policy_position(scenario, policy),
                               .seed = scenario.study.seed,
                               .replicate = options.replicate,
                               .first_day = days.first,
                               .last_day = days.last,
                               .threads = options.threads,
                               .stop = &stop_signal()};
    catch_stop_signals();
    TraceWriter writer(options.out);
    writer.text() = remarks(request) + trace_header;
    const RunOutcome outcome = trace_run(request, [&](int day, const char* phase, const State& state) {
        append_trace_lines(day, phase, state, writer.text());
        writer.write_if_large();
    });
    if (outcome.status == RunStatus::stopped) throw Interrupted{stop_signal()};
    writer.finish();
    release_stop_signals();
    if (outcome.status == RunStatus::done) return static_cast<int>(ExitCode::done);
    remark(fmt::format("strathern: error: the run failed on day {}: {}", outcome.day, printable(outcome.what)));
    return static_cast<int>(ExitCode::runs_failed);
}

int compare(const Options& options) {
    if (options.names.size() != 2) throw Error(ExitCode::command_line, "--compare takes two traces");
    const TraceComparison comparison = compare_traces(options.names[0], options.names[1]);
    if (comparison.difference.empty()) {
        write_answer(fmt::format("the same: {} digests\n", comparison.same));
        return static_cast<int>(ExitCode::done);
    }
    write_answer(fmt::format("{}\nbefore it, {} digests are the same\n", comparison.difference, comparison.same));
    return static_cast<int>(ExitCode::answered_no);
}

}  // namespace

int trace_verb(const Options& options) { return options.compare ? compare(options) : trace(options); }

}  // namespace strathern
