// Who is there on the first morning? Layout, seats, people, habits, products.
#include <strathern/params/activities.hpp>
#include <strathern/params/management.hpp>
#include <strathern/params/organisation.hpp>
#include <strathern/params/people.hpp>

#include "core/variates.hpp"
#include "model/blocks.hpp"
#include "model/codebase.hpp"
#include "model/customers.hpp"
#include "model/people/people.hpp"
#include "model/pools.hpp"
#include "model/value.hpp"

namespace strathern {
namespace {

// Seats of a team, or of all, at a headcount. @param headcount [1, 2], over the first day's
std::uint32_t places_of(double seats, double headcount) {
    const double places = seats * headcount;
    const auto whole = static_cast<std::uint32_t>(places);
    return whole + (whole < places ? 1 : 0);
}

Layout layout_of(const InForce& given, const Catalogue& catalogue) {
    const auto& o = given.organisation;
    const std::uint32_t engineers = places_of(static_cast<double>(o.team_size), catalogue.most_headcount);
    return {.teams_count = static_cast<std::uint32_t>((o.engineers_count + o.team_size - 1) / o.team_size),
            .width = engineers + catalogue.dedicated_seats,
            .options = static_cast<std::uint32_t>(catalogue.options()),
            .engineers = engineers,
            .pool_teams = static_cast<std::uint32_t>(o.pool_teams_count)};
}

using SeatsView = View<Reads<>, Writes<col::members, col::places, col::seat, col::reviews_only, col::closed>>;

void place_seats(const InForce& given, double most_headcount, TeamId team, SeatsView v) {
    const auto& o = given.organisation;
    const Layout& layout = v.layout();
    const std::uint32_t size = static_cast<std::uint32_t>(o.team_size), number = index(team);
    const std::uint32_t left = static_cast<std::uint32_t>(o.engineers_count) - number * size;
    const std::uint32_t members = v[col::members][team] = left < size ? left : size;
    v[col::places][team] = places_of(members, most_headcount);
    for (std::uint32_t place = 0; place < layout.width; ++place) {
        const EngineerId i{layout.first_row(team) + place};
        const bool reviews_only = place >= layout.engineers;
        // Dedicated reviewers' luck is numbered from the top, so that it does not depend on the team's size.
        const std::uint32_t from_top = reviews_only ? place - layout.engineers : 0;
        v[col::seat][i] = number * seats_per_team + (reviews_only ? seats_per_team - 1 - from_top : place);
        v[col::reviews_only][i] = reviews_only;
        v[col::closed][i] = !reviews_only && place >= members;
    }
}

using VeteransView = View<Reads<col::chosen, col::own_skill, col::luck_seat, col::luck_number>,
                          Writes<col::skill, col::tenure_days, col::ramp, col::familiarity, col::acuity>>;

// They have seen as much of the code as their first habits let them.
void know_code_of_old(const Today& today, EngineerId i, VeteransView v) {
    const auto& p = today.given.people;
    const auto hours = [&](std::size_t a) { return v[col::chosen][a][i]; };
    // By what is declared, so that it does not matter whether a practice was known or is taught on the first morning.
    const auto& a = today.given.activities;
    const double all = a.build.habit_share + a.build_with_ai.habit_share + a.review.habit_share;
    const double share = hours(review) > 0.0 && all > 0.0 ? a.review.habit_share / all : 0.0;
    const double reading = share * today.given.chosen_minutes() * days_per_week;
    const double known = familiarity_at_rest(p, hours(build), hours(build_with_ai), reading);
    v[col::familiarity][i] = known;
    v[col::acuity][i] = acuity_of(p, known);
    v[col::ramp][i] = known_code_factor(p, known);
}

// People of the first morning are no newcomers: they have been there as long as people who leave at the usual rate.
void make_veterans(const Today& today, VeteransView v) {
    constexpr std::uint32_t tenure = 3;  // block of a person's luck, behind traits and level
    const auto& p = today.given.people;
    for (std::uint32_t row = today.block.first_row; row < today.block.last_row; ++row) {
        const EngineerId i{row};
        const double u = today.draws.uniforms(Purpose::setup_person, 0, luck_of(v, i), tenure)[0];
        const double stay = p.attrition_per_year > 0.0 ? exponential(1.0 / p.attrition_per_year, u) : 0.0;
        const double days = stay * weeks_per_year * days_per_week;
        v[col::tenure_days][i] = days > p.ramp_days ? days : p.ramp_days;
        v[col::skill][i] =
            v[col::own_skill][i] * skill_after(p, v[col::chosen][build][i], v[col::chosen][build_with_ai][i], days);
        know_code_of_old(today, i, v);
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
        place_seats(given, catalogue.most_headcount, TeamId{team}, SeatsView(s));
        s[col::belief][TeamId{team}] = given.management.belief_start;
    }
    s[col::ai_in_reach] = given.has_ai() ? 1.0 : 0.0;
    declare_habits(given.activities, View<Reads<>, Writes<col::declared_habit>>(s));
    found_products(given, FoundingView(s));
    Scratch scratch;
    for (std::uint32_t b = 0; b < block_count(s.layout); ++b) {
        const Today first_morning{given, catalogue, draws, 0, 0, block_of(s.layout, b), scratch};
        fill_seats(first_morning, FillSeatsView(s));
        make_veterans(first_morning, VeteransView(s));
        derive_rates(first_morning, RatesView(s));
        found_code(first_morning, FoundCodeView(s));
        derive_rates(first_morning, RatesView(s));  // once more: erosion makes defects likelier
        count_reviewers(first_morning, CountReviewersView(s));
        take_stock(first_morning, StockView(s));
    }
}

}  // namespace strathern
