// What does theory say of a scenario? A claim is a closed form on one side and a statistic of runs on the other.
#pragma once
#include <cstdint>
#include <span>
#include <strathern/params/scenario.hpp>
#include <string>
#include <vector>

#include "study/outcomes.hpp"

namespace strathern {

/// What a claim can prove. theorem: the expected value comes from outside the program's own rules. optimum: people
/// are expected to choose what an independent method says is best for them. invariant: holds whatever the numbers are.
enum class ClaimKind : std::uint8_t { theorem, optimum, invariant };

/// How a claim relates the two sides: equal, or observed at most expected.
enum class Side : std::uint8_t { equal, at_most };

/// One row of the verification. The expected value follows from the scenario's parameters, so an edited file is
/// checked against the formula at its own numbers.
struct Claim {
    const char* id;  ///< short and permanent
    ClaimKind kind;
    const char* statement;  ///< what is compared, with its unit
    const char* formula;    ///< as text
    const char* source;     ///< entry of docs/references.bib, or "derived"
    const char* scenario;   ///< file in scenarios/theory, without ending
    double band;  ///< relative error that must be seen nine times in ten; of an exact statistic: ignored error
    /// Why the scenario's numbers are beyond the formula's range, or empty; null if the formula has none. Parameters
    /// that must keep the shipped value need no mention: guard.hpp finds them.
    std::string (*beyond)(const Scenario&);
    double (*expected)(const Scenario&);
    std::vector<double> (*observed)(const Outcomes&);  ///< one number per replicate; other policies by `under`
    /// Parameters that move neither side, although `expected` does not read them: paths and groups ("money.*"),
    /// separated by blanks. A test moves each.
    const char* without_influence = "";
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

}  // namespace strathern
