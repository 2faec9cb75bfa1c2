// Which date and time is a working minute? Monday to Friday, nine to five, from a first Monday on.
#pragma once
#include <chrono>
#include <cstdint>
#include <string>

namespace strathern {

/// Turns working time into calendar time.
class WorkingTime {
public:
    /// @param first the Monday of day 0
    explicit WorkingTime(std::chrono::sys_days first) : first_(first) {}

    /// When a minute of a working day is. @param day of the first Monday is 0; before it, below 0 @param minute from 9
    /// o'clock on; what ends after the last of the 480 minutes ends in the evening
    std::chrono::sys_seconds time_of(int day, double minute) const;

private:
    std::chrono::sys_days first_;
};

/// "2026-01-05T09:00:00Z"
std::string iso_text(std::chrono::sys_seconds time);

}  // namespace strathern
