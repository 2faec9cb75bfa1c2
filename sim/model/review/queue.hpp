// What do the files of review share? A pool's day, and the two questions about one review: what is found, what follows.
#pragma once
#include "model/review/review.hpp"

namespace strathern {

/// What a single review needs to know of the day of its pool.
struct PoolDay {
    const Today& today;
    TeamId pool;            ///< its first team
    const double* used;     ///< minutes that each has spent in review today [rows of the pool]
    double log_load = 0.0;  ///< how much the queue of the morning presses, in logs

    std::int32_t minute(std::int32_t of_day) const { return minute_of(today.day, of_day); }
};

/// The nearest whole number of minutes, for minutes >= 0. What takes 400 times as long as the longest study never ends,
/// and can still be counted from any day of it.
inline std::int32_t whole_minutes(double minutes) {
    constexpr double half = 0.5, endless = 1e9;
    return static_cast<std::int32_t>((minutes < endless ? minutes : endless) + half);
}

// reading.cpp

/// How long the reader looks at a change, and what will come of it. Marks the change as read, unless it is only glanced
/// at. Draws: reading, by change and round.
/// @param hand filled, all but the change's place; by reference, because a copy of what was just written is slow
void read_change(const PoolDay&, EngineerId reader, Change&, InReview& hand, ReadView);

// outcomes.cpp

/// The reader is done with a change: it is turned down, sent back or approved.
/// @param end minute of the day behind the last of the review
/// Draws: reading, by change and round; those of approve_change.
void finish_review(const PoolDay&, EngineerId reader, const InReview&, std::int32_t end, OutcomesView);

}  // namespace strathern
