// What can be counted of a week? One row a signal: whose it is, how it is counted, what more of an option would add.
#include <strathern/params/work.hpp>

#include "core/wide.hpp"
#include "model/measure/expected.hpp"
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

// Nobody who counts can tell the one from the other.
double reviews_on_record(SignalsView v, EngineerId i) {
    return v[col::week_reviews][i] + v[col::week_hollow_reviews][i];
}

// A team's signals are divided by its members, so that satisfaction counts once for each of them.
double satisfaction(SignalsView v, TeamId team) { return v[col::members][team] * v[col::satisfaction][team]; }

// ----------------------------------------------------------------- what more of an option adds to it, in expectation
// Derivatives by the option's share of chosen hours. The rules are those of the week; see docs/model.md, 7.9.

double tokens(const ImaginedWeek& w, std::uint32_t k) { return w.minutes[k] * w.more.tokens[k]; }
double prompts(const ImaginedWeek& w, std::uint32_t k) { return w.minutes[k] * w.more.prompts[k]; }
double ai_minutes(const ImaginedWeek& w, std::uint32_t k) { return w.option == build_with_ai ? w.minutes[k] : 0.0; }

double story_points(const ImaginedWeek& w, std::uint32_t k) {
    const double done = (w.hand[k] + w.ai[k]) / an_item(w.today.given);
    return w.today.given.work.points_per_item * w.points[k] * (more_items(w, k) + done * w.more.log_points[k]);
}

// A minute more of review gets hold of what others would have taken; a glance leaves the minutes of reading for the
// next change.
double reviews(const ImaginedWeek& w, std::uint32_t k) { return w.take[k] * minutes_freed(w, k); }

double all_reviews(const ImaginedWeek& w, std::uint32_t k) {
    return reviews(w, k) + w.minutes[k] * w.more.hollow_reviews[k];
}

double review_minutes(const ImaginedWeek& w, std::uint32_t k) {
    return w.option == review ? w.take[k] * w.minutes_a_review[k] * w.minutes[k] : 0.0;
}

double findings(const ImaginedWeek& w, std::uint32_t k) { return w.found[k] * reviews(w, k) - more_overlooked(w, k); }

double one(const ImaginedWeek&, std::uint32_t) { return 1.0; }
double found_a_minute(const ImaginedWeek& w, std::uint32_t k) { return w.found_a_minute[k]; }

using OfRow = double (*)(const ImaginedWeek&, std::uint32_t k);

template <OfRow more>
void each(const ImaginedWeek& w, double weight, double* sum) {
    const std::uint32_t n = w.today.block.rows();
    STRATHERN_INDEPENDENT
    for (std::uint32_t k = 0; k < n; ++k) sum[k] += weight * more(w, k);
}

void nothing(const ImaginedWeek&, double, double*) {}

// ------------------------------------------------------------------------------------------------------- the table

constexpr SignalRow table[] = {
    {Signal::tokens, Owner::person, "tokens", own<col::week_tokens>, each<tokens>, nothing},
    {Signal::prompts, Owner::person, "prompts", own<col::week_prompts>, each<prompts>, nothing},
    {Signal::ai_minutes, Owner::person, "minutes", own<col::week_ai_minutes>, each<ai_minutes>, nothing},
    {Signal::lines, Owner::person, "lines", own<col::week_lines>, each<more_lines>, nothing},
    {Signal::ai_lines, Owner::person, "lines", own<col::week_ai_lines>, each<more_ai_lines>, nothing},
    {Signal::changes_opened, Owner::person, "changes", own<col::week_changes_opened>, each<more_changes>, nothing},
    {Signal::changes_merged, Owner::person, "changes", own<col::week_changes_merged>, each<more_changes>, nothing},
    {Signal::items_completed, Owner::person, "items", own<col::week_items_completed>, each<more_items>, nothing},
    {Signal::story_points, Owner::person, "points", own<col::week_story_points>, each<story_points>, nothing},
    {Signal::reviews, Owner::person, "reviews", reviews_on_record, each<all_reviews>, nothing},
    {Signal::review_minutes, Owner::person, "minutes", own<col::week_review_minutes>, each<review_minutes>, each<one>},
    {Signal::findings, Owner::person, "defects", own<col::week_findings>, each<findings>, each<found_a_minute>},
    {Signal::incidents, Owner::team, "incidents", product<col::week_incidents>, each<more_incidents>,
     each<incidents_by_reading>},
    {Signal::failed_changes, Owner::team, "changes", product<col::week_failed>, each<more_failed_changes>,
     each<failed_changes_by_reading>},
    {Signal::returning_customers, Owner::team, "persons", product<col::returning>, each<more_returning>,
     each<returning_by_reading>},
    {Signal::satisfaction, Owner::team, "share times members", satisfaction, each<more_satisfaction>,
     each<satisfaction_by_reading>},
    {Signal::review_wait_minutes, Owner::team, "minutes", product<col::week_wait>, each<more_waiting>,
     each<waiting_by_reading>},
    {Signal::experiments, Owner::team, "experiments", product<col::week_experiments>, each<more_experiments>, nothing},
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
