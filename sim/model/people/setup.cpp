// Who is there on the first morning? Layout, seats, people, habits, products.
#include <strathern/params/activities.hpp>
#include <strathern/params/ai.hpp>
#include <strathern/params/management.hpp>
#include <strathern/params/organisation.hpp>
#include <strathern/params/people.hpp>

#include "model/blocks.hpp"
#include "model/customers.hpp"
#include "model/people/people.hpp"
#include "model/pools.hpp"

namespace strathern {
namespace {

Layout layout_of(const InForce& given, const Catalogue& catalogue) {
    const auto& o = given.organisation;
    return {.teams_count = static_cast<std::uint32_t>((o.engineers_count + o.team_size - 1) / o.team_size),
            .width = static_cast<std::uint32_t>(o.team_size) + catalogue.dedicated_seats,
            .options = static_cast<std::uint32_t>(catalogue.options()),
            .pool_teams = static_cast<std::uint32_t>(o.pool_teams_count)};
}

using SeatsView = View<Reads<>, Writes<col::members, col::seat, col::reviews_only>>;

void place_seats(const InForce& given, TeamId team, SeatsView v) {
    const auto& o = given.organisation;
    const Layout& layout = v.layout();
    const std::uint32_t size = static_cast<std::uint32_t>(o.team_size), number = index(team);
    const std::uint32_t left = static_cast<std::uint32_t>(o.engineers_count) - number * size;
    v[col::members][team] = left < size ? left : size;
    for (std::uint32_t place = 0; place < layout.width; ++place) {
        const EngineerId i{layout.first_row(team) + place};
        // Dedicated reviewers' luck is numbered from the top, so that it does not depend on the team's size.
        v[col::seat][i] = number * seats_per_team + (place < size ? place : seats_per_team - 1 - (place - size));
        v[col::reviews_only][i] = place >= size;
    }
}

using VeteransView = View<Reads<>, Writes<col::tenure_days, col::ramp, col::familiarity, col::acuity>>;

// People of the first morning are no newcomers.
void make_veterans(const InForce& given, const Block& block, VeteransView v) {
    for (std::uint32_t row = block.first_row; row < block.last_row; ++row) {
        const EngineerId i{row};
        v[col::tenure_days][i] = given.people.ramp_days;
        v[col::ramp][i] = v[col::familiarity][i] = v[col::acuity][i] = 1.0;
    }
}

void declare_habits(const Activities& a, View<Reads<>, Writes<col::declared_habit>> v) {
    v[col::declared_habit][build] = a.build.habit_share;
    v[col::declared_habit][build_with_ai] = a.build_with_ai.habit_share;
    v[col::declared_habit][review] = a.review.habit_share;
}

}  // namespace

void set_up(const InForce& given, const Catalogue& catalogue, const Draws& draws, State& s) {
    s.layout = layout_of(given, catalogue);
    size_columns(s, sizes_under(nullptr, catalogue));
    share_queues(s.layout.pool_teams, ShareQueuesView(s));
    for (std::uint32_t team = 0; team < s.layout.teams_count; ++team) {
        place_seats(given, TeamId{team}, SeatsView(s));
        s[col::belief][TeamId{team}] = given.management.belief_start;
    }
    s[col::ai_in_reach] = given.ai.access ? 1.0 : 0.0;
    declare_habits(given.activities, View<Reads<>, Writes<col::declared_habit>>(s));
    found_products(given, FoundingView(s));
    Scratch scratch;
    for (std::uint32_t b = 0; b < block_count(s.layout); ++b) {
        const Today first_morning{given, catalogue, draws, 0, 0, block_of(s.layout, b), scratch};
        fill_seats(first_morning, FillSeatsView(s));
        make_veterans(given, first_morning.block, VeteransView(s));
        derive_rates(first_morning, RatesView(s));
        count_reviewers(first_morning, CountReviewersView(s));
    }
}

}  // namespace strathern
