// The question and the answer: sentences made from intervals, and one table that fits on a slide.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "analysis/headline.hpp"
#include "report/parts.hpp"
#include "report/sections.hpp"
#include "report/words.hpp"

namespace strathern {
namespace {

/// The most important outputs, as many as fit side by side.
std::vector<std::size_t> first_columns(const View& view) {
    auto columns = headline_columns(view.input().identity.columns);
    columns.resize(std::min<std::size_t>(columns.size(), 6));
    return columns;
}

TableCell effect_cell(const View& view, std::size_t column, std::size_t policy) {
    const Effect effect = view.effect(column, policy);
    const Difference& d = *effect.difference;
    const std::string words = verdict_words(d.verdict);
    if (d.verdict == Verdict::exactly_zero || d.verdict == Verdict::undefined) return {words, "unclear"};
    if (d.verdict == Verdict::equal) return {equal_words(d.estimate.n), "unclear"};
    return {fmt::format("{}\n{}", words, with_interval(effect.told, effect.telling)), std::string(name(d.verdict))};
}

TableCell watched_cell(const View& view, std::size_t policy) {
    std::string text;
    for (const std::size_t column : watched_columns(view, policy))
        text +=
            fmt::format("{}{} {}", text.empty() ? "" : "\n", view.phrase(column), effect_words(view, column, policy));
    if (!text.empty()) return {text};
    const std::size_t score = watched_column(view, policy);
    if (score == no_column) return {"nothing"};
    return {fmt::format("{} {}", view.phrase(score), effect_words(view, score, policy))};
}

Table glance(const View& view) {
    const auto columns = first_columns(view);
    Table table{fmt::format("Each policy compared with {}, {}: mean [95 % interval], {}", view.reference(),
                            view.span_text(), view.n_text()),
                {"Policy", "What it watches"},
                {}};
    for (const std::size_t column : columns) table.header.push_back(view.what(column).label);
    for (const std::size_t policy : view.others()) {
        auto& row = table.rows.emplace_back();
        row.push_back({view.label(policy)});
        row.push_back(watched_cell(view, policy));
        for (const std::size_t column : columns) row.push_back(effect_cell(view, column, policy));
    }
    return table;
}

std::string lead(const View& view) {
    const std::size_t count = view.others().size();
    return fmt::format("{} compared with {} in {} simulated organisations each, under the same luck, over {}.",
                       count == 1 ? "One policy" : fmt::format("{} policies", count), view.reference(), view.n_range(),
                       view.span_text());
}

void add_findings(Markup& page, const View& view) {
    page.open("ul", {{"class", "answer"}}).line();
    for (const std::size_t column : first_columns(view)) {
        page.open("li").element("strong", view.what(column).label).text(": ");
        page.text(output_words(view, column)).close().line();
    }
    page.close().line();
}

void add_summary(Markup& page, const View& view) {
    add_paragraph(page, fmt::format("{} {}", lead(view), parting_sentence(view)), "answer");
    add_findings(page, view);
    add_paragraph(
        page,
        fmt::format("Better, worse and differs are said only where the {1} comparisons of headline outputs, judged "
                    "together, exclude 0 with 95 % certainty. Each policy is compared "
                    "with {0}, not with the other policies. These are results of a model: they say what "
                    "follows from its inputs, not what will happen in your organisation.",
                    view.reference(), view.input().analysis.family),
        "note");
}

void add_contents(Markup& page) {
    constexpr std::array<std::array<std::string_view, 2>, 8> links = {{{"answer", "The answer"},
                                                                       {"policies", "The policies"},
                                                                       {"differences", "What they change"},
                                                                       {"proxy", "Watched number and value"},
                                                                       {"levels", "Review, failures, money"},
                                                                       {"losers", "Who loses"},
                                                                       {"doubts", "What would change the conclusion"},
                                                                       {"method", "How this was made"}}};
    page.open("nav", {{"aria-label", "Contents"}}).open("ol");
    for (const auto& [id, words] : links)
        page.open("li").element("a", words, {{"href", fmt::format("#{}", id)}}).close();
    page.close().close().line();
}

}  // namespace

void add_question(Markup& page, const View& view) {
    const StudyIdentity& identity = view.input().identity;
    page.open("header").line();
    page.element("p", "Strathern, a wind tunnel for metrics", {{"class", "eyebrow"}}).line();
    page.element("h1", identity.name, {{"dir", "auto"}}).line();
    const std::string about = identity.about.empty() ? "This scenario does not state its question." : identity.about;
    page.element("p", about, {{"class", "question"}, {"dir", "auto"}}).line();
    add_contents(page);
    page.close().line();
}

void add_answer(Markup& page, const View& view) {
    open_section(page, "answer", "The answer");
    if (view.input().results.replicates() < 2)
        add_paragraph(page, "One replicate is an anecdote: without intervals, no conclusion is drawn.", "warning");
    if (!view.input().results.failed().empty())
        add_paragraph(page,
                      fmt::format("Failed runs, left out: {}. A pair needs both of its runs.",
                                  view.input().results.failed().size()),
                      "warning");
    add_summary(page, view);
    add_table(page, glance(view), "glance");
    page.close().line();
}

}  // namespace strathern
