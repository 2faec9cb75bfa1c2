// What is published and remembered? Scores, means and spreads, and the targets in force.
#include <algorithm>
#include <strathern/params/definitions.hpp>

#include "core/wide.hpp"
#include "model/measure/measure.hpp"

namespace strathern {

STRATHERN_WIDE void find_logs(std::size_t n, double target, const double* __restrict value, double* __restrict log) {
    for (std::size_t k = 0; k < n; ++k) log[k] = log_of_targets(value[k], target);
}

namespace {

/// What is published of a block in one week.
struct Sheet {
    BlockColumn values[metric_limit];  ///< by metric; then pay-offs
    BlockColumn reach, scores;
};

// How much of the target is reached, of the metric that lags most; ranks have no target, and neither has a metric that
// is to be low.
void find_reach(const Regime& regime, std::size_t n, Sheet& sheet, PublishView v) {
    bool any = false;
    for (std::size_t k = 0; k < n; ++k) sheet.reach[k] = 0.0;
    for (std::size_t m = 0; m < regime.metrics.size(); ++m) {
        const Metric& metric = regime.metrics[m].value;
        if (metric.payoff == Payoff::rank || metric.weight <= 0.0) continue;
        for (std::size_t k = 0; k < n; ++k) {
            const double part = sheet.values[m][k] / v[col::target][m];
            sheet.reach[k] = any && sheet.reach[k] < part ? sheet.reach[k] : part;
        }
        any = true;
    }
}

void count_score(double score, double reach, TeamId team, PublishView v) {
    constexpr double rounding = 1e-6;  // published figures are rounded
    constexpr double just = 1.1;       // a target is just met up to a tenth above it
    v[col::score_weeks][team] += score;
    v[col::scored_weeks][team] += 1.0;
    v[col::score_squares][team] += score * score;
    if (reach < 1.0 - rounding) return;
    v[col::target_met_weeks][team] += 1.0;
    if (reach < just) v[col::just_met_weeks][team] += 1.0;
}

void publish(const Contract& contract, const Block& block, const Sheet& sheet, PublishView v) {
    for (std::uint32_t k = 0; k < block.rows(); ++k) {
        const EngineerId i = block.row(k);
        const bool scored = binds(contract, i, v);
        v[col::last_score][i] = v[col::score][i];
        v[col::score][i] = scored ? sheet.scores[k] : 0.0;
        if (scored) count_score(sheet.scores[k], sheet.reach[k], block.team_at(k), v);
    }
}

/// What is seen of one metric over everybody whom a contract binds.
struct Moments {
    double sum = 0.0, squares = 0.0, present = 0.0;
    double log_sum = 0.0, log_squares = 0.0;  ///< of values in targets
};

double variance_of(double mean, double squares) {
    const double variance = squares - mean * mean;
    return variance > 0.0 ? variance : 0.0;
}

void add_moments(const Contract& contract, const Block& part, const BlockColumn& value, const BlockColumn& log,
                 Moments& all, BindsView v) {
    for (std::uint32_t k = 0; k < part.rows(); ++k) {
        const double here = binds(contract, part.row(k), v) ? 1.0 : 0.0;
        all.sum += here * value[k];
        all.squares += here * value[k] * value[k];
        all.present += here;
        all.log_sum += here * log[k];
        all.log_squares += here * log[k] * log[k];
    }
}

Moments moments_of(const Contract& contract, std::size_t m, const Today& today, CompareView v) {
    Moments all;
    BlockColumn value, log;
    Block part = today.block;
    for (std::uint32_t row = today.block.first_row; row < today.block.last_row; row += block_rows_limit) {
        part.first_row = row, part.last_row = std::min(row + block_rows_limit, today.block.last_row);
        metric_values(*contract.regime, m, today.week(), part, v, value);
        find_logs(part.rows(), v[col::target][m], value, log);
        add_moments(contract, part, value, log, all, v);
    }
    return all;
}

}  // namespace

const Regime* regime_in_force(const Contracts& contracts) {
    const Contract* contract = first_contract(contracts);
    return contract != nullptr ? contract->regime : nullptr;
}

bool binds(const Contract& contract, EngineerId i, BindsView v) {
    switch (contract.audience) {
        case Audience::engineers:
            return v[col::active][i] > 0.0 && !v[col::reviews_only][i];
    }
    return false;
}

void publish_scores(const Today& today, PublishView v) {
    const Contract* contract = first_contract(v[col::contracts]);
    if (contract == nullptr) return;
    const Regime& regime = *contract->regime;
    const std::uint32_t n = today.block.rows();
    Sheet sheet;
    measure_values(today, regime, sheet.values, v);
    meet_own_targets(regime, today.block, 0.0, sheet.values, v);
    if (today.ends_quarter()) raise_own_targets(regime, today.block, sheet.values, v);
    find_reach(regime, n, sheet, v);
    pay_off(regime, n, sheet.values, sheet.scores, v);
    publish(*contract, today.block, sheet, v);
}

void compare_all(const Today& today, CompareView v) {
    const Contract* contract = first_contract(v[col::contracts]);
    if (contract == nullptr) return;
    for (std::size_t m = 0; m < contract->regime->metrics.size(); ++m) {
        double &mean = v[col::published_mean][m], &spread = v[col::published_spread][m], &target = v[col::target][m];
        double &log_mean = v[col::board_log_mean][m], &log_spread = v[col::board_log_spread][m];
        mean = spread = log_mean = log_spread = 0.0;
        const Moments all = moments_of(*contract, m, today, v);
        v[col::board_people][m] = all.present;
        if (all.present == 0.0) continue;
        mean = all.sum / all.present;
        spread = __builtin_sqrt(variance_of(mean, all.squares / all.present) +
                                error_variance(contract->regime->metrics[m].value, target));
        log_mean = all.log_sum / all.present;
        log_spread = __builtin_sqrt(variance_of(log_mean, all.log_squares / all.present));
        if (today.ends_quarter()) target = raised_target(*contract->regime, target, mean);
    }
}

namespace {

// The regime's first week is known to be its first until it ends.
bool regime_is_older(const Contracts& contracts) {
    const Contract* contract = first_contract(contracts);
    return contract != nullptr && contract->weeks > 0;
}

}  // namespace

void note_review_quality(const Today& today, QualityView v) {
    const bool keep = regime_is_older(v[col::contracts]);
    for (std::uint32_t number = today.block.first_team; number < today.block.last_team; ++number) {
        const TeamId team{number};
        if (today.begins_quarter() && !keep) v[col::quality_before][team] = v[col::review_quality][team];
        if (!today.ends_month()) continue;
        v[col::quarter_risk_read][team] += v[col::risk_read][team];
        v[col::quarter_risk_seen][team] += v[col::risk_seen][team];
        if (today.ends_quarter() && v[col::quarter_risk_read][team] > 0.0)
            v[col::review_quality][team] = v[col::quarter_risk_seen][team] / v[col::quarter_risk_read][team];
    }
}

}  // namespace strathern
