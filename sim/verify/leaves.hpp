// Which values make up a scenario? Parameters, study, practices and policies as one flat list.
#pragma once
#include <strathern/params/scenario.hpp>
#include <string>
#include <vector>

namespace strathern {

/// One value of a scenario. Valid as long as the scenario stays where it is and gets no other practices or policies.
struct Leaf {
    std::string path;           ///< as "review.care" or "policies.push.interventions.0.regime.stakes"
    const ParameterInfo* info;  ///< of a value that a policy sets: of the parameter
    Kind kind;                  ///< how the value is kept at `at`: a value that a policy sets is a number
    void* at;
    std::size_t alike = 1;  ///< numbers side by side from `at` on that are this one: a share of all levels

    std::string text() const;            ///< as JSON writes it
    void take(const Leaf& other) const;  ///< becomes the value of the same leaf of another scenario
};

/// All values that can have an influence on what a replicate does, in the order of the schema: no names, no texts,
/// neither the seed nor the number of replicates.
std::vector<Leaf> leaves_of(Scenario& scenario);

}  // namespace strathern
