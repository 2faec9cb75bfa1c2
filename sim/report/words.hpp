// How is a study described in sentences? From declared policies and resulting intervals.
#pragma once
#include <strathern/params/definitions.hpp>
#include <string>
#include <vector>

#include "report/view.hpp"

namespace strathern {

/// What a metric counts and for whom: "AI lines over lines per engineer".
std::string watched_words(const Metric& metric);

/// An intervention in words, without its date.
std::string intervention_words(const Intervention& intervention);

/// "rose by 2.1 % [1.3 to 2.9]", "fell by ...", "showed no difference with n = 100 replicates". A difference is called
/// one only where its interval excludes 0.
std::string effect_words(const View& view, std::size_t column, std::size_t policy);

/// "better", "worse", "differs", "no difference seen", "exactly the same".
std::string verdict_words(Verdict verdict);

/// "equal in all 20; up to 14 % of replicates may differ": what n equal pairs say.
std::string equal_words(std::size_t n);

/// What the policies do to one output, without numbers: "higher under a; lower under b; no difference was seen under c
/// and d."
std::string output_words(const View& view, std::size_t column);

/// Under which policies the watched number rose, and whether customers came back there.
std::string parting_sentence(const View& view);

/// "a", "a and b", "a, b and c".
std::string enumerated(const std::vector<std::string>& words);

}  // namespace strathern
