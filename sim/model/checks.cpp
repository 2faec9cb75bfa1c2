// What do machines find before a person looks? QA agents see defects in lines, raise false alarms and cost money.
#include "core/variates.hpp"
#include "model/phases.hpp"

namespace strathern {

std::int32_t check_by_qa(const Rules& given, const Draws& draws, Change& c, State& s) {
    const auto& qa = given.p.qa();
    const auto u = draws.uniforms(Purpose::checks, 0, {c.seat, c.ordinal}, 0);
    const std::uint32_t found = c.line_defects == 0 ? 0 : binomial(c.line_defects, qa.detection, u[0]);
    const std::uint32_t alarms = poisson(qa.alarms_per_change, u[1]);
    const double minutes = found * qa.minutes_per_defect + alarms * qa.minutes_per_alarm;
    c.line_defects = static_cast<std::uint16_t>(c.line_defects - found);
    s.people.owed_minutes[EngineerId{c.author}] += minutes;
    auto& tally = s.teams.tally[team_of_seat(c.seat)];
    tally[Tally::qa_defects_found] += found;
    tally[Tally::qa_alarms] += alarms;
    tally[Tally::qa_minutes] += minutes;
    tally[Tally::qa_cost] += qa.price_per_change;
    return static_cast<std::int32_t>(qa.minutes + minutes);
}

}  // namespace strathern
