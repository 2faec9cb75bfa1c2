// How often do printed intervals hold the truth, and how often is a difference claimed where there is none? Measured
// with the program's own analysis, on many small studies drawn from one large pool of replicates. See
// docs/statistics.md.
#include <fmt/format.h>
#include <oneapi/tbb/parallel_for.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <mutex>
#include <strathern/draws.hpp>
#include <strathern/load.hpp>
#include <strathern/params/scenario.hpp>

#include "analysis/comparison.hpp"
#include "analysis/headline.hpp"
#include "study/runner.hpp"
#include "study/study.hpp"

namespace strathern {
namespace {

constexpr auto draw_of_trial = static_cast<Purpose>(23), coin_of_trial = static_cast<Purpose>(24);

struct Options {
    std::string scenario, policy;
    std::vector<std::string> sets;
    std::uint32_t pool = 20000, trials = 2000, replicates = 20;
    int threads = 2;
};

/// Values over all quarters of every replicate, under the baseline and one policy: [policies][columns][replicates].
struct Pool {
    StudyIdentity identity;
    std::vector<std::vector<std::vector<double>>> values;
};

/// Keeps what the analysis would make of each run.
class PoolSink final : public ReplicateSink {
public:
    PoolSink(Pool& pool, std::vector<std::uint32_t> policies) : pool_(pool), policies_(std::move(policies)) {}

    void add(const ReplicateResult& result) override {
        const auto quarters = static_cast<std::uint32_t>(pool_.identity.quarters);
        Results results(pool_.identity, policies_, result.replicate, result.replicate + 1);
        for (const PolicyResult& run : result.policies)
            results.add({result.replicate, run.policy, run.outcome, run.rows});
        for (std::size_t place = 0; place < policies_.size(); ++place)
            for (std::size_t column = 0; column < pool_.identity.columns.size(); ++column)
                pool_.values[place][column][result.replicate] =
                    over_quarters(results, column, place, pool_.identity.columns[column].over, {0, quarters})[0];
    }

private:
    Pool& pool_;
    std::vector<std::uint32_t> policies_;
};

Pool simulate_pool(const Options& options) {
    const Scenario scenario = load_scenario(options.scenario, options.sets);
    Pool pool{identity_of(scenario, "", ""), {}};
    const std::vector<std::uint32_t> policies = {policy_position(scenario, scenario.study.baseline),
                                                 policy_position(scenario, options.policy)};
    pool.values.assign(2, std::vector(pool.identity.columns.size(), std::vector<double>(options.pool)));
    PoolSink sink(pool, policies);
    Progress nobody;
    run_study({scenario, policies, scenario.study.seed, 0, options.pool, options.threads}, sink, nobody);
    pool.identity.quarters = 1;  // each study below sees one number per replicate and output
    pool.identity.policies = {{"baseline", "", "0"}, {"policy", "", "1"}};
    return pool;
}

std::uint32_t draw_index(std::uint32_t trial, std::uint32_t i, std::uint32_t n) {
    const auto words = Draws(1, trial).words(draw_of_trial, 0, Slot{i, 0});
    return static_cast<std::uint32_t>(words[0] * std::uint64_t{n} >> 32);
}

double coin(std::uint32_t trial, std::uint32_t i) {
    return (Draws(1, trial).words(coin_of_trial, 0, Slot{i, 0})[0] & 1) != 0 ? 1.0 : -1.0;
}

/// A study of replicates drawn from the pool. @param null each replicate's differences take the sign of its coin
StudyAnalysis study_of(const Pool& pool, const Options& options, std::uint32_t trial, bool null) {
    Results results(pool.identity, {0, 1}, 0, options.replicates);
    for (std::uint32_t i = 0; i < options.replicates; ++i) {
        const std::uint32_t from = draw_index(trial, i, options.pool);
        const double sign = null ? coin(trial, i) : 1.0;
        std::vector<double> without, with;
        for (std::size_t column = 0; column < pool.identity.columns.size(); ++column) {
            const double a = pool.values[0][column][from], b = pool.values[1][column][from];
            without.push_back(a);
            with.push_back(a + sign * (b - a));
        }
        results.add({i, 0, {}, {{i, 0, 0, without}}});
        results.add({i, 1, {}, {{i, 1, 0, with}}});
    }
    return analyse(results, pool.identity, {0, {0, 1}, false});
}

double mean_of(const std::vector<double>& values) {
    double sum = 0, n = 0;
    for (const double x : values)
        if (!std::isnan(x)) sum += x, n += 1;
    return sum / n;
}

/// What the pool says of one output: means, and those of pairs.
struct Truth {
    double without, with, difference, relative;
};

Truth truth_of(const Pool& pool, std::size_t column) {
    const auto &without = pool.values[0][column], &with = pool.values[1][column];
    std::vector<double> difference, base, other;
    for (std::size_t i = 0; i < with.size(); ++i) {
        difference.push_back(with[i] - without[i]);
        if (!std::isnan(difference.back())) base.push_back(without[i]), other.push_back(with[i]);
    }
    return {mean_of(without), mean_of(with), mean_of(difference), mean_of(other) / mean_of(base) - 1};
}

/// Intervals of one kind for one output: how many there were, and how many held the truth.
struct Hits {
    std::uint32_t intervals = 0, held = 0;

    // Equal values are told as such, without an interval.
    void count(const Estimate& e, double truth) {
        if (e.method == Method::none || e.method == Method::exact || std::isnan(truth)) return;
        const double rounding = 1e-9 * std::fabs(truth);
        intervals += 1;
        held += e.low - rounding <= truth && truth <= e.high + rounding;
    }
    double share() const { return intervals == 0 ? std::nan("") : static_cast<double>(held) / intervals; }
};

constexpr const char* kinds[] = {"baseline", "policy", "difference", "relative"};

void measure_coverage(const Pool& pool, const Options& options) {
    const auto headline = headline_columns(pool.identity.columns);
    std::vector<std::array<Hits, 4>> hits(pool.identity.columns.size());
    std::vector<Truth> truths;
    for (std::size_t column = 0; column < hits.size(); ++column) truths.push_back(truth_of(pool, column));
    std::mutex lock;
    tbb::parallel_for(std::uint32_t{0}, options.trials, [&](std::uint32_t trial) {
        const StudyAnalysis analysis = study_of(pool, options, trial, false);
        const std::lock_guard guard(lock);
        for (std::size_t column = 0; column < hits.size(); ++column) {
            const Truth& truth = truths[column];
            const Comparison& c = analysis.over_span[column];
            hits[column][0].count(c.levels[0], truth.without);
            hits[column][1].count(c.levels[1], truth.with);
            hits[column][2].count(c.differences[1].estimate, truth.difference);
            hits[column][3].count(c.differences[1].relative, truth.relative);
        }
    });
    fmt::print("output,headline,kind,intervals,coverage\n");
    for (std::size_t column = 0; column < hits.size(); ++column)
        for (std::size_t kind = 0; kind < 4; ++kind)
            if (hits[column][kind].intervals > 0)
                fmt::print("{},{},{},{},{:.4f}\n", pool.identity.columns[column].name,
                           std::find(headline.begin(), headline.end(), column) != headline.end() ? 1 : 0, kinds[kind],
                           hits[column][kind].intervals, hits[column][kind].share());
}

/// The pool with its headline outputs only: others are never claimed.
Pool headline_pool(const Pool& pool) {
    Pool few{pool.identity, {{}, {}}};
    few.identity.columns.clear();
    for (const std::size_t column : headline_columns(pool.identity.columns)) {
        few.identity.columns.push_back(pool.identity.columns[column]);
        for (std::size_t policy = 0; policy < 2; ++policy) few.values[policy].push_back(pool.values[policy][column]);
    }
    return few;
}

void measure_claims(const Pool& all, const Options& options) {
    const Pool pool = headline_pool(all);
    std::atomic<std::uint32_t> studies = 0;
    tbb::parallel_for(std::uint32_t{0}, options.trials, [&](std::uint32_t trial) {
        const StudyAnalysis analysis = study_of(pool, options, trial, true);
        for (const Comparison& c : analysis.over_span) {
            if (!is_claimed(c.differences[1].verdict)) continue;
            ++studies;
            return;
        }
    });
    fmt::print("null studies,,claim,{},{:.4f}\n", options.trials, static_cast<double>(studies) / options.trials);
}

void measure(const Options& options) {
    const Pool pool = simulate_pool(options);
    measure_coverage(pool, options);
    measure_claims(pool, options);
}

}  // namespace
}  // namespace strathern

int main(int count, char** words) {
    CLI::App app("Measures the coverage of intervals and the rate of false claims; writes CSV");
    strathern::Options options;
    app.add_option("scenario", options.scenario)->required();
    app.add_option("policy", options.policy, "compared with the scenario's baseline")->required();
    app.add_option("--set", options.sets);
    app.add_option("--pool", options.pool, "replicates from which studies are drawn")->capture_default_str();
    app.add_option("--trials", options.trials, "studies")->capture_default_str();
    app.add_option("--replicates", options.replicates, "of each study")->capture_default_str();
    app.add_option("--threads", options.threads, "for the pool")->capture_default_str();
    CLI11_PARSE(app, count, words);
    try {
        strathern::measure(options);
    } catch (const std::exception& error) {
        fmt::print(stderr, "strathern_coverage: {}\n", error.what());
        return 1;
    }
    return 0;
}
