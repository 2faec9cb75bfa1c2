// The question and the answer: a verdict that can be repeated, with what it rests on.
#include <fmt/format.h>

#include <array>

#include "analysis/headline.hpp"
#include "report/escape.hpp"
#include "report/parts.hpp"
#include "report/sections.hpp"
#include "report/words.hpp"

namespace strathern {
namespace {

void add_contents(Markup& page) {
    constexpr std::array<std::array<std::string_view, 2>, 7> links = {{{"answer", "Verdict"},
                                                                       {"ranking", "Ranking"},
                                                                       {"policies", "Policies"},
                                                                       {"proxy", "Watched and wanted"},
                                                                       {"changes", "Who gains, who loses"},
                                                                       {"trust", "How far to trust this"},
                                                                       {"appendix", "Appendix"}}};
    page.open("nav", {{"aria-label", "Contents"}}).open("ol");
    for (const auto& [id, words] : links)
        page.open("li").element("a", words, {{"href", fmt::format("#{}", id)}}).close();
    page.close().close().line();
}

void add_warnings(Markup& page, const View& view) {
    if (view.input().results.replicates() < 2)
        add_paragraph(page, "One replicate is an anecdote: without intervals, no conclusion is drawn.", "warning");
    if (!view.input().results.failed().empty())
        add_paragraph(page,
                      fmt::format("Failed runs, left out: {}. A pair needs both of its runs.",
                                  view.input().results.failed().size()),
                      "warning");
}

/// What the verdict is about: net value, or the first headline output of a study without it.
std::size_t verdict_column(const View& view) {
    if (view.ranked_column() != no_column) return view.ranked_column();
    const auto columns = headline_columns(view.input().identity.columns);
    return columns.empty() ? 0 : columns.front();
}

/// Which policies lead, and how many are clearly better or worse than the baseline.
std::string others_sentence(const View& view, std::size_t column) {
    std::size_t better = 0, worse = 0;
    for (const std::size_t policy : view.others()) {
        better += view.over_span(column).differences[policy].verdict == Verdict::better;
        worse += view.over_span(column).differences[policy].verdict == Verdict::worse;
    }
    const auto number = [](std::size_t count) { return count == 0 ? "none" : std::to_string(count); };
    return fmt::format("{} Of {} policies {} {} clearly better than {} and {} clearly worse.", ranking_sentence(view),
                       view.others().size(), number(better), better < 2 ? "is" : "are", view.reference(),
                       number(worse));
}

/// Policies that bring more cash and less value, which a look at the cash alone would call good; empty if there is
/// none.
std::string spending_sentence(const View& view) {
    const std::size_t cash = view.column("net_cash"), value = view.column("net_value");
    if (cash == no_column || value == no_column) return "";
    std::string names;
    for (const std::size_t policy : view.others())
        if (view.over_span(cash).differences[policy].verdict == Verdict::better &&
            view.over_span(value).differences[policy].verdict == Verdict::worse)
            names += (names.empty() ? "" : ", ") + view.quoted(policy);
    if (names.empty()) return "";
    return fmt::format("More cash and less value: {}. What is spent is customers, code and upkeep.", names);
}

}  // namespace

void add_question(Markup& page, const View& view) {
    const StudyIdentity& identity = view.input().identity;
    page.open("header").line();
    page.open("p", {{"class", "eyebrow"}}).text("Strathern, a wind tunnel for metrics. Scenario: ");
    page.element("span", identity.name, {{"dir", "auto"}, {"class", "name"}}).close().line();
    const bool asks = !identity.about.empty();
    const bool is_long = character_count(identity.about) > 90;
    page.element("h1", asks ? identity.about : "What does each policy change?",
                 {{"class", is_long ? "question long" : "question"}, {"dir", "auto"}})
        .line();
    add_contents(page);
    page.close().line();
}

void add_answer(Markup& page, const View& view) {
    open_section(page, "answer", "The verdict");
    add_warnings(page, view);
    const std::size_t column = verdict_column(view);
    if (!view.others().empty()) {
        const std::size_t first = view.others().front();
        add_paragraph(page, verdict_sentence(view, column, first), "verdict");
        if (view.any_watched()) add_paragraph(page, watched_sentence(view, first, view.quoted(first)), "answer");
    }
    if (view.others().size() > 1 && view.ranked_column() != no_column)
        add_paragraph(page, others_sentence(view, column), "answer");
    if (const std::string spending = spending_sentence(view); !spending.empty())
        add_paragraph(page, spending, "answer");
    add_paragraph(
        page,
        fmt::format(
            "Totals and means over {}; brackets hold 95 % intervals. Each company is simulated under every policy with "
            "the same people, demand and luck. This is what follows from a model's inputs, not a forecast for your "
            "organisation.",
            view.span_text()),
        "note");
    page.close().line();
}

}  // namespace strathern
