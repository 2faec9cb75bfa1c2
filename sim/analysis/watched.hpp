// What does a policy watch, and which output shows it?
#pragma once
#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "output/store.hpp"

namespace strathern {

struct Metric;
struct Policy;

/// "No such output in this study."
inline constexpr std::size_t no_column = static_cast<std::size_t>(-1);

/// A metric of a policy's regimes.
struct WatchedMetric {
    std::string name;                ///< as the scenario spells it
    const Metric* metric = nullptr;  ///< in the policy
    std::size_t column = no_column;  ///< the output that shows it, if one does
};

/// The metrics of all regimes of a policy in order of date, each once.
std::vector<WatchedMetric> watched_metrics(const Policy& policy, std::span<const StoredColumn> columns);

}  // namespace strathern
