// How long are a day, a week, a quarter and a year of work? Working days only.
#pragma once

namespace strathern {

inline constexpr int minutes_per_day = 480;
inline constexpr int days_per_week = 5;
inline constexpr int weeks_per_quarter = 13;
inline constexpr int days_per_quarter = weeks_per_quarter * days_per_week;
inline constexpr double weeks_per_year = 52.0;
inline constexpr double days_per_year = 260.0;

}  // namespace strathern
