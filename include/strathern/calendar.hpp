// How long are a day, a week, a quarter and a year of work? Working days only.
#pragma once

namespace strathern {

inline constexpr int minutes_per_day = 480;
inline constexpr int days_per_week = 5;
inline constexpr int weeks_per_quarter = 13;
inline constexpr int days_per_quarter = weeks_per_quarter * days_per_week;
inline constexpr int months_per_quarter = 3;
/// Months are whole weeks, so that three of them are a quarter exactly: 4, 4 and 5 weeks.
inline constexpr int weeks_of_month[months_per_quarter] = {4, 4, 5};
inline constexpr double weeks_per_year = 52.0;
inline constexpr double days_per_year = 260.0;

/// A month, from 0 in the first quarter on.
struct Month {
    int number = 0;
    bool ends = false;  ///< the week is its last
};

/// The month of a week. @param week from 0
constexpr Month month_of(int week) {
    int number = week / weeks_per_quarter * months_per_quarter, place = week % weeks_per_quarter;
    for (const int weeks : weeks_of_month) {
        if (place < weeks) return {number, place == weeks - 1};
        place -= weeks;
        ++number;
    }
    return {number, false};
}

}  // namespace strathern
