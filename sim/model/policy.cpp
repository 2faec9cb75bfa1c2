// What does management change, and when? The only place that knows a policy's dates.
#include "core/portable_math.hpp"
#include "model/phases.hpp"

namespace strathern {
namespace {

void open_board(const Regime& regime, Scoreboard& board, std::size_t rows) {
    board.numerator.clear();
    board.denominator.clear();
    for (const auto& metric : regime.metrics) {
        const auto slots = static_cast<std::size_t>(metric.value.lag_weeks + 1);
        auto& top = board.numerator.emplace_back(slots);
        auto& bottom = board.denominator.emplace_back(metric.value.denominator.empty() ? 0 : slots);
        for (auto& column : top) column.resize(rows);
        for (auto& column : bottom) column.resize(rows);
    }
}

void begin_regime(const Regime& regime, Rules& given, State& s) {
    given.regime = regime;
    given.regime_weeks = 0;
    given.mean.clear();
    given.spread.clear();
    open_board(regime, s.scoreboard, s.rows());
    for (std::size_t a = 0; a < s.options; ++a) s.choices.previous[a] = s.choices.share[a];
    s.scoreboard.own_target.clear();
    if (regime.ratchet_scope == RatchetScope::own)
        for (const auto& metric : regime.metrics)
            s.scoreboard.own_target.emplace_back().resize(s.rows(), metric.value.target);
    s.scoreboard.score.resize(s.rows());
    s.scoreboard.last_score.resize(s.rows());
    for (auto* column : {&s.teams.score, &s.teams.last_score}) column->resize(s.teams_count);
    s.teams.belief.resize(s.teams_count, given.p.management().belief_start);
}

void end_regime(Rules& given, State& s) {
    given.regime.reset();
    s.scoreboard.numerator.clear();
    s.scoreboard.denominator.clear();
    s.scoreboard.own_target.clear();
}

}  // namespace

bool apply_policy(const Policy& policy, int week, Rules& given, State& s) {
    bool changed = false;
    for (const Intervention& step : policy.interventions) {
        if (step.at != week) continue;
        changed = true;
        for (const Setting& setting : step.set) set_parameter(given.p, setting.parameter, setting.value);
        if (s.pool_teams != given.p.organisation().pool_teams_count) share_queues(given, s);
        if (step.end_regime) end_regime(given, s);
        if (step.regime) begin_regime(*step.regime, given, s);
    }
    if (changed) look_ahead(given);
    const double years = week * days_per_week / days_per_year;
    given.token_price =
        1e-6 * given.p.ai().price_per_million_tokens * portable::pow(given.p.ai().price_factor_per_year, years);
    given.capability = portable::pow(given.p.ai().capability_factor_per_year, years);
    return changed;
}

}  // namespace strathern
