// Which findings are published, and how are they tested in the model? A published contrast on one side, arms of a
// scenario on the other.
#pragma once
#include <cstdint>
#include <deque>
#include <functional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "study/distributions.hpp"
#include "study/outcomes.hpp"
#include "study/people_weeks.hpp"
#include "validate/paired.hpp"

namespace strathern {

/// The arms of an experiment: policies of one scenario, with the same luck. An arm is run when first requested.
class Arms {
public:
    using Run = std::function<Outcomes(const char* policy)>;
    using Watch = std::function<std::vector<PeopleWeeks>(const char* policy)>;
    using Count = std::function<std::vector<Distributions>(const char* policy)>;
    explicit Arms(Run run, Watch watch = nullptr, Count count = nullptr, Run by_month = nullptr)
        : run_(std::move(run)), watch_(std::move(watch)), count_(std::move(count)), by_month_(std::move(by_month)) {}
    /// Errors: ExitCode::command_line when the scenario has no such policy; anything a run throws.
    const Outcomes& operator[](const char* policy) {
        for (const auto& [name, outcomes] : ran_)
            if (name == policy) return outcomes;
        return ran_.emplace_back(policy, run_(policy)).second;
    }
    /// An arm with months in place of quarters. Errors: the same.
    const Outcomes& months(const char* policy) {
        for (const auto& [name, outcomes] : ran_by_month_)
            if (name == policy) return outcomes;
        return ran_by_month_.emplace_back(policy, by_month_(policy)).second;
    }
    /// Everybody's weeks in an arm, by replicate. Errors: the same.
    const std::vector<PeopleWeeks>& people(const char* policy) {
        for (const auto& [name, people] : watched_)
            if (name == policy) return people;
        return watched_.emplace_back(policy, watch_(policy)).second;
    }
    /// How single changes, incidents and person-weeks of an arm are distributed, by replicate. Errors: the same.
    const std::vector<Distributions>& distributions(const char* policy) {
        for (const auto& [name, distributions] : counted_)
            if (name == policy) return distributions;
        return counted_.emplace_back(policy, count_(policy)).second;
    }

private:
    Run run_;
    Watch watch_;
    Count count_;
    Run by_month_;
    std::deque<std::pair<std::string, Outcomes>> ran_, ran_by_month_;
    std::deque<std::pair<std::string, std::vector<PeopleWeeks>>> watched_;
    std::deque<std::pair<std::string, std::vector<Distributions>>> counted_;
};

/// The range of accepted values. An end may be infinite.
struct Band {
    double low, high;
};

/// Origin of a band: the list of facts that the model is tested against, or our own where sources give only a target.
enum class BandBy : std::uint8_t { list, ours };

/// What an agreement means. set: the target is also a parameter's source, so agreement shows only that nothing else
/// distorts it. calibrated: the row was looked at when parameters were chosen. predicted: no parameter was chosen from
/// it.
enum class Basis : std::uint8_t { set, calibrated, predicted };

/// One row of the validation.
struct Experiment {
    const char* id;         ///< number of the fact and a letter, L and a number, or sense or dora and words; permanent
    const char* statement;  ///< what is compared
    const char* statistic;  ///< as text, of one replicate
    double target;
    Band band;
    BandBy band_by;
    Basis basis;
    const char* source;    ///< entries of docs/references.bib
    const char* scenario;  ///< file in scenarios/facts, without ending
    PerReplicate (*observed)(Arms&);
};

/// The experiments by field; all of them together are what `strathern validate` runs.
std::span<const Experiment> experiments_on_stability();
std::span<const Experiment> experiments_on_adoption();
std::span<const Experiment> experiments_on_gain();
std::span<const Experiment> experiments_on_defects();
std::span<const Experiment> experiments_on_boost();
std::span<const Experiment> experiments_on_scrutiny();
std::span<const Experiment> experiments_on_tokens();
std::span<const Experiment> experiments_on_bunching();
std::span<const Experiment> experiments_on_contagion();
std::span<const Experiment> experiments_on_levels();
std::span<const Experiment> experiments_on_organisations();
std::span<const Experiment> experiments_on_sense();
std::span<const Experiment> experiments_on_minutes();

/// Quarters before this one are run-in of what an arm changes in the first week.
inline constexpr std::size_t after_run_in = 1;

}  // namespace strathern
