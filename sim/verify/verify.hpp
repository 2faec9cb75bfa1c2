// Does the program obey theory? Runs the scenarios of the claims and judges each.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "verify/claim.hpp"

namespace strathern {

/// Probability that any claim fails although all are true, over all claims together.
inline constexpr double false_alarm_level = 0.001;

/// Probability with which a claim must see an error as large as its band.
inline constexpr double power = 0.9;

/// What to verify.
struct VerifyRequest {
    std::string folder;       ///< of the scenarios
    std::string shipped;      ///< of the scenarios as shipped, which say what a formula takes for granted
    std::string filter = {};  ///< claims whose id, statement or scenario contains it
    OutcomesRequest runs = {};
};

/// agrees: no difference at the false-alarm level. differs: a difference. vague: no difference seen, but an error as
/// large as the band would be missed too often: add replicates. unmet: the formula does not hold for the present
/// scenario.
enum class Verdict : std::uint8_t { agrees, differs, vague, unmet };

/// A judged claim.
struct Judged {
    const Claim* claim;
    Verdict verdict;
    double expected = 0.0, simulated = 0.0, error = 0.0;  ///< error: standard error of the mean over replicates
    std::uint64_t replicates = 0;                         ///< those in which the statistic is defined
    double sees = 0.0;  ///< relative error that is seen nine times in ten; of an exact statistic the band
    std::string why;    ///< of `unmet`
    /// The statistic is the same in every replicate: without noise to judge by, only the band counts.
    bool exact() const;
    double z() const;  ///< 0 when exact
};

/// All claims, in the order of their fields.
std::vector<const Claim*> all_claims();

/// Whether a claim is asked for by a filter.
bool asked(const Claim& claim, const std::string& filter);

/// |z| beyond which a claim differs, for this many judged together.
double z_limit(std::size_t claims);

/// Judges one claim by the statistic's values, one per replicate; replicates in which it is undefined (NaN) are left
/// out.
Judged judge(const Claim& claim, double expected, const std::vector<double>& values, double limit);

/// Runs and judges. Errors: all of load_scenario.
std::vector<Judged> verify(const VerifyRequest& request);

}  // namespace strathern
