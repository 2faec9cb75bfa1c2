// Measuring: what can be counted of a week, what is published of it, and what that pays. What other wings may call.
#pragma once
#include <strathern/params/definitions.hpp>
#include <string_view>

#include "core/saturate.hpp"
#include "model/customers.hpp"
#include "model/measure/late.hpp"
#include "model/people/people.hpp"
#include "model/today.hpp"

namespace strathern {

// ------------------------------------------------------------------------------------------ signals.cpp, count.cpp

/// Columns that signals are counted from.
using SignalsView =
    View<Reads<col::members, col::week_tokens, col::week_prompts, col::week_ai_minutes, col::week_lines,
               col::week_ai_lines, col::week_changes_opened, col::week_changes_merged, col::week_items_completed,
               col::week_story_points, col::week_reviews, col::week_hollow_reviews, col::week_review_minutes,
               col::week_findings, col::week_incidents, col::week_failed, col::returning, col::satisfaction,
               col::week_wait, col::week_experiments>,
         Writes<>>;

/// How a signal of the last week is counted: of each engineer, or of a whole team.
class Count {
public:
    using OfEngineer = double (*)(SignalsView, EngineerId);
    using OfTeam = double (*)(SignalsView, TeamId);
    constexpr Count(OfEngineer count) : owner_(Owner::person), of_engineer_(count) {}  // NOLINT: meant to be implicit
    constexpr Count(OfTeam count) : owner_(Owner::team), of_team_(count) {}            // NOLINT: meant to be implicit

    /// Whose signal it is.
    constexpr Owner owner() const { return owner_; }
    /// Of an engineer; only for a signal that engineers own.
    double of(SignalsView v, EngineerId i) const { return of_engineer_(v, i); }
    /// Of a team; the sum over its members where engineers own the signal.
    double of(SignalsView v, TeamId team) const;

private:
    Owner owner_;
    OfEngineer of_engineer_ = nullptr;
    OfTeam of_team_ = nullptr;
};

/// A week of everybody in a block as it is expected, with a little more of one option: what signals are made of.
/// Shape of every column: [rows of the block].
struct ImaginedWeek {
    explicit ImaginedWeek(const Today& of) : today(of) {}

    const Today& today;
    std::size_t option = 0;          ///< of which there is a little more: hours that come on top of all others, as a
                                     ///< share of the chosen hours, or a part of its occasions
    RateChange more;                 ///< what that does to the rates
    BlockColumn minutes;             ///< chosen in the week
    BlockColumn done;                ///< minutes, as far as the team's code base does not slow them
    BlockColumn half_hour;           ///< as a share of the chosen hours
    BlockColumn hours;               ///< sum of what is chosen as hours
    BlockColumn hand, ai;            ///< work of the week, with the gain of AI as people believe in it [minutes]
    BlockColumn more_hand, more_ai;  ///< derivatives of the two
    BlockColumn size, points;        ///< factors of changes and of reported points
    BlockColumn glance;              ///< share of reviews that are only a glance
    BlockColumn tried;               ///< share of own items that go out as an experiment first
    BlockColumn left;                ///< of the day, to hours
    BlockColumn reviews;             ///< finished in a week, smoothed
    BlockColumn take;                ///< reviews that an offered minute gets hold of, others' hours being as they are
    BlockColumn minutes_a_review,
        reading;                 ///< mean of the pool, and the part of it that is reading, in a review that reads
    BlockColumn found;           ///< defects found in a review, mean of the pool
    BlockColumn found_a_minute;  ///< and by reading a minute longer
    LateWeek late;
};

/// Adds a weight times what more of the option adds to a signal of a week, in expectation. @param sum [rows of the
/// block]
using Imagined = void (*)(const ImaginedWeek&, double weight, double* sum);

/// A signal: whose it is, how it is counted, and what people expect of it. No part has a default: a row that leaves
/// one out does not compile.
struct SignalRow {
    Signal signal;
    Owner owner;            ///< person or team
    std::string_view unit;  ///< of a week's count
    Count count;            ///< what the last week shows
    Imagined more;          ///< what more of an option is expected to add: the derivative by what is done of it
    Imagined reading;       ///< the same of reading a minute longer in reviews
};

/// All signals, in the order of the schema.
std::span<const SignalRow> signal_table();

/// The row of one signal.
inline const SignalRow& row_of(Signal signal) { return signal_table()[static_cast<std::size_t>(signal)]; }

using CountView = View<
    Reads<col::week_minutes, col::week_by_hand, col::week_with_ai, col::week_owed, col::week_reviews,
          col::week_review_minutes, col::week_lines, col::week_ai_lines, col::week_changes_opened, col::share,
          col::token_rate, col::prompt_rate, col::hollow_share, col::hollow_review_rate, col::hollow_token_rate,
          col::level, col::reviews_only, col::active, col::motivation, col::ai_gain>,
    Writes<col::week_hollow_reviews, col::hollow_reviews, col::week_tokens, col::week_prompts, col::week_ai_minutes,
           col::month_tokens, col::quarter_tokens, col::reviews_per_day, col::tokens, col::token_cost,
           col::hollow_tokens, col::hollow_token_cost, col::prompts, col::lines, col::ai_lines, col::changes_opened,
           col::minutes_by_hand, col::minutes_with_ai, col::minutes_practices, col::minutes_hollow, col::minutes_beyond,
           col::gain_minutes, col::work_by_hand, col::work_with_ai, col::senior_building, col::senior_review,
           col::senior_design, col::senior_mentoring, col::senior_rework, col::motivation_weeks, col::person_weeks>>;
/// Weekly: hours become signals, and the week is added to the quarter's tallies.
void count_week(const Today&, CountView);

// ------------------------------------------------------------------------------------------------------ metrics.cpp

/// Hours more of an option that people imagine when they ask what it would bring; of a practice that goes with
/// something, so many of its occasions more; of one that runs by itself, so many uses a day more.
inline constexpr double imagined_hours = 0.5, imagined_part = 0.05, imagined_uses = 1.0;

/// Lane of col::metric_numerator that holds one week of a metric's lag. @param slot [0, lag_weeks]
std::size_t window_lane(const Regime&, std::size_t metric, std::size_t slot);
/// The same of col::metric_denominator; only for a metric that has a denominator.
std::size_t bottom_lane(const Regime&, std::size_t metric, std::size_t slot);
/// Week of a metric's lag that is published in a week.
std::size_t published_slot(const Metric&, int week);

/// Part of a metric's distance to a week's count that it covers in that week. In its first weeks a regime takes the
/// mean of all its weeks.
double smoothing_rate(const Metric&, const Contract&);

using SmoothView = Join<SignalsView, View<Reads<col::contracts, col::active, col::target>,
                                          Writes<col::metric_numerator, col::metric_denominator, col::variation>>>;
/// Weekly: the metrics of the regime in force look at the week.
void smooth_metrics(const Today&, SmoothView);

using MetricView = View<Reads<col::metric_numerator, col::metric_denominator>, Writes<>>;

/// [metric units a week] Where a ratio saturates: its denominator may fade away, and squares of it are to be numbers.
inline constexpr double ratio_knee = 1e60;

/// A metric's numerator over its denominator; 0 where nothing is counted below.
[[gnu::always_inline]] inline double ratio_of(double top, double bottom) {
    return bottom > 0.0 ? saturated(top / bottom, ratio_knee) : 0.0;
}

/// A metric as it is published in a week, before errors of measurement.
class PublishedMetric {
public:
    PublishedMetric(const Regime&, std::size_t metric, int week, MetricView);
    /// The numerator, over the denominator if there is one; 0 where nothing is counted.
    double operator[](EngineerId i) const {
        if (bottom_ == nullptr) return (*top_)[i];
        return ratio_of((*top_)[i], (*bottom_)[i]);
    }

private:
    const Column<EngineerId>* top_;
    const Column<EngineerId>* bottom_;  ///< null without a denominator
};

/// Published values of a metric for a block, without errors. @param values [rows of the block]
void metric_values(const Regime&, std::size_t metric, int week, const Block&, MetricView, double* values);

using MeasuredView = Join<MetricView, View<Reads<col::luck_seat, col::luck_number, col::target>, Writes<>>>;
/// Published values of all metrics for a block, with errors. Draws: metric_noise.
/// @param values [metrics][rows of the block]
void measure_values(const Today&, const Regime&, BlockColumn* values, MeasuredView);

/// Variance of a metric's error of measurement. @param target in force
double error_variance(const Metric&, double target);

// ------------------------------------------------------------------------------------------------------ imagined.cpp

using ImagineWeekView =
    Join<RateChangeView, LongRunView,
         View<Reads<col::contracts, col::active, col::slow, col::week_minutes, col::size_factor, col::points_factor,
                    col::defect_factor, col::ai_defect_factor, col::review_minutes, col::reviews, col::risk_read,
                    col::risk_reached, col::risk_seen, col::review_minutes_offered, col::changes_unreviewed,
                    col::changes_opened, col::week_wait, col::library, col::knowledge, col::knowledge_rate,
                    col::latent_rate, col::tried, col::debt, col::erosion, col::level, col::authors>,
              Writes<col::expected_top, col::expected_bottom>>>;
/// Weekly, under a regime: what half an hour more of each option, or a little more of its occasions, would add to each
/// metric, by the rules of the week itself, in expectation; team-mates are held at what they do.
void imagine_week(const Today&, ImagineWeekView);

// late_week.cpp

/// What people go by who think of what comes late; the rest of the week is there.
void find_late(ImaginedWeek&, ImagineWeekView);

// ------------------------------------------------------------------------------------------------------ payoffs.cpp

/// Pay-off of somebody who meets every target.
double full_score(const Regime&);

/// Part of a full score that is missing; more than 1 of a score below 0.
double shortfall(double score, double full);

/// Error by which a threshold is softened, as a share of the target.
double error_of(const Metric&);

/// A value as the log of targets, for comparisons; what is hardly anything is no further down.
[[gnu::always_inline]] inline double log_of_targets(double value, double target) {
    constexpr double least = 0.01;
    const double part = value / target;
    return portable::log(part > least ? part : least);
}

/// How a pay-off is looked at; by default as it is paid for what is published.
struct Outset {
    Outset() = default;
    /// As it is felt. NOLINTNEXTLINE: meant to be implicit
    Outset(const BlockColumn* of_values, bool ahead = false) : doubt(of_values), foreseen(ahead) {}

    const BlockColumn* doubt = nullptr;  ///< [metrics][n] standard deviation, above 0, of the log of what people expect
                                         ///< to reach: what is expected to be paid; null: they are sure
    bool foreseen = false;               ///< before anybody knows the own error of measurement
};

using PayView = View<Reads<col::target, col::published_mean, col::published_spread>, Writes<>>;
/// What n people's values of a metric pay. @param value [n], overwritten
void pay_metric(const Regime&, std::size_t metric, std::size_t n, double* value, PayView, const Outset&);
/// Adds what a metric pays to the scores, as the regime combines them; the first metric sets them. @param paid [n]
void combine_pay(const Regime&, std::size_t metric, std::size_t n, const double* paid, double* scores);
/// Pay-off of n people's metric values.
/// @param values [metrics][n], overwritten @param scores [n]
void pay_off(const Regime&, std::size_t n, BlockColumn* values, double* scores, PayView, const Outset& outset = {});

/// How targets of people's own count.
struct OwnTargets {
    double common;   ///< everybody's
    double planned;  ///< part of a value beyond the own target that counts as a rise of that target
};
/// Values over own targets, in units of the common target. @param own,value [n]
void meet_own_target(std::size_t n, const OwnTargets&, const double* own, double* value);

using OwnTargetView = View<Reads<col::own_target, col::target>, Writes<>>;
/// Own targets of a block's people for a metric; null where there are none. [rows of the block]
const double* own_targets(const Regime&, std::size_t metric, const Block&, OwnTargetView);
/// Where engineers have targets of their own: values over these. @param values [metrics][rows of the block]
void meet_own_targets(const Regime&, const Block&, double planned, BlockColumn* values, OwnTargetView);

/// Part of a value beyond the own target that an engineer who looks ahead counts as a rise of that target.
double planned_part(const Regime&, const Behaviour&);

using RaiseView = View<Reads<col::target>, Writes<col::own_target>>;
/// Quarterly: an engineer's own target follows what the engineer reached, upwards only.
/// @param values [metrics][rows of the block] over the own target, in units of the common one
void raise_own_targets(const Regime&, const Block&, const BlockColumn* values, RaiseView);

/// A common target after a quarter. @param reached mean of the published values
double raised_target(const Regime&, double target, double reached);

// -------------------------------------------------------------------------------------------------------- board.cpp

/// The regime in force, or null.
const Regime* regime_in_force(const Contracts&);

using BindsView = View<Reads<col::active, col::reviews_only>, Writes<>>;
/// Whether a contract binds whoever sits on a seat.
bool binds(const Contract&, EngineerId, BindsView);

using PublishView =
    Join<MeasuredView, OwnTargetView, RaiseView, PayView, BindsView,
         View<Reads<col::contracts>, Writes<col::score, col::last_score, col::score_weeks, col::scored_weeks,
                                            col::score_squares, col::target_met_weeks, col::just_met_weeks>>>;
/// Weekly: scores are published; quarterly, engineers' own targets rise. Draws: metric_noise.
void publish_scores(const Today&, PublishView);

using CompareView =
    Join<MetricView, BindsView,
         View<Reads<col::contracts>, Writes<col::target, col::published_mean, col::published_spread, col::board_people,
                                            col::board_log_mean, col::board_log_spread>>>;
/// Weekly, over the whole organisation: mean and spread of published values; quarterly, common targets rise.
void compare_all(const Today&, CompareView);

using QualityView =
    View<Reads<col::contracts, col::risk_read, col::risk_seen>,
         Writes<col::quarter_risk_read, col::quarter_risk_seen, col::review_quality, col::quality_before>>;
/// Weekly: what reviews found in the quarter before a regime is remembered while it lasts.
void note_review_quality(const Today&, QualityView);

}  // namespace strathern
