// Which parameter moves which claim? Found by moving each parameter of each claim's scenario.
#pragma once
#include <string>
#include <vector>

#include "verify/verify.hpp"

namespace strathern {

/// What the claims say about one parameter.
struct Coverage {
    std::string parameter;
    std::vector<const Claim*> moved;   ///< what they expect moves with it
    std::vector<const Claim*> spared;  ///< they list it as without influence
};

/// One row for each parameter, in the order of the schema, over the claims that the request asks for. Simulates
/// nothing. Errors: all of load_scenario.
std::vector<Coverage> coverage(const VerifyRequest& request);

}  // namespace strathern
