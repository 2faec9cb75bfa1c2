// Which tables look closer than quarters of a whole organisation? A new table, column or quantity is a row here.
#include "output/details.hpp"

#include <limits>
#include <strathern/calendar.hpp>
#include <strathern/ids.hpp>

namespace strathern {
namespace {

constexpr DetailTable tables[] = {
    {"months", "The outputs of each month; a month is 4, 4 or 5 weeks of a quarter.", "", "", ""},
    {"teams", "The outputs of each team and month.", "team", "from 0", ""},
    {"levels", "What the people of each level did in a month, dedicated reviewers among them.", "level_number",
     "0 junior, 1 mid, 2 senior, 3 architect", "level"},
    {"practices", "Who knew and used each practice in a month, and what it took.", "practice_number",
     "position among the scenario's practices, from 0", "practice"},
    {"distributions", "How single changes, incidents and person-weeks of a month are distributed.", "quantity_number",
     "from 0", "quantity"},
};

constexpr Better more = Better::more, less = Better::less, neither = Better::neither;
constexpr Over sum = Over::sum, mean = Over::mean, last = Over::last;
constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr Bounds amount = {0, infinity}, any = {-infinity, infinity}, part = {0, 1};
constexpr const char* nobody = "nobody had the level";

constexpr OutputColumn of_levels[] = {
    {"people", "persons", "People", "People on their seats, mean over weeks.", neither, mean, amount, nullptr},
    {"hours_by_hand", "hours", "Hours by hand", "Hours of building by hand.", neither, sum, amount, nullptr},
    {"hours_with_ai", "hours", "Hours with AI", "Hours of building with AI.", neither, sum, amount, nullptr},
    {"hours_review", "hours", "Hours in review", "Hours spent in review.", neither, sum, amount, nullptr},
    {"hours_practices", "hours", "Hours in practices", "Hours in all practices.", neither, sum, amount, nullptr},
    {"hollow_hours", "hours", "Hollow hours", "Hours in practices that move signals only.", less, sum, amount, nullptr},
    {"hours_rework", "hours", "Hours in rework", "Hours of rework and incidents.", less, sum, amount, nullptr},
    {"tokens", "tokens", "Tokens", "Tokens consumed on their accounts.", neither, sum, amount, nullptr},
    {"changes_opened", "changes", "Changes opened", "Changes they opened.", neither, sum, amount, nullptr},
    {"changes_merged", "changes", "Changes merged", "Changes of theirs that were merged.", neither, sum, amount,
     nullptr},
    {"items_completed", "items", "Items completed", "Items of theirs whose last change was merged.", neither, sum,
     amount, nullptr},
    {"story_points", "points", "Story points", "Points reported for them.", neither, sum, amount, nullptr},
    {"reviews", "reviews", "Reviews", "Reviews they finished.", neither, sum, amount, nullptr},
    {"findings", "defects", "Findings", "Defects they found in review.", more, sum, amount, nullptr},
    {"score", "pay-off", "Published score", "Mean published score of the month's weeks.", neither, mean, any, nullptr,
     "nobody of the level was scored"},
    {"skill", "ratio", "Skill", "Mean skill at the end of the month; one is a typical middle-level engineer.", more,
     last, amount, nullptr, nobody},
    {"familiarity", "share", "Familiarity", "How well they know their team's code, mean at the end.", more, last, part,
     nullptr, nobody},
    {"fatigue", "share", "Fatigue", "Mean fatigue at the end of the month.", less, last, part, nullptr, nobody},
    {"fluency", "share", "Fluency with AI", "Mean fluency with AI at the end of the month.", more, last, part, nullptr,
     nobody},
    {"motivation", "sd", "Motivation", "Mean motivation at the end of the month.", more, last, any, nullptr, nobody},
};

constexpr OutputColumn of_practices[] = {
    {"known", "persons", "Known", "People who know the practice, at the end of the month.", neither, last, amount,
     nullptr},
    {"used", "persons", "Used", "People who gave it at least a minute of their week, mean over weeks.", neither, mean,
     amount, nullptr},
    {"hours", "hours", "Hours", "Hours that it took.", neither, sum, amount, nullptr},
    {"tokens", "tokens", "Tokens", "Tokens that it consumed, on top of those of building with AI.", neither, sum,
     amount, nullptr},
};

constexpr const char* quantile_names[] = {"p10", "p25", "p50", "p75", "p90", "p95"};
constexpr const char* nothing_counted = "nothing was counted";

// The columns of a distribution are of many units: the row says which.
std::vector<OutputColumn> of_distributions() {
    std::vector<OutputColumn> columns = {
        {"count", "number", "Count", "Values counted.", neither, sum, amount, nullptr}};
    for (const char* name : quantile_names)
        columns.push_back({name, "unit of the quantity", name, "Value below which this per cent of the values lie.",
                           neither, mean, amount, nullptr, nothing_counted});
    columns.push_back({"log_sd", "log", "Spread in logs", "Standard deviation of the logs of the values above 0.",
                       neither, mean, amount, nullptr, nothing_counted});
    static const std::vector<std::string> names = [] {
        std::vector<std::string> made;
        for (std::size_t bin = 0; bin < bin_count; ++bin) made.push_back("bin_" + std::to_string(bin));
        return made;
    }();
    for (const std::string& name : names)
        columns.push_back({name.c_str(), "number", name.c_str(), "Values in this bin.", neither, sum, amount, nullptr});
    return columns;
}

constexpr double minutes_per_hour = 60.0;
constexpr Quantity all_quantities[] = {
    {"review_wait", "hours", "Wait for review", "Working time from opening to the first review.", {}, minutes_per_hour},
    {"merge", "hours", "Opening to merge", "Working time from opening to merge.", {}, minutes_per_hour},
    {"lead_time", "working days", "Lead time", "From a change's first line to its release.", {}, minutes_per_day},
    {"change_size", "lines", "Change size", "Changed lines of an opened change.", {1.0, true}, 1.0},
    {"restore", "hours", "Time to restore", "From an incident's beginning to its end.", {}, minutes_per_hour},
    {"tokens", "tokens a person-week", "Tokens", "Tokens on an engineer's account in a week.", {1000.0}, 1.0},
    {"changes", "changes a person-week", "Changes", "Merged changes of an engineer in a week.", {1.0, true}, 1.0},
};

}  // namespace

std::span<const DetailTable> detail_tables() { return tables; }

std::optional<Detail> detail_of(std::string_view name) {
    for (std::size_t k = 0; k < std::size(tables); ++k)
        if (name == tables[k].name) return static_cast<Detail>(k);
    return {};
}

std::vector<OutputColumn> detail_columns(Detail detail) {
    switch (detail) {
        case Detail::months:
        case Detail::teams:
            return {output_columns().begin(), output_columns().end()};
        case Detail::levels:
            return {std::begin(of_levels), std::end(of_levels)};
        case Detail::practices:
            return {std::begin(of_practices), std::end(of_practices)};
        case Detail::distributions:
            return of_distributions();
    }
    return {};
}

std::span<const Quantity, quantity_count> quantities() { return all_quantities; }

std::vector<double> summary_of(const Quantity& quantity, const Histogram& histogram) {
    std::vector<double> values = {static_cast<double>(histogram.total())};
    for (const double share : quantile_shares)
        values.push_back(histogram.quantile(quantity.scale, share) / quantity.per_unit);
    values.push_back(histogram.log_sd(quantity.scale));
    return values;
}

}  // namespace strathern
