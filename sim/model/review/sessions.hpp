// When does a reviewer have time? In sessions of whole minutes, a few a day, at equal distances.
#pragma once
#include <strathern/params/review.hpp>

#include "model/today.hpp"

namespace strathern {

/// How a day is cut for reviews: so many sessions of each reviewer, one every `stride` minutes.
struct SessionRules {
    std::int32_t sessions, stride;
};

inline SessionRules session_rules(const Review& p) {
    const auto sessions = static_cast<std::int32_t>(p.sessions_per_day);
    return {sessions, minutes_per_day / sessions};
}

/// Sessions of the people of a block. [rows of the block]
struct SessionPlan {
    BlockColumn offered;                    ///< minutes set aside for review
    std::int32_t begin[block_rows_limit];   ///< of the first session, minute of the day
    std::int32_t length[block_rows_limit];  ///< of each session [minutes]
};

using SessionsView = View<Reads<col::share>, Writes<>>;
/// Everybody's sessions of today.
void plan_sessions(const Today&, const SessionRules&, SessionPlan&, SessionsView);

using AccountsView =
    View<Reads<col::reviews_only>, Writes<col::carried_minutes, col::week_review_minutes, col::review_minutes,
                                          col::review_minutes_offered, col::minutes_idle>>;
/// In the evening: what was spent is counted, what was not is carried over to tomorrow.
/// @param used minutes spent in review today [rows of the block]
void close_accounts(const Today&, const SessionPlan&, const double* used, AccountsView);

/// A minute of the day that does not come.
inline constexpr std::int32_t never = 1 << 20;

/// What a reader goes for today, of what waits.
struct Taste {
    bool small_first = false;   ///< the change with the fewest lines
    bool people_first = false;  ///< changes by agents only where there is nothing else

    bool any() const { return small_first || people_first; }
};

/// A reviewer's day.
struct Reviewer {
    EngineerId row;
    std::int32_t now;    ///< first minute of the day that is not given to a review yet, or `never`
    std::int32_t until;  ///< end of the session that holds or follows `now`
    std::int32_t end;    ///< of the last session
    std::int32_t gap;    ///< from the end of one session to the next
    Taste taste;
};

/// A minute at which a reviewer is free, and the end of that session.
struct Free {
    std::int32_t minute, until;
};

inline std::int32_t lesser(std::int32_t a, std::int32_t b) { return a < b ? a : b; }
inline std::int32_t greater(std::int32_t a, std::int32_t b) { return a > b ? a : b; }

/// The first minute from `minute` on at which a reviewer is free; `never` or later if there is none today.
/// Written with masks: which of the sessions it is can't be predicted, and a branch would be taken wrongly.
inline Free free_from(const SessionRules& rules, const Reviewer& r, std::int32_t minute) {
    Free free{greater(r.now, minute), r.until};
    for (std::int32_t later = 1; later < rules.sessions; ++later) {
        const std::int32_t over = -static_cast<std::int32_t>(free.minute >= free.until);
        free.minute += (greater(free.minute, free.until + r.gap) - free.minute) & over;
        free.until += rules.stride & over;
    }
    const bool too_late = (free.minute >= free.until) | (free.until > r.end);
    free.minute |= never & -static_cast<std::int32_t>(too_late);
    return free;
}

/// Minutes spent on a review, and the minute of the day behind the last of them.
struct Spent {
    std::int32_t minutes, end;
};

/// A minute and a reviewer as one number: earlier minutes first, lower seats first within a minute.
using Turn = std::int32_t;
inline constexpr Turn turns_per_minute = block_rows_limit;
inline constexpr Turn nobody = never * turns_per_minute;  ///< from here on: no reviewer is free

/// The reviewers of a pool who have time today, in the order of their seats.
class Reviewers {
public:
    explicit Reviewers(const SessionRules& rules) : rules_(rules) {}

    /// @param begin,length of the first session; without length the person does not review today
    void invite(EngineerId row, std::int32_t begin, std::int32_t length, Taste taste = {}) {
        const std::int32_t until = begin + length;
        all_[count_] = {row,  begin, until, until + (rules_.sessions - 1) * rules_.stride, rules_.stride - length,
                        taste};
        count_ += length > 0 ? 1 : 0;
    }

    std::uint32_t count() const { return count_; }
    Reviewer& operator[](std::uint32_t number) { return all_[number]; }
    const Reviewer& operator[](std::uint32_t number) const { return all_[number]; }

    bool anybody_free() const {
        for (std::uint32_t k = 0; k < count_; ++k)
            if (all_[k].now < never) return true;
        return false;
    }

    /// When a reviewer is free from a minute on.
    Turn turn_of(std::uint32_t number, std::int32_t minute) const {
        return free_from(rules_, all_[number], minute).minute * turns_per_minute + static_cast<Turn>(number);
    }

    /// The first turn from a minute on of whoever is not left out.
    template <class F>
    Turn first_turn(std::int32_t minute, const F& left_out) const {
        Turn first = nobody;
        for (std::uint32_t k = 0; k < count_; ++k) {
            const std::int32_t out = -static_cast<std::int32_t>(left_out(all_[k]));
            const std::int32_t at = free_from(rules_, all_[k], minute).minute | (never & out);
            first = lesser(first, at * turns_per_minute + static_cast<Turn>(k));
        }
        return first;
    }

    /// What lies before a minute is no longer free.
    void wait_until(Reviewer& r, std::int32_t minute) const {
        const Free free = free_from(rules_, r, minute);
        r.now = free.minute;
        r.until = free.until;
    }

    /// Spends up to so many minutes (at least one) from `now` on, which lies in a session.
    Spent spend(Reviewer& r, std::int32_t minutes) const {
        Spent spent{0, 0};
        while (spent.minutes < minutes && r.now < never) {
            const std::int32_t left = r.until - r.now, part = lesser(minutes - spent.minutes, left);
            spent.minutes += part;
            spent.end = r.now += part;
            if (part < left) break;
            r.now = r.until < r.end ? r.until + r.gap : never;
            r.until += rules_.stride;
        }
        return spent;
    }

private:
    const SessionRules& rules_;
    Reviewer all_[block_rows_limit];
    std::uint32_t count_ = 0;
};

}  // namespace strathern
