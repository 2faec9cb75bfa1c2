// What was found in the world, and how does one look for it in the model? A published contrast on one side, arms of a
// scenario on the other.
#pragma once
#include <cstdint>
#include <deque>
#include <functional>
#include <span>
#include <string>
#include <utility>

#include "study/outcomes.hpp"
#include "validate/paired.hpp"

namespace strathern {

/// The arms of an experiment: policies of one scenario, with the same luck. An arm is run when it is first asked for.
class Arms {
public:
    using Run = std::function<Outcomes(const char* policy)>;
    explicit Arms(Run run) : run_(std::move(run)) {}
    /// Errors: ExitCode::command_line when the scenario has no such policy; whatever a run throws.
    const Outcomes& operator[](const char* policy) {
        for (const auto& [name, outcomes] : ran_)
            if (name == policy) return outcomes;
        return ran_.emplace_back(policy, run_(policy)).second;
    }

private:
    Run run_;
    std::deque<std::pair<std::string, Outcomes>> ran_;
};

/// Where a value may lie. An end may be infinite.
struct Band {
    double low, high;
};

/// Whose band: of the list of facts that the model is held against, or our own, where sources give a target only.
enum class BandBy : std::uint8_t { list, ours };

/// What stands behind an agreement. set: the target is a parameter's own source, so agreement shows that nothing on
/// the way spoils it. predicted: no parameter was chosen from it.
enum class Basis : std::uint8_t { set, predicted };

/// One row of the validation.
struct Experiment {
    const char* id;         ///< number of the fact and a letter; short and lasting
    const char* statement;  ///< what is compared
    const char* statistic;  ///< as text, of one replicate
    double target;
    Band band;
    BandBy band_by;
    Basis basis;
    const char* source;    ///< entries of docs/references.bib and rows of evidence
    const char* scenario;  ///< file in scenarios/facts, without ending
    PerReplicate (*observed)(Arms&);
};

/// The experiments by field; all of them together are what `strathern validate` runs.
std::span<const Experiment> experiments_on_stability();
std::span<const Experiment> experiments_on_adoption();
std::span<const Experiment> experiments_on_gain();
std::span<const Experiment> experiments_on_defects();
std::span<const Experiment> experiments_on_scrutiny();

/// Quarters before this one are run-in: every organisation begins with empty queues.
inline constexpr std::size_t after_run_in = 1;

}  // namespace strathern
