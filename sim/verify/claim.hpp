// What does theory say of a scenario? A claim is a closed form on one side and a statistic of runs on the other.
#pragma once
#include <cstdint>
#include <span>
#include <strathern/params/scenario.hpp>
#include <string>
#include <vector>

#include "study/outcomes.hpp"

namespace strathern {

/// How a claim relates the two sides: equal; observed at most expected; or observed approximately expected,
/// off by the band at most.
enum class Side : std::uint8_t { equal, at_most, about };

/// One row of the verification. The expected value follows from the scenario's parameters, so an edited file is
/// checked against the formula at its own numbers.
struct Claim {
    const char* id;         ///< short and permanent
    const char* statement;  ///< what is compared, with its unit
    const char* formula;    ///< as text
    const char* source;     ///< entry of docs/references.bib, or "derived"
    const char* scenario;   ///< file in scenarios/theory, without ending
    double band;            ///< differences up to this share of the expected value are ignored
    /// Why the formula does not hold for the present scenario, or empty.
    std::string (*unmet)(const Scenario&);
    double (*expected)(const Scenario&);
    std::vector<double> (*observed)(const Outcomes&);  ///< one number per replicate; other policies by `under`
    Side side = Side::equal;
};

/// The claims by field; all of them together are what `strathern verify` checks.
std::span<const Claim> claims_of_flow();
std::span<const Claim> claims_of_defects();
std::span<const Claim> claims_of_people();
std::span<const Claim> claims_of_value();
std::span<const Claim> claims_of_effort();
std::span<const Claim> claims_of_spread();
std::span<const Claim> claims_of_identities();

/// "people.attrition_per_year must be 0" if a parameter is not what a formula needs, else empty.
std::string must_be(const Scenario& scenario, std::initializer_list<std::pair<const char*, double>> needed);

}  // namespace strathern
