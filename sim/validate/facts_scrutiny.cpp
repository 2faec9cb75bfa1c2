// Fact 7: does scrutiny per line collapse with the size of a change?
#include <string>

#include "validate/experiment.hpp"

namespace strathern {
namespace {

// A quantity in changes of around 50 lines compared with those of around 250, in the same queue.
PerReplicate smaller(Arms& arms, const std::string& output) {
    const Outcomes& all = arms["all_sizes"];
    return change(all.mean((output + "_medium").c_str(), after_run_in),
                  all.mean((output + "_small").c_str(), after_run_in));
}

PerReplicate found_share(const Outcomes& o) {
    return ratio(o.sum("defects_found", after_run_in), o.sum("defects_made", after_run_in));
}

// A reading finds something noticeable in a line and remarks on it, so remarks per line scale with detection.
constexpr Experiment experiments[] = {
    {"7a",
     "remarks per line, changes below 10 lines against 1000 and more",
     "detection at first reading: ratio",
     19.0,
     {10.0, 30.0},
     BandBy::list,
     Basis::calibrated,
     "codepulse2024",
     "scrutiny",
     [](Arms& arms) {
         const Outcomes& all = arms["all_sizes"];
         return ratio(all.mean("detection_tiny", after_run_in), all.mean("detection_huge", after_run_in));
     }},
    {"7b",
     "remarks per line, changes of around 50 lines against 250",
     "detection at first reading: change",
     0.4,
     {0.25, 0.6},
     BandBy::list,
     Basis::calibrated,
     "graphite",
     "scrutiny",
     [](Arms& arms) { return smaller(arms, "detection"); }},
    {"7c",
     "time to merge, changes of around 50 lines against 250",
     "hours from opening to merge: change",
     -0.4,
     {-0.6, -0.2},
     BandBy::ours,
     Basis::calibrated,
     "graphite",
     "scrutiny",
     [](Arms& arms) { return smaller(arms, "merge_hours"); }},
    {"7d",
     "changes that fail, of around 50 lines against 250",
     "failures at release / merged: change",
     -0.15,
     {-0.3, -0.05},
     BandBy::ours,
     Basis::calibrated,
     "graphite",
     "scrutiny",
     [](Arms& arms) { return smaller(arms, "failure_share"); }},
    {"7e",
     "defects found by a reading at 200 lines an hour",
     "defects found / defects made",
     0.55,
     {0.45, 0.7},
     BandBy::list,
     Basis::set,
     "kemerer2009",
     "reading-speed",
     [](Arms& arms) { return found_share(arms["lines_an_hour_200"]); }},
    {"7f",
     "defects found by a reading at 1000 lines an hour",
     "defects found / defects made",
     0.15,
     {0.0, 0.3},
     BandBy::list,
     Basis::predicted,
     "kemerer2009",
     "reading-speed",
     [](Arms& arms) { return found_share(arms["lines_an_hour_1000"]); }},
};

}  // namespace

std::span<const Experiment> experiments_on_scrutiny() { return experiments; }

}  // namespace strathern
