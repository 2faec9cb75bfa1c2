// How large would a run be, and is that allowed? Answered before anything is allocated.
#pragma once
#include <string>
#include <vector>

#include <strathern/error.hpp>
#include <strathern/params/scenario.hpp>

namespace strathern {

/// Most engineer-days of a study: all policies and replicates together.
inline constexpr double engineer_days_limit = 1e13;
/// Most memory of a study [bytes].
inline constexpr double memory_bytes_limit = 20.0 * 1024 * 1024 * 1024;
/// Memory used by one engineer of one running replicate, including open changes [bytes]. Source: bench/, rounded up.
inline constexpr double memory_bytes_per_engineer = 2048;

/// Memory of the program itself [bytes], measured.
inline constexpr double memory_bytes_of_program = 14.0 * 1024 * 1024;
/// Results of one quarter of one run in a store [bytes]: 8 for each output, rounded up. In memory, while a study is
/// analysed, they take twice as much.
inline constexpr double result_bytes_per_quarter = 1280;

/// What a study needs.
struct StudySize {
    double engineer_days = 0;  ///< engineers x 65 x quarters x replicates x policies
    double run_bytes = 0;      ///< of memory: engineers x memory_bytes_per_engineer x threads
    double result_bytes = 0;   ///< of the store: replicates x policies x quarters x 1 KiB

    double memory_bytes() const { return memory_bytes_of_program + run_bytes + 2.0 * result_bytes; }
};

/// "about 5.5e+06 engineer-days, 0.25 GiB of memory and 34 MiB of results".
std::string size_text(const StudySize& size);

/// Estimates a study in doubles, which do not overflow and are exact below 2^53.
StudySize estimate_study(const Scenario& scenario, int threads_count = 1);

/// One problem for each limit that a study exceeds, without a position.
std::vector<Problem> limits_passed(const Scenario& scenario, int threads_count = 1);

}  // namespace strathern
