// Fact 5: how long does it last that people get more done with AI? Month by month, where nobody repays debt.
#include <limits>

#include "validate/experiment.hpp"

namespace strathern {
namespace {

constexpr double endless = std::numeric_limits<double>::infinity();
constexpr std::size_t first = 0, fourth = 3, sixth = 5, last = 8;  // months of three quarters

PerReplicate gain(Arms& arms, const char* output, std::size_t month) {
    return change(arms.months("without").at(output, month), arms.months("with").at(output, month));
}

PerReplicate what_is_left(Arms& arms, const char* output) {
    return ratio_of_means(gain(arms, output, fourth), gain(arms, output, first));
}

/// Debt and erosion: what slows work.
PerReplicate debt(const Outcomes& months, std::size_t month) {
    return paired(months.at("debt_hours", month), months.at("erosion_hours", month),
                  [](double a, double b) { return a + b; });
}

PerReplicate rise_of_debt(Arms& arms, std::size_t month) {
    return change(debt(arms.months("without"), month), debt(arms.months("with"), month));
}

constexpr Experiment experiments[] = {
    {"5a",
     "what is left in the fourth month of the first month's gain in lines, AI from one week on",
     "gain in lines, month 4 / month 1",
     0.0,
     {-endless, 1.0 / 3.0},
     BandBy::list,
     Basis::predicted,
     "he2026",
     "boost",
     [](Arms& arms) { return what_is_left(arms, "lines"); }},
    {"5b",
     "debt after nine months, AI from one week on against none",
     "hours of debt and erosion: change",
     0.41,
     {0.25, 0.6},
     BandBy::list,
     Basis::predicted,
     "he2026",
     "boost",
     [](Arms& arms) { return rise_of_debt(arms, last); }},
    {"5c",
     "the same in the ninth month less in the sixth: it does not fall",
     "hours of debt and erosion, change: difference",
     0.0,
     {0.0, endless},
     BandBy::list,
     Basis::predicted,
     "he2026",
     "boost",
     [](Arms& arms) { return minus(rise_of_debt(arms, last), rise_of_debt(arms, sixth)); }},
    {"5d",
     "what is left in the fourth month of the first month's gain in merged changes, the same",
     "gain in merged changes, month 4 / month 1",
     1.0,
     {2.0 / 3.0, endless},
     BandBy::ours,
     Basis::predicted,
     "butler2026",
     "boost",
     [](Arms& arms) { return what_is_left(arms, "changes_merged"); }},
};

}  // namespace

std::span<const Experiment> experiments_on_boost() { return experiments; }

}  // namespace strathern
