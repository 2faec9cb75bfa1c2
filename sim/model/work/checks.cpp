// What do machines find before a person looks? QA agents see defects in lines, raise false alarms and cost money.
#include <strathern/params/qa.hpp>

#include "core/variates.hpp"
#include "model/work/work.hpp"

namespace strathern {

std::int32_t check_by_qa(const Today& today, Change& c, QaView v) {
    const auto& qa = today.given.qa;
    const auto u = today.draws.uniforms(Purpose::checks, 0, {c.seat, c.ordinal}, 0);
    const std::uint32_t found = c.line_defects == 0 ? 0 : binomial(c.line_defects, qa.detection, u[0]);
    const std::uint32_t alarms = poisson(qa.alarms_per_change, u[1]);
    const double minutes = found * qa.minutes_per_defect + alarms * qa.minutes_per_alarm;
    c.line_defects = static_cast<std::uint16_t>(c.line_defects - found);
    v[col::owed_minutes][EngineerId{c.author}] += minutes;
    const TeamId team = team_of_seat(c.seat);
    v[col::qa_defects_found][team] += found;
    v[col::qa_alarms][team] += alarms;
    v[col::qa_minutes][team] += minutes;
    v[col::qa_cost][team] += qa.price_per_change;
    return static_cast<std::int32_t>(qa.minutes + minutes);
}

}  // namespace strathern
