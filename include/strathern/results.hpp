// What comes out of a simulation: one row of named numbers per quarter, and how a run ended.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

namespace strathern {

/// One tidy row: replicate x policy x quarter, with one value per output column (outputs.hpp gives their names).
struct QuarterRow {
    std::uint32_t replicate = 0;  ///< [0, replicates)
    std::uint32_t policy = 0;     ///< position in the scenario's policies
    std::uint32_t quarter = 0;    ///< [0, quarters)
    std::vector<double> values;   ///< shape: output columns
};

/// How one run (one replicate under one policy) ended.
enum class RunStatus : std::uint8_t { done, stopped, failed };

/// Where a run failed; empty unless status is `failed`.
struct RunOutcome {
    RunStatus status = RunStatus::done;
    int day = 0;       ///< first working day on which the defect was seen
    std::string what;  ///< the column or balance that broke, in words
};

}  // namespace strathern
