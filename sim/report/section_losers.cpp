// Who loses? Every output with a good direction, sorted by who bears it.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "report/parts.hpp"
#include "report/sections.hpp"
#include "report/words.hpp"

namespace strathern {
namespace {

/// The group that bears an output.
enum class Bearer : std::uint8_t { customers, engineers, company };

constexpr std::array<std::string_view, 19> of_customers = {"worth_shipped",
                                                           "returning_customers",
                                                           "customers",
                                                           "satisfaction",
                                                           "incidents",
                                                           "incidents_high",
                                                           "incidents_medium",
                                                           "latent_defects",
                                                           "restore_hours",
                                                           "change_failure_share",
                                                           "pain",
                                                           "pain_felt",
                                                           "defects_escaped",
                                                           "worth_felt",
                                                           "time_to_ship_days",
                                                           "churn_small",
                                                           "insight_to_stable_days",
                                                           "churn_mid",
                                                           "churn_large"};
constexpr std::array<std::string_view, 10> of_engineers = {
    "review_wait_hours", "waiting_changes", "open_changes", "changes_abandoned", "incident_hours",
    "hours_rework",      "hollow_hours",    "motivation",   "unread_share",      "lead_time_days"};

Bearer bearer_of(const std::string& output) {
    if (std::find(of_customers.begin(), of_customers.end(), output) != of_customers.end()) return Bearer::customers;
    if (std::find(of_engineers.begin(), of_engineers.end(), output) != of_engineers.end()) return Bearer::engineers;
    return Bearer::company;
}

/// Intervals from which the tables choose.
std::size_t judged_count(const View& view) {
    const auto& columns = view.input().identity.columns;
    const auto judged = std::count_if(columns.begin(), columns.end(),
                                      [](const StoredColumn& column) { return column.better != Better::neither; });
    return static_cast<std::size_t>(judged) * view.others().size();
}

/// Whether a difference goes the asked way, for better or worse, be it judged or a hint.
bool goes(const Difference& d, Better good, Verdict way) {
    if (good == Better::neither || (d.verdict != Verdict::hint && !is_claimed(d.verdict))) return false;
    const bool is_better = (d.estimate.mean > 0) == (good == Better::more);
    return is_better == (way == Verdict::better);
}

std::string listed(const View& view, std::size_t policy, Bearer bearer, Verdict way) {
    std::string text;
    for (std::size_t column = 0; column < view.input().identity.columns.size(); ++column) {
        const Effect effect = view.effect(column, policy);
        const StoredColumn& what = view.what(column);
        if (bearer_of(what.name) != bearer || !goes(*effect.difference, what.better, way)) continue;
        text += fmt::format("{}{}{} {}", text.empty() ? "" : "\n", what.label,
                            is_claimed(effect.difference->verdict) ? "" : " (hint)",
                            with_interval(effect.told, effect.telling));
    }
    return text.empty() ? "nothing seen" : text;
}

/// @param way better or worse
Table bearers(const View& view, Verdict way, const std::string& caption) {
    Table table{fmt::format("{}, {}, against {}: mean [95 % interval], {}", caption, view.span_text(), view.reference(),
                            view.n_text()),
                {"Policy", "For customers", "For engineers and reviewers", "For the company"},
                {}};
    for (const std::size_t policy : view.others()) {
        auto& row = table.rows.emplace_back();
        row.push_back({view.label(policy)});
        for (const Bearer bearer : {Bearer::customers, Bearer::engineers, Bearer::company})
            row.push_back({listed(view, policy, bearer, way), "list"});
    }
    return table;
}

}  // namespace

void add_losers(Markup& page, const View& view) {
    open_section(page, "losers", "Every loss and every gain");
    add_paragraph(page,
                  fmt::format("Every output that has a good direction and whose 95 % interval excludes 0. Percentages "
                              "are of the level under {}; shares change by percentage points. Of the {} intervals "
                              "examined for this, about one in twenty misses its true value: what is marked as a hint "
                              "is not judged together with the headline outputs.",
                              view.reference(), judged_count(view)));
    add_table(page, bearers(view, Verdict::worse, "What gets worse"), "bearers");
    add_details(page, "What gets better", {bearers(view, Verdict::better, "What gets better")});
    page.close().line();
}

}  // namespace strathern
