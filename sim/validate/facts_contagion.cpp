// Fact 10: is gaming contagious, and honesty not?
#include <algorithm>
#include <limits>

#include "validate/experiment.hpp"

namespace strathern {
namespace {

/// Engineers of teams of one kind, in a year.
struct TakeUp {
    double people = 0.0, users = 0.0;    ///< who did not know the trick; of them, who used it
    double teams = 0.0, examples = 0.0;  ///< of them, in which somebody who knew it from the start used it
    double share() const { return users / people; }
};

/// Teams by the colleague on their first seat.
struct Teams {
    TakeUp knowing, ordinary, reluctant;  ///< reluctant ones are ordinary ones too
};

// A year under the regime, as misconduct is counted by the year.
constexpr std::size_t year = 52;

// Whether somebody used the trick within the year; who has left is no longer looked at.
bool used(const PeopleWeeks& all, std::size_t seat) {
    const std::uint32_t number = all.weeks.front()[seat].number;
    return std::any_of(all.weeks.begin(), all.weeks.begin() + std::min(year, all.weeks.size()), [&](const auto& week) {
        return week[seat].is_counted && week[seat].number == number && week[seat].uses;
    });
}

TakeUp look_at_team(const PeopleWeeks& all, std::size_t first) {
    TakeUp team;
    for (std::size_t seat = first; seat < first + all.seats_per_team; ++seat) {
        const PersonWeek& start = all.weeks.front()[seat];
        if (!start.is_counted) continue;
        const double uses = used(all, seat) ? 1.0 : 0.0;
        if (start.knows) {
            team.teams = 1.0;
            team.examples = std::max(team.examples, uses);
        } else if (seat != first) {  // the colleague on the first seat is the treatment
            team.people += 1.0;
            team.users += uses;
        }
    }
    return team;
}

void add(const TakeUp& team, TakeUp& all) {
    all.people += team.people, all.users += team.users;
    all.teams += team.teams, all.examples += team.examples;
}

Teams look_at_teams(const PeopleWeeks& all) {
    constexpr double high = 1.25;  // of the mean, half a standard deviation above it: three in ten
    Teams teams;
    for (std::size_t first = 0; first < all.weeks.front().size(); first += all.seats_per_team) {
        const TakeUp team = look_at_team(all, first);
        add(team, team.teams > 0.0 ? teams.knowing : teams.ordinary);
        if (team.teams == 0.0 && all.weeks.front()[first].reluctance > high) add(team, teams.reluctant);
    }
    return teams;
}

// Some colleagues who know it never use it: what is seen is divided by the share of teams that had an example.
double rise_by_example(const Teams& teams) {
    const double apart = teams.knowing.share() - teams.ordinary.share();
    return apart / (teams.knowing.examples / teams.knowing.teams) / teams.ordinary.share();
}

double change_by_reluctant(const Teams& teams) { return teams.reluctant.share() / teams.ordinary.share() - 1.0; }

double users_of(const PeopleWeeks& all) {
    double users = 0.0;
    for (std::size_t seat = 0; seat < all.weeks.front().size(); ++seat) users += used(all, seat) ? 1.0 : 0.0;
    return users;
}

template <class F>
PerReplicate per_replicate(const std::vector<PeopleWeeks>& people, F&& statistic) {
    PerReplicate all;
    for (const PeopleWeeks& each : people) all.push_back(statistic(each));
    return all;
}

// Where nobody sees what colleagues do an example does nothing; what is found there, with the same luck, is chance.
PerReplicate example_effect(Arms& arms) {
    const auto rise = [](const PeopleWeeks& people) { return rise_by_example(look_at_teams(people)); };
    return minus(per_replicate(arms.people("together"), rise), per_replicate(arms.people("alone"), rise));
}

PerReplicate multiplier(Arms& arms, const char* together, const char* alone) {
    return ratio(per_replicate(arms.people(together), users_of), per_replicate(arms.people(alone), users_of));
}

constexpr double endless = std::numeric_limits<double>::infinity();

constexpr Experiment experiments[] = {
    {"10a",
     "taking up a trick, with a colleague in the team who uses it against without",
     "share of others who use it within a year: change, less that where nobody sees",
     0.37,
     {0.2, 0.6},
     BandBy::list,
     Basis::calibrated,
     "dimmock2018",
     "contagion",
     example_effect},
    {"10b",
     "social multiplier: users where people learn from and excuse each other, against where they do not",
     "users within a year: ratio",
     1.59,
     {1.2, 2.0},
     BandBy::list,
     Basis::calibrated,
     "dimmock2018",
     "contagion",
     [](Arms& arms) { return multiplier(arms, "together", "alone"); }},
    {"10c",
     "the same multiplier in private and at half the stakes",
     "users within a year: ratio",
     1.59,
     {1.2, 2.0},
     BandBy::list,
     Basis::calibrated,
     "dimmock2018",
     "contagion",
     [](Arms& arms) { return multiplier(arms, "together_private", "alone_private"); }},
    {"10d",
     "taking up a trick, with a reluctant colleague in the team against an ordinary one",
     "share of others who use it within a year: change",
     0.0,
     {-0.123, endless},
     BandBy::list,
     Basis::calibrated,
     "dimmock2018",
     "contagion",
     [](Arms& arms) {
         return per_replicate(arms.people("together"),
                              [](const PeopleWeeks& p) { return change_by_reluctant(look_at_teams(p)); });
     }},
};

}  // namespace

std::span<const Experiment> experiments_on_contagion() { return experiments; }

}  // namespace strathern
