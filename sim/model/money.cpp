// What does a week cost? Pay and licences; tokens, hires and incidents are counted where they happen.
#include <strathern/calendar.hpp>

#include "model/phases.hpp"

namespace strathern {

void pay_bills(const Rules& given, const Block& block, const Staff& people, Teams& teams) {
    constexpr double weeks_per_month = weeks_per_year / 12.0;
    const auto& m = given.p.money();
    const double licence = given.p.ai().access ? m.tool_per_seat_per_month / weeks_per_month : 0.0;
    for (std::uint32_t team = block.first_team; team < block.last_team; ++team) {
        double pay = 0.0, seats = 0.0;
        for (std::uint32_t row = team * block.width; row < (team + 1) * block.width; ++row) {
            const EngineerId i{row};
            pay += people.active[i] * yearly_cost(m, people.level[i]);
            seats += people.active[i];
        }
        teams.tally[team][Tally::salary_cost] += pay / weeks_per_year;
        teams.tally[team][Tally::tool_cost] += seats * licence;
    }
}

}  // namespace strathern
