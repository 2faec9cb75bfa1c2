// How is an answer of run or trial shown to people? At most 25 lines where the terminal is wide enough.
#include <fmt/format.h>

#include <algorithm>
#include <strathern/params/definitions.hpp>

#include "analysis/headline.hpp"
#include "cli/text_table.hpp"
#include "cli/version.hpp"
#include "cli/view.hpp"
#include "scenario/problems.hpp"

namespace strathern {
namespace {

constexpr int plain_width = 100;  ///< where there is no terminal
constexpr std::size_t lines_wanted = 25, name_limit = 26;

std::string policy_name(const FinishedStudy& study, std::size_t place) {
    return printable(study.identity.policies[study.results.policies()[place]].name);
}

std::string replicates_text(const FinishedStudy& study) {
    const std::size_t count = study.results.replicates();
    return fmt::format("{} replicate{}", count, count == 1 ? "" : "s");
}

/// How the quarters of an output are combined into one number.
std::string over_text(Over over) { return over == Over::sum ? "total" : over == Over::mean ? "mean" : "at the end"; }

std::vector<TextCell> titles(const FinishedStudy& study, const std::vector<std::size_t>& columns, const char* first) {
    std::vector<TextCell> cells = {{first}};
    for (const std::size_t column : columns) cells.push_back({study.identity.columns[column].label});
    return cells;
}

std::vector<TextCell> units(const FinishedStudy& study, const std::vector<std::size_t>& columns, bool over) {
    std::vector<TextCell> cells = {{""}};
    for (const std::size_t column : columns) {
        const StoredColumn& what = study.identity.columns[column];
        cells.push_back({over ? what.unit + ", " + over_text(what.over) : what.unit});
    }
    return cells;
}

/// "+1.2 % [+0.8, +1.6] B": a letter stands for the verdict, so that three outputs fit side by side.
TextCell difference_cell(const StoredColumn& what, const Comparison& comparison, std::size_t policy,
                         std::size_t baseline) {
    const Difference& difference = comparison.differences[policy];
    if (difference.verdict == Verdict::undefined) return {"-  "};
    if (difference.verdict == Verdict::exactly_zero) return {"0 (exactly)  "};
    if (difference.verdict == Verdict::equal) return {fmt::format("equal in all {}  ", difference.estimate.n)};
    const bool percent = told_in_percent(what, comparison, baseline), share = what.unit == "share";
    const std::string text = percent ? difference_text(difference.relative, 100, " %")
                                     : difference_text(difference.estimate, share ? 100 : 1, share ? " pp" : "");
    switch (difference.verdict) {
        case Verdict::better:
            return {text + " B", Tone::good};
        case Verdict::worse:
            return {text + " W", Tone::bad};
        case Verdict::differs:
            return {text + " D"};
        case Verdict::hint:
            return {text + " ?"};
        default:
            return {text + "  "};
    }
}

/// The baseline's levels, then a row of differences for every other policy.
TextTable differences(const FinishedStudy& study, const StudyAnalysis& analysis) {
    const auto columns = headline_columns(study.identity.columns);
    const std::string name = without_middle(policy_name(study, analysis.baseline), name_limit - 8);
    TextTable table{{titles(study, columns, "policy"), units(study, columns, true)}, {{{name + " (level)"}}}};
    for (const std::size_t column : columns)
        table.rows[0].push_back({level_text(analysis.over_span[column].levels[analysis.baseline]) + "  "});
    for (std::size_t policy = 0; policy < study.results.policies().size(); ++policy) {
        if (policy == analysis.baseline) continue;
        auto& row = table.rows.emplace_back();
        row.push_back({without_middle(policy_name(study, policy), name_limit)});
        for (const std::size_t column : columns)
            row.push_back(
                difference_cell(study.identity.columns[column], analysis.over_span[column], policy, analysis.baseline));
    }
    return table;
}

TextTable quarters(const FinishedStudy& study, const StudyAnalysis& analysis) {
    const auto columns = headline_columns(study.identity.columns);
    TextTable table{{titles(study, columns, ""), units(study, columns, false)}, {}};
    for (std::size_t quarter = 0; quarter < study.results.quarters(); ++quarter) {
        auto& row = table.rows.emplace_back();
        row.push_back({fmt::format("quarter {}", quarter + 1)});
        for (const std::size_t column : columns)
            row.push_back({level_text(analysis.by_quarter[column][quarter].levels[0])});
    }
    return table;
}

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
    return fmt::format("warning: {} itself moves, quarter {} to {}: {}",
                       without_middle(policy_name(study, analysis.baseline), name_limit - 8), analysis.span.first + 1,
                       analysis.span.last, text);
}

/// Warnings below a table; the one about skewed outputs has a mark of its own, explained above.
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

std::string foot(const FinishedStudy& study, const StudyAnalysis& analysis) {
    std::string text;
    for (const std::string& warning : remarks_of(study, analysis)) text += warning + "\n";
    text +=
        fmt::format("{}, scenario {}, seed {}\n", program_title(), study.identity.scenario_hash, study.identity.seed);
    return text + "again: " + study.again + "\n";
}

/// The question, cut between words where it is longer than a line.
std::string title(const FinishedStudy& study) {
    std::string text = printable(study.identity.name);
    if (!study.identity.about.empty()) text += ": " + printable(study.identity.about);
    if (text.size() <= plain_width) return text + "\n";
    text = shortened(text, plain_width - 3);
    const std::size_t blank = text.rfind(' ');
    return (blank == std::string::npos ? text : text.substr(0, blank) + " ...") + "\n";
}

TextRoom room(int width, std::size_t lines_taken, bool colours) {
    return {width > 0 ? width : plain_width, lines_wanted - lines_taken, colours};
}

}  // namespace

std::string trial_table(const FinishedStudy& study, const StudyAnalysis& analysis, int width, bool colours) {
    const std::string baseline = without_middle(policy_name(study, analysis.baseline), name_limit);
    const std::string heading = fmt::format(
        "Differences to {}, quarters {} to {}: mean [95 % interval] of {}\n"
        "B better, W worse, D differs, judged together; ? a hint{}. All: --page, --format csv\n",
        baseline, analysis.span.first + 1, analysis.span.last, replicates_text(study),
        look_at(study, analysis).skewed ? "; ~ may cover less" : "");
    return title(study) + heading +
           differences(study, analysis)
               .text(room(width, 5 + std::min<std::size_t>(remarks_of(study, analysis).size(), 1), colours)) +
           foot(study, analysis);
}

std::string run_table(const FinishedStudy& study, const StudyAnalysis& analysis, int width, bool colours) {
    const std::string heading = fmt::format("{} under {}: mean [95 % interval] of {}. All outputs: --format csv\n\n",
                                            without_middle(printable(study.identity.name), name_limit),
                                            without_middle(policy_name(study, 0), name_limit), replicates_text(study));
    return heading + quarters(study, analysis).text(room(width, 4 + remarks_of(study, analysis).size(), colours)) +
           foot(study, analysis);
}

std::vector<std::string> warnings_of(const FinishedStudy& study, const StudyAnalysis& analysis) {
    std::vector<std::string> warnings = remarks_of(study, analysis);
    if (look_at(study, analysis).skewed)
        warnings.push_back("warning: intervals of very skewed outputs may cover less than 95 %");
    return warnings;
}

}  // namespace strathern
