// What several signals' expectations share: what a pool does, and parts of what more of an option brings.
#pragma once
#include <strathern/params/work.hpp>

#include "core/portable_math.hpp"
#include "model/measure/measure.hpp"

namespace strathern {

/// What a pool shows.
struct PoolWeek {
    double offered = 0, usual = 0;           ///< minutes of review of the week; reviews in a usual week
    double teams = 0;                        ///< that share the queue
    double reviewers = 0, waited = 0;        ///< persons; minutes that changes waited this week
    double debt = 0;                         ///< minutes of it that the week's changes leave, before they are read
    double changes = 0, risk = 0;            ///< of the week; their defects, over the rates of defects
    double available = 0, spent = 0;         ///< minutes of review, offered and used, since the month began
    double finished = 0;                     ///< reviews, since then
    double read = 0, reached = 0, seen = 0;  ///< risk; of it, in lines that a sitting gets to; where a reading would
                                             ///< find a defect, since then
    double opened = 0, unread = 0;           ///< changes, and of them merged without a review, since then

    double seen_share() const { return read > 0.0 ? seen / read : 0.0; }
    double reached_share() const { return read > 0.0 ? reached / read : 1.0; }
    /// Of a reading where it gets to: e^-depth of what is there is left.
    double depth() const {
        const double left = 1.0 - seen / reached;
        return reached > 0.0 && left > 0.0 && left < 1.0 ? -portable::log(left) : 0.0;
    }
};
/// Of the teams from `first` to before `end`; what does not depend on pools is there.
PoolWeek pool_week(const ImaginedWeek&, TeamId first, TeamId end, ImagineWeekView);

/// Work in a change.
inline double a_change(const ImaginedWeek& w, std::uint32_t k) { return w.today.given.work.change_minutes * w.size[k]; }

// More work, and other sizes of changes.
inline double more_changes(const ImaginedWeek& w, std::uint32_t k) {
    return (w.more_hand[k] + w.more_ai[k] - (w.hand[k] + w.ai[k]) * w.more.log_size[k]) / a_change(w, k);
}

/// Share of somebody's work that AI does, and how it moves.
inline double ai_share(const ImaginedWeek& w, std::uint32_t k) {
    const double both = w.hand[k] + w.ai[k];
    return both > 0.0 ? w.ai[k] / both : (w.more_ai[k] > 0.0 ? 1.0 : 0.0);
}
inline double more_ai_share(const ImaginedWeek& w, std::uint32_t k) {
    constexpr double none = 1e-100;  // of so little work no part has a finite slope, and its square is nothing
    const double both = w.hand[k] + w.ai[k];
    return both > none ? (w.more_ai[k] * w.hand[k] - w.more_hand[k] * w.ai[k]) / (both * both) : 0.0;
}

// expected_lines.cpp

/// Lines, and those that count as AI's: in each change as large a part as AI has of the work.
double more_lines(const ImaginedWeek&, std::uint32_t k);
double more_ai_lines(const ImaginedWeek&, std::uint32_t k);

inline double an_item(const InForce& given) {
    const Work& w = given.work;
    return w.item_minutes > w.change_minutes ? w.item_minutes : w.change_minutes;  // an item takes a change at least
}

inline double more_items(const ImaginedWeek& w, std::uint32_t k) {
    return (w.more_hand[k] + w.more_ai[k]) / an_item(w.today.given);
}

// imagined.cpp

/// Own items that go out as an experiment first.
double more_experiments(const ImaginedWeek&, std::uint32_t k);

// Minutes that review gets; a glance leaves those of reading.
inline double minutes_freed(const ImaginedWeek& w, std::uint32_t k) {
    const double offered = w.option == review ? w.minutes[k] : 0.0;
    return offered + w.reviews[k] * w.reading[k] * w.more.glance[k];
}

// Defects that a glance lets through.
inline double more_overlooked(const ImaginedWeek& w, std::uint32_t k) {
    const double read = 1.0 - w.glance[k];
    return read > 0.0 ? w.reviews[k] * w.found[k] * w.more.glance[k] / read : 0.0;
}

}  // namespace strathern
