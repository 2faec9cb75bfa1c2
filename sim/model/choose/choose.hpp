// Choice: why do people spend their hours as they do? Habits, felt pay-offs of an hour, colleagues; nothing else.
#pragma once
#include "model/measure/measure.hpp"
#include "model/pools.hpp"

namespace strathern {

/// What people feel before they choose: the team's pressure, the queue, what the others do.
using FeelView = Join<PoolView, View<Reads<col::pressure>, Writes<>>>;
using AverageView = View<Reads<col::members, col::active, col::share>, Writes<>>;

/// What an option is known to add to the metrics, and the published definition that turns it into a pay-off.
using ExpectedView = View<Reads<col::expected_top, col::expected_bottom>, Writes<>>;
using ForeseeView = Join<PayView, OwnTargetView, ExpectedView>;
using ImagineView = Join<ForeseeView, MetricView,
                         View<Reads<col::metric_numerator, col::metric_denominator, col::luck_seat, col::luck_number,
                                    col::sophistication, col::experience>,
                              Writes<>>>;
using PriceView = View<Reads<col::share>, Writes<col::hour_gain>>;

/// What own scores teach.
using LearnFromScoresView =
    View<Reads<col::share, col::score, col::last_score>, Writes<col::experience, col::previous_share>>;

/// What the laws of choice read; they write nothing but the hours that people prefer.
using OddsView = Join<AverageView, View<Reads<col::habit>, Writes<>>>;
using SearchView =
    Join<ForeseeView, View<Reads<col::share, col::experience, col::sophistication, col::reviews_only>, Writes<>>>;
using LawView = Join<OddsView, SearchView>;

using CopyView = View<Reads<col::members, col::active, col::reviews_only, col::luck_seat, col::luck_number, col::habit,
                            col::score, col::contracts>,
                      Writes<col::share>>;

using ChooseView = Join<FeelView, ImagineView, PriceView, LearnFromScoresView, LawView, CopyView,
                        View<Reads<col::contracts>, Writes<col::share, col::habit>>>;
/// Weekly: people choose their hours again. Draws: perception, copying.
void choose_hours(const Today&, ChooseView);

}  // namespace strathern
