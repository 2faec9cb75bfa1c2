// A scenario as text: complete, canonical, and its fingerprint.
#pragma once
#include <string>

#include <strathern/params/scenario.hpp>

namespace strathern {

/// Complete JSON: every default written out, keys in the order of the schema, numbers in the fewest digits that read
/// back the same. Loads back to the same scenario.
std::string scenario_json(const Scenario& scenario);

/// 32 hexadecimal digits that identify a scenario. Does not depend on study.replicates_count: more replicates of a
/// scenario are the same scenario.
std::string scenario_hash(const Scenario& scenario);

/// 32 hexadecimal digits that identify what a policy does, whatever its name and its words.
std::string policy_hash(const Policy& policy);

/// A value as JSON writes it.
std::string value_json(const ParameterInfo& info, const void* address);

}  // namespace strathern
