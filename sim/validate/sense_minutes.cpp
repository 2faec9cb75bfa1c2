// Is the last minute of review worth at least the last minute of building? In firms in which nobody chooses.
#include <limits>

#include "validate/experiment.hpp"

namespace strathern {
namespace {

/// Difference of two arms in net value, over that in hours of review.
PerReplicate value_of_an_hour(Arms& arms, const char* more, const char* less) {
    return ratio_of_means(minus(arms[more].sum("net_value"), arms[less].sum("net_value")),
                          minus(arms[more].sum("hours_review"), arms[less].sum("hours_review")));
}

constexpr Experiment row(const char* id, const char* statement, PerReplicate (*observed)(Arms&)) {
    constexpr double endless = std::numeric_limits<double>::infinity();
    return {id,
            statement,
            "net value, US$ an hour more in review",
            0.0,
            {0.0, endless},
            BandBy::ours,
            Basis::predicted,
            "choice",
            "sense/minutes",
            observed};
}

constexpr Experiment experiments[] = {
    row("sense.hour_set_aside", "an hour of review instead of building, by longer sessions",
        [](Arms& arms) { return value_of_an_hour(arms, "set_aside_more", "set_aside_less"); }),
    row("sense.hour_read", "an hour of review instead of building, by longer readings",
        [](Arms& arms) { return value_of_an_hour(arms, "read_longer", "read_shorter"); }),
    row("sense.hour_unread", "an hour of review instead of building, by fewer changes approved unread",
        [](Arms& arms) { return value_of_an_hour(arms, "nobody_unread", "everybody_unread"); }),
};

}  // namespace

std::span<const Experiment> experiments_on_minutes() { return experiments; }

}  // namespace strathern
