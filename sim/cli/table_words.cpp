// What is said around a table? Doubts about its numbers, and how to get them again.
#include "cli/table_words.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "analysis/headline.hpp"
#include "cli/text_table.hpp"
#include "cli/version.hpp"
#include "cli/view.hpp"
#include "scenario/problems.hpp"

namespace strathern {
namespace {

/// Doubts about the estimates that are shown.
struct Doubts {
    bool single = false, few = false, skewed = false;
    std::size_t equal = 0;               ///< number of replicates that are all equal somewhere; 0: nowhere
    std::vector<std::string> undefined;  ///< labels of outputs that some runs leave undefined
};

bool is_undefined_somewhere(const Comparison& comparison) {
    return std::any_of(comparison.levels.begin(), comparison.levels.end(),
                       [](const Estimate& e) { return e.undefined > 0; });
}

Doubts look_at(const FinishedStudy& study, const StudyAnalysis& analysis) {
    Doubts doubts;
    const auto look = [&](const Estimate& e) {
        doubts.single = doubts.single || e.n == 1;
        doubts.few = doubts.few || (e.few && e.n > 1);
        doubts.skewed = doubts.skewed || (e.skewed && e.method != Method::none);
    };
    for (const std::size_t column : headline_columns(study.identity.columns)) {
        for (const Estimate& estimate : analysis.over_span[column].levels) look(estimate);
        for (const Difference& difference : analysis.over_span[column].differences) {
            look(difference.estimate);
            if (difference.verdict == Verdict::equal) doubts.equal = difference.estimate.n;
        }
        if (is_undefined_somewhere(analysis.over_span[column]))
            doubts.undefined.push_back(study.identity.columns[column].label);
    }
    return doubts;
}

/// "warning: none moves by itself from quarter 1 to 8: Token bill +12 %, Tokens +9 % and 3 more".
std::string drift_text(const FinishedStudy& study, const StudyAnalysis& analysis) {
    constexpr std::size_t told = 2;
    std::string text;
    for (std::size_t k = 0; k < std::min(told, analysis.drifts.size()); ++k) {
        const Drift& drift = analysis.drifts[k];
        const bool percent = drift.relative.method != Method::none;
        text += fmt::format(
            "{}{} {}", k == 0 ? "" : ", ", study.identity.columns[drift.column].label,
            percent ? fmt::format("{:+.0f} %", 100 * drift.relative.mean) : fmt::format("{:+.3g}", drift.change.mean));
    }
    if (analysis.drifts.size() > told) text += fmt::format(" and {} more", analysis.drifts.size() - told);
    return fmt::format("warning: {} itself moves, quarter {} to {}: {}", policy_name(study, analysis.baseline, 18),
                       analysis.span.first + 1, analysis.span.last, text);
}

}  // namespace

std::string policy_name(const FinishedStudy& study, std::size_t policy, std::size_t limit) {
    std::vector<std::string> names;
    for (const std::uint32_t place : study.results.policies())
        names.push_back(printable(study.identity.policies[place].name));
    return shortened_names(names, limit)[policy];
}

std::string replicates_text(const FinishedStudy& study) {
    const std::size_t count = study.results.replicates();
    return fmt::format("{} replicate{}", count, count == 1 ? "" : "s");
}

std::string title_text(const FinishedStudy& study, std::size_t width) {
    std::string text = printable(study.identity.name);
    if (!study.identity.about.empty()) text += ": " + printable(study.identity.about);
    const std::vector<std::string> lines = broken(text, width - 6);
    if (lines.size() <= 2) return wrapped(text, width - 4);
    return lines[0] + "\n  " + lines[1] + " ...\n";
}

bool has_skewed(const FinishedStudy& study, const StudyAnalysis& analysis) { return look_at(study, analysis).skewed; }

std::vector<std::string> remarks_of(const FinishedStudy& study, const StudyAnalysis& analysis) {
    std::vector<std::string> remarks;
    const Doubts doubts = look_at(study, analysis);
    if (doubts.single)
        remarks.push_back(
            "warning: one replicate is an anecdote; there are no intervals. Ask for more with --replicates");
    if (doubts.few)
        remarks.push_back(fmt::format(
            "warning: fewer than {} replicates: intervals assume that differences are nearly normal", few_limit));
    if (doubts.equal > 1)
        remarks.push_back(fmt::format("equal in all {0}: up to {1:.0f} % of replicates may differ all the same (95 %)",
                                      doubts.equal, 100 * unseen_share(doubts.equal)));
    if (!doubts.undefined.empty())
        remarks.push_back(
            fmt::format("left out where undefined (--format csv counts): {}", fmt::join(doubts.undefined, ", ")));
    if (!analysis.drifts.empty()) remarks.push_back(drift_text(study, analysis));
    const std::size_t failed = study.results.failed().size();
    if (failed > 0)
        remarks.push_back(fmt::format("warning: {} run{} failed and {} left out", failed, failed == 1 ? "" : "s",
                                      failed == 1 ? "is" : "are"));
    return remarks;
}

std::string foot_text(const FinishedStudy& study, const StudyAnalysis& analysis, std::size_t width) {
    std::string text;
    for (const std::string& warning : remarks_of(study, analysis)) text += wrapped(warning, width);
    text += wrapped(
        fmt::format("{}, scenario {}, seed {}", program_title(), study.identity.scenario_hash, study.identity.seed),
        width);
    return text + "again: " + study.again + "\n";
}

std::vector<std::string> warnings_of(const FinishedStudy& study, const StudyAnalysis& analysis) {
    std::vector<std::string> warnings = remarks_of(study, analysis);
    if (has_skewed(study, analysis))
        warnings.push_back("warning: intervals of very skewed outputs may cover less than 95 %");
    return warnings;
}

}  // namespace strathern
