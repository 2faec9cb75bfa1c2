// What did each person reach and do, week by week? For questions that no output over a whole quarter answers.
#pragma once
#include <cstdint>
#include <strathern/params/scenario.hpp>
#include <vector>

#include "study/outcomes.hpp"

namespace strathern {

/// An engineer's seat in a week under a regime.
struct PersonWeek {
    std::uint32_t number = 0;  ///< how many had been hired for the seat before: the same person under every policy
    bool is_counted = false;   ///< somebody sits there whom the regime binds
    bool knows = false;        ///< a practice that runs by itself
    bool uses = false;         ///< has it running
    double reached = 0.0;      ///< published value of the first metric, without its error, over the target
    double reluctance = 0.0;   ///< to do what is frowned upon; of one on average
};

/// The weeks under a regime, of one replicate.
struct PeopleWeeks {
    std::uint32_t seats_per_team = 1;
    std::vector<std::vector<PersonWeek>> weeks;  ///< [weeks][seats], teams one after the other
};

/// Simulates a scenario under one policy and keeps every engineer's weeks. @return one a replicate, with the same luck
/// as those of outcomes_of. Errors: ExitCode::runs_failed when a run fails.
std::vector<PeopleWeeks> people_weeks_of(const Scenario& scenario, std::uint32_t policy,
                                         const OutcomesRequest& request);

}  // namespace strathern
