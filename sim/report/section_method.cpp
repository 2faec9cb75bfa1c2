// How was this made, how is it reproduced and cited, and what do the words mean?
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <strathern/params/definitions.hpp>

#include "analysis/headline.hpp"
#include "report/parts.hpp"
#include "report/sections.hpp"

namespace strathern {
namespace {

/// A word and what it means here.
struct Entry {
    std::string_view word, meaning;
};

constexpr std::array<Entry, 12> words = {{
    {"Baseline", "The policy that the others are compared with."},
    {"Change", "A pull request, from its first line to its merge."},
    {"Difference", "An output under a policy minus the same output under the baseline, replicate by replicate."},
    {"Interval, 95 %",
     "If the whole study were repeated with other luck, about 95 of 100 such intervals would contain the true mean of "
     "the "
     "model."},
    {"Metric regime", "Which metrics are watched, for whom, with what target and stakes."},
    {"Points", "Percentage points: from 10 % to 12 % is 2 points."},
    {"Policy", "Dated interventions: a metric regime, investments and rules."},
    {"Practice", "A way of doing an activity that moves signals."},
    {"Quarter", "13 weeks of 5 working days."},
    {"Replicate",
     "One simulated organisation; under every policy it meets the same people, the same demand and the same luck."},
    {"Scenario", "A complete set of inputs."},
    {"Signal", "What can be observed, as opposed to what is wanted."},
}};

std::string interval_words(const View& view) {
    std::array<bool, 4> used{};
    for (const std::size_t column : headline_columns(view.input().identity.columns)) {
        for (const std::size_t policy : view.others())
            used[static_cast<std::size_t>(view.over_span(column).differences[policy].estimate.method)] = true;
    }
    std::string text = "Intervals are by Student's t";
    if (used[static_cast<std::size_t>(Method::bootstrap_t)])
        text += ", and by the bootstrap-t (1999 resamples) where differences are skewed";
    return text + ".";
}

std::string warning_words(const View& view) {
    bool few = false, skewed = false;
    for (const std::size_t column : headline_columns(view.input().identity.columns)) {
        for (const std::size_t policy : view.others()) {
            const Estimate& e = view.over_span(column).differences[policy].estimate;
            few = few || e.few, skewed = skewed || e.skewed;
        }
    }
    std::string text;
    if (few)
        text +=
            fmt::format(" With fewer than {} replicates they assume that differences are nearly normal.", few_limit);
    if (skewed) text += " Some outputs are so skewed that their intervals may cover less than 95 %.";
    return text;
}

std::string judged_words(const View& view) {
    const StudyAnalysis& analysis = view.input().analysis;
    if (analysis.family == 0) return "Nothing is judged: no headline output has an interval that could exclude 0.";
    return fmt::format(
        "The {} comparisons of headline outputs are judged together: one is called better, worse or different only "
        "where its mean lies {:.2f} standard errors from 0 or more. If the policies changed nothing, 95 of 100 such "
        "studies would call nothing a difference. All other outputs are described, not judged: where an interval of "
        "theirs excludes 0, that is a hint.",
        analysis.family, analysis.critical);
}

Table provenance(const View& view) {
    const StudyIdentity& identity = view.input().identity;
    Table table{"What this page was made from", {"", ""}, {}};
    const auto add = [&](const char* what, const std::string& value) {
        table.rows.push_back({{what}, {value, "code"}});
    };
    add("Program", fmt::format("strathern {} ({})", identity.version, identity.commit));
    add("Scenario", identity.name);
    add("Scenario hash", identity.scenario_hash);
    add("Seed", std::to_string(identity.seed));
    add("Replicates", fmt::format("{} under each of {} policies", view.input().results.replicates(), view.policies()));
    add("Quarters", fmt::format("{} simulated, {} compared", identity.quarters, view.span_text()));
    add("Baseline", view.name(view.baseline()));
    add("Failed runs", std::to_string(view.input().results.failed().size()));
    add("Store", view.input().store.empty() ? "not kept" : view.input().store);
    return table;
}

void add_commands(Markup& page, const View& view) {
    const StudyIdentity& identity = view.input().identity;
    page.element("h3", "How to reproduce the numbers").line();
    page.open("pre", {{"tabindex", "0"}}).element("code", view.input().again).close().line();
    add_paragraph(page,
                  "Run it in the folder to which the paths are relative. The same version, scenario hash, seed "
                  "and number of replicates give the same numbers to the last bit on every machine.");
    page.element("h3", "How to cite").line();
    page.element("p",
                 fmt::format("Strathern {} ({}), scenario \xE2\x80\x9C{}\xE2\x80\x9D {}, seed {}, {} replicates, {}.",
                             identity.version, identity.commit, identity.name, identity.scenario_hash, identity.seed,
                             view.input().results.replicates(), view.span_text()),
                 {{"class", "cite"}})
        .line();
}

}  // namespace

void add_method(Markup& page, const View& view) {
    open_section(page, "method", "How this was made");
    add_paragraph(
        page, fmt::format("{} organisations were simulated under every policy. Organisation r meets the same people, "
                          "the same demand and the "
                          "same luck under each of them, so that a difference within a pair is the policy's effect. "
                          "Levels and differences are "
                          "means over organisations ({}). {}{}",
                          view.input().results.replicates(), view.n_text(), interval_words(view), warning_words(view)));
    add_paragraph(page,
                  "A percentage is the ratio of two means over the same organisations; its interval allows for the "
                  "uncertainty of both. No interval includes values that the output can't have.");
    add_paragraph(page, judged_words(view));
    add_table(page, provenance(view), "facts");
    add_commands(page, view);
    page.close().line();
}

void add_glossary(Markup& page, const View& view) {
    open_section(page, "glossary", "Words");
    page.open("dl").line();
    for (const Entry& entry : words) page.element("dt", entry.word).element("dd", entry.meaning).line();
    page.close().line();
    page.element("h3", "Outputs").open("dl").line();
    auto shown = headline_columns(view.input().identity.columns);
    for (const char* extra : {"waiting_changes", "score"}) {
        if (const std::size_t column = view.column(extra); column != no_column) shown.push_back(column);
    }
    for (const std::size_t column : shown) {
        const StoredColumn& what = view.what(column);
        page.element("dt", fmt::format("{} ({})", what.label, what.unit)).element("dd", what.meaning).line();
    }
    page.close().close().line();
}

}  // namespace strathern
