// What is rewarded? Published values become pay-offs; people can work out from the definition what would move them.
#include "core/portable_math.hpp"
#include "core/variates.hpp"
#include "core/wide.hpp"
#include "model/phases.hpp"

namespace strathern {

/// One metric's pay-off: where it is zero and how steep.
struct PayCurve {
    Transform transform;
    Payoff payoff;
    double exponent, per_target, noise, mean, per_spread, weight;
};

STRATHERN_WIDE void shape_values(std::size_t n, const PayCurve& shape, double* __restrict value) {
    constexpr double per_log2 = 1.4426950408889634, logistic = 1.702;  // logistic closest to the normal
    if (shape.payoff == Payoff::rank) {
        for (std::size_t k = 0; k < n; ++k)
            value[k] = shape.weight / (1.0 + portable::exp(-logistic * (value[k] - shape.mean) * shape.per_spread));
        return;
    }
    for (std::size_t k = 0; k < n; ++k) value[k] *= shape.per_target;
    if (shape.transform == Transform::log)
        for (std::size_t k = 0; k < n; ++k) value[k] = portable::log1p(value[k] > 0.0 ? value[k] : 0.0) * per_log2;
    if (shape.transform == Transform::power)
        for (std::size_t k = 0; k < n; ++k) value[k] = value[k] > 0.0 ? portable::pow(value[k], shape.exponent) : 0.0;
    if (shape.payoff == Payoff::quota)
        for (std::size_t k = 0; k < n; ++k) value[k] = value[k] < 1.0 ? value[k] : 1.0;
    if (shape.payoff == Payoff::threshold)
        for (std::size_t k = 0; k < n; ++k)
            value[k] = 1.0 / (1.0 + portable::exp(-logistic * (value[k] - 1.0) / shape.noise));
    for (std::size_t k = 0; k < n; ++k) value[k] *= shape.weight;
}

namespace {

PayCurve shape_of(const Rules& given, std::size_t m) {
    const Metric& metric = given.regime->metrics[m].value;
    const double spread = m < given.spread.size() ? given.spread[m] : 0.0,
                 mean = m < given.mean.size() ? given.mean[m] : 0.0;
    return {metric.transform,
            metric.payoff,
            metric.exponent,
            1.0 / metric.target,
            error_of(metric),
            mean,
            spread > 0.0 ? 1.0 / spread : 0.0,
            metric.weight};
}

// What an hour of each option yields of each signal, as people know it: what it is for, not what it costs elsewhere.
struct Yield {
    double per_hour[signal_count] = {};
    double& operator[](Signal what) { return per_hour[static_cast<std::size_t>(what)]; }
};

void add_work(Yield& y, const Parameters& p, double speed) {
    const double changes = 60.0 * speed / p.work().change_minutes, items = changes / p.work().changes_per_item;
    y[Signal::changes_opened] = y[Signal::changes_merged] = changes;
    y[Signal::items_completed] = items;
    y[Signal::story_points] = items * p.work().points_per_item;
    y[Signal::lines] =
        60.0 * speed * p.work().lines_per_minute * portable::exp(0.5 * p.work().lines_sd_log * p.work().lines_sd_log);
}

void add_outcome(Yield& y, const Rules& given, double outcome, double failures) {
    const auto& p = given.p;
    const double customers = p.customers().per_team_count * p.customers().return_share;
    y[Signal::returning_customers] = outcome * customers;
    y[Signal::satisfaction] = outcome * p.customers().return_share * static_cast<double>(p.organisation().team_size);
    y[Signal::incidents] = y[Signal::failed_changes] = failures;
}

Yield yield_of_practice(const Rules& given, const Practice& p) {
    Yield y;
    const double uses = 60.0 / p.minutes_per_use;
    y[Signal::tokens] = uses * p.tokens_per_use;
    y[Signal::prompts] = uses * p.prompts_per_use;
    if (p.opportunity == Opportunity::change) {
        const double more = uses * (1.0 / p.change_size_factor - 1.0);
        y[Signal::changes_opened] = y[Signal::changes_merged] = more;
        y[Signal::story_points] =
            uses / given.p.work().changes_per_item * given.p.work().points_per_item * (p.points_factor - 1.0);
    }
    if (p.opportunity == Opportunity::review) {
        // A review only glanced at leaves the minutes of reading for the next.
        const double saved = p.glance_share * 10.0 / (given.p.review().start_minutes + 10.0);
        y[Signal::reviews] = uses * saved;
    }
    add_outcome(y, given, p.believed_outcome_per_hour, p.believed_failures_per_hour);
    return y;
}

Yield yield_of(const Rules& given, std::size_t option) {
    const auto& p = given.p;
    Yield y;
    switch (option) {
        case build:
            add_work(y, p, 1.0);
            add_outcome(y, given, p.activities().build.believed_outcome_per_hour,
                        p.activities().build.believed_failures_per_hour);
            return y;
        case build_with_ai:
            add_work(y, p, 1.0 + p.ai().believed_gain);
            y[Signal::lines] *= p.ai().lines_factor;
            y[Signal::ai_lines] = y[Signal::lines];
            y[Signal::ai_minutes] = 60.0;
            y[Signal::tokens] = 60.0 * p.ai().tokens_per_minute;
            y[Signal::prompts] = 60.0 * p.ai().prompts_per_minute;
            add_outcome(y, given, p.activities().build_with_ai.believed_outcome_per_hour,
                        p.activities().build_with_ai.believed_failures_per_hour);
            return y;
        case review:
            y[Signal::review_minutes] = 60.0;
            y[Signal::reviews] = 60.0 / (p.review().start_minutes + 10.0);
            add_outcome(y, given, p.activities().review.believed_outcome_per_hour,
                        p.activities().review.believed_failures_per_hour);
            return y;
        default:
            return yield_of_practice(given, given.practices[option - first_practice].value);
    }
}

// Half an hour of it, in the metric's units; of a team's sum only a member's part.
double half_hour(const std::vector<Weight>& weights, const Yield& yield, double members) {
    double sum = 0.0;
    for (const Weight& w : weights) sum += w.weight * yield.per_hour[static_cast<std::size_t>(w.signal)];
    return 0.5 * sum / members;
}

}  // namespace

void pay_off(const Rules& given, std::size_t n, double (*values)[block_rows_limit], double* scores) {
    const std::size_t metrics = given.regime->metrics.size();
    for (std::size_t m = 0; m < metrics; ++m) {
        shape_values(n, shape_of(given, m), values[m]);
        for (std::size_t k = 0; k < n; ++k) {
            const double v = values[m][k];
            if (m == 0)
                scores[k] = v;
            else if (given.regime->combine == Combine::sum)
                scores[k] += v;
            else
                scores[k] = v < scores[k] ? v : scores[k];
        }
    }
}

void look_ahead(Rules& given) {
    given.foresight.clear();
    if (!given.regime) return;
    const std::size_t options = first_practice + given.practices.size();
    for (const auto& [name, metric] : given.regime->metrics) {
        auto& row = given.foresight.emplace_back(options);
        const double members = metric.scope == Scope::team ? static_cast<double>(given.p.organisation().team_size) : 1.0;
        for (std::size_t a = 0; a < options; ++a) {
            const Yield yield = yield_of(given, a);
            row[a] = {half_hour(metric.numerator, yield, members), half_hour(metric.denominator, yield, members)};
        }
    }
}

void meet_own_targets(const Rules& given, const Block& block, const State& s, double planned,
                      double (*values)[block_rows_limit]) {
    for (std::size_t m = 0; m < s.scoreboard.own_target.size(); ++m) {
        const Metric& metric = given.regime->metrics[m].value;
        if (metric.payoff == Payoff::rank) continue;
        const double* own = s.scoreboard.own_target[m].data() + block.first_row;
        for (std::uint32_t k = 0; k < block.rows(); ++k) {
            const double beyond = values[m][k] > own[k] ? values[m][k] - own[k] : 0.0;
            values[m][k] *= metric.target / (own[k] + planned * beyond);
        }
    }
}

namespace {

// An engineer's own target follows what is reached, upwards only. values: over the own target, in units of the common.
void raise_own_targets(const Rules& given, const Block& block, const double (*values)[block_rows_limit], State& s) {
    for (std::size_t m = 0; m < s.scoreboard.own_target.size(); ++m) {
        const double target = given.regime->metrics[m].value.target;
        double* own = s.scoreboard.own_target[m].data() + block.first_row;
        for (std::uint32_t k = 0; k < block.rows(); ++k) {
            const double beyond = values[m][k] / target - 1.0;
            own[k] *= 1.0 + (beyond > 0.0 ? given.regime->ratchet_share * beyond : 0.0);
        }
    }
}

// Errors of measurement, in units of the noise. Heavy: a normal over the root mean square of three others.
// u: uniforms of metrics 4j to 4j + 3
void draw_errors(const Draws& draws, int week, std::size_t m, const Block& block, const Rules& given,
                 const Staff& people, double (*u)[block_rows_limit], double* z) {
    constexpr std::uint32_t heavy_from = metric_limit / 4;
    const std::uint32_t from = block.first_row, n = block.rows();
    const auto draw = [&](double(*to)[block_rows_limit], std::uint32_t number) {
        draws.uniforms(Purpose::metric_noise, static_cast<std::uint32_t>(week), people.requisition.data() + from,
                       people.seat.data() + from, n, to[0], to[1], to[2], to[3], number);
    };
    if (m % 4 == 0) draw(u, static_cast<std::uint32_t>(m / 4));
    if (given.regime->metrics[m].value.noise_law == NoiseLaw::normal) return normals(n, u[m % 4], z);
    double v[4][block_rows_limit];
    draw(v, heavy_from + static_cast<std::uint32_t>(m));
    for (auto& column : v) normals(n, column, column);
    for (std::uint32_t k = 0; k < n; ++k)
        z[k] = v[0][k] / __builtin_sqrt((v[1][k] * v[1][k] + v[2][k] * v[2][k] + v[3][k] * v[3][k]) / 3.0);
}

// How much of the target is reached, of the metric that lags most; ranks and what is to be low have none to reach.
void find_reach(const Rules& given, std::size_t n, const double (*values)[block_rows_limit], double* reach) {
    bool any = false;
    for (std::size_t k = 0; k < n; ++k) reach[k] = 0.0;
    for (std::size_t m = 0; m < given.regime->metrics.size(); ++m) {
        const Metric& metric = given.regime->metrics[m].value;
        if (metric.payoff == Payoff::rank || metric.weight <= 0.0) continue;
        for (std::size_t k = 0; k < n; ++k) {
            const double part = values[m][k] / metric.target;
            reach[k] = any && reach[k] < part ? reach[k] : part;
        }
        any = true;
    }
}

void count_scores(const double* scores, const double* reach, std::uint32_t k, TeamTally& tally) {
    constexpr double rounding = 1e-6, just = 1.1;  // published figures are rounded; just met: up to a tenth above
    tally[Tally::score_weeks] += scores[k];
    tally[Tally::scored_weeks] += 1.0;
    tally[Tally::score_squares] += scores[k] * scores[k];
    if (reach[k] < 1.0 - rounding) return;
    tally[Tally::target_met_weeks] += 1.0;
    if (reach[k] < just) tally[Tally::just_met_weeks] += 1.0;
}

}  // namespace

void publish_scores(const Rules& given, const Draws& draws, int week, const Block& block, State& s) {
    if (!given.regime) return;
    const std::uint32_t from = block.first_row, n = block.rows();
    double values[metric_limit][block_rows_limit], u[4][block_rows_limit], z[block_rows_limit],
        scores[block_rows_limit], reach[block_rows_limit];
    for (std::size_t m = 0; m < given.regime->metrics.size(); ++m) {
        const Metric& metric = given.regime->metrics[m].value;
        draw_errors(draws, week, m, block, given, s.people, u, z);
        metric_values(given, m, week, block, s, values[m]);
        for (std::uint32_t k = 0; k < n; ++k) values[m][k] += metric.noise * metric.target * z[k];
    }
    meet_own_targets(given, block, s, 0.0, values);
    if ((week + 1) % weeks_per_quarter == 0) raise_own_targets(given, block, values, s);
    find_reach(given, n, values, reach);
    pay_off(given, n, values, scores);
    for (std::uint32_t k = 0; k < n; ++k) {
        const EngineerId i{from + k};
        const bool scored = s.people.active[i] > 0.0 && !s.people.reviews_only[i];
        s.scoreboard.last_score[i] = s.scoreboard.score[i];
        s.scoreboard.score[i] = scored ? scores[k] : 0.0;
        if (scored) count_scores(scores, reach, k, s.teams.tally[(from + k) / block.width]);
    }
}

void metric_values(const Rules& given, std::size_t m, int week, const Block& block, const State& s, double* values) {
    const Metric& metric = given.regime->metrics[m].value;
    const std::size_t slot = published_slot(metric, week);
    const double* top = s.scoreboard.numerator[m][slot].data() + block.first_row;
    const double* bottom =
        metric.denominator.empty() ? nullptr : s.scoreboard.denominator[m][slot].data() + block.first_row;
    for (std::uint32_t k = 0; k < block.rows(); ++k) values[k] = ratio_or_value(top[k], bottom ? bottom + k : nullptr);
}

}  // namespace strathern
