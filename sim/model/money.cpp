// What does a week cost? Pay and licences; tokens, hires and incidents are counted where they happen.
#include "model/money.hpp"

#include <strathern/params/money.hpp>

namespace strathern {

double yearly_cost(const Money& m, std::uint8_t level) {
    const double factor[] = {m.junior_pay_factor, 1.0, m.senior_pay_factor, m.architect_pay_factor};
    return m.salary_per_year * factor[level];
}

void pay_bills(const Today& today, BillsView v) {
    constexpr double weeks_per_month = weeks_per_year / 12.0;
    const auto& m = today.given.money;
    const double licence = today.given.has_ai() ? m.tool_per_seat_per_month / weeks_per_month : 0.0;
    for (std::uint32_t number = today.block.first_team; number < today.block.last_team; ++number) {
        const TeamId team{number};
        double pay = 0.0, seats = 0.0;
        for (std::uint32_t row = v.layout().first_row(team); row < v.layout().last_row(team); ++row) {
            const EngineerId i{row};
            pay += v[col::active][i] * yearly_cost(m, v[col::level][i]);
            seats += v[col::active][i];
        }
        v[col::salary_cost][team] += pay / weeks_per_year;
        v[col::tool_cost][team] += seats * licence;
    }
}

}  // namespace strathern
