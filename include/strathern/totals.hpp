// What happened in a month or a quarter, over the whole organisation or one team?
#pragma once
#include <array>
#include <span>
#include <strathern/state.hpp>

namespace strathern {

/// Sums of tallies over teams in their order; the same bits for any number of threads.
class Totals {
public:
    /// `totals[col::tokens]` is a sum, `totals[col::sized_lines][size]` one of several.
    template <class C>
    requires(C::kind == detail::Kind::tally) auto operator[](C) const {
        if constexpr (C::info.lanes == Lanes::one)
            return sums_[C::place];
        else
            return std::span<const double, C::lanes>(sums_.data() + C::place, C::lanes);
    }
    /// Every sum, in the order of state.def.
    std::span<const double> values() const { return sums_; }
    /// Adds the tallies of one team.
    void add(const State& state, TeamId team);
    /// Adds another period.
    void add(const Totals& other);

private:
    std::array<double, detail::tally_width> sums_{};
};

/// Adds up the tallies of all teams.
Totals total_of(const State& state);

}  // namespace strathern
