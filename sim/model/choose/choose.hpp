// Choice: why do people spend their hours as they do? Habits, felt pay-offs of an hour, colleagues; nothing else.
#pragma once
#include "model/measure/measure.hpp"
#include "model/pools.hpp"

namespace strathern {

/// What people feel before they choose: the team's pressure, the queue, what the others do.
using FeelView = Join<PoolView, View<Reads<col::pressure>, Writes<>>>;
using AverageView = View<Reads<col::places, col::active, col::chosen>, Writes<>>;

/// What an option is known to add to the metrics, and the published definition that turns it into a pay-off.
using ExpectedView = View<Reads<col::expected_top, col::expected_bottom>, Writes<>>;
using BoardView =
    View<Reads<col::board_people, col::board_log_mean, col::board_log_spread, col::status_concern>, Writes<>>;
using ForeseeView = Join<PayView, OwnTargetView, ExpectedView, BoardView>;
using GainView = Join<ForeseeView, View<Reads<col::sophistication, col::habit>, Writes<>>>;
using ImagineView =
    Join<GainView, MetricView, View<Reads<col::luck_seat, col::luck_number, col::trust, col::variation>, Writes<>>>;
using PriceView = View<Reads<col::chosen>, Writes<col::hour_gain>>;

/// What own scores teach.
using LearnFromScoresView =
    View<Reads<col::chosen, col::score>,
         Writes<col::trust, col::trust_doubt, col::usual_choice, col::usual_score, col::weeks_scored>>;

/// What the laws of choice read; they write nothing but the hours that people prefer.
using OddsView = Join<AverageView, View<Reads<col::habit>, Writes<>>>;
using SearchView = Join<ForeseeView, View<Reads<col::chosen, col::sophistication, col::reviews_only>, Writes<>>>;
using LawView = Join<OddsView, SearchView>;

/// What runs by itself, and why somebody would have it run.
using DialView = Join<ForeseeView, View<Reads<col::contracts, col::places, col::active, col::luck_seat,
                                              col::luck_number, col::sophistication, col::reluctance, col::habit>,
                                        Writes<col::chosen, col::dial_weeks, col::dial_mean>>>;

/// What people lack, and what they may find.
using FindView = Join<LearnOneView, View<Reads<col::active, col::reviews_only, col::score, col::contracts>, Writes<>>>;

using CopyView = View<Reads<col::places, col::closed, col::active, col::reviews_only, col::luck_seat, col::luck_number,
                            col::habit, col::score, col::contracts>,
                      Writes<col::chosen>>;

using ChooseView = Join<FeelView, ImagineView, PriceView, LearnFromScoresView, LawView, DialView, FindView, CopyView,
                        ReachView, View<Reads<col::contracts, col::own_habit>, Writes<col::chosen, col::habit>>>;
/// Weekly: people choose their hours again. Draws: perception, copying.
void choose_hours(const Today&, ChooseView);

}  // namespace strathern
