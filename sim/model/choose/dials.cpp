// How much do people have run by itself? It takes no hours, so what holds people back is shame, trouble and being seen
// (docs/model.md, 7.9).
#include <algorithm>
#include <strathern/params/behaviour.hpp>
#include <strathern/params/definitions.hpp>

#include "model/choose/parts.hpp"

namespace strathern {
namespace {

/// What somebody makes of a dial this week.
struct Verdict {
    double best, worth;  ///< [uses a day], [pay-off]
    double shame;        ///< [pay-off]
    double luck;         ///< uniform
};

// How many of a team use it.
double count_users(std::size_t option, TeamId team, DialView v) {
    double users = 0.0;
    for (std::uint32_t row = v.layout().first_row(team), end = row + v[col::places][team]; row < end; ++row)
        users += v[col::chosen][option][EngineerId{row}] > 0.0 ? 1.0 : 0.0;
    return users;
}

// @param others team-mates who use it
double shame_of(const Today& today, std::size_t option, EngineerId i, double others, DialView v) {
    const auto& b = today.given.behaviour;
    const double stigma = today.catalogue.practices[option - first_practice].value.stigma;
    return b.shame * stigma * v[col::reluctance][i] / (1.0 + b.shame_relief * others);
}

// First it runs once a day; then people turn it up or down by so much a week at most.
double turned(double uses, double best, double step) {
    constexpr double first = 1.0, off = 1e-3;  // [uses/day]
    if (best <= 0.0) return uses / step > off ? uses / step : 0.0;
    return uses > 0.0 ? std::clamp(best, uses / step, uses * step) : std::min(best, first);
}

void take_down(std::size_t option, EngineerId i, DialView v) {
    v[col::dial_weeks][option - first_practice][i] = v[col::chosen][option][i] = 0.0;
}

void follow(const Today& today, std::size_t option, EngineerId i, const Verdict& verdict, DialView v) {
    // Who has it running goes on for less than it takes to begin, and does not look every week.
    constexpr double given_up = 0.3, looks = 0.1;
    constexpr double minutes_per_hour = 60.0;
    const auto& b = today.given.behaviour;
    double &weeks = v[col::dial_weeks][option - first_practice][i], &uses = v[col::chosen][option][i];
    const double hours = today.catalogue.practices[option - first_practice].value.setup_minutes / minutes_per_hour;
    if (weeks > 0.0) {
        weeks += 1.0;
        if (verdict.worth < given_up * verdict.shame && verdict.luck < looks) return take_down(option, i, v);
    } else {
        const bool pays = verdict.worth > verdict.shame + b.setup_cost_per_hour * hours;
        if (!pays || verdict.luck >= b.setup_per_week) return;
        weeks = 1.0;
    }
    uses = turned(uses, verdict.best, b.dial_step);
}

// As the first metric smooths what it counts: what has run is in what is published.
void smooth_uses(const Today& today, std::size_t option, DialView v) {
    const Contract* contract = first_contract(v[col::contracts]);
    const double rate = contract != nullptr ? smoothing_rate(contract->regime->metrics.front().value, *contract) : 1.0;
    for (std::uint32_t k = 0; k < today.block.rows(); ++k) {
        double& mean = v[col::dial_mean][option - first_practice][today.block.row(k)];
        mean += rate * (v[col::chosen][option][today.block.row(k)] - mean);
    }
}

// Or has known it until lately: what has run fades from what is published, whether it may be used still or not.
bool anybody_knows(const Today& today, std::size_t option, DialView v) {
    constexpr double hardly_any = 1e-3;  // [uses/day]
    for (std::uint32_t k = 0; k < today.block.rows(); ++k) {
        const EngineerId i = today.block.row(k);
        if (v[col::habit][option][i] > 0.0 || v[col::dial_weeks][option - first_practice][i] > 0.0) return true;
        if (v[col::dial_mean][option - first_practice][i] > hardly_any) return true;
    }
    return false;
}

// One after the other: who has just begun takes some of the shame from the next.
void turn_dials(const Today& today, std::size_t option, TeamId team, const Appeal& appeal, DialView v) {
    const std::uint32_t first = v.layout().first_row(team), behind = first + v[col::places][team];
    double users = count_users(option, team, v);
    for (std::uint32_t row = first; row < v.layout().last_row(team); ++row) {
        const EngineerId i{row};
        const std::uint32_t k = today.block.place(i);
        const auto uses = [&] { return row < behind && v[col::chosen][option][i] > 0.0 ? 1.0 : 0.0; };
        const double others = users - uses();
        if (v[col::habit][option][i] == 0.0)
            take_down(option, i, v);
        else
            follow(today, option, i,
                   {appeal.best[k], appeal.worth[k], shame_of(today, option, i, others, v), appeal.luck[k]}, v);
        users = others + uses();
    }
}

void choose_dial(const Today& today, const Feelings& felt, const Scoreboard& board, std::size_t option, DialView v) {
    const std::uint32_t from = today.block.first_row;
    Appeal appeal;
    today.draws.uniforms(Purpose::dials, today.draw_week(), v[col::luck_number].data() + from,
                         v[col::luck_seat].data() + from, today.block.rows(), appeal.luck, nullptr, nullptr, nullptr,
                         static_cast<std::uint32_t>(option - first_practice));
    smooth_uses(today, option, v);
    if (board.regime != nullptr) find_appeal(today, felt, board, option, appeal, v);
    for (std::uint32_t number = today.block.first_team; number < today.block.last_team; ++number)
        turn_dials(today, option, TeamId{number}, appeal, v);
}

}  // namespace

void choose_dials(const Today& today, const Feelings& felt, const Scoreboard& board, DialView v) {
    for (std::size_t a = first_practice; a < v.layout().options; ++a)
        if (is_dial(today, a) && anybody_knows(today, a, v)) choose_dial(today, felt, board, a, v);
}

}  // namespace strathern
