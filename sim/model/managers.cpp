// What do managers do with a regime? They pass pressure on, and believe in a metric while it moves with what they see.
#include "core/portable_math.hpp"
#include "core/variates.hpp"
#include "model/phases.hpp"

namespace strathern {
namespace {

double team_score(const State& s, std::uint32_t team) {
    double sum = 0.0, present = 0.0;
    for (std::uint32_t row = team * s.width, last = row + s.teams.members[TeamId{team}]; row < last; ++row) {
        sum += s.scoreboard.score[EngineerId{row}];
        present += s.people.active[EngineerId{row}];
    }
    return present > 0.0 ? sum / present : 0.0;
}

double full_score(const Regime& regime) {
    double sum = 0.0, least = 1e300;
    for (const auto& metric : regime.metrics) {
        sum += metric.value.weight;
        least = metric.value.weight < least ? metric.value.weight : least;
    }
    return regime.combine == Combine::sum ? sum : least;
}

// Metric and customers moved alike over the quarter, or not.
void revise_belief(const Rules& given, TeamId t, Teams& teams) {
    const double metric = teams.score[t] - teams.last_score[t],
                 outcome = teams.satisfaction[t] - teams.last_satisfaction[t];
    const double alike = metric * outcome > 0.0 ? 1.0 : 0.0;
    if (metric != 0.0) teams.belief[t] += given.p.management().belief_rate * (alike - teams.belief[t]);
    teams.last_score[t] = teams.score[t];
    teams.last_satisfaction[t] = teams.satisfaction[t];
}

}  // namespace

void press_teams(const Rules& given, const Draws& draws, int week, const Block& block, State& s) {
    const bool quarter_ends = (week + 1) % weeks_per_quarter == 0;
    for (std::uint32_t team = block.first_team; team < block.last_team; ++team) {
        const TeamId t{team};
        s.teams.pressure[t] = 0.0;
        s.teams.insecurity[t] *= portable::exp(-1.0 / given.p.management().insecurity_memory_weeks);
        if (!given.regime) {
            if (quarter_ends) s.teams.last_satisfaction[t] = s.teams.satisfaction[t];
            continue;
        }
        s.teams.score[t] = team_score(s, team);
        const double full = full_score(*given.regime), short_of = full > 0.0 ? 1.0 - s.teams.score[t] / full : 0.0;
        const auto u = draws.uniforms(Purpose::manager, 0, {team * seats_per_team, 0});
        const auto& m = given.p.management();
        const double afraid = 1.0 + m.insecurity_effect * s.teams.insecurity[t];
        const double passed_on = lognormal(m.pressure, m.pressure_sd_log, u[0]) * s.teams.belief[t] * afraid;
        s.teams.pressure[t] =
            given.regime->stakes * passed_on * (1.0 + m.gap_response * (short_of > 0.0 ? short_of : 0.0));
        if (quarter_ends) revise_belief(given, t, s.teams);
        s.teams.tally[team][Tally::pressure_weeks] += s.teams.pressure[t];
    }
}

void compare_all(int week, const State& s, Rules& given) {
    if (!given.regime) return;
    const std::size_t metrics = given.regime->metrics.size();
    given.mean.assign(metrics, 0.0);
    given.spread.assign(metrics, 0.0);
    for (std::size_t m = 0; m < metrics; ++m) {
        double sum = 0.0, squares = 0.0, present = 0.0, values[block_rows_limit];
        for (std::uint32_t b = 0; b < block_count(s); ++b) {
            const Block block = block_of(s, b);
            metric_values(given, m, week, block, s, values);
            for (std::uint32_t k = 0; k < block.rows(); ++k) {
                const EngineerId i{block.first_row + k};
                const double here = s.people.reviews_only[i] ? 0.0 : s.people.active[i];
                sum += here * values[k], squares += here * values[k] * values[k], present += here;
            }
        }
        if (present == 0.0) continue;
        given.mean[m] = sum / present;
        const double variance = squares / present - given.mean[m] * given.mean[m];
        Metric& metric = given.regime->metrics[m].value;
        const double error = metric.noise * metric.target,
                     errors = error * error * (metric.noise_law == NoiseLaw::heavy ? 3.0 : 1.0);
        given.spread[m] = __builtin_sqrt((variance > 0.0 ? variance : 0.0) + errors);
        if (given.regime->ratchet_scope == RatchetScope::own) continue;
        if ((week + 1) % weeks_per_quarter == 0 && given.mean[m] > metric.target)
            metric.target += given.regime->ratchet_share * (given.mean[m] - metric.target);
    }
}

}  // namespace strathern
