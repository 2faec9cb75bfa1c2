// What does each policy watch? A regime's metrics in words, beside the outputs that show them.
#include "cli/view_watched.hpp"

#include <algorithm>
#include <strathern/params/definitions.hpp>

#include "analysis/watched.hpp"
#include "cli/table_words.hpp"
#include "report/words.hpp"

namespace strathern {
namespace {

/// One metric of one policy.
struct Line {
    std::string policy;  ///< empty on the second and later lines of a policy
    std::string words;
    TextCell change;
};

std::vector<WatchedMetric> metrics_of(const FinishedStudy& study, std::size_t policy) {
    return watched_metrics(study.scenario.policies[study.results.policies()[policy]].value, study.identity.columns);
}

TextCell change_cell(const FinishedStudy& study, const StudyAnalysis& analysis, std::size_t column,
                     std::size_t policy) {
    if (policy == analysis.baseline) return {"is the baseline  "};
    if (column == no_column) return {"no output shows it  "};
    return difference_cell(study, analysis, column, policy);
}

std::vector<Line> lines_of(const FinishedStudy& study, const StudyAnalysis& analysis, std::size_t name_limit) {
    std::vector<Line> lines;
    for (std::size_t policy = 0; policy < study.results.policies().size(); ++policy) {
        const auto metrics = metrics_of(study, policy);
        std::string name = policy_name(study, policy, name_limit);
        if (metrics.empty() && policy != analysis.baseline) lines.push_back({name, "nothing", {""}});
        for (const WatchedMetric& metric : metrics) {
            lines.push_back({name, watched_words(*metric.metric), change_cell(study, analysis, metric.column, policy)});
            name.clear();
        }
    }
    return lines;
}

/// Columns left for words beside the changes; beside policies too, if they have a column of their own.
std::size_t room_for_words(const std::vector<Line>& lines, std::size_t width, bool policies) {
    constexpr std::size_t gap = 2, least = 14;
    std::size_t name = 0, change = 0;
    for (const Line& line : lines) {
        if (policies) name = std::max(name, line.policy.size() + gap);
        change = std::max(change, line.change.text.size() + gap);
    }
    return width > name + change + least ? width - name - change : least;
}

void add_row(TextTable& table, const Line& line, std::size_t limit, bool policies) {
    const std::string head = policies || line.policy.empty() ? "" : line.policy + ": ";
    const std::vector<std::string> words = broken(head + line.words, limit - (policies ? 0 : 2));
    for (std::size_t i = 0; i < words.size(); ++i) {
        auto& row = table.rows.emplace_back();
        if (policies) row.push_back({i == 0 ? line.policy : ""});
        const bool inner = !policies && (i > 0 || line.policy.empty());
        row.push_back({(inner ? "  " : "") + words[i]});
        row.push_back(i == 0 ? line.change : TextCell{""});
    }
}

}  // namespace

std::string watched_table(const FinishedStudy& study, const StudyAnalysis& analysis, const TextRoom& room) {
    const auto width = static_cast<std::size_t>(room.width);
    const std::vector<Line> lines = lines_of(study, analysis, width / 3);
    if (std::all_of(lines.begin(), lines.end(), [](const Line& line) { return line.words == "nothing"; }))
        return "No policy watches a metric.\n";
    constexpr std::size_t comfortable = 24;
    const bool policies = room_for_words(lines, width, true) >= comfortable;
    TextTable table{{{{"policy and what it watches"}, {"which moved by"}}}, {}, 1};
    if (policies) table = {{{{"policy"}, {"watches"}, {"which moved by"}}}, {}, 2};
    const std::size_t limit = room_for_words(lines, width, policies);
    for (const Line& line : lines) add_row(table, line, limit, policies);
    return table.text(room);
}

std::string watched_text(const FinishedStudy& study, std::size_t policy) {
    std::vector<std::string> words;
    for (const WatchedMetric& metric : metrics_of(study, policy)) words.push_back(watched_words(*metric.metric));
    return words.empty() ? "" : "watches " + enumerated(words);
}

}  // namespace strathern
