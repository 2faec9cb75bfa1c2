// May a claim judge a changed scenario?
#include "verify/guard.hpp"

#include <algorithm>
#include <cmath>

#include "verify/leaves.hpp"

namespace strathern {
namespace {

/// What is expected of `scenario` when one of its values is the one that it has in another scenario.
double expected_with(const Claim& claim, Scenario scenario, const Leaf& value, std::size_t place) {
    leaves_of(scenario)[place].take(value);
    return claim.expected(scenario);
}

bool moves(const Claim& claim, const Scenario& scenario, const Leaf& value, std::size_t place) {
    return is_moved(expected_with(claim, scenario, value, place), claim.expected(scenario));
}

std::string unlike_in_parts(const std::vector<Leaf>& given, const std::vector<Leaf>& shipped) {
    const auto has = [](const std::vector<Leaf>& all, const Leaf& leaf) {
        return std::ranges::find(all, leaf.path, &Leaf::path) != all.end();
    };
    for (const Leaf& leaf : shipped)
        if (!has(given, leaf)) return leaf.path + " must be there, as in the shipped scenario";
    for (const Leaf& leaf : given)
        if (!has(shipped, leaf)) return leaf.path + " must not be there, as in the shipped scenario";
    const auto [at, other] = std::ranges::mismatch(given, shipped, {}, &Leaf::path, &Leaf::path);
    return at == given.end() ? "" : at->path + " must be in the same place as in the shipped scenario";
}

}  // namespace

bool is_listed(std::string_view listed, std::string_view path) {
    for (std::size_t from = 0; from < listed.size();) {
        const std::size_t end = std::min(listed.find(' ', from), listed.size());
        const std::string_view entry = listed.substr(from, end - from);
        if (entry == path || (entry.ends_with('*') && path.starts_with(entry.substr(0, entry.size() - 1)))) return true;
        from = end + 1;
    }
    return false;
}

bool is_moved(double one, double other) {
    constexpr double rounding = 1e-9;
    return !(std::fabs(one - other) <= rounding * std::max(std::fabs(one), std::fabs(other)));
}

std::string unmet(const Claim& claim, const Scenario& given, const Scenario& shipped) {
    Scenario here = given, there = shipped;
    const std::vector<Leaf> ours = leaves_of(here), theirs = leaves_of(there);
    if (std::string unlike = unlike_in_parts(ours, theirs); !unlike.empty()) return unlike;
    for (std::size_t k = 0; k < ours.size(); ++k) {
        if (ours[k].text() == theirs[k].text() || is_listed(claim.without_influence, ours[k].path)) continue;
        if (!moves(claim, given, theirs[k], k) && !moves(claim, shipped, ours[k], k))
            return ours[k].path + " must be " + theirs[k].text();
    }
    if (claim.beyond != nullptr)
        if (std::string beyond = claim.beyond(given); !beyond.empty()) return beyond;
    return std::isfinite(claim.expected(given)) ? "" : "the formula gives no number here";
}

}  // namespace strathern
