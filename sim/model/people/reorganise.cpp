// Who is let go, who rises, who changes teams, and what is seen of others? Between the weeks, over everybody.
#include <algorithm>
#include <strathern/params/definitions.hpp>
#include <strathern/params/organisation.hpp>
#include <strathern/params/people.hpp>
#include <vector>

#include "core/variates.hpp"
#include "model/people/people.hpp"

namespace strathern {
namespace {

/// An engineer and the number they are ranked by.
struct Ranked {
    double key;
    EngineerId engineer;
};

// Lowest first; equals by row, so that the order never depends on the sort.
void rank(std::vector<Ranked>& all) {
    std::ranges::sort(all, [](const Ranked& a, const Ranked& b) {
        return a.key != b.key ? a.key < b.key : index(a.engineer) < index(b.engineer);
    });
}

// The whole number nearest to a part of so many.
std::size_t nearest(double x) { return static_cast<std::size_t>(x + 0.5); }

using EngineersView = View<Reads<col::places, col::reviews_only>, Writes<>>;

// An engineer's seat: neither a dedicated reviewer's nor one that the team does not have.
bool is_engineers(EngineerId i, EngineersView v) {
    const Layout& layout = v.layout();
    return !v[col::reviews_only][i] && index(i) % layout.width < v[col::places][layout.team_of(i)];
}

// With nothing at stake nobody looks at a score.
bool is_measured(View<Reads<col::contracts>, Writes<>> v) {
    const Contract* contract = first_contract(v[col::contracts]);
    return contract != nullptr && contract->regime->stakes > 0.0;
}

// Empty seats go first, then people by their published score, or by luck where nobody is measured.
std::vector<Ranked> order_of_closing(const Today& today, HeadcountView v) {
    std::vector<Ranked> open;
    const bool measured = is_measured(v);
    for (std::uint32_t row = 0; row < v.layout().rows(); ++row) {
        const EngineerId i{row};
        if (!is_engineers(i, v) || v[col::closed][i] > 0.0) continue;
        const auto day = static_cast<std::uint32_t>(today.morning);
        const double luck = today.draws.uniforms(Purpose::lay_off, day, luck_of(v, i))[0];
        constexpr double before_all = -1e300;
        open.push_back({v[col::active][i] == 0.0 ? before_all : (measured ? v[col::score][i] : luck), i});
    }
    rank(open);
    return open;
}

void close_seats(const Today& today, std::size_t count, HeadcountView v) {
    const std::vector<Ranked> order = order_of_closing(today, v);
    double gone = 0.0;
    for (std::size_t k = 0; k < count; ++k) {
        const EngineerId i = order[k].engineer;
        v[col::closed][i] = 1.0;
        if (v[col::active][i] == 0.0) continue;
        clear_seat(i, minute_of(today.morning, 0), v);
        ++v[col::hired_before][i];
        v[col::laid_off][v.layout().team_of(i)] += 1.0;
        gone += 1.0;
    }
    const double people = static_cast<double>(order.size());
    for (std::uint32_t team = 0; team < v.layout().teams_count; ++team)
        v[col::insecurity][TeamId{team}] += gone / people;
}

// One team after the other, each to be filled when hiring has taken its time; those of the first morning have been.
void offer_seats(const Today& today, std::size_t count, HeadcountView v) {
    const double from = today.morning > 0 ? today.morning + static_cast<double>(today.given.people.vacancy_days) : 0.0;
    const Layout& layout = v.layout();
    for (std::uint32_t number = 0; number < layout.rows() && count > 0; ++number) {
        const std::uint32_t place = number / layout.teams_count;
        const EngineerId i{layout.first_row(TeamId{number % layout.teams_count}) + place};
        if (!is_engineers(i, v) || v[col::closed][i] == 0.0) continue;
        v[col::closed][i] = 0.0;
        v[col::vacant_until][i] = from;
        --count;
    }
}

// The best of a level, as far as anybody can tell.
std::vector<Ranked> candidates(const Today& today, std::uint8_t level, PromoteView v) {
    std::vector<Ranked> all;
    const bool measured = is_measured(v);
    for (std::uint32_t row = 0; row < v.layout().rows(); ++row) {
        const EngineerId i{row};
        if (!is_engineers(i, v) || v[col::active][i] == 0.0 || v[col::level][i] != level) continue;
        const double error = normal(today.draws.uniforms(Purpose::appraisal, today.draw_week(), luck_of(v, i))[0]);
        const double appraised = portable::log(v[col::skill][i]) + today.given.people.appraisal_sd_log * error;
        all.push_back({measured ? v[col::score][i] : appraised, i});
    }
    rank(all);
    return all;
}

void promote_level(const Today& today, std::uint8_t level, PromoteView v) {
    const std::vector<Ranked> all = candidates(today, level, v);
    const double share = today.given.people.promotion_share_per_year;
    const std::size_t count = nearest(share * static_cast<double>(all.size()));
    double mean = 0.0;
    for (const Ranked& one : all) mean += portable::log(v[col::skill][one.engineer]) / static_cast<double>(all.size());
    for (std::size_t k = all.size() - count; k < all.size(); ++k) {
        const EngineerId i = all[k].engineer;
        const TeamId team = v.layout().team_of(i);
        v[col::promoted][team] += 1.0;
        v[col::promoted_lead][team] += portable::log(v[col::skill][i]) - mean;
        ++v[col::level][i];
        take_rights(today, i, level, v);
    }
}

// A new desk in a team whose code is not known yet.
void settle_in(const Today& today, EngineerId i, TeamId former, MovesView v) {
    v[col::former_team][i] = index(former);
    v[col::familiarity][i] = 0.0;
    v[col::acuity][i] = today.given.people.unfamiliar_acuity;
    v[col::moved][v.layout().team_of(i)] += 1.0;
}

void swap_places(const Today& today, EngineerId one, EngineerId other, MovesView v) {
    swap_people(one, other, v);
    settle_in(today, one, v.layout().team_of(other), v);
    settle_in(today, other, v.layout().team_of(one), v);
}

// People who want to move meet others of the level in an order of luck; neighbours in it from different teams swap.
void move_level(const Today& today, std::uint8_t level, MovesView v) {
    const double chance = 1.0 - portable::exp(-today.given.people.moves_per_year * weeks_per_quarter / weeks_per_year);
    std::vector<Ranked> movers;
    for (std::uint32_t row = 0; row < v.layout().rows(); ++row) {
        const EngineerId i{row};
        if (!is_engineers(i, v) || v[col::active][i] == 0.0 || v[col::level][i] != level) continue;
        const auto u = today.draws.uniforms(Purpose::move, today.draw_week(), luck_of(v, i));
        if (u[0] < chance) movers.push_back({u[1], i});
    }
    rank(movers);
    for (std::size_t k = 0; k + 1 < movers.size(); k += 2) {
        const EngineerId one = movers[k].engineer, other = movers[k + 1].engineer;
        if (v.layout().team_of(one) != v.layout().team_of(other)) swap_places(today, one, other, v);
    }
}

}  // namespace

void fit_headcount(const Today& today, HeadcountView v) {
    const auto& o = today.given.organisation;
    const std::size_t kept = nearest(o.headcount_share * static_cast<double>(o.engineers_count));
    std::size_t open = 0;
    for (std::uint32_t team = 0; team < v.layout().teams_count; ++team) open += open_seats(v, TeamId{team});
    if (open > kept) close_seats(today, open - kept, v);
    if (open < kept) offer_seats(today, kept - open, v);
}

void promote(const Today& today, PromoteView v) {
    constexpr int weeks = static_cast<int>(weeks_per_year);
    if ((today.week() + 1) % weeks != 0 || today.given.people.promotion_share_per_year == 0.0) return;
    for (const std::uint8_t level : {mid, junior}) promote_level(today, level, v);  // nobody rises twice
}

void change_teams(const Today& today, MovesView v) {
    if (!today.ends_quarter() || today.given.people.moves_per_year == 0.0) return;
    for (const std::uint8_t level : {junior, mid, senior, architect}) move_level(today, level, v);
}

}  // namespace strathern
