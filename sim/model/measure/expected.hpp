// Parts of what more of an option brings that several signals share.
#pragma once
#include <strathern/params/work.hpp>

#include "model/measure/measure.hpp"

namespace strathern {

// More work, and other sizes of changes.
inline double more_changes(const ImaginedWeek& w, std::uint32_t k) {
    const double a_change = w.today.given.work.change_minutes * w.size[k];
    return (w.more_hand[k] + w.more_ai[k] - (w.hand[k] + w.ai[k]) * w.more.log_size[k]) / a_change;
}

// expected_lines.cpp

/// Lines, and those that count as AI's: in each change as large a part as AI has of the work.
double more_lines(const ImaginedWeek&, std::uint32_t k);
double more_ai_lines(const ImaginedWeek&, std::uint32_t k);

inline double an_item(const InForce& given) { return given.work.change_minutes * given.work.changes_per_item; }

inline double more_items(const ImaginedWeek& w, std::uint32_t k) {
    return (w.more_hand[k] + w.more_ai[k]) / an_item(w.today.given);
}

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
