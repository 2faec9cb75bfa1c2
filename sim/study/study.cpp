// How is a study kept? What it is called, and when what is finished becomes durable.
#include "study/study.hpp"

#include <algorithm>
#include <strathern/calendar.hpp>
#include <strathern/error.hpp>
#include <strathern/params/definitions.hpp>

#include "core/version.hpp"
#include "scenario/nearest.hpp"
#include "scenario/print.hpp"
#include "scenario/problems.hpp"

namespace strathern {
namespace {

using namespace std::chrono_literals;
constexpr auto batch_time = 100ms;

/// The scenario without what its hash leaves out.
Scenario bare(Scenario scenario) {
    const Study defaults;
    scenario.study.seed = defaults.seed;
    scenario.study.replicates_count = defaults.replicates_count;
    scenario.study.baseline = defaults.baseline;
    scenario.study.start_date = defaults.start_date;
    std::ranges::sort(scenario.policies, {}, &Named<Policy>::name);
    return scenario;
}

int first_week(const Policy& policy) {
    int week = -1;
    for (const Intervention& intervention : policy.interventions)
        week = week < 0 ? intervention.at : std::min(week, intervention.at);
    return week;
}

/// What to write instead of a policy's name that the scenario doesn't have.
std::string meant_policy(const Scenario& scenario, const std::string& written) {
    std::vector<std::string_view> names;
    std::string all;
    for (const auto& policy : scenario.policies) {
        names.push_back(policy.name);
        all += (all.empty() ? "" : ", ") + policy.name;
    }
    const std::string near = nearest_name(written, names);
    return near.empty() ? "it has " + all : "did you mean \"" + near + "\"?";
}

}  // namespace

StudyIdentity identity_of(const Scenario& scenario, const std::string& version, const std::string& commit) {
    StudyIdentity identity;
    identity.name = scenario.name;
    identity.about = scenario.about;
    identity.scenario_hash = scenario_hash(bare(scenario));
    identity.seed = scenario.study.seed;
    identity.version = version;
    identity.commit = commit;
    identity.quarters = static_cast<int>(scenario.study.quarters_count);
    identity.baseline = scenario.study.baseline;
    identity.scenario = scenario_json(scenario);
    identity.model = model_fingerprint();
    for (const auto& policy : scenario.policies)
        identity.policies.push_back(
            {policy.name, policy.value.about, policy_hash(policy.value), first_week(policy.value)});
    identity.columns = stored_columns();
    return identity;
}

std::uint32_t policy_position(const Scenario& scenario, const std::string& name) {
    for (std::size_t i = 0; i < scenario.policies.size(); ++i) {
        if (scenario.policies[i].name == name) return static_cast<std::uint32_t>(i);
    }
    throw Error(ExitCode::command_line,
                "the scenario has no policy \"" + shortened(name) + "\"; " + meant_policy(scenario, name));
}

std::uint32_t first_acting_quarter(const StudyIdentity& identity, const std::vector<std::uint32_t>& policies) {
    int week = -1;
    for (const std::uint32_t policy : policies) {
        const int first = identity.policies[policy].first_week;
        if (first >= 0) week = week < 0 ? first : std::min(week, first);
    }
    return static_cast<std::uint32_t>(std::min(std::max(week, 0) / weeks_per_quarter, identity.quarters - 1));
}

void StoreSink::add(const ReplicateResult& result) {
    store_.add(result);
    tick();
}

void StoreSink::tick() {
    const auto now = std::chrono::steady_clock::now();
    if (now - committed_ < batch_time) return;
    store_.commit();
    committed_ = now;
}

}  // namespace strathern
