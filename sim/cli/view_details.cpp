// How are the tables that look closer shown? One block a table and policy: rows are months, levels, practices,
// quantities or quantiles over teams, columns are their numbers.
#include <fmt/format.h>

#include <algorithm>

#include "cli/text_table.hpp"
#include "cli/view.hpp"
#include "cli/view_details.hpp"
#include "scenario/problems.hpp"

namespace strathern {
namespace {

constexpr int plain_width = 100;
constexpr std::size_t lines_wanted = 40;

/// Different names in the order in which they come first.
template <class Lines, class NameOf>
std::vector<std::string> names_in(const Lines& lines, const NameOf& name_of) {
    std::vector<std::string> names;
    for (const DetailLine& line : lines)
        if (std::ranges::find(names, name_of(line)) == names.end()) names.push_back(name_of(line));
    return names;
}

// A level; a plus or minus behind it where the paired difference from the baseline leaves 0 out.
TextCell cell_of(const DetailLine& line, std::size_t policy) {
    const Estimate& level = line.comparison.levels[policy];
    if (level.n == 0) return {"- "};
    const Difference& d = line.comparison.differences[policy];
    const char* mark = d.verdict != Verdict::hint ? " " : d.estimate.mean > 0 ? "+" : "-";
    return {fmt::format("{:.3g}{}", level.mean, mark)};
}

TextTable block(const DetailAnalysis& details, std::size_t policy) {
    const auto rows = names_in(details.lines, [](const DetailLine& line) { return line.of; });
    const auto columns = names_in(details.lines, [](const DetailLine& line) { return line.what.label; });
    TextTable table{{{{""}}}, {}};
    for (const std::string& column : columns) table.headings[0].push_back({column});
    for (const std::string& row : rows) {
        auto& cells = table.rows.emplace_back();
        cells.push_back({printable(row)});
        for (const std::string& column : columns) {
            const auto found = std::ranges::find_if(
                details.lines, [&](const DetailLine& line) { return line.of == row && line.what.label == column; });
            cells.push_back(found == details.lines.end() ? TextCell{""} : cell_of(*found, policy));
        }
    }
    return table;
}

void write_number(JsonWriter& json, const Estimate& e) {
    json.member("n", std::uint64_t{e.n}).member("undefined", std::uint64_t{e.undefined}).member("mean", e.mean);
    json.member("low", e.low).member("high", e.high);
}

void write_line(JsonWriter& json, const FinishedStudy& study, const DetailLine& line) {
    json.begin_object().member("of", line.of).member("output", line.what.name).member("unit", line.what.unit);
    json.key("policies").begin_list();
    for (std::size_t policy = 0; policy < line.comparison.levels.size(); ++policy) {
        json.begin_object().member("policy", study.identity.policies[study.results.policies()[policy]].name);
        json.key("level").begin_object();
        write_number(json, line.comparison.levels[policy]);
        json.end_object().key("difference").begin_object();
        write_number(json, line.comparison.differences[policy].estimate);
        json.end_object().end_object();
    }
    json.end_list().end_object();
}

}  // namespace

std::string details_text(const FinishedStudy& study, int width, bool colours) {
    std::string text;
    for (const DetailAnalysis& details : study.details) {
        for (std::size_t policy = 0; policy < study.results.policies().size(); ++policy) {
            const std::string& name = study.identity.policies[study.results.policies()[policy]].name;
            text += fmt::format("\n{} under {}: means of {} replicates{}\n", table_of(details.table).name,
                                printable(name), study.results.replicates(),
                                policy == 0 ? "" : "; + - where the paired difference leaves 0 out");
            text += block(details, policy).text({width > 0 ? width : plain_width, lines_wanted, colours});
        }
    }
    return text;
}

void write_details(JsonWriter& json, const FinishedStudy& study) {
    json.key("details").begin_list();
    for (const DetailAnalysis& details : study.details) {
        json.begin_object().member("table", table_of(details.table).name).key("lines").begin_list();
        for (const DetailLine& line : details.lines) write_line(json, study, line);
        json.end_list().end_object();
    }
    json.end_list();
}

}  // namespace strathern
