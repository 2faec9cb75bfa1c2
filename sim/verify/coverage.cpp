// Which parameter moves which claim?
#include "verify/coverage.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <strathern/load.hpp>
#include <strathern/params/definitions.hpp>

#include "verify/guard.hpp"
#include "verify/leaves.hpp"

namespace strathern {
namespace {

using Table = std::span<const ParameterInfo>;

/// A tenth more, or less where that is too much; from 0, a tenth; the next of several choices. Never of two parameters
/// by quite the same factor, which a formula that reads only their ratio would not see.
double moved(const ParameterInfo& info, std::size_t place, double value) {
    const double factor = 1.1 + 0.01 * static_cast<double>(place % 7);
    const auto choices = static_cast<double>(info.choices.size());
    switch (info.kind) {
        case Kind::boolean:
            return 1.0 - value;
        case Kind::choice:
            return std::fmod(value + 1.0, choices);
        case Kind::integer:
            return value + 1.0 <= info.maximum ? value + 1.0 : value - 1.0;
        default:
            break;
    }
    if (value == 0.0) return std::min(0.1, info.maximum);
    return factor * value <= info.maximum && factor * value >= info.minimum ? factor * value : value / factor;
}

/// The parameters in [first, end) of a claim's scenario that move what it expects. Most parameters move nothing, so
/// many are moved at once, and halves of those that move something looked at apart.
void find_moving(const Claim& claim, const Scenario& scenario, std::size_t first, std::size_t end,
                 std::vector<std::size_t>& found) {
    Scenario other = scenario;
    for (std::size_t k = first; k < end; ++k) {
        const auto at = static_cast<std::uint32_t>(k);
        set_parameter(other.parameters, at, moved(parameter_table()[k], k, parameter_value(scenario.parameters, at)));
    }
    if (!is_moved(claim.expected(other), claim.expected(scenario))) return;
    if (end - first == 1) return found.push_back(first);
    const std::size_t middle = (first + end) / 2;
    find_moving(claim, scenario, first, middle, found);
    find_moving(claim, scenario, middle, end, found);
}

}  // namespace

std::vector<Coverage> coverage(const VerifyRequest& request) {
    const Table table = parameter_table();
    std::vector<Coverage> rows(table.size());
    for (std::size_t k = 0; k < table.size(); ++k) rows[k].parameter = table[k].path;
    for (const Claim* claim : all_claims()) {
        if (!asked(*claim, request.filter)) continue;
        const Scenario scenario = load_scenario(request.folder + "/" + claim->scenario + ".json");
        std::vector<std::size_t> moving;
        find_moving(*claim, scenario, 0, table.size(), moving);
        for (const std::size_t k : moving) rows[k].moved.push_back(claim);
        for (std::size_t k = 0; k < table.size(); ++k)
            if (is_listed(claim->without_influence, table[k].path)) rows[k].spared.push_back(claim);
    }
    return rows;
}

}  // namespace strathern
