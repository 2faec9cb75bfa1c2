// How far is it? A bar on a terminal, a line every ten seconds elsewhere.
#pragma once
#include <chrono>
#include <string>

#include "output/store.hpp"
#include "study/runner.hpp"

namespace strathern {

/// "37 of 100 replicates kept in X; run the same command to resume"
std::string kept_text(std::uint64_t kept, std::uint64_t total, const std::string& store);

/// Reports a study's progress on standard error, and ends a program that can't stop in time.
class TerminalProgress final : public Progress {
public:
    /// @param store_name as the user knows it; empty when nothing is kept
    TerminalProgress(Store& store, std::string store_name, bool quiet);
    ~TerminalProgress() override;

    void tick(const StudyState& state) override;
    /// Commits finished runs, reports it and ends the program: a week of a very large organisation takes longer than
    /// a user who interrupts should wait.
    void overdue(const StudyState& state) override;

private:
    using Clock = std::chrono::steady_clock;
    std::string line(const StudyState& state) const;
    void draw(const StudyState& state);
    void clear();

    Store& store_;
    std::string store_name_;
    bool quiet_;
    bool bar_;
    bool drawn_ = false;
    Clock::time_point start_ = Clock::now(), said_ = Clock::now();
};

}  // namespace strathern
