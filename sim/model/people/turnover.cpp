// Who leaves, who comes, and what becomes of the work on a seat that is left?
#include <strathern/params/money.hpp>
#include <strathern/params/organisation.hpp>
#include <strathern/params/people.hpp>
#include <strathern/params/review.hpp>

#include "core/variates.hpp"
#include "core/wide.hpp"
#include "model/money.hpp"
#include "model/people/people.hpp"

namespace strathern {
namespace {

// A review in hand goes back to the queue and waits anew.
void drop_review(std::uint32_t place, std::int32_t minute, Flow& flow) {
    InReview& hand = flow.in_review[place];
    if (hand.minutes_left == 0) return;
    flow.waiting.push_back({minute, flow.pool[hand.change].author, hand.change});
    hand.minutes_left = 0;
}

// A colleague who still works in the team, from the seat behind on; the same row if there is nobody.
EngineerId successor(EngineerId i, ClearSeatView v) {
    const TeamId team = v.layout().team_of(i);
    const std::uint32_t first = v.layout().first_row(team), places = v[col::places][team];
    for (std::uint32_t k = 1; k < places; ++k) {
        const EngineerId other{first + (index(i) - first + k) % places};
        if (v[col::active][other] > 0.0) return other;
    }
    return i;
}

// A colleague answers for the leaver's open changes from now on.
void hand_over(EngineerId leaver, EngineerId colleague, Flow& flow) {
    const std::uint32_t from = index(leaver), to = index(colleague);
    for (auto* queue : {&flow.waiting, &flow.returning, &flow.checking, &flow.taking_back, &flow.held})
        for (Pending& p : *queue)
            if (p.author == from) p.author = to;
    for (Change& c : flow.pool)
        if (c.author == from) c.author = to;
}

bool is_wanted(const Today& today, EngineerId i, FillSeatsView v) {
    if (v[col::closed][i] > 0.0) return false;
    const TeamId team = v.layout().team_of(i);
    const std::uint32_t place = index(i) - v.layout().first_row(team);
    if (!v[col::reviews_only][i]) return place < v[col::places][team];
    const std::uint32_t number = place - v.layout().engineers;
    return static_cast<std::int64_t>(number) < today.given.review.dedicated_reviewers_per_team;
}

void leave(const Today& today, EngineerId i, LeaveView v) {
    clear_seat(i, minute_of(today.day + 1, 0), v);
    v[col::vacant_until][i] = today.day + static_cast<double>(today.given.people.vacancy_days);
    ++v[col::hired_before][i];
    v[col::leavers][v.layout().team_of(i)] += 1.0;
}

void hire(const Today& today, EngineerId i, FillSeatsView v) {
    v[col::level][i] = first_level(today, i, v);
    seat_person(today, i, v);
    if (!v[col::reviews_only][i]) begin_desk(today, minute_of(today.morning, 0), i, v);
    if (today.morning == 0) return;  // people of the first morning have long been found
    const auto& money = today.given.money;
    const TeamId team = v.layout().team_of(i);
    v[col::hires][team] += 1.0;
    v[col::hiring_cost][team] += money.hiring_cost_share * yearly_cost(money, v[col::level][i]);
}

}  // namespace

void clear_seat(EngineerId i, std::int32_t minute, ClearSeatView v) {
    const Layout& layout = v.layout();
    const TeamId pool = layout.pool_of(layout.team_of(i));
    Flow& flow = v[col::flow][pool];
    drop_review(index(i) - layout.first_row(pool), minute, flow);
    v[col::active][i] = v[col::owed_minutes][i] = v[col::carried_minutes][i] = 0.0;
    if (!v[col::reviews_only][i]) hand_over(i, successor(i, v), flow);
    v[col::done_by_hand][i] = v[col::done_with_ai][i] = 0.0;
    v[col::upkeep_work][i] = v[col::fix_work][i] = 0.0;
    for (auto& option : v[col::chosen]) option[i] = 0.0;
    for (auto& practice : v[col::dial_weeks]) practice[i] = 0.0;
    for (auto& practice : v[col::dial_mean]) practice[i] = 0.0;
    for (auto& option : v[col::share]) option[i] = 0.0;
    for (auto& option : v[col::habit]) option[i] = 0.0;
    for (auto& option : v[col::own_habit]) option[i] = 0.0;
}

// The chance of leaving within the week.
STRATHERN_WIDE void find_departures(std::size_t n, double usual_hazard, double per_motivation,
                                    const double* __restrict motivation, double* __restrict chance) {
    for (std::size_t k = 0; k < n; ++k) {
        const double hazard = usual_hazard * portable::exp(-per_motivation * motivation[k]);
        chance[k] = 1.0 - portable::exp(-hazard);
    }
}

void let_leave(const Today& today, LeaveView v) {
    BlockColumn gone, chance;
    const std::uint32_t from = today.block.first_row, n = today.block.rows();
    today.draws.uniforms(Purpose::attrition, today.draw_day(), v[col::luck_number].data() + from,
                         v[col::luck_seat].data() + from, n, gone, nullptr, nullptr, nullptr);
    const auto& p = today.given.people;
    find_departures(n, p.attrition_per_year / weeks_per_year, p.attrition_per_motivation,
                    v[col::motivation].data() + from, chance);
    for (std::uint32_t k = 0; k < n; ++k) {
        const EngineerId i = today.block.row(k);
        if (gone[k] < chance[k] && v[col::active][i] > 0.0) leave(today, i, v);
    }
}

void fill_seats(const Today& today, FillSeatsView v) {
    for (std::uint32_t row = today.block.first_row; row < today.block.last_row; ++row) {
        const EngineerId i{row};
        const bool seated = v[col::active][i] > 0.0, wanted = is_wanted(today, i, v);
        if (seated && !wanted) clear_seat(i, minute_of(today.morning, 0), v);
        if (!seated && wanted && today.morning >= v[col::vacant_until][i]) hire(today, i, v);
    }
}

void count_reviewers(const Today& today, CountReviewersView v) {
    const Layout& layout = v.layout();
    for (std::uint32_t number = today.block.first_team; number < today.block.last_team; ++number) {
        const TeamId team{number};
        double reviewers = 0.0, authors = 0.0;
        for (std::uint32_t row = layout.first_row(team); row < layout.last_row(team); ++row) {
            const EngineerId i{row};
            if (!(v[col::active][i] > 0.0)) continue;
            reviewers += v[col::share][review][i] > 0.0 ? 1.0 : 0.0;
            authors += v[col::share][build][i] + v[col::share][build_with_ai][i] > 0.0 ? 1.0 : 0.0;
        }
        v[col::reviewers][team] = reviewers;
        v[col::authors][team] = authors;
    }
}

}  // namespace strathern
