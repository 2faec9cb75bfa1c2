// What do the files of choice share? What people feel, what they imagine of the scoreboard, where it leads them.
#pragma once
#include "model/choose/choose.hpp"

namespace strathern {

/// How many times more of an option that people imagine make an hour.
inline constexpr double imagined_per_hour = 1.0 / imagined_hours;

/// [log-odds] A pay-off of an hour is felt in full up to here: odds of 5e21 to 1. What is beyond makes nobody surer,
/// and two such feelings can still be told apart, compared with a third and put into an exponential.
inline constexpr double felt_knee = 50.0;

/// Hours a week that an engineer chooses over on normal days.
inline double weekly_hours(const InForce& given) {
    constexpr double minutes_per_hour = 60.0;
    return given.chosen_minutes() * days_per_week / minutes_per_hour;
}

/// sum += x * y. @param x,y,sum [n]
void add_product(std::size_t n, const double* x, const double* y, double* sum);

// choose.cpp

using ChosenView = View<Reads<col::chosen>, Writes<>>;
/// Everybody's choices as they are.
OptionCells choices_now(const Block&, ChosenView);

// wants.cpp

/// What the people of a block feel, with or without a metric.
struct Feelings {
    BlockColumn pressure;  ///< [log-odds per unit of pay-off]
    BlockColumn queue;     ///< pull of waiting changes on reviewing [log-odds]
};
/// What each engineer feels this week.
void feel(const Today&, Feelings&, FeelView);

/// What management asks for of one option [log-odds]: of everybody alike; it moves those who may do it and know how.
double asked_for(const Today&, std::size_t option);

/// The mean of what a team chooses of one option, at the place of each member. @param average [rows of the block]
void average_choices(const Block&, std::size_t option, double* average, AverageView);

// imagine.cpp

/// Both sums of a metric, for everybody of a block; `bottom` is null where there is only one. [rows of the block]
struct Sums {
    const double *top, *bottom;
};

/// What half an hour more of an option, or a little more of its occasions, is imagined to add to both sums of a metric.
/// [rows of the block]
struct Expected {
    const double *top, *bottom;
};
/// @param option one of the options, or how many there are: reading longer
Expected expected_of(const Block&, std::size_t metric, std::size_t option, ExpectedView);

/// The scoreboard in force as people read it: the published definition, and the sums from which it starts.
struct Scoreboard {
    const Regime* regime = nullptr;  ///< null: nothing is measured
    double legibility = 0;           ///< mean of the metrics'
    double planned = 0;  ///< part of what is reached beyond an own target that the next targets will ask for
    const BlockColumn* doubts = nullptr;  ///< about what will be reached, by metric: standard deviation of its log;
                                          ///< null: people are sure
    bool shown = false;                   ///< on a public board
    Sums sums[metric_limit] = {};         ///< by metric
};

/// What people believe about the scoreboard. Without a regime there is nothing to believe, and no room for it.
struct Outlook {
    explicit Outlook(std::size_t options) : blur(options), gain(options) {}

    Scoreboard board;
    BlockColumn doubts[metric_limit];
    OptionCells blur;          ///< factor by which each person misjudges what more of an option brings
    OptionCells gain;          ///< what an hour of an option, or all its occasions, are believed to bring [pay-off]
    BlockColumn reading = {};  ///< and an hour of reading longer in reviews
};
/// How much of what a metric pays is seen, where its definition is thought through so far. @param thought [share]
inline double seen_share(double thought, double unthought_share) { return thought + unthought_share * (1.0 - thought); }

/// How a metric is seen: alike for all.
struct Fog {
    double legibility, unthought, misjudgement;  ///< misjudgement: standard deviation of its log
};

/// What everybody makes of what has been published. Draws: perception.
void imagine(const Today&, const Regime&, Outlook&, ImagineView);

/// More of one option a week, as each person imagines it. [rows of the block]
struct More {
    const Expected* of;          ///< a step of it, by metric
    const double *blur, *steps;  ///< the person's misjudgement; half hours, or steps of its occasions
};
/// What a step of an option adds to all metrics. @param by_metric written
void find_expected(const Block&, const Scoreboard&, std::size_t option, Expected* by_metric, ExpectedView);

/// Those who judge what is on the board; rows of a block, or some of them side by side.
struct Judges {
    std::uint32_t n;
    const double* concern;                   ///< for status
    const double* own_target[metric_limit];  ///< by metric; null: there are none
};
/// Everybody of a block.
Judges all_of(const Block&, const Scoreboard&, ForeseeView);

/// Values of the metrics as they are. @param values [metrics][n]
void present_values(std::uint32_t n, const Scoreboard&, BlockColumn* values);
/// Values of the metrics, had there been some steps more of one option a week. @param values [metrics][n]
void foresee_values(std::uint32_t n, const Scoreboard&, const More&, BlockColumn* values);
/// What values of one metric pay, and what it is worth to be seen with them.
/// @param value [n], overwritten with the pay @param status [n], added to; before what people care
void judge(const Judges&, const Scoreboard&, std::size_t metric, double* value, double* status, ForeseeView);
/// Values become scores, by the definition that everybody knows. @param values [metrics][n], overwritten
void find_scores(const Judges&, const Scoreboard&, BlockColumn* values, double* scores, ForeseeView);
/// Both, the published definition as a black box: the scores, had there been some steps more of one option a week.
void foresee(const Judges&, const Scoreboard&, const More&, double* scores, ForeseeView);

/// What an hour is felt to bring, over one of reading longer: the price of a reviewer's time.
void price_hours(const Today&, const Feelings&, const Outlook&, PriceView);

// gains.cpp

/// What an hour of each option, or all its occasions, are believed to bring on the scoreboard.
void find_gains(const Today&, const Fog&, Outlook&, GainView);

// learn.cpp

/// Own scores teach what each option brings, over what it is imagined to bring.
/// @param gain what an hour of each, or all its occasions, are believed to bring [pay-off]
void learn_from_scores(const Today&, const Regime&, const OptionCells& gain, LearnFromScoresView);

// dials.cpp

/// People set up what runs by itself, turn it up or down, and take it down again. Draws: dials.
void choose_dials(const Today&, const Feelings&, const Scoreboard&, DialView);

// dial_search.cpp

/// What the people of a block make of a dial. [rows of the block]
struct Appeal {
    BlockColumn luck;       ///< uniform: whether they get round to it
    BlockColumn best = {};  ///< setting [uses a day]
    BlockColumn worth = {};
};
/// The best setting of a dial and its worth, for those to whom it matters this week; 0 for all others.
void find_appeal(const Today&, const Feelings&, const Scoreboard&, std::size_t option, Appeal&, DialView);

// search.cpp

/// Who falls short looks for ways. @param gain what an hour of an option, all its occasions, or a use a day are
/// believed to bring [pay-off]. Draws: search.
void search_for_ways(const Today&, const Feelings&, const OptionCells& gain, FindView);

// copy.cpp

/// Some compare themselves with a colleague and copy some of the colleague's hours. Draws: copying.
/// @param before everybody's hours before this week's choice
/// @param fills_day hours are scaled to fill the normal day
void copy_colleagues(const Today&, const Feelings&, const OptionCells& before, bool fills_day, CopyView);

// logit.cpp, best_response.cpp: a law of choice a file

/// What people would choose if nothing held them back: a person's share of an option is weight / total, 0 where the
/// total is 0; of an option that is not chosen as hours, weight is the part itself.
struct Preference {
    explicit Preference(std::size_t options) : weight(options) {}

    OptionCells weight;
    BlockColumn total = {};
};
/// Logit: pay-offs shift the odds of an hour's use.
void choose_by_odds(const Today&, const Feelings&, const Outlook&, Preference&, LawView);
/// Best response: people look for the hours that are worth most to them.
void choose_best_hours(const Today&, const Feelings&, const Outlook&, Preference&, LawView);

/// Odds of an hour's use. @param gain what an hour is believed to bring; null: nothing
void weigh_options(const Today&, const Feelings&, const OptionCells* gain, Preference&, OddsView);

// occasions.cpp

/// The part of its occasions on which people would use each practice that goes with something, if nothing held them
/// back. @param gain what all its occasions are believed to bring; null: nothing @param parts written where an option
/// is not chosen as hours
void choose_parts(const Today&, const Feelings&, const OptionCells* gain, OptionCells& parts, OddsView);

}  // namespace strathern
