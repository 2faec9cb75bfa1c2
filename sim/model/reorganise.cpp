// Who is let go, who rises, who changes teams, and what is seen of others? Between the weeks, over everybody.
#include <algorithm>
#include <vector>

#include "core/variates.hpp"
#include "model/phases.hpp"

namespace strathern {
namespace {

/// A row and the number it is ranked by.
struct Ranked {
    double key;
    std::uint32_t row;
};

// Lowest first; equals by row, so that the order never depends on the sort.
void rank(std::vector<Ranked>& rows) {
    std::ranges::sort(rows,
                      [](const Ranked& a, const Ranked& b) { return a.key != b.key ? a.key < b.key : a.row < b.row; });
}

bool is_engineers(const State& s, std::uint32_t row) {
    return !s.people.reviews_only[EngineerId{row}] && row % s.width < s.teams.members[TeamId{row / s.width}];
}

// With nothing at stake nobody looks at a score.
bool measured(const Rules& given) { return given.regime && given.regime->stakes > 0.0; }

Slot slot_of(const State& s, EngineerId i) { return {s.people.seat[i], s.people.requisition[i]}; }

// Empty seats go first, then people by their published score, or by luck where nobody is measured.
std::vector<Ranked> order_of_closing(const Rules& given, const Draws& draws, int day, const State& s) {
    std::vector<Ranked> open;
    for (std::uint32_t row = 0; row < s.rows(); ++row) {
        const EngineerId i{row};
        if (!is_engineers(s, row) || s.people.closed[i] > 0.0) continue;
        const double luck = draws.uniforms(Purpose::lay_off, static_cast<std::uint32_t>(day), slot_of(s, i))[0];
        constexpr double before_all = -1e300;
        open.push_back(
            {s.people.active[i] == 0.0 ? before_all : (measured(given) ? s.scoreboard.score[i] : luck), row});
    }
    rank(open);
    return open;
}

void close_seats(const std::vector<Ranked>& order, std::size_t count, int day, State& s) {
    double gone = 0.0;
    for (std::size_t k = 0; k < count; ++k) {
        const EngineerId i{order[k].row};
        const std::uint32_t team = order[k].row / s.width;
        s.people.closed[i] = 1.0;
        if (s.people.active[i] == 0.0) continue;
        clear_seat(i, team, minute_of(day, 0), s);
        ++s.people.requisition[i];
        s.teams.tally[team][Tally::laid_off] += 1.0;
        gone += 1.0;
    }
    const double people = static_cast<double>(order.size());
    for (std::uint32_t team = 0; team < s.teams_count; ++team) s.teams.insecurity[TeamId{team}] += gone / people;
}

// In the order of seats, each to be filled when hiring has taken its time.
void offer_seats(std::size_t count, double from, State& s) {
    for (std::uint32_t row = 0; row < s.rows() && count > 0; ++row) {
        const EngineerId i{row};
        if (s.people.closed[i] == 0.0) continue;
        s.people.closed[i] = 0.0;
        s.people.vacant_until[i] = from;
        --count;
    }
}

// The best of a level, as far as anybody can tell.
std::vector<Ranked> candidates(const Rules& given, const Draws& draws, int week, std::uint8_t level, const State& s) {
    std::vector<Ranked> all;
    for (std::uint32_t row = 0; row < s.rows(); ++row) {
        const EngineerId i{row};
        if (!is_engineers(s, row) || s.people.active[i] == 0.0 || s.people.level[i] != level) continue;
        const double error =
            normal(draws.uniforms(Purpose::appraisal, static_cast<std::uint32_t>(week), slot_of(s, i))[0]);
        const double appraised = portable::log(s.people.skill[i]) + given.p.people().appraisal_sd_log * error;
        all.push_back({measured(given) ? s.scoreboard.score[i] : appraised, row});
    }
    rank(all);
    return all;
}

void promote_level(const Rules& given, const Draws& draws, int week, std::uint8_t level, State& s) {
    const std::vector<Ranked> all = candidates(given, draws, week, level, s);
    const auto count =
        static_cast<std::size_t>(given.p.people().promotion_share_per_year * static_cast<double>(all.size()) + 0.5);
    double mean = 0.0;
    for (const Ranked& one : all)
        mean += portable::log(s.people.skill[EngineerId{one.row}]) / static_cast<double>(all.size());
    for (std::size_t k = all.size() - count; k < all.size(); ++k) {
        const EngineerId i{all[k].row};
        auto& tally = s.teams.tally[all[k].row / s.width];
        tally[Tally::promoted] += 1.0;
        tally[Tally::promoted_lead] += portable::log(s.people.skill[i]) - mean;
        ++s.people.level[i];
        take_rights(given, draws, i, level, s);
    }
}

void swap_rows(EngineerColumn& column, EngineerId a, EngineerId b) { std::swap(column[a], column[b]); }

// People change seats and take along what is theirs; desks, open changes and what is owed stay.
void swap_people(EngineerId a, EngineerId b, State& s) {
    auto& p = s.people;
    for (auto* column :
         {&p.tenure_days, &p.skill, &p.ramp, &p.token_intensity, &p.log_care, &p.sophistication, &p.reluctance,
          &p.motivation, &p.fatigue, &p.fluency, &s.scoreboard.score, &s.scoreboard.last_score})
        swap_rows(*column, a, b);
    auto& c = s.choices;
    for (auto* options : {&c.share, &c.habit, &c.experience, &c.previous})
        for (auto& column : *options) swap_rows(column, a, b);
    for (auto* windows : {&s.scoreboard.numerator, &s.scoreboard.denominator})
        for (auto& metric : *windows)
            for (auto& column : metric) swap_rows(column, a, b);
}

void settle_in(const Rules& given, EngineerId i, std::uint32_t former, State& s) {
    s.people.former_team[i] = former;
    s.people.familiarity[i] = 0.0;
    s.people.acuity[i] = given.p.people().unfamiliar_acuity;
    s.teams.tally[index(i) / s.width][Tally::moved] += 1.0;
}

void swap_places(const Rules& given, std::uint32_t one, std::uint32_t other, State& s) {
    swap_people(EngineerId{one}, EngineerId{other}, s);
    settle_in(given, EngineerId{one}, other / s.width, s);
    settle_in(given, EngineerId{other}, one / s.width, s);
}

// Who wants to move meets others of the level in an order of luck; neighbours in it from different teams change places.
void move_level(const Rules& given, const Draws& draws, int week, std::uint8_t level, State& s) {
    const double chance = 1.0 - portable::exp(-given.p.people().moves_per_year * weeks_per_quarter / weeks_per_year);
    std::vector<Ranked> movers;
    for (std::uint32_t row = 0; row < s.rows(); ++row) {
        const EngineerId i{row};
        if (!is_engineers(s, row) || s.people.active[i] == 0.0 || s.people.level[i] != level) continue;
        const auto u = draws.uniforms(Purpose::move, static_cast<std::uint32_t>(week), slot_of(s, i));
        if (u[0] < chance) movers.push_back({u[1], row});
    }
    rank(movers);
    for (std::size_t k = 0; k + 1 < movers.size(); k += 2) {
        const std::uint32_t one = movers[k].row, other = movers[k + 1].row;
        if (one / s.width != other / s.width) swap_places(given, one, other, s);
    }
}

constexpr std::uint8_t levels = 4, highest_promoted = 1;

}  // namespace

void fit_headcount(const Rules& given, const Draws& draws, int day, State& s) {
    const double seats = static_cast<double>(given.p.organisation().engineers_count);
    const auto kept = static_cast<std::size_t>(given.p.organisation().headcount_share * seats + 0.5);
    std::size_t closed = 0;
    for (const double one : s.people.closed.values()) closed += one > 0.0 ? 1 : 0;
    const std::size_t open = static_cast<std::size_t>(seats) - closed;
    if (open > kept) close_seats(order_of_closing(given, draws, day, s), open - kept, day, s);
    if (open < kept) offer_seats(kept - open, day + static_cast<double>(given.p.people().vacancy_days), s);
}

void promote(const Rules& given, const Draws& draws, int week, State& s) {
    constexpr int weeks = static_cast<int>(weeks_per_year);
    if ((week + 1) % weeks != 0 || given.p.people().promotion_share_per_year == 0.0) return;
    for (int level = highest_promoted; level >= 0; --level)
        promote_level(given, draws, week, static_cast<std::uint8_t>(level), s);
}

void change_teams(const Rules& given, const Draws& draws, int week, State& s) {
    if ((week + 1) % weeks_per_quarter != 0 || given.p.people().moves_per_year == 0.0) return;
    for (std::uint8_t level = 0; level < levels; ++level) move_level(given, draws, week, level, s);
}

void look_around(const State& s, Rules& given) {
    given.seen.resize(given.p.behaviour().contact_outside_share > 0.0 ? given.practices.size() : 0);
    for (std::size_t k = 0; k < given.seen.size(); ++k) {
        const auto shares = s.choices.share[first_practice + k].values();
        given.seen[k].assign(shares.begin(), shares.end());
    }
}

}  // namespace strathern
