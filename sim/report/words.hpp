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

/// The verdict on one policy: in how many of the simulated companies an output is higher or lower than under the
/// baseline, by how much, and whether that is clear.
std::string verdict_sentence(const View& view, std::size_t column, std::size_t policy);

/// "It watches tokens per engineer (tokens rose by 30 % [27 to 32])." @param subject It, or the policy's name
std::string watched_sentence(const View& view, std::size_t policy, const std::string& subject);

/// Which policies lead the ranking.
std::string ranking_sentence(const View& view);

/// "better", "worse", "differs", "not clear", "exactly the same".
std::string verdict_words(Verdict verdict);

/// "equal in all 20; up to 14 % of replicates may differ": what n equal pairs say.
std::string equal_words(std::size_t n);

/// What the policies do to one output, without numbers: "higher under a; lower under b; no clear difference under c and
/// d."
std::string output_words(const View& view, std::size_t column);

/// Under which policies the watched number rose, and whether customers came back there.
std::string parting_sentence(const View& view);

/// "a", "a and b", "a, b and c".
std::string enumerated(const std::vector<std::string>& words);

}  // namespace strathern
