// How does a way of working spread in a team of given size? Exact chains of the number of its users, week by week.
#pragma once
#include <cmath>
#include <vector>

namespace strathern {

/// Probabilities of 0, 1, ... n users.
using UserLaw = std::vector<double>;

/// Binomial probabilities of 0 to n successes.
inline UserLaw binomial_law(std::size_t n, double p) {
    UserLaw law(n + 1, 0.0);
    if (p <= 0.0 || p >= 1.0) {
        law[p <= 0.0 ? 0 : n] = 1.0;
        return law;
    }
    for (std::size_t k = 0; k <= n; ++k) {
        const auto all = static_cast<double>(n), some = static_cast<double>(k);
        law[k] = std::exp(std::lgamma(all + 1.0) - std::lgamma(some + 1.0) - std::lgamma(all - some + 1.0) +
                          some * std::log(p) + (all - some) * std::log1p(-p));
    }
    return law;
}

/// One step in which each of i users stops with probability lose(i) and each of the others starts with gain(i),
/// independently.
template <class Gain, class Lose>
UserLaw step(const UserLaw& law, const Gain& gain, const Lose& lose) {
    const std::size_t n = law.size() - 1;
    UserLaw next(law.size(), 0.0);
    for (std::size_t i = 0; i <= n; ++i) {
        if (law[i] == 0.0) continue;
        const UserLaw stay = binomial_law(i, 1.0 - lose(i)), come = binomial_law(n - i, gain(i));
        for (std::size_t a = 0; a < stay.size(); ++a)
            for (std::size_t b = 0; b < come.size(); ++b) next[a + b] += law[i] * stay[a] * come[b];
    }
    return next;
}

/// Mean share of users.
inline double mean_share(const UserLaw& law) {
    double sum = 0.0;
    for (std::size_t i = 0; i < law.size(); ++i) sum += static_cast<double>(i) * law[i];
    return sum / static_cast<double>(law.size() - 1);
}

/// Probability of copying a colleague who is `ahead` by this much (Fermi).
inline double fermi(double ahead) { return 1.0 / (1.0 + std::exp(-ahead)); }

}  // namespace strathern
