// Which date and time is a working minute?
#include "study/working_time.hpp"

#include <fmt/format.h>

#include <strathern/calendar.hpp>

namespace strathern {
namespace {

using namespace std::chrono;

constexpr hours day_begins{9};

}  // namespace

sys_seconds WorkingTime::time_of(int day, double minute) const {
    const int week = (day - (day < 0 ? days_per_week - 1 : 0)) / days_per_week;
    const days passed{week * 7 + day - week * days_per_week};
    constexpr double seconds_per_minute = 60.0, half = 0.5;
    return first_ + passed + day_begins + seconds{static_cast<std::int64_t>(minute * seconds_per_minute + half)};
}

std::string iso_text(sys_seconds time) {
    const sys_days date = floor<days>(time);
    const year_month_day ymd{date};
    const hh_mm_ss clock{time - date};
    return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", static_cast<int>(ymd.year()),
                       static_cast<unsigned>(ymd.month()), static_cast<unsigned>(ymd.day()), clock.hours().count(),
                       clock.minutes().count(), clock.seconds().count());
}

}  // namespace strathern
