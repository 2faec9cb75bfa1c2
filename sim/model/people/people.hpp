// People: who is there, what they know and can do, and what follows from how they use their hours.
#pragma once
#include "core/portable_math.hpp"
#include "model/columns.hpp"
#include "model/people/person.hpp"
#include "model/today.hpp"
#include "model/work/work.hpp"

namespace strathern {

// setup.cpp

/// The organisation on the evening before day 0: the layout, every column, seats and the people on them, products. It
/// takes the whole state because it makes it.
void set_up(const InForce&, const Catalogue&, const Draws&, State&);

// growth.cpp

using GrowView = View<Reads<col::active, col::level, col::chosen, col::habit, col::week_minutes, col::week_by_hand,
                            col::own_skill, col::week_with_ai, col::week_owed, col::week_lessons,
                            col::week_review_minutes, col::mentoring_rate, col::fluency_rate, col::pressure>,
                      Writes<col::skill, col::ramp, col::tenure_days, col::motivation, col::familiarity, col::fatigue,
                             col::acuity, col::fluency>>;
/// Weekly: skill, ramp, familiarity, fatigue, fluency and motivation move.
void grow_people(const Today&, GrowView);

/// Skill over a person's own after so many working days, where work alone has taught and taken.
/// @param by_hand,with_ai hours of work, in any unit
double skill_after(const People&, double by_hand, double with_ai, double days);

/// How far people know their team's code who have long worked in the same way.
/// @param by_hand,with_ai hours of work, in any unit @param review_minutes a week
double familiarity_at_rest(const People&, double by_hand, double with_ai, double review_minutes);
/// Log of how fast somebody works in the long run, by a minute of reading more a week. @see familiarity_at_rest
double sped_up_by_reading(const People&, double by_hand, double with_ai, double review_minutes);
/// How much of a change somebody gets done in the time in which one who knows all of the code gets it done.
double known_code_factor(const People&, double familiarity);
/// What a rested reader finds of what one finds who knows all of the code.
double acuity_of(const People&, double familiarity);

// turnover.cpp

using LeaveView = Join<ClearSeatView, View<Reads<col::luck_seat, col::luck_number, col::motivation>,
                                           Writes<col::vacant_until, col::hired_before, col::leavers>>>;
/// Weekly: some leave. Draws: attrition.
void let_leave(const Today&, LeaveView);

using FillSeatsView =
    Join<ClearSeatView, SeatPersonView, DeskView,
         View<Reads<col::closed, col::vacant_until>, Writes<col::level, col::hires, col::hiring_cost>>>;
/// Seats that are wanted and free on the coming morning are filled, seats no longer wanted are cleared. Draws:
/// setup_person, hiring.
void fill_seats(const Today&, FillSeatsView);

using CountReviewersView = View<Reads<col::active, col::share>, Writes<col::reviewers, col::authors>>;
/// How many in each team review, and how many write.
void count_reviewers(const Today&, CountReviewersView);

// habits.cpp

using ShiftHabitsView = Join<ShelveView, View<Reads<col::reviews_only>, Writes<col::own_habit, col::declared_habit>>>;
/// After a policy has set what people are used to, over the whole organisation: habits move in proportion, and on the
/// first morning hours with them. Dedicated reviewers go on reviewing.
void shift_habits(const Today&, ShiftHabitsView);

using TeachView = Join<HabitsView, View<Reads<col::active>, Writes<>>>;
/// After a policy has taught a practice: whoever may know it and does not gets used to it as one who knows it from the
/// start; on the first morning hours follow. Draws: hiring, known_by_team.
void teach_people(const Today&, TeachView);

// tools.cpp

using SettleToolsView = Join<ShelveView, View<Reads<>, Writes<col::ai_in_reach>>>;
/// After a policy has given or taken access to AI or a practice, over the whole organisation.
void settle_tools(const Today&, SettleToolsView);

// practices.cpp

using ColleagueView = View<Reads<col::places, col::closed>, Writes<>>;
/// A random colleague in the team of an engineer, by a uniform; the engineer if there is none.
EngineerId colleague(EngineerId, double u, ColleagueView);

using UseView = View<Reads<col::chosen, col::own_habit>, Writes<>>;
/// The chance that somebody is seen to use a practice who is met at a random moment, beyond what they were first used
/// to.
double use_to_be_seen(const Today&, std::size_t practice, EngineerId, UseView);

using LearnOneView = Join<InclinedView, ReachView, View<Reads<col::level>, Writes<>>>;
/// Somebody comes to know a practice, if they may and can have it. Draws: hiring.
void learn_practice(const Today&, std::size_t practice, EngineerId, LearnOneView);

/// The chance of coming upon any one of the practices within a week, of which one is found at most: a uniform over it,
/// rounded down, is the number of the one that is found, or none.
/// @param hazard of each practice, per week @return > 0
double chance_of_each(double hazard, std::size_t practices);

using LearnView =
    Join<LearnOneView, UseView, ColleagueView,
         View<Reads<col::active, col::reviews_only, col::former_team, col::members, col::seen_use>, Writes<>>>;
/// Weekly: practices are found by chance or seen at colleagues. Draws: contact.
void learn_practices(const Today&, LearnView);

using LookAroundView = Join<UseView, View<Reads<>, Writes<col::seen_use>>>;
/// Weekly: what can be seen of people in other teams.
void look_around(const Today&, LookAroundView);

// rates.cpp

using ChancesView = View<Reads<col::chosen, col::skill, col::ramp, col::ai_yield, col::reviews_per_day>, Writes<>>;
/// Occasions per chosen minute of a practice that goes with something, were all hours left to be used as chosen.
/// @param chances [rows of the block]
void find_chances(const Today&, Opportunity, ChancesView, double* chances);

/// Sum of what is chosen as hours: 1, or a longer or shorter day. @param hours [rows of the block]
void find_hours(const Today&, View<Reads<col::chosen>, Writes<>>, double* hours);

using SpendView = Join<ChancesView, View<Reads<col::dial_weeks>, Writes<col::share, col::day_left>>>;
/// What people choose becomes hours: practices that go with something take their minutes out of the day, and all other
/// hours shrink in proportion.
void spend_hours(const Today&, SpendView);

/// What one more change costs its author beside its work, over the cost for who builds by hand and never waits. Work w
/// in m changes costs m c + k w^2 / m, by what each asks for and by the risk of large ones: least where a change holds
/// sqrt(c / k).
struct ChangeCost {
    double saved = 0, per_minute = 0;  ///< by AI, where it does all; by a minute of waiting for review

    double of(double with_ai, double wait) const { return 1.0 - saved * with_ai + per_minute * wait; }
};
ChangeCost cost_of_changes(const InForce&);

using RatesView =
    Join<SpendView, View<Reads<col::skill, col::ramp, col::token_intensity, col::hard, col::fatigue,
                               col::reviews_per_day, col::members, col::debt, col::erosion, col::usual_wait>,
                         Writes<col::hand_rate, col::ai_rate, col::token_rate, col::prompt_rate, col::size_factor,
                                col::defect_factor, col::ai_defect_factor, col::points_factor, col::glance,
                                col::knowledge_rate, col::debt_rate, col::erosion_rate, col::mentoring_rate,
                                col::library_rate, col::fluency_rate, col::latent_rate, col::tried, col::hollow_share,
                                col::hollow_review_rate, col::hollow_token_rate, col::practice_token_rate>>>;
/// What the use of hours does to work, per chosen minute, until it changes.
void derive_rates(const Today&, RatesView);

/// What a little more of one option does to the rates, by row: derivatives by what is chosen of it, as hours that come
/// on top of all others, or as a part of its occasions.
struct RateChange {
    BlockColumn hand, ai;              ///< minutes of work per chosen minute, before the gain of AI
    BlockColumn tokens, prompts;       ///< per chosen minute
    BlockColumn hollow_reviews;        ///< per chosen minute
    BlockColumn log_size, log_points;  ///< of the factors
    BlockColumn log_defects;           ///< of the factor of defects
    BlockColumn log_ai_defects;        ///< of the factor of those in what AI writes
    BlockColumn glance;                ///< share of reviews
    BlockColumn tried;                 ///< share of own items that go out as an experiment first
    BlockColumn taken;                 ///< of the chosen hours, by the option itself
    BlockColumn log_left;              ///< of all hours, which give room
};
using RateChangeView = Join<ChancesView, View<Reads<col::usual_wait, col::share, col::day_left, col::token_intensity,
                                                    col::hard, col::hand_rate, col::ai_rate, col::glance, col::tried>,
                                              Writes<>>>;
/// The expected counterpart of derive_rates: the same rules, a little further.
/// @param option any @param hours sum of what is chosen as hours, see find_hours [rows of the block]
void change_rates(const Today&, std::size_t option, const double* hours, RateChange&, RateChangeView);

// reorganise.cpp: between the weeks, over the whole organisation

using HeadcountView =
    Join<ClearSeatView,
         View<Reads<col::luck_seat, col::luck_number, col::score, col::contracts>,
              Writes<col::closed, col::vacant_until, col::hired_before, col::laid_off, col::insecurity>>>;
/// Seats beyond the headcount are cleared, or offered anew. Draws: lay_off.
void fit_headcount(const Today&, HeadcountView);

using PromoteView =
    Join<TakeRightsView,
         View<Reads<col::places, col::reviews_only, col::active, col::skill, col::score, col::contracts>,
              Writes<col::level, col::promoted, col::promoted_lead>>>;
/// At the end of a year some rise by a level. Draws: appraisal, hiring.
void promote(const Today&, PromoteView);

using MovesView = Join<PersonColumnsView, View<Reads<col::places, col::reviews_only, col::active>, Writes<col::moved>>>;
/// At the end of a quarter some change places with somebody in another team, and take along what is theirs: every
/// column of a person. Desks, open changes and what is owed for them stay. Draws: move.
void change_teams(const Today&, MovesView);

}  // namespace strathern
