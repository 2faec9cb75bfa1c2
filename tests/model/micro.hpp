// A few people, a table written by hand: the state in which one phase of the model is tried by itself.
#pragma once
#include <strathern/params.hpp>
#include <strathern/params/definitions.hpp>
#include <string>

#include "model/blocks.hpp"
#include "model/columns.hpp"
#include "model/people/people.hpp"
#include "model/today.hpp"

namespace strathern::test {

/// An organisation whose columns a test fills in by hand. Parameters are changed before `lay_out`, columns after it.
class Micro {
public:
    Parameters p;
    std::vector<Named<Practice>> practices;
    State s;
    Scratch scratch{};
    Regime regime;
    Draws draws{1, 0};  ///< seed 1

    /// Lays out so many teams of so many people who are there, with every column at its start value. Nobody has an
    /// item, a habit or a trait unless the test says so.
    /// @param dedicated seats of dedicated reviewers a team, behind the others; nobody sits on them
    void lay_out(std::uint32_t teams, std::uint32_t size, std::uint32_t dedicated = 0, bool measured = false) {
        catalogue_ = {.practices = practices,
                      .dedicated_seats = dedicated,
                      .ever_measured = measured,
                      .asked = {.happenings = true, .practices = true}};
        s.layout.teams_count = teams;
        s.layout.width = size + dedicated;
        s.layout.engineers = size;
        s.layout.options = static_cast<std::uint32_t>(catalogue_.options());
        size_columns(s, sizes_under(nullptr, catalogue_));
        for (std::uint32_t team = 0; team < teams; ++team) {
            s[col::members][TeamId{team}] = s[col::places][TeamId{team}] = size;
            s[col::flow][TeamId{team}].in_review.resize(s.layout.width);
            for (std::uint32_t place = 0; place < s.layout.width; ++place) seat(team, place, place >= size);
        }
    }

    /// Puts the regime in force for everybody, with its targets as declared and nothing counted yet.
    void measure() {
        s[col::contracts].list = {{&regime, Audience::engineers, 0}};
        size_metric_columns(sizes_under(&regime, catalogue_), MetricColumnsView(s));
        for (std::size_t m = 0; m < regime.metrics.size(); ++m) s[col::target][m] = regime.metrics[m].value.target;
    }

    const InForce& given() const { return given_; }
    InForce& given() { return given_; }
    const Catalogue& catalogue() const { return catalogue_; }
    Block block() const { return whole(s.layout); }
    /// A day of the whole organisation.
    Today today(int day = 0) { return {given_, catalogue_, draws, day, day + 1, block(), scratch}; }

    /// A view of the state, for the phase that is tried.
    template <class V>
    V view() {
        return V(s);
    }

private:
    void seat(std::uint32_t team, std::uint32_t place, bool dedicated) {
        const EngineerId i{team * s.layout.width + place};
        s[col::seat][i] = s[col::luck_seat][i] = team * seats_per_team + place;
        s[col::reviews_only][i] = dedicated;
        s[col::active][i] = dedicated ? 0.0 : 1.0;
    }

    InForce given_{p};
    Catalogue catalogue_;
};

/// The slope of a quantity by something that is chosen: the rules, asked twice. @param derive what follows from it
template <class Derive, class Sum>
double slope_by(double& chosen, const Derive& derive, const Sum& sum) {
    constexpr double step = 1e-6;
    const double was = chosen;
    chosen = was + step, derive();
    const double above = sum();
    chosen = was - step, derive();
    const double below = sum();
    chosen = was, derive();
    return (above - below) / (2.0 * step);
}

/// The same for everybody.
inline void fill(Column<EngineerId>& column, double value) {
    for (double& x : column.values()) x = value;
}

/// Row k as a row number of people, and of teams.
constexpr EngineerId person(std::uint32_t k) { return EngineerId{k}; }
constexpr TeamId team(std::uint32_t k) { return TeamId{k}; }

}  // namespace strathern::test
