// What is a metric's value? Windows, lags, ratios and errors of measurement.
#include <algorithm>
#include <strathern/params/definitions.hpp>

#include "core/variates.hpp"
#include "core/wide.hpp"
#include "model/measure/measure.hpp"

namespace strathern {

/// One metric in a week. [rows of the block]
struct Noted {
    const double *count, *published;
    const double* there;  ///< 0 for a person who is not
};

// How far a week's count lies from the published value, as people see it: over some months.
STRATHERN_WIDE void note_variation(std::size_t n, double target, const Noted& week, double* variation) {
    constexpr double rate = 0.1, most = 1.0;
    STRATHERN_INDEPENDENT
    for (std::size_t k = 0; k < n; ++k) {
        const double apart = log_of_targets(week.count[k], target) - log_of_targets(week.published[k], target);
        const double square = apart * apart;
        const double moved = variation[k] + rate * ((square < most ? square : most) - variation[k]);
        variation[k] = week.there[k] == 0.0 ? variation[k] : moved;
    }
}

namespace {

// A heavy error is Student's t with so many degrees of freedom: a normal over the root mean square of as many others.
constexpr int heavy_degrees = 3;
constexpr double heavy_variance = heavy_degrees / (heavy_degrees - 2.0);

// Blocks of words: four metrics share one for their normals; each metric has one of its own for what makes it heavy.
constexpr std::size_t metrics_per_block = 4;
constexpr auto heavy_from = static_cast<std::uint32_t>(metric_limit / metrics_per_block);

const Metric& metric_of(const Regime& regime, std::size_t m) { return regime.metrics[m].value; }

std::size_t slots_of(const Metric& metric) { return static_cast<std::size_t>(metric.lag_weeks + 1); }

// The week's weighted sum of one engineer, or of the team per member.
double weighted(const std::vector<Weight>& weights, Scope scope, EngineerId i, SignalsView v) {
    double sum = 0.0;
    const TeamId team = v.layout().team_of(i);
    for (const Weight& w : weights) {
        const SignalRow& row = row_of(w.signal);
        if (row.owner == Owner::person && scope == Scope::engineer)
            sum += w.weight * row.count.of(v, i);
        else
            sum += w.weight * row.count.of(v, team) / v[col::members][team];
    }
    return sum;
}

void smooth_metric(const Today& today, const Contract& contract, std::size_t m, SmoothView v) {
    const Regime& regime = *contract.regime;
    const Metric& metric = metric_of(regime, m);
    const std::size_t slots = slots_of(metric), now = static_cast<std::size_t>(today.week()) % slots,
                      before = (now + slots - 1) % slots;
    const double rate = smoothing_rate(metric, contract);
    const auto move = [&](const auto& weights, const auto& from, auto& to, EngineerId i) {
        const double last = from[i], count = weighted(weights, metric.scope, i, v);
        to[i] = last + rate * (count - last);
        return count;
    };
    BlockColumn counts;
    const std::uint32_t from = today.block.first_row;
    auto& tops = v[col::metric_numerator];
    auto& top = tops[window_lane(regime, m, now)];
    const auto& last_top = tops[window_lane(regime, m, before)];
    for (std::uint32_t row = from; row < today.block.last_row; ++row) {
        const EngineerId i{row};
        counts[row - from] = 0.0;
        if (v[col::active][i] == 0.0) continue;
        counts[row - from] = move(metric.numerator, last_top, top, i);
        if (metric.denominator.empty()) continue;
        auto& bottoms = v[col::metric_denominator];
        move(metric.denominator, bottoms[bottom_lane(regime, m, before)], bottoms[bottom_lane(regime, m, now)], i);
    }
    note_variation(today.block.rows(), v[col::target][m],
                   {.count = counts, .published = top.data() + from, .there = v[col::active].data() + from},
                   v[col::variation][m].data() + from);
}

void draw(const Today& today, std::uint32_t words, BlockColumn* u, MeasuredView v) {
    const std::uint32_t from = today.block.first_row;
    today.draws.uniforms(Purpose::metric_noise, today.draw_week(), v[col::luck_number].data() + from,
                         v[col::luck_seat].data() + from, today.block.rows(), u[0], u[1], u[2], u[3], words);
}

// Errors of measurement, in units of the noise. u: normals' uniforms of four metrics, drawn for the first of them
void draw_errors(const Today& today, const Metric& metric, std::size_t m, BlockColumn* u, double* z, MeasuredView v) {
    const std::uint32_t n = today.block.rows();
    if (m % metrics_per_block == 0) draw(today, static_cast<std::uint32_t>(m / metrics_per_block), u, v);
    if (metric.noise_law == NoiseLaw::normal) return normals(n, u[m % metrics_per_block], z);
    BlockColumn x[4];
    draw(today, heavy_from + static_cast<std::uint32_t>(m), x, v);
    for (auto& column : x) normals(n, column, column);
    for (std::uint32_t k = 0; k < n; ++k)
        z[k] = x[0][k] / __builtin_sqrt((x[1][k] * x[1][k] + x[2][k] * x[2][k] + x[3][k] * x[3][k]) / heavy_degrees);
}

}  // namespace

double smoothing_rate(const Metric& metric, const Contract& contract) {
    const double soon = 1.0 / (contract.weeks + 1), steady = 1.0 / metric.window_weeks;
    return soon > steady ? soon : steady;
}

std::size_t window_lane(const Regime& regime, std::size_t metric, std::size_t slot) {
    std::size_t lane = slot;
    for (std::size_t m = 0; m < metric; ++m) lane += slots_of(metric_of(regime, m));
    return lane;
}

std::size_t bottom_lane(const Regime& regime, std::size_t metric, std::size_t slot) {
    std::size_t lane = slot;
    for (std::size_t m = 0; m < metric; ++m)
        if (!metric_of(regime, m).denominator.empty()) lane += slots_of(metric_of(regime, m));
    return lane;
}

std::size_t published_slot(const Metric& metric, int week) {
    return static_cast<std::size_t>(week + 1) % slots_of(metric);
}

void smooth_metrics(const Today& today, SmoothView v) {
    const Contract* contract = first_contract(v[col::contracts]);
    if (contract == nullptr) return;
    for (std::size_t m = 0; m < contract->regime->metrics.size(); ++m) smooth_metric(today, *contract, m, v);
}

PublishedMetric::PublishedMetric(const Regime& regime, std::size_t metric, int week, MetricView v) {
    const Metric& definition = metric_of(regime, metric);
    const std::size_t slot = published_slot(definition, week);
    top_ = &v[col::metric_numerator][window_lane(regime, metric, slot)];
    bottom_ = definition.denominator.empty() ? nullptr : &v[col::metric_denominator][bottom_lane(regime, metric, slot)];
}

void metric_values(const Regime& regime, std::size_t metric, int week, const Block& block, MetricView v,
                   double* values) {
    const PublishedMetric published(regime, metric, week, v);
    for (std::uint32_t k = 0; k < block.rows(); ++k) values[k] = published[block.row(k)];
}

void measure_values(const Today& today, const Regime& regime, BlockColumn* values, MeasuredView v) {
    BlockColumn u[metrics_per_block], z;
    const bool noisy = std::any_of(regime.metrics.begin(), regime.metrics.end(),
                                   [](const auto& metric) { return metric.value.noise != 0.0; });
    for (std::size_t m = 0; m < regime.metrics.size(); ++m) {
        const Metric& metric = metric_of(regime, m);
        metric_values(regime, m, today.week(), today.block, v, values[m]);
        if (!noisy) continue;
        draw_errors(today, metric, m, u, z, v);
        const double error = metric.noise * v[col::target][m];
        for (std::uint32_t k = 0; k < today.block.rows(); ++k) values[m][k] += error * z[k];
    }
}

double error_variance(const Metric& metric, double target) {
    const double error = metric.noise * target;
    return error * error * (metric.noise_law == NoiseLaw::heavy ? heavy_variance : 1.0);
}

}  // namespace strathern
