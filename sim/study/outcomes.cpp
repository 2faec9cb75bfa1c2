// How are runs turned into one number a replicate?
#include "study/outcomes.hpp"

#include <cmath>
#include <limits>
#include <map>
#include <stdexcept>
#include <strathern/error.hpp>
#include <strathern/outputs.hpp>
#include <strathern/params/definitions.hpp>

#include "study/runner.hpp"
#include "study/study.hpp"

namespace strathern {
namespace {

using Quarters = std::vector<std::vector<double>>;  // [quarters][outputs]; or months

Quarters quarters_in(const PolicyResult& run) {
    Quarters quarters;
    for (const QuarterRow& row : run.rows) quarters.push_back(row.values);
    return quarters;
}

// Table months has all outputs, in the order of those of quarters.
Quarters months_in(const PolicyResult& run) {
    Quarters months;
    for (const DetailRows& table : run.details)
        for (const DetailRow& row : table.rows) months.push_back(row.values);
    return months;
}

// Replicates finish in any order; a run that failed gives no evidence.
class RowsSink final : public ReplicateSink {
public:
    using Spans = Quarters (*)(const PolicyResult&);
    explicit RowsSink(Spans spans) : spans_(spans) {}

    void add(const ReplicateResult& result) override {
        for (const PolicyResult& run : result.policies) {
            if (run.outcome.status != RunStatus::done)
                throw Error(ExitCode::runs_failed, "a run failed: " + run.outcome.what);
            rows_[run.policy][result.replicate] = spans_(run);
        }
    }
    std::vector<Quarters> rows_of(std::uint32_t policy) {
        std::vector<Quarters> all;
        for (auto& [replicate, quarters] : rows_[policy]) all.push_back(std::move(quarters));
        return all;
    }

private:
    Spans spans_;
    std::map<std::uint32_t, std::map<std::uint32_t, Quarters>> rows_;  // by policy and replicate
};

std::size_t column_of(const char* output) {
    const int column = output_column(output);
    if (column < 0) throw std::logic_error(std::string("no output ") + output);
    return static_cast<std::size_t>(column);
}

/// Over the quarters in which an output is defined.
struct DefinedSum {
    double value = 0.0, count = 0.0;
};

DefinedSum defined_sum(const Quarters& quarters, std::size_t column, std::size_t first) {
    DefinedSum sum;
    for (std::size_t quarter = first; quarter < quarters.size(); ++quarter) {
        if (std::isnan(quarters[quarter][column])) continue;
        sum.value += quarters[quarter][column];
        sum.count += 1.0;
    }
    if (sum.count == 0.0) sum.value = std::numeric_limits<double>::quiet_NaN();
    return sum;
}

/// Runs the policies of a study and keeps what `spans` takes of each. @return by the policies' positions
Outcomes run(const StudyRequest& study, RowsSink::Spans spans) {
    RowsSink sink(spans);
    Progress nobody;
    run_study(study, sink, nobody);
    std::vector<Rows> rows(study.scenario.policies.size());
    for (const std::uint32_t policy : study.policies) rows[policy] = sink.rows_of(policy);
    return {study.scenario, std::move(rows)};
}

StudyRequest study_of(const Scenario& scenario, std::span<const std::uint32_t> policies, const OutcomesRequest& request,
                      std::vector<Detail> tables) {
    const auto replicates = request.replicates.value_or(static_cast<std::uint32_t>(scenario.study.replicates_count));
    return {scenario,
            {policies.begin(), policies.end()},
            request.seed.value_or(scenario.study.seed),
            0,
            replicates,
            request.threads,
            std::move(tables)};
}

}  // namespace

Outcomes Outcomes::under(std::uint32_t policy) const {
    Outcomes other = *this;
    other.policy_ = policy;
    return other;
}

Outcomes Outcomes::under(const char* policy) const { return under(policy_position(scenario_, policy)); }

std::vector<double> Outcomes::sum(const char* output, std::size_t first) const {
    std::vector<double> sums;
    for (const auto& quarters : rows()) sums.push_back(defined_sum(quarters, column_of(output), first).value);
    return sums;
}

std::vector<double> Outcomes::mean(const char* output, std::size_t first) const {
    std::vector<double> means;
    for (const auto& quarters : rows()) {
        const DefinedSum sum = defined_sum(quarters, column_of(output), first);
        means.push_back(sum.value / sum.count);
    }
    return means;
}

std::vector<double> Outcomes::weighted_mean(const char* output, const char* weight, std::size_t first) const {
    const std::size_t column = column_of(output), weights = column_of(weight);
    std::vector<double> means;
    for (const auto& quarters : rows()) {
        double sum = 0.0, all = 0.0;
        for (std::size_t quarter = first; quarter < quarters.size(); ++quarter) {
            if (std::isnan(quarters[quarter][column])) continue;
            sum += quarters[quarter][column] * quarters[quarter][weights];
            all += quarters[quarter][weights];
        }
        means.push_back(sum / all);
    }
    return means;
}

std::vector<double> Outcomes::at(const char* output, std::size_t quarter) const {
    const std::size_t column = column_of(output);
    std::vector<double> values;
    for (const auto& quarters : rows()) values.push_back(quarters.at(quarter)[column]);
    return values;
}

std::vector<Outcomes> outcomes_of(const Scenario& scenario, std::span<const std::uint32_t> policies,
                                  const OutcomesRequest& request) {
    const Outcomes any = run(study_of(scenario, policies, request, {}), quarters_in);
    std::vector<Outcomes> all;
    for (const std::uint32_t policy : policies) all.push_back(any.under(policy));
    return all;
}

Outcomes months_of(const Scenario& scenario, std::uint32_t policy, const OutcomesRequest& request) {
    const std::uint32_t one[] = {policy};
    return run(study_of(scenario, one, request, {Detail::months}), months_in).under(policy);
}

}  // namespace strathern
