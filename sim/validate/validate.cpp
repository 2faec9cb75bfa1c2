// Does the program reproduce published findings?
#include "validate/validate.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <strathern/load.hpp>
#include <string_view>

#include "study/study.hpp"

namespace strathern {
namespace {

bool asked(const Experiment& experiment, const std::string& filter) {
    const auto holds = [&](const char* text) { return std::string_view(text).find(filter) != std::string_view::npos; };
    return holds(experiment.id) || holds(experiment.statement) || holds(experiment.scenario);
}

/// A scenario and the arms run so far.
struct Laboratory {
    Laboratory(const std::string& file, const OutcomesRequest& runs)
        : scenario(load_scenario(file)),
          arms(
              [this, runs](const char* policy) {
                  const std::uint32_t one[] = {policy_position(scenario, policy)};
                  return outcomes_of(scenario, one, runs).front();
              },
              [this, runs](const char* policy) {
                  return people_weeks_of(scenario, policy_position(scenario, policy), runs);
              },
              [this, runs](const char* policy) {
                  return distributions_of(scenario, policy_position(scenario, policy), runs);
              },
              [this, runs](const char* policy) {
                  return months_of(scenario, policy_position(scenario, policy), runs);
              }) {}
    Laboratory(const Laboratory&) = delete;

    Scenario scenario;
    Arms arms;
};

Standing standing_of(const Band& band, const Estimate& e) {
    if (e.method == Method::none) return Standing::straddles;
    if (band.low <= e.low && e.high <= band.high) return Standing::inside;
    return e.high < band.low || band.high < e.low ? Standing::outside : Standing::straddles;
}

}  // namespace

std::vector<const Experiment*> all_experiments() {
    std::vector<const Experiment*> all;
    for (const auto& field :
         {experiments_on_stability(), experiments_on_adoption(), experiments_on_gain(), experiments_on_defects(),
          experiments_on_boost(), experiments_on_tokens(), experiments_on_scrutiny(), experiments_on_bunching(),
          experiments_on_contagion(), experiments_on_levels(), experiments_on_organisations(), experiments_on_sense(),
          experiments_on_minutes()})
        for (const Experiment& experiment : field) all.push_back(&experiment);
    return all;
}

Shown judge(const Experiment& experiment, const PerReplicate& values) {
    if (!std::all_of(values.begin(), values.end(), [](double x) { return std::isfinite(x); }))
        return {&experiment, Standing::undefined, {}};
    const Estimate simulated = estimate(values);
    return {&experiment, standing_of(experiment.band, simulated), simulated};
}

std::vector<Shown> validate(const ValidateRequest& request) {
    std::map<std::string, Laboratory> scenarios;
    std::vector<Shown> all;
    for (const Experiment* experiment : all_experiments()) {
        if (!asked(*experiment, request.filter)) continue;
        const std::string file = request.folder + "/" + experiment->scenario + ".json";
        Laboratory& laboratory = scenarios.try_emplace(experiment->scenario, file, request.runs).first->second;
        all.push_back(judge(*experiment, experiment->observed(laboratory.arms)));
    }
    return all;
}

}  // namespace strathern
