// Fact 3: does context decide what AI brings, and do people misjudge it?
#include <algorithm>
#include <limits>
#include <string>

#include "validate/experiment.hpp"

namespace strathern {
namespace {

// What the same people complete with AI relative to without.
PerReplicate gain(Arms& arms, const std::string& cell) {
    return change(arms[(cell + "_without").c_str()].sum("items_completed", after_run_in),
                  arms[(cell + "_with").c_str()].sum("items_completed", after_run_in));
}

PerReplicate expert_gain(Arms& arms) { return gain(arms, "expert"); }

// Less output in the same time is more time for the same output.
PerReplicate expert_time(Arms& arms) {
    PerReplicate time = expert_gain(arms);
    for (double& x : time) x = 1.0 / (1.0 + x) - 1.0;
    return time;
}

PerReplicate smallest_step(Arms& arms) {
    PerReplicate step, above = gain(arms, "new_easy");
    for (const char* cell : {"old_easy", "new_hard", "old_hard"}) {
        PerReplicate below = gain(arms, cell);
        const PerReplicate drop = minus(above, below);
        step = step.empty() ? drop : paired(step, drop, [](double a, double b) { return std::min(a, b); });
        above = std::move(below);
    }
    return step;
}

constexpr double endless = std::numeric_limits<double>::infinity();
constexpr const char* cells = "denisovblanch2025";

constexpr Experiment experiments[] = {
    {"3a",
     "gain from AI: new code, simple",
     "items with AI / without - 1",
     0.35,
     {0.25, 0.45},
     BandBy::list,
     Basis::set,
     cells,
     "gain",
     [](Arms& arms) { return gain(arms, "new_easy"); }},
    {"3b",
     "gain from AI: new code, complex",
     "items with AI / without - 1",
     0.125,
     {0.025, 0.225},
     BandBy::list,
     Basis::set,
     cells,
     "gain",
     [](Arms& arms) { return gain(arms, "new_hard"); }},
    {"3c",
     "gain from AI: mature code, simple",
     "items with AI / without - 1",
     0.175,
     {0.075, 0.275},
     BandBy::list,
     Basis::set,
     cells,
     "gain",
     [](Arms& arms) { return gain(arms, "old_easy"); }},
    {"3d",
     "gain from AI: mature code, complex",
     "items with AI / without - 1",
     0.05,
     {-0.05, 0.15},
     BandBy::list,
     Basis::set,
     cells,
     "gain",
     [](Arms& arms) { return gain(arms, "old_hard"); }},
    {"3e",
     "time of experts in mature, complex code with AI",
     "items without AI / with - 1",
     0.19,
     {0.09, 0.29},
     BandBy::list,
     Basis::set,
     "metr2025",
     "gain-experts",
     expert_time},
    {"3f",
     "order of the four gains",
     "smallest step from simple new to complex mature code",
     0.05,
     {0.0, endless},
     BandBy::list,
     Basis::set,
     cells,
     "gain",
     smallest_step},
    {"3g",
     "gain from an hour with AI as perceived by experts, minus the true gain",
     "perceived gain - true gain",
     0.36,
     {0.2, 0.5},
     BandBy::list,
     Basis::set,
     "metr2025",
     "gain-experts",
     [](Arms& arms) {
         const Outcomes& with = arms["expert_with"];
         return minus(with.mean("ai_gain_perceived", after_run_in), with.mean("ai_gain_true", after_run_in));
     }},
};

}  // namespace

std::span<const Experiment> experiments_on_gain() { return experiments; }

}  // namespace strathern
