// strathern list: what is there, and what is it?
#include <algorithm>
#include <strathern/error.hpp>

#include "cli/console.hpp"
#include "cli/kinds.hpp"
#include "cli/text_table.hpp"
#include "cli/verbs.hpp"
#include "cli/wrapped.hpp"
#include "output/csv.hpp"
#include "output/json.hpp"
#include "scenario/nearest.hpp"
#include "scenario/problems.hpp"
#include "scenario/shipped.hpp"

namespace strathern {
namespace {

/// A line of the answer. `count` is negative where there is nothing to count.
struct Row {
    std::string name, about;
    std::int64_t count = -1;
};

const KnownKind& kind_named(const std::string& wanted) {
    std::vector<std::string_view> names;
    for (const KnownKind& kind : kinds()) {
        if (wanted == kind.name) return kind;
        names.emplace_back(kind.name);
    }
    std::string all;
    for (const std::string_view name : names) all += (all.empty() ? "" : ", ") + std::string(name);
    throw Error(ExitCode::command_line,
                {Problem{.rule = "there are no \"" + shortened(wanted) + "\" to list, only " + all,
                         .hint = nearest_name(wanted, names)}});
}

std::vector<Row> rows_of_kinds() {
    std::vector<Row> rows;
    for (const KnownKind& kind : kinds())
        rows.push_back({kind.name, meaning_of(kind), static_cast<std::int64_t>(kind.all().size())});
    return rows;
}

std::vector<Row> rows_of(const KnownKind& kind) {
    if (kind.shipped) shipped_scenarios();  // an error tells more than an empty list
    std::vector<Row> rows;
    for (Known& known : kind.all()) rows.push_back({std::move(known.name), std::move(known.sentence)});
    return rows;
}

std::string padded(const std::string& text, std::size_t width) {
    return text + std::string(width - std::min(width, characters(text)), ' ');
}

/// Names in one column and sentences beside them; below them where the terminal is too narrow for both.
std::string table(const std::vector<Row>& rows, int width) {
    constexpr std::size_t least_beside = 30;
    std::size_t names = 0, counts = 0;
    for (const Row& row : rows) {
        names = std::max(names, characters(row.name));
        if (row.count >= 0) counts = std::max(counts, std::to_string(row.count).size() + 2);
    }
    const std::size_t before = names + counts + 2;
    const bool beside = width <= 0 || before + least_beside <= static_cast<std::size_t>(width);
    std::string text;
    for (const Row& row : rows) {
        std::string head = padded(row.name, names);
        if (row.count >= 0) {
            const std::string count = std::to_string(row.count);
            head += std::string(counts - count.size(), ' ') + count;
        }
        text +=
            beside ? behind(head + "  ", row.about, width, before) : head + "\n" + behind("    ", row.about, width, 4);
    }
    return text;
}

std::string json(const std::string& key, const std::vector<Row>& rows) {
    JsonWriter json;
    json.begin_object().key(key).begin_list();
    for (const Row& row : rows) {
        json.begin_object().member("name", row.name).member("about", row.about);
        if (row.count >= 0) json.member("count", row.count);
        json.end_object();
    }
    json.end_list().end_object();
    return json.text() + "\n";
}

std::string csv(const std::vector<Row>& rows) {
    const bool counted = !rows.empty() && rows.front().count >= 0;
    std::string text = counted ? "name,count,about\n" : "name,about\n";
    for (const Row& row : rows)
        text +=
            csv_text(row.name) + "," + (counted ? std::to_string(row.count) + "," : "") + csv_text(row.about) + "\n";
    return text;
}

std::string answer(const std::string& key, const std::vector<Row>& rows, Format format) {
    switch (format) {
        case Format::json:
            return json(key, rows);
        case Format::csv:
            return csv(rows);
        case Format::table:
            break;
    }
    return rows.empty() ? "no " + key + " are shipped with this version\n" : table(rows, terminal_width(1));
}

}  // namespace

int list_verb(const Options& options) {
    if (options.names.empty()) {
        write_answer(answer("kinds", rows_of_kinds(), options.format));
        if (options.format == Format::table && !options.quiet)
            remark("strathern list KIND lists them; strathern explain NAME says more about one");
    } else {
        const KnownKind& kind = kind_named(options.names.front());
        write_answer(answer(kind.name, rows_of(kind), options.format));
    }
    return static_cast<int>(ExitCode::done);
}

}  // namespace strathern
