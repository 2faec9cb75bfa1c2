// May a claim judge a changed scenario?
#include "verify/guard.hpp"

#include <algorithm>
#include <cmath>

#include "verify/leaves.hpp"

namespace strathern {
namespace {

const Leaf* find(const std::vector<Leaf>& leaves, const std::string& path) {
    const auto at = std::ranges::find(leaves, path, &Leaf::path);
    return at == leaves.end() ? nullptr : &*at;
}

/// Whether what is expected of `scenario` moves when one of its values is the one that it has in another scenario.
bool moves(const Claim& claim, const Scenario& scenario, const Leaf& value) {
    Scenario other = scenario;
    find(leaves_of(other), value.path)->take(value);
    return is_moved(claim.expected(other), claim.expected(scenario));
}

/// Practices and policies may stand in another order.
std::string unlike_in_parts(const std::vector<Leaf>& given, const std::vector<Leaf>& shipped) {
    for (const Leaf& leaf : shipped)
        if (find(given, leaf.path) == nullptr) return leaf.path + " must be there, as in the shipped scenario";
    for (const Leaf& leaf : given)
        if (find(shipped, leaf.path) == nullptr) return leaf.path + " must not be there, as in the shipped scenario";
    return {};
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
    for (const Leaf& leaf : ours) {
        const Leaf& before = *find(theirs, leaf.path);
        if (leaf.text() == before.text() || is_listed(claim.without_influence, leaf.path)) continue;
        if (!moves(claim, given, before) && !moves(claim, shipped, leaf))
            return leaf.path + " must be " + before.text();
    }
    if (claim.beyond != nullptr)
        if (std::string beyond = claim.beyond(given); !beyond.empty()) return beyond;
    return std::isfinite(claim.expected(given)) ? "" : "the formula gives no number here";
}

}  // namespace strathern
