// What is kept for whoever follows a run?
#include "model/today.hpp"

namespace strathern {

Told& add_told(Happenings& happenings, Happening what, const Today& today, const Change& c, std::int32_t minute) {
    Told& told = happenings.list.emplace_back();
    told.what = what, told.by_agent = c.by_agent(), told.urgent = c.urgent, told.read = c.read;
    told.day = today.day, told.minute = minute - minute_of(today.day, 0);
    told.seat = c.seat, told.ordinal = c.ordinal, told.row = c.author, told.since = c.started;
    return told;
}

}  // namespace strathern
