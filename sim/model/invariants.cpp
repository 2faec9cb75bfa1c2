// What can never be? Checked after every quarter, so that no impossible number is ever stored.
#include "model/invariants.hpp"

#include <strathern/params/behaviour.hpp>

#include "model/columns.hpp"

namespace strathern {
namespace {

constexpr double rounding = 1e-9;  ///< what sums of shares may be off by

bool finite(double x) { return x - x == 0.0; }

// Every number of a lane of a column or of a tally, or the organisation's values.
template <class Values>
bool all_finite(const Values& values) {
    for (const double x : values)
        if (!finite(x)) return false;
    return true;
}

template <class T, std::size_t stride>
bool all_finite(const TallyLane<T, stride>& lane) {
    for (std::uint32_t team = 0; team < lane.size(); ++team)
        if (!finite(lane[TeamId{team}])) return false;
    return true;
}

// Whether a column holds finite numbers only. Integers are always finite.
template <class C>
bool is_finite(C column, const State& s) {
    const auto& stored = s[column];
    if constexpr (C::kind == detail::Kind::record || !std::is_same_v<typename C::Value, double>) {
        return true;
    } else if constexpr (C::info.owner == Owner::organisation && C::info.lanes == Lanes::one) {
        return finite(stored);
    } else if constexpr (C::kind == detail::Kind::tally && C::info.lanes == Lanes::one) {
        return all_finite(stored);
    } else if constexpr (C::kind == detail::Kind::tally) {
        for (std::size_t lane = 0; lane < stored.size(); ++lane)
            if (!all_finite(stored[lane])) return false;
        return true;
    } else if constexpr (C::info.owner == Owner::organisation) {
        return all_finite(stored.values());
    } else {
        bool all = true;
        each_lane(stored, [&](const auto& lane) { all = all && all_finite(lane.values()); });
        return all;
    }
}

const char* first_infinite(const State& s) {
    const char* name = nullptr;
    each_column([&](auto column) {
        if (name == nullptr && !is_finite(column, s)) name = decltype(column)::info.name;
    });
    return name;
}

}  // namespace

const char* broken_invariant(const InForce& given, const State& s) {
    if (const char* name = first_infinite(s)) return name;
    const auto& b = given.behaviour;
    for (std::uint32_t row = 0; row < s.layout.rows(); ++row) {
        const EngineerId i{row};
        if (s[col::active][i] == 0.0) continue;
        double sum = 0.0;
        for (const auto& share : s[col::share]) sum += share[i];
        if (b.choice_law == ChoiceLaw::best_response) {
            if (!(sum >= 0.0 && sum < b.longest_day + rounding)) return "share (sums to the longest day at most)";
        } else if (!(sum > 1.0 - rounding && sum < 1.0 + rounding)) {
            return "share (sums to 1)";
        }
    }
    return nullptr;
}

}  // namespace strathern
