// Fact 6: what do engineers complete who use more tokens, and how far ahead is the one with the most?
#include <limits>

#include "validate/experiment.hpp"

namespace strathern {
namespace {

constexpr double endless = std::numeric_limits<double>::infinity();

constexpr Experiment experiments[] = {
    {"6a",
     "items by tokens across engineers, nobody counts tokens",
     "elasticity, most tokens against the rest",
     0.3,
     {0.2, 0.45},
     BandBy::list,
     Basis::calibrated,
     "jellyfish2026",
     "tokens",
     [](Arms& arms) { return arms["uncounted"].mean("token_elasticity", after_run_in); }},
    {"6b",
     "items by tokens across engineers, a quota with a public board",
     "elasticity, most tokens against the rest",
     0.1,
     {-endless, 0.1},
     BandBy::list,
     Basis::calibrated,
     "jellyfish2026; theinformation2026",
     "tokens",
     [](Arms& arms) { return arms["board"].mean("token_elasticity", after_run_in); }},
    {"6c",
     "tail of tokens, nobody counts them",
     "top over mean, over that of a lognormal as wide",
     1.0,
     {0.5, 2.0},
     BandBy::ours,
     Basis::calibrated,
     "jellyfish2026",
     "tokens",
     [](Arms& arms) { return arms["uncounted"].mean("token_tail", after_run_in); }},
    {"6d",
     "tail of tokens, a quota with a public board",
     "top over mean, over that of a lognormal as wide",
     2.0,
     {2.0, endless},
     BandBy::list,
     Basis::calibrated,
     "theinformation2026",
     "tokens",
     [](Arms& arms) { return arms["board"].mean("token_tail", after_run_in); }},
};

}  // namespace

std::span<const Experiment> experiments_on_tokens() { return experiments; }

}  // namespace strathern
