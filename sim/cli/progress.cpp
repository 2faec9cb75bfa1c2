// How far is it? A bar on a terminal, a line every ten seconds elsewhere.
#include "cli/progress.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>

#include "cli/console.hpp"
#include "cli/signals.hpp"

namespace strathern {
namespace {

using namespace std::chrono_literals;
constexpr auto line_interval = 10s;
constexpr int bar_width = 24;

std::string duration_text(double seconds) {
    const auto whole = static_cast<long long>(seconds + 0.5);
    if (whole >= 3600) return fmt::format("{}:{:02}:{:02}", whole / 3600, whole / 60 % 60, whole % 60);
    return fmt::format("{}:{:02}", whole / 60, whole % 60);
}

}  // namespace

std::string kept_text(std::uint64_t kept, std::uint64_t total, const std::string& store) {
    if (store.empty()) return "no replicates were kept; use --out STORE to keep them";
    return fmt::format("kept {} of {} replicates in {}; run the same command to resume", kept, total, store);
}

TerminalProgress::TerminalProgress(Store& store, std::string store_name, bool quiet)
    : store_(store), store_name_(std::move(store_name)), quiet_(quiet), bar_(cursor_moves(2)) {}

TerminalProgress::~TerminalProgress() { clear(); }

std::string TerminalProgress::line(const StudyState& state) const {
    const double seconds = std::chrono::duration<double>(Clock::now() - start_).count();
    const double rate = seconds > 0 ? static_cast<double>(state.finished) / seconds : 0;
    const std::uint64_t done = state.held + state.finished;
    std::string text = fmt::format("{}/{} replicates", done, state.total);
    if (rate > 0) {
        text += fmt::format("  {:.3g}/s  {} left", rate, duration_text(static_cast<double>(state.total - done) / rate));
    }
    if (state.failed > 0) text += fmt::format("  {} runs failed", state.failed);
    return text;
}

void TerminalProgress::draw(const StudyState& state) {
    const double share =
        state.total == 0 ? 1 : static_cast<double>(state.held + state.finished) / static_cast<double>(state.total);
    const int filled = static_cast<int>(share * bar_width);
    std::string text = "[" + std::string(static_cast<std::size_t>(filled), '=') +
                       std::string(static_cast<std::size_t>(bar_width - filled), ' ') + "] " + line(state);
    const auto width = static_cast<std::size_t>(std::max(terminal_width(2), 20));
    if (text.size() >= width) text.resize(width - 1);
    text = "\r" + text + "\033[K";
    (void)!write(STDERR_FILENO, text.data(), text.size());
    drawn_ = true;
}

void TerminalProgress::clear() {
    constexpr std::string_view erase = "\r\033[K";
    if (drawn_) (void)!write(STDERR_FILENO, erase.data(), erase.size());
    drawn_ = false;
}

void TerminalProgress::tick(const StudyState& state) {
    if (quiet_) return;
    if (bar_) return draw(state);
    if (Clock::now() - said_ < line_interval) return;
    said_ = Clock::now();
    remark("strathern: " + line(state));
}

void TerminalProgress::overdue(const StudyState& state) {
    clear();
    try {
        store_.commit();
        remark("strathern: " + kept_text(state.held + state.finished, state.total, store_name_));
    } catch (...) {
        remark("strathern: the last finished replicates could not be kept");
    }
    _exit(128 + stop_signal());
}

}  // namespace strathern
