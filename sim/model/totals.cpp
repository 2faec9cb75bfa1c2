// What do the tallies of all teams come to? Sums in the order of teams.
#include <strathern/totals.hpp>

namespace strathern {

void Totals::add(const State& state, TeamId team) {
    each_column([&](auto column) {
        using C = decltype(column);
        if constexpr (C::kind == detail::Kind::tally) {
            const auto tally = state[column];
            if constexpr (C::info.lanes == Lanes::one)
                sums_[C::place] += tally[team];
            else
                for (std::size_t lane = 0; lane < C::lanes; ++lane) sums_[C::place + lane] += tally[lane][team];
        }
    });
}

void Totals::add(const Totals& other) {
    for (std::size_t k = 0; k < sums_.size(); ++k) sums_[k] += other.sums_[k];
}

Totals total_of(const State& state) {
    Totals totals;
    for (std::uint32_t team = 0; team < state.layout.teams_count; ++team) totals.add(state, TeamId{team});
    return totals;
}

}  // namespace strathern
