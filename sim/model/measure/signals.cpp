// What can be counted of a week? One row a signal: whose it is, how it is counted, what people expect of an hour.
#include <strathern/params/activities.hpp>
#include <strathern/params/ai.hpp>
#include <strathern/params/customers.hpp>
#include <strathern/params/definitions.hpp>
#include <strathern/params/organisation.hpp>
#include <strathern/params/review.hpp>
#include <strathern/params/work.hpp>

#include "core/portable_math.hpp"
#include "model/measure/measure.hpp"

namespace strathern {
namespace {

// ----------------------------------------------------------------------------------------------- how it is counted

template <auto column>
double own(SignalsView v, EngineerId i) {
    return v[column][i];
}

template <auto column>
double product(SignalsView v, TeamId team) {
    return v[column][team];
}

// A team's signals are divided by its members, so that satisfaction counts once for each of them.
double satisfaction(SignalsView v, TeamId team) { return v[col::members][team] * v[col::satisfaction][team]; }

// ------------------------------------------------------------------------ what an hour of an option is believed to add
// What an option is for, not what it costs elsewhere. Zero: nobody expects anything.

constexpr double minutes_per_hour = 60.0;

// A guess that everybody makes; how long readings do last depends on lines, load and care.
constexpr double believed_reading_minutes = 10.0;

double believed_review_minutes(const Hour& hour) { return hour.given.review.start_minutes + believed_reading_minutes; }

double uses(const Hour& hour) { return minutes_per_hour / hour.practice->minutes_per_use; }

bool used_on(Opportunity opportunity, const Hour& hour) {
    return hour.practice != nullptr && hour.practice->opportunity == opportunity;
}

bool builds(const Hour& hour) { return hour.option == build || hour.option == build_with_ai; }

double believed_speed(const Hour& hour) {
    return hour.option == build_with_ai ? 1.0 + hour.given.ai.believed_gain : 1.0;
}

double tokens(const Hour& hour) {
    if (hour.practice != nullptr) return uses(hour) * hour.practice->tokens_per_use;
    return hour.option == build_with_ai ? minutes_per_hour * hour.given.ai.tokens_per_minute : 0.0;
}

double prompts(const Hour& hour) {
    if (hour.practice != nullptr) return uses(hour) * hour.practice->prompts_per_use;
    return hour.option == build_with_ai ? minutes_per_hour * hour.given.ai.prompts_per_minute : 0.0;
}

double ai_minutes(const Hour& hour) { return hour.option == build_with_ai ? minutes_per_hour : 0.0; }

double lines(const Hour& hour) {
    if (!builds(hour)) return 0.0;
    const auto& work = hour.given.work;
    const double mean_over_median = portable::exp(0.5 * work.lines_sd_log * work.lines_sd_log);  // of a lognormal
    const double by_hand = minutes_per_hour * believed_speed(hour) * work.lines_per_minute * mean_over_median;
    return hour.option == build_with_ai ? by_hand * hour.given.ai.lines_factor : by_hand;
}

double ai_lines(const Hour& hour) { return hour.option == build_with_ai ? lines(hour) : 0.0; }

double changes(const Hour& hour) {
    if (builds(hour)) return minutes_per_hour * believed_speed(hour) / hour.given.work.change_minutes;
    if (used_on(Opportunity::change, hour)) return uses(hour) * (1.0 / hour.practice->change_size_factor - 1.0);
    return 0.0;
}

double items(const Hour& hour) { return builds(hour) ? changes(hour) / hour.given.work.changes_per_item : 0.0; }

double story_points(const Hour& hour) {
    const auto& work = hour.given.work;
    if (builds(hour)) return items(hour) * work.points_per_item;
    if (used_on(Opportunity::change, hour))
        return uses(hour) / work.changes_per_item * work.points_per_item * (hour.practice->points_factor - 1.0);
    return 0.0;
}

double reviews(const Hour& hour) {
    if (hour.option == review) return minutes_per_hour / believed_review_minutes(hour);
    if (!used_on(Opportunity::review, hour)) return 0.0;
    // A review that is only a glance leaves the minutes of reading for the next.
    const double saved = hour.practice->glance_share * believed_reading_minutes / believed_review_minutes(hour);
    return uses(hour) * saved;
}

double review_minutes(const Hour& hour) { return hour.option == review ? minutes_per_hour : 0.0; }

double outcome(const Hour& hour) {
    const auto& a = hour.given.activities;
    if (hour.practice != nullptr) return hour.practice->believed_outcome_per_hour;
    if (hour.option == review) return a.review.believed_outcome_per_hour;
    return hour.option == build ? a.build.believed_outcome_per_hour : a.build_with_ai.believed_outcome_per_hour;
}

double failures(const Hour& hour) {
    const auto& a = hour.given.activities;
    if (hour.practice != nullptr) return hour.practice->believed_failures_per_hour;
    if (hour.option == review) return a.review.believed_failures_per_hour;
    return hour.option == build ? a.build.believed_failures_per_hour : a.build_with_ai.believed_failures_per_hour;
}

double returning_customers(const Hour& hour) {
    const double customers = hour.given.customers.per_team_count * hour.given.customers.return_share;
    return outcome(hour) * customers;
}

double satisfaction_of_members(const Hour& hour) {
    return outcome(hour) * hour.given.customers.return_share * static_cast<double>(hour.given.organisation.team_size);
}

double nothing(const Hour&) { return 0.0; }

// ------------------------------------------------------------------------------------------------------- the table

constexpr SignalRow table[] = {
    {Signal::tokens, Owner::person, "tokens", own<col::week_tokens>, tokens},
    {Signal::prompts, Owner::person, "prompts", own<col::week_prompts>, prompts},
    {Signal::ai_minutes, Owner::person, "minutes", own<col::week_ai_minutes>, ai_minutes},
    {Signal::lines, Owner::person, "lines", own<col::week_lines>, lines},
    {Signal::ai_lines, Owner::person, "lines", own<col::week_ai_lines>, ai_lines},
    {Signal::changes_opened, Owner::person, "changes", own<col::week_changes_opened>, changes},
    {Signal::changes_merged, Owner::person, "changes", own<col::week_changes_merged>, changes},
    {Signal::items_completed, Owner::person, "items", own<col::week_items_completed>, items},
    {Signal::story_points, Owner::person, "points", own<col::week_story_points>, story_points},
    {Signal::reviews, Owner::person, "reviews", own<col::week_reviews>, reviews},
    {Signal::review_minutes, Owner::person, "minutes", own<col::week_review_minutes>, review_minutes},
    {Signal::findings, Owner::person, "defects", own<col::week_findings>, nothing},
    {Signal::incidents, Owner::team, "incidents", product<col::week_incidents>, failures},
    {Signal::failed_changes, Owner::team, "changes", product<col::week_failed>, failures},
    {Signal::returning_customers, Owner::team, "persons", product<col::returning>, returning_customers},
    {Signal::satisfaction, Owner::team, "share times members", satisfaction, satisfaction_of_members},
    {Signal::review_wait_minutes, Owner::team, "minutes", product<col::week_wait>, nothing},
    {Signal::experiments, Owner::team, "experiments", product<col::week_experiments>, nothing},
};

constexpr bool every_row_is_its_signals() {
    for (std::size_t k = 0; k < std::size(table); ++k)
        if (static_cast<std::size_t>(table[k].signal) != k || table[k].count.owner() != table[k].owner) return false;
    return true;
}

static_assert(std::size(table) == signal_count, "a signal of the schema has no row here, or a row has no signal");
static_assert(every_row_is_its_signals(), "rows stand in the order of the schema and are counted by their owners");

}  // namespace

std::span<const SignalRow> signal_table() { return table; }

double Count::of(SignalsView v, TeamId team) const {
    if (owner() == Owner::team) return of_team_(v, team);
    double sum = 0.0;
    for (std::uint32_t row = v.layout().first_row(team), end = v.layout().last_row(team); row < end; ++row)
        sum += of_engineer_(v, EngineerId{row});
    return sum;
}

}  // namespace strathern
