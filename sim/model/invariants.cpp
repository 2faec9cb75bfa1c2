// What can never be? Checked after every quarter, so that no impossible number is ever stored.
#include "model/phases.hpp"

namespace strathern {

const char* broken_invariant(const Rules& given, const State& s) {
    const char* broken = nullptr;
    each_column(s, [&](const ColumnInfo& info, const auto& column) {
        for (const double x : column.values())
            if (!(x - x == 0.0) && broken == nullptr) broken = info.name;
    });
    if (broken != nullptr) return broken;
    for (std::uint32_t row = 0; row < s.rows(); ++row) {
        const EngineerId i{row};
        if (s.people.active[i] == 0.0) continue;
        double sum = 0.0;
        for (const auto& share : s.choices.share) sum += share[i];
        if (given.p.behaviour().choice_law == ChoiceLaw::best_response) {
            if (!(sum >= 0.0 && sum < given.p.behaviour().longest_day + 1e-9))
                return "share (sums to the longest day at most)";
        } else if (!(sum > 1.0 - 1e-9 && sum < 1.0 + 1e-9)) {
            return "share (sums to 1)";
        }
    }
    return nullptr;
}

}  // namespace strathern
