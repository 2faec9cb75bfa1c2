// What is the mean wait of a queue? Closed forms.
#pragma once

namespace strathern {

/// Probability that all servers are busy (Erlang C). @param load arrivals x mean service, below `servers` (erlang1917)
inline double erlang_c(double load, int servers) {
    double term = 1.0, sum = 1.0;
    for (int k = 1; k < servers; ++k) sum += term *= load / k;
    const double all = term * load / servers * servers / (servers - load);
    return all / (sum + all);
}

/// Mean wait of M/M/c in the unit of `service`. @param arrivals per unit of time
inline double wait_of_many(double arrivals, double service, int servers) {
    const double load = arrivals * service;
    return erlang_c(load, servers) * service / (servers - load);
}

/// Mean wait of M/G/1 (Pollaczek and Khinchine). @param variation variance of a service over its squared mean
inline double wait_of_one(double arrivals, double service, double variation) {
    const double load = arrivals * service;
    return load * service * (1.0 + variation) / (2.0 * (1.0 - load));
}

}  // namespace strathern
