#include "support.hpp"

#include <stdexcept>
#include <strathern/load.hpp>
#include <strathern/outputs.hpp>
#include <strathern/params/definitions.hpp>

#include "core/digest.hpp"
#include "output/trace.hpp"
#include "study/study.hpp"

namespace strathern::test {
namespace {

std::string scenario_folder() { return std::string(STRATHERN_SOURCE_DIR) + "/scenarios/"; }

QuarterRow row_of(const PeriodView& view) {
    QuarterRow row{0, 0, view.period.number, {}};
    for (const OutputColumn& column : output_columns()) row.values.push_back(column.value(view));
    return row;
}

class Tracer final : public Observer {
public:
    Tracer(std::uint32_t teams, Trace& trace) : teams_(teams), trace_(trace) {}
    bool traces() const override { return true; }
    void quarter_ended(const PeriodView& view) override { trace_.quarters.push_back(row_of(view)); }

    void phase_ended(int day, const char* phase, const State& state) override {
        const char* before = nullptr;
        int number = 0;
        const auto take_down = [&](const StatePart& part) {
            if (part.info.owner == Owner::organisation && teams_ != UINT32_MAX) return;
            number = before == part.info.name ? number + 1 : 0;
            before = part.info.name;
            trace_.columns.push_back({day, phase, part.info.name, number, digest_of(part.numbers)});
        };
        each_part(state, take_down, teams_);
    }

private:
    std::uint64_t digest_of(std::span<const double> values) {
        signless_.clear();
        for (const double x : values) signless_.push_back(x + 0.0);
        return column_digest(signless_.data(), signless_.size());
    }

    std::uint32_t teams_;
    Trace& trace_;
    std::vector<double> signless_;
};

bool among(std::string_view name, std::span<const std::string_view> names) {
    for (const std::string_view other : names)
        if (name == other) return true;
    return false;
}

std::string in_words(const ColumnMark& m) {
    return "day " + std::to_string(m.day) + ", after " + m.phase + ": column " + m.name + " " +
           std::to_string(m.number);
}

bool same(const ColumnMark& a, const ColumnMark& b) {
    return a.day == b.day && a.number == b.number && a.digest == b.digest && std::string_view(a.phase) == b.phase &&
           std::string_view(a.name) == b.name;
}

}  // namespace

Scenario shipped(const std::string& file, const std::vector<std::string>& sets) {
    std::vector<std::string> all = {"study.warm_up_quarters=0"};
    all.insert(all.end(), sets.begin(), sets.end());
    return load_scenario(scenario_folder() + file, all);
}

Scenario written(const std::string& json, const std::vector<std::string>& sets) {
    std::vector<std::string> all;
    if (json.find("warm_up_quarters") == std::string::npos) all.push_back("study.warm_up_quarters=0");
    all.insert(all.end(), sets.begin(), sets.end());
    return parse_scenario(json, scenario_folder() + "text", all);
}

Scenario busy_year() {
    return shipped("tokenmaxxing.json", {"organisation.engineers_count=26", "people.attrition_per_year=1.2",
                                         "people.vacancy_days=12", "study.quarters_count=4"});
}

const Policy& policy_named(const Scenario& scenario, const std::string& name) {
    return scenario.policies[policy_position(scenario, name)].value;
}

Trace trace_of(const Scenario& scenario, const Sight& sight) {
    SerialExecutor executor;
    return trace_of(scenario, sight, executor);
}

Trace trace_of(const Scenario& scenario, const Sight& sight, Executor& executor) {
    Trace trace;
    Tracer tracer(sight.teams, trace);
    const RunRequest run{scenario.parameters,
                         scenario.practices,
                         sight.policy,
                         Draws(sight.seed, sight.replicate),
                         static_cast<int>(scenario.study.quarters_count),
                         static_cast<int>(scenario.study.warm_up_quarters)};
    const RunOutcome outcome = simulate(run, executor, tracer);
    if (outcome.status != RunStatus::done) throw std::runtime_error("the run failed: " + outcome.what);
    return trace;
}

std::string first_difference(const Trace& a, const Trace& b, std::span<const std::string_view> left_out) {
    std::size_t i = 0, j = 0;
    while (true) {
        while (i < a.columns.size() && among(a.columns[i].name, left_out)) ++i;
        while (j < b.columns.size() && among(b.columns[j].name, left_out)) ++j;
        if (i == a.columns.size() || j == b.columns.size()) break;
        if (!same(a.columns[i], b.columns[j]))
            return in_words(a.columns[i]) + " (beside " + in_words(b.columns[j]) + ")";
        ++i, ++j;
    }
    return i == a.columns.size() && j == b.columns.size() ? "" : "one of them has more columns or days";
}

std::string first_difference(const std::vector<QuarterRow>& a, const std::vector<QuarterRow>& b,
                             std::span<const std::string_view> left_out) {
    if (a.size() != b.size()) return "one of them has more quarters";
    for (std::size_t q = 0; q < a.size(); ++q) {
        for (std::size_t c = 0; c < output_columns().size(); ++c) {
            const char* name = output_columns()[c].name;
            if (among(name, left_out)) continue;
            if (canonical_bits(a[q].values[c]) != canonical_bits(b[q].values[c]))
                return "quarter " + std::to_string(a[q].quarter + 1) + ", output " + name;
        }
    }
    return "";
}

std::vector<QuarterRow> outputs_of(const Scenario& scenario, const std::string& policy, Executor& executor,
                                   std::uint32_t replicate) {
    const std::uint32_t position = policy_position(scenario, policy);
    const StudyRequest request{.scenario = scenario, .policies = {position}, .seed = scenario.study.seed};
    const PolicyResult run = run_policy(request, replicate, position, executor, [] { return false; });
    if (run.outcome.status != RunStatus::done) throw std::runtime_error("the run failed: " + run.outcome.what);
    return run.rows;
}

double output(const QuarterRow& row, const char* name) {
    return row.values[static_cast<std::size_t>(output_column(name))];
}

}  // namespace strathern::test
