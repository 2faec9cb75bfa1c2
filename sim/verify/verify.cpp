// Does the program obey theory?
#include "verify/verify.hpp"

#include <cmath>
#include <map>
#include <strathern/load.hpp>
#include <strathern/params/definitions.hpp>

#include "core/portable_math.hpp"
#include "study/study.hpp"
#include "verify/guard.hpp"

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

/// A scenario and its runs, simulated when the first claim needs them.
struct Prepared {
    Scenario scenario, shipped;
    std::optional<Outcomes> outcomes;
};

Prepared prepared(const std::string& name, const VerifyRequest& request) {
    const std::string file = "/" + name + ".json";
    return {load_scenario(request.folder + file), load_scenario(request.shipped + file), {}};
}

Judged judge_in(Prepared& in, const Claim& claim, const VerifyRequest& request, double limit) {
    std::string why = unmet(claim, in.scenario, in.shipped);
    if (!why.empty()) return {.claim = &claim, .verdict = Verdict::unmet, .why = std::move(why)};
    if (!in.outcomes) in.outcomes.emplace(run(in.scenario, request));
    return judge(claim, claim.expected(in.scenario), claim.observed(*in.outcomes), limit);
}

// An error of this size moves z beyond the limit with the required probability.
double seen(const Judged& row, double limit) {
    if (row.exact() || row.claim->side == Side::at_most) return row.claim->band;
    return (limit + portable::normal_quantile(power)) * row.error / std::fabs(row.expected);
}

Verdict verdict_of(const Judged& row, double limit) {
    const double off = row.simulated - row.expected;
    if (row.claim->side == Side::at_most) {
        if (off > limit * row.error) return Verdict::differs;
        return off > -limit * row.error ? Verdict::vague : Verdict::agrees;
    }
    if (row.exact())
        return std::fabs(off) > row.claim->band * std::fabs(row.expected) ? Verdict::differs : Verdict::agrees;
    if (std::fabs(row.z()) > limit) return Verdict::differs;
    return row.sees <= row.claim->band ? Verdict::agrees : Verdict::vague;
}

}  // namespace

bool asked(const Claim& claim, const std::string& filter) {
    const auto holds = [&](const char* text) { return std::string_view(text).find(filter) != std::string_view::npos; };
    return holds(claim.id) || holds(claim.statement) || holds(claim.scenario);
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
    double sum = 0.0, squares = 0.0, n = 0.0;
    for (const double x : values)
        if (!std::isnan(x)) sum += x, n += 1.0;
    const double mean = sum / n;
    for (const double x : values)
        if (!std::isnan(x)) squares += (x - mean) * (x - mean);
    Judged judged{.claim = &claim,
                  .verdict = Verdict::vague,
                  .expected = expected,
                  .simulated = mean,
                  .error = std::sqrt(squares / (n - 1.0) / n),
                  .replicates = static_cast<std::uint64_t>(n),
                  .why = {}};
    if (n < 2.0) return judged;  // without a spread there is nothing to judge by
    judged.sees = seen(judged, limit);
    judged.verdict = verdict_of(judged, limit);
    return judged;
}

std::vector<Judged> verify(const VerifyRequest& request) {
    const std::vector<const Claim*> claims = all_claims();
    std::map<std::string, Prepared> scenarios;
    std::vector<Judged> all;
    for (const Claim* claim : claims) {
        if (!asked(*claim, request.filter)) continue;
        auto at = scenarios.find(claim->scenario);
        if (at == scenarios.end()) at = scenarios.emplace(claim->scenario, prepared(claim->scenario, request)).first;
        all.push_back(judge_in(at->second, *claim, request, z_limit(claims.size())));
    }
    return all;
}

}  // namespace strathern
