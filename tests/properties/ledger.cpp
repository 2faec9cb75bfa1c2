#include "ledger.hpp"

#include <cmath>
#include <strathern/outputs.hpp>
#include <strathern/params/ai.hpp>
#include <strathern/params/customers.hpp>
#include <strathern/params/incidents.hpp>
#include <strathern/params/money.hpp>
#include <strathern/params/quality.hpp>
#include <strathern/params/review.hpp>
#include <strathern/params/worth.hpp>
#include <string_view>

namespace strathern::test {
namespace {

double sum_of_rows(const Column<EngineerId>& column, const State& s, std::uint32_t team) {
    double sum = 0.0;
    for (std::uint32_t row = s.layout.first_row(TeamId{team}); row < s.layout.last_row(TeamId{team}); ++row)
        sum += column[EngineerId{row}];
    return sum;
}

double sum_of_teams(const Column<TeamId>& column) {
    double sum = 0.0;
    for (const double each : column.values()) sum += each;
    return sum;
}

int defects_of(const Change& c) { return c.line_defects + c.design_defects; }

/// Calls f(ChangeRef) for each place at which an open change may be.
template <class F>
void each_open(const Flow& flow, F&& f) {
    for (std::size_t k = flow.head; k < flow.waiting.size(); ++k) f(flow.waiting[k].change);
    for (const auto* list : {&flow.arriving, &flow.returning, &flow.checking})
        for (const Pending& p : *list) f(p.change);
    for (const InReview& hand : flow.in_review)
        if (hand.minutes_left > 0) f(hand.change);
}

/// Calls f(Change) for each merged change whose item is held back.
template <class F>
void each_held(const Flow& flow, F&& f) {
    for (const auto* list : {&flow.taking_back, &flow.held})
        for (const Pending& p : *list) f(flow.pool[p.change]);
}

bool is_of(const Change& c, std::uint32_t team) { return team_of_seat(c.seat) == TeamId{team}; }

/// The queue of a team's pool.
const Flow& flow_of(const State& s, std::uint32_t team) { return s[col::flow][s.layout.pool_of(TeamId{team})]; }

/// Calls f(const Change&) for each open change of a team, in whatever pool it is.
template <class F>
void each_open_of(const State& s, std::uint32_t team, F&& f) {
    const Flow& flow = flow_of(s, team);
    each_open(flow, [&](ChangeRef place) {
        if (is_of(flow.pool[place], team)) f(flow.pool[place]);
    });
}

double count_open(const State& s, std::uint32_t team) {
    double count = 0.0;
    each_open_of(s, team, [&](const Change&) { count += 1.0; });
    return count;
}

}  // namespace

void Ledger::phase_ended(int day, const char* phase, const State& state) {
    const std::string_view name = phase;
    books_.resize(state.layout.teams_count);
    now_ = "day " + std::to_string(day) + ", after " + phase;
    note_hires(state);
    note_closed_seats(state, name == "let_leave");
    if (!balance_before_) balance_before_ = sum_of_teams(state[col::balance]);
    if (name == "settle_code")
        for (std::uint32_t team = 0; team < books_.size(); ++team)
            books_[team].upkeep += given_.incidents().upkeep_minutes_per_week * state[col::members][TeamId{team}];
    if (name == "plan_hours") note_people(state);
    if (name == "make_progress") note_tokens(day, state);
    if (name == "run_agents") note_queue(state);
    if (name == "run_agents") note_agents(day, state);
    if (name == "review_changes") note_given_up(state);
    if (name == "change_teams") note_moves(state);
    if (name == "choose_hours") note_stayers(state);
    if (name == "let_leave") note_leavers(state);
    note_rows(state);
    check_places(state);
    if (name == "release_changes") check_evening(state, false);
    if (name == "clear_week") check_evening(state, true);
}

void Ledger::month_ended(const PeriodView& view) {
    check_money(view);
    for (std::uint32_t team = 0; team < view.state.layout.teams_count; ++team) {
        TeamBook& book = books_[team];
        book.before.add(view.state, TeamId{team});
        book.worth_before += sum_of_rows(view.state[col::month_worth], view.state, team) + book.worth_moved;
        book.tokens_moved = book.worth_moved = 0.0;
    }
}

double Ledger::lost_with_leavers() const {
    double sum = 0.0;
    for (const TeamBook& book : books_) sum += book.owed_lost + book.carried_lost;
    return sum;
}

double Ledger::defects_given_up() const {
    double sum = 0.0;
    for (const TeamBook& book : books_) sum += book.defects_given_up;
    return sum;
}

double Ledger::yearly_cost(std::uint8_t level) const {
    const auto& m = given_.money();
    const double factor[] = {m.junior_pay_factor, 1.0, m.senior_pay_factor, m.architect_pay_factor};
    return m.salary_per_year * factor[level];
}

// Who sits where nobody sat after the phase before.
void Ledger::note_hires(const State& s) {
    for (std::uint32_t row = 0; row < seated_.size(); ++row) {
        const EngineerId i{row};
        if (s[col::active][i] <= seated_[row]) continue;
        books_[row / s.layout.width].hiring += given_.money().hiring_cost_share * yearly_cost(s[col::level][i]);
    }
}

// A seat that a policy no longer wants: of a dedicated reviewer, or in a lay-off. What its holder owed is gone.
void Ledger::note_closed_seats(const State& s, bool people_leave) {
    const auto seated = s[col::active].values();
    for (std::uint32_t row = 0; row < seated_.size(); ++row)
        if (seated_[row] > seated[row] && !people_leave) {
            TeamBook& book = books_[row / s.layout.width];
            book.seats_closed += 1.0;
            book.owed_lost += owed_[row];
            book.carried_lost += carried_[row];
        }
    seated_.assign(seated.begin(), seated.end());
}

void Ledger::note_rows(const State& s) {
    const auto note = [](const Column<EngineerId>& column, std::vector<double>& rows) {
        rows.assign(column.values().begin(), column.values().end());
    };
    note(s[col::owed_minutes], owed_);
    note(s[col::carried_minutes], carried_);
    note(s[col::month_tokens], tokens_);
    note(s[col::month_worth], worth_);
}

// What is a person's goes along to the other team.
void Ledger::note_moves(const State& s) {
    for (std::uint32_t row = 0; row < s.layout.rows(); ++row) {
        const EngineerId i{row};
        TeamBook& book = books_[index(s.layout.team_of(i))];
        book.carried_lost += carried_[row] - s[col::carried_minutes][i];
        book.tokens_moved += tokens_[row] - s[col::month_tokens][i];
        book.worth_moved += worth_[row] - s[col::month_worth][i];
    }
}

void Ledger::note_people(const State& s) {
    for (std::uint32_t team = 0; team < s.layout.teams_count; ++team) {
        const double here = sum_of_rows(s[col::active], s, team);
        if (books_[team].person_days == 0.0) books_[team].people_at_start = here;
        books_[team].person_days += here;
        books_[team].licences +=
            given_.ai().access ? here * 12.0 * given_.money().tool_per_seat_per_month / days_per_year : 0.0;
        for (std::uint32_t row = s.layout.first_row(TeamId{team}); row < s.layout.last_row(TeamId{team}); ++row) {
            const EngineerId i{row};
            books_[team].pay += s[col::active][i] * yearly_cost(s[col::level][i]) / days_per_year;
        }
    }
}

void Ledger::note_queue(const State& s) {
    for (std::uint32_t team = 0; team < s.layout.teams_count; ++team) {
        const Flow& flow = flow_of(s, team);
        books_[team].given_up = sum_of(s, team, col::changes_abandoned);
        books_[team].defects_in_queue.clear();
        for (std::size_t k = flow.head; k < flow.waiting.size(); ++k)
            if (is_of(flow.pool[flow.waiting[k].change], team))
                books_[team].defects_in_queue.push_back(defects_of(flow.pool[flow.waiting[k].change]));
    }
}

// The oldest in the queue are given up first.
void Ledger::note_given_up(const State& s) {
    for (std::uint32_t team = 0; team < s.layout.teams_count; ++team) {
        TeamBook& book = books_[team];
        const auto count = static_cast<std::size_t>(sum_of(s, team, col::changes_abandoned) - book.given_up);
        for (std::size_t k = 0; k < count && k < book.defects_in_queue.size(); ++k)
            book.defects_given_up += book.defects_in_queue[k];
    }
}

// What each person's hours of today consume, at today's rates.
void Ledger::note_tokens(int day, const State& s) {
    const double years = (day - day % days_per_week) / days_per_year;
    const double price =
        1e-6 * given_.ai().price_per_million_tokens * std::pow(given_.ai().price_factor_per_year, years);
    if (day % days_per_week == 0) earlier_minutes_.assign(s.layout.rows(), 0.0);
    for (std::uint32_t row = 0; row < s.layout.rows(); ++row) {
        const EngineerId i{row};
        const double minutes = s[col::week_minutes][i] - earlier_minutes_[row],
                     tokens = minutes * s[col::token_rate][i];
        TeamBook& book = books_[row / s.layout.width];
        book.tokens += tokens;
        book.token_cost += tokens * price;
        book.prompts += minutes * s[col::prompt_rate][i];
        earlier_minutes_[row] = s[col::week_minutes][i];
    }
}

void Ledger::note_stayers(const State& s) {
    for (std::uint32_t team = 0; team < s.layout.teams_count; ++team) {
        books_[team].owed_of_stayers = sum_of_rows(s[col::owed_minutes], s, team);
        books_[team].carried_of_stayers = sum_of_rows(s[col::carried_minutes], s, team);
    }
}

void Ledger::note_leavers(const State& s) {
    for (std::uint32_t team = 0; team < s.layout.teams_count; ++team) {
        books_[team].owed_lost += books_[team].owed_of_stayers - sum_of_rows(s[col::owed_minutes], s, team);
        books_[team].carried_lost += books_[team].carried_of_stayers - sum_of_rows(s[col::carried_minutes], s, team);
    }
}

// What agents consume counts at the price of the week, like what people do.
void Ledger::note_agents(int day, const State& s) {
    const double years = (day - day % days_per_week) / days_per_year;
    const double price =
        1e-6 * given_.ai().price_per_million_tokens * std::pow(given_.ai().price_factor_per_year, years);
    for (std::uint32_t team = 0; team < s.layout.teams_count; ++team) {
        TeamBook& book = books_[team];
        const double tokens = sum_of(s, team, col::agent_tokens) - book.agent_tokens;
        book.agent_tokens += tokens;
        book.tokens += tokens;
        book.token_cost += tokens * price;
    }
}

// Every place of a pool is free or holds one change that is in one place.
void Ledger::check_places(const State& s) {
    for (std::uint32_t team = 0; team < s.layout.teams_count; ++team) {
        const Flow& flow = s[col::flow][TeamId{team}];
        std::vector<int> held(flow.pool.size());
        each_open(flow, [&](ChangeRef place) { ++held.at(place); });
        for (const auto* list : {&flow.taking_back, &flow.held})
            for (const Pending& p : *list) ++held.at(p.change);
        for (const ChangeRef place : flow.free) ++held.at(place);
        double once = 0.0;
        for (const int times : held) once += times == 1 ? 1.0 : 0.0;
        equal("places of the pool = free + open + held, each once", team, static_cast<double>(flow.pool.size()), once);
    }
}

void Ledger::check_evening(const State& s, bool week_counted) {
    for (std::uint32_t team = 0; team < s.layout.teams_count; ++team) {
        check_changes(s, team, week_counted);
        check_defects(s, team);
        check_items(s, team);
        check_rework(s, team);
        if (!week_counted) continue;
        check_people(s, team);
        check_customers(s, team);
        check_hours(s, team);
        check_tokens(s, team);
    }
}

void Ledger::check_changes(const State& s, std::uint32_t team, bool week_counted) {
    const double this_week = week_counted ? 0.0 : sum_of_rows(s[col::week_changes_opened], s, team);
    const double merged = sum_of(s, team, col::changes_merged);
    equal("changes opened = merged + abandoned + rejected + open", team,
          sum_of(s, team, col::changes_opened) + this_week,
          merged + sum_of(s, team, col::changes_abandoned) + sum_of(s, team, col::changes_rejected) +
              count_open(s, team));
    equal("changes merged = released + on the train", team, merged,
          sum_of(s, team, col::changes_released) + s[col::merged][TeamId{team}]);
}

void Ledger::check_defects(const State& s, std::uint32_t team) {
    const TeamId t{team};
    double open = 0.0;
    each_open_of(s, team, [&](const Change& c) { open += defects_of(c); });
    const double escaped = sum_of(s, team, col::defects_escaped);
    const double found = sum_of(s, team, col::defects_found) + sum_of(s, team, col::qa_defects_found) +
                         sum_of(s, team, col::agent_defects_found);
    equal("defects made = found + in open changes + given up + rejected + merged", team,
          sum_of(s, team, col::defects_made),
          found + open + books_[team].defects_given_up + sum_of(s, team, col::defects_rejected) + escaped);
    equal("defects merged = shown + on the train + latent + taken back + found by post-mortems", team, escaped,
          sum_of(s, team, col::incidents) - sum_of(s, team, col::incidents_without_change) + s[col::ready_defects][t] +
              s[col::latent_defects][t] + sum_of(s, team, col::defects_reverted) + sum_of(s, team, col::defects_cured));
}

void Ledger::check_items(const State& s, std::uint32_t team) {
    const TeamId t{team};
    equal("items arrived = counted by ordinal", team, sum_of(s, team, col::items_arrived_in_quarter),
          s[col::items_arrived][t]);
    equal("items seen = taken + dropped", team, s[col::items_seen][t],
          sum_of(s, team, col::items_taken) + sum_of(s, team, col::items_dropped));
    double held = 0.0, held_worth = 0.0, in_experiment = 0.0;
    each_held(flow_of(s, team), [&](const Change& c) {
        if (!is_of(c, team)) return;
        held += c.last ? 1.0 : 0.0, held_worth += c.last ? c.item_worth : 0.0,
            in_experiment += c.in_experiment ? 1.0 : 0.0;
    });
    const Backlog& backlog = s[col::backlog][t];
    equal("items waiting = arrivals remembered", team, s[col::items_arrived][t] - s[col::items_seen][t],
          static_cast<double>(backlog.arrived.size() - backlog.head));
    equal("items completed = released + withdrawn + on the train + held", team, sum_of(s, team, col::items_completed),
          sum_of(s, team, col::items_released) + sum_of(s, team, col::items_withdrawn) + s[col::ready_items][t] + held);
    equal("experiments begun = ended + running", team, sum_of(s, team, col::experiments_run),
          sum_of(s, team, col::experiments_ended) + in_experiment);
    near("worth completed by people = released + averted + on the train + held", team,
         books_[team].worth_before + sum_of_rows(s[col::month_worth], s, team) + books_[team].worth_moved,
         sum_of(s, team, col::worth_shipped) + sum_of(s, team, col::worth_averted) + s[col::ready_worth][t] +
             held_worth);
}

// Whatever was found is sent back, and whatever is not sent back is approved.
void Ledger::check_rework(const State& s, std::uint32_t team) {
    const Flow& flow = flow_of(s, team);
    double checked = 0.0;
    for (const Pending& p : flow.checking) checked += is_of(flow.pool[p.change], team) ? 1.0 : 0.0;
    const double approved = sum_of(s, team, col::changes_merged) - sum_of(s, team, col::changes_unreviewed) + checked;
    const double sent_back = sum_of(s, team, col::reviews) - sum_of(s, team, col::first_approvals) - approved -
                             sum_of(s, team, col::changes_rejected);
    const double found = sum_of(s, team, col::defects_found) + sum_of(s, team, col::requirement_defects_found);
    const double asked =
        sent_back * given_.review().rework_minutes + found * given_.review().rework_minutes_per_defect +
        sum_of(s, team, col::ci_failures) * given_.quality().ci_rework_minutes + sum_of(s, team, col::qa_minutes) +
        sum_of(s, team, col::agent_check_minutes) + sum_of(s, team, col::incident_minutes) +
        sum_of(s, team, col::changes_reverted) * given_.incidents().revert_minutes +
        sum_of(s, team, col::experiments_run) * given_.worth().experiment_minutes + books_[team].upkeep -
        s[col::upkeep][TeamId{team}];
    near("rework, upkeep and incident minutes asked for = given + owed + lost with leavers", team, asked,
         sum_of(s, team, col::minutes_rework) + sum_of_rows(s[col::owed_minutes], s, team) + books_[team].owed_lost);
}

void Ledger::check_people(const State& s, std::uint32_t team) {
    equal("people = at the start + hires - leavers - closed seats", team, sum_of_rows(s[col::active], s, team),
          books_[team].people_at_start + sum_of(s, team, col::hires) - sum_of(s, team, col::leavers) -
              books_[team].seats_closed);
}

void Ledger::check_customers(const State& s, std::uint32_t team) {
    const TeamId t{team};
    const auto& c = given_.customers();
    const double share[] = {c.small_share, c.mid_share, 1.0 - c.small_share - c.mid_share};
    const double acquired[] = {c.small.acquired_per_week, c.mid.acquired_per_week, c.large.acquired_per_week};
    const double weeks = books_[team].weeks += 1.0;
    double all = 0.0;
    for (std::size_t g = 0; g < segment_count; ++g) {
        const double lost = books_[team].before[col::customers_lost][g] + s[col::customers_lost][g][t];
        near("customers = at the start + new - lost", team, s[col::segment_customers][g][t],
             c.per_team_count * share[g] * (1.0 + weeks * acquired[g]) - lost);
        all += s[col::segment_customers][g][t];
    }
    near("customers = of all segments", team, s[col::customers][t], all);
}

void Ledger::check_hours(const State& s, std::uint32_t team) {
    const double spent = sum_of(s, team, col::minutes_rework) + sum_of(s, team, col::minutes_by_hand) +
                         sum_of(s, team, col::minutes_with_ai) + sum_of(s, team, col::minutes_practices) +
                         sum_of(s, team, col::review_minutes) + sum_of(s, team, col::minutes_idle);
    near("minutes given and beyond the day = spent + idle + carried over + lost with leavers", team,
         sum_of(s, team, col::minutes_given) + sum_of(s, team, col::minutes_beyond),
         spent + sum_of_rows(s[col::carried_minutes], s, team) + books_[team].carried_lost);
}

void Ledger::check_tokens(const State& s, std::uint32_t team) {
    const TeamId t{team};
    near("tokens = of all people", team, sum_of(s, team, col::tokens), books_[team].tokens);
    near("tokens of the month = on people's accounts", team, s[col::tokens][t],
         sum_of_rows(s[col::month_tokens], s, team) + books_[team].tokens_moved);
    near("prompts = of all people", team, sum_of(s, team, col::prompts), books_[team].prompts);
    near("token bill = tokens x price of the week", team, sum_of(s, team, col::token_cost), books_[team].token_cost);
}

void Ledger::check_money(const PeriodView& view) {
    const auto value = [&](const char* name) {
        return output_columns()[static_cast<std::size_t>(output_column(name))].value(view);
    };
    double bill = 0.0, pay = 0.0, licences = 0.0, hiring = 0.0;
    for (const TeamBook& book : books_) {
        bill += book.token_cost - book.before[col::token_cost];
        pay += book.pay - book.before[col::salary_cost];
        licences += book.licences - book.before[col::tool_cost];
        hiring += book.hiring - book.before[col::hiring_cost];
    }
    near("token bill of the month", 0, value("token_cost"), bill);
    near("salaries = days that people were there x a day's pay at their level", 0, value("salaries"), pay);
    near("licences = days that people were there x a day's licence", 0, value("tool_cost"), licences);
    near("hiring = people who started x a share of their yearly cost", 0, value("hiring_cost"), hiring);
    const double costs = value("salaries") + value("token_cost") + value("tool_cost") + value("qa_cost") +
                         value("hiring_cost") + value("incident_cost");
    near("cost in all = sum of the costs", 0, value("total_cost"), costs);
    near("net cash = revenue - costs", 0, value("net_cash"), value("revenue") - costs);
    near("net value = net cash + change of the balance", 0, value("net_value"),
         value("net_cash") + value("balance") - *balance_before_);
    balance_before_ = value("balance");
    if (value("items_completed") > 0.0)  // else it is undefined
        near("cost per item x items = cost in all", 0, value("cost_per_item") * value("items_completed"), costs);
}

void Ledger::equal(const char* what, std::uint32_t team, double left, double right) {
    ++checks_;
    if (!(left == right)) report(what, team, left, right);
}

void Ledger::near(const char* what, std::uint32_t team, double left, double right) {
    ++checks_;
    if (!(std::fabs(left - right) <= 1e-9 * (1.0 + std::fabs(left) + std::fabs(right))))
        report(what, team, left, right);
}

void Ledger::report(const char* what, std::uint32_t team, double left, double right) {
    constexpr std::size_t enough = 5;
    if (problems_.size() < enough)
        problems_.push_back(now_ + ", team " + std::to_string(team) + ": " + what + ": " + std::to_string(left) +
                            " is not " + std::to_string(right));
}

}  // namespace strathern::test
