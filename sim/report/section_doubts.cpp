// What would change the conclusion? Differences whose intervals barely exclude 0, and inputs nobody has measured.
#include <fmt/format.h>

#include <array>
#include <cmath>
#include <strathern/params/definitions.hpp>

#include "analysis/headline.hpp"
#include "report/parts.hpp"
#include "report/sections.hpp"
#include "report/words.hpp"
#include "scenario/print.hpp"

namespace strathern {
namespace {

bool is_close(const Difference& d) {
    if (d.verdict == Verdict::hint) return true;
    if (!is_claimed(d.verdict) || d.estimate.method == Method::exact) return false;
    const double nearer = std::min(std::fabs(d.estimate.low), std::fabs(d.estimate.high));
    return nearer < 0.2 * std::fabs(d.estimate.mean);
}

Table close_calls(const View& view) {
    Table table{
        fmt::format("Differences among the headline outputs whose interval ends within a fifth of their mean from "
                    "0, {}",
                    view.n_text()),
        {"Policy and output", "Difference, mean [95 % interval]"},
        {}};
    for (const std::size_t column : headline_columns(view.input().identity.columns)) {
        for (const std::size_t policy : view.others()) {
            const Effect effect = view.effect(column, policy);
            if (!is_close(*effect.difference)) continue;
            table.rows.push_back({{fmt::format("{}: {}", view.label(policy), view.phrase(column))},
                                  {with_interval(effect.told, effect.telling)}});
        }
    }
    return table;
}

std::array<std::size_t, 3> grades() {
    std::array<std::size_t, 3> counts{};
    for (const ParameterInfo& info : parameter_table()) ++counts[static_cast<std::size_t>(info.evidence)];
    return counts;
}

Table assumed_inputs(const View& view) {
    Table table{"Inputs whose default is assumed, and their value in this scenario",
                {"Input", "Value", "Unit", "What it means"},
                {}};
    Parameters parameters = view.input().scenario.parameters;
    for (const ParameterInfo& info : parameter_table()) {
        if (info.evidence != Evidence::assumed) continue;
        const std::string value = value_json(info, info.locate(&parameters));
        const bool kept = value == info.default_text || value == fmt::format("\"{}\"", info.default_text);
        table.rows.push_back({{std::string(info.path)},
                              {kept ? value : fmt::format("{} (default {})", value, info.default_text)},
                              {std::string(info.unit)},
                              {std::string(info.description)}});
    }
    return table;
}

Table practice_sources(const View& view) {
    Table table{
        "Practices that people may adopt, and where they are reported", {"Practice", "What people do", "Source"}, {}};
    for (const auto& practice : view.input().scenario.practices)
        table.rows.push_back({{practice.name}, {practice.value.about}, {practice.value.source}});
    return table;
}

void add_close_calls(Markup& page, const View& view) {
    page.element("h3", "Chance").line();
    const std::size_t shown = headline_columns(view.input().identity.columns).size() * view.others().size();
    add_paragraph(
        page,
        fmt::format(
            "Figure A1 holds {} intervals of 95 %. About one interval in twenty misses its true value: about {} "
            "of these. That is why they are judged together, and why an interval that excludes 0 by itself "
            "only is called a hint. A difference whose interval barely excludes 0 is weak evidence. Outputs of one "
            "organisation are correlated: several that point the same way are not independent evidence.",
            shown, (shown + 10) / 20));
    const Table table = close_calls(view);
    if (table.rows.empty())
        add_paragraph(page, "No difference among the headline outputs is a close call.");
    else
        add_details(page, fmt::format("{} close calls: more replicates could change them", table.rows.size()), {table});
}

}  // namespace

void add_doubts(Markup& page, const View& view) {
    open_section(page, "doubts", "What would change the conclusion");
    add_close_calls(page, view);
    page.element("h3", "Inputs that nobody has measured").line();
    const auto [assumed, derived, measured] = grades();
    add_paragraph(
        page,
        fmt::format(
            "Of {} inputs {} are measured, {} derived from studies and {} assumed. An interval above shows how far "
            "chance "
            "alone moves a number, not how far a wrong input would. Before you rely on a result, vary "
            "the assumed inputs that you doubt (--set name=value) and see whether it holds.",
            assumed + derived + measured, measured, derived, assumed));
    add_details(page, fmt::format("The {} assumed inputs", assumed), {assumed_inputs(view)});
    add_details(page, "The practices and their sources", {practice_sources(view)});
    page.close().line();
}

}  // namespace strathern
