// Fact 8: how many of those just below a bright line are pushed over it, and how many game in all?
#include <algorithm>

#include "validate/experiment.hpp"

namespace strathern {
namespace {

/// Weeks of engineers, in one replicate.
struct LineCount {
    double all = 0.0, gamed = 0.0;          ///< below the line without the tricks and above with them
    double just_below = 0.0, pushed = 0.0;  ///< without the tricks; of them, gamed
};

void count_one(const PersonWeek& honest, const PersonWeek& tempted, LineCount& count) {
    constexpr double just = 0.75;  // the list's bound of "just below"
    if (!honest.is_counted || !tempted.is_counted || honest.number != tempted.number) return;
    const double gamed = honest.reached < 1.0 && tempted.reached >= 1.0 ? 1.0 : 0.0;
    count.all += 1.0;
    count.gamed += gamed;
    if (honest.reached < just || honest.reached >= 1.0) return;
    count.just_below += 1.0;
    count.pushed += gamed;
}

// Half a year after the regime began, when people have found what they do under it.
LineCount count_weeks(const PeopleWeeks& honest, const PeopleWeeks& tempted) {
    constexpr std::size_t settled = 26;
    LineCount count;
    for (std::size_t week = settled; week < honest.weeks.size(); ++week)
        for (std::size_t seat = 0; seat < honest.weeks[week].size(); ++seat)
            count_one(honest.weeks[week][seat], tempted.weeks[week][seat], count);
    return count;
}

template <class F>
PerReplicate per_replicate(Arms& arms, const char* honest, const char* tempted, F&& statistic) {
    const auto &without = arms.people(honest), &with = arms.people(tempted);
    PerReplicate all;
    for (std::size_t k = 0; k < without.size(); ++k) all.push_back(statistic(count_weeks(without[k], with[k])));
    return all;
}

PerReplicate pushed_over(Arms& arms, const char* honest, const char* tempted) {
    return per_replicate(arms, honest, tempted, [](const LineCount& c) { return c.pushed / c.just_below; });
}

PerReplicate gamed(Arms& arms, const char* honest, const char* tempted) {
    return per_replicate(arms, honest, tempted, [](const LineCount& c) { return c.gamed / c.all; });
}

constexpr Band pushed_band = {0.25, 0.55}, gamed_band = {0.02, 0.1};
constexpr const char *regents = "dee2019", *cheating = "dee2019; jacob2003";

constexpr Experiment experiments[] = {
    {"8a", "weeks just below a bright line that are pushed over it, stakes 2",
     "with tricks above / without at 0.75 to 1 of the target", 0.4, pushed_band, BandBy::list, Basis::calibrated,
     regents, "bright-line", [](Arms& arms) { return pushed_over(arms, "honest_2", "tempted_2"); }},
    {"8b", "the same, stakes 3", "with tricks above / without at 0.75 to 1 of the target", 0.4, pushed_band,
     BandBy::list, Basis::calibrated, regents, "bright-line",
     [](Arms& arms) { return pushed_over(arms, "honest_3", "tempted_3"); }},
    {"8c", "weeks that tricks lift over a bright line, stakes 2", "with tricks above and without below / all", 0.05,
     gamed_band, BandBy::list, Basis::calibrated, cheating, "bright-line",
     [](Arms& arms) { return gamed(arms, "honest_2", "tempted_2"); }},
    {"8d", "the same, stakes 3", "with tricks above and without below / all", 0.05, gamed_band, BandBy::list,
     Basis::calibrated, cheating, "bright-line", [](Arms& arms) { return gamed(arms, "honest_3", "tempted_3"); }},
};

}  // namespace

std::span<const Experiment> experiments_on_bunching() { return experiments; }

}  // namespace strathern
