// Does the program obey theory?
#include "verify/verify.hpp"

#include <fmt/format.h>

#include <cmath>
#include <map>
#include <strathern/load.hpp>
#include <strathern/params/definitions.hpp>

#include "core/portable_math.hpp"
#include "scenario/values.hpp"
#include "study/study.hpp"

namespace strathern {
namespace {

// The baseline first, then every other declared policy; the built-in "none" only as a baseline.
std::vector<std::uint32_t> policies_to_run(const Scenario& scenario) {
    const std::uint32_t baseline = policy_position(scenario, scenario.study.baseline);
    std::vector<std::uint32_t> all{baseline};
    for (std::uint32_t k = 0; k < scenario.policies.size(); ++k)
        if (k != baseline && scenario.policies[k].name != "none") all.push_back(k);
    return all;
}

Outcomes run(const Scenario& scenario, const VerifyRequest& request) {
    return outcomes_of(scenario, policies_to_run(scenario), request.runs).front();
}

bool asked(const Claim& claim, const std::string& filter) {
    const auto holds = [&](const char* text) { return std::string_view(text).find(filter) != std::string_view::npos; };
    return holds(claim.id) || holds(claim.statement) || holds(claim.scenario);
}

/// A scenario and its runs, simulated when the first claim needs them.
struct Prepared {
    Scenario scenario;
    std::optional<Outcomes> outcomes;
};

Judged judge_in(Prepared& prepared, const Claim& claim, const VerifyRequest& request, double limit) {
    std::string unmet = claim.unmet(prepared.scenario);
    if (!unmet.empty()) return {.claim = &claim, .verdict = Verdict::unmet, .why = std::move(unmet)};
    if (!prepared.outcomes) prepared.outcomes.emplace(run(prepared.scenario, request));
    return judge(claim, claim.expected(prepared.scenario), claim.observed(*prepared.outcomes), limit);
}

}  // namespace

std::string must_be(const Scenario& scenario, std::initializer_list<std::pair<const char*, double>> needed) {
    for (const auto& [path, value] : needed) {
        if (parameter_value(scenario.parameters, parameter_index(path)) != value)
            return fmt::format("{} must be {}", path, value);
    }
    return {};
}

bool Judged::exact() const { return error <= 1e-12 * std::fabs(expected); }

double Judged::z() const { return exact() ? 0.0 : (simulated - expected) / error; }

std::vector<const Claim*> all_claims() {
    std::vector<const Claim*> all;
    for (const auto& field : {claims_of_flow(), claims_of_defects(), claims_of_people(), claims_of_value(),
                              claims_of_effort(), claims_of_spread(), claims_of_identities()})
        for (const Claim& claim : field) all.push_back(&claim);
    return all;
}

double z_limit(std::size_t claims) {
    return -portable::normal_quantile(0.5 * false_alarm_level / static_cast<double>(claims));
}

Judged judge(const Claim& claim, double expected, const std::vector<double>& values, double limit) {
    const auto n = static_cast<double>(values.size());
    double sum = 0.0, squares = 0.0;
    for (const double x : values) sum += x;
    const double mean = sum / n;
    for (const double x : values) squares += (x - mean) * (x - mean);
    const double error = std::sqrt(squares / (n - 1.0) / n), room = claim.band * std::fabs(expected);
    Judged judged{&claim, Verdict::agrees, expected, mean, error, values.size(), {}};
    const double off = std::fabs(mean - expected);
    if (claim.side != Side::equal) {
        const double beyond = claim.side == Side::at_most ? mean - expected : off - room;
        if (beyond > limit * error)
            judged.verdict = Verdict::differs;
        else if (beyond > -limit * error)
            judged.verdict = Verdict::vague;
        return judged;
    }
    if (std::fabs(judged.z()) > limit || (judged.exact() && off > room))
        judged.verdict = Verdict::differs;
    else if (!(off + limit * error <= room))
        judged.verdict = Verdict::vague;
    return judged;
}

std::vector<Judged> verify(const VerifyRequest& request) {
    const std::vector<const Claim*> claims = all_claims();
    std::map<std::string, Prepared> scenarios;
    std::vector<Judged> all;
    for (const Claim* claim : claims) {
        if (!asked(*claim, request.filter)) continue;
        auto at = scenarios.find(claim->scenario);
        if (at == scenarios.end())
            at = scenarios
                     .emplace(claim->scenario,
                              Prepared{load_scenario(request.folder + "/" + claim->scenario + ".json"), {}})
                     .first;
        all.push_back(judge_in(at->second, *claim, request, z_limit(claims.size())));
    }
    return all;
}

}  // namespace strathern
